package org.eoworkflow.directive.clearinghouse;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.eoworkflow.directive.Fields;
import org.eoworkflow.directive.IssuedDocuments;
import org.eoworkflow.directive.IssuedDocuments.Issue;
import org.eoworkflow.directive.IssuedDocuments.Part;
import org.eoworkflow.directive.Json;
import org.eoworkflow.directive.clearinghouse.ClearinghouseSettings.Participant;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.notification.Mail;
import org.eoworkflow.notification.Outbox;
import org.eoworkflow.platform.Documents;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The clearinghouse of an order: those it invites, its charter, and whether its intake is open. */
@Component("clearinghouse")
public class Clearinghouse {

    private final IssuedDocuments issued;
    private final Documents documents;
    private final Outbox outbox;
    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final Clock clock;

    Clearinghouse(IssuedDocuments issued, Documents documents, Outbox outbox, JdbcClient jdbc, Ledger ledger, Clock clock) {
        this.issued = issued;
        this.documents = documents;
        this.outbox = outbox;
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** A clearinghouse whose intake is open. */
    record Opened(String name, String charter, String office, String mailbox, String terms, String leaving, String directive, Instant openedAt) {
    }

    /** Invites organizations by mail, with the terms: they take part or not, and nothing follows from either. */
    public void invite(DelegateExecution execution) {
        var fields = new Fields(execution);
        List<Participant> invited = ClearinghouseDrafts.invited(execution);
        for (Participant participant : invited) {
            outbox.add(new Mail("clearinghouse-invitation/" + execution.getProcessInstanceId(), participant.mailbox(),
                "Invitation: " + fields.text("clearinghouseName"), documents.html("mail/clearinghouse-invitation", Map.of(
                    "organization", participant.organization(), "name", fields.text("clearinghouseName"), "text", fields.text("charterText"),
                    "terms", fields.text("termsText"), "leaving", fields.text("termsLeaving"), "mailbox", fields.text("intakeMailbox")))));
        }
        ledger.append(Entry.of(EntryKind.NOTE, execution, Json.row("note", "participants invited", "count", invited.size(),
            "sectors", invited.stream().map(Participant::sector).distinct().collect(Collectors.joining(", ")))));
    }

    /** Issues the charter with its terms for these clauses and opens the intake for the cases of the clearinghouse. */
    public void open(DelegateExecution execution, String charterClause, String termsClause) {
        var fields = new Fields(execution);
        issued.issue(execution, List.of(charterClause, termsClause), new Issue("clearinghouse-charter", "Charter", fields.text("charterNumber"),
            fields.text("clearinghouseName"), List.of(Part.text("Purpose and functions", fields.text("charterText")),
                Part.text("Governance", fields.text("charterGovernance")),
                Part.text("Terms of participation", fields.text("termsText")), Part.text("Leaving", fields.text("termsLeaving")),
                Part.text("Operations", fields.text("operationsText")), Part.text("Staff", fields.text("operatingOffice") + ": " + fields.text("staffing")),
                Part.text("Intake", "Reports and requests come in at %s.".formatted(fields.text("intakeMailbox")))),
            "Consulted with the agencies that the order names; cleared by counsel. Taking part is voluntary; a participant may leave at any time.",
            issued.head((String) execution.getVariable("lead")), fields.text("issuedBy"), issued.today(), ""),
            Json.texts("consulted", execution.getVariable("consulted")), "");
        jdbc.sql("insert into eo.clearinghouse values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)").params(execution.getVariable("order"), execution.getVariable("directive"),
            execution.getProcessInstanceId(), fields.text("clearinghouseName"), fields.text("charterNumber"), fields.text("operatingOffice"),
            fields.text("intakeMailbox"), fields.text("termsText"), fields.text("termsLeaving"), fields.text("issuedBy"),
            OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)).update();
        ledger.append(Entry.of(EntryKind.NOTE, execution, Json.row("note", "clearinghouse opened", "name", fields.text("clearinghouseName"),
            "charter", fields.text("charterNumber"))));
    }

    /** The clearinghouse of an order, once its intake is open. */
    Optional<Opened> of(String order) {
        return jdbc.sql("select * from eo.clearinghouse where order_id = ?").param(order).query((row, n) -> new Opened(row.getString("name"),
            row.getString("charter"), row.getString("office"), row.getString("mailbox"), row.getString("terms"), row.getString("leaving"),
            row.getString("directive"), row.getObject("opened_at", OffsetDateTime.class).toInstant())).optional();
    }

    /** Whether cases of the clearinghouse are taken in. */
    public boolean isOpen(String order) {
        return of(order).isPresent();
    }
}
