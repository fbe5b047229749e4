package org.eoworkflow.obligation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.StreamSupport;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.ledger.LedgerExport;
import org.eoworkflow.ledger.VerifyLedger;
import org.eoworkflow.obligation.NewEvidence.File;
import org.eoworkflow.obligation.NewEvidence.Label;
import org.eoworkflow.obligation.NewEvidence.Pointer;
import org.eoworkflow.order.ExecutiveOrder;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.Http;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Obligations, evidence and the ledger as files. */
@EngineTest
class ExportTest {

    @Autowired CertificationFixture fixture;
    @Autowired EvidenceStore evidence;
    @Autowired ObjectMapper json;
    @Autowired TaskService tasks;
    @Autowired Ledger ledger;
    @Autowired LedgerExport export;
    @Autowired HikariDataSource pool;
    @LocalServerPort int port;
    @TempDir Path folder;

    private ExecutiveOrder order;

    @BeforeEach
    void anOrderOfWhichOneClauseWasCertifiedLateWithAStatementThatIsAFormula() {
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-07-06T15:00:00Z")));
        order = fixture.order();
        fixture.start("ClauseCertification", order, "F-01");
        fixture.assemble(order, "F-01", "2026-07-03");
        fixture.accept(order, "F-01");
        fixture.complete("dhs.certifier", order, "F-01", "CertifyClause", Map.of("certificationDecision", "certify",
            "statement", "=HYPERLINK(\"http://evil.example\")"));
    }

    @Test
    void whereTheLedgerEndsIsForThoseWhoMayHaveIt() throws IOException {
        var end = json.readTree(get("auditor", "/api/ledger").body());
        assertThat(end).isEqualTo(json.readTree(get("admin", "/api/ledger.json").body()).get("end"));
        assertThat(Http.stranger(port).get("/api/ledger").statusCode()).isEqualTo(401);
        assertThat(Http.basic(port, "cisa.staff").get("/api/ledger").body()).contains("may read the ledger");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/csv", "application/json", "text/html", "application/pdf", "*/*"})
    void whateverTheCallerSaysToAcceptTheFileIsWhatItsAddressSays(String accept) {
        var auditor = Http.basic(port, "auditor");
        for (var path : List.of("/api/ledger.json", "/api/ledger.csv", "/api/ledger.oscal.json", orders("obligations.csv"), orders("obligations.json"),
                orders("evidence.csv"), orders("evidence.json"))) {
            assertThat(auditor.accepting(accept, path)).as(path).satisfies(answer -> {
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith(path.endsWith(".csv") ? "text/csv" : "application/json");
            });
        }
        assertThat(auditor.accepting(accept, "/api/ledger.csv?order=eo-0")).satisfies(answer -> {
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
            assertThat(answer.body()).contains("\"field\":\"order\"");
        });
        assertThat(Http.basic(port, "cisa.staff").accepting(accept, "/api/ledger.csv").statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%20", "EO-14409", "..%2F..", "x%0D%0Ay", "a&order=b"})
    void anOrderThatIsNoneIsRefusedBeforeAnythingIsWritten(String wrong) {
        for (var path : List.of("/api/ledger.json", "/api/ledger.csv", "/api/ledger.oscal.json")) {
            assertThat(Http.basic(port, "auditor").get(path + "?order=" + wrong)).as(path).satisfies(answer -> {
                assertThat(answer.statusCode()).isEqualTo(404);
                assertThat(answer.headers().firstValue("Content-Disposition")).isEmpty();
            });
        }
    }

    @Test
    void whatIsAppendedWhileItIsExportedIsNotInTheFileWhichIsIntact() throws IOException {
        var end = ledger.head();
        for (var write : List.<Writing>of(out -> export.json(null, end, out), out -> export.csv(null, end, out))) {
            var written = new ByteArrayOutputStream();
            write.to(new FilterOutputStream(written) {

                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    ledger.append(Entry.of(EntryKind.NOTE, order.id(), null, Map.of("text", "Meanwhile.")));
                    out.write(bytes, offset, length);
                }
            });
            assertThat(ledger.head().sequence()).isGreaterThan(end.sequence());
            var text = written.toString(StandardCharsets.UTF_8);
            assertThat(text).contains(end.hash()).doesNotContain("Meanwhile.");
            if (text.startsWith("{")) {
                assertThat(verify(text)).isEqualTo("0: All %d entries are as they were written.".formatted(end.sequence()));
            }
        }
    }

    private interface Writing {

        void to(OutputStream out) throws IOException;
    }

    @Test
    void whoBreaksOffInTheMiddleKeepsNoConnectionOfTheDatabase() throws Exception {
        var note = Map.of("text", "x".repeat(2000));
        for (int i = 0; i < 1500; i++) {
            ledger.append(Entry.of(EntryKind.NOTE, order.id(), null, note));
        }
        var auditor = "Authorization: Basic " + Base64.getEncoder().encodeToString("auditor:demo".getBytes());
        for (int i = 0; i < 3; i++) {
            for (var path : List.of("/api/ledger.json", "/api/ledger.csv", "/api/ledger.oscal.json")) {
                try (var socket = new Socket("127.0.0.1", port)) {
                    socket.setReceiveBufferSize(4096);
                    socket.getOutputStream().write("GET %s HTTP/1.1\r\nHost: localhost\r\n%s\r\n\r\n".formatted(path, auditor).getBytes());
                    assertThat(new String(socket.getInputStream().readNBytes(15))).isEqualTo("HTTP/1.1 200 \r\n");
                    socket.setSoLinger(true, 0);
                }
            }
        }
        await(() -> pool.getHikariPoolMXBean().getActiveConnections() == 0);
        assertThat(verify(get("auditor", "/api/ledger.json").body())).startsWith("0: ");
    }

    private static void await(BooleanSupplier fact) throws InterruptedException {
        var end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!fact.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void strangersGetNothing() {
        for (var path : List.of("/api/ledger.json", "/api/ledger.csv", "/api/ledger.oscal.json", orders("obligations.json"), orders("obligations.csv"), orders("evidence.json"),
                orders("evidence.csv"))) {
            assertThat(Http.stranger(port).get(path).statusCode()).as(path).isEqualTo(401);
        }
    }

    @Test
    void theLedgerIsForThoseWhoOverseeTheOrders() {
        for (var path : List.of("/api/ledger.json", "/api/ledger.csv", "/api/ledger.oscal.json", "/api/ledger.csv?order=" + order.id())) {
            for (var account : List.of("cisa.staff", "dhs.certifier", "designer")) {
                assertThat(Http.basic(port, account).get(path)).as("%s %s", account, path).satisfies(answer -> {
                    assertThat(answer.statusCode()).isEqualTo(403);
                    assertThat(answer.body()).contains("Only the order office, auditors and administrators may export the ledger.");
                });
            }
            for (var account : List.of("order.office", "auditor", "admin")) {
                assertThat(Http.basic(port, account).get(path).statusCode()).as("%s %s", account, path).isEqualTo(200);
            }
        }
        assertThat(Http.basic(port, "auditor").get("/api/ledger.csv?order=eo-0")).satisfies(answer -> {
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).contains("\"field\":\"order\"");
        });
    }

    @Test
    void theExportedLedgerIsVerifiedWithoutUs() throws IOException {
        var answer = get("auditor", "/api/ledger.json");
        var ledger = json.readTree(answer.body());
        int last = ledger.get("end").get("sequence").asInt();

        assertThat(disposition(answer)).isEqualTo("ledger-%d.json".formatted(last));
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(ledger.get("entries")).hasSize(last);
        var verification = json.readTree(get("auditor", "/api/ledger/verification").body());
        assertThat(verification.get("entries").asInt()).isGreaterThanOrEqualTo(last);
        assertThat(verify(answer.body())).isEqualTo("0: All %d entries are as they were written.".formatted(last));
        assertThat(verify(answer.body().replaceFirst("I certify|HYPERLINK", "I deny"))).startsWith("1: Entry ").endsWith(" was changed.");
    }

    @Test
    void theSameLedgerIsTheSameFile() throws IOException {
        var first = get("auditor", "/api/ledger.json");
        assertThat(get("admin", "/api/ledger.json").body()).isEqualTo(first.body());
    }

    @Test
    void anExtractHoldsTheEntriesOfOneOrderAndSaysThatItCannotBeVerified() throws IOException {
        fixture.order();
        var answer = get("order.office", "/api/ledger.json?order=" + order.id());
        var ledger = json.readTree(answer.body());

        assertThat(disposition(answer)).startsWith(order.id() + "-ledger-");
        assertThat(ledger.get("extract").asText()).isEqualTo(order.id());
        assertThat(ledger.get("entries")).isNotEmpty().allSatisfy(entry -> assertThat(entry.get("order").asText()).isEqualTo(order.id()));
        assertThat(StreamSupport.stream(ledger.get("entries").spliterator(), false).map(entry -> entry.get("kind").asText()))
            .contains("obligation-registered", "evidence-added", "clause-certified");
        assertThat(verify(answer.body())).startsWith("2: ");

        var rows = csv(get("order.office", "/api/ledger.csv?order=" + order.id()));
        assertThat(rows).extracting(row -> row.get("Hash")).isEqualTo(texts(ledger.get("entries"), "hash"));
    }

    @Test
    void theLedgerAsATableHasEveryEntryAndNoFormula() throws IOException {
        var answer = get("auditor", "/api/ledger.csv");
        var rows = csv(answer);

        assertThat(disposition(answer)).matches("ledger-\\d+\\.csv");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
        assertThat(rows).extracting(row -> Integer.parseInt(row.get("Entry"))).startsWith(1, 2, 3).isSorted().doesNotHaveDuplicates();
        assertThat(rows.get(0).get("Time (UTC)")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
        assertThat(rows.get(rows.size() - 1).get("Hash of the entry before")).isEqualTo(rows.get(rows.size() - 2).get("Hash"));
        assertThat(rows).flatExtracting(CSVRecord::toList).noneMatch(cell -> cell.matches("(?s)[=+@-].*"));
    }

    @Test
    void obligationsAreWhatTheNeighbouringAddressShows() throws IOException {
        var answer = get("cisa.staff", orders("obligations.json"));
        assertThat(disposition(answer)).isEqualTo(order.id() + "-obligations.json");
        assertThat(json.readTree(answer.body())).isEqualTo(json.readTree(get("cisa.staff", orders("obligations")).body()));

        var table = get("cisa.staff", orders("obligations.csv"));
        assertThat(disposition(table)).isEqualTo(order.id() + "-obligations.csv");
        var rows = csv(table);
        assertThat(rows).extracting(row -> row.get("Clause")).containsExactly("F-01", "F-02", "F-03", "F-04", "F-05", "F-08");
        assertThat(rows.get(0).toMap()).containsEntry("Deadline", "2026-07-02T23:59:59-04:00").containsEntry("Status", "met late (1 day)")
            .containsEntry("Days late", "1").containsEntry("Outcome", "satisfied late").containsEntry("Continuous", "no")
            .containsEntry("Certified by", "dhs.certifier").containsEntry("Certified", "2026-07-06T11:00:00-04:00")
            .containsEntry("Statement", "'=HYPERLINK(\"http://evil.example\")").containsEntry("Items of evidence", "1");
        assertThat(rows.get(1).toMap()).containsEntry("Certified", "").containsEntry("Days late", "");
        assertThat(Http.basic(port, "opm.staff").get(orders("obligations.csv")).statusCode()).isEqualTo(403);
        assertThat(Http.basic(port, "opm.staff").get(orders("obligations.json")).statusCode()).isEqualTo(403);
        assertThat(Http.basic(port, "auditor").get("/api/orders/eo-0/obligations.csv").statusCode()).isEqualTo(404);
    }

    @Test
    void theIndexOfEvidenceHoldsWhatTheCallerMayRead() throws IOException {
        add("cisa.staff", "fences", "F-04", null, new File("plan.txt", "The plan.".getBytes(), Label.unclassified("document", "=1+1")));
        add("gsa.staff", "gates", "F-06", null, new File("gate.txt", "The gate.".getBytes(), Label.unclassified("document", "Gates")));
        add("gsa.staff", "gates", "F-06", "omb", new Pointer("R-7", "Registry", "Vault", "report"));

        assertThat(index("auditor")).extracting(item -> item.get("clause").asText()).containsExactly("F-01", "F-04", "F-06", "F-06");
        assertThat(index("cisa.staff")).as("carries the directive out").extracting(item -> item.get("clause").asText()).containsExactly("F-01", "F-04");
        assertThat(index("omb.staff")).as("consulted only, but this is of its own implementation").singleElement()
            .satisfies(item -> assertThat(item.get("title").asText()).isEqualTo("R-7, Registry, Vault"));
        assertThat(index("opm.staff")).isEmpty();
        assertThat(Http.basic(port, "designer").get(orders("evidence.json")).statusCode()).isEqualTo(403);
        assertThat(Http.basic(port, "designer").get(orders("evidence.csv")).statusCode()).isEqualTo(403);
        assertThat(Http.basic(port, "auditor").get("/api/orders/eo-0/evidence.csv").statusCode()).isEqualTo(404);

        var plan = index("cisa.staff").get(1);
        assertThat(plan.get("title").asText()).isEqualTo("plan.txt");
        assertThat(plan.get("sha256").asText()).isEqualTo(evidence.ofClause(order.id(), "F-04").get(0).sha256());
        assertThat(get("cisa.staff", plan.get("download").asText()).body()).isEqualTo("The plan.");

        var table = get("auditor", orders("evidence.csv"));
        assertThat(disposition(table)).isEqualTo(order.id() + "-evidence.csv");
        var rows = csv(table);
        assertThat(rows).extracting(row -> row.get("SHA-256")).isEqualTo(texts(index("auditor"), "sha256"));
        assertThat(rows.get(1).toMap()).containsEntry("Description", "'=1+1").containsEntry("Added", "2026-07-06T11:00:01-04:00")
            .containsEntry("Size (bytes)", "9").containsEntry("Marking", "UNCLASSIFIED").containsEntry("Added by", "cisa.staff");
        assertThat(rows.get(3).toMap()).containsEntry("Download", "").containsEntry("Agency", "omb").containsEntry("Form", "pointer");
    }

    @Test
    void anItemOfATaskIsInTheIndexOfThoseWhoMayReadTheTaskAsLongAsItIsOpen() throws IOException {
        var task = tasks.newTask();
        tasks.saveTask(task);
        tasks.addCandidateGroup(task.getId(), "opm-staff");
        fixture.people.as("gsa.staff", () -> evidence.add(new EvidencePlace(order.id(), "gates", "F-06", null, order.id() + "/gates", null, null, task.getId()),
            new File("view.txt", "The view.".getBytes(), Label.unclassified("document", "What is asked of OPM"))));

        assertThat(index("opm.staff")).singleElement().satisfies(item ->
            assertThat(get("opm.staff", item.get("download").asText()).body()).isEqualTo("The view."));
        assertThat(csv(get("opm.staff", orders("evidence.csv")))).hasSize(1);
        assertThat(index("usda.staff")).as("may not read the task").isEmpty();
        var download = index("opm.staff").get(0).get("download").asText();
        tasks.deleteTask(task.getId(), true);
        assertThat(index("opm.staff")).isEmpty();
        assertThat(Http.basic(port, "opm.staff").get(download).statusCode()).isEqualTo(403);
    }

    @Test
    void whoAddedAnItemFindsItInTheIndexWhoeverElseMayReadIt() throws IOException {
        fixture.people.as("opm.staff", () -> evidence.add(new EvidencePlace(order.id(), "gates", "F-06", null, order.id() + "/gates", null, null, null),
            new Pointer("R-8", "Registry", "Vault", "report")));

        assertThat(index("opm.staff")).singleElement().satisfies(item -> assertThat(item.get("addedBy").asText()).isEqualTo("opm.staff"));
        assertThat(index("cisa.staff")).noneMatch(item -> item.get("addedBy").asText().equals("opm.staff"));
    }

    private void add(String account, String directive, String clause, String agency, NewEvidence item) {
        ClockUtil.setCurrentTime(Date.from(ClockUtil.getCurrentTime().toInstant().plusSeconds(1)));
        fixture.people.as(account, () -> evidence.add(new EvidencePlace(order.id(), directive, clause, agency, order.id() + "/" + directive, null,
            null, null), item));
    }

    private JsonNode index(String account) throws IOException {
        return json.readTree(get(account, orders("evidence.json")).body());
    }

    private String orders(String file) {
        return "/api/orders/" + order.id() + "/" + file;
    }

    private HttpResponse<String> get(String account, String path) {
        var answer = Http.basic(port, account).get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private static String disposition(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Disposition").orElseThrow().replaceAll("^attachment;.*filename=\"?(?:=\\?UTF-8\\?Q\\?)?([^\";?]+).*$", "$1");
    }

    private static List<CSVRecord> csv(HttpResponse<String> answer) throws IOException {
        assertThat(answer.body()).startsWith("\uFEFF").endsWith("\r\n");
        return CSVParser.parse(answer.body().substring(1), CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get()).getRecords();
    }

    private static List<String> texts(JsonNode list, String field) {
        return StreamSupport.stream(list.spliterator(), false).map(item -> item.get(field).asText()).toList();
    }

    /** The exit code and the first line that is said. */
    private String verify(String exported) throws IOException {
        var said = new ByteArrayOutputStream();
        var print = new PrintStream(said, true, StandardCharsets.UTF_8);
        int code = VerifyLedger.run(List.of(Files.writeString(folder.resolve("ledger.json"), exported).toString()), InputStream.nullInputStream(), print, print);
        return code + ": " + said.toString(StandardCharsets.UTF_8).lines().findFirst().orElse("");
    }
}
