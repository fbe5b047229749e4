package org.eoworkflow.model.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Modeler offers to designers: every property that means something, on every element that has it, with room for every value in use. */
class ElementTemplatesTest {

    private JsonNode templates;

    @BeforeEach
    void read() throws IOException {
        templates = new ObjectMapper().readTree(Path.of(".camunda", "element-templates", "eo-workflow.json").toFile());
    }

    @Test
    void everyPropertyThatMeansSomethingIsOfferedAndNoOther() {
        assertThat(StreamSupport.stream(templates.spliterator(), false).flatMap(ElementTemplatesTest::offered).map(ElementTemplatesTest::name).distinct())
            .containsExactlyInAnyOrderElementsOf(TaskRules.PROPERTIES);
    }

    @Test
    void eachTemplateHasAnIdOfItsOwnAndSaysWhatItIsFor() {
        assertThat(templates.findValuesAsText("id")).doesNotHaveDuplicates().allMatch(id -> id.startsWith("org.eoworkflow."));
        assertThat(templates).allSatisfy(template -> {
            assertThat(template.path("name").asText()).isNotBlank();
            assertThat(template.path("description").asText()).isNotBlank();
            assertThat(template.path("appliesTo")).isNotEmpty();
            assertThat(template.path("entriesVisible").asBoolean()).as("Modeler's own fields stay").isTrue();
            assertThat(template.path("properties")).filteredOn(property -> !property.path("type").asText().equals("Hidden")).allSatisfy(property ->
                assertThat(property.path("label").asText()).isNotBlank());
        });
    }

    /** Else a designer who gives an element its template would lose or have to change what it says. */
    @Test
    void everyPropertyOfTheModelsIsOfferedWhereItIsUsedAndTakesItsValue() throws IOException {
        Map<String, List<JsonNode>> byType = new HashMap<>();
        templates.forEach(template -> template.path("appliesTo").forEach(type -> byType.computeIfAbsent(type.asText(), of -> new ArrayList<>())
            .addAll(offered(template).toList())));
        for (var file : LinterTest.models()) {
            try (var bpmn = Files.newInputStream(file)) {
                for (var property : Bpmn.readModelFromStream(bpmn).getModelElementsByType(CamundaProperty.class)) {
                    var type = "bpmn:" + capitalized(property.getParentElement().getParentElement().getParentElement().getElementType().getTypeName());
                    assertThat(byType.get(type)).as("%s, %s of a %s: %s", file, property.getCamundaName(), type, property.getCamundaValue())
                        .isNotNull().anyMatch(offer -> name(offer).equals(property.getCamundaName()) && takes(offer, property.getCamundaValue()));
                }
            }
        }
    }

    private static Stream<JsonNode> offered(JsonNode template) {
        return StreamSupport.stream(template.path("properties").spliterator(), false)
            .filter(property -> property.path("binding").path("type").asText().equals("camunda:property"));
    }

    private static String name(JsonNode property) {
        return property.path("binding").path("name").asText();
    }

    private static boolean takes(JsonNode property, String value) {
        return property.path("type").asText().equals("Dropdown") ? property.path("choices").findValuesAsText("value").contains(value)
            : value.matches(property.path("constraints").path("pattern").path("value").asText(".*"));
    }

    private static String capitalized(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
