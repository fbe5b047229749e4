package org.eoworkflow.directive.grants;

import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecisionTableResult;
import org.camunda.bpm.engine.DecisionService;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Asks the decision table {@code GrantFit}. */
@Component
class GrantFit {

    private static final String KEY = "GrantFit";

    private final ObjectProvider<DecisionService> decisions;

    GrantFit(ObjectProvider<DecisionService> decisions) {
        this.decisions = decisions;
    }

    /** @param fit {@code fit}, {@code possible} or {@code none} */
    record Answer(String fit, String reason) {
    }

    /** A table that is asked once for each combination of facts: tens of thousands of programs have a few dozen. */
    final class Asked {

        private final Map<GrantFacts, Answer> answers = new HashMap<>();

        Answer of(GrantFacts facts) {
            return answers.computeIfAbsent(facts, GrantFit.this::decide);
        }
    }

    Answer decide(GrantFacts facts) {
        DmnDecisionTableResult result = decisions.getObject().evaluateDecisionTableByKey(KEY).variables(Map.of("purpose", facts.purpose(),
            "applicants", facts.applicants(), "assistance", facts.assistance(), "funds", facts.funds(), "expiry", facts.expiry())).evaluate();
        if (result.isEmpty()) {
            throw new IllegalStateException("Decision table '%s' has no rule for %s. Add the missing rule and deploy the table again.".formatted(KEY, facts));
        }
        return new Answer(result.getSingleResult().getEntry("fit"), result.getSingleResult().getEntry("reason"));
    }
}
