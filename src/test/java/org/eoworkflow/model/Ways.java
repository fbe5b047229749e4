package org.eoworkflow.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.SubProcess;

/** Ways through a model, for rules about what comes before or after. */
final class Ways {

    private Ways() {
    }

    /** What may come next: along the flows, into and out of sub-processes, and by the events at the element's boundary. */
    static List<FlowNode> next(ProcessModel model, FlowNode node) {
        var next = new LinkedHashSet<FlowNode>(along(model, node));
        if (node instanceof SubProcess sub) {
            starts(model, sub).forEach(next::add);
        }
        if (next.isEmpty() && node.getParentElement() instanceof SubProcess sub && !sub.triggeredByEvent()) {
            next.addAll(along(model, sub));
        }
        model.all(BoundaryEvent.class).stream().filter(event -> node.equals(event.getAttachedTo())).forEach(next::add);
        return List.copyOf(next);
    }

    /** By the flows themselves: a model need not repeat them as incoming and outgoing of its elements. */
    private static List<FlowNode> along(ProcessModel model, FlowNode node) {
        return model.all(SequenceFlow.class).stream().filter(flow -> node.equals(flow.getSource())).map(SequenceFlow::getTarget).toList();
    }

    private static Stream<FlowNode> starts(ProcessModel model, SubProcess sub) {
        return sub.getFlowElements().stream().filter(FlowNode.class::isInstance).map(FlowNode.class::cast)
            .filter(inner -> model.all(SequenceFlow.class).stream().noneMatch(flow -> inner.equals(flow.getTarget())) && !(inner instanceof BoundaryEvent)
                && !(inner instanceof SubProcess event && event.triggeredByEvent()));
    }

    /** What may have come before. */
    private static List<FlowNode> previous(ProcessModel model, FlowNode node) {
        return model.all(FlowNode.class).stream().filter(other -> next(model, other).contains(node)).toList();
    }

    /** The first elements for which the condition holds on each way forward, without the element itself. */
    static Set<FlowNode> firstAfter(ProcessModel model, FlowNode node, Predicate<FlowNode> wanted) {
        return first(node, wanted, at -> next(model, at));
    }

    /** The last elements for which the condition holds on each way that leads here. */
    static Set<FlowNode> lastBefore(ProcessModel model, FlowNode node, Predicate<FlowNode> wanted) {
        return first(node, wanted, at -> previous(model, at));
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
}
