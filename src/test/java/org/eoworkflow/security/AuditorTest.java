package org.eoworkflow.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.Http;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** An auditor reads everything and changes nothing, tried against the engine's own REST interface with password, session and webapps' path. */
@EngineTest
class AuditorTest {

    @Autowired RepositoryService repository;
    @Autowired RuntimeService runtime;
    @Autowired TaskService tasks;
    @Autowired HistoryService history;
    @Autowired IdentityService identity;
    @Autowired FilterService filters;
    @Autowired AuthorizationService authorizations;
    @Autowired ManagementService management;
    @LocalServerPort int port;

    private final String key = "audit/" + UUID.randomUUID();
    private String instance;
    private String task;

    private record Attempt(String method, String path, String body) {
    }

    @BeforeEach
    void start() {
        repository.createDeployment().name("audit").enableDuplicateFiltering(true).addModelInstance("audit.bpmn",
            Bpmn.createExecutableProcess("Audited").name("Audited").camundaHistoryTimeToLiveString("P1D").startEvent("Begun")
                .userTask("WritePlan").name("Write plan").camundaCandidateGroups("cisa-staff")
                .boundaryEvent("Late").timerWithDuration("P1D").endEvent("TooLate").moveToActivity("WritePlan").endEvent("Written").done()).deploy();
        instance = runtime.startProcessInstanceByKey("Audited", key, Map.of("plan", "before")).getId();
        task = tasks.createTaskQuery().processInstanceId(instance).singleResult().getId();
    }

    private List<Attempt> attempts() {
        var definition = repository.createProcessDefinitionQuery().processDefinitionKey("Audited").latestVersion().singleResult();
        var job = management.createJobQuery().processInstanceId(instance).singleResult().getId();
        var filter = filters.createFilterQuery().filterName("My tasks").singleResult().getId();
        var variable = "{\"value\":\"after\",\"type\":\"String\"}";
        var list = new ArrayList<>(List.of(
            new Attempt("POST", "/task/%s/claim".formatted(task), "{\"userId\":\"auditor\"}"),
            new Attempt("POST", "/task/%s/assignee".formatted(task), "{\"userId\":\"auditor\"}"),
            new Attempt("POST", "/task/%s/complete".formatted(task), "{}"),
            new Attempt("POST", "/task/%s/submit-form".formatted(task), "{}"),
            new Attempt("POST", "/task/%s/delegate".formatted(task), "{\"userId\":\"auditor\"}"),
            new Attempt("POST", "/task/%s/resolve".formatted(task), "{}"),
            new Attempt("POST", "/task/%s/bpmnError".formatted(task), "{\"errorCode\":\"e\"}"),
            new Attempt("POST", "/task/%s/comment/create".formatted(task), "{\"message\":\"hello\"}"),
            new Attempt("POST", "/task/%s/identity-links".formatted(task), "{\"groupId\":\"auditor\",\"type\":\"candidate\"}"),
            new Attempt("PUT", "/task/%s/variables/plan".formatted(task), variable),
            new Attempt("PUT", "/task/%s/localVariables/plan".formatted(task), variable),
            new Attempt("PUT", "/task/%s".formatted(task), "{\"name\":\"Other\"}"),
            new Attempt("POST", "/task/create", "{\"id\":\"mine\",\"name\":\"Mine\"}"),
            new Attempt("DELETE", "/task/%s".formatted(task), null),
            new Attempt("DELETE", "/process-instance/%s".formatted(instance), null),
            new Attempt("POST", "/process-instance/delete", "{\"processInstanceIds\":[\"%s\"]}".formatted(instance)),
            new Attempt("PUT", "/process-instance/%s/variables/plan".formatted(instance), variable),
            new Attempt("POST", "/process-instance/%s/modification".formatted(instance), "{\"instructions\":[{\"type\":\"cancel\",\"activityId\":\"WritePlan\"}]}"),
            new Attempt("PUT", "/process-instance/%s/suspended".formatted(instance), "{\"suspended\":true}"),
            new Attempt("PUT", "/process-instance/suspended", "{\"processInstanceIds\":[\"%s\"],\"suspended\":true}".formatted(instance)),
            new Attempt("POST", "/modification/execute", "{\"processDefinitionId\":\"%s\",\"processInstanceIds\":[\"%s\"],\"instructions\":[{\"type\":\"cancel\",\"activityId\":\"WritePlan\"}]}"
                .formatted(definition.getId(), instance)),
            new Attempt("POST", "/message", "{\"messageName\":\"OrderRevoked\"}"),
            new Attempt("POST", "/signal", "{\"name\":\"any\"}"),
            new Attempt("POST", "/condition", "{\"variables\":{}}"),
            new Attempt("POST", "/process-definition/key/Audited/start", "{\"businessKey\":\"%s\"}".formatted(key)),
            new Attempt("POST", "/process-definition/key/Audited/submit-form", "{}"),
            new Attempt("PUT", "/process-definition/key/Audited/suspended", "{\"suspended\":true}"),
            new Attempt("PUT", "/process-definition/%s/history-time-to-live".formatted(definition.getId()), "{\"historyTimeToLive\":1}"),
            new Attempt("DELETE", "/process-definition/%s?cascade=true".formatted(definition.getId()), null),
            new Attempt("DELETE", "/deployment/%s?cascade=true".formatted(definition.getDeploymentId()), null),
            new Attempt("POST", "/deployment/%s/redeploy".formatted(definition.getDeploymentId()), "{}"),
            new Attempt("POST", "/job/%s/execute".formatted(job), null),
            new Attempt("PUT", "/job/%s/duedate".formatted(job), "{\"duedate\":null}"),
            new Attempt("PUT", "/job/%s/retries".formatted(job), "{\"retries\":0}"),
            new Attempt("DELETE", "/job/%s".formatted(job), null),
            new Attempt("POST", "/execution/%s/signal".formatted(instance), "{}"),
            new Attempt("POST", "/user/create", "{\"profile\":{\"id\":\"%s\",\"firstName\":\"a\",\"lastName\":\"b\"},\"credentials\":{\"password\":\"x\"}}".formatted("made")),
            new Attempt("DELETE", "/user/cisa.staff", null),
            new Attempt("DELETE", "/user/auditor", null),
            new Attempt("PUT", "/user/auditor/profile", "{\"id\":\"auditor\",\"firstName\":\"a\"}"),
            new Attempt("POST", "/group/create", "{\"id\":\"made\",\"name\":\"made\"}"),
            new Attempt("PUT", "/group/camunda-admin/members/auditor", null),
            new Attempt("POST", "/authorization/create", "{\"type\":1,\"permissions\":[\"ALL\"],\"userId\":\"auditor\",\"resourceType\":7,\"resourceId\":\"*\"}"),
            new Attempt("POST", "/filter/create", "{\"resourceType\":\"Task\",\"name\":\"made\",\"query\":{}}"),
            new Attempt("PUT", "/filter/%s".formatted(filter), "{\"resourceType\":\"Task\",\"name\":\"made\",\"query\":{}}"),
            new Attempt("DELETE", "/filter/%s".formatted(filter), null),
            new Attempt("DELETE", "/history/process-instance/%s".formatted(instance), null),
            new Attempt("POST", "/history/process-instance/delete", "{\"historicProcessInstanceIds\":[\"%s\"]}".formatted(instance)),
            new Attempt("POST", "/history/cleanup", null),
            new Attempt("POST", "/external-task/fetchAndLock", "{\"workerId\":\"a\",\"maxTasks\":1,\"topics\":[]}"),
            new Attempt("POST", "/decision-definition/key/any/evaluate", "{\"variables\":{}}"),
            new Attempt("POST", "/identity/verify", "{\"username\":\"admin\",\"password\":\"demo\"}"),
            new Attempt("POST", "/migration/execute", "{}")));
        return list;
    }

    @Test
    void everyChangeIsRefusedAndNothingChanged() {
        var before = state();
        var byPassword = Http.basic(port, "auditor");
        var bySession = Http.browser(port, "auditor");
        for (var attempt : attempts()) {
            refused(byPassword, attempt, "/engine-rest");
            refused(byPassword, attempt, "/engine-rest/engine/default");
            refused(bySession, attempt, "/engine-rest");
            refused(bySession, attempt, "/camunda/api/engine/engine/default");
        }
        var deployment = byPassword.deploy("audited", Map.of("x.txt", "x"));
        assertThat(deployment.statusCode()).isEqualTo(403);
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void theEngineItselfRefusesTooWhateverTheDoorsLetThrough() {
        identity.setAuthentication("auditor", List.of("auditor"));
        assertThat(authorizations.isUserAuthorized("auditor", List.of("auditor"), Permissions.UPDATE,
            Resources.PROCESS_INSTANCE)).isFalse();
        assertThatThrownBy(() -> tasks.complete(task)).isInstanceOf(AuthorizationException.class);
        assertThatThrownBy(() -> runtime.deleteProcessInstance(instance, "x"))
            .isInstanceOf(AuthorizationException.class);
        assertThatThrownBy(() -> repository.createDeployment().addString("x.txt", "x").deploy())
            .isInstanceOf(AuthorizationException.class);
    }

    @Test
    void readsEverythingAlsoWhereTheQuestionIsInABody() {
        var auditor = Http.browser(port, "auditor");
        for (var path : List.of("/task/%s".formatted(task), "/process-instance/%s/variables".formatted(instance),
                "/history/process-instance/%s".formatted(instance), "/history/decision-instance", "/deployment", "/filter", "/user", "/group",
                "/authorization", "/batch", "/decision-definition", "/history/user-operation", "/process-definition", "/job", "/incident")) {
            assertThat(auditor.get("/engine-rest" + path).statusCode()).as(path).isEqualTo(200);
            assertThat(auditor.get("/camunda/api/engine/engine/default" + path).statusCode()).as(path).isEqualTo(200);
        }
        var filter = filters.createFilterQuery().filterName("All tasks").singleResult().getId();
        for (var path : List.of("/task", "/task/count", "/process-instance", "/process-instance/count", "/history/process-instance",
                "/history/task/count", "/history/activity-instance", "/history/variable-instance", "/variable-instance", "/execution", "/job",
                "/filter/%s/list".formatted(filter), "/filter/%s/count".formatted(filter))) {
            assertThat(auditor.post("/engine-rest" + path, "{}").statusCode()).as(path).isEqualTo(200);
            assertThat(auditor.post("/camunda/api/engine/engine/default" + path, "{}").statusCode()).as(path).isEqualTo(200);
        }
    }

    @Test
    void nobodyTakesADoorBesideOurOwn() {
        var staff = Http.browser(port, "cisa.staff");
        assertThat(staff.post("/engine-rest/identity/verify", "{\"username\":\"admin\",\"password\":\"demo\"}").statusCode()).isEqualTo(403);
        assertThat(staff.post("/engine-rest/identity/verif%79/", "{\"username\":\"admin\",\"password\":\"demo\"}").statusCode()).isEqualTo(403);
        assertThat(staff.post("/camunda/api/engine/engine/default/identity/verify", "{}").statusCode()).isEqualTo(403);
        assertThat(staff.post("/camunda/api/admin/auth/user/default/login/tasklist", "").statusCode()).isEqualTo(403);
        assertThat(staff.post("/camunda/api/admin/setup/default/user/create", "{}").statusCode()).isEqualTo(403);
        assertThat(staff.post("/engine-rest/task/" + task + "/attachment/create", "").statusCode()).isEqualTo(403);
        assertThat(Http.basic(port, "designer").send("DELETE", "/engine-rest/deployment/any?cascade=true", null).statusCode()).isEqualTo(403);
        assertThat(staff.send("DELETE", "/engine-rest/user/cisa.staff", null).statusCode()).isEqualTo(403);
    }

    private void refused(Http caller, Attempt attempt, String base) {
        var answer = caller.send(attempt.method(), base + attempt.path(), attempt.body());
        assertThat(answer.statusCode()).as("%s %s%s: %s", attempt.method(), base, attempt.path(), answer.body()).isEqualTo(403);
    }

    private Map<String, Object> state() {
        return Map.ofEntries(
            Map.entry("task", tasks.createTaskQuery().taskId(task).singleResult().getName() + tasks.createTaskQuery().taskId(task).singleResult().getAssignee()),
            Map.entry("plan", runtime.getVariables(instance)), Map.entry("local", tasks.getVariablesLocal(task)),
            Map.entry("comments", tasks.getTaskComments(task).size()), Map.entry("links", tasks.getIdentityLinksForTask(task).size()),
            Map.entry("active", runtime.createProcessInstanceQuery().processInstanceId(instance).active().count()),
            Map.entry("instances", runtime.createProcessInstanceQuery().processInstanceBusinessKey(key).count()),
            Map.entry("job", management.createJobQuery().processInstanceId(instance).singleResult().getDuedate()),
            Map.entry("accounts", identity.createUserQuery().count()), Map.entry("groups", identity.createGroupQuery().count()),
            Map.entry("admins", identity.createUserQuery().memberOfGroup("camunda-admin").count()),
            Map.entry("filters", filters.createFilterQuery().list().stream().map(filter -> filter.getName()).toList()),
            Map.entry("authorizations", authorizations.createAuthorizationQuery().count()),
            Map.entry("deployments", repository.createDeploymentQuery().count()),
            Map.entry("history", history.createHistoricProcessInstanceQuery().processInstanceId(instance).count()));
    }
}
