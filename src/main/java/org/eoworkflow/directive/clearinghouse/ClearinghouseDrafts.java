package org.eoworkflow.directive.clearinghouse;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.variable.value.ObjectValue;
import org.eoworkflow.directive.Fields;
import org.eoworkflow.directive.Json;
import org.eoworkflow.directive.clearinghouse.ClearinghouseSettings.Participant;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.security.Caller;
import org.springframework.stereotype.Component;

/** What the clearinghouse is founded on: its charter, the terms of those who take part, and how it is run. Terms that bind are refused. */
@Component("clearinghouseDrafts")
public class ClearinghouseDrafts {

    private static final Pattern MAILBOX = Pattern.compile("[^\\s@<>\",;]+@[^\\s@<>\",;]+\\.[^\\s@<>\",;]+");
    private static final int MOST_INVITED = 200;

    private final ClearinghouseSettings settings;
    private final Ledger ledger;
    private final Caller caller;

    ClearinghouseDrafts(ClearinghouseSettings settings, Ledger ledger, Caller caller) {
        this.settings = settings;
        this.ledger = ledger;
        this.caller = caller;
    }

    /** The charter is drafted. */
    public void chartered(DelegateTask task) {
        charter(new Fields(task));
    }

    private static void charter(Fields fields) {
        fields.required("charterNumber", "Give the charter a number.");
        fields.required("clearinghouseName", "Give the clearinghouse its name.");
        unbinding("charterText", fields.required("charterText", "Say what the clearinghouse is for."));
        unbinding("charterGovernance", fields.required("charterGovernance", "Say who governs it."));
    }

    /** The terms are drafted: taking part is voluntary and may be ended at any time. */
    public void termed(DelegateTask task) {
        terms(new Fields(task));
    }

    private static void terms(Fields fields) {
        if (!fields.choice("termsVoluntary", "Say whether taking part is voluntary.", "yes", "no").equals("yes")) {
            throw Refusal.invalid("termsVoluntary", "The order wants voluntary collaboration (C-24). Terms under which taking part is not voluntary go no further.");
        }
        if (!fields.choice("termsLeave", "Say whether a participant may leave at any time.", "yes", "no").equals("yes")) {
            throw Refusal.invalid("termsLeave", "Who takes part voluntarily may leave at any time (C-24). Terms that keep a participant go no further.");
        }
        unbinding("termsText", fields.required("termsText", "Write the terms."));
        unbinding("termsLeaving", fields.required("termsLeaving", "Say how a participant leaves."));
    }

    private static void unbinding(String field, String text) {
        BindingTerms.in(text).ifPresent(sentence -> {
            throw Refusal.invalid(field, "Taking part is voluntary and may be ended at any time (C-24), but this sentence binds: \u201C%s\u201D Take it out or change it."
                .formatted(sentence.length() > 200 ? sentence.substring(0, 200) + "\u2026" : sentence));
        });
    }

    /** Whom to invite is filled in from the settings, unless somebody was named before. */
    public void proposeInvited(DelegateTask task) {
        if (task.getVariable("invited") == null) {
            task.setVariable("invited", Json.of(settings.participants().stream().map(participant -> Json.row("organization", participant.organization(),
                "sector", participant.sector(), "mailbox", participant.mailbox())).toList()));
        }
    }

    /** Operations are planned: who staffs it, where reports come in, and who is invited. */
    public void planned(DelegateTask task) {
        operations(new Fields(task));
    }

    private static void operations(Fields fields) {
        fields.required("operatingOffice", "Name the office that runs the clearinghouse.");
        fields.required("staffing", "Say how it is staffed.");
        fields.required("operationsText", "Say how reports, scans, remediation and patches are handled.");
        mailbox("intakeMailbox", "The mailbox of the intake", fields.text("intakeMailbox"));
        invited(fields);
    }

    /** The organizations that are invited, each mailbox once and at least one. */
    static List<Participant> invited(VariableScope variables) {
        return invited(new Fields(variables));
    }

    private static List<Participant> invited(Fields fields) {
        List<Participant> invited = new ArrayList<>();
        Set<String> mailboxes = new HashSet<>();
        for (JsonNode row : fields.rows("invited")) {
            int place = invited.size() + 1;
            var participant = new Participant(Fields.line("invited", row, "organization", place, "the organization"),
                Fields.line("invited", row, "sector", place, "its sector"), Fields.line("invited", row, "mailbox", place, "its mailbox"));
            mailbox("invited", "Line %d: the mailbox".formatted(place), participant.mailbox());
            if (!mailboxes.add(participant.mailbox().toLowerCase(Locale.ROOT))) {
                throw Refusal.invalid("invited", "Line %d repeats a mailbox. Name each once.".formatted(place));
            }
            invited.add(participant);
        }
        if (invited.isEmpty() || invited.size() > MOST_INVITED) {
            throw Refusal.invalid("invited", "Name at least one organization to invite, and at most %d.".formatted(MOST_INVITED));
        }
        return invited;
    }

    private static void mailbox(String field, String where, String mailbox) {
        if (!MAILBOX.matcher(mailbox).matches()) {
            throw Refusal.invalid(field, where + " must be an e-mail address.");
        }
    }

    /** Puts the three drafts together for those who read them. What was decided on earlier drafts is over. */
    public void compose(DelegateExecution execution) {
        var fields = new Fields(execution);
        charter(fields);
        terms(fields);
        operations(fields);
        List.of("consultationDecision", "legalDecision", "charterDecision").forEach(variable -> execution.setVariable(variable, null));
        execution.setVariable("draftText", text(execution));
    }

    /** The three drafts as agencies and counsel read them. */
    public ObjectValue text(DelegateExecution execution) {
        var fields = new Fields(execution);
        return Json.longText(String.join("\n\n", "**Charter**", fields.text("charterText"), "**Governance**", fields.text("charterGovernance"),
            "**Terms of participation**", fields.text("termsText"), "**Leaving**", fields.text("termsLeaving"),
            "**Operations**", fields.text("operationsText"), "**Staff**", fields.text("operatingOffice") + ": " + fields.text("staffing")));
    }

    /** The approver has decided; an approval is kept with the account that gave it. */
    public void decided(DelegateTask task) {
        var fields = new Fields(task);
        String decision = fields.choice("charterDecision", "Approve the charter, or return it with a reason.", "approve", "return");
        if (decision.equals("approve")) {
            fields.confirmed("charterConfirmed", "Confirm that you approve the charter for the Secretary.");
            task.setVariable("issuedBy", caller.account());
        }
        ledger.append(Entry.of(EntryKind.DECISION_MADE, task, Json.row("decision", decision,
            "reason", decision.equals("return") ? fields.required("charterReason", "Say why you return the charter.") : "")));
    }
}
