package org.eoworkflow.model.lint;

import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CompensateEventDefinition;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.Event;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.LinkEventDefinition;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;

/** How elements hang together. */
final class FlowRules {

    private FlowRules() {
    }

    /** Others in the file would be deployed as well, in place of those of the same ids, though nobody looks for their clauses. */
    static void oneProcess(Model model) {
        model.all(Process.class).stream().filter(other -> other.isExecutable() && !other.equals(model.process().process()))
            .forEach(other -> model.report(other, "is a second process in this file: put it into a file of its own"));
    }

    /** Tools follow a node's own list of its flows; without it each node seems to stand alone. */
    static void flowsListed(Model model) {
        for (var node : model.all(FlowNode.class)) {
            model.in(node).stream().filter(flow -> !node.getIncoming().contains(flow)).forEach(flow ->
                model.report(node, "does not list the flow that enters it: add <bpmn:incoming>%s</bpmn:incoming>", flow.getId()));
            model.out(node).stream().filter(flow -> !node.getOutgoing().contains(flow)).forEach(flow ->
                model.report(node, "does not list the flow that leaves it: add <bpmn:outgoing>%s</bpmn:outgoing>", flow.getId()));
            node.getIncoming().stream().filter(flow -> !model.in(node).contains(flow)).forEach(flow ->
                model.report(node, "lists flow '%s' as entering, which leads elsewhere: remove it", flow.getId()));
            node.getOutgoing().stream().filter(flow -> !model.out(node).contains(flow)).forEach(flow ->
                model.report(node, "lists flow '%s' as leaving, which comes from elsewhere: remove it", flow.getId()));
        }
    }

    /** Whatever clause it carries out, a step that nothing leads to never happens. */
    static void everyStepIsReached(Model model) {
        for (var node : model.all(FlowNode.class)) {
            if (isApart(node)) {
                if (!(model.in(node).isEmpty() && model.out(node).isEmpty())) {
                    model.report(node, "is an event sub-process, which begins by its own event: remove the flows to and from it");
                }
            } else if (model.in(node).isEmpty() && !(node instanceof StartEvent) && !(node instanceof BoundaryEvent) && !compensates(node) && !links(node)) {
                model.report(node, "is reached by no flow: connect it, or remove it");
            }
        }
    }

    static void noImplicitEnd(Model model) {
        model.all(FlowNode.class).stream().filter(node -> model.out(node).isEmpty())
            .filter(node -> !isApart(node) && !(node instanceof EndEvent) && !compensates(node) && !links(node))
            .forEach(node -> model.report(node, "is left by no flow: lead it to what comes next or to an end event"));
    }

    private static boolean isApart(FlowNode node) {
        return node instanceof SubProcess part && part.triggeredByEvent();
    }

    /** Compensation is connected by associations. */
    private static boolean compensates(FlowNode node) {
        return node instanceof Activity activity && activity.isForCompensation()
            || node instanceof BoundaryEvent event && event.getEventDefinitions().stream().anyMatch(CompensateEventDefinition.class::isInstance);
    }

    private static boolean links(FlowNode node) {
        return !node.getChildElementsByType(LinkEventDefinition.class).isEmpty();
    }

    /**
     * What is called or started as a directive begins at one place; an event sub-process begins by its event. A process of no directive may
     * begin by a message or a timer only.
     */
    static void oneBlankStart(Model model) {
        for (var scope : model.scopes()) {
            var starts = model.inside(scope, StartEvent.class);
            boolean byEvent = scope instanceof SubProcess part && part.triggeredByEvent();
            boolean byTrigger = scope instanceof Process && !starts.isEmpty() && model.process().directive().isEmpty();
            var blank = starts.stream().filter(start -> start.getEventDefinitions().isEmpty()).toList();
            if (byEvent && (starts.size() != 1 || !blank.isEmpty())) {
                model.report(scope, "is an event sub-process and needs exactly one start event, which says what it is started by");
            } else if (!byEvent && (blank.size() > 1 || blank.isEmpty() && !byTrigger)) {
                model.report(scope, "has %d start events without a trigger: it needs exactly one", blank.size());
            } else if (scope instanceof SubProcess && !byEvent && starts.size() != 1) {
                model.report(scope, "is a sub-process that is entered by a flow: remove the start events with a trigger");
            }
        }
    }

    static void endEvent(Model model) {
        model.scopes().stream().filter(scope -> model.inside(scope, EndEvent.class).isEmpty())
            .forEach(scope -> model.report(scope, "has no end event: say how it ends"));
    }

    /** Two flows into a task run it twice; whether one or both are meant is said by a gateway. */
    static void noFakeJoin(Model model) {
        model.all(FlowNode.class).stream().filter(node -> node instanceof Activity || node instanceof Event)
            .filter(node -> model.in(node).size() > 1)
            .forEach(node -> model.report(node, "is entered by %d flows: join them by a gateway before it", model.in(node).size()));
        model.all(FlowNode.class).stream().filter(node -> node instanceof Activity || node instanceof Event)
            .filter(node -> model.out(node).size() > 1)
            .forEach(node -> model.report(node, "is left by %d flows: fork them by a gateway after it", model.out(node).size()));
    }

    static void gatewayHasAPurpose(Model model) {
        for (var gateway : model.all(Gateway.class)) {
            int in = model.in(gateway).size();
            int out = model.out(gateway).size();
            if (in > 1 && out > 1) {
                model.report(gateway, "joins and forks at once: use two gateways");
            } else if (in == 1 && out == 1) {
                model.report(gateway, "neither joins nor forks: remove it");
            }
        }
    }
}
