package org.eoworkflow.obligation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.order.ExecutiveOrder;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.Http;
import org.eoworkflow.support.OrderFixture;
import org.eoworkflow.support.OrderFixture.Work;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The ledger as assessment results, held against the schema that NIST published. */
@EngineTest
class OscalResultsTest {

    private static final Schema PUBLISHED = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
        .getSchema(OscalResultsTest.class.getResourceAsStream("/oscal/oscal_complete_schema.json"));

    @Autowired CertificationFixture fixture;
    @Autowired OrderFixture invented;
    @Autowired Ledger ledger;
    @Autowired ObjectMapper json;
    @LocalServerPort int port;

    private ExecutiveOrder order;

    @BeforeEach
    void anOrderWithClausesThatStandInEveryWay() {
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-07-06T15:00:00Z")));
        order = fixture.orderWithAClauseCertifiedLate();
        tell(EntryKind.CLAUSE_CERTIFIED, "F-02", Map.of("satisfiedAt", "2026-07-01T12:00:00Z", "daysLate", 0, "statement", "So it is."));
        tell(EntryKind.CLAUSE_CORRECTED, "F-02", Map.of("correction", "reopened"));
        tell(EntryKind.CLAUSE_NOT_APPLICABLE, "F-03", Map.of("reason", "Revoked."));
        tell(EntryKind.CLAUSE_CERTIFIED, "F-04", Map.of("satisfiedAt", "2026-07-01T12:00:00Z", "daysLate", 0));
        tell(EntryKind.CLAUSE_CORRECTED, "F-04", Map.of("correction", "date", "satisfiedAt", "2026-07-05T12:00:00Z", "daysLate", 3));
        tell(EntryKind.CLAUSE_NOT_APPLICABLE, "F-04", Map.of("reason", "Revoked."));
        tell(EntryKind.ADVICE_RECORDED, "F-07", Map.of());
        tell(EntryKind.DEADLINE_MOVED, "F-06", Map.of("deadline", "2026-09-01T03:59:59Z"));
        tell(EntryKind.NOTE, null, Map.of("text", "  A note\n\u2028with line ends and \u201cmarks\u201d <b> ` # "));
    }

    @Test
    void theLedgerOfAnOrderIsValidAndTellsEveryEntryAndEveryClause() throws IOException {
        var document = read("?order=" + order.id());
        assertThat(PUBLISHED.validate(document)).isEmpty();

        var results = document.get("assessment-results");
        assertThat(results.get("metadata").get("oscal-version").asText()).isEqualTo("1.1.3");
        var result = results.get("results").get(0);
        var extract = json.readTree(Http.basic(port, "auditor").get("/api/ledger.json?order=" + order.id()).body()).get("entries");
        assertThat(result.get("observations")).extracting(entry -> property(entry, "hash")).isNotEmpty()
            .containsExactlyElementsOf(extract.findValuesAsText("hash"));
        assertThat(result.get("observations")).extracting(entry -> entry.get("remarks").asText())
            .containsExactlyElementsOf(extract.findValuesAsText("payload"));
        var last = extract.get(extract.size() - 1);
        assertThat(results.get("metadata").get("last-modified").asText()).isEqualTo(last.get("at").asText());
        assertThat(property(result, "last-hash")).isEqualTo(last.get("hash").asText());
        assertThat(result.get("findings")).extracting(OscalResultsTest::target, finding -> finding.at("/target/status/state").asText(),
            finding -> property(finding, "state"), finding -> property(finding, "days-late")).containsExactly(
                tuple("F-01", "satisfied", "met", "1"), tuple("F-02", "not-satisfied", "open", null),
                tuple("F-03", "not-satisfied", "not-applicable", null), tuple("F-04", "satisfied", "met", "3"),
                tuple("F-05", "not-satisfied", "open", null), tuple("F-06", "not-satisfied", "open", null),
                tuple("F-07", "satisfied", "met", null), tuple("F-08", "not-satisfied", "open", null));
        assertThat(result.at("/findings/0/target/status/remarks").asText()).isEqualTo("I certify it.");
        assertThat(result.at("/findings/2/target/status/remarks").asText()).isEqualTo("Revoked.");
        assertThat(result.at("/findings/2/target/implementation-status")).isEqualTo(json.readTree("{\"state\":\"not-applicable\",\"remarks\":\"Revoked.\"}"));
        assertThat(result.get("findings")).filteredOn(finding -> finding.get("target").has("implementation-status")).hasSize(1);
        assertThat(property(result.at("/findings/5"), "deadline")).isEqualTo("2026-09-01T03:59:59Z");
        assertThat(result.at("/findings/0/description").asText()).isEqualTo("Put up fences.");
    }

    @Test
    void evidenceIsNamedWithItsHash() throws IOException {
        var items = read("?order=" + order.id()).findValues("relevant-evidence");
        assertThat(items).singleElement().satisfies(evidence -> {
            assertThat(property(evidence.get(0), "sha-256")).hasSize(64);
            assertThat(evidence.get(0).get("description").asText()).isNotEmpty();
        });
    }

    @Test
    void theWholeLedgerIsValidToo() throws IOException {
        assertThat(PUBLISHED.validate(read(""))).isEmpty();
    }

    @Test
    void whatIsInvalidWouldBeFound() throws IOException {
        var document = read("?order=" + order.id());
        ((ObjectNode) document.at("/assessment-results/results/0/observations/0")).put("uuid", "1").remove("methods");
        assertThat(PUBLISHED.validate(document)).isNotEmpty();
    }

    @Test
    void theSameEntriesAreTheSameBytesWheneverTheyAreExported() {
        var first = text("?order=" + order.id());
        ClockUtil.offset(Duration.ofDays(3).toMillis());
        fixture.order();

        assertThat(text("?order=" + order.id())).isEqualTo(first);
        tell(EntryKind.NOTE, null, Map.of("text", "One more."));
        assertThat(text("?order=" + order.id())).isNotEqualTo(first);
    }

    @Test
    void theSameEntriesAreTheSameBytesWhoeverAsksAndWhereverItRuns() {
        var paths = List.of("/api/ledger.oscal.json?order=", "/api/ledger.json?order=", "/api/ledger.csv?order=");
        var first = paths.stream().map(path -> Http.basic(port, "auditor").get(path + order.id()).body()).toList();
        var locale = Locale.getDefault();
        var zone = TimeZone.getDefault();
        var separator = System.lineSeparator();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            System.setProperty("line.separator", "\r\n");
            assertThat(String.format("%d", 7)).as("digits of this place").isNotEqualTo("7");
            assertThat(paths.stream().map(path -> Http.basic(port, "order.office").get(path + order.id()).body()).toList()).isEqualTo(first);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
            System.setProperty("line.separator", separator);
        }
    }

    /** NIST's file, as its README says it was compared. */
    @Test
    void theSchemaIsTheOneThatWasComparedWithThePublishedOne() throws Exception {
        var file = getClass().getResourceAsStream("/oscal/oscal_complete_schema.json").readAllBytes();
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file)))
            .isEqualTo("078848cb4000024a65679110f6ee2d99b300b06471a33fc536b19b670b65aa51");
        assertThat(json.readTree(file).get("$id").asText()).isEqualTo("http://csrc.nist.gov/ns/oscal/1.0/%s/oscal-complete-schema.json".formatted(OscalResults.VERSION));
        assertThat(json.readTree(file).get("definitions")).hasSize(125);
    }

    @Test
    void identifiersAreOfVersionFiveAndEachIsThereOnce() throws IOException {
        var all = read("").get("assessment-results").findValuesAsText("uuid");
        assertThat(all).allSatisfy(id -> assertThat(id).matches("[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
        assertThat(new HashSet<>(all)).hasSameSizeAs(all);
    }

    @Test
    void findingsReferToObservationsThatAreThere() throws IOException {
        var result = read("?order=" + order.id()).at("/assessment-results/results/0");
        var observations = new HashSet<String>();
        result.get("observations").forEach(entry -> observations.add(entry.get("uuid").asText()));
        assertThat(result.get("findings").findValuesAsText("observation-uuid")).hasSizeGreaterThan(8).allMatch(observations::contains);
    }

    @Test
    void anOrderThatWasNotStartedHasNoResults() {
        var answer = Http.basic(port, "auditor").get("/api/ledger.oscal.json?order=" + invented.invent(CertificationFixture.SIGNED, Work.tracked("hedges")).id());
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("yet: start it first.").contains("\"field\":\"order\"");
        assertThat(answer.headers().firstValue("Content-Disposition")).isEmpty();
    }

    private void tell(EntryKind kind, String clause, Map<String, Object> payload) {
        ledger.append(Entry.of(kind, order.id(), clause, payload));
    }

    private JsonNode read(String query) throws IOException {
        return json.readTree(text(query));
    }

    private String text(String query) {
        var answer = Http.basic(port, "auditor").get("/api/ledger.oscal.json" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow()).contains(".oscal.json");
        return answer.body();
    }

    private static String target(JsonNode finding) {
        return finding.at("/target/target-id").asText().replaceFirst(".*_", "");
    }

    private static String property(JsonNode owner, String name) {
        for (var property : owner.get("props")) {
            if (property.get("name").asText().equals(name)) {
                return property.get("value").asText();
            }
        }
        return null;
    }
}
