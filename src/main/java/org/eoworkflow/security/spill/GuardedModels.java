package org.eoworkflow.security.spill;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.camunda.bpm.spring.boot.starter.property.CamundaBpmProperties;
import org.eoworkflow.platform.CannotStart;
import org.eoworkflow.platform.yaml.Problems;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;

/** Models, tables and forms that the engine deploys at its start from elsewhere than the product, of which the build has looked at every one. */
@Component
class GuardedModels extends AbstractCamundaConfiguration {

    /** The engine's configuration asks for this bean before the engine is built. */
    GuardedModels(CamundaBpmProperties settings, ResourcePatternResolver resources, FilesAtStart files) {
        var marked = files.marked(texts(settings.getDeploymentResourcePattern(), resources));
        if (!marked.isEmpty()) {
            throw new CannotStart(Problems.message("What is to be deployed at the start looks classified, so nothing was started. Mend the following and start again:",
                marked));
        }
    }

    private static Map<String, String> texts(String[] patterns, ResourcePatternResolver resources) {
        Map<String, String> texts = new LinkedHashMap<>();
        try {
            String product = new ClassPathResource(SpillRules.OWN).getURL().toString().replace(SpillRules.OWN, "");
            for (String pattern : patterns) {
                for (Resource resource : resources.getResources(pattern.strip())) {
                    if (!resource.getURL().toString().startsWith(product)) {
                        texts.put(resource.isFile() ? resource.getFile().getPath() : resource.getURL().toString(), resource.getContentAsString(StandardCharsets.UTF_8));
                    }
                }
            }
        } catch (IOException unreadable) {
            throw new CannotStart("camunda.bpm.deployment-resource-pattern names what cannot be read. Name resources such as 'file:/etc/eo/models/*.bpmn'.", unreadable);
        }
        return texts;
    }
}
