package org.eoworkflow.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.variable.Variables;
import org.eoworkflow.support.EngineTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Each rule of the decision table, the edges between them, and what no rule is for. */
@EngineTest
class EscalationLevelTest {

    @Autowired DecisionService decisions;

    @ParameterizedTest
    @CsvSource({
        "1, none, 0, chase", "1, none, 7, chase",
        "1, none, 8, head", "1, none, 400, head",
        "1, missed, 0, head", "1, missed, 30, head",
        "2, none, 3, principals",
        "2, missed, 20, principals",
        "3, missed, 60, principals", "3, none, 20, principals"})
    void namesTheNextStep(int level, String plan, long daysLate, String nextStep) {
        assertThat(decide(level, plan, daysLate)).isEqualTo(nextStep);
    }

    @ParameterizedTest
    @CsvSource({"0, none, 3", "4, missed, 3", "4, none, 3", "1, accepted, 3"})
    void knowsNoStepForWhatCannotBe(int level, String plan, long daysLate) {
        assertThat(decide(level, plan, daysLate)).isNull();
    }

    private String decide(int level, String plan, long daysLate) {
        var result = decisions.evaluateDecisionTableByKey("EscalationLevel", Variables.createVariables().putValue("escalationLevel", level)
            .putValue("plan", plan).putValue("daysLate", daysLate));
        return result.isEmpty() ? null : result.getSingleResult().getSingleEntry();
    }
}
