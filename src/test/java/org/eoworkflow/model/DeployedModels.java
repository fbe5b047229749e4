package org.eoworkflow.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.Documentation;
import org.camunda.bpm.model.bpmn.instance.ExtensionElements;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.xml.instance.DomElement;

/** Every model and every form that is deployed, later ones included, and small wrong ones by which a rule shows that it can fail. */
final class DeployedModels {

    private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";

    private static final List<String> EXPRESSED = List.of("expression", "delegateExpression", "dueDate", "followUpDate", "candidateGroups", "assignee",
        "collection", "class", "calledElement");
    private static final Set<String> FLOW_NODES = Set.of("subProcess", "transaction", "startEvent", "endEvent", "intermediateCatchEvent",
        "intermediateThrowEvent", "boundaryEvent", "userTask", "serviceTask", "sendTask", "receiveTask", "scriptTask", "manualTask", "businessRuleTask",
        "task", "callActivity", "exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway", "complexGateway");

    private DeployedModels() {
    }

    static List<ProcessModel> all() {
        var models = files("processes", ".bpmn").map(file -> new ProcessModel(file.toString(), Bpmn.readModelFromFile(file.toFile()))).toList();
        assertThat(models).as("models under processes/").isNotEmpty();
        return models;
    }

    /** Every form by its id. */
    static Map<String, JsonNode> forms() {
        var forms = new LinkedHashMap<String, JsonNode>();
        files("forms", ".form").forEach(file -> forms.put(file.getFileName().toString().replace(".form", ""), json(file)));
        assertThat(forms).as("forms under forms/").isNotEmpty();
        return forms;
    }

    /** Every table by its file, with what stands in it: names, labels, descriptions, inputs and outputs. */
    static Map<String, List<String>> tables() {
        var tables = new LinkedHashMap<String, List<String>>();
        files("processes", ".dmn").forEach(file -> tables.put(file.toString(), words(Dmn.readModelFromFile(file.toFile()))));
        assertThat(tables).as("tables under processes/").isNotEmpty();
        return tables;
    }

    static List<String> words(DmnModelInstance table) {
        return words(table.getDocument().getRootElement()).toList();
    }

    private static Stream<String> words(DomElement element) {
        return Stream.concat(Stream.of(element.getAttribute("id"), element.getAttribute("name"), element.getAttribute("label"), element.getChildElements().isEmpty()
            ? element.getTextContent().strip() : "").filter(text -> text != null && !text.isEmpty()), element.getChildElements().stream().flatMap(DeployedModels::words));
    }

    /** What a rule finds in all models. */
    static List<String> findings(Function<ProcessModel, List<String>> rule) {
        return all().stream().flatMap(model -> rule.apply(model).stream()).toList();
    }

    static ProcessModel wrong(BpmnModelInstance model) {
        return new ProcessModel("wrong.bpmn", model);
    }

    static ProcessModel documented(BpmnModelInstance model, String element, String text) {
        var documentation = model.newInstance(Documentation.class);
        documentation.setTextContent(text);
        ((BaseElement) model.getModelElementById(element)).addChildElement(documentation);
        return wrong(model);
    }

    /** Gives an element of a small model an extension property. */
    static void property(BpmnModelInstance model, String element, String name, String value) {
        BaseElement at = model.getModelElementById(element);
        if (at.getExtensionElements() == null) {
            at.setExtensionElements(model.newInstance(ExtensionElements.class));
        }
        var known = at.getExtensionElements().getElementsQuery().filterByType(CamundaProperties.class);
        var properties = known.count() == 0 ? at.getExtensionElements().addExtensionElement(CamundaProperties.class) : known.singleResult();
        var property = model.newInstance(CamundaProperty.class);
        property.setCamundaName(name);
        property.setCamundaValue(value);
        properties.addChildElement(property);
    }

    /** For messages: the file, and the element as the modeller finds it. */
    static String at(ProcessModel model, BaseElement element) {
        return "%s: element '%s'".formatted(model.file(), element.getId());
    }

    /** An attribute of Camunda's, such as {@code candidateGroups}; empty where it is not set. */
    static String camunda(BaseElement element, String attribute) {
        return Objects.toString(element.getAttributeValueNs(CAMUNDA, attribute), "").strip();
    }

    /** Every expression of an element and of what lies in it, such as listeners and timers, but not of the elements of a sub-process. */
    static List<String> expressions(BaseElement element) {
        var found = new ArrayList<String>();
        collect(element.getDomElement(), found);
        return found;
    }

    /** Whether an element, or a listener or parameter of it, runs a class, a bean as a whole or a script. */
    static boolean isCoded(BaseElement element) {
        return isCoded(element.getDomElement());
    }

    private static boolean isCoded(DomElement element) {
        return element.getLocalName().equals("script") || Stream.of("class", "delegateExpression").anyMatch(way -> element.getAttribute(CAMUNDA, way) != null)
            || element.getChildElements().stream().filter(child -> child.getAttribute("id") == null || !FLOW_NODES.contains(child.getLocalName()))
                .anyMatch(DeployedModels::isCoded);
    }

    private static void collect(DomElement element, List<String> found) {
        EXPRESSED.stream().map(attribute -> element.getAttribute(CAMUNDA, attribute)).filter(Objects::nonNull).forEach(found::add);
        var inner = element.getChildElements();
        if (inner.isEmpty() && element.getTextContent().contains("{")) {
            found.add(element.getTextContent().strip());
        }
        inner.stream().filter(child -> child.getAttribute("id") == null || !FLOW_NODES.contains(child.getLocalName())).forEach(child -> collect(child, found));
    }

    static JsonNode form(String components) {
        try {
            return new ObjectMapper().readTree("{\"components\":[" + components.replace('\'', '"') + "]}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every component of a form, groups and lists included. */
    static List<JsonNode> components(JsonNode form) {
        var found = new ArrayList<JsonNode>();
        walk(form, found::add);
        return found;
    }

    /** What a component of a form says to people. */
    static Stream<String> texts(JsonNode component) {
        var options = StreamSupport.stream(component.path("values").spliterator(), false).map(option -> option.path("label").asText());
        return Stream.concat(Stream.of("label", "description", "text", "defaultValue", "content").map(part -> component.path(part).asText()), options)
            .filter(text -> !text.isEmpty());
    }

    private static void walk(JsonNode component, Consumer<JsonNode> each) {
        for (var child : component.path("components")) {
            each.accept(child);
            walk(child, each);
        }
    }

    private static JsonNode json(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> files(String folder, String ending) {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
