package org.eoworkflow.security.spill;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.spin.json.SpinJsonNode;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.notification.Mail;
import org.eoworkflow.notification.Outbox;
import org.eoworkflow.platform.Documents;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.platform.WashingtonTime;
import org.springframework.stereotype.Component;

/** The steps of a response to a spill. Each answer is one of a few values or a day; the ledger keeps them. */
@Component("spillSteps")
public class SpillSteps {

    private final Ledger ledger;
    private final Outbox outbox;
    private final Documents documents;
    private final SpillSettings settings;
    private final Clock clock;

    SpillSteps(Ledger ledger, Outbox outbox, Documents documents, SpillSettings settings, Clock clock) {
        this.ledger = ledger;
        this.outbox = outbox;
        this.documents = documents;
        this.settings = settings;
        this.clock = clock;
    }

    /** It goes no further: at the least the author was told. */
    public void contained(DelegateTask task) {
        if (!chosen(task, "containment").contains("author-told")) {
            throw Refusal.invalid("containment", "Tell the author to stop and to touch nothing, and say that you have.");
        }
        note(task, "contained", "containment", "contentLeft");
    }

    /** Those who must know were told: at the least the security officer. */
    public void informed(DelegateTask task) {
        if (!chosen(task, "officialsTold").contains("agency-security")) {
            throw Refusal.invalid("officialsTold", "Tell the security officer of the agency, and say that you have.");
        }
        notLater(task, "officialsToldOn");
        note(task, "officials told", "officialsTold", "officialsToldOn");
    }

    /** Places were sanitized. */
    public void sanitized(DelegateTask task) {
        if (chosen(task, "sanitizedPlaces").isEmpty()) {
            throw Refusal.invalid("sanitizedPlaces", "Choose at least one place.");
        }
        notLater(task, "sanitizedOn");
        note(task, "places sanitized", "sanitizedPlaces", "sanitizedBy", "sanitizedOn");
    }

    /** Somebody else verified it. */
    public void verified(DelegateTask task) {
        note(task, "sanitization verified", "verification");
    }

    /** Lessons are drawn. */
    public void learned(DelegateTask task) {
        if (chosen(task, "spillMeasures").isEmpty()) {
            throw Refusal.invalid("spillMeasures", "Choose what is done about it, or that nothing further is.");
        }
        note(task, "lessons", "spillCause", "spillMeasures");
    }

    /** Closes the response. */
    public void close(DelegateExecution execution) {
        ledger.append(Entry.of(EntryKind.SPILL_CLOSED, execution, Map.of("cause", execution.getVariable("spillCause"),
            "stopped", execution.getVariable("spillCount"))));
    }

    /** Reminds the security officer that a spill is not contained yet. */
    public void remind(DelegateExecution execution) {
        outbox.add(new Mail(execution.getProcessBusinessKey() + "/late", settings.mailbox(), "A spill is not contained yet", documents.html("mail/spill",
            Map.of("account", execution.getVariable("spillAccount"), "place", execution.getVariable("spillPlace"), "rule", execution.getVariable("spillRule"),
                "at", execution.getVariable("spillAtText"), "late", true))));
        ledger.append(Entry.of(EntryKind.NOTE, execution, Map.of("note", "containment late")));
    }

    private static List<String> chosen(DelegateTask task, String variable) {
        return task.getVariable(variable) instanceof SpinJsonNode json && json.isArray() ? json.elements().stream().map(SpinJsonNode::stringValue).toList() : List.of();
    }

    private void notLater(DelegateTask task, String variable) {
        try {
            LocalDate day = LocalDate.parse(Objects.toString(task.getVariable(variable), ""));
            if (!day.isAfter(WashingtonTime.day(clock.instant()))) {
                return;
            }
        } catch (DateTimeParseException notADay) {
            // said below
        }
        throw Refusal.invalid(variable, "Give a day that is today or earlier.");
    }

    private void note(DelegateTask task, String note, String... variables) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("note", note);
        for (String variable : variables) {
            payload.put(variable, task.getVariable(variable) instanceof SpinJsonNode ? chosen(task, variable) : Objects.toString(task.getVariable(variable), ""));
        }
        ledger.append(Entry.of(EntryKind.NOTE, task, payload));
    }
}
