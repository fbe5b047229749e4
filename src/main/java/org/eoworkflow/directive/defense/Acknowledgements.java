package org.eoworkflow.directive.defense;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.eoworkflow.deadline.DeadlineRecords;
import org.eoworkflow.deadline.Subject;
import org.eoworkflow.directive.Fields;
import org.eoworkflow.directive.Json;
import org.eoworkflow.directive.PartyAnswers;
import org.eoworkflow.directive.PartyAnswers.Answer;
import org.eoworkflow.directive.PartyAnswers.Step;
import org.eoworkflow.directive.PartyMails;
import org.eoworkflow.directive.PartySpeakers;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.obligation.EvidencePlace;
import org.eoworkflow.obligation.EvidenceStore;
import org.eoworkflow.obligation.NewEvidence;
import org.eoworkflow.order.Agency;
import org.eoworkflow.platform.Documents;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.platform.WashingtonTime;
import org.springframework.stereotype.Component;

/** Acknowledgements of what was issued, by those whom it reaches: each by its own people, chased when late, listed when missing. */
@Component("acknowledgements")
public class Acknowledgements {

    private final DefenseParties parties;
    private final PartySpeakers speakers;
    private final PartyAnswers answers;
    private final PartyMails mails;
    private final EvidenceStore evidence;
    private final Documents documents;
    private final Ledger ledger;
    private final DeadlineRecords records;
    private final Clock clock;

    Acknowledgements(DefenseParties parties, PartySpeakers speakers, PartyAnswers answers, PartyMails mails, EvidenceStore evidence,
                     Documents documents, Ledger ledger, DeadlineRecords records, Clock clock) {
        this.parties = parties;
        this.speakers = speakers;
        this.answers = answers;
        this.mails = mails;
        this.evidence = evidence;
        this.documents = documents;
        this.ledger = ledger;
        this.records = records;
        this.clock = clock;
    }

    /** Ids of those that are to acknowledge. */
    public List<String> parties(DelegateExecution execution) {
        return Json.texts("acknowledging", execution.getVariable("acknowledging"));
    }

    /**
     * Until when acknowledgements are awaited: the directive's deadline. What was issued after it leaves the parties a time of
     * their own, since no deadline is kept by not asking them.
     */
    public Date closes(DelegateExecution execution, Date deadline, Date leastTime) {
        boolean inTime = deadline.toInstant().isAfter(clock.instant());
        Date closes = inTime ? deadline : leastTime;
        records.window(new Subject("acknowledgements " + execution.getProcessInstanceId(), Subject.Kind.WINDOW, "Acknowledgements: " + execution.getVariable("paperTitle"),
            (String) execution.getVariable("order"), (String) execution.getVariable("directive"), null, execution.getProcessBusinessKey(), null, null),
            "Time to acknowledge, a planning practice", closes, inTime ? "the directive's own date: the clause waits no longer for the last acknowledgement"
                : "the directive's date had passed, so the parties have working days of their own, as the model counts them");
        return closes;
    }

    /** Gives the task fields of its own: what one party fills in is no other's default. */
    public void prepare(DelegateTask task) {
        task.getExecution().setVariableLocal("acknowledged", false);
        List.of("responsibleOffice", "planName", "planCompletes").forEach(field -> task.getExecution().setVariableLocal(field, ""));
    }

    /** Keeps a member's acknowledgement: who carries the decision out. */
    public void acknowledged(DelegateTask task) {
        var fields = new Fields(task);
        fields.confirmed("acknowledged", "Confirm that your agency has received the decision.");
        String office = fields.required("responsibleOffice", "Name the office that carries the decision out.");
        add(task, office, Json.row("office", office));
    }

    /** Keeps a component's acknowledgement: who carries the order out, by which plan, until when. */
    public void planned(DelegateTask task) {
        var fields = new Fields(task);
        fields.confirmed("acknowledged", "Confirm that your component has received the order.");
        String office = fields.required("responsibleOffice", "Name the office that carries the order out.");
        String plan = fields.required("planName", "Name your component's plan.");
        LocalDate completes = fields.day("planCompletes", LocalDate.ofInstant(clock.instant(), EngineClock.WASHINGTON),
            "Give the day on which the plan is to be completed, today or later, like 2026-09-30.");
        add(task, "%s: %s, to be completed by %s".formatted(office, plan, WashingtonTime.text(completes)),
            Json.row("office", office, "plan", plan, "completes", completes.toString()));
    }

    private void add(DelegateTask task, String comment, Map<String, Object> said) {
        String party = (String) task.getVariable("party");
        String account = speakers.of(party, "staff", "The acknowledgement");
        answers.add(task.getProcessInstanceId(), Step.ACKNOWLEDGEMENT, 1, new Answer(party, "acknowledged", comment), account);
        var payload = Json.row("party", party);
        payload.putAll(said);
        ledger.append(Entry.of(EntryKind.ACKNOWLEDGED, task, payload));
    }

    /** Reminds those that have not acknowledged. */
    public void chase(DelegateExecution execution) {
        List<String> silent = silent(execution);
        mails.chase("acknowledgement-chased/" + execution.getProcessInstanceId(), parties.agencies(silent), office(execution).name(), subject(execution),
            "Acknowledge", "The acknowledgement was due within 5 working days.");
        ledger.append(Entry.of(EntryKind.NOTE, execution, Json.row("note", "acknowledgements chased", "silent", silent)));
    }

    /** Tells the heads of those that have not acknowledged. */
    public void escalate(DelegateExecution execution) {
        List<String> silent = silent(execution);
        mails.escalate("acknowledgement-escalated/" + execution.getProcessInstanceId(), parties.agencies(silent), office(execution), subject(execution),
            "Acknowledge", "The acknowledgement was due within 5 working days and was asked for again.");
        ledger.append(Entry.of(EntryKind.NOTE, execution, Json.row("note", "missing acknowledgements told to the heads", "silent", silent)));
    }

    /** Lists who acknowledged and who did not: as evidence for the clause and, for each that did not, in the ledger. */
    public void record(DelegateExecution execution, String clause) {
        var given = answers.of(execution.getProcessInstanceId(), Step.ACKNOWLEDGEMENT, 1);
        List<String> missing = silent(execution);
        List<Map<String, Object>> rows = new ArrayList<>();
        given.forEach(answer -> rows.add(Json.row("party", parties.agency(answer.party()).name(), "state", "Acknowledged", "comment", answer.comment())));
        missing.forEach(party -> rows.add(Json.row("party", parties.agency(party).name(), "state", "Missing", "comment", "")));
        execution.setVariable("acknowledgementList", Json.of(rows));
        String html = documents.html("acknowledgements", Map.of("subject", subject(execution), "issued", execution.getVariable("issuedText"),
            "listed", WashingtonTime.text(clock.instant()), "rows", rows));
        evidence.add(EvidencePlace.of(execution).forClause(clause), new NewEvidence.File("acknowledgements.pdf", documents.pdf(html),
            NewEvidence.Label.unclassified("document", missing.isEmpty() ? "Acknowledgements, complete"
                : "Acknowledgements, %d of %d missing".formatted(missing.size(), rows.size()))));
        missing.forEach(party -> ledger.append(Entry.of(EntryKind.ACKNOWLEDGEMENT_MISSING, execution, Map.of("party", party))));
    }

    private List<String> silent(DelegateExecution execution) {
        return answers.silent(execution.getProcessInstanceId(), Step.ACKNOWLEDGEMENT, 1, parties(execution));
    }

    private Agency office(DelegateExecution execution) {
        return parties.agency((String) execution.getVariable("office"));
    }

    private static String subject(DelegateExecution execution) {
        return "%s, %s".formatted(execution.getVariable("paperNumber"), execution.getVariable("paperTitle"));
    }
}
