package org.eoworkflow.directive;

import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.spin.json.SpinJsonNode;
import org.eoworkflow.directive.PartyAnswers.Answer;
import org.eoworkflow.directive.PartyAnswers.Step;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.notification.Mail;
import org.eoworkflow.notification.Outbox;
import org.eoworkflow.order.Agency;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.order.Directive;
import org.eoworkflow.platform.Documents;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.platform.WashingtonTime;
import org.springframework.stereotype.Component;

/**
 * Approval of a draft by several agencies as equals: each answers once, all must approve, one refusal returns the draft with the
 * reasons to all. Silence is chased and told to the heads, and never counted as approval.
 */
@Component("jointApproval")
public class JointApprovals {

    private static final int ROUND = 1;   // a new draft is put before the agencies by another approval
    private static final String TASK = "Approve draft";

    private final Catalogue catalogue;
    private final Preparers preparers;
    private final PartySpeakers speakers;
    private final PartyAnswers answers;
    private final PartyMails mails;
    private final Documents documents;
    private final Outbox outbox;
    private final Ledger ledger;
    private final Clock clock;

    JointApprovals(Catalogue catalogue, Preparers preparers, PartySpeakers speakers, PartyAnswers answers, PartyMails mails, Documents documents,
                   Outbox outbox, Ledger ledger, Clock clock) {
        this.catalogue = catalogue;
        this.preparers = preparers;
        this.speakers = speakers;
        this.answers = answers;
        this.mails = mails;
        this.documents = documents;
        this.outbox = outbox;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Ids of the agencies that approve what a directive drafts: its lead and those that act jointly with it. A department whose
     * component is among them approves through that component. A Json array.
     */
    public SpinJsonNode leads(DelegateExecution execution) {
        Directive directive = catalogue.order((String) execution.getVariable("order")).directive((String) execution.getVariable("directive"));
        var acting = new LinkedHashSet<>(List.of(directive.office()));
        acting.addAll(directive.jointly());
        var represented = acting.stream().map(agency -> catalogue.agency(agency).parent()).filter(Objects::nonNull).collect(Collectors.toSet());
        return Json.of(acting.stream().filter(agency -> !represented.contains(agency)).toList());
    }

    /** Ids of the agencies that must approve, each once and at least one. An agency that is not in the catalogue is refused by name. */
    public List<String> parties(DelegateExecution execution) {
        List<String> parties = Json.texts("approving", execution.getVariable("approving"));
        if (parties.isEmpty()) {
            throw Refusal.invalid("approving", "Nobody is named to approve. Name at least one agency.");
        }
        parties.stream().filter(party -> !catalogue.hasAgency(party)).findFirst().ifPresent(party -> {
            throw Refusal.invalid("approving", "There is no agency '%s' to approve in the catalogue.".formatted(party));
        });
        return parties;
    }

    /** Puts the draft before the agencies. */
    public void open(DelegateExecution execution) {
        List<String> parties = parties(execution);
        execution.setVariable("approvalDecision", null);
        execution.setVariable("approvingNames", names(parties));
        mails.ask("approval/" + execution.getProcessInstanceId(), catalogue.agencies(parties), office(execution).name(), subject(execution), TASK,
            "An answer is asked for within 2 working days. Your agency approves or returns the draft with a reason; silence is not counted as approval.");
        ledger.append(Entry.of(EntryKind.NOTE, execution, Json.row("note", "joint approval opened", "subject", subject(execution), "agencies", parties)));
    }

    /** Gives the task fields of its own: what one agency fills in is no other's default. */
    public void prepare(DelegateTask task) {
        Agency agency = catalogue.agency((String) task.getVariable("party"));
        task.getExecution().setVariableLocal("approval", null);
        task.getExecution().setVariableLocal("approvalReason", "");
        task.getExecution().setVariableLocal("approvingFor", agency.parent() == null ? agency.name()
            : "%s, of %s".formatted(agency.name(), catalogue.agency(agency.parent()).name()));
    }

    /** Keeps an agency's answer. Only its approver gives it, only once, and not if the account drafted what is approved. */
    public void answered(DelegateTask task) {
        String party = (String) task.getVariable("party");
        String account = speakers.of(party, "approver", "The approval");
        preparers.among(task, account).ifPresent(who -> {
            throw Refusal.forbidden("Task '%s' of '%s': %s prepared the draft, so another approver of %s must answer."
                .formatted(TASK, subject(task.getExecution()), who, catalogue.agency(party).name()));
        });
        var fields = new Fields(task);
        String approval = fields.choice("approval", "Approve the draft, or return it with a reason.", "approve", "return");
        String reason = approval.equals("return") ? fields.required("approvalReason", "Say what would have to change.") : "";
        answers.add(task.getProcessInstanceId(), Step.APPROVAL, ROUND, new Answer(party, approval, reason), account);
        ledger.append(Entry.of(EntryKind.DECISION_MADE, task, Json.row("decision", approval, "agency", party, "reason", reason,
            "subject", subject(task.getExecution()))));
    }

    /** Whether an agency has returned the draft: then nobody else's answer is waited for. */
    public boolean refused(DelegateExecution execution) {
        return given(execution).stream().anyMatch(JointApprovals::returns);
    }

    /** Reminds the agencies that have not answered. */
    public void chase(DelegateExecution execution) {
        List<String> silent = silent(execution);
        mails.chase("approval-chased/" + execution.getProcessInstanceId(), catalogue.agencies(silent), office(execution).name(), subject(execution), TASK,
            "The answer was due within 2 working days; silence is not counted as approval.");
        ledger.append(Entry.of(EntryKind.NOTE, execution, Json.row("note", "joint approval chased", "silent", silent)));
    }

    /** Tells the heads of the agencies that have not answered, and the office that asked. */
    public void escalate(DelegateExecution execution) {
        List<String> silent = silent(execution);
        mails.escalate("approval-escalated/" + execution.getProcessInstanceId(), catalogue.agencies(silent), office(execution), subject(execution), TASK,
            "The draft is not approved before every agency has approved it.");
        ledger.append(Entry.of(EntryKind.NOTE, execution, Json.row("note", "silence in joint approval told to the heads", "silent", silent)));
    }

    /**
     * Collects the answers when all are given or one returned the draft. Sets {@code approvalDecision} ({@code approved} or
     * {@code returned}), {@code approvalReasons} (agency and reason of each that returned it), {@code approvedOn} (ISO date in
     * Washington, empty if returned) and {@code approvalAccounts} (who answered).
     */
    public void collect(DelegateExecution execution) {
        var reasons = given(execution).stream().filter(JointApprovals::returns)
            .map(answer -> Json.row("agency", catalogue.agency(answer.party()).name(), "reason", answer.comment())).toList();
        boolean approved = reasons.isEmpty() && silent(execution).isEmpty();
        execution.setVariable("approvalReasons", Json.of(reasons));
        execution.setVariable("approvalAccounts", String.join(", ", answers.accounts(execution.getProcessInstanceId(), Step.APPROVAL, ROUND)));
        execution.setVariable("approvedOn", approved ? WashingtonTime.day(clock.instant()).toString() : "");
        execution.setVariable("approvalDecision", approved ? "approved" : "returned");
        ledger.append(Entry.of(EntryKind.DECISION_MADE, execution, Json.row("decision", approved ? "approved by all" : "returned",
            "subject", subject(execution), "reasons", reasons, "notAnswered", silent(execution))));
    }

    /** Tells the reasons to every agency that was asked, and to the office whose draft it is. */
    public void tell(DelegateExecution execution) {
        var reasons = Json.elements("approvalReasons", execution.getVariable("approvalReasons")).stream()
            .map(row -> Map.of("agency", Json.text(row, "agency"), "reason", Json.text(row, "reason"))).toList();
        var told = new LinkedHashSet<>(parties(execution));
        told.add(office(execution).id());
        catalogue.agencies(told).forEach(agency -> outbox.add(new Mail("approval-returned/" + execution.getProcessInstanceId(), agency.mailbox(),
            "Not approved by all: " + subject(execution), documents.html("mail/approval-returned", Map.of("agency", agency.name(),
                "office", office(execution).name(), "subject", subject(execution), "asked", names(parties(execution)), "reasons", reasons)))));
    }

    private List<Answer> given(DelegateExecution execution) {
        return answers.of(execution.getProcessInstanceId(), Step.APPROVAL, ROUND);
    }

    private List<String> silent(DelegateExecution execution) {
        return answers.silent(execution.getProcessInstanceId(), Step.APPROVAL, ROUND, parties(execution));
    }

    private static boolean returns(Answer answer) {
        return answer.answer().equals("return");
    }

    private String names(List<String> ids) {
        return catalogue.agencies(ids).stream().map(Agency::name).collect(Collectors.joining(", "));
    }

    private Agency office(DelegateExecution execution) {
        return catalogue.agency((String) execution.getVariable("office"));
    }

    private static String subject(DelegateExecution execution) {
        return Objects.toString(execution.getVariable("approvalSubject"), "");
    }
}
