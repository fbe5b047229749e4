package org.eoworkflow.directive.bod;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.spin.Spin;
import org.eoworkflow.order.Agency;
import org.eoworkflow.order.Catalogue;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Starting points for directives: YAML files with an id, a name and the values of the forms' fields. One that is marked
 * {@code demonstration: true} is offered in the demonstration only.
 */
@Component
class DirectiveTemplates {

    /** What the analysis, the scope, the draft and the guidance are made of. Lists are Json arrays, the rest are texts. */
    static final Set<String> TEXTS = Set.of("threatSummary", "exploitation", "recommendation", "systemsInScope", "systemsExcluded",
        "supersedes", "directiveNumber", "directiveTitle", "authority", "background", "reporting", "contact", "documentNote", "guidanceTitle");
    static final Set<String> LISTS = Set.of("threatSources", "scopeAgencies", "actions", "guidanceSections", "sourceNotes");
    /** What is filled in before a template is chosen. */
    static final Set<String> ANALYSIS = Set.of("threatSummary", "exploitation", "recommendation", "threatSources");

    private static final String EVERYBODY = "all";

    record Template(String id, String name, boolean demonstration, Map<String, Object> values) {

        Optional<DirectiveNumber> number() {
            return DirectiveNumber.read((String) values.get("directiveNumber"));
        }

        /** Sets the variables that it has values for. */
        void fill(VariableScope variables, Set<String> except) {
            values.forEach((variable, value) -> {
                if (!except.contains(variable)) {
                    variables.setVariable(variable, value instanceof List<?> list ? Spin.JSON(list) : value);
                }
            });
        }
    }

    private final List<Template> templates = new ArrayList<>();

    DirectiveTemplates(DirectiveSettings settings, Catalogue catalogue, ResourcePatternResolver resources,
                       @Value("${eo.demonstration.enabled:false}") boolean demonstration) throws IOException {
        List<String> bound = catalogue.boundAgencies().stream().map(Agency::id).toList();
        for (Resource file : files(settings.templates(), resources)) {
            Template template = read(file, bound);
            if (demonstration || !template.demonstration()) {
                templates.add(template);
            }
        }
    }

    /** Those that may be chosen. */
    List<Template> all() {
        return templates;
    }

    Optional<Template> find(String id) {
        return templates.stream().filter(template -> template.id().equals(id)).findFirst();
    }

    private static List<Resource> files(String pattern, ResourcePatternResolver resources) throws IOException {
        try {
            return List.of(resources.getResources(pattern));
        } catch (FileNotFoundException nothingThere) {
            return List.of();
        }
    }

    private static Template read(Resource file, List<String> bound) {
        Map<String, Object> read = yaml(file);
        Object id = read.remove("template");
        Object name = read.remove("name");
        Object demonstration = read.remove("demonstration");
        check(id instanceof String text && text.matches("[a-z0-9-]{1,60}"), file, "needs a 'template' id in kebab case.");
        check(name instanceof String, file, "needs a 'name' under which it is offered.");
        Map<String, Object> values = new LinkedHashMap<>();
        read.forEach((key, value) -> {
            boolean list = LISTS.contains(key);
            check(list || TEXTS.contains(key), file, "has '%s', which is no field of a directive.".formatted(key));
            if (list) {
                Object agencies = EVERYBODY.equals(value) && key.equals("scopeAgencies") ? bound : value;
                check(agencies instanceof List, file, "must have a list under '%s'.".formatted(key));
                values.put(key, agencies);
            } else {
                check(value instanceof String, file, "must have a text under '%s'.".formatted(key));
                values.put(key, ((String) value).strip());
            }
        });
        return new Template((String) id, (String) name, Boolean.TRUE.equals(demonstration), values);
    }

    private static Map<String, Object> yaml(Resource file) {
        try {
            Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(file.getContentAsString(StandardCharsets.UTF_8));
            check(read instanceof Map, file, "is no directive template: it holds no fields.");
            Map<String, Object> fields = new LinkedHashMap<>();
            ((Map<?, ?>) read).forEach((key, value) -> fields.put(String.valueOf(key), value));
            return fields;
        } catch (MarkedYAMLException e) {
            throw new IllegalStateException("Directive template %s is no YAML: line %d: %s".formatted(file.getFilename(),
                e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1, e.getProblem()), e);
        } catch (IOException e) {
            throw new UncheckedIOException("Directive template %s cannot be read.".formatted(file.getFilename()), e);
        }
    }

    private static void check(boolean right, Resource file, String problem) {
        if (!right) {
            throw new IllegalStateException("Directive template %s %s".formatted(file.getFilename(), problem));
        }
    }
}
