package org.eoworkflow.model;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.Documentation;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.xml.instance.DomElement;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/**
 * A process model, and what its elements say to us.
 *
 * @param file as people know it, such as {@code processes/legal-review.bpmn}
 */
public record ProcessModel(String file, BpmnModelInstance bpmn) {

    private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";

    private static final List<String> EXPRESSED = List.of("expression", "delegateExpression", "dueDate", "followUpDate", "candidateGroups", "assignee",
        "collection", "class", "calledElement");
    private static final Set<String> FLOW_NODES = Set.of("subProcess", "transaction", "startEvent", "endEvent", "intermediateCatchEvent",
        "intermediateThrowEvent", "boundaryEvent", "userTask", "serviceTask", "sendTask", "receiveTask", "scriptTask", "manualTask", "businessRuleTask",
        "task", "callActivity", "exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway", "complexGateway");

    /**
     * Reads one.
     *
     * @throws RuntimeException if it is no BPMN, or has no process
     */
    public static ProcessModel read(String file, String xml) {
        var model = new ProcessModel(file, Bpmn.readModelFromStream(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))));
        model.process();
        return model;
    }

    public Process process() {
        return all(Process.class).iterator().next();
    }

    public String key() {
        return process().getId();
    }

    public String name() {
        return Objects.requireNonNullElse(process().getName(), key());
    }

    /** The order whose directive it carries out, if it belongs to one. */
    public Optional<String> order() {
        return property(process(), "order");
    }

    /** The directive that it carries out, if it belongs to one. */
    public Optional<String> directive() {
        return property(process(), "directive");
    }

    public <T extends ModelElementInstance> Collection<T> all(Class<T> type) {
        return bpmn.getModelElementsByType(type);
    }

    /** Every flow node, those of sub-processes included, as they stand in the file. */
    public List<FlowNode> flowNodes() {
        var found = new ArrayList<FlowNode>();
        collect(process().getFlowElements(), found);
        return found;
    }

    private static void collect(Collection<FlowElement> elements, List<FlowNode> found) {
        for (var element : elements) {
            if (element instanceof FlowNode node) {
                found.add(node);
            }
            if (element instanceof SubProcess sub) {
                collect(sub.getFlowElements(), found);
            }
        }
    }

    /** For messages: the file, and the element as the modeller finds it. */
    public String at(BaseElement element) {
        return "%s: element '%s'".formatted(file, element.getId());
    }

    // --- what an element says

    /** The value of an extension property, if it is there and not blank. */
    public static Optional<String> property(BaseElement element, String name) {
        var extensions = element.getExtensionElements();
        return extensions == null ? Optional.empty() : extensions.getElementsQuery().filterByType(CamundaProperties.class).list().stream()
            .flatMap(properties -> properties.getCamundaProperties().stream())
            .filter(property -> name.equals(property.getCamundaName()))
            .map(property -> Objects.toString(property.getCamundaValue(), "").strip()).filter(value -> !value.isEmpty()).findFirst();
    }

    /** The values of an extension property that lists several, separated by commas. */
    public static List<String> properties(BaseElement element, String name) {
        return property(element, name).stream().flatMap(value -> Arrays.stream(value.split(","))).map(String::strip)
            .filter(value -> !value.isEmpty()).toList();
    }

    public static List<String> clauses(BaseElement element) {
        return properties(element, "clause");
    }

    /** An attribute of Camunda's, such as {@code candidateGroups}; empty where it is not set. */
    public static String camunda(BaseElement element, String attribute) {
        return Objects.toString(element.getAttributeValueNs(CAMUNDA, attribute), "").strip();
    }

    public static String name(BaseElement element) {
        return Objects.toString(element.getAttributeValue("name"), "").replaceAll("\\s+", " ").strip();
    }

    /** What people read of an element: its id, its name and its documentation. */
    public static List<String> words(BaseElement element) {
        return Stream.concat(Stream.of(Objects.toString(element.getId(), ""), name(element)),
            element.getChildElementsByType(Documentation.class).stream().map(text -> Objects.toString(text.getTextContent(), "").strip()))
            .filter(text -> !text.isEmpty()).toList();
    }

    /** Every expression of an element and of what lies in it, such as listeners and timers, but not of the elements of a sub-process. */
    public static List<String> expressions(BaseElement element) {
        var found = new ArrayList<String>();
        collect(element.getDomElement(), found);
        return found;
    }

    private static void collect(DomElement element, List<String> found) {
        EXPRESSED.stream().map(attribute -> element.getAttribute(CAMUNDA, attribute)).filter(Objects::nonNull).forEach(found::add);
        var inner = element.getChildElements();
        if (inner.isEmpty() && element.getTextContent().contains("{")) {
            found.add(element.getTextContent().strip());
        }
        inner.stream().filter(child -> child.getAttribute("id") == null || !FLOW_NODES.contains(child.getLocalName())).forEach(child -> collect(child, found));
    }

    // --- ways through the model

    /** What may come next: along the flows, into and out of sub-processes, and by the events at the element's boundary. */
    public List<FlowNode> next(FlowNode node) {
        var next = new LinkedHashSet<FlowNode>(along(node));
        if (node instanceof SubProcess sub) {
            starts(sub).forEach(next::add);
        }
        if (next.isEmpty() && node.getParentElement() instanceof SubProcess sub && !sub.triggeredByEvent()) {
            next.addAll(along(sub));
        }
        all(BoundaryEvent.class).stream().filter(event -> node.equals(event.getAttachedTo())).forEach(next::add);
        return List.copyOf(next);
    }

    /** By the flows themselves: a model need not repeat them as incoming and outgoing of its elements. */
    private List<FlowNode> along(FlowNode node) {
        return all(SequenceFlow.class).stream().filter(flow -> node.equals(flow.getSource())).map(SequenceFlow::getTarget).toList();
    }

    private Stream<FlowNode> starts(SubProcess sub) {
        return sub.getFlowElements().stream().filter(FlowNode.class::isInstance).map(FlowNode.class::cast)
            .filter(inner -> all(SequenceFlow.class).stream().noneMatch(flow -> inner.equals(flow.getTarget())) && !(inner instanceof BoundaryEvent)
                && !(inner instanceof SubProcess event && event.triggeredByEvent()));
    }

    /** What may have come before. */
    public List<FlowNode> previous(FlowNode node) {
        return all(FlowNode.class).stream().filter(other -> next(other).contains(node)).toList();
    }

    /** The first elements for which the condition holds on each way forward, without the element itself. */
    public Set<FlowNode> firstAfter(FlowNode node, Predicate<FlowNode> wanted) {
        return first(node, wanted, this::next);
    }

    /** The last elements for which the condition holds on each way that leads here. */
    public Set<FlowNode> lastBefore(FlowNode node, Predicate<FlowNode> wanted) {
        return first(node, wanted, this::previous);
    }

    private static Set<FlowNode> first(FlowNode node, Predicate<FlowNode> wanted, Function<FlowNode, List<FlowNode>> steps) {
        Set<FlowNode> found = new LinkedHashSet<>();
        Set<FlowNode> seen = new LinkedHashSet<>();
        Deque<FlowNode> open = new ArrayDeque<>(steps.apply(node));
        while (!open.isEmpty()) {
            FlowNode at = open.pop();
            if (!seen.add(at)) {
                continue;
            }
            if (wanted.test(at)) {
                found.add(at);
            } else {
                open.addAll(steps.apply(at));
            }
        }
        return found;
    }

    /** Whether an element lies within another, at any depth. */
    public static boolean isWithin(ModelElementInstance element, ModelElementInstance outer) {
        for (var parent = element.getParentElement(); parent != null; parent = parent.getParentElement()) {
            if (parent.equals(outer)) {
                return true;
            }
        }
        return false;
    }
}
