package org.eoworkflow.obligation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.eoworkflow.order.ExecutiveOrder;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.Http;
import org.eoworkflow.support.SampleFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@EngineTest
class EvidenceApiTest {

    private static final byte[] PDF = SampleFiles.pdf("Fences stand.");
    private static final String BOUNDARY = "----between-the-parts";

    @Autowired CertificationFixture fixture;
    @Autowired EvidenceStore evidence;
    @Autowired TaskService tasks;
    @Autowired ObjectMapper json;
    @LocalServerPort int port;

    private ExecutiveOrder order;
    private String task;

    @BeforeEach
    void aTaskThatAsksForEvidence() {
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-06-22T15:00:00Z")));
        order = fixture.order();
        fixture.start("ClauseCertification", order, "F-01");
        task = fixture.task(order, "F-01", "AssembleEvidence").getId();
    }

    @Test
    void strangersGetNothing() {
        var stranger = Http.stranger(port);
        assertThat(stranger.get(path()).statusCode()).isEqualTo(401);
        assertThat(stranger.post(path(), "{}").statusCode()).isEqualTo(401);
        assertThat(stranger.get("/api/evidence/" + added()).statusCode()).isEqualTo(401);
        assertThat(stranger.send("DELETE", "/api/evidence/" + added(), null).statusCode()).isEqualTo(401);
    }

    @Test
    void anotherAgencyIsRefused() throws IOException {
        var other = Http.basic(port, "gsa.staff");
        assertThat(other.get(path()).statusCode()).isEqualTo(403);
        assertThat(upload("gsa.staff", "plan.pdf", PDF).statusCode()).isEqualTo(403);
        assertThat(other.get("/api/evidence/" + added()).statusCode()).isEqualTo(403);
        assertThat(other.send("DELETE", "/api/evidence/" + added(), null).statusCode()).isEqualTo(403);
        assertThat(Http.basic(port, "omb.staff").get("/api/evidence/" + added()).statusCode()).as("consulted, not carrying out").isEqualTo(403);
    }

    @Test
    void whoMayReadTheTaskMayReadButOnlyItsCandidatesAdd() throws IOException {
        var id = added();
        for (var reader : new String[] {"cisa.staff", "cisa.approver", "auditor", "order.office", "admin"}) {
            assertThat(Http.basic(port, reader).get(path()).statusCode()).as(reader).isEqualTo(200);
            assertThat(Http.basic(port, reader).get("/api/evidence/" + id).statusCode()).as(reader).isEqualTo(200);
        }
        assertThat(upload("auditor", "plan.pdf", PDF)).satisfies(refused(403, null, "Auditors read everything and change nothing."));
        for (var reader : new String[] {"cisa.approver", "order.office"}) {
            assertThat(upload(reader, "plan.pdf", PDF)).as(reader).satisfies(refused(403, null,
                "Only who may work on the task 'Assemble evidence' may add evidence to it."));
        }
    }

    @Test
    void aFileIsAddedListedAndDownloadedByteForByte() throws Exception {
        var answer = upload("cisa.staff", "Plan \u2013 final \"v2\".pdf", PDF);
        assertThat(answer.statusCode()).isEqualTo(201);
        var item = json.readTree(answer.body());
        assertThat(item.get("form").asText()).isEqualTo("file");
        assertThat(item.get("title").asText()).isEqualTo("Plan \u2013 final \"v2\".pdf");
        assertThat(item.get("mediaType").asText()).isEqualTo("application/pdf");
        assertThat(item.get("size").asInt()).isEqualTo(PDF.length);
        assertThat(item.get("addedBy").asText()).isEqualTo("cisa.staff");
        assertThat(item.get("addedAt").asText()).isEqualTo("2026-06-22T15:00:00Z");
        assertThat(item.get("addedAtText").asText()).isEqualTo("Monday, June 22, 2026, 11:00 AM ET");
        assertThat(item.get("mayRemove").asBoolean()).isTrue();

        var listing = json.readTree(Http.basic(port, "cisa.staff").get(path()).body());
        assertThat(listing.get("items")).singleElement().isEqualTo(item);
        assertThat(listing.get("task").toString()).contains("\"name\":\"Assemble evidence\"", "\"clause\":\"F-01\"", "\"required\":true",
            "\"mayAdd\":true", "\"maxSizeText\":\"25 MB\"", "\"pdf\"");
        assertThat(json.readTree(Http.basic(port, "auditor").get(path()).body()).get("task").get("mayAdd").asBoolean()).isFalse();

        var file = Http.basic(port, "dhs.certifier").get(item.get("download").asText());
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Length")).hasValue(String.valueOf(PDF.length));
        assertThat(file.headers().firstValue("Content-Type")).hasValue("application/pdf");
        assertThat(file.headers().firstValue("Content-Disposition")).hasValueSatisfying(value -> assertThat(value)
            .startsWith("attachment;").contains("filename*=UTF-8''Plan%20%E2%80%93%20final%20%22v2%22.pdf"));
        assertThat(file.headers().allValues("X-Content-Type-Options")).contains("nosniff");
        assertThat(file.headers().allValues("Content-Security-Policy")).anyMatch(policy -> policy.contains("sandbox"));
        assertThat(evidence.content(java.util.UUID.fromString(item.get("id").asText()))).isEqualTo(PDF);

        assertThat(fixture.ledger(order, "evidence-added")).singleElement().satisfies(entry -> {
            assertThat(entry).containsEntry("account", "cisa.staff").containsEntry("clause_id", "F-01").containsEntry("activity", "AssembleEvidence");
            assertThat((String) entry.get("payload")).contains(item.get("sha256").asText());
        });
    }

    @Test
    void theSameContentIsOneItem() throws IOException {
        var first = upload("cisa.staff", "plan.pdf", PDF);
        var second = upload("cisa.staff", "copy.pdf", PDF);

        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(fixture.ledger(order, "evidence-added")).hasSize(1);
    }

    @Test
    void aLinkAndAPointerAreAdded() throws IOException {
        var link = post("""
            {"form":"link","url":"https://intranet.cisa.example/plan?id=1","kind":"document","description":"The plan.","marking":"CUI",
             "cuiCategory":"Information Systems Vulnerability Information"}""");
        assertThat(link.statusCode()).isEqualTo(201);
        assertThat(json.readTree(link.body()).get("cuiCategory").asText()).isEqualTo("Information Systems Vulnerability Information");
        var pointer = post("""
            {"form":"pointer","registryNumber":"R-17/2026","custodianOffice":"Registry of CISA","systemName":"HSDN","kind":"report"}""");
        assertThat(pointer.statusCode()).isEqualTo(201);
        var item = json.readTree(pointer.body());
        assertThat(item.get("title").asText()).isEqualTo("R-17/2026, Registry of CISA, HSDN");
        assertThat(item.get("marking").asText()).isEqualTo("POINTER");
        assertThat(item.has("download")).isFalse();
        assertThat(Http.basic(port, "cisa.staff").get("/api/evidence/" + item.get("id").asText())).satisfies(refused(404, "id", "There is no such file of evidence."));
    }

    @Test
    void anEmptyFileIsRefused() throws IOException {
        assertThat(upload("cisa.staff", "plan.pdf", new byte[0])).satisfies(refused(400, "file",
            "The file 'plan.pdf' is empty. Choose the right file."));
        nothingWasKept();
    }

    @ParameterizedTest
    @ValueSource(ints = {25 * 1024 * 1024 + 1, 40 * 1024 * 1024})
    void aFileAboveTheLimitIsRefused(int size) throws IOException {
        var large = new byte[size];
        System.arraycopy(PDF, 0, large, 0, PDF.length);
        assertThat(upload("cisa.staff", "plan.pdf", large)).satisfies(refused(413, "file",
            "The file is too large. At most 25 MB are taken; make it smaller, or add a link or a pointer instead."));
        nothingWasKept();
    }

    @Test
    void aFileOfExactlyTheLimitIsTaken() throws IOException {
        var large = new byte[25 * 1024 * 1024];
        System.arraycopy(PDF, 0, large, 0, PDF.length);
        assertThat(upload("cisa.staff", "plan.pdf", large).statusCode()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({"../../etc/passwd.txt", "folder/plan.pdf", "folder\\plan.pdf", "C:plan.pdf", ".."})
    void aNameWithAPathIsRefused(String name) throws IOException {
        assertThat(upload("cisa.staff", name, PDF)).satisfies(refused(400, "file",
            "The file's name contains a path. Give the name alone, such as report.pdf."));
        nothingWasKept();
    }

    @Test
    void aFileWithoutANameIsRefused() throws IOException {
        assertThat(upload("cisa.staff", " ", PDF)).satisfies(refused(400, "file", "The file has no name. Give it one, such as report.pdf."));
    }

    @Test
    void aNameThatTurnsRoundWhatPeopleReadIsRefused() throws IOException {
        assertThat(upload("cisa.staff", "plan\u202efdp.exe.pdf", PDF)).satisfies(refused(400, "file",
            "The file's name contains control characters. Rename the file."));
        assertThat(upload("cisa.staff", "p".repeat(200) + ".pdf", PDF)).satisfies(refused(400, "file",
            "The file's name is longer than 200 characters. Rename the file."));
        nothingWasKept();
    }

    @Test
    void aForbiddenTypeIsRefusedByItsContentWhateverItsName() throws IOException {
        assertThat(upload("cisa.staff", "plan.pdf", "MZ\u0090\u0000\u0003".getBytes(StandardCharsets.ISO_8859_1))).satisfies(refused(415, "file", "The file 'plan.pdf' is of a type that is not taken"));
        assertThat(upload("cisa.staff", "plan.txt", "<!DOCTYPE html><html><script>alert(1)</script></html>".getBytes()))
            .satisfies(refused(415, "file", "(text/html by its content). Taken are: pdf, docx, xlsx, pptx, odt, png, jpeg, txt, csv, json, xml, eml."));
        assertThat(upload("cisa.staff", "run.sh", "#!/bin/sh\nrm -rf x\n".getBytes())).satisfies(refused(415, "file", "not taken"));
        assertThat(upload("cisa.staff", "notes.bat", "echo on\n".getBytes())).satisfies(refused(415, "file",
            "is a txt file by its content, but its name says otherwise. Give it the extension .txt."));
        assertThat(upload("cisa.staff", "plan.docx", zip("a.txt"))).satisfies(refused(415, "file", "application/zip by its content"));
        var archive = SampleFiles.packed("run.exe", "MZ".getBytes());
        for (var name : List.of("plan.png", "plan.pdf", "plan.txt", "plan.docx")) {
            var before = name.endsWith("png") ? SampleFiles.picture("png") : name.endsWith("pdf") ? PDF : name.endsWith("txt") ? "The fence stands.\n".repeat(5000).getBytes()
                : SampleFiles.docx("", "", "Fences stand.");
            assertThat(upload("cisa.staff", name, SampleFiles.joined(before, archive))).as(name).satisfies(refused(415, "file", "an archive behind other content"));
        }
        assertThat(upload("cisa.staff", "plan.docx", zip("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")))
            .satisfies(refused(415, "file", "an Office document with macros"));
        assertThat(upload("cisa.staff", "plan.xlsx", zip("[Content_Types].xml", "word/document.xml"))).satisfies(refused(415, "file",
            "The file 'plan.xlsx' is a docx file by its content, but its name says otherwise. Give it the extension .docx."));
        nothingWasKept();
    }

    @ParameterizedTest
    @CsvSource({"plan.json, The fence stands.", "plan.json, '{\"fence\": north}'", "plan.json, '[1'", "plan.xml, The fence stands.", "plan.xml, '<fence>'", "plan.eml, The fence stands.",
        "plan.eml, 'Fence: north'"})
    void textThatIsNotWhatItsNameSaysIsRefused(String name, String content) throws IOException {
        assertThat(upload("cisa.staff", name, content.getBytes())).satisfies(refused(415, "file",
            "The file '%s' is a txt file by its content, but its name says otherwise. Give it the extension .txt.".formatted(name)));
        nothingWasKept();
    }

    @Test
    void everyTypeOfTheListIsTaken() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("a.pdf", PDF);
        files.put("a.docx", SampleFiles.docx("Fences", "fence", "Fences stand."));
        files.put("a.xlsx", SampleFiles.xlsx("Fences stand."));
        files.put("a.pptx", SampleFiles.pptx("Fences stand."));
        files.put("a.odt", SampleFiles.odt("Fences stand."));
        files.put("a.png", "\u0089PNG\r\n\u001a\n\u0000\u0000\u0000\rIHDR".getBytes(StandardCharsets.ISO_8859_1));
        files.put("a.jpg", "\u00ff\u00d8\u00ff\u00e0\u0000\u0010JFIF".getBytes(StandardCharsets.ISO_8859_1));
        files.put("a.txt", "Fences stand.\n".getBytes());
        files.put("a.csv", "fence,height\nnorth,2\n".getBytes());
        files.put("a.json", "{\"fence\": \"north\"}".getBytes());
        files.put("a.xml", "<?xml version=\"1.0\"?><fence/>".getBytes());
        files.put("a.eml", "Received: from x\r\nFrom: a@b.example\r\nSubject: Fence\r\n\r\nStands.\r\n".getBytes());
        for (var file : files.entrySet()) {
            assertThat(upload("cisa.staff", file.getKey(), file.getValue()).statusCode()).as(file.getKey()).isEqualTo(201);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"form\":\"link\",\"url\":\"javascript:alert(1)\"|url|must begin with https:// or http://",
        "\"form\":\"link\",\"url\":\"https://user:pass@a.example\"|url|carry no name or password",
        "\"form\":\"link\",\"url\":\"https:// a b\"|url|must begin with https:// or http://",
        "\"form\":\"link\",\"url\":\"\"|url|Give the link's address.",
        "\"form\":\"pointer\",\"registryNumber\":\"R\\u00071\",\"custodianOffice\":\"O\",\"systemName\":\"S\"|registryNumber|contains control characters",
        "\"form\":\"pointer\",\"registryNumber\":\"R-1\",\"custodianOffice\":\"\",\"systemName\":\"S\"|custodianOffice|A pointer needs a custodian office.",
        "\"form\":\"pointer\",\"custodianOffice\":\"O\",\"systemName\":\"S\"|registryNumber|A pointer needs a registry number.",
        "\"form\":\"pointer\",\"registryNumber\":\"R-1\",\"custodianOffice\":\"O\"|systemName|A pointer needs a system name.",
        "\"form\":\"file\"|form|Files are sent as multipart/form-data."})
    void aBadLinkOrPointerIsRefusedByItsField(String fields, String field, String message) {
        assertThat(post("{%s,\"kind\":\"document\"%s}".formatted(fields, fields.contains("pointer") ? "" : ",\"description\":\"x\",\"marking\":\"UNCLASSIFIED\"")))
            .satisfies(refused(400, field, message));
        nothingWasKept();
    }

    @Test
    void aPointerCarriesNothingElse() {
        assertThat(post("""
            {"form":"pointer","registryNumber":"R-1","custodianOffice":"O","systemName":"S","kind":"report","description":"What it says"}"""))
            .satisfies(refused(400, "description", "nothing else"));
    }

    @ParameterizedTest
    @CsvSource({"kind, , Choose what kind of evidence it is: document", "kind, spell, Choose what kind", "description, ' ', Say in a sentence what the item shows.",
        "marking, SECRET, Of classified material give a pointer.", "marking, POINTER, 'registry number, custodian office and system name'",
        "cuiCategory, Privacy, Only CUI has a category."})
    void aFileWithAWrongFieldIsRefusedByItsName(String field, String value, String message) throws IOException {
        var fields = fields();
        fields.put(field, value);
        fields.values().removeIf(text -> text == null);
        assertThat(send("cisa.staff", "plan.pdf", PDF, fields)).satisfies(refused(400, field, message));
        nothingWasKept();
    }

    @Test
    void overlongFieldsAreRefusedByTheirName() throws IOException {
        for (var field : Map.of("description", 4000, "cuiCategory", 200).entrySet()) {
            var fields = fields();
            fields.put("marking", "CUI");
            fields.put("cuiCategory", "Privacy");
            fields.put(field.getKey(), "x".repeat(field.getValue() + 1));
            assertThat(send("cisa.staff", "plan.pdf", PDF, fields)).satisfies(refused(400, field.getKey(),
                "is longer than %d characters. Shorten it.".formatted(field.getValue())));
        }
        var cui = fields();
        cui.put("marking", "CUI");
        assertThat(send("cisa.staff", "plan.pdf", PDF, cui)).satisfies(refused(400, "cuiCategory", "Name the category of CUI"));
        assertThat(post("{\"form\":\"link\",\"url\":\"https://a.example/%s\",\"kind\":\"document\",\"description\":\"x\",\"marking\":\"UNCLASSIFIED\"}"
            .formatted("a".repeat(2000)))).satisfies(refused(400, "url", "longer than 2000 characters"));
        assertThat(post("{\"form\":\"pointer\",\"registryNumber\":\"%s\",\"custodianOffice\":\"O\",\"systemName\":\"S\",\"kind\":\"report\"}"
            .formatted("a".repeat(201)))).satisfies(refused(400, "registryNumber", "longer than 200 characters"));
        nothingWasKept();
    }

    @Test
    void aFormWithoutAFileOrWithTwoIsRefused() throws IOException {
        var none = new ByteArrayOutputStream();
        none.write("--%s\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\ndocument\r\n--%s--\r\n".formatted(BOUNDARY, BOUNDARY).getBytes());
        assertThat(multipart("cisa.staff", none.toByteArray())).satisfies(refused(400, "file", "Choose a file."));
        var two = new ByteArrayOutputStream();
        two.write(part("a.pdf", PDF));
        two.write(part("b.pdf", PDF));
        two.write("--%s--\r\n".formatted(BOUNDARY).getBytes());
        assertThat(multipart("cisa.staff", two.toByteArray())).satisfies(refused(400, "file", "Add one file at a time."));
    }

    @Test
    void aFileThatCannotBeReadIsRefusedBecauseItCannotBeChecked() throws IOException {
        assertThat(upload("cisa.staff", "plan.pdf", SampleFiles.pdfWith(null, "password", "Fences stand."))).satisfies(refused(415, "file",
            "The file is protected by a password, so it cannot be checked for classified content; nothing was stored. Add a copy that can be read, or a pointer."));
        assertThat(upload("cisa.staff", "plan.docx", zip("[Content_Types].xml", "word/document.xml"))).satisfies(refused(415, "file", "cannot be checked"));
        nothingWasKept();
    }

    @Test
    void whatLooksClassifiedIsRefusedByPlaceAndRule() throws IOException {
        assertThat(upload("cisa.staff", "plan.docx", SampleFiles.docx("SECRET//NOFORN", "", "Fences stand."))).satisfies(refused(400, "file",
            "The file carries what looks like a marking of classified content (rule 'classification banner'): nothing was stored"));
        assertThat(upload("cisa.staff", "(S) Plan.pdf", PDF)).satisfies(refused(400, "file", "rule 'portion mark'"));
        var fields = fields();
        fields.put("description", "(S) The fence is high.");
        assertThat(send("cisa.staff", "plan.pdf", PDF, fields)).satisfies(refused(400, "description", "give a pointer here"));
        assertThat(post("""
            {"form":"pointer","registryNumber":"R-1 (S//NF)","custodianOffice":"O","systemName":"S","kind":"report"}"""))
            .satisfies(refused(400, "registryNumber", "rule 'portion mark'"));
        assertThat(post("""
            {"form":"link","url":"https://a.example/plan","description":"SECRET//REL TO USA","kind":"report","marking":"UNCLASSIFIED"}"""))
            .satisfies(refused(400, "description", "rule 'classification banner'"));
        for (var name : List.of("plan.zip", "plan.pdf", "plan.exe")) {
            assertThat(upload("cisa.staff", name, SampleFiles.packed("a/plan.docx", SampleFiles.docx("SECRET//NOFORN", "", "Fences stand.")))).as("a type that is not taken")
                .satisfies(refused(400, "file", "rule 'classification banner'"));
        }
        nothingWasKept();
    }

    @Test
    void whatIsNotThereIsNotFound() {
        var staff = Http.basic(port, "cisa.staff");
        assertThat(staff.get("/api/tasks/no-such-task/evidence")).satisfies(refused(404, "taskId", "There is no such open task."));
        assertThat(staff.get("/api/evidence/00000000-0000-0000-0000-000000000000")).satisfies(refused(404, "id", "There is no such item of evidence."));
        assertThat(staff.send("DELETE", "/api/evidence/00000000-0000-0000-0000-000000000000", null)).satisfies(refused(404, "id", "no such item"));
        assertThat(staff.get("/api/evidence/1").statusCode()).isEqualTo(400);
    }

    @Test
    void onlyWhoAddedAnItemMayRemoveItAndNotAfterTheClauseIsCertified() {
        var id = added();
        assertThat(Http.basic(port, "admin").send("DELETE", "/api/evidence/" + id, null)).satisfies(refused(403, null, "Only the account that added"));
        assertThat(Http.basic(port, "cisa.staff").send("DELETE", "/api/evidence/" + id, null).statusCode()).isEqualTo(204);
        assertThat(evidence.find(id)).isEmpty();
        assertThat(fixture.ledger(order, "evidence-removed")).singleElement()
            .satisfies(entry -> assertThat(entry).containsEntry("account", "cisa.staff"));

        fixture.assemble(order, "F-01", "2026-06-20");
        fixture.accept(order, "F-01");
        fixture.certify(order, "F-01");
        var kept = evidence.ofClause(order.id(), "F-01").get(0).id();
        assertThat(Http.basic(port, "cisa.staff").send("DELETE", "/api/evidence/" + kept, null)).satisfies(refused(409, null,
            "Clause F-01 is certified, so its evidence can no longer be removed."));
        assertThat(evidence.find(kept)).isPresent();
    }

    @Test
    void withoutAClauseAnItemIsRemovableWhileItsTaskIsOpen() throws IOException {
        var place = new EvidencePlace(order.id(), "fences", null, "gsa", order.id() + "/fences/x-gsa", null, "AssembleEvidence", task);
        var item = fixture.people.as("cisa.staff", () -> evidence.add(place, new NewEvidence.Link("https://a.example",
            NewEvidence.Label.unclassified("other", "x"))));
        assertThat(evidence.removable(item, "cisa.approver")).isFalse();
        assertThat(Http.basic(port, "gsa.staff").get("/api/evidence/" + item.id())).as("the agency's own").satisfies(refused(404, "id", "no such file"));
        var gone = new EvidencePlace(order.id(), "fences", null, null, order.id() + "/fences", null, "AssembleEvidence", "completed");
        var old = fixture.people.as("cisa.staff", () -> evidence.add(gone, new NewEvidence.Link("https://a.example",
            NewEvidence.Label.unclassified("other", "x"))));

        assertThat(Http.basic(port, "cisa.staff").send("DELETE", "/api/evidence/" + item.id(), null).statusCode()).isEqualTo(204);
        assertThat(Http.basic(port, "cisa.staff").send("DELETE", "/api/evidence/" + old.id(), null)).satisfies(refused(409, null,
            "The task at which this item was added is completed"));
        assertThat(evidence.count(gone)).isEqualTo(1);
        assertThat(evidence.under(gone.businessKey())).extracting(Evidence::id).contains(old.id());
    }

    private String path() {
        return "/api/tasks/" + task + "/evidence";
    }

    private java.util.UUID added() {
        fixture.certifications.addEvidence("cisa.staff", tasks.createTaskQuery().taskId(task).singleResult());
        return evidence.ofClause(order.id(), "F-01").get(0).id();
    }

    private void nothingWasKept() {
        assertThat(evidence.ofClause(order.id(), "F-01")).isEmpty();
        assertThat(fixture.ledger(order, "evidence-added")).isEmpty();
    }

    private java.util.function.Consumer<HttpResponse<String>> refused(int status, String field, String message) {
        return answer -> {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
            JsonNode problem;
            try {
                problem = json.readTree(answer.body());
            } catch (IOException e) {
                throw new AssertionError(answer.body(), e);
            }
            assertThat(problem.get("message").asText()).contains(message);
            assertThat(problem.path("field").asText(null)).isEqualTo(field);
        };
    }

    private HttpResponse<String> post(String body) {
        return Http.basic(port, "cisa.staff").post(path(), body);
    }

    private static Map<String, String> fields() {
        return new LinkedHashMap<>(Map.of("kind", "document", "description", "The plan of the fences.", "marking", "UNCLASSIFIED"));
    }

    private HttpResponse<String> upload(String account, String name, byte[] content) throws IOException {
        return send(account, name, content, fields());
    }

    private HttpResponse<String> send(String account, String name, byte[] content, Map<String, String> fields) throws IOException {
        var body = new ByteArrayOutputStream();
        for (var field : fields.entrySet()) {
            body.write("--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n".formatted(BOUNDARY, field.getKey(), field.getValue())
                .getBytes(StandardCharsets.UTF_8));
        }
        body.write(part(name, content));
        body.write("--%s--\r\n".formatted(BOUNDARY).getBytes());
        return multipart(account, body.toByteArray());
    }

    private static byte[] part(String name, byte[] content) throws IOException {
        var part = new ByteArrayOutputStream();
        part.write("--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\nContent-Type: application/octet-stream\r\n\r\n"
            .formatted(BOUNDARY, name.replace("\\", "\\\\").replace("\"", "\\\"")).getBytes(StandardCharsets.UTF_8));
        part.write(content);
        part.write("\r\n".getBytes());
        return part.toByteArray();
    }

    private HttpResponse<String> multipart(String account, byte[] body) {
        var http = Http.basic(port, account);
        return http.send(http.request(path()).header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(BodyPublishers.ofByteArray(body)));
    }

    private static byte[] zip(String... names) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write("<x/>".getBytes());
            }
        }
        return bytes.toByteArray();
    }
}
