package org.eoworkflow.model.lint;

import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.InclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.eoworkflow.model.ProcessModel;

/** A model as one rule sees it: its parts, what is around it, and where to say what is wrong. */
final class Model {

    private final ProcessModel process;
    private final Surroundings around;
    private final Map<String, Integer> lines;
    private final Map<String, List<SequenceFlow>> in;
    private final Map<String, List<SequenceFlow>> out;
    private final List<Finding> found = new ArrayList<>();
    private Rule rule;

    Model(ProcessModel process, String text, Surroundings around) {
        this.process = process;
        this.around = around;
        lines = Lines.of(text);
        var flows = process.all(SequenceFlow.class);
        in = flows.stream().collect(groupingBy(flow -> flow.getAttributeValue("targetRef")));
        out = flows.stream().collect(groupingBy(flow -> flow.getAttributeValue("sourceRef")));
    }

    /** What the rules find, one after the other. */
    List<Finding> check(List<Rule> rules) {
        for (var each : rules) {
            rule = each;
            each.check().accept(this);
        }
        return found;
    }

    void report(BaseElement element, String message, Object... values) {
        found.add(new Finding(process.file(), lines.getOrDefault(element.getId(), 1), element.getId(), rule,
            "%s '%s' %s".formatted(element instanceof Process ? "process" : "element", element.getId(), message.formatted(values))));
    }

    ProcessModel process() {
        return process;
    }

    Surroundings around() {
        return around;
    }

    <T extends ModelElementInstance> Collection<T> all(Class<T> type) {
        return process.all(type);
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

    static boolean blank(String text) {
        return text == null || text.isBlank();
    }
}
