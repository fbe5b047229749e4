package org.eoworkflow.deadline;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eoworkflow.order.Term;
import org.eoworkflow.platform.WashingtonTime;

/**
 * When a directive is due, and what that follows from.
 *
 * @param signed the day from which the period counts
 * @param period the order's own, or the order office's if it is a target
 * @param target whether it is a planning target; the order then states no deadline
 */
record Due(String order, String directive, LocalDate signed, Period period, boolean target) {

    private static final int PARTS = 3;

    Instant at() {
        return new Term(signed, period).end();
    }

    LocalDate lastDay() {
        return new Term(signed, period).lastDay();
    }

    boolean isPast(Instant now) {
        return !now.isBefore(at());
    }

    /** Calendar days that have passed in Washington since the last day; 0 until then. */
    long daysLate(Instant now) {
        return Math.max(0, ChronoUnit.DAYS.between(lastDay(), WashingtonTime.day(now)));
    }

    /** In the morning of the day that lies this long before the last day. */
    Instant reminder(Period before) {
        return FederalCalendar.startOfWork(lastDay().minus(before));
    }

    /** Those of these reminders that come after the signing, the earliest first. */
    List<Period> reminders(List<Period> all) {
        return all.stream().filter(before -> lastDay().minus(before).isAfter(signed))
            .sorted((a, b) -> reminder(a).compareTo(reminder(b))).toList();
    }

    /** The end of the day on which this many thirds of the time are over. */
    Instant milestone(int third) {
        long days = ChronoUnit.DAYS.between(signed, lastDay());
        return new Term(signed, Period.ofDays((int) ((days * third + PARTS - 1) / PARTS))).end();
    }

    /** The milestones by number. */
    static List<Integer> milestones() {
        return List.of(1, 2);
    }

    /** The share of the time that is over at a milestone. */
    static double share(int third) {
        return (double) third / PARTS;
    }

    /** {@code deadline} or {@code target}: a target is never called a deadline of the order. */
    String word() {
        return target ? "target" : "deadline";
    }

    /** As ledger entries carry it, so that the date can be explained. */
    Map<String, Object> payload() {
        var payload = new LinkedHashMap<String, Object>();
        payload.put("directive", directive);
        payload.put(word(), at().toString());
        payload.put("signed", signed.toString());
        payload.put("period", period.toString());
        payload.put("rule", Term.RULE);
        return payload;
    }
}
