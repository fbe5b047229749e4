package org.eoworkflow.deadline;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.order.Orders;
import org.eoworkflow.platform.WashingtonTime;
import org.springframework.stereotype.Component;

/**
 * Tells people of the dates ahead of them, and records that it did.
 *
 * <p>What was past already when the process began is recorded, too, but mailed in one digest. When several reminders have come due
 * together (nobody ran the system for a while, or the date has moved), the nearest to the date is mailed for all.
 */
@Component("reminders")
public class Reminders {

    private final Deadlines deadlines;
    private final Orders orders;
    private final OpenClauses open;
    private final Steps steps;
    private final DeadlineMails mails;
    private final Ledger ledger;
    private final HistoryService history;

    Reminders(Deadlines deadlines, Orders orders, OpenClauses open, Steps steps, DeadlineMails mails, Ledger ledger, HistoryService history) {
        this.deadlines = deadlines;
        this.orders = orders;
        this.open = open;
        this.steps = steps;
        this.mails = mails;
        this.ledger = ledger;
        this.history = history;
    }

    /** Gives every reminder that has come due. */
    public void remind(DelegateExecution execution) {
        Due due = deadlines.of(execution);
        Instant now = deadlines.now();
        Instant begun = begun(execution);
        var given = Given.reminders(execution, due);
        var reached = given.outstanding(deadlines.reminders(due)).stream().filter(before -> !due.reminder(before).isAfter(now)).toList();
        for (Period before : reached) {
            var payload = due.payload();
            payload.put("before", before.toString());
            payload.put("reminder", due.reminder(before).toString());
            payload.put("pastAtStart", due.reminder(before).isBefore(begun));
            ledger.append(Entry.of(EntryKind.REMINDER_DUE, execution, payload));
        }
        given.add(reached);
        digestWhatWasPast(execution, due, begun);
        var fresh = reached.stream().filter(before -> !due.reminder(before).isBefore(begun)).toList();
        if (!fresh.isEmpty() && !due.isPast(now)) {
            mails.send("reminder/%s/%s/%s/%s".formatted(execution.getProcessInstanceId(), due.directive(), due.at(), fresh.get(fresh.size() - 1)),
                mails.everybody(due), "reminder", "%s left until the %s".formatted(WashingtonTime.days(daysLeft(due)), due.word()), due,
                Map.of("left", WashingtonTime.days(daysLeft(due))));
        }
    }

    /** Records of every milestone that is over whether it was reached, and tells those concerned of one that was not. */
    public void milestone(DelegateExecution execution) {
        Due due = deadlines.of(execution);
        Instant now = deadlines.now();
        Instant begun = begun(execution);
        var given = Given.milestones(execution, due);
        var over = given.outstanding(Due.milestones()).stream().filter(third -> !due.milestone(third).isAfter(now)).toList();
        var count = steps.of(execution);
        double share = Math.max(count.share(), percent(execution) / 100);
        for (int third : over) {
            boolean reached = share >= Due.share(third);
            boolean pastAtStart = due.milestone(third).isBefore(begun);
            var payload = due.payload();
            payload.put("milestone", third);
            payload.put("checkedFor", due.milestone(third).toString());
            payload.put("stepsDone", count.done());
            payload.put("steps", count.all());
            payload.put("percent", Math.round(share * 100));
            payload.put("pastAtStart", pastAtStart);
            ledger.append(Entry.of(reached ? EntryKind.MILESTONE_REACHED : EntryKind.MILESTONE_MISSED, execution, payload));
            if (!reached && !pastAtStart && !due.isPast(now)) {
                mails.send("milestone/%s/%s/%s".formatted(execution.getProcessInstanceId(), due.at(), third), mails.everybody(due), "at-risk",
                    "At risk", due, Map.of("passed", third == 1 ? "One third" : "Two thirds", "milestone", WashingtonTime.text(due.milestone(third)),
                        "percent", Math.round(share * 100), "left", WashingtonTime.days(daysLeft(due))));
            }
        }
        given.add(over);
        digestWhatWasPast(execution, due, begun);
    }

    /** Records that the directive's date has passed: for each clause that the order wants by now, or as a missed planning target. */
    public void miss(DelegateExecution execution) {
        Due due = deadlines.of(execution);
        Instant now = deadlines.now();
        var clauses = open.of(due.order(), due.directive());
        if (clauses.isEmpty() || !due.isPast(now)) {
            return;
        }
        Instant begun = begun(execution);
        boolean pastAtStart = due.at().isBefore(begun);
        var payload = due.payload();
        payload.put("pastAtStart", pastAtStart);
        if (due.target()) {
            ledger.append(Entry.of(EntryKind.TARGET_MISSED, execution, payload));
        } else {
            clauses.stream().filter(clause -> orders.deadline(due.order(), clause.id()).isPresent()).forEach(clause -> ledger.append(
                new Entry(EntryKind.DEADLINE_MISSED, due.order(), clause.id(), execution.getProcessBusinessKey(),
                    execution.getProcessInstanceId(), execution.getCurrentActivityId(), payload)));
        }
        digestWhatWasPast(execution, due, begun);
        if (!pastAtStart) {
            // of a missed deadline the escalation tells the accountable agency and the order office
            mails.send("missed/%s/%s".formatted(execution.getProcessInstanceId(), due.at()),
                due.target() ? mails.everybody(due) : mails.worker(due, true), "missed",
                due.target() ? "Target passed" : "Deadline missed", due, Map.of());
        }
    }

    private void digestWhatWasPast(DelegateExecution execution, Due due, Instant begun) {
        Map<Instant, String> past = new LinkedHashMap<>();
        Stream.concat(
            deadlines.reminders(due).stream().map(before -> Map.entry(due.reminder(before), "Reminder, %s before".formatted(
                WashingtonTime.days(ChronoUnit.DAYS.between(due.lastDay().minus(before), due.lastDay()))))),
            Due.milestones().stream().map(third -> Map.entry(due.milestone(third), (third == 1 ? "One third" : "Two thirds") + " of the time over")))
            .filter(item -> item.getKey().isBefore(begun)).sorted(Map.Entry.comparingByKey())
            .forEach(item -> past.put(item.getKey(), item.getValue()));
        if (due.at().isBefore(begun)) {
            past.put(due.at(), due.target() ? "Target" : "Deadline");
        }
        if (!past.isEmpty()) {
            var lines = past.entrySet().stream().map(item -> List.of(item.getValue(), WashingtonTime.text(item.getKey()))).toList();
            mails.send("late-start/" + execution.getProcessInstanceId(), mails.everybody(due), "late-start", "Taken up late", due,
                Map.of("past", lines, "begun", WashingtonTime.text(begun), "over", due.isPast(begun)));
        }
    }

    private long daysLeft(Due due) {
        return ChronoUnit.DAYS.between(WashingtonTime.day(deadlines.now()), due.lastDay());
    }

    private Instant begun(DelegateExecution execution) {
        return history.createHistoricProcessInstanceQuery().processInstanceId(execution.getProcessInstanceId()).singleResult()
            .getStartTime().toInstant();
    }

    /** What was last reported, where the process asks for it. */
    private static double percent(DelegateExecution execution) {
        return execution.getVariable("percent") instanceof Number percent ? percent.doubleValue() : 0;
    }
}
