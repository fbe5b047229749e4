package org.eoworkflow.deadline;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.spin.json.SpinJsonNode;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.ledger.Recorded;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.order.Clause;
import org.eoworkflow.order.Term;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.platform.WashingtonTime;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Escalates a missed deadline: to the accountable agency's approver and the order office, to the agency's head, to the principals.
 * The clauses stay overdue whatever is planned; only their certification, or an amendment or revocation, ends it.
 */
@Component("escalation")
public class Escalation {

    private static final String LEVEL = "escalationLevel";
    private static final String PLAN = "recoveryPlan";
    private static final String COMMITTED = "committedDate";
    private static final String MOVED = "The deadline was moved by amendment.";
    private static final Set<EntryKind> SETTLING = Set.of(EntryKind.CLAUSE_CERTIFIED, EntryKind.CLAUSE_NOT_APPLICABLE);

    private final Deadlines deadlines;
    private final OpenClauses open;
    private final DeadlineMails mails;
    private final Ledger ledger;
    private final Catalogue catalogue;
    private final DeadlineRecords records;
    private final ObjectProvider<RuntimeService> runtime;

    Escalation(Deadlines deadlines, OpenClauses open, DeadlineMails mails, Ledger ledger, Catalogue catalogue, DeadlineRecords records,
               ObjectProvider<RuntimeService> runtime) {
        this.deadlines = deadlines;
        this.open = open;
        this.mails = mails;
        this.ledger = ledger;
        this.catalogue = catalogue;
        this.records = records;
        this.runtime = runtime;
    }

    /** What has passed while clauses are open: the order's {@code deadline}, only the order office's {@code target}, or {@code nothing}. */
    public String overdue(DelegateExecution execution) {
        Due due = deadlines.of(execution);
        return open.of(due.order(), due.directive()).isEmpty() || !due.isPast(deadlines.now()) ? "nothing" : due.word();
    }

    /** Opens the escalation: the accountable agency's approver owes a recovery plan. */
    public void open(DelegateExecution execution) {
        raiseTo(execution, 1, EntryKind.ESCALATION_OPENED);
    }

    /** Tells the head of the accountable agency. */
    public void raiseToHead(DelegateExecution execution) {
        raiseTo(execution, 2, EntryKind.ESCALATION_RAISED);
    }

    /** Tells the heads of all agencies that the order names for the directive. */
    public void raiseToPrincipals(DelegateExecution execution) {
        raiseTo(execution, 3, EntryKind.ESCALATION_RAISED);
    }

    /** Asks once more for the recovery plan. */
    public void chase(DelegateExecution execution) {
        Due due = deadlines.of(execution);
        var payload = facts(execution, due);
        payload.put("note", "No recovery plan was submitted in time; it is asked for again.");
        ledger.append(Entry.of(EntryKind.NOTE, execution, payload));
        mails.send(occasion("chase", execution), mails.accountable(due), "escalation", "Recovery plan overdue", due,
            values(execution, due, "chase"));
    }

    private void raiseTo(DelegateExecution execution, int level, EntryKind kind) {
        Due due = deadlines.of(execution);
        var reason = level == 1 ? "The deadline has passed and its clauses are not met." : reason(execution);
        execution.setVariable(LEVEL, level);
        var payload = facts(execution, due);
        if (level > 1) {
            payload.put("reason", reason);
            payload.put("committed", Objects.toString(execution.getVariable(COMMITTED), null));
        }
        execution.setVariable(PLAN, "none");
        execution.setVariable(COMMITTED, null);
        execution.setVariable("recoveryDecision", null);
        execution.setVariable("missedDeadline", WashingtonTime.text(due.at()));
        execution.setVariable("daysOverdue", WashingtonTime.days(due.daysLate(deadlines.now())));
        execution.setVariable("escalationReason", reason);
        ledger.append(Entry.of(kind, execution, payload));
        mails.send(occasion("level-" + level, execution), told(due, level), "escalation", level == 1 ? "Deadline missed" : "Escalation, level " + level, due, values(execution, due, "level" + level));
    }

    private Set<String> told(Due due, int level) {
        return switch (level) {
            case 1 -> mails.accountable(due);
            case 2 -> mails.head(due);
            default -> mails.principals(due);
        };
    }

    /** Why the step before did not end it. */
    private String reason(DelegateExecution execution) {
        return plan(execution).equals("missed") ? "The committed date has passed and the clauses are not met."
            : Integer.valueOf(3).equals(execution.getVariable(LEVEL)) ? "The principals were called and have recorded no decision." : "No recovery plan was submitted in time.";
    }

    /** Each time it is reached is an occasion of its own. */
    private static String occasion(String what, DelegateExecution execution) {
        return "escalation/%s/%s".formatted(what, execution.getActivityInstanceId());
    }

    private Map<String, Object> values(DelegateExecution execution, Due due, String step) {
        var values = new HashMap<String, Object>();
        values.put("step", step);
        values.put("late", WashingtonTime.days(due.daysLate(deadlines.now())));
        values.put("overdue", due.isPast(deadlines.now()));
        values.put("reason", Objects.toString(execution.getVariable("escalationReason"), ""));
        values.put("head", mails.headOf(due));
        values.put("planDue", WashingtonTime.text(deadlines.workingDays("P2D").toInstant()));
        return values;
    }

    private Map<String, Object> facts(DelegateExecution execution, Due due) {
        Map<String, Object> payload = due.payload();
        payload.put("level", execution.getVariable(LEVEL));
        payload.put("daysLate", due.daysLate(deadlines.now()));
        payload.put("clauses", open.of(due.order(), due.directive()).stream().map(Clause::id).toList());
        return payload;
    }

    // --- the recovery plan

    /** Refuses a plan that names no step, or a date that has passed already. */
    public void checkPlan(DelegateTask task) {
        if (task.getVariable("recoverySteps") instanceof SpinJsonNode steps && steps.isArray() && !steps.elements().isEmpty()) {
            committedDay(task.getVariable(COMMITTED));
            return;
        }
        throw Refusal.invalid("recoverySteps", "Name at least one step of the recovery.");
    }

    /** Records the plan that the order office has accepted. The clauses stay overdue until they are met. */
    public void accept(DelegateExecution execution) {
        Due due = deadlines.of(execution);
        var committed = committedDay(execution.getVariable(COMMITTED));
        var payload = facts(execution, due);
        payload.put("cause", Objects.toString(execution.getVariable("recoveryCause"), null));
        payload.put("committed", committed.toString());
        ledger.append(Entry.of(EntryKind.RECOVERY_PLAN_ACCEPTED, execution, payload));
        commit(due, committed, "The recovery plan was accepted.");
        execution.setVariable(PLAN, "accepted");
    }

    /** Records what the principals decided, with the date they committed to. */
    public void decided(DelegateTask task) {
        var execution = task.getExecution();
        var due = deadlines.of(execution);
        var committed = committedDay(task.getVariable(COMMITTED));
        var payload = facts(execution, due);
        payload.put("decision", Objects.toString(task.getVariable("principalsDecision"), null));
        payload.put("committed", committed.toString());
        ledger.append(Entry.of(EntryKind.DECISION_MADE, task, payload));
        commit(due, committed, "The principals decided.");
        execution.setVariable(PLAN, "accepted");
    }

    private void commit(Due due, LocalDate day, String event) {
        records.record(commitment(due), committed(due, day, event), event + " It commits to another date.");
    }

    private Subject commitment(Due due) {
        return Subject.ofDirective("commitment", due.order(), due.directive(), Subject.Kind.COMMITMENT,
            "Committed date: " + catalogue.order(due.order()).directive(due.directive()).name());
    }

    private Reckoning committed(Due due, LocalDate day, String event) {
        return Reckoning.calendarDays(new Term(day, Period.ZERO).end(), WashingtonTime.day(deadlines.now()), event,
            "Recovery plan for the missed " + due.word(), "as accepted", "the day that was committed to, until 23:59:59 in Washington", null);
    }

    /** Records the dates that were committed to before dates were recorded. */
    @EventListener
    public void on(DatesSetBefore event) {
        runtime.getObject().createProcessInstanceQuery().processDefinitionKey("DeadlineEscalation").variableValueEquals(PLAN, "accepted").list()
            .forEach(instance -> event.of(instance.getBusinessKey(), () -> {
                var variables = runtime.getObject().getVariables(instance.getId(), List.of("order", "directive", COMMITTED));
                var due = deadlines.of((String) variables.get("order"), (String) variables.get("directive"));
                records.makeUp(commitment(due), committed(due, LocalDate.parse((String) variables.get(COMMITTED)), "The recovery plan had been accepted by then."));
            }));
    }

    /** The last second of the committed day in Washington. */
    public Date committed(DelegateExecution execution) {
        return Date.from(new Term(LocalDate.parse((String) execution.getVariable(COMMITTED)), Period.ZERO).end());
    }

    private LocalDate committedDay(Object value) {
        try {
            var day = LocalDate.parse(((String) value).strip());
            if (!day.isBefore(WashingtonTime.day(deadlines.now()))) {
                return day;
            }
        } catch (DateTimeException | ClassCastException | NullPointerException e) {
            throw Refusal.invalid(COMMITTED, "The committed date must be a date such as 2026-07-10.");
        }
        throw Refusal.invalid(COMMITTED, "The committed date must not have passed. Commit to a day from today on.");
    }

    // --- the next step

    /** {@code none} when no plan was submitted in time, {@code missed} when the committed date of one has passed. */
    public String plan(DelegateExecution execution) {
        return "accepted".equals(execution.getVariable(PLAN)) ? "missed" : "none";
    }

    /** Calendar days since the deadline. */
    public long daysLate(DelegateExecution execution) {
        return deadlines.of(execution).daysLate(deadlines.now());
    }

    /** Refuses to go on where the decision table names no step. */
    public void requireStep(DelegateExecution execution) {
        if (execution.getVariable("nextStep") == null) {
            throw Refusal.conflict(("Decision table 'EscalationLevel' has no rule for level %s, recovery plan '%s', %s days late. "
                + "Add one and deploy the table.").formatted(execution.getVariable(LEVEL), plan(execution), daysLate(execution)));
        }
    }

    // --- the end

    /** Closes the escalation because an amendment has moved the deadline into the future, and nobody is held to the committed date. Should the new one be missed, it opens anew. */
    public void moved(DelegateExecution execution) {
        close(execution, MOVED);
        records.end(commitment(deadlines.of(execution)), MOVED);
    }

    /** Closes what is still open when the process ends: because the clauses are met, or with the directive that is ended. */
    public void ended(DelegateExecution execution) {
        if (execution.getVariable(LEVEL) instanceof Integer level && level > 0) {
            Due due = deadlines.of(execution);
            close(execution, open.of(due.order(), due.directive()).isEmpty() ? "The clauses are met or no longer apply."
                : "The directive was ended.");
        }
    }

    /** Whoever was told of the escalation is told of its end. */
    private void close(DelegateExecution execution, String reason) {
        Due due = deadlines.of(execution);
        var payload = facts(execution, due);
        payload.put("reason", reason);
        ledger.append(Entry.of(EntryKind.ESCALATION_CLOSED, execution, payload));
        var values = values(execution, due, "closed");
        values.put("reason", reason);
        mails.send(occasion("closed", execution), told(due, (Integer) execution.getVariable(LEVEL)), "escalation", "Escalation closed", due, values);
        execution.setVariable(LEVEL, 0);
    }

    /** Ends the escalation of a directive as soon as none of its clauses is open, after all others have taken note of the fact. */
    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    public void on(Recorded fact) {
        var entry = fact.entry();
        if (entry.clause() == null || !SETTLING.contains(entry.kind())) {
            return;
        }
        catalogue.find(entry.order()).flatMap(order -> order.clauses().stream().filter(clause -> clause.id().equals(entry.clause())).findFirst())
            .map(Clause::directive).filter(directive -> open.of(entry.order(), directive).isEmpty())
            .ifPresent(directive -> runtime.getObject().createMessageCorrelation("ClausesMet")
                .processInstanceBusinessKey(entry.order() + "/" + directive).correlateAll());
    }
}
