package org.eoworkflow.model.lint;

import java.math.BigDecimal;
import java.util.Objects;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.eoworkflow.platform.ElementProperties;

/** Gateways that decide: a question, answers, one of which always holds, and how often each is given. */
final class DecisionRules {

    private DecisionRules() {
    }

    /** Every flow has a condition; at most one is the default and has none. Of an inclusive gateway, a flow may be always taken. */
    static void decisionIsComplete(Model model) {
        for (var gateway : model.decisions()) {
            for (var flow : model.out(gateway)) {
                boolean otherwise = isDefault(gateway, flow);
                if (!otherwise && flow.getConditionExpression() == null && gateway instanceof ExclusiveGateway) {
                    model.report(flow, "has no condition: give it one, or make it the default flow of '%s'", gateway.getId());
                } else if (otherwise && flow.getConditionExpression() != null) {
                    model.report(flow, "is the default flow of '%s' and must have no condition: remove it", gateway.getId());
                }
            }
        }
    }

    static void conditionsAtDecisions(Model model) {
        var decided = model.decisions().stream().flatMap(gateway -> model.out(gateway).stream()).toList();
        model.all(SequenceFlow.class).stream().filter(flow -> flow.getConditionExpression() != null && !decided.contains(flow))
            .forEach(flow -> model.report(flow, "has a condition but does not leave a deciding gateway: nothing else could be taken instead"));
    }

    static void decisionIsLabelled(Model model) {
        for (var gateway : model.decisions()) {
            if (Model.blank(gateway.getName()) || !gateway.getName().strip().endsWith("?")) {
                model.report(gateway, "decides, so name it as a question, such as 'Legal objection?'");
            }
            model.out(gateway).stream().filter(flow -> Model.blank(flow.getName()))
                .forEach(flow -> model.report(flow, "is an answer to '%s': name it, such as 'yes'", gateway.getName()));
        }
    }

    /** The forecast needs them. Those of an exclusive gateway make 1 together. */
    static void decisionHasProbabilities(Model model) {
        for (var gateway : model.decisions()) {
            var sum = BigDecimal.ZERO;
            for (var flow : model.out(gateway)) {
                var probability = ElementProperties.of(flow, "probability").orElse("");
                if (!probability.matches("0(\\.\\d+)?|1(\\.0+)?")) {
                    model.report(flow, "needs the property 'probability', from 0 to 1: how often it is taken");
                    sum = null;
                    break;
                }
                sum = sum.add(new BigDecimal(probability));
            }
            if (sum != null && gateway instanceof ExclusiveGateway && sum.compareTo(BigDecimal.ONE) != 0) {
                model.report(gateway, "has probabilities that make %s together: let them make 1", sum.toPlainString());
            }
        }
    }

    private static boolean isDefault(Gateway gateway, SequenceFlow flow) {
        return Objects.equals(gateway.getAttributeValue("default"), flow.getId());
    }
}
