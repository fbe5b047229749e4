package org.eoworkflow.security.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.spin.Spin;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.Http;
import org.eoworkflow.support.People;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@EngineTest
class SubmissionFilterTest {

    private static final String VALID = "\"summary\":{\"value\":\"All of it.\"},\"percent\":{\"value\":10},"
        + "\"milestones\":{\"type\":\"Json\",\"value\":\"[{\\\"name\\\":\\\"Begin\\\",\\\"date\\\":\\\"2026-07-02\\\"}]\"}";

    @Autowired RepositoryService repository;
    @Autowired RuntimeService runtime;
    @Autowired TaskService tasks;
    @Autowired People people;
    @LocalServerPort int port;

    private final String key = "eo-test/" + UUID.randomUUID();
    private String task;

    @BeforeEach
    void start() {
        GuardedProcess.deploy(repository);
        runtime.startProcessInstanceByKey("GuardedPlan", key, Map.of("topic", "security", "order", "eo-test", "office", "cisa",
            "risks", Spin.JSON(List.of("low", "high")), "milestones", Spin.JSON(List.of(Map.of("name", "Begin")))));
        task = people.task(key, "WritePlan").getId();
    }

    @Test
    void whatTasklistSendsIsTaken() {
        var answer = Http.browser(port, "cisa.staff").post("/camunda/api/engine/engine/default/task/" + task + "/submit-form",
            "{\"variables\":{\"topic\":{\"value\":\"security\"}," + VALID + ",\"risk\":{\"value\":null}}}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        assertThat(people.tasks(key, "ApprovePlan")).hasSize(1);
    }

    @Test
    void whatIsNoFieldIsRefusedByName() {
        refused(submit("{\"variables\":{" + VALID + ",\"lead\":{\"value\":\"gsa\"}}}"), 400, "lead",
            "Task 'Write plan': 'lead' is an unknown variable: no field of the form has this name.");
    }

    @Test
    void allProblemsAreToldAtOnce() {
        refused(submit("{\"variables\":{\"lead\":{\"value\":\"gsa\"},\"topic\":{\"value\":\"other\"},\"percent\":{\"value\":101}}}"), 400, "lead",
            "Task 'Write plan': 'lead' is an unknown variable: no field of the form has this name. 'Topic' is read-only and cannot be changed. "
                + "'Summary' is required. 'Percent' must be at most 100. 'Milestones' row 1: 'Date' is required.");
    }

    @Test
    void readOnlyFieldsAndCellsComeBackAsTheyWentOut() {
        refused(submit("{\"variables\":{" + VALID + ",\"topic\":{\"value\":\"other\"}}}"), 400, "topic", "Task 'Write plan': 'Topic' is read-only and cannot be changed.");
        refused(submit("{\"variables\":{" + VALID.replace("Begin", "End") + "}}"), 400, "milestones[0].name",
            "Task 'Write plan': 'Milestones' row 1: 'Name' is read-only and cannot be changed.");
        var twoRows = VALID.replace("}]\"", "},{\\\"name\\\":\\\"\\\",\\\"date\\\":\\\"2026-07-03\\\"}]\"");
        refused(submit("{\"variables\":{" + twoRows.replace("\\\"\\\"", "\\\"New\\\"") + "}}"), 400, "milestones[1].name",
            "Task 'Write plan': 'Milestones' row 2: 'Name' is read-only and cannot be changed.");
        assertThat(submit("{\"variables\":{" + twoRows + "}}").statusCode()).isEqualTo(204);
    }

    @Test
    void aDisabledFieldIsTheSystems() {
        assertThat(submit("{\"variables\":{" + VALID + "}}").statusCode()).isEqualTo(204);
        task = people.task(key, "ApprovePlan").getId();
        refused(Http.basic(port, "cisa.approver").post("/engine-rest/task/" + task + "/complete",
            "{\"variables\":{\"decision\":{\"value\":\"approve\"},\"summary\":{\"value\":\"Mine.\"}}}"), 400, "summary",
            "Task 'Approve plan': 'Summary' is read-only and cannot be changed.");
    }

    @Test
    void aHiddenFieldIsNoWayInForScripts() {
        assertThat(submit("{\"variables\":{" + VALID + "}}").statusCode()).isEqualTo(204);
        task = people.task(key, "ApprovePlan").getId();
        refused(Http.basic(port, "cisa.approver").post("/engine-rest/task/" + task + "/complete",
            "{\"variables\":{\"decision\":{\"value\":\"approve\"},\"reason\":{\"value\":\"<script>x</script>\"}}}"), 400, "reason",
            "Task 'Approve plan': 'Reason' holds script or active HTML, which is not taken. Write plain text.");
    }

    @Test
    void typesThatNoFieldHasAreRefused() {
        refused(submit(with("{\"type\":\"Object\",\"value\":\"{}\",\"valueInfo\":{\"objectTypeName\":\"java.util.HashMap\",\"serializationDataFormat\":\"application/json\"}}")),
            400, "summary", "'summary' has the type 'Object'; String, Integer, Long, Double, Boolean, Json and Null are taken.");
        refused(submit(with("{\"type\":\"File\",\"value\":\"YQ==\",\"valueInfo\":{\"filename\":\"a.txt\"}}")), 400, "summary", "has the type 'File'");
        refused(submit(with("{\"value\":{\"a\":1}}")), 400, "summary", "'summary' must be text, a number, true or false");
        refused(submit(with("{\"value\":\"x\",\"type\":\"String\",\"valueInfo\":{\"transient\":true}}")), 400, "summary", "must not be transient");
        refused(submit(with("{\"value\":\"x\",\"type\":\"Null\"}")), 400, "summary", "has the type Null and a value");
        refused(submit(with("{\"value\":\"{\",\"type\":\"Json\"}")), 400, "summary", "'summary' is no valid JSON.");
        refused(submit(with("{\"value\":\"{\\\"a\\\":1,\\\"a\\\":2}\",\"type\":\"Json\"}")), 400, "summary", "'summary' is no valid JSON.");
        refused(submit(with("{\"value\":5}")), 400, "summary", "'Summary' must be text.");
    }

    @Test
    void whatIsNoJsonOrTooMuchIsRefused() {
        refused(submit("{\"variables\":"), 400, null, "The request is no valid JSON: see line 1");
        refused(submit("{\"variables\":{},\"variables\":{}}"), 400, null, "The request is no valid JSON");
        refused(submit("{\"variables\":[]}"), 400, "variables", "Send a JSON object");
        refused(submit(with("{\"value\":\"" + "a".repeat(10_000_000) + "\"}")), 413, null, "The request is too large: at most 1 MB are taken.");
        refused(submit(with("{\"value\":\"" + "a".repeat(900_000) + "\"}")), 400, "summary",
            "Task 'Write plan': 'Summary' has 900,000 characters; at most 4,000 are taken.");
        var http = Http.basic(port, "cisa.staff");
        refused(http.send(http.request("/engine-rest/task/" + task + "/complete").header("Content-Type", "text/xml").POST(BodyPublishers.ofString("<x/>"))),
            415, null, "Send JSON");
        refused(http.send(http.request("/engine-rest/task/" + task + "/complete").header("Content-Type", "application/json; charset=utf-16")
            .POST(BodyPublishers.ofString("{}"))), 415, null, "Send JSON");
    }

    @Test
    void variablesAreNotSetBesideTheForms() {
        var instance = tasks.createTaskQuery().taskId(task).singleResult().getProcessInstanceId();
        var http = Http.basic(port, "cisa.staff");
        Map.ofEntries(
            Map.entry("PUT /task/" + task + "/variables/percent", "{\"value\":5}"),
            Map.entry("POST /task/" + task + "/variables", "{\"modifications\":{\"percent\":{\"value\":5}}}"),
            Map.entry("POST /task/" + task + "/localVariables", "{\"modifications\":{\"percent\":{\"value\":5}}}"),
            Map.entry("DELETE /task/" + task + "/variables/topic", "{}"),
            Map.entry("POST /task/" + task + "/variables/percent/data", "{}"),
            Map.entry("POST /task/" + task + "/bpmnError", "{\"errorCode\":\"x\"}"),
            Map.entry("PUT /process-instance/" + instance + "/variables/percent", "{\"value\":5}"),
            Map.entry("POST /process-instance/" + instance + "/modification", "{\"instructions\":[]}"),
            Map.entry("PUT /execution/" + instance + "/localVariables/percent", "{\"value\":5}"),
            Map.entry("POST /execution/" + instance + "/signal", "{}"),
            Map.entry("POST /message", "{\"messageName\":\"x\"}"),
            Map.entry("POST /signal", "{\"name\":\"x\"}"),
            Map.entry("POST /external-task/fetchAndLock", "{\"workerId\":\"x\",\"maxTasks\":1}"),
            Map.entry("POST /modification/execute", "{}")).forEach((route, body) -> {
                var parts = route.split(" ");
                refused(http.send(parts[0], "/engine-rest" + parts[1], body), 403, null, "Work is done by the forms of its tasks");
                refused(http.send(parts[0], "/engine-rest/engine/default" + parts[1], body), 403, null, "Work is done by the forms of its tasks");
            });
        refused(Http.browser(port, "cisa.staff").send("PUT", "/camunda/api/engine/engine/default/task/" + task + "/variables/percent", "{\"value\":5}"), 403, null,
            "Work is done by the forms of its tasks");
        refused(http.post("/engine-rest/task/" + task + "/resolve", "{\"variables\":{\"percent\":{\"value\":5}}}"), 400, "variables", "Variables come with");
        assertThat(tasks.getVariables(task)).doesNotContainKey("percent").containsKey("topic");
    }

    @Test
    void anAdministratorMayMendAVariable() {
        var answer = Http.basic(port, "admin").send("PUT", "/engine-rest/task/" + task + "/variables/percent", "{\"value\":5,\"type\":\"Integer\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    }

    @Test
    void aStartTakesTheStartFormsFieldsOnly() {
        var http = Http.basic(port, "admin");
        var other = "eo-test/" + UUID.randomUUID();
        refused(http.post("/engine-rest/process-definition/key/GuardedPlan/start",
            "{\"businessKey\":\"" + other + "\",\"variables\":{\"topic\":{\"value\":\"Loud!\"},\"order\":{\"value\":\"eo-test\"}}}"), 400, "order",
            "Start of 'Guarded plan': 'order' is an unknown variable: no field of the form has this name. "
                + "'Topic' does not have the form that is asked for: ^[a-z]+$.");
        refused(http.post("/engine-rest/process-definition/key/GuardedPlan/submit-form", "{\"variables\":{\"topic\":{\"value\":7}}}"), 400, "topic",
            "Start of 'Guarded plan': 'Topic' must be text.");
        refused(Http.basic(port, "cisa.staff").post("/engine-rest/process-definition/key/GuardedPlan/start",
            "{\"startInstructions\":[{\"type\":\"startBeforeActivity\",\"activityId\":\"ApprovePlan\"}]}"), 403, null, "A process starts at its beginning");
        assertThat(runtime.createProcessInstanceQuery().processInstanceBusinessKey(other).count()).isZero();
        assertThat(http.post("/engine-rest/process-definition/key/GuardedPlan/start",
            "{\"businessKey\":\"" + other + "\",\"variables\":{\"topic\":{\"value\":\"calm\"}}}").statusCode()).isEqualTo(200);
    }

    @Test
    void aProcessWithoutAStartFormTakesNoVariables() {
        repository.createDeployment().name("plain start").addModelInstance("plain.bpmn", Bpmn.createExecutableProcess("PlainStart").name("Plain start")
            .camundaHistoryTimeToLiveString("P1D").startEvent().endEvent().done()).deploy();
        var http = Http.basic(port, "admin");
        refused(http.post("/engine-rest/process-definition/key/PlainStart/start", "{\"variables\":{\"x\":{\"value\":1}}}"), 400, "x",
            "Start of 'Plain start': 'x' is an unknown variable: there is no form, so no variables are taken.");
        assertThat(http.post("/engine-rest/process-definition/key/PlainStart/start", "{}").statusCode()).isEqualTo(200);
    }

    @Test
    void whoDoesNotSeeATaskLearnsNothingOfIt() {
        var answer = Http.basic(port, "gsa.staff").post("/engine-rest/task/" + task + "/complete", "{\"variables\":{\"lead\":{\"value\":\"gsa\"}}}");
        assertThat(answer.statusCode()).isIn(403, 404);
        assertThat(answer.body()).doesNotContain("Write plan", "unknown variable");
    }

    @Test
    void commentsAreTextToo() {
        refused(Http.basic(port, "cisa.staff").post("/engine-rest/task/" + task + "/comment/create", "{\"message\":\"<script>x</script>\"}"), 400, "message",
            "'Comment' holds script");
        var answer = Http.basic(port, "cisa.staff").post("/engine-rest/task/" + task + "/comment/create", "{\"message\":\"a < b\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private HttpResponse<String> submit(String body) {
        return Http.basic(port, "cisa.staff").post("/engine-rest/task/" + task + "/submit-form", body);
    }

    private static String with(String summary) {
        return "{\"variables\":{" + VALID.replace("{\"value\":\"All of it.\"}", summary) + "}}";
    }

    private void refused(HttpResponse<String> answer, int status, String field, String message) {
        assertThat(answer.body()).contains(message);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).startsWith("{\"type\":\"Refusal\",\"message\":\"");
        if (field == null) {
            assertThat(answer.body()).doesNotContain("\"field\"");
        } else {
            assertThat(answer.body()).endsWith("\"field\":\"" + field + "\"}");
        }
        assertThat(tasks.createTaskQuery().taskId(task).count()).isOne();
    }
}
