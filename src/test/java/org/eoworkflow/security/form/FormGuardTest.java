package org.eoworkflow.security.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.spin.Spin;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.Http;
import org.eoworkflow.support.People;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@EngineTest
class FormGuardTest {

    @Autowired RepositoryService repository;
    @Autowired RuntimeService runtime;
    @Autowired TaskService tasks;
    @Autowired People people;
    @Autowired JdbcClient jdbc;
    @LocalServerPort int port;

    private final String key = "eo-test/" + UUID.randomUUID();

    @BeforeEach
    void deploy() {
        GuardedProcess.deploy(repository);
    }

    @Test
    void completeAndValidValuesGoThrough() {
        start();
        people.complete("cisa.staff", key, "WritePlan", plan());
        people.complete("cisa.approver", key, "ApprovePlan", Map.of("decision", "return", "reason", "Too short."));

        assertThat(completed()).containsExactly("WritePlan", "ApprovePlan");
    }

    @Test
    void aMissingFieldIsNamedByItsLabelAndNothingIsHalfDone() {
        start();
        var refusal = refused(() -> complete(Map.of("summary", "", "percent", 10)));

        assertThat(refusal).hasMessage("Task 'Write plan': 'Summary' is required. 'Milestones' row 1: 'Date' is required.");
        assertThat(refusal.field()).isEqualTo("summary");
        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.INVALID);
        nothingHappened();
    }

    @Test
    void whatTheFormHidesIsNotDemandedAndWhatItShowsIs() {
        start();
        people.complete("cisa.staff", key, "WritePlan", plan());
        var task = people.task(key, "ApprovePlan");

        assertThat(refused(() -> people.complete("cisa.approver", task, Map.of("decision", "return"))))
            .hasMessage("Task 'Approve plan': 'Reason' is required.");
        people.complete("cisa.approver", key, "ApprovePlan", Map.of("decision", "approve"));
    }

    @Test
    void valuesOfTheWrongKindAreRefused() {
        start();
        assertThat(refused(() -> complete(with("percent", "10")))).hasMessage("Task 'Write plan': 'Percent' must be a number.");
        assertThat(refused(() -> complete(with("percent", 101)))).hasMessage("Task 'Write plan': 'Percent' must be at most 100.");
        assertThat(refused(() -> complete(with("summary", Spin.JSON(Map.of("a", 1)))))).hasMessage("Task 'Write plan': 'Summary' must be text.");
        assertThat(refused(() -> complete(with("summary", new Date())))).hasMessage("Task 'Write plan': 'Summary' must be text.");
        assertThat(refused(() -> complete(with("summary", Variables.fileValue("a.txt").file(new byte[] {1}).create()))))
            .hasMessage("Task 'Write plan': 'Summary' must be text.");
        assertThat(refused(() -> complete(with("summary", Variables.objectValue(new HashMap<>(Map.of("a", "b"))).create()))))
            .hasMessage("Task 'Write plan': 'Summary' must be text.");
        assertThat(refused(() -> complete(with("milestones", List.of("a"))))).hasMessage("Task 'Write plan': 'Milestones' must be a list of rows (a JSON array).");
        assertThat(refused(() -> complete(with("milestones", milestone("2026-02-30")))))
            .hasMessage("Task 'Write plan': 'Milestones' row 1: 'Date' must be a date such as 2026-07-02.");
        assertThat(refused(() -> complete(with("risk", "unknown")))).hasMessage("Task 'Write plan': 'Risk' must be one of the offered values.");
        nothingHappened();
    }

    @Test
    void scriptsAndEndlessTextsAreRefused() {
        start();
        assertThat(refused(() -> complete(with("summary", "<script>alert(1)</script>"))))
            .hasMessage("Task 'Write plan': 'Summary' holds script or active HTML, which is not taken. Write plain text.");
        assertThat(refused(() -> complete(with("summary", "a".repeat(10_000_000)))))
            .hasMessage("Task 'Write plan': 'Summary' has 10,000,000 characters; at most 4,000 are taken.");
        nothingHappened();
    }

    @Test
    void aStartIsCheckedAgainstTheStartForm() {
        assertThat(refused(() -> runtime.startProcessInstanceByKey("GuardedPlan", key, Map.of("topic", "X"))))
            .hasMessage("Start of 'Guarded plan': 'Topic' does not have the form that is asked for: ^[a-z]+$.");
        assertThat(refused(() -> runtime.startProcessInstanceByKey("GuardedPlan", key))).hasMessage("Start of 'Guarded plan': 'Topic' is required.");
        assertThat(runtime.createProcessInstanceQuery().processInstanceBusinessKey(key).count()).isZero();
        assertThat(jdbc.sql("select count(*) from eo.ledger_entry where business_key = ?").param(key).query(Integer.class).single()).isZero();
    }

    @Test
    void aTaskWhoseFormTheServerCannotEnforceIsNotCompleted() {
        repository.createDeployment().name("unenforceable").enableDuplicateFiltering(false)
            .addString("unenforceable.form", "{\"id\":\"unenforceable\",\"type\":\"default\",\"components\":[{\"type\":\"filepicker\",\"id\":\"f\",\"key\":\"f\"}]}")
            .addModelInstance("unenforceable.bpmn", Bpmn.createExecutableProcess("Unenforceable").camundaHistoryTimeToLiveString("P1D").startEvent()
                .userTask("FillIn").name("Fill in").camundaCandidateGroups("cisa-staff").camundaFormRef("unenforceable").camundaFormRefBinding("deployment")
                .endEvent().done()).deploy();
        runtime.startProcessInstanceByKey("Unenforceable", key);
        assertThat(refused(() -> people.complete("cisa.staff", key, "FillIn", Map.of()))).hasMessage("Task 'Fill in': its form cannot be checked "
            + "(component 'f': type 'filepicker' is not supported). Ask the designer to mend it.");
    }

    @Test
    void aTaskWhoseFormIsNotThereIsNotCompleted() {
        repository.createDeployment().name("formless").enableDuplicateFiltering(false)
            .addModelInstance("formless.bpmn", Bpmn.createExecutableProcess("Formless").camundaHistoryTimeToLiveString("P1D").startEvent()
                .userTask("FillIn").name("Fill in").camundaCandidateGroups("cisa-staff").camundaFormRef("no-such-form").camundaFormRefBinding("deployment")
                .endEvent().done()).deploy();
        runtime.startProcessInstanceByKey("Formless", key);
        assertThat(refused(() -> people.complete("cisa.staff", key, "FillIn", Map.of())))
            .hasMessage("Task 'Fill in': its form cannot be checked (it is not deployed or no Camunda Form). Ask the designer to mend it.");
    }

    @Test
    void restCallersReadWhichFieldItIs() {
        start();
        var task = people.task(key, "WritePlan").getId();
        var body = "{\"variables\":{\"summary\":{\"value\":\"\",\"type\":\"String\"},\"percent\":{\"value\":10,\"type\":\"Integer\"},"
            + "\"milestones\":{\"value\":\"[]\",\"type\":\"Json\"}}}";
        var expected = "{\"type\":\"Refusal\",\"message\":\"Task 'Write plan': 'Summary' is required.\",\"field\":\"summary\"}";

        for (var action : List.of("complete", "submit-form")) {
            var answer = Http.basic(port, "cisa.staff").post("/engine-rest/task/" + task + "/" + action, body);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).isEqualTo(expected);
            answer = Http.browser(port, "cisa.staff").post("/camunda/api/engine/engine/default/task/" + task + "/" + action, body);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).isEqualTo(expected);
        }
        nothingHappened();
    }

    private void start() {
        runtime.startProcessInstanceByKey("GuardedPlan", key, Map.of("topic", "security", "order", "eo-test",
            "risks", Spin.JSON(List.of("low", "high")), "milestones", Spin.JSON(List.of(Map.of("name", "Begin")))));
    }

    private void complete(Map<String, Object> values) {
        people.complete("cisa.staff", people.task(key, "WritePlan"), values);
    }

    private static Map<String, Object> plan() {
        return Map.of("summary", "What is done, when p < 0.05.", "percent", 10, "risk", "low", "milestones", milestone("2026-07-02"));
    }

    private static Map<String, Object> with(String field, Object value) {
        var values = new HashMap<>(plan());
        values.put(field, value);
        return values;
    }

    private static Object milestone(String date) {
        return Spin.JSON(List.of(Map.of("name", "Begin", "date", date)));
    }

    private static Refusal refused(ThrowingCallable work) {
        var holder = new Refusal[1];
        assertThatThrownBy(work).satisfies(thrown -> {
            holder[0] = Refusal.in(thrown);
            assertThat(holder[0]).as(String.valueOf(thrown)).isNotNull();
        });
        return holder[0];
    }

    private void nothingHappened() {
        var task = people.task(key, "WritePlan");
        assertThat(tasks.getVariables(task.getId())).doesNotContainKeys("summary", "percent", "risk");
        assertThat(tasks.getVariable(task.getId(), "milestones").toString()).isEqualTo("[{\"name\":\"Begin\"}]");
        assertThat(completed()).isEmpty();
    }

    private List<String> completed() {
        return jdbc.sql("select activity from eo.ledger_entry where business_key = ? and kind = 'task-completed' order by sequence").param(key)
            .query(String.class).list();
    }
}
