package org.eoworkflow.directive.defense;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.eoworkflow.directive.Json;
import org.eoworkflow.directive.defense.Fields.Measure;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.notification.Mail;
import org.eoworkflow.notification.Outbox;
import org.eoworkflow.obligation.EvidencePlace;
import org.eoworkflow.obligation.EvidenceStore;
import org.eoworkflow.obligation.NewEvidence;
import org.eoworkflow.order.Agency;
import org.eoworkflow.platform.Documents;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.platform.WashingtonTime;
import org.springframework.stereotype.Component;

/** Issues decisions and orders: a document that is kept as evidence with its hash in the ledger, and mailed to those whom it reaches. */
@Component
class IssuedPapers {

    /**
     * What is issued.
     *
     * @param kind as the ledger names it, e.g. {@code priority-decision}
     * @param heading as its first line names it
     * @param basis on which it rests: the vote, or the coordination
     * @param signer the title of who issues it, never a name
     * @param systems pointers, each with its priority; or none
     */
    record Paper(String kind, String heading, String number, String title, String text, String reporting, String basis, String signer,
                 String account, LocalDate effective, List<Measure> measures, List<Map<String, Object>> systems) {
    }

    private final DefenseParties parties;
    private final EvidenceStore evidence;
    private final Documents documents;
    private final Outbox outbox;
    private final Ledger ledger;
    private final Clock clock;

    IssuedPapers(DefenseParties parties, EvidenceStore evidence, Documents documents, Outbox outbox, Ledger ledger, Clock clock) {
        this.parties = parties;
        this.evidence = evidence;
        this.documents = documents;
        this.outbox = outbox;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Issues a paper for a clause to these parties, who are then to acknowledge it. */
    void issue(DelegateExecution execution, String clause, Paper paper, List<String> to) {
        Instant now = clock.instant();
        Agency office = parties.agency((String) execution.getVariable("office"));
        byte[] pdf = documents.pdf(html(paper, office, now, to));
        String file = paper.number().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "") + ".pdf";
        var kept = evidence.add(EvidencePlace.of(execution).forClause(clause),
            new NewEvidence.File(file, pdf, NewEvidence.Label.unclassified("document", "%s as issued".formatted(paper.number()))));
        execution.setVariable("issuedOn", day(now).toString());
        execution.setVariable("issuedText", WashingtonTime.text(now));
        execution.setVariable("measureList", Json.of(measures(paper)));
        execution.setVariable("acknowledging", Json.of(to));
        Entry entry = Entry.of(EntryKind.DIRECTIVE_RELEASED, execution, Json.row("document", paper.kind(), "number", paper.number(), "title", paper.title(),
            "sha256", kept.sha256(), "agencies", to, "effective", paper.effective().toString(), "issuedBy", paper.account()));
        ledger.append(new Entry(entry.kind(), entry.order(), clause, entry.businessKey(), entry.processInstance(), entry.activity(), entry.payload()));
        for (Agency agency : parties.agencies(to)) {
            outbox.add(new Mail("issued/" + execution.getProcessInstanceId(), agency.mailbox(), "%s was issued: %s".formatted(paper.number(), paper.title()),
                documents.html("mail/paper-issued", Map.of("agency", agency.name(), "office", office.name(), "number", paper.number(), "title", paper.title(),
                    "effective", WashingtonTime.text(paper.effective()), "measures", measures(paper))),
                List.of(new Mail.Attachment(file, "application/pdf", pdf))));
        }
    }

    private String html(Paper paper, Agency office, Instant now, List<String> to) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("office", office.name());
        values.put("department", office.parent() == null ? "" : parties.agency(office.parent()).name());
        values.put("heading", paper.heading());
        values.put("number", paper.number());
        values.put("title", paper.title());
        values.put("issued", WashingtonTime.text(now));
        values.put("effective", WashingtonTime.text(paper.effective()));
        values.put("text", paper.text());
        values.put("reporting", paper.reporting());
        values.put("basis", paper.basis());
        values.put("measures", measures(paper));
        values.put("systems", paper.systems());
        values.put("parties", parties.agencies(to).stream().map(Agency::name).toList());
        values.put("signer", paper.signer());
        values.put("account", paper.account());
        return documents.html("priority-paper", values);
    }

    private static List<Map<String, Object>> measures(Paper paper) {
        return paper.measures().stream().map(measure -> measure.row(paper.measures().indexOf(measure) + 1, paper.effective())).toList();
    }

    /** The office that heads an agency: a title, never a name. */
    String head(String agency) {
        Agency.Head head = parties.agency(agency).head();
        return head == null ? "Head of " + parties.agency(agency).name() : head.title();
    }

    LocalDate today() {
        return day(clock.instant());
    }


    private static LocalDate day(Instant now) {
        return LocalDate.ofInstant(now, EngineClock.WASHINGTON);
    }
}
