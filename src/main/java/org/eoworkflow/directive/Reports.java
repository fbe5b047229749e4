package org.eoworkflow.directive;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.notification.Mail.Attachment;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.platform.Documents;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.platform.Sha256;
import org.eoworkflow.platform.WashingtonTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reports of an order: made as HTML and PDF, kept as they were issued, entered into the ledger with their hashes, and mailed. */
@Component
class Reports {

    private static final String CLOSING = "closing";

    private final JdbcClient jdbc;
    private final Documents documents;
    private final Ledger ledger;
    private final Catalogue catalogue;
    private final OrderMails mails;
    private final Clock clock;

    Reports(JdbcClient jdbc, Documents documents, Ledger ledger, Catalogue catalogue, OrderMails mails, Clock clock) {
        this.jdbc = jdbc;
        this.documents = documents;
        this.ledger = ledger;
        this.catalogue = catalogue;
        this.mails = mails;
        this.clock = clock;
    }

    /**
     * A report that was issued, without its content.
     *
     * @param kind {@code weekly} or {@code closing}
     * @param ledgerSequence the last entry of the ledger when the report was made
     */
    record Report(UUID id, String order, String kind, String title, Instant issuedAt, String htmlSha256, String pdfSha256,
                  long ledgerSequence, String ledgerHash) {

        /** {@code eo-14409-weekly-2026-06-10.pdf}. */
        String fileName(String extension) {
            return "%s-%s-%s.%s".formatted(order, kind, WashingtonTime.day(issuedAt), extension);
        }
    }

    /** Makes, keeps, records and mails a report. */
    Report issue(DelegateExecution execution, String kind, String title, Map<String, ?> values) {
        var order = (String) execution.getVariable("order");
        var head = ledger.head();
        var now = clock.instant();
        var superseded = kind.equals(CLOSING) ? closing(order).stream().findFirst() : Optional.<Report>empty();
        var page = page(order, title, head, now, values);
        page.put("superseded", superseded.map(Reports::named).orElse(""));
        var html = documents.html("report/" + kind, page);
        var pdf = documents.pdf(html);
        var report = new Report(UUID.randomUUID(), order, kind, title, now, Sha256.hex(html.getBytes(StandardCharsets.UTF_8)), Sha256.hex(pdf),
            head.sequence(), head.hash());
        jdbc.sql("insert into eo.report values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .params(report.id(), order, kind, title, execution.getProcessInstanceId(), OffsetDateTime.ofInstant(now, ZoneOffset.UTC), html,
                pdf, report.htmlSha256(), report.pdfSha256(), head.sequence(), head.hash()).update();
        var payload = new LinkedHashMap<String, Object>();
        payload.put("report", report.id().toString());
        payload.put("kind", kind);
        payload.put("title", title);
        payload.put("htmlSha256", report.htmlSha256());
        payload.put("pdfSha256", report.pdfSha256());
        payload.put("ledgerSequence", head.sequence());
        payload.put("ledgerHash", head.hash());
        superseded.ifPresent(earlier -> payload.put("supersedes", earlier.id().toString()));
        ledger.append(Entry.of(EntryKind.REPORT_ISSUED, execution, payload));
        mails.send("report/" + report.id(), order, mails.started(order), kind + "-report", title, page,
            List.of(new Attachment(report.fileName("pdf"), "application/pdf", pdf)));
        return report;
    }

    private static String named(Report report) {
        return "%s of %s, report %s".formatted(report.title(), WashingtonTime.text(report.issuedAt()), report.id());
    }

    private Map<String, Object> page(String order, String title, Ledger.Head head, Instant now, Map<String, ?> values) {
        var page = new HashMap<String, Object>(values);
        var catalogued = catalogue.order(order);
        page.put("title", title);
        page.put("number", catalogued.number());
        page.put("orderTitle", catalogued.title());
        page.put("issued", WashingtonTime.text(now));
        page.put("ledgerSequence", head.sequence());
        page.put("ledgerHash", head.hash());
        return page;
    }

    /** The reports of an order, newest first. */
    List<Report> of(String order) {
        return jdbc.sql("select * from eo.report where order_id = ? order by issued_at desc, ledger_sequence desc").param(order).query(Reports::read).list();
    }

    /** The closing reports of an order, newest first: the first of them holds, each later one is superseded by the one before it. */
    List<Report> closing(String order) {
        return of(order).stream().filter(report -> report.kind().equals(CLOSING)).toList();
    }

    /** One report. */
    Report find(UUID id) {
        return jdbc.sql("select * from eo.report where id = ?").param(id).query(Reports::read).optional()
            .orElseThrow(() -> Refusal.unknown("id", "There is no report %s. Look it up in the list of its order's reports.".formatted(id)));
    }

    String html(UUID id) {
        return jdbc.sql("select html from eo.report where id = ?").param(id).query(String.class).single();
    }

    byte[] pdf(UUID id) {
        return jdbc.sql("select pdf from eo.report where id = ?").param(id).query(byte[].class).single();
    }

    private static Report read(ResultSet row, int number) throws SQLException {
        return new Report(row.getObject("id", UUID.class), row.getString("order_id"), row.getString("kind"), row.getString("title"),
            row.getObject("issued_at", OffsetDateTime.class).toInstant(), row.getString("html_sha256"), row.getString("pdf_sha256"),
            row.getLong("ledger_sequence"), row.getString("ledger_hash"));
    }
}
