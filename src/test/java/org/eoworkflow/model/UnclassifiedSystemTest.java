package org.eoworkflow.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.eoworkflow.support.Keeps;
import org.junit.jupiter.api.Test;

/**
 * "Unclassified system": where a pointer is meant, a form takes registry number, custodian office and system name and nothing else. A pointer
 * is meant where a task carries out C-08 (the benchmarking is classified) or its documentation says so.
 */
@Keeps("C-08")
class UnclassifiedSystemTest {

    private static final Set<String> POINTER = Set.of("registryNumber", "custodianOffice", "systemName");
    private static final Set<String> CHOSEN = Set.of("radio", "select", "checkbox", "checklist", "taglist", "datetime");
    private static final Set<String> WRITTEN = Set.of("textfield", "textarea", "number");
    private static final Set<String> OPEN_DOORS = Set.of("filepicker", "iframe", "expression");

    private static final Pattern POINTER_MEANT = Pattern.compile("(?i)\\bpointers?\\b");

    /** What could only be filled with what must not be here. */
    private static final Pattern CONTENT = Pattern.compile("(?i)\\bclassified (content|text|details?|information|summary)\\b|\\btest items?\\b|\\bthreshold value\\b"
        + "|\\b(benchmark|capability|assessment) scores?\\b|\\b(benchmark|capability|assessment)Score|thresholdValue|testItem|grand[- ]jury");

    @Test
    void aPointerIsWholeAndNothingIsWrittenBesideIt() {
        var found = new ArrayList<String>();
        DeployedModels.forms().forEach((id, form) -> found.addAll(inForm(id, form)));
        assertThat(found).as("forms with room for classified content").isEmpty();
    }

    @Test
    void whereAPointerIsMeantAFormTakesNothingElse() {
        var forms = DeployedModels.forms();
        var meant = DeployedModels.all().stream().flatMap(model -> model.all(FlowNode.class).stream()).filter(UnclassifiedSystemTest::isPointerMeant)
            .map(element -> DeployedModels.camunda(element, "formRef")).toList();
        assertThat(meant).contains("draft-methodology", "draft-threshold", "draft-revision", "review-threshold", "nominate-systems");
        assertThat(DeployedModels.findings(model -> inModel(model, forms))).as("tasks with room for classified content").isEmpty();
    }

    @Test
    void aPointerWithoutItsPartsIsFound() {
        assertThat(inForm("wrong", DeployedModels.form("{'type':'textfield','key':'registryNumber'},{'type':'textfield','key':'systemName'}")))
            .containsExactly("forms/wrong.form: a pointer has no 'custodianOffice'.");
    }

    @Test
    void roomBesideAPointerIsFound() {
        assertThat(inForm("wrong", DeployedModels.form("{'type':'dynamiclist','path':'systems','components':[" + pointer()
            + ",{'type':'textarea','key':'details'}]}"))).containsExactly("forms/wrong.form: 'details' can be written beside a pointer.");
        assertThat(inForm("right", DeployedModels.form("{'type':'dynamiclist','path':'systems','components':[" + pointer()
            + ",{'type':'select','key':'tier'}]}"))).isEmpty();
    }

    @Test
    void fieldsForContentAndOpenDoorsAreFound() {
        assertThat(inForm("wrong", DeployedModels.form("{'type':'number','key':'points','label':'Capability score'}")))
            .containsExactly("forms/wrong.form: 'points' asks for classified content.");
        assertThat(inForm("wrong", DeployedModels.form("{'type':'filepicker','key':'annex'}")))
            .containsExactly("forms/wrong.form: 'annex' is a filepicker; files and pages come in by the evidence tab only.");
    }

    @Test
    void aTaskThatMeansAPointerAndTakesMoreIsFound() {
        var task = task();
        DeployedModels.property(task, "DraftThreshold", "clause", "C-06, C-08");
        var forms = Map.of("form", DeployedModels.form(pointer() + ",{'type':'group','components':[{'type':'textfield','key':'thresholdNote'}]}"));
        assertThat(inModel(DeployedModels.wrong(task), forms))
            .containsExactly("wrong.bpmn: element 'DraftThreshold': means a pointer, but 'thresholdNote' of its form 'form' can be written.");
        assertThat(inModel(DeployedModels.documented(task(), "DraftThreshold", "Name the systems, by pointers."), forms)).hasSize(1);
        assertThat(inModel(DeployedModels.wrong(task()), forms)).as("nothing says that a pointer is meant").isEmpty();
    }

    // --- the rule

    private static boolean isPointerMeant(FlowNode element) {
        return !DeployedModels.camunda(element, "formRef").isEmpty() && (ProcessModel.clauses(element).contains("C-08")
            || ProcessModel.words(element).stream().anyMatch(text -> POINTER_MEANT.matcher(text).find()));
    }

    private static List<String> inModel(ProcessModel model, Map<String, JsonNode> forms) {
        return model.all(FlowNode.class).stream().filter(UnclassifiedSystemTest::isPointerMeant).flatMap(element -> {
            var id = DeployedModels.camunda(element, "formRef");
            return DeployedModels.components(forms.get(id)).stream().filter(field -> WRITTEN.contains(type(field)) && !POINTER.contains(key(field)))
                .map(field -> "%s: means a pointer, but '%s' of its form '%s' can be written.".formatted(DeployedModels.at(model, element), key(field), id));
        }).toList();
    }

    private static List<String> inForm(String id, JsonNode form) {
        var found = new ArrayList<String>();
        var containers = new ArrayList<>(DeployedModels.components(form));
        containers.add(0, form);
        for (var container : containers) {
            var fields = StreamSupport.stream(container.path("components").spliterator(), false).filter(field -> field.has("key")).toList();
            if (fields.stream().anyMatch(field -> POINTER.contains(key(field)))) {
                POINTER.stream().sorted().filter(part -> fields.stream().noneMatch(field -> key(field).equals(part)))
                    .forEach(part -> found.add("a pointer has no '%s'.".formatted(part)));
                fields.stream().filter(field -> !POINTER.contains(key(field)) && !CHOSEN.contains(type(field)))
                    .forEach(field -> found.add("'%s' can be written beside a pointer.".formatted(key(field))));
            }
            if (OPEN_DOORS.contains(type(container))) {
                found.add("'%s' is a %s; files and pages come in by the evidence tab only.".formatted(key(container), type(container)));
            }
            if (container.has("key") && CONTENT.matcher(key(container) + ' ' + container.path("label").asText()).find()) {
                found.add("'%s' asks for classified content.".formatted(key(container)));
            }
        }
        return found.stream().map(problem -> "forms/" + id + ".form: " + problem).toList();
    }

    private static String key(JsonNode field) {
        return field.path("key").asText();
    }

    private static String type(JsonNode field) {
        return field.path("type").asText();
    }

    private static String pointer() {
        return "{'type':'textfield','key':'registryNumber'},{'type':'textfield','key':'custodianOffice'},{'type':'textfield','key':'systemName'}";
    }

    private static BpmnModelInstance task() {
        return Bpmn.createExecutableProcess("Wrong").startEvent().userTask("DraftThreshold").camundaFormRef("form").endEvent().done();
    }
}
