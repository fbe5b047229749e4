package org.eoworkflow.model.lint;

import static org.eoworkflow.model.ProcessModel.isWithin;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.Event;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.eoworkflow.platform.ElementProperties;

/** Timers: a deadline of the order never passes silently, and no timer waits for longer than what it stands in. */
final class DeadlineRules {

    private static final Pattern DEADLINE = Pattern.compile("\\$\\{\\s*deadlines\\.due\\(execution(,\\s*'(P\\d+D)')?\\)\\s*}");
    private static final Pattern WORKING = Pattern.compile("\\$\\{\\s*deadlines\\.workingDays\\('P(\\d+)D'\\)\\s*}");
    private static final Pattern CALENDAR = Pattern.compile("P(\\d+)D");

    private DeadlineRules() {
    }

    /** An event sub-process that begins on a deadline calls the escalation; the process of a directive with a deadline has one. */
    static void deadlineIsEscalated(Model model) {
        if (model.all(StartEvent.class).stream().noneMatch(DeadlineRules::isDeadline)) {
            model.around().catalogue().orders().stream().flatMap(order -> order.directives().stream())
                .filter(directive -> directive.deadline() != null && directive.processKey().equals(model.process().key()))
                .forEach(directive -> model.report(model.process().process(), "carries out directive '%s', which has the deadline %s, but nothing in it begins "
                    + "when that is missed: copy the sub-process 'Missed deadline' from tracked-directive.bpmn", directive.id(), directive.deadline()));
        }
        for (var start : model.all(StartEvent.class)) {
            if (isDeadline(start) && model.all(CallActivity.class).stream().noneMatch(call -> isWithin(call, start.getParentElement())
                && "DeadlineEscalation".equals(call.getCalledElement()))) {
                model.report(start, "is a deadline without an escalation: call 'DeadlineEscalation' in its sub-process");
            }
        }
    }

    /** A period in a model is one of the order: the process says of which directive, or the element of which clause. */
    static void deadlineHasABasis(Model model) {
        for (var event : model.all(Event.class)) {
            var matcher = DEADLINE.matcher(time(event).orElse(""));
            if (matcher.matches() && matcher.group(2) != null && ElementProperties.of(event, "clause").isEmpty()
                && model.all(Process.class).stream().noneMatch(process -> ElementProperties.of(process, "order").isPresent()
                    && ElementProperties.of(process, "directive").isPresent())) {
                model.report(event, "has the period %s without a legal basis: give the process the properties 'order' and 'directive', "
                    + "or the event the property 'clause'", matcher.group(2));
            }
        }
    }

    /** Compares fixed periods only: what is computed elsewhere is not known here. */
    static void innerTimerEndsFirst(Model model) {
        for (var outer : model.all(BoundaryEvent.class)) {
            var limit = days(outer);
            Activity host = outer.getAttachedTo();
            if (limit.isEmpty() || !outer.cancelActivity()) {
                continue;
            }
            for (var inner : model.all(Event.class)) {
                boolean within = !inner.equals(outer) && (isWithin(inner, host) || inner instanceof BoundaryEvent other && host.equals(other.getAttachedTo()));
                if (within && days(inner).filter(period -> period >= limit.get()).isPresent()) {
                    model.report(inner, "waits for as long as '%s' or longer, which ends it before: give it a shorter time", outer.getId());
                }
            }
        }
    }

    private static boolean isDeadline(Event event) {
        return time(event).filter(text -> DEADLINE.matcher(text).matches()).isPresent();
    }

    /** Calendar days; five working days are seven of them. */
    private static Optional<Double> days(FlowElement event) {
        return time(event).flatMap(text -> {
            var working = WORKING.matcher(text);
            var calendar = CALENDAR.matcher(text);
            return working.matches() ? Optional.of(Integer.parseInt(working.group(1)) * 1.4)
                : calendar.matches() ? Optional.of((double) Integer.parseInt(calendar.group(1))) : Optional.empty();
        });
    }

    private static Optional<String> time(FlowElement event) {
        return event.getChildElementsByType(TimerEventDefinition.class).stream()
            .map(timer -> timer.getTimeDate() != null ? timer.getTimeDate() : timer.getTimeDuration())
            .filter(Objects::nonNull).map(text -> text.getTextContent().strip()).findFirst();
    }
}
