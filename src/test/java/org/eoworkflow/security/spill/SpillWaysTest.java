package org.eoworkflow.security.spill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.ServletException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.zip.GZIPOutputStream;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.AccessLogValve;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.eoworkflow.directive.grants.Published;
import org.eoworkflow.notification.Mail;
import org.eoworkflow.notification.Outbox;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.support.DirectiveRuns;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.Http;
import org.eoworkflow.support.OrderFixture.Work;
import org.eoworkflow.support.People;
import org.eoworkflow.support.SampleFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.embedded.tomcat.TomcatWebServer;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Tries to bring marked content in by every way there is, and looks for it afterwards wherever something could be kept. */
@EngineTest
class SpillWaysTest {

    /** Stands in everything that must not be found again. */
    private static final String CANARY = "zqcanary";

    private static final List<String> MARKS = List.of("(S) The %s sings at dawn.", "SECRET//NOFORN %s", "TOP SECRET//SI//NOFORN and %s", "The %s (C//REL TO USA, GBR) sings.",
        "(U) It sings. (TS) The %s sings twice.", "s\u200becret // noforn %s", "&#83;ECRET//REL TO USA %s", "Declassify On: 20510101 %s");
    /** The logs of builds that run beside this one are not the application's. */
    private static final String TEMPORARY = "(?:upload|listing|tika|apache-tika|poi|pdf|tomcat|multipart).*|.*\\.tmp";
    private static final String BOUNDARY = "----between-the-parts";

    @Autowired DirectiveRuns runs;
    @Autowired RuntimeService runtime;
    @Autowired TaskService tasks;
    @Autowired People people;
    @Autowired Outbox outbox;
    @Autowired SpillResponse response;
    @Autowired JdbcClient jdbc;
    @Autowired ObjectMapper json;
    @Autowired PlatformTransactionManager transactions;
    @Autowired ServerProperties server;
    @Autowired ServletWebServerApplicationContext context;
    @Value("${eo.data}") Path data;
    @LocalServerPort int port;

    private String task;
    private String instance;

    @BeforeEach
    void aTask() {
        var run = runs.start(Work.tracked("directive"), 1);
        instance = run.instance;
        task = tasks.createTaskQuery().processInstanceBusinessKey(run.key).list().get(0).getId();
    }

    @Test
    void after200AttemptsByEveryWayNothingIsFoundAnywhere() throws IOException {
        var log = new Captured();
        long start = System.currentTimeMillis();
        int attempts = 0;
        try (log) {
            for (var way : ways().entrySet()) {
                for (var mark : MARKS) {
                    String canary = CANARY + attempts++ + "x";
                    var answer = way.getValue().apply(mark.formatted(canary));
                    assertThat(answer.statusCode()).as("%s, %s: %s", way.getKey(), mark, answer.body()).isEqualTo(400);
                    assertThat(answer.body()).as("%s, %s", way.getKey(), mark).contains("looks like a marking of classified content", "rule '", "nothing was stored", "pointer")
                        .doesNotContain(CANARY);
                }
            }
            response.settled();
        }
        assertThat(attempts).isGreaterThanOrEqualTo(200);
        assertThat(whereInTheDatabase(CANARY)).isEmpty();
        assertThat(log.lines).as("log").noneMatch(line -> line.contains(CANARY));
        assertThat(whereInFiles(Path.of(System.getProperty("java.io.tmpdir")), file -> file.toString().matches(TEMPORARY), start, CANARY)).isEmpty();
        untilTheDatabaseHasWritten();
        assertThat(whereInFiles(data, file -> true, start, CANARY)).as("files of the database, its logs, mails").isEmpty();
        assertThat(jdbc.sql("select count(*) from eo.evidence where task_id = ?").param(task).query(Integer.class).single()).isZero();
        assertThat(runtime.createProcessInstanceQuery().processDefinitionKey(SpillResponse.PROCESS).variableValueEquals("spillAccount", "admin").count())
            .as("responses").isGreaterThan(10);
    }

    /** Else the test above would find nothing because it cannot look. */
    @Test
    void whatIsStoredIsFound() throws IOException {
        var admin = Http.basic(port, "admin");
        assertThat(admin.post("/engine-rest/task/" + task + "/comment/create", "{\"message\":\"zqcontrol one\"}").statusCode()).isEqualTo(200);
        assertThat(admin.send("PUT", "/engine-rest/process-instance/" + instance + "/variables/note",
            "{\"value\":\"%s\",\"type\":\"Bytes\"}".formatted(base64("zqcontrol two"))).statusCode()).isEqualTo(204);
        assertThatThrownBy(() -> jdbc.sql("select 'zqcontrol three' from no_such_table").query(String.class).list()).isNotNull();
        assertThat(whereInFiles(data, file -> true, 0, "zqcontrol three")).as("the database's log").anyMatch(file -> file.toString().endsWith(".log"));
        untilTheDatabaseHasWritten();
        assertThat(whereInFiles(data, file -> true, 0, "zqcontrol one")).as("the database's files").isNotEmpty();
        assertThat(whereInTheDatabase("zqcontrol")).anyMatch(table -> table.endsWith("act_hi_comment")).anyMatch(table -> table.endsWith("act_ge_bytearray"));
    }

    /** The door is closed, but what somebody wants to bring in by it is looked at. */
    @Test
    void attachmentsHaveNoDoor() {
        var admin = Http.basic(port, "admin");
        var path = "/engine-rest/task/" + task + "/attachment/create";
        assertThat(multipart(admin, "POST", path, "content", "a.txt", "The fence".getBytes()).statusCode()).isEqualTo(403);
        for (var content : List.of("SECRET//NOFORN zqattached".getBytes(), SampleFiles.docx("SECRET//NOFORN", "", "zqattached"))) {
            assertThat(multipart(admin, "POST", path, "content", "a.txt", content).body()).contains("looks like a marking");
        }
        response.settled();
        assertThat(whereInTheDatabase("zqattached")).isEmpty();
        assertThat(runtime.createProcessInstanceQuery().processDefinitionKey(SpillResponse.PROCESS).variableValueLike("spillPlace", "task %").count()).isPositive();
    }

    /** Read by the server itself, before any filter of ours: what it cannot read it would quote in the log. */
    @Test
    void whatTheServerCannotReadIsNotLogged() throws IOException {
        try (var log = new Captured()) {
            for (var head : List.of("GET /engine-rest/task?nameLike=\"SECRET//NOFORN-" + CANARY + "\" HTTP/1.1", "GET /engine-rest/task?a=%zzSECRET//NOFORN" + CANARY
                    + " HTTP/1.1\r\nAccept: text/html", "GET /SECRET//" + CANARY + "\u0001 HTTP/1.1", "GET / HTTP/1.1\r\nCookie: a=\"SECRET//NOFORN " + CANARY + "\u0001",
                    "SECRET//NOFORN" + CANARY + " / HTTP/1.1", "POST /sign-in HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 40\r\n\r\n"
                    + "account=%zz" + CANARY + "SECRET//NOFORN-and-more")) {
                assertThat(raw(head + "\r\nHost: a\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 ");
            }
            assertThat(log.lines).as("log").noneMatch(line -> line.contains(CANARY));
        }
        assertThat(whereInTheDatabase(CANARY)).isEmpty();
    }

    private String raw(String request) throws IOException {
        try (var socket = new java.net.Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** As an operator switches it on: with our settings of it. */
    @Test
    void theServersAccessLogHasTheAddressOfWhatPassedOnly(@TempDir Path folder) throws IOException {
        var settings = server.getTomcat().getAccesslog();
        var log = new AccessLogValve() {
            @Override
            public void invoke(Request request, Response response) throws IOException, ServletException {
                super.invoke(request, response);
                log(request, response, 0);   // the server would ask it only if it had been there from the start
            }
        };
        log.setDirectory(folder.toString());
        log.setPattern(settings.getPattern());
        log.setConditionUnless(settings.getConditionUnless());
        log.setBuffered(false);
        var pipeline = ((TomcatWebServer) context.getWebServer()).getTomcat().getEngine().getPipeline();
        pipeline.addValve(log);
        try {
            var admin = Http.basic(port, "admin");
            assertThat(admin.get("/engine-rest/task/" + encoded("(S) " + CANARY).replace("+", "%20")).body()).contains("looks like a marking");
            admin.get("/engine-rest/task/count?nameLike=" + encoded("SECRET//NOFORN " + CANARY));
            Http.stranger(port).get("/engine-rest/task/count?nameLike=" + encoded("SECRET//NOFORN " + CANARY));
            admin.get("/engine-rest/task/count");
            admin.get("/engine-rest/task/count");
        } finally {
            pipeline.removeValve(log);
        }
        try (var files = Files.list(folder)) {
            var lines = Files.readString(files.findFirst().orElseThrow());
            assertThat(lines).contains("GET /engine-rest/task/count 200", "GET /engine-rest/task/count 401").doesNotContain(CANARY);
        }
    }

    @Test
    void strangersAreSentAwayBeforeAnythingIsRead() {
        assertThat(Http.stranger(port).post("/engine-rest/task/" + task + "/comment/create", "{\"message\":\"SECRET//NOFORN\"}").statusCode()).isIn(401, 403);
    }

    @Test
    void theRefusalNamesFieldAndRuleAndTheResponseTaskAndField() {
        var staff = Http.basic(port, "admin");
        var answer = staff.post("/engine-rest/task/" + task + "/complete", """
            {"variables":{"paperTitle":{"value":"(S) The lamp is lit.","type":"String"}}}""");
        assertThat(answer.body()).contains("\"type\":\"Refusal\"", "rule 'portion mark'", "\"field\":\"paperTitle\"", "The field '");
        response.settled();
        var activity = tasks.createTaskQuery().taskId(task).singleResult().getTaskDefinitionKey();
        assertThat(runtime.createProcessInstanceQuery().processDefinitionKey(SpillResponse.PROCESS)
            .variableValueEquals("spillPlace", "task " + activity + ", field paperTitle").count()).isEqualTo(1);
    }

    /** A part that is stopped is not looked at again as if the form were broken. */
    @Test
    void whatIsStoppedInAFormIsStoppedOnce() {
        var before = stopped();
        multipart(Http.basic(port, "admin"), "POST", "/engine-rest/deployment/create", "a.form", "a.form", "SECRET//NOFORN and (S//NF)".getBytes());
        response.settled();
        assertThat(stopped()).isEqualTo(before + 1);
    }

    private int stopped() {
        return jdbc.sql("select count(*) from eo.ledger_entry where kind = 'spill-stopped'").query(Integer.class).single();
    }

    @Test
    void namesThatAreNotOursAreNotPartOfThePlace() {
        Http.basic(port, "admin").post("/engine-rest/process-instance/zqname/modification", "{\"zqname\": \"SECRET//NOFORN\"}");
        response.settled();
        assertThat(whereInTheDatabase("zqname")).isEmpty();
    }

    @Test
    void aMailThatLooksClassifiedIsNotAdded() {
        for (var mail : List.of(new Mail("zq/1", "a@b.example", "(S) zqmailed", "<p>x</p>"), new Mail("zq/1", "a@b.example", "x", "<p>SECRET</p>//<b>NOFORN</b> zqmailed"),
                new Mail("zq/1", "a@b.example", "x", "x", List.of(new Mail.Attachment("a.pdf", "application/pdf", SampleFiles.pdf("(S) zqmailed")))),
                new Mail("zq/1", "a@b.example", "x", "x", List.of(new Mail.Attachment("SECRET--NOFORN zqmailed.pdf", "application/pdf", SampleFiles.pdf("x")))))) {
            assertThatThrownBy(() -> new TransactionTemplate(transactions).executeWithoutResult(status -> outbox.add(mail))).isInstanceOf(Refusal.class)
                .hasMessageContaining("rule '").hasMessageNotContaining("zqmailed");
        }
        response.settled();
        assertThat(whereInTheDatabase("zqmailed")).isEmpty();
    }

    @Test
    void plainTextPasses() {
        var admin = Http.basic(port, "admin");
        for (var text : List.of("The agency(s) keep a trade secret.", "Section 2(S)", "sizes (S), (M), (L)", "(U) The plan.", "(CUI) The plan.", "confidential")) {
            assertThat(admin.post("/engine-rest/task/" + task + "/comment/create", write(Map.of("message", text))).statusCode()).as(text).isEqualTo(200);
        }
    }

    /** Each brings a text in by its way. */
    private Map<String, Function<String, HttpResponse<String>>> ways() {
        var admin = Http.basic(port, "admin");
        var browser = Http.browser(port, "admin");
        var staff = Http.basic(port, "cisa.staff");
        var lead = Http.basic(port, "gsa.staff");
        var omb = Http.basic(port, "omb.staff");
        var grants = runs.start(Work.run("grant-identification", "GrantIdentification").lead("omb").coordinates("ncd", "cisa").clauses("C-29"), 12);
        var listings = "/api/tasks/" + people.task(grants.key, "ImportListings").getId() + "/listings?name=a.csv";
        var taskPath = "/engine-rest/task/" + task;
        var instancePath = "/engine-rest/process-instance/" + instance;
        Map<String, Function<String, HttpResponse<String>>> ways = new LinkedHashMap<>();
        for (var type : List.of("String", "Xml", "Null", "Integer")) {
            ways.put("form, " + type, text -> admin.post(taskPath + "/submit-form", variable(text, type)));
        }
        ways.put("form, Json", text -> admin.post(taskPath + "/complete", variable(write(Map.of("rows", List.of(Map.of("text", text)))), "Json")));
        ways.put("form, object", text -> admin.post(taskPath + "/complete", write(Map.of("variables", Map.of("a", Map.of("value", Map.of("b", text)))))));
        ways.put("name of a variable", text -> admin.post(taskPath + "/complete", write(Map.of("variables", Map.of(text, Map.of("value", "x"))))));
        ways.put("variable, Bytes", text -> admin.send("PUT", instancePath + "/variables/a", write(Map.of("value", base64(text), "type", "Bytes"))));
        ways.put("variable, File", text -> admin.send("PUT", instancePath + "/variables/a",
            write(Map.of("value", base64(text), "type", "File", "valueInfo", Map.of("filename", "a.txt", "mimeType", "text/plain")))));
        ways.put("variable, File that is a document", text -> admin.send("PUT", instancePath + "/variables/a", write(Map.of("value",
            Base64.getEncoder().encodeToString(SampleFiles.docx("", "", plain(text))), "type", "File"))));
        ways.put("name of a file", text -> admin.send("PUT", instancePath + "/variables/a",
            write(Map.of("value", base64("x"), "type", "File", "valueInfo", Map.of("filename", text)))));
        ways.put("variable, Object", text -> admin.send("PUT", taskPath + "/variables/a", write(Map.of("value", write(List.of(text)), "type", "Object",
            "valueInfo", Map.of("objectTypeName", "java.util.ArrayList", "serializationDataFormat", "application/json")))));
        ways.put("variable, serialized", text -> admin.send("PUT", taskPath + "/localVariables/a", write(Map.of("value",
            Base64.getEncoder().encodeToString(("\u00ac\u00ed\u0000\u0005t\u0000" + "\u0001" + plain(text)).getBytes(StandardCharsets.ISO_8859_1)), "type", "Object"))));
        ways.put("variable, data", text -> multipart(admin, "POST", instancePath + "/variables/a/data", "data", "a.txt", text.getBytes(StandardCharsets.UTF_8)));
        ways.put("variables, modifications", text -> admin.post(instancePath + "/variables", write(Map.of("modifications", Map.of("a", Map.of("value", text))))));
        ways.put("variables, asynchronously", text -> admin.post("/engine-rest/process-instance/variables-async", write(Map.of("variables", Map.of("a", Map.of("value", text))))));
        ways.put("comment", text -> admin.post(taskPath + "/comment/create", write(Map.of("message", text))));
        ways.put("comment of an instance", text -> admin.post(instancePath + "/comment/create", write(Map.of("message", text))));
        ways.put("comment in Tasklist", text -> browser.post("/camunda/api/engine/engine/default/task/" + task + "/comment/create", write(Map.of("message", text))));
        ways.put("task", text -> admin.post("/engine-rest/task/create", write(Map.of("id", "a", "name", "a", "description", text))));
        ways.put("task, changed", text -> admin.send("PUT", taskPath, write(Map.of("name", text))));
        ways.put("start", text -> admin.post("/engine-rest/process-definition/key/TrackedDirective/start", write(Map.of("variables", Map.of("a", Map.of("value", text))))));
        ways.put("business key", text -> admin.post("/engine-rest/process-definition/key/TrackedDirective/start", write(Map.of("businessKey", text))));
        ways.put("modification", text -> admin.post(instancePath + "/modification", write(Map.of("annotation", text, "instructions", List.of()))));
        ways.put("message", text -> admin.post("/engine-rest/message", write(Map.of("messageName", "a", "processVariables", Map.of("a", Map.of("value", text))))));
        ways.put("signal", text -> admin.post("/engine-rest/signal", write(Map.of("name", "a", "variables", Map.of("a", Map.of("value", text))))));
        ways.put("filter", text -> admin.post("/engine-rest/filter/create", write(Map.of("resourceType", "Task", "name", text, "query", Map.of()))));
        ways.put("filter, properties", text -> admin.post("/engine-rest/filter/create", write(Map.of("resourceType", "Task", "name", "a", "properties", Map.of("description", text)))));
        ways.put("account", text -> admin.send("PUT", "/engine-rest/user/cisa.staff/profile", write(Map.of("id", "cisa.staff", "firstName", text, "lastName", "a", "email", "a@b.example"))));
        ways.put("group", text -> admin.post("/engine-rest/group/create", write(Map.of("id", "a", "name", text, "type", "a"))));
        ways.put("external task", text -> admin.post("/engine-rest/external-task/a/failure", write(Map.of("workerId", "a", "errorDetails", text))));
        ways.put("incident", text -> admin.send("PUT", "/engine-rest/incident/a/annotation", write(Map.of("annotation", text))));
        ways.put("operation log", text -> admin.send("PUT", "/engine-rest/user-operation/a/set-annotation", write(Map.of("annotation", text))));
        ways.put("deletion", text -> admin.post("/engine-rest/process-instance/delete", write(Map.of("processInstanceIds", List.of("a"), "deleteReason", text))));
        ways.put("decision", text -> admin.post("/engine-rest/decision-definition/key/EscalationLevel/evaluate", write(Map.of("variables", Map.of("a", Map.of("value", text))))));
        ways.put("model", text -> multipart(admin, "POST", "/engine-rest/deployment/create", "a.bpmn", "a.bpmn", ("<?xml version=\"1.0\"?><bpmn:definitions "
            + "xmlns:bpmn=\"http://www.omg.org/spec/BPMN/20100524/MODEL\"><bpmn:documentation>" + text + "</bpmn:documentation></bpmn:definitions>").getBytes(StandardCharsets.UTF_8)));
        ways.put("form file", text -> multipart(admin, "POST", "/engine-rest/deployment/create", "a.form", "a.form", write(Map.of("text", text)).getBytes(StandardCharsets.UTF_8)));
        ways.put("deployed document", text -> multipart(admin, "POST", "/engine-rest/deployment/create", "a.docx", "a.docx", SampleFiles.docx("", plain(text), "x")));
        ways.put("name of a deployment", text -> multipart(admin, "POST", "/engine-rest/deployment/create", "deployment-name", null, text.getBytes(StandardCharsets.UTF_8)));
        ways.put("form-encoded", text -> admin.send(admin.request(taskPath + "/complete").header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("a=" + encoded(text)))));
        ways.put("no JSON", text -> admin.post(taskPath + "/complete", "{\"a\":\n" + text));
        ways.put("plain", text -> admin.send(admin.request(taskPath + "/complete").header("Content-Type", "text/plain").POST(BodyPublishers.ofString(text))));
        ways.put("twice the same key", text -> admin.post(taskPath + "/complete", "{\"a\":" + write(text) + ",\"a\":\"x\"}"));
        for (var charset : List.of("UTF-16", "UTF-16LE", "UTF-32", "UTF-32LE")) {
            ways.put("in " + charset, text -> sent(admin, taskPath + "/comment/create", "application/json", write(Map.of("message", text)).getBytes(Charset.forName(charset))));
            ways.put("said to be in " + charset, text -> sent(admin, taskPath + "/comment/create", "application/json; charset=" + charset,
                write(Map.of("message", text)).getBytes(Charset.forName(charset))));
        }
        ways.put("in EBCDIC", text -> sent(admin, "/api/absences", "application/json; charset=\"IBM037\"", write(Map.of("reason", plain(text))).getBytes(Charset.forName("IBM037"))));
        ways.put("packed", text -> admin.send(admin.request(taskPath + "/comment/create").header("Content-Type", "application/json").header("Content-Encoding", "gzip")
            .POST(BodyPublishers.ofByteArray(gzip(write(Map.of("message", text)))))));
        ways.put("absence", text -> browser.post("/api/absences", write(Map.of("reason", text))));
        ways.put("calendar", text -> browser.post("/api/calendars", write(Map.of("name", text))));
        ways.put("tenant", text -> admin.post("/engine-rest/tenant/create", write(Map.of("id", "a", "name", text))));
        ways.put("correlation key", text -> admin.post("/engine-rest/message", write(Map.of("messageName", "a", "correlationKeys", Map.of("a", Map.of("value", text))))));
        ways.put("error of an external task", text -> admin.post("/engine-rest/external-task/a/bpmnError", write(Map.of("workerId", "a", "errorCode", "a", "errorMessage", text))));
        ways.put("error of a task", text -> admin.post(taskPath + "/bpmnError", write(Map.of("errorCode", "a", "errorMessage", text))));
        ways.put("condition", text -> admin.post("/engine-rest/condition", write(Map.of("variables", Map.of("a", Map.of("value", text))))));
        ways.put("restart", text -> admin.post("/engine-rest/process-definition/a/restart", write(Map.of("processInstanceIds", List.of(text)))));
        ways.put("authorization", text -> admin.post("/engine-rest/authorization/create", write(Map.of("type", 1, "resourceId", text))));
        ways.put("variable, Bytes with signs in between", text -> admin.send("PUT", instancePath + "/variables/a", write(Map.of("value",
            base64(text).replaceAll("(.{5})", "$1! "), "type", "Bytes"))));
        ways.put("variable, Bytes in UTF-16", text -> admin.send("PUT", instancePath + "/variables/a", write(Map.of("value",
            Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_16LE)), "type", "Bytes"))));
        ways.put("variable, serialized by Java", text -> admin.send("PUT", instancePath + "/variables/a", write(Map.of("value",
            Base64.getEncoder().encodeToString(serialized(plain(text))), "type", "Bytes"))));
        ways.put("variable, packed", text -> admin.send("PUT", instancePath + "/variables/a", write(Map.of("value", Base64.getEncoder().encodeToString(gzip(text)), "type", "Bytes"))));
        ways.put("variable, archive of documents", text -> admin.send("PUT", instancePath + "/variables/a", write(Map.of("value",
            Base64.getEncoder().encodeToString(SampleFiles.packed("a/b.docx", SampleFiles.docx("", "", plain(text)))), "type", "File"))));
        ways.put("attachment", text -> multipart(admin, "POST", taskPath + "/attachment/create", "content", "a.docx", SampleFiles.docx("", "", plain(text))));
        ways.put("attachment, address", text -> multipart(admin, "POST", taskPath + "/attachment/create", "url", null, text.getBytes(StandardCharsets.UTF_8)));
        ways.put("variable, picture", text -> admin.send("PUT", instancePath + "/variables/a", write(Map.of("value", Base64.getEncoder().encodeToString(SampleFiles.png("zTXt",
            SampleFiles.joined("Comment\0\0".getBytes(), SampleFiles.deflated(text.getBytes(StandardCharsets.UTF_8))), true)), "type", "File"))));
        ways.put("variable, archive behind other bytes", text -> admin.send("PUT", instancePath + "/variables/a", write(Map.of("value", Base64.getEncoder().encodeToString(
            SampleFiles.joined("MZ".getBytes(), SampleFiles.packed("a.txt", text.getBytes(StandardCharsets.UTF_8)))), "type", "File"))));
        ways.put("variable, mail", text -> multipart(admin, "POST", instancePath + "/variables/a/data", "data", "a.eml", ("From: a@b.example\r\nSubject: x\r\n"
            + "Content-Transfer-Encoding: base64\r\n\r\n" + base64(text).replaceAll("(.{20})", "$1\r\n")).getBytes(StandardCharsets.US_ASCII)));
        ways.put("within a text, as base64", text -> admin.post(taskPath + "/comment/create", write(Map.of("message", "see data:text/plain;base64,"
            + base64(text) + " and more"))));
        ways.put("worker", text -> admin.post("/engine-rest/external-task/fetchAndLock", write(Map.of("workerId", text, "maxTasks", 1, "topics", List.of()))));
        ways.put("topic", text -> admin.post("/engine-rest/external-task/fetchAndLock", write(Map.of("workerId", "a", "maxTasks", 1, "topics",
            List.of(Map.of("topicName", text, "lockDuration", 1))))));
        ways.put("escalation of a task", text -> admin.post(taskPath + "/bpmnEscalation", write(Map.of("escalationCode", text))));
        ways.put("new account", text -> admin.post("/engine-rest/user/create", write(Map.of("profile", Map.of("id", "a", "firstName", text), "credentials", Map.of("password", "x")))));
        ways.put("messages, asynchronously", text -> admin.post("/engine-rest/process-instance/message-async", write(Map.of("messageName", text, "processInstanceIds", List.of("a")))));
        ways.put("modification of many", text -> admin.post("/engine-rest/modification/execute-async", write(Map.of("processDefinitionId", "a", "processInstanceIds", List.of("a"),
            "instructions", List.of(Map.of("type", "startBeforeActivity", "activityId", text))))));
        ways.put("migration", text -> admin.post("/engine-rest/migration/execute", write(Map.of("migrationPlan", Map.of("variables", Map.of("a", Map.of("value", text)))))));
        ways.put("source of a deployment", text -> multipart(admin, "POST", "/engine-rest/deployment/create", "deployment-source", null, text.getBytes(StandardCharsets.UTF_8)));
        ways.put("evidence, category", text -> admin.post("/api/tasks/" + task + "/evidence", write(Map.of("form", "link", "url", "https://a.example", "kind", "report",
            "marking", "CUI", "description", "a", "cuiCategory", text))));
        ways.put("behind another boundary", text -> sent(admin, "/engine-rest/deployment/create", "multipart/form-data; boundary=b", bytes("--a\r\n\r\n--b\r\n"
            + "Content-Disposition: form-data; name=\"a\"; filename=\"a.docx\"\r\n\r\n", SampleFiles.docx("", "", plain(text)), "\r\n--b--\r\n")));
        ways.put("no form after all", text -> sent(admin, "/engine-rest/deployment/create", "multipart/form-data; boundary=b", ("--c\r\n" + text).getBytes(StandardCharsets.UTF_8)));
        ways.put("head of a request", text -> admin.send(admin.request(taskPath).header("X-Note", plain(text)).GET()));
        ways.put("query", text -> admin.get("/engine-rest/task?nameLike=" + encoded(text)));
        ways.put("query of a write", text -> admin.post(taskPath + "/complete?a=" + encoded(text), "{}"));
        ways.put("evidence, link", text -> admin.post("/api/tasks/" + task + "/evidence", write(Map.of("form", "link", "url", "https://a.example", "kind", "report",
            "marking", "UNCLASSIFIED", "description", text))));
        ways.put("evidence, pointer", text -> admin.post("/api/tasks/" + task + "/evidence", write(Map.of("form", "pointer", "registryNumber", text,
            "custodianOffice", "a", "systemName", "a", "kind", "report"))));
        ways.put("evidence, description of a file", text -> multipart(admin, "POST", "/api/tasks/" + task + "/evidence", "description", null, text.getBytes(StandardCharsets.UTF_8)));
        ways.put("evidence, file", text -> multipart(lead, "POST", "/api/tasks/" + task + "/evidence", "file", "a.docx", SampleFiles.docx("", "", plain(text))));
        ways.put("evidence, picture", text -> multipart(lead, "POST", "/api/tasks/" + task + "/evidence", "file", "a.jpg",
            SampleFiles.jpeg(0xfe, text.getBytes(StandardCharsets.UTF_8))));
        ways.put("evidence, file that is not taken", text -> multipart(lead, "POST", "/api/tasks/" + task + "/evidence", "file", "a.txt",
            SampleFiles.joined("x\n".repeat(50_000).getBytes(), SampleFiles.packed("a.txt", text.getBytes(StandardCharsets.UTF_8)))));
        ways.put("evidence, name of a file", text -> multipart(lead, "POST", "/api/tasks/" + task + "/evidence", "file", text + ".pdf", SampleFiles.pdf("x")));
        ways.put("import", text -> omb.send(omb.request(listings).header("Content-Type", "application/octet-stream").POST(BodyPublishers.ofByteArray(
            Published.bytes(Published.csv(Published.program("16.710"), Published.program("16.711", "Objectives (050)", text)))))));
        ways.put("mail of another day", text -> admin.post("/api/mails/1/resend", write(Map.of("note", text))));
        ways.put("name of a listing", text -> staff.send(staff.request("/api/tasks/" + task + "/listings?name=" + encoded(text))
            .header("Content-Type", "application/octet-stream").POST(BodyPublishers.ofString("x"))));
        return ways;
    }

    private String variable(String text, String type) {
        return write(Map.of("variables", Map.of("summary", Map.of("value", text, "type", type))));
    }

    /** As a document holds it, which has no escapes of its own. */
    private static String plain(String text) {
        return text.replace("&#83;", "S").replace("\u200b", "");
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static HttpResponse<String> sent(Http http, String path, String type, byte[] body) {
        return http.send(http.request(path).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body)));
    }

    private static byte[] bytes(String before, byte[] content, String after) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(before.getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(content);
        out.writeBytes(after.getBytes(StandardCharsets.ISO_8859_1));
        return out.toByteArray();
    }

    private static byte[] gzip(String text) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    /** The length before a text of 36 letters is a sign of its own. */
    private static byte[] serialized(String text) {
        var out = new ByteArrayOutputStream();
        try (var objects = new ObjectOutputStream(out)) {
            objects.writeObject(new ArrayList<>(List.of(text.length() >= 36 ? text : text + ".".repeat(36 - text.length()))));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private static HttpResponse<String> multipart(Http http, String method, String path, String name, String fileName, byte[] content) {
        var head = "--%s\r\nContent-Disposition: form-data; name=\"%s\"%s\r\nContent-Type: application/octet-stream\r\n\r\n".formatted(BOUNDARY, name,
            fileName == null ? "" : "; filename=\"" + fileName + "\"").getBytes(StandardCharsets.UTF_8);
        if (fileName == null) {
            head = "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n".formatted(BOUNDARY, name).getBytes(StandardCharsets.UTF_8);
        }
        return http.send(http.request(path).header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY).method(method,
            BodyPublishers.ofByteArrays(List.of(head, content, "\r\n--%s--\r\n".formatted(BOUNDARY).getBytes()))));
    }

    /** Tables of all schemas with a row in which it stands, as text or as bytes. */
    private List<String> whereInTheDatabase(String text) {
        String hex = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
        List<String> tables = jdbc.sql("""
            select quote_ident(table_schema) || '.' || quote_ident(table_name) from information_schema.tables
            where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'""").query(String.class).list();
        assertThat(tables).hasSizeGreaterThan(50);
        return tables.stream().filter(table -> jdbc.sql("select exists (select 1 from %s t where t::text like :text or t::text like :hex)".formatted(table))
            .param("text", "%" + text + "%").param("hex", "%" + hex + "%").query(Boolean.class).single()).toList();
    }

    /** The tests' database answers before what it was told is in its files. */
    private void untilTheDatabaseHasWritten() {
        var now = jdbc.sql("select pg_current_wal_insert_lsn()::text").query(String.class).single();
        await().until(() -> jdbc.sql("select pg_current_wal_flush_lsn() >= :now::pg_lsn").param("now", now).query(Boolean.class).single());
    }

    private static List<Path> whereInFiles(Path folder, Predicate<Path> which, long since, String text) throws IOException {
        var found = new ArrayList<Path>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes facts) throws IOException {
                if (facts.isRegularFile() && facts.lastModifiedTime().toMillis() >= since && facts.size() < 50_000_000 && Files.isReadable(file)
                        && which.test(file.getFileName()) && new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    /** All that is logged, at a level at which operators look for errors. */
    private static final class Captured extends AppenderBase<ILoggingEvent> implements AutoCloseable {

        private static final List<String> TALKATIVE = List.of("org.eoworkflow", "org.camunda", "org.springframework.web");

        private final List<String> lines = new java.util.concurrent.CopyOnWriteArrayList<>();
        private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        private final Map<String, Level> levels = new LinkedHashMap<>();

        Captured() {
            setContext(root.getLoggerContext());
            start();
            root.addAppender(this);
            TALKATIVE.forEach(name -> {
                var logger = (Logger) LoggerFactory.getLogger(name);
                levels.put(name, logger.getLevel());
                logger.setLevel(Level.DEBUG);
            });
        }

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage() + (event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy())));
        }

        @Override
        public void close() {
            levels.forEach((name, level) -> ((Logger) LoggerFactory.getLogger(name)).setLevel(level));
            root.detachAppender(this);
            stop();
        }
    }
}
