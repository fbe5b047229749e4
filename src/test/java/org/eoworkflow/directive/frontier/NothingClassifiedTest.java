package org.eoworkflow.directive.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.eoworkflow.support.Keeps;
import org.junit.jupiter.api.Test;

/** C-08: the benchmarking is classified, so no form of it has a field into which a score, a test item or a threshold could be put. */
@Keeps("C-08")
class NothingClassifiedTest {

    private static final Set<String> POINTER = Set.of("registryNumber", "custodianOffice", "systemName");
    private static final Set<String> ENTERED = Set.of("textfield", "textarea", "number", "radio", "select", "checkbox", "datetime", "checklist", "taglist");

    /** Every field of these forms that is no part of a pointer: a choice, a day, an office, an order. */
    private static final Map<String, Set<String>> OTHER = new TreeMap<>(Map.of(
        "convene-working-group", Set.of("agency", "memberOffice", "firstMeeting"),
        "draft-methodology", Set.of(), "draft-threshold", Set.of(), "draft-revision", Set.of(),
        "resolve-benchmark-comments", Set.of("commentsDecision"),
        "set-effective-date", Set.of("effectiveOn", "effectiveConfirmed"),
        "review-threshold", Set.of("reviewDecision"),
        "report-capability-shift", Set.of("order")));

    @Test
    void theFormsOfTheBenchmarksTakePointersAndDecisionsOnly() throws IOException {
        var forms = new TreeSet<String>();
        for (var process : Set.of("frontier-benchmarking", "benchmark-maintenance", "report-capability-shift")) {
            Bpmn.readModelFromFile(Path.of("processes", process + ".bpmn").toFile()).getModelElementsByType(BaseElement.class).forEach(element -> {
                String form = element.getAttributeValueNs("http://camunda.org/schema/1.0/bpmn", "formRef");
                if (form != null) {
                    forms.add(form);
                }
            });
        }
        assertThat(forms).isEqualTo(OTHER.keySet());
        for (var form : forms) {
            var fields = new TreeSet<String>();
            fields(new ObjectMapper().readTree(Path.of("forms", form + ".form").toFile()), fields);
            var pointers = new TreeSet<>(fields);
            pointers.removeAll(OTHER.get(form));
            assertThat(fields).as(form).containsAll(OTHER.get(form));
            assertThat(POINTER).as("%s takes a pointer and nothing else", form).containsAll(pointers);
        }
    }

    private static void fields(JsonNode component, Set<String> found) {
        String type = component.path("type").asText();
        if (ENTERED.contains(type)) {
            assertThat(type).as("no room for content: " + component).isNotIn("textarea", "number");
            found.add(component.path("key").asText());
        }
        component.path("components").forEach(child -> fields(child, found));
    }
}
