package org.eoworkflow.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;
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
class SeparationOfDutiesTest {

    private static final String REFUSED = "Task 'Approve paper' of Separate duties: you completed 'Draft paper', so another approver must complete it.";

    @Autowired RepositoryService repository;
    @Autowired RuntimeService runtime;
    @Autowired TaskService tasks;
    @Autowired People people;
    @Autowired JdbcClient jdbc;
    @LocalServerPort int port;

    private final String key = "eo-test/" + UUID.randomUUID();

    @BeforeEach
    void deploy() {
        BpmnModelInstance model = Bpmn.createExecutableProcess("SeparateDuties").name("Separate duties").camundaHistoryTimeToLiveString("P1D")
            .startEvent().userTask("DraftPaper").name("Draft paper").camundaCandidateGroups("cisa-staff,cisa-approver")
            .userTask("ApprovePaper").name("Approve paper").camundaCandidateGroups("cisa-staff,cisa-approver").endEvent().done();
        var properties = model.newInstance(CamundaProperties.class);
        var property = model.newInstance(CamundaProperty.class);
        property.setCamundaName("separateFrom");
        property.setCamundaValue("DraftPaper, DraftAnnex");
        properties.addChildElement(property);
        ((UserTask) model.getModelElementById("ApprovePaper")).builder().addExtensionElement(properties);
        repository.createDeployment().name("separate duties").enableDuplicateFiltering(false).addModelInstance("separate-duties.bpmn", model).deploy();
    }

    @Test
    void whoDraftedMayNotApproveAndIsToldWhy() {
        start(key, null);
        people.complete("cisa.approver", key, "DraftPaper", Map.of());

        var task = people.task(key, "ApprovePaper");
        refused(() -> people.as("cisa.approver", () -> {
            tasks.complete(task.getId(), Map.of("remark", "fine"));
            return null;
        }), REFUSED);
        assertThat(tasks.getVariables(task.getId())).doesNotContainKey("remark");
        assertThat(completed()).containsExactly("DraftPaper");
    }

    @Test
    void whoDraftedDoesNotEvenTakeTheApproval() {
        start(key, null);
        people.complete("cisa.approver", key, "DraftPaper", Map.of());
        var task = people.task(key, "ApprovePaper").getId();

        var answer = Http.browser(port, "cisa.approver").post("/camunda/api/engine/engine/default/task/" + task + "/claim", "{\"userId\":\"cisa.approver\"}");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("{\"type\":\"Refusal\",\"message\":\"" + REFUSED + "\"}");
        refused(() -> people.as("admin", () -> {
            tasks.setAssignee(task, "cisa.approver");
            return null;
        }), REFUSED.replace("you completed", "'cisa.approver' completed"));
        assertThat(people.task(key, "ApprovePaper").getAssignee()).isNull();
    }

    @Test
    void anotherAccountMayApprove() {
        start(key, null);
        people.complete("cisa.staff", key, "DraftPaper", Map.of());
        people.complete("cisa.approver", key, "ApprovePaper", Map.of());

        assertThat(completed()).containsExactly("DraftPaper", "ApprovePaper");
    }

    @Test
    void whatWasDoneForAnotherClauseDoesNotCount() {
        start(key, "C-18");
        people.complete("cisa.approver", key, "DraftPaper", Map.of());
        start(key, "C-19");
        people.complete("cisa.staff", key, "DraftPaper", Map.of());

        refused(() -> people.complete("cisa.approver", approval("C-18"), Map.of()), REFUSED);
        people.complete("cisa.approver", approval("C-19"), Map.of());
    }

    @Test
    void whatWasDoneForNoClauseInParticularCountsForEach() {
        start(key, null);
        people.complete("cisa.approver", key, "DraftPaper", Map.of());
        start(key, "C-20");
        people.complete("cisa.staff", key, "DraftPaper", Map.of());

        refused(() -> people.complete("cisa.approver", approval("C-20"), Map.of()), REFUSED);
    }

    @Test
    void theRefusalReachesRestCallersWithItsStatusAndMessage() {
        start(key, null);
        people.complete("cisa.approver", key, "DraftPaper", Map.of());
        var task = people.task(key, "ApprovePaper").getId();

        var answer = Http.basic(port, "cisa.approver").post("/engine-rest/task/" + task + "/complete", "{}");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("{\"type\":\"Refusal\",\"message\":\"" + REFUSED + "\"}");
        answer = Http.basic(port, "cisa.approver").post("/engine-rest/task/" + task + "/submit-form", "{}");
        assertThat(answer.statusCode()).isEqualTo(403);

        answer = Http.browser(port, "cisa.approver").post("/camunda/api/engine/engine/default/task/" + task + "/submit-form", "{}");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("{\"type\":\"Refusal\",\"message\":\"" + REFUSED + "\"}");
    }

    @Test
    void nobodyCompletesATaskUnnamed() {
        start(key, null);
        refused(() -> tasks.complete(people.task(key, "DraftPaper").getId()),
            "Task 'Draft paper': sign in to complete it; a task is completed by an account.");
        assertThat(completed()).isEmpty();
    }

    @Test
    void withoutABusinessKeyNobodyCanTellAndNobodyApproves() {
        var instance = runtime.startProcessInstanceByKey("SeparateDuties").getId();
        people.complete("cisa.staff", tasks.createTaskQuery().processInstanceId(instance).singleResult(), Map.of());

        assertThatThrownBy(() -> people.complete("cisa.approver", tasks.createTaskQuery().processInstanceId(instance).singleResult(), Map.of()))
            .satisfies(thrown -> assertThat(Refusal.in(thrown)).hasMessageContaining("started without a business key"));
        runtime.deleteProcessInstance(instance, "test");
    }

    private void start(String businessKey, String clause) {
        var variables = new HashMap<String, Object>(Map.of("order", "eo-test"));
        if (clause != null) {
            variables.put("clause", clause);
        }
        runtime.startProcessInstanceByKey("SeparateDuties", businessKey, variables);
    }

    private Task approval(String clause) {
        return tasks.createTaskQuery().processInstanceBusinessKey(key).processVariableValueEquals("clause", clause).taskDefinitionKey("ApprovePaper")
            .singleResult();
    }

    private static void refused(ThrowingCallable work, String message) {
        assertThatThrownBy(work).satisfies(thrown -> assertThat(Refusal.in(thrown)).hasMessage(message)
            .extracting(Refusal::kind).isEqualTo(Refusal.Kind.FORBIDDEN));
    }

    private List<String> completed() {
        return jdbc.sql("select activity from eo.ledger_entry where business_key = ? and kind = 'task-completed' order by sequence").param(key)
            .query(String.class).list();
    }
}
