package org.eoworkflow.deadline;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.eoworkflow.order.Orders;
import org.eoworkflow.order.Term;
import org.eoworkflow.platform.EngineClock;
import org.springframework.stereotype.Component;

/**
 * The dates of directives, for timers and tasks of models.
 *
 * <p>A directive's date is its deadline by the order, amendments included, or the planning target where the order states none.
 * It ends with the last second of its last day in Washington. Periods are ISO 8601, such as {@code P30D}.
 */
@Component("deadlines")
public class Deadlines {

    private static final Pattern CALL =
        Pattern.compile("[$#]\\{\\s*deadlines\\.(?<name>due|before|milestone)\\(\\s*execution\\s*(,\\s*'?(?<last>\\w+)'?\\s*)*\\)\\s*}");

    private final Orders orders;
    private final FederalCalendar calendar;
    private final DeadlineSettings settings;
    private final Clock clock;

    Deadlines(Orders orders, FederalCalendar calendar, DeadlineSettings settings, Clock clock) {
        this.orders = orders;
        this.calendar = calendar;
        this.settings = settings;
        this.clock = clock;
    }

    /** The date of this execution's directive. */
    public Date due(DelegateExecution execution) {
        return Date.from(of(execution).at());
    }

    /**
     * The date of this execution's directive.
     *
     * @param period the order's own, so that the model can be read without the catalogue; an amendment wins over it
     */
    public Date due(DelegateExecution execution, String period) {
        period(period);
        return due(execution);
    }

    /** 09:00 in Washington on the day that lies this long before the last day. */
    public Date before(DelegateExecution execution, String before) {
        return Date.from(of(execution).reminder(period(before)));
    }

    /** The same, in a model that states the order's own period. */
    public Date before(DelegateExecution execution, String period, String before) {
        period(period);
        return before(execution, before);
    }

    /** When the next reminder is due that was not given yet; the directive's date itself when none is left. */
    public Date nextReminder(DelegateExecution execution) {
        Due due = of(execution);
        return Date.from(Given.reminders(execution, due).outstanding(due.reminders(settings.reminders())).stream().findFirst()
            .map(due::reminder).orElseGet(due::at));
    }

    /** Whether a reminder is left. */
    public boolean moreReminders(DelegateExecution execution) {
        Due due = of(execution);
        return !Given.reminders(execution, due).outstanding(due.reminders(settings.reminders())).isEmpty();
    }

    /**
     * The end of the day on which a milestone is checked.
     *
     * @param milestone how many thirds of the time are then over ({@code 1} or {@code 2}), or the time from signing ({@code P10D})
     */
    public Date milestone(DelegateExecution execution, String milestone) {
        return Date.from(milestone(of(execution), milestone));
    }

    /** 17:00 in Washington on the nth federal working day from today, such as {@code P5D}. */
    public Date workingDays(String days) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), EngineClock.WASHINGTON);
        return Date.from(FederalCalendar.endOfWork(calendar.plusWorkingDays(today, period(days).getDays())));
    }

    /** What an expression of a model that names a directive's date amounts to; empty for any other expression. */
    Optional<Date> evaluate(String expression, Due due) {
        return evaluate(expression, () -> due);
    }

    /** The same, where the directive's date is only asked for by an expression that names it. */
    Optional<Date> evaluate(String expression, Supplier<Due> directive) {
        var call = CALL.matcher(expression == null ? "" : expression.strip());
        if (!call.matches()) {
            return Optional.empty();
        }
        var last = call.group("last");
        var due = directive.get();
        return Optional.of(Date.from(switch (call.group("name")) {
            case "before" -> due.reminder(period(last));
            case "milestone" -> milestone(due, last);
            default -> due.at();
        }));
    }

    /** What such an expression says, for those who do not read models: {@code 7 days before it, at 09:00 in Washington}. */
    static String words(String expression) {
        var call = CALL.matcher(expression.strip());
        if (!call.matches()) {
            throw new IllegalArgumentException(expression);
        }
        var last = call.group("last");
        return switch (call.group("name")) {
            case "before" -> Explanation.words(period(last)) + " before it, at 09:00 in Washington";
            case "milestone" -> last.matches("\\d") ? "when %s of the time until it is over".formatted(last.equals("1") ? "a third" : "two thirds")
                : Explanation.words(period(last)) + " after signing";
            default -> "that date itself";
        };
    }

    private static Instant milestone(Due due, String milestone) {
        return milestone.matches("\\d") ? due.milestone(Integer.parseInt(milestone)) : new Term(due.signed(), period(milestone)).end();
    }

    /** When this execution's directive is due. */
    Due of(DelegateExecution execution) {
        return of((String) execution.getVariable("order"), (String) execution.getVariable("directive"));
    }

    /** When a directive is due, under the terms that hold now. */
    Due of(String order, String directive) {
        var deadline = orders.period(order, directive);
        var period = deadline.or(() -> orders.target(order, directive)).orElseThrow(() -> new IllegalStateException(
            "directive '%s' of order '%s' has neither a deadline nor a target".formatted(directive, order)));
        return new Due(order, directive, orders.signed(order), period, deadline.isEmpty());
    }

    List<Period> reminders(Due due) {
        return due.reminders(settings.reminders());
    }

    Instant now() {
        return clock.instant();
    }

    private static Period period(String text) {
        try {
            return Period.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("'%s' is no period. Write it like 'P30D'.".formatted(text), e);
        }
    }
}
