package org.eoworkflow.deadline;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;

/**
 * A date with everything that it follows from: what a deadline record keeps, so that the date can be reckoned anew.
 *
 * @param value the last instant, or null where there is no day
 * @param started the day in Washington from which it counts
 * @param event what happened on that day, as a sentence
 * @param source the text it comes from
 * @param version of that text
 * @param rule how the value follows from the start
 * @param calendar {@link #CALENDAR_DAYS} or {@link #WORKING_DAYS}
 * @param period what was counted, or null where nothing was
 * @param skipped the days that the count left out, in their order
 * @param planning the working day to plan for, or null where it is the last day itself
 */
public record Reckoning(Instant value, LocalDate started, String event, String source, String version, String rule, String calendar,
                        Period period, List<Skipped> skipped, LocalDate planning, List<Competing> competing) {

    public static final String CALENDAR_DAYS = "calendar days";
    public static final String WORKING_DAYS = "federal working days (5 USC 6103)";

    /** A day that was not counted. */
    public record Skipped(LocalDate day, String why) {
    }

    /**
     * What another source says of the same date.
     *
     * @param value what it gives, or null where it gives none
     */
    public record Competing(String source, Instant value, String says) {
    }

    /** In calendar days: no day is skipped. */
    public static Reckoning calendarDays(Instant value, LocalDate started, String event, String source, String version, String rule,
                                         Period period) {
        return new Reckoning(value, started, event, source, version, rule, CALENDAR_DAYS, period, List.of(), null, List.of());
    }

    /** With the day to plan for, where offices are closed on the last day. */
    Reckoning plannedFor(LocalDate day) {
        return new Reckoning(value, started, event, source, version, rule, calendar, period, skipped, day, competing);
    }

    /** The same by another version of its text. */
    Reckoning ofVersion(String other) {
        return new Reckoning(value, started, event, source, other, rule, calendar, period, skipped, planning, competing);
    }

    /** With what others say. */
    public Reckoning besides(List<Competing> others) {
        return new Reckoning(value, started, event, source, version, rule, calendar, period, skipped, planning, others);
    }

    static List<Skipped> skipped(Map<LocalDate, String> days) {
        return days.entrySet().stream().map(day -> new Skipped(day.getKey(), day.getValue())).toList();
    }
}
