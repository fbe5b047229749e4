package org.eoworkflow.order;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.eoworkflow.platform.yaml.Problems.Problem;
import org.eoworkflow.security.spill.FilesAtStart;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;

/** Loads the catalogue before the engine is configured, so that a wrong one stops the start with nothing deployed. */
@Configuration(proxyBeanMethods = false)
class CatalogueConfiguration {

    static final String MODELS = "classpath*:processes/**/*.bpmn";

    /**
     * @param places {@code eo.orders}: resource patterns, or folders of YAML files
     */
    @Bean
    Catalogue catalogue(@Value("${eo.orders:classpath*:orders/*.yaml}") List<String> places, ResourcePatternResolver resources,
                        FilesAtStart atStart) throws IOException {
        List<SourceText> files = new ArrayList<>();
        for (String place : places) {
            String pattern = place.endsWith(".yaml") || place.endsWith(".yml") ? place : place.replaceAll("/+$", "") + "/*.yaml";
            List<SourceText> found = read(pattern, resources);
            if (found.isEmpty()) {
                throw new InvalidCatalogue(List.of(new Problem("eo.orders", 1,
                    "names '%s', where there is no file. Name a folder of YAML files or a pattern such as 'file:./orders/*.yaml'."
                        .formatted(place))));
            }
            files.addAll(found);
        }
        List<Problem> marked = atStart.marked(files.stream().collect(Collectors.toMap(SourceText::name, CatalogueConfiguration::values, (one, other) -> one + "\n" + other)));
        if (!marked.isEmpty()) {
            throw new InvalidCatalogue(marked);
        }
        return CatalogueReader.read(files, read(MODELS, resources));
    }

    /** Each value begins its line. */
    private static String values(SourceText file) {
        return file.text().replaceAll("(?m)^[ \\t-]*[A-Za-z-]+:[ \\t]*", "");
    }

    static List<SourceText> read(String pattern, ResourcePatternResolver resources) throws IOException {
        List<SourceText> texts = new ArrayList<>();
        try {
            for (Resource resource : resources.getResources(pattern)) {
                texts.add(new SourceText(name(resource), resource.getContentAsString(StandardCharsets.UTF_8)));
            }
        } catch (FileNotFoundException e) {
            return List.of();
        }
        return texts;
    }

    /** As people know the file: {@code orders/eo-14409.yaml}. */
    private static String name(Resource resource) throws IOException {
        String url = resource.getURL().toString();
        for (String folder : List.of("/orders/", "/processes/")) {
            int at = url.lastIndexOf(folder);
            if (at >= 0) {
                return url.substring(at + 1);
            }
        }
        return resource.isFile() ? resource.getFile().getPath() : url;
    }

    /** The engine's configuration asks for this bean, and this bean for a right catalogue. */
    @Bean
    AbstractCamundaConfiguration catalogueBeforeEngine(Catalogue catalogue) {
        return new AbstractCamundaConfiguration() { };
    }
}
