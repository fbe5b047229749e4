package org.eoworkflow.model.lint;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.InclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/** A model as one rule sees it: its parts, and where to say what is wrong. */
record Model(String file, String rule, BpmnModelInstance bpmn, Map<String, List<SequenceFlow>> in, Map<String, List<SequenceFlow>> out,
             List<Finding> found) {

    void report(BaseElement element, String message, Object... values) {
        found.add(new Finding(file, element.getId(), rule, message.formatted(values)));
    }

    <T extends ModelElementInstance> Collection<T> all(Class<T> type) {
        return bpmn.getModelElementsByType(type);
    }

    /** Gateways that decide: exclusive or inclusive ones with several flows out. */
    List<Gateway> decisions() {
        return all(Gateway.class).stream().filter(gateway -> gateway instanceof ExclusiveGateway || gateway instanceof InclusiveGateway)
            .filter(gateway -> out(gateway).size() > 1).toList();
    }

    /** Flows as the flows themselves say it, whatever the nodes list. */
    List<SequenceFlow> in(FlowNode node) {
        return in.getOrDefault(node.getId(), List.of());
    }

    List<SequenceFlow> out(FlowNode node) {
        return out.getOrDefault(node.getId(), List.of());
    }

    /** The process and each sub-process: whatever holds flow elements of its own. */
    List<BaseElement> scopes() {
        return all(BaseElement.class).stream().filter(element -> element instanceof Process || element instanceof SubProcess).toList();
    }

    <T extends FlowElement> List<T> inside(BaseElement scope, Class<T> type) {
        return all(type).stream().filter(element -> element.getParentElement().equals(scope)).toList();
    }

    static Optional<String> property(BaseElement element, String name) {
        var extensions = element.getExtensionElements();
        return extensions == null ? Optional.empty() : extensions.getChildElementsByType(CamundaProperties.class).stream()
            .flatMap(properties -> properties.getCamundaProperties().stream()).filter(property -> name.equals(property.getCamundaName()))
            .map(property -> property.getCamundaValue()).filter(Objects::nonNull).findFirst();
    }

    static boolean blank(String text) {
        return text == null || text.isBlank();
    }
}
