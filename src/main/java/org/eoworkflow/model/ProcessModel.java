package org.eoworkflow.model;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.Documentation;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.xml.ModelException;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.eoworkflow.platform.ElementProperties;

/**
 * A process model, and what its elements say to us.
 *
 * @param file as people know it, such as {@code processes/legal-review.bpmn}
 */
public record ProcessModel(String file, BpmnModelInstance bpmn) {

    /**
     * Reads one.
     *
     * @throws ModelException if it is no BPMN, or has no process
     */
    public static ProcessModel read(String file, String xml) {
        var model = new ProcessModel(file, Bpmn.readModelFromStream(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))));
        if (model.all(Process.class).isEmpty()) {
            throw new ModelException("has no process");
        }
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
        return ElementProperties.of(process(), "order");
    }

    /** The directive that it carries out, if it belongs to one. */
    public Optional<String> directive() {
        return ElementProperties.of(process(), "directive");
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

    // --- what an element says

    public static List<String> clauses(BaseElement element) {
        return ElementProperties.listed(element, "clause");
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
