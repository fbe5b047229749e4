package org.eoworkflow.directive;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.temporal.TemporalAdjusters;
import java.util.Date;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.eoworkflow.deadline.DeadlineRecords;
import org.eoworkflow.deadline.Subject;
import org.eoworkflow.order.OrderEnded;
import org.eoworkflow.platform.EngineClock;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The order office's own rhythm, by Washington's clock. Each date is reckoned anew, so that it stays at its hour when clocks change. */
@Component("orderCalendar")
public class OrderCalendar {

    private static final LocalTime MORNING = LocalTime.of(9, 0);
    private static final String CALL = "status call";
    private static final String ANSWERS = "status answers";
    private static final String REVIEW = "quarterly review";
    private static final Map<String, String> TITLES = Map.of(CALL, "Weekly status call opens", ANSWERS, "Answers to the weekly status call",
        REVIEW, "Quarterly review of the continuous obligations");

    private final DeadlineRecords records;
    private final Clock clock;

    OrderCalendar(DeadlineRecords records, Clock clock) {
        this.records = records;
        this.clock = clock;
    }

    /** The next Monday, 09:00: when the leads are asked how they stand. */
    public Date nextDataCall(DelegateExecution execution) {
        return recorded(execution, CALL, nextDataCall(), "the next Monday, 09:00 in Washington");
    }

    /** The next Wednesday, 12:00: when the weekly report is made with the answers there are. */
    public Date dataCallCloses(DelegateExecution execution) {
        return recorded(execution, ANSWERS, dataCallCloses(), "the next Wednesday, 12:00 in Washington");
    }

    /** The first day of the next quarter of the year, 09:00: when the continuous obligations are reviewed. */
    public Date nextQuarter(DelegateExecution execution) {
        return recorded(execution, REVIEW, nextQuarter(), "the first day of the next quarter of the year, 09:00 in Washington");
    }

    private Date recorded(DelegateExecution execution, String what, Date next, String rule) {
        records.recurring(subject(what, (String) execution.getVariable("order")), next, today(), "The order runs; the date is set each time for the next.", rule, null);
        return next;
    }

    /** Of an order that is over nothing comes again. */
    @EventListener
    public void on(OrderEnded event) {
        TITLES.keySet().forEach(what -> records.end(subject(what, event.order()), event.revoked() ? "The order was revoked." : "The order was closed."));
    }

    private static Subject subject(String what, String order) {
        return Subject.ofOrder(what, order, Subject.Kind.RECURRING, TITLES.get(what));
    }

    // --- the same unrecorded, as models of before ask for them

    public Date nextDataCall() {
        return next(DayOfWeek.MONDAY, MORNING);
    }

    public Date dataCallCloses() {
        return next(DayOfWeek.WEDNESDAY, LocalTime.NOON);
    }

    public Date nextQuarter() {
        var today = today();
        var quarter = today.withMonth(Month.of(today.getMonthValue()).firstMonthOfQuarter().getValue()).withDayOfMonth(1);
        return at(quarter.plusMonths(3), MORNING);
    }

    private Date next(DayOfWeek day, LocalTime time) {
        var same = at(today().with(TemporalAdjusters.nextOrSame(day)), time);
        return same.toInstant().isAfter(clock.instant()) ? same : at(today().with(TemporalAdjusters.next(day)), time);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), EngineClock.WASHINGTON);
    }

    private static Date at(LocalDate day, LocalTime time) {
        return Date.from(day.atTime(time).atZone(EngineClock.WASHINGTON).toInstant());
    }
}
