package org.eoworkflow.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.Http;
import org.eoworkflow.support.People;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Seen from outside, through the engine's own REST interface: an agency's work, and what its members and others see of it. */
@EngineTest
class AgencyIsolationTest {

    /** Every list in which something of an instance could show. */
    private static final List<String> LISTS = List.of(
        "/task?processInstanceId=%s", "/process-instance?processInstanceIds=%s", "/execution?processInstanceId=%s",
        "/variable-instance?processInstanceIdIn=%s", "/event-subscription?processInstanceId=%s", "/incident?processInstanceId=%s",
        "/job?processInstanceId=%s", "/external-task?processInstanceId=%s",
        "/history/process-instance?processInstanceId=%s", "/history/task?processInstanceId=%s",
        "/history/activity-instance?processInstanceId=%s", "/history/variable-instance?processInstanceId=%s",
        "/history/detail?processInstanceId=%s", "/history/incident?processInstanceId=%s", "/history/job-log?processInstanceId=%s",
        "/history/user-operation?processInstanceId=%s", "/history/decision-instance?processInstanceId=%s",
        "/history/external-task-log?processInstanceId=%s");

    @Autowired RepositoryService repository;
    @Autowired RuntimeService runtime;
    @Autowired TaskService tasks;
    @Autowired AuthorizationService authorizations;
    @Autowired People people;
    @LocalServerPort int port;

    private final String key = "isolation/" + UUID.randomUUID();

    @BeforeEach
    void deploy() {
        repository.createDeployment().name("isolation").enableDuplicateFiltering(true)
            .addModelInstance("isolation.bpmn", model()).addModelInstance("isolation-consultation.bpmn", consultation()).deploy();
    }

    @Test
    void anotherAgencySeesNothingOfAnInstance() {
        var cisas = start("dhs", "cisa");
        var ombs = start("omb", "omb");

        sees("cisa.staff", cisas);
        sees("cisa.certifier", cisas);
        sees("omb.staff", ombs);
        seesNothing("omb.staff", cisas);
        seesNothing("omb.approver", cisas);
        seesNothing("gsa.staff", cisas);
        seesNothing("cisa.staff", ombs);
        seesNothing("designer", cisas);
    }

    @Test
    void theLeadSeesTheInstanceThatItsComponentWorksOn() {
        var instance = start("dhs", "cisa");
        assertThat(get("dhs.approver", "/process-instance/" + instance)).startsWith("200");
        assertThat(get("dhs.approver", "/history/process-instance?processInstanceId=" + instance)).contains(instance);
    }

    @Test
    void anAgencyStillReadsItsOwnInstanceWhenItIsOverAndNoOtherDoes() {
        var instance = start("dhs", "cisa");
        people.complete("cisa.staff", key, "WritePlan", Map.of());
        people.complete("omb.staff", key, "GiveView", Map.of());
        people.complete("cisa.staff", key, "WeighViews", Map.of());

        assertThat(get("cisa.staff", "/history/process-instance/" + instance)).startsWith("200").contains("COMPLETED");
        assertThat(get("cisa.staff", "/history/variable-instance?processInstanceId=" + instance)).contains("secretPlan");
        seesNothing("omb.staff", instance);
        assertThat(authorizations.createAuthorizationQuery().resourceType(Resources.PROCESS_INSTANCE).resourceId(instance).count()).isZero();
    }

    @Test
    void aConsultedAgencySeesItsOwnTaskWithItsFormAndNothingAroundIt() {
        var instance = start("dhs", "cisa");
        var consultation = runtime.createProcessInstanceQuery().superProcessInstanceId(instance).singleResult().getId();
        var asked = task(consultation, "GiveView");

        assertThat(get("omb.staff", "/task/" + asked.getId())).startsWith("200");
        assertThat(get("omb.staff", "/task/" + asked.getId() + "/variables")).startsWith("200").contains("consultationText");
        assertThat(get("omb.staff", "/task/" + asked.getId() + "/form-variables")).startsWith("200");
        assertThat(get("omb.approver", "/task/" + asked.getId())).as("a colleague").startsWith("200");
        assertThat(get("ncd.staff", "/task/" + asked.getId())).as("not asked").startsWith("404");

        seesNothing("omb.staff", instance);
        seesNothingBesides(asked, "omb.staff", consultation);
        assertThat(get("cisa.staff", "/task?processInstanceId=" + consultation)).contains("WeighViews").doesNotContain("GiveView");

        assertThat(Http.basic(port, "omb.staff").post("/engine-rest/task/" + asked.getId() + "/claim", "{\"userId\":\"omb.staff\"}").statusCode())
            .isEqualTo(204);
        seesNothingBesides(asked, "omb.staff", consultation);
        assertThat(Http.basic(port, "omb.staff").post("/engine-rest/task/" + asked.getId() + "/complete", "{}").statusCode()).isEqualTo(204);
        seesNothing("omb.staff", consultation);
    }

    private void seesNothingBesides(Task own, String account, String instance) {
        for (var list : LISTS) {
            if (!list.startsWith("/task")) {
                assertThat(get(account, list.formatted(instance))).as(list).isEqualTo("200 []");
            }
        }
        assertThat(get(account, "/task?processInstanceId=" + instance)).contains(own.getId()).doesNotContain("WeighViews");
    }

    @Test
    void theOrderOfficeAndAuditorsSeeAllOfIt() {
        for (var account : List.of("order.office", "auditor")) {
            var instance = start("dhs", "cisa");
            sees(account, instance);
        }
    }

    @Test
    void statisticsCountWhatTheAccountMaySee() {
        var definition = repository.createProcessDefinitionQuery().processDefinitionKey("Isolation").latestVersion().singleResult().getId();
        var before = Map.of("cisa.approver", counted("cisa.approver", definition), "order.office", counted("order.office", definition));
        var instance = start("dhs", "cisa");
        var timer = stuckTimer(instance);
        for (var stranger : List.of("omb.approver", "omb.staff", "designer")) {
            assertThat(counted(stranger, definition)).as(stranger).containsOnly(0L);
        }
        for (var account : before.keySet()) {
            assertThat(counted(account, definition)).as(account)
                .isEqualTo(List.of(before.get(account).get(0) + 1, before.get(account).get(1) + 1, before.get(account).get(2) + 1, before.get(account).get(3) + 1));
        }
        assertThat(get("cisa.approver", "/process-definition/statistics?failedJobs=true&incidents=true")).contains("\"incidentType\":\"stuck\"");
        runtime.resolveIncident(timer);
    }

    /** An incident of the instance. */
    private String stuckTimer(String instance) {
        var execution = runtime.createExecutionQuery().processInstanceId(instance).activityId("WritePlan").singleResult().getId();
        return runtime.createIncident("stuck", execution, "test").getId();
    }

    /** Instances and incidents by the engine's REST interface, and by Cockpit's list of processes. */
    private List<Long> counted(String account, String definition) {
        try {
            var rest = row(Http.basic(port, account).get("/engine-rest/process-definition/statistics?failedJobs=true&incidents=true").body(), "id", definition);
            var cockpit = row(Http.browser(port, account).get("/camunda/api/cockpit/plugin/base/default/process-definition/statistics").body(), "key", "Isolation");
            long incidents = 0;
            for (var incident : rest.get("incidents")) {
                incidents += incident.get("incidentCount").asLong();
            }
            return List.of(rest.get("instances").asLong(), incidents, cockpit.get("instances").asLong(), cockpit.get("incidents").asLong());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode row(String body, String field, String value) throws IOException {
        for (var row : new ObjectMapper().readTree(body)) {
            if (row.get(field).asText().equals(value)) {
                return row;
            }
        }
        throw new AssertionError("no row of " + value + " in " + body);
    }

    @Test
    void anotherAgencyCannotTouchATaskOrAnInstance() {
        var instance = start("dhs", "cisa");
        var task = task(instance, "WritePlan").getId();
        for (var account : List.of("omb.staff", "order.office", "cisa.approver", "dhs.staff", "designer")) {
            var someone = Http.basic(port, account);
            for (var path : List.of("/task/%s/claim", "/task/%s/complete", "/task/%s/submit-form", "/task/%s/assignee", "/task/%s/resolve",
                    "/task/%s/delegate", "/task/%s/bpmnError", "/task/%s/unclaim")) {
                var answer = someone.post("/engine-rest" + path.formatted(task), "{\"userId\":\"%s\",\"errorCode\":\"x\"}".formatted(account));
                assertThat(answer.statusCode()).as("%s by %s: %s", path, account, answer.body()).isBetween(400, 499);
            }
            assertThat(someone.send("DELETE", "/engine-rest/process-instance/" + instance, null).statusCode()).as(account).isBetween(400, 499);
            assertThat(someone.send("PUT", "/engine-rest/process-instance/" + instance + "/variables/secretPlan", "{\"value\":\"x\"}").statusCode())
                .as(account).isBetween(400, 499);
        }
        assertThat(task(instance, "WritePlan").getAssignee()).isNull();
        assertThat(runtime.getVariable(instance, "secretPlan")).isEqualTo("rosebud");
    }

    private String start(String lead, String office) {
        return runtime.startProcessInstanceByKey("Isolation", key, Map.of("lead", lead, "office", office, "secretPlan", "rosebud",
            "consultationText", "Shall we?")).getId();
    }

    private void sees(String account, String instance) {
        assertThat(get(account, "/process-instance/" + instance)).as(account).startsWith("200");
        assertThat(get(account, "/process-instance/" + instance + "/variables")).as(account).contains("rosebud");
        assertThat(get(account, "/process-instance/" + instance + "/activity-instances")).as(account).contains("WritePlan");
        for (var list : List.of("/task?processInstanceId=%s", "/process-instance?processInstanceIds=%s", "/execution?processInstanceId=%s",
                "/variable-instance?processInstanceIdIn=%s", "/history/process-instance?processInstanceId=%s", "/history/task?processInstanceId=%s",
                "/history/activity-instance?processInstanceId=%s", "/history/variable-instance?processInstanceId=%s")) {
            assertThat(get(account, list.formatted(instance))).as(account + " " + list).contains(instance);
        }
    }

    private void seesNothing(String account, String instance) {
        for (var list : LISTS) {
            assertThat(get(account, list.formatted(instance))).as(account + " " + list).isEqualTo("200 []");
        }
        var ids = new ArrayList<>(List.of("/process-instance/" + instance, "/process-instance/" + instance + "/variables",
            "/process-instance/" + instance + "/activity-instances", "/process-instance/" + instance + "/variables/secretPlan",
            "/process-instance/" + instance + "/comment", "/history/process-instance/" + instance, "/history/activity-instance?processInstanceId=" + instance));
        for (var task : tasks.createTaskQuery().processInstanceId(instance).list()) {
            for (var part : List.of("", "/variables", "/variables/secretPlan", "/localVariables", "/form-variables", "/form", "/identity-links", "/comment",
                    "/attachment", "/rendered-form", "/deployed-form")) {
                ids.add("/task/" + task.getId() + part);
            }
        }
        for (var id : ids) {
            var answer = get(account, id);
            assertThat(answer).as(account + " " + id).doesNotContain("rosebud", "secretPlan\":", "WritePlan", "cisa-staff");
            assertThat(answer).as(account + " " + id).matches("(?s)(4\\d\\d .*|200 \\[\\]|500 .*)");
        }
    }

    private String get(String account, String path) {
        var answer = Http.basic(port, account).get("/engine-rest" + path);
        return answer.statusCode() + " " + answer.body();
    }

    private Task task(String instance, String activity) {
        return tasks.createTaskQuery().processInstanceId(instance).taskDefinitionKey(activity).singleResult();
    }

    private static BpmnModelInstance model() {
        return Bpmn.createExecutableProcess("Isolation").name("Isolation").camundaHistoryTimeToLiveString("P1D")
            .startEvent("Begun").parallelGateway("Both")
            .userTask("WritePlan").name("Write plan").camundaCandidateGroups("${office}-staff").endEvent("Written")
            .moveToNode("Both").callActivity("Consult").calledElement("IsolationConsultation").camundaInBusinessKey("${execution.processBusinessKey}")
            .camundaIn("lead", "lead").camundaIn("office", "office").camundaIn("consultationText", "consultationText").endEvent("Consulted").done();
    }

    private static BpmnModelInstance consultation() {
        return Bpmn.createExecutableProcess("IsolationConsultation").name("Consultation").camundaHistoryTimeToLiveString("P1D")
            .startEvent("Asked").parallelGateway("Both")
            .userTask("GiveView").name("Give view").camundaCandidateGroups("omb-staff").endEvent("Given")
            .moveToNode("Both").userTask("WeighViews").name("Weigh views").camundaCandidateGroups("${office}-staff").endEvent("Weighed").done();
    }
}
