package org.eoworkflow.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.eoworkflow.support.EngineTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@EngineTest
class EngineFactsTest {

    @Autowired RepositoryService repository;
    @Autowired RuntimeService runtime;
    @Autowired TaskService tasks;
    @Autowired IdentityService identity;
    @Autowired JdbcClient jdbc;
    @Autowired Ledger ledger;
    @Autowired TransactionTemplate transaction;

    private final String key = "eo-test/" + UUID.randomUUID();

    @BeforeEach
    void deploy() {
        repository.createDeployment().name("engine facts").enableDuplicateFiltering(true)
            .addModelInstance("facts.bpmn", Bpmn.createExecutableProcess("EngineFacts").name("Engine facts").camundaHistoryTimeToLiveString("P1D")
                .startEvent("Begun").userTask("WriteText").name("Write text").endEvent("Done").done()).deploy();
    }

    @Test
    void aCompletedTaskIsRecordedWithTheAccountThatCompletedIt() {
        start();
        complete(task(), "cisa.staff");

        assertThat(entries("task-completed")).singleElement().satisfies(e -> {
            assertThat(e).containsEntry("account", "cisa.staff").containsEntry("activity", "WriteText").containsEntry("order_id", "eo-test");
            assertThat((String) e.get("payload")).contains("\"task\":\"Write text\"");
        });
        assertThat(ledger.completedBy(key, List.of("WriteText", "Other"))).containsExactly("cisa.staff");
    }

    @Test
    void aColleaguesCompletionNamesTheAssigneeToo() {
        start();
        var task = task();
        tasks.setAssignee(task, "cisa.staff");
        identity.setAuthentication("admin", List.of("camunda-admin"));
        tasks.complete(task);

        assertThat(entries("task-completed")).singleElement().satisfies(e -> {
            assertThat(e).containsEntry("account", "admin");
            assertThat((String) e.get("payload")).contains("\"assignee\":\"cisa.staff\"");
        });
    }

    @Test
    void aProcessLeavesItsStartAndItsEnd() {
        start();
        complete(task(), "cisa.staff");

        assertThat(entries("process-started")).singleElement().satisfies(e -> assertThat(e.get("payload"))
            .isEqualTo("{\"process\":\"EngineFacts\"}"));
        assertThat(entries("process-ended")).singleElement().satisfies(e -> assertThat(e.get("payload"))
            .isEqualTo("{\"end\":\"Done\",\"process\":\"EngineFacts\"}"));
    }

    @Test
    void aDeletedInstanceLeavesItsEndEvenIfListenersAreToBeSkipped() {
        start();
        runtime.deleteProcessInstance(runtime.createProcessInstanceQuery().processInstanceBusinessKey(key).singleResult().getId(),
            "test", true);

        assertThat(entries("process-ended")).singleElement().satisfies(e -> assertThat((String) e.get("payload")).contains("cancelled"));
    }

    @Test
    void aTaskCompletedInTheSameTransactionCounts() {
        start();
        transaction.executeWithoutResult(status -> {
            complete(task(), "cisa.staff");
            assertThat(entries("task-completed")).isEmpty();
            assertThat(ledger.completedBy(key, List.of("WriteText"))).containsExactly("cisa.staff");
            assertThat(ledger.completedBy(key, List.of("Other"))).isEmpty();
            status.setRollbackOnly();
        });
        assertThat(ledger.completedBy(key, List.of("WriteText"))).isEmpty();
    }

    private void start() {
        runtime.startProcessInstanceByKey("EngineFacts", key, Map.of("order", "eo-test"));
    }

    private void complete(String task, String account) {
        tasks.setAssignee(task, account);
        identity.setAuthenticatedUserId(account);
        tasks.complete(task);
        identity.clearAuthentication();
    }

    private String task() {
        return tasks.createTaskQuery().processInstanceBusinessKey(key).singleResult().getId();
    }

    private List<Map<String, Object>> entries(String kind) {
        return jdbc.sql("select * from eo.ledger_entry where business_key = ? and kind = ? order by sequence").params(key, kind)
            .query().listOfRows();
    }
}
