package org.eoworkflow.security.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.eoworkflow.security.form.Field.Kind;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every form and every model of the repository, those to come included. */
class DeployedFormsTest {

    private static final Path FORMS = Path.of("forms");
    private static final Path PROCESSES = Path.of("processes");
    private static final Pattern TAG = Pattern.compile("\\{\\{\\s*(?:#(?:if|loop)\\s+)?(\\w+)");
    private static final Set<String> NAMES_OF_THE_BROWSER = Set.of("at", "concat", "constructor", "copyWithin", "entries", "every", "fill", "filter", "find",
        "findIndex", "findLast", "findLastIndex", "flat", "flatMap", "forEach", "includes", "indexOf", "isPrototypeOf", "join", "keys", "lastIndexOf", "length",
        "map", "pop", "push", "reduce", "reduceRight", "reverse", "shift", "slice", "some", "sort", "splice", "toReversed", "toSorted", "toSpliced", "toString",
        "unshift", "valueOf", "values", "with");

    @TestFactory
    Stream<DynamicTest> everyFormCanBeEnforcedAndBoundsItsTexts() throws IOException {
        return files(FORMS, ".form").stream().map(file -> dynamicTest(file.getFileName().toString(), () -> {
            var form = read(file);
            assertThat(form.id()).as("id is the file's name").isEqualTo(file.getFileName().toString().replace(".form", ""));
            checkFields(form.fields());
            var ids = new ArrayList<String>();
            addIds(Plain.JSON.readTree(file.toFile()), ids);
            assertThat(ids).as("ids of the components").doesNotContain("").doesNotHaveDuplicates();
        }));
    }

    /** Tasklist looks the names of a form's variables up in an array: one named as a method of arrays loses its type, and a list of that name is refused. */
    @TestFactory
    Stream<DynamicTest> noVariableIsNamedAsSomethingOfTheBrowserIs() throws IOException {
        return files(FORMS, ".form").stream().map(file -> dynamicTest(file.getFileName().toString(), () ->
            assertThat(read(file).variables()).as("name these otherwise").doesNotContainAnyElementsOf(NAMES_OF_THE_BROWSER)));
    }

    /** Such a text would change while somebody types in the field. */
    @TestFactory
    Stream<DynamicTest> noTextShowsWhatTheSameFormAsksFor() throws IOException {
        return files(FORMS, ".form").stream().map(file -> dynamicTest(file.getFileName().toString(), () -> {
            var json = Plain.JSON.readTree(file.toFile());
            var asked = new HashSet<String>();
            addAsked(json, asked);
            var shown = new HashSet<String>();
            addShown(json, shown);
            shown.retainAll(asked);
            assertThat(shown).as("variables that a text shows and a field of the same form asks for").isEmpty();
        }));
    }

    @TestFactory
    Stream<DynamicTest> everyRequiredFieldLeftOutIsRefusedByItsLabel() throws IOException {
        return files(FORMS, ".form").stream().map(file -> dynamicTest(file.getFileName().toString(), () -> {
            for (var field : required(read(file).fields())) {
                var problems = new Problems();
                new FormCheck(LocalDate.of(2026, 7, 2), problems, false).check(new Form("f", List.of(field)), Scope.top(name -> null));
                assertThat(problems.isEmpty()).as(field.label()).isFalse();
                assertThat(problems.message("Task")).isEqualTo("Task: '" + field.label() + "' is required.");
                assertThat(problems.field()).isEqualTo(String.join(".", field.path()));
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> everyUserTaskHasAFormThatExists() throws IOException {
        Set<String> forms = new LinkedHashSet<>();
        files(FORMS, ".form").forEach(file -> forms.add(file.getFileName().toString().replace(".form", "")));
        return files(PROCESSES, ".bpmn").stream().map(file -> dynamicTest(file.getFileName().toString(), () -> {
            var model = Bpmn.readModelFromFile(file.toFile());
            assertThat(model.getModelElementsByType(UserTask.class)).allSatisfy(task -> {
                assertThat(task.getCamundaFormRef()).as(task.getId()).isNotNull().isIn(forms);
                assertThat(task.getCamundaFormRefBinding()).as(task.getId()).isEqualTo("deployment");
                assertThat(task.getCamundaFormKey()).as(task.getId()).isNull();
            });
            for (var process : model.getModelElementsByType(Process.class)) {
                for (var start : process.getChildElementsByType(StartEvent.class)) {
                    if (start.getCamundaFormRef() != null) {
                        assertThat(start.getCamundaFormRef()).as(start.getId()).isIn(forms);
                        assertThat(start.getCamundaFormRefBinding()).as(start.getId()).isEqualTo("deployment");
                    } else {
                        assertThat(process.isCamundaStartableInTasklist()).as("startable by people without a form").isFalse();
                    }
                }
            }
        }));
    }

    /** At every depth: the browser shows no form in which an id comes twice. */
    private static void addIds(JsonNode holder, List<String> ids) {
        holder.path("components").forEach(component -> {
            ids.add(component.path("id").asText());
            addIds(component, ids);
        });
    }

    /** What is filled in: not what is only read, nor what is in the rows of a list, whose names are their own. */
    private static void addAsked(JsonNode holder, Set<String> asked) {
        for (var component : holder.path("components")) {
            boolean list = component.path("type").asText().equals("dynamiclist");
            if (list ? component.path("allowAddRemove").asBoolean() : component.has("key") && !component.path("readonly").asBoolean()) {
                asked.add(component.path(list ? "path" : "key").asText());
            }
            if (!list) {
                addAsked(component, asked);
            }
        }
    }

    private static void addShown(JsonNode holder, Set<String> shown) {
        for (var component : holder.path("components")) {
            for (var property : List.of("text", "content", "label", "description")) {
                TAG.matcher(component.path(property).asText()).results().forEach(tag -> shown.add(tag.group(1)));
            }
            addShown(component, shown);
        }
    }

    private static void checkFields(List<Field> fields) {
        Map<String, Field> seen = new HashMap<>();
        for (var field : fieldsAtOnePlace(fields)) {
            var place = String.join(".", field.path());
            assertThat(seen.put(place, field)).as("key used twice: " + place).isNull();
            assertThat(field.label()).as("label of " + place).isNotBlank();
            if (field.kind() == Kind.TEXT) {
                assertThat(field.rules().maxLength()).as("maxLength of " + place).isNotNull();
            }
            checkFields(field.children());
        }
    }

    private static List<Field> fieldsAtOnePlace(List<Field> fields) {
        return fields.stream().flatMap(field -> field.path().isEmpty() ? fieldsAtOnePlace(field.children()).stream() : Stream.of(field)).toList();
    }

    /** Required whatever else is filled in: taken out of their place, so that no condition hides them. */
    private static List<Field> required(List<Field> fields) {
        return fieldsAtOnePlace(fields).stream().filter(field -> field.rules() != null && field.rules().required() && field.hide() == null
            && !field.disabled() && !Boolean.TRUE.equals(field.readonly())).toList();
    }

    private static Form read(Path file) throws IOException {
        try (var json = Files.newInputStream(file)) {
            return Form.read(json);
        }
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }
}
