package org.eoworkflow.deadline;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eoworkflow.deadline.Subject.Kind;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.platform.WashingtonTime;
import org.springframework.stereotype.Component;

/** Says in words why a date is what it is, from its record alone. */
@Component
public class Explanation {

    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("zzz, 'UTC'xxx", Locale.US).withZone(EngineClock.WASHINGTON);

    private final FederalCalendar calendar;
    private final DeadlineRecords records;

    Explanation(FederalCalendar calendar, DeadlineRecords records) {
        this.calendar = calendar;
        this.records = records;
    }

    /** The date with hour and zone: {@code Thursday, July 2, 2026, 11:59:59 PM ET (EDT, UTC-04:00)}; {@code No date} where there is none. */
    public static String date(Instant value) {
        return value == null ? "No date" : "%s (%s)".formatted(WashingtonTime.text(value), OFFSET.format(value));
    }

    /** {@code 30 days}, {@code 6 months}, {@code 1 year and 10 days}. */
    public static String words(Period period) {
        var parts = Stream.of(part(period.getYears(), "year"), part(period.getMonths(), "month"), part(period.getDays(), "day")).filter(part -> !part.isEmpty()).toList();
        return parts.isEmpty() ? "0 days" : String.join(" and ", parts);
    }

    private static String part(int count, String unit) {
        return count == 0 ? "" : count == 1 ? "1 " + unit : "%d %ss".formatted(count, unit);
    }

    /** The sentences, in the order in which one would ask: what, since when, by which text, by which rule, what else, what came after. */
    public List<String> of(DeadlineRecord record) {
        var says = new ArrayList<String>();
        var reckoning = record.reckoning();
        if (record.isEnd()) {
            says.add("There is no date any more since %s. %s".formatted(WashingtonTime.text(reckoning.started()), reckoning.event()));
        } else {
            says.add(kind(record.subject().kind()) + " " + (reckoning.value() == null ? "There is no day by which it must be done." : date(reckoning.value()) + "."));
            says.add("The clock started on %s. %s".formatted(WashingtonTime.text(reckoning.started()), reckoning.event()));
            says.add("It comes from: %s. Version: %s.".formatted(reckoning.source(), reckoning.version()));
            says.add(rule(reckoning, record.zone()));
            says.add(days(reckoning));
        }
        if (reckoning.planning() != null) {
            var last = WashingtonTime.day(reckoning.value());
            says.add("Plan for %s, the last federal working day before it, because %s is no working day (%s). The date itself does not move."
                .formatted(WashingtonTime.text(reckoning.planning()), WashingtonTime.text(last), calendar.whyClosed(last)));
        }
        reckoning.competing().forEach(other -> says.add("Another source, %s: %s%s".formatted(other.source(), other.says(),
            other.value() == null ? "" : " By it the date would be %s.".formatted(date(other.value())))));
        if (record.reason() != null) {
            says.add(record.sequence() == 0 ? record.reason() : "It took the place of an earlier date. %s".formatted(record.reason()));
        }
        if (!record.holds()) {
            var next = records.find(record.supersededBy()).orElseThrow();
            says.add("It holds no longer: superseded on %s by record %d, %s. %s".formatted(WashingtonTime.text(next.recordedAt()), next.id(),
                next.isEnd() ? "which ends it" : date(next.reckoning().value()), Objects.requireNonNullElse(next.reason(), "")).strip());
        }
        return says;
    }

    private static String kind(Kind kind) {
        return switch (kind) {
            case DEADLINE -> "Deadline of the order:";
            case TARGET -> "Planning target of the order office, not a deadline of the order:";
            case MILESTONE -> "Milestone, a planning practice:";
            case WINDOW -> "The window closes:";
            case TASK -> "Due date of a task:";
            case ACTION -> "Due date of a required action:";
            case VULNERABILITY -> "Date by which the vulnerability is to be remediated:";
            case RECURRING -> "Date of the order office's own rhythm, a planning practice:";
            case COMMITMENT -> "Date committed to in a recovery plan; the clauses stay overdue until they are met:";
        };
    }

    private static String rule(Reckoning reckoning, String zone) {
        return "Rule: %s%s. Zone: %s.".formatted(reckoning.period() == null ? "" : words(reckoning.period()) + "; ", reckoning.rule(), zone);
    }

    private static String days(Reckoning reckoning) {
        if (reckoning.calendar().equals(Reckoning.CALENDAR_DAYS)) {
            return "Calendar: every day counts, weekends and holidays too, so no day is skipped.";
        }
        return "Calendar: %s. %s".formatted(reckoning.calendar(), reckoning.skipped().isEmpty() ? "No day in between was to be skipped."
            : "Skipped: %s.".formatted(reckoning.skipped().stream().map(day -> skipped(day.day(), day.why())).collect(Collectors.joining("; "))));
    }

    /** A weekend's own name stands in the date already. */
    private static String skipped(LocalDate day, String why) {
        var text = WashingtonTime.text(day);
        return text.startsWith(why) ? text : "%s (%s)".formatted(text, why);
    }
}
