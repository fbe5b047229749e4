package org.eoworkflow.directive.readiness;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.eoworkflow.directive.Fields;
import org.eoworkflow.directive.Json;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.platform.Documents;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.platform.Sha256;
import org.eoworkflow.platform.WashingtonTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Records of readiness: the end of an organization's own checklist, as page and as PDF, for its own use. A record closes the advice it
 * follows; no certifier of an agency does, and the ledger tells that there is a record but not what it says.
 */
@Component("readinessRecords")
public class ReadinessRecords {

    private final JdbcClient jdbc;
    private final Documents documents;
    private final Catalogue catalogue;
    private final Ledger ledger;
    private final Clock clock;

    ReadinessRecords(JdbcClient jdbc, Documents documents, Catalogue catalogue, Ledger ledger, Clock clock) {
        this.jdbc = jdbc;
        this.documents = documents;
        this.catalogue = catalogue;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** A record without its content. */
    record Kept(UUID id, String order, String directive, String organization, String title, String htmlSha256, String pdfSha256, Instant madeAt) {
    }

    /**
     * Makes the record of a checklist and closes the advice with it.
     *
     * @param kind {@code developer}, {@code operator} or {@code company}
     */
    public void keep(DelegateExecution execution, String kind) {
        String orderId = (String) execution.getVariable("order");
        String directive = (String) execution.getVariable("directive");
        String organization = (String) execution.getVariable("lead");
        var order = catalogue.order(orderId);
        Instant now = clock.instant();
        var values = new HashMap<String, Object>();
        values.put("office", catalogue.agency(organization).name());
        values.put("department", "");
        values.put("title", order.directive(directive).name());
        values.put("order", "%s, %s".formatted(order.number(), order.title()));
        values.put("made", WashingtonTime.text(now));
        values.put("parts", RecordParts.of(kind, new Fields(execution)));
        values.put("advice", order.directive(directive).clauses().stream().map(order::clause).map(clause -> clause.id() + ": " + clause.summary()).toList());
        String html = documents.html("readiness-record", values);
        byte[] pdf = documents.pdf(html);
        var kept = new Kept(UUID.randomUUID(), orderId, directive, organization, order.directive(directive).name(),
            Sha256.hex(html.getBytes(StandardCharsets.UTF_8)), Sha256.hex(pdf), now);
        jdbc.sql("insert into eo.readiness_record values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .params(kept.id(), orderId, directive, organization, execution.getProcessInstanceId(), kept.title(), html, pdf, kept.htmlSha256(),
                kept.pdfSha256(), OffsetDateTime.ofInstant(now, ZoneOffset.UTC)).update();
        execution.setVariable("readinessRecord", kept.id().toString());
        for (String clause : order.directive(directive).clauses()) {
            Entry entry = Entry.of(EntryKind.ADVICE_RECORDED, execution, Json.row("directive", directive, "record", kept.id().toString(),
                "htmlSha256", kept.htmlSha256(), "pdfSha256", kept.pdfSha256()));
            ledger.append(new Entry(entry.kind(), entry.order(), clause, entry.businessKey(), entry.processInstance(), entry.activity(), entry.payload()));
        }
    }

    /** The records of an organization, newest first. */
    List<Kept> of(String organization) {
        return jdbc.sql("select * from eo.readiness_record where organization = ? order by made_at desc, id").param(organization)
            .query(ReadinessRecords::read).list();
    }

    Kept find(UUID id) {
        return jdbc.sql("select * from eo.readiness_record where id = ?").param(id).query(ReadinessRecords::read).optional()
            .orElseThrow(() -> Refusal.unknown("id", "There is no such record."));
    }

    String html(UUID id) {
        return jdbc.sql("select html from eo.readiness_record where id = ?").param(id).query(String.class).single();
    }

    byte[] pdf(UUID id) {
        return jdbc.sql("select pdf from eo.readiness_record where id = ?").param(id).query(byte[].class).single();
    }

    private static Kept read(ResultSet row, int number) throws SQLException {
        return new Kept(row.getObject("id", UUID.class), row.getString("order_id"), row.getString("directive"), row.getString("organization"),
            row.getString("title"), row.getString("html_sha256"), row.getString("pdf_sha256"), row.getObject("made_at", OffsetDateTime.class).toInstant());
    }
}
