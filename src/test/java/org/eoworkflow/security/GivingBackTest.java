package org.eoworkflow.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.Http;
import org.eoworkflow.support.People;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Whoever has a task gives it back, by Tasklist or by a program; nobody else takes it away, and nobody passes it on. */
@EngineTest
class GivingBackTest {

    private static final String REST = "/engine-rest/task/";
    private static final String WEBAPPS = "/camunda/api/engine/engine/default/task/";

    @Autowired RepositoryService repository;
    @Autowired RuntimeService runtime;
    @Autowired TaskService tasks;
    @Autowired HistoryService history;
    @Autowired People people;
    @LocalServerPort int port;

    private final String key = "eo-test/" + UUID.randomUUID();
    private String instance;
    private String task;

    @BeforeEach
    void claimed() {
        repository.createDeployment().name("giving back").enableDuplicateFiltering(true).addModelInstance("giving-back.bpmn",
            Bpmn.createExecutableProcess("GivingBack").name("Giving back").camundaHistoryTimeToLiveString("P1D").startEvent("Begun")
                .userTask("WritePaper").name("Write paper").camundaCandidateGroups("cisa-staff").endEvent("Written").done()).deploy();
        instance = runtime.startProcessInstanceByKey("GivingBack", key, Map.of("lead", "dhs", "office", "cisa")).getId();
        task = people.task(key, "WritePaper").getId();
        assertThat(Http.basic(port, "cisa.staff").post(REST + task + "/claim", "{\"userId\":\"cisa.staff\"}").statusCode()).isEqualTo(204);
    }

    @AfterEach
    void end() {
        runtime.deleteProcessInstance(instance, "test");
    }

    @Test
    void inTasklistOnesOwnTaskIsGivenBackAndAColleagueTakesIt() {
        assertThat(Http.browser(port, "cisa.staff").post(WEBAPPS + task + "/unclaim", null).statusCode()).isEqualTo(204);
        assertThat(assignee()).isNull();

        var colleague = Http.browser(port, "cisa.counsel");
        assertThat(colleague.get(WEBAPPS + task + "/identity-links").body()).contains("cisa-staff");
        assertThat(colleague.post(WEBAPPS + task + "/claim", "{\"userId\":\"cisa.counsel\"}").statusCode()).isEqualTo(204);
        assertThat(assignee()).isEqualTo("cisa.counsel");
    }

    @Test
    void aForgedRequestWithoutTheWebappsTokenIsRefused() {
        var browser = Http.browser(port, "cisa.staff");
        var answer = browser.send(browser.request(WEBAPPS + task + "/unclaim").header("Content-Type", "application/json").POST(BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(assignee()).isEqualTo("cisa.staff");
    }

    @Test
    void byRestOnesOwnTaskIsGivenBackAndTheLogOfOperationsShowsIt() {
        assertThat(Http.basic(port, "cisa.staff").post(REST + task + "/unclaim", null).statusCode()).isEqualTo(204);
        assertThat(assignee()).isNull();
        assertThat(history.createUserOperationLogQuery().taskId(task).property("assignee").orderByTimestamp().asc().list())
            .extracting(entry -> entry.getUserId() + ": " + entry.getOrgValue() + " -> " + entry.getNewValue())
            .containsExactlyInAnyOrder("cisa.staff: null -> cisa.staff", "cisa.staff: cisa.staff -> null");
    }

    @Test
    void aTaskThatSomebodyElseHasIsNotTakenAway() {
        for (var way : List.of("/unclaim", "/resolve")) {
            refused(Http.basic(port, "cisa.counsel").post(REST + task + way, null), 403,
                "Task 'Write paper' is claimed by 'cisa.staff', who alone can give it back.");
        }
        refused(Http.basic(port, "cisa.counsel").post("/engine-rest/engine/default/task/" + task + "/unclaim", null), 403,
            "Task 'Write paper' is claimed by 'cisa.staff', who alone can give it back.");
        refused(Http.browser(port, "cisa.counsel").post(WEBAPPS + task + "/unclaim", null), 403,
            "Task 'Write paper' is claimed by 'cisa.staff', who alone can give it back.");
        refused(Http.basic(port, "cisa.counsel").post(REST + task + "/claim", "{}"), 403,
            "A task is claimed for oneself: send your own account as userId. Whoever has a task gives it back by unclaim.");
        assertThat(Http.basic(port, "cisa.counsel").post(REST + task + "/assignee", "{\"userId\":null}").statusCode()).isEqualTo(403);
        assertThat(assignee()).isEqualTo("cisa.staff");
    }

    @Test
    void aTaskIsNotPassedOn() {
        var staff = Http.basic(port, "cisa.staff");
        for (var way : List.of("/assignee", "/delegate", "/claim")) {
            assertThat(staff.post(REST + task + way, "{\"userId\":\"cisa.counsel\"}").statusCode()).as(way).isEqualTo(403);
        }
        staff.post(REST + task + "/unclaim", "{\"userId\":\"cisa.counsel\"}");
        assertThat(assignee()).isNull();
        for (var way : List.of("/assignee", "/delegate", "/claim")) {
            assertThat(staff.post(REST + task + way, "{\"userId\":\"cisa.counsel\"}").statusCode()).as(way).isEqualTo(403);
        }
        assertThat(assignee()).isNull();
    }

    @Test
    void whatNobodyHasCannotBeGivenBack() {
        Http.basic(port, "cisa.staff").post(REST + task + "/unclaim", null);
        refused(Http.basic(port, "cisa.staff").post(REST + task + "/unclaim", null), 403, "Task 'Write paper' is open: nobody has claimed it.");
    }

    @Test
    void strangersAreAskedToSignIn() {
        assertThat(Http.stranger(port).post(WEBAPPS + task + "/unclaim", null).statusCode()).isEqualTo(401);
        assertThat(Http.basic(port, "cisa.staff", "wrong").post(REST + task + "/unclaim", null).statusCode()).isEqualTo(401);
        assertThat(Http.stranger(port).post(REST + task + "/unclaim", null).statusCode()).as("without the token of our pages").isEqualTo(403);
        assertThat(assignee()).isEqualTo("cisa.staff");
    }

    @Test
    void ofATaskThatIsNotThereOrNotShownNothingIsTold() {
        var unknown = Http.basic(port, "omb.staff").post(REST + "no-such-task/unclaim", null);
        var hidden = Http.basic(port, "omb.staff").post(REST + task + "/unclaim", null);
        assertThat(unknown.statusCode()).isBetween(400, 500);
        assertThat(hidden.statusCode()).isBetween(400, 499);
        assertThat(hidden.body()).doesNotContain("cisa.staff", "Write paper");
        assertThat(assignee()).isEqualTo("cisa.staff");
    }

    @Test
    void whileTheProcessIsSuspendedTheTaskStaysAndSaysSo() {
        runtime.suspendProcessInstanceById(instance);
        var message = "Task 'Write paper' rests: its process is suspended. An administrator can let it go on.";
        for (var way : List.of("/unclaim", "/complete", "/submit-form")) {
            refused(Http.basic(port, "cisa.staff").post(REST + task + way, "{}"), 409, message);
        }
        refused(Http.browser(port, "cisa.staff").post(WEBAPPS + task + "/submit-form", "{}"), 409, message);
        assertThat(Http.basic(port, "omb.staff").post(REST + task + "/complete", "{}").body()).as("who does not see it").doesNotContain("Write paper");
        runtime.activateProcessInstanceById(instance);
        assertThat(Http.basic(port, "cisa.staff").post(REST + task + "/unclaim", null).statusCode()).isEqualTo(204);
    }

    @Test
    void anAdministratorStillTakesATaskBackFromWhoeverHasIt() {
        assertThat(Http.basic(port, "admin").post(REST + task + "/unclaim", null).statusCode()).isEqualTo(204);
        assertThat(assignee()).isNull();
    }

    private String assignee() {
        return tasks.createTaskQuery().taskId(task).singleResult().getAssignee();
    }

    private static void refused(HttpResponse<String> answer, int status, String message) {
        assertThat(answer.body()).isEqualTo("{\"type\":\"Refusal\",\"message\":\"" + message + "\"}");
        assertThat(answer.statusCode()).isEqualTo(status);
    }
}
