package org.eoworkflow.directive;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.notification.Mail;
import org.eoworkflow.notification.Outbox;
import org.eoworkflow.obligation.EvidencePlace;
import org.eoworkflow.obligation.EvidenceStore;
import org.eoworkflow.obligation.NewEvidence;
import org.eoworkflow.order.Agency;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.platform.Documents;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.platform.WashingtonTime;
import org.springframework.stereotype.Component;

/**
 * Issues what a directive brings about: a document that is kept as evidence of its clauses with its hash in the ledger, and mailed to
 * the agencies whom it reaches.
 */
@Component
public class IssuedDocuments {

    /**
     * What is issued.
     *
     * @param kind as the ledger names it, e.g. {@code priority-decision}
     * @param heading the kind of document as its first line names it
     * @param number its number, or empty
     * @param basis on which it rests: who voted, agreed, cleared
     * @param signer the title of who issues it, never a name
     * @param account that signed
     * @param effective from when it is in force
     * @param unclassified what the reader must know of its classification, or empty
     */
    public record Issue(String kind, String heading, String number, String title, List<Part> parts, String basis, String signer, String account,
                        LocalDate effective, String unclassified) {

        /** As letters, mails and file names call it. */
        String name() {
            return number.isEmpty() ? title : number;
        }
    }

    /**
     * A part under a heading of its own: a text, a table, or both.
     *
     * @param columns headings of the table; empty for none
     * @param rows cells in the order of the columns
     */
    public record Part(String heading, String text, List<String> columns, List<List<String>> rows) {

        public static Part text(String heading, String text) {
            return new Part(heading, text, List.of(), List.of());
        }

        /** @param rows one map per row; {@code keys} are its cells in order, a missing one is empty */
        public static Part table(String heading, String text, List<String> columns, List<String> keys, List<? extends Map<String, ?>> rows) {
            return new Part(heading, text, columns,
                rows.stream().map(row -> keys.stream().map(key -> Objects.toString(row.get(key), "")).toList()).toList());
        }
    }

    private final Catalogue catalogue;
    private final EvidenceStore evidence;
    private final Documents documents;
    private final Outbox outbox;
    private final Ledger ledger;
    private final Clock clock;

    IssuedDocuments(Catalogue catalogue, EvidenceStore evidence, Documents documents, Outbox outbox, Ledger ledger, Clock clock) {
        this.catalogue = catalogue;
        this.evidence = evidence;
        this.documents = documents;
        this.outbox = outbox;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Issues a document for clauses to agencies: PDF as evidence of each clause, an entry per clause, a mail with the PDF to each agency.
     * Sets {@code issuedOn} (ISO date) and {@code issuedText} (for people, with zone).
     *
     * @param next what the mail asks for, e.g. "Please acknowledge it: the task waits in Tasklist."; may be empty
     */
    public void issue(DelegateExecution execution, List<String> clauses, Issue issue, List<String> agencies, String next) {
        Instant now = clock.instant();
        Agency office = catalogue.agency((String) execution.getVariable("office"));
        byte[] pdf = documents.pdf(html(issue, office, now, agencies));
        String file = issue.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "") + ".pdf";
        for (String clause : clauses) {
            var kept = evidence.add(EvidencePlace.of(execution).forClause(clause),
                new NewEvidence.File(file, pdf, NewEvidence.Label.unclassified("document", "%s as issued".formatted(issue.name()))));
            Entry entry = Entry.of(EntryKind.DIRECTIVE_RELEASED, execution, Json.row("document", issue.kind(), "number", issue.number(),
                "title", issue.title(), "sha256", kept.sha256(), "agencies", agencies, "effective", issue.effective().toString(),
                "issuedBy", issue.account()));
            ledger.append(new Entry(entry.kind(), entry.order(), clause, entry.businessKey(), entry.processInstance(), entry.activity(), entry.payload()));
        }
        execution.setVariable("issuedOn", LocalDate.ofInstant(now, EngineClock.WASHINGTON).toString());
        execution.setVariable("issuedText", WashingtonTime.text(now));
        for (String id : agencies) {
            var agency = catalogue.agency(id);
            outbox.add(new Mail("issued/%s/%s/%s".formatted(execution.getProcessInstanceId(), issue.kind(), issue.number()), agency.mailbox(), "%s was issued: %s".formatted(issue.name(), issue.title()),
                documents.html("mail/document-issued", Map.of("agency", agency.name(), "office", office.name(), "number", issue.number(),
                    "title", issue.title(), "effective", WashingtonTime.text(issue.effective()), "next", next)),
                List.of(new Mail.Attachment(file, "application/pdf", pdf))));
        }
    }

    private String html(Issue issue, Agency office, Instant now, List<String> agencies) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("office", office.name());
        values.put("department", office.parent() == null ? "" : catalogue.agency(office.parent()).name());
        values.put("heading", issue.heading());
        values.put("number", issue.number());
        values.put("title", issue.title());
        values.put("issued", WashingtonTime.text(now));
        values.put("effective", WashingtonTime.text(issue.effective()));
        values.put("unclassified", issue.unclassified());
        values.put("parts", issue.parts());
        values.put("basis", issue.basis());
        values.put("agencies", agencies.stream().map(id -> catalogue.agency(id).name()).toList());
        values.put("signer", issue.signer());
        values.put("account", issue.account());
        return documents.html("issued-document", values);
    }

    /** The office that heads an agency: a title, never a name. */
    public String head(String agency) {
        Agency.Head head = catalogue.agency(agency).head();
        return head == null ? "Head of " + catalogue.agency(agency).name() : head.title();
    }

    /** Today in Washington. */
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), EngineClock.WASHINGTON);
    }
}
