package org.eoworkflow.bench;

import java.util.Map;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.Test;

/** JDBC statements of a process of two user tasks: the same with our listeners and without them. Free of noise, so one pair will do. */
class StatementsBench {

    private static final int INSTANCES = 50;

    @Test
    void statementsPerCompletedUserTask() throws Exception {
        double[] with = measure(true);
        double[] without = measure(false);
        System.out.printf("Statements per start: %.1f with, %.1f without%n", with[0], without[0]);
        System.out.printf("Statements per claimed and completed user task: %.1f with, %.1f without: %.1f more%n", with[1], without[1],
            with[1] - without[1]);
    }

    private static double[] measure(boolean listeners) throws Exception {
        try (var engine = new Engine(listeners)) {
            engine.repository().createDeployment().addModelInstance("two-steps.bpmn", Bpmn.createExecutableProcess("TwoSteps")
                .camundaHistoryTimeToLiveString("P1D").startEvent()
                .userTask("Prepare").name("Prepare").camundaCandidateGroups("cisa-staff")
                .userTask("Approve").name("Approve").camundaCandidateGroups("cisa-approver").endEvent().done()).deploy();
            run(engine, "warm-up");
            double starts = 0;
            double tasks = 0;
            for (int i = 0; i < INSTANCES; i++) {
                var used = run(engine, "bench/" + i);
                starts += used[0];
                tasks += used[1];
            }
            return new double[] {starts / INSTANCES, tasks / INSTANCES / 2};
        }
    }

    private static double[] run(Engine engine, String key) {
        Engine.statements();
        engine.runtime().startProcessInstanceByKey("TwoSteps", key, Map.of("order", "bench", "lead", "cisa", "office", "cisa"));
        double start = Engine.statements();
        double tasks = complete(engine, key, "Prepare", "cisa.staff") + complete(engine, key, "Approve", "cisa.approver");
        return new double[] {start, tasks};
    }

    private static double complete(Engine engine, String key, String activity, String account) {
        var task = engine.people().task(key, activity);
        Engine.statements();
        engine.people().complete(account, task, Map.of("text", "done"));
        return Engine.statements();
    }
}
