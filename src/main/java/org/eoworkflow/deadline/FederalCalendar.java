package org.eoworkflow.deadline;

import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.Month.DECEMBER;
import static java.time.Month.FEBRUARY;
import static java.time.Month.JANUARY;
import static java.time.Month.JULY;
import static java.time.Month.JUNE;
import static java.time.Month.MAY;
import static java.time.Month.NOVEMBER;
import static java.time.Month.OCTOBER;
import static java.time.Month.SEPTEMBER;
import static java.time.temporal.TemporalAdjusters.dayOfWeekInMonth;
import static java.time.temporal.TemporalAdjusters.lastInMonth;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.eoworkflow.platform.EngineClock;
import org.springframework.stereotype.Component;

/**
 * The working days of federal offices: Monday to Friday, 09:00 to 17:00 in Washington, but for the holidays of 5 USC 6103,
 * for Inauguration Day and for the further days off that {@code eo.calendar} names.
 * A holiday on a Saturday is observed on the Friday before it, one on a Sunday on the Monday after it.
 */
@Component
public class FederalCalendar {

    static final LocalTime OPENS = LocalTime.of(9, 0);
    static final LocalTime CLOSES = LocalTime.of(17, 0);

    private static final int JUNETEENTH_SINCE = 2021;
    private static final int INAUGURATIONS_COUNT_FROM = 1965;

    private final CalendarSettings settings;
    private final Map<Integer, Map<LocalDate, String>> years = new ConcurrentHashMap<>();

    FederalCalendar(CalendarSettings settings) {
        this.settings = settings;
    }

    /** Whether federal offices work on this day. */
    public boolean isWorkingDay(LocalDate day) {
        return !isWeekend(day) && dayOff(day).isEmpty();
    }

    /** The name of the holiday observed on this day, or what else closes the offices; empty on any other day, weekends included. */
    public Optional<String> dayOff(LocalDate day) {
        String name = holidays(day.getYear()).get(day);
        return name != null || !settings.daysOff().contains(day) ? Optional.ofNullable(name) : Optional.of("Day off by executive order");
    }

    /** The days of a year on which holidays are observed, with their names; the New Year observed on December 31 is the next year's. */
    public Map<LocalDate, String> holidays(int year) {
        return years.computeIfAbsent(year, this::observed);
    }

    /** The nth working day after a day; with 0 the day itself, if it is one, or else the next working day. */
    public LocalDate plusWorkingDays(LocalDate day, int days) {
        if (days < 0) {
            throw new IllegalArgumentException("working days are counted forward: " + days);
        }
        LocalDate reached = day;
        for (int left = days; left > 0; left--) {
            reached = firstWorkingDayOnOrAfter(reached.plusDays(1));
        }
        return firstWorkingDayOnOrAfter(reached);
    }

    /** The planning date for what is due on a day: the day itself or, when offices are closed then, the working day before it. */
    public LocalDate lastWorkingDayOnOrBefore(LocalDate day) {
        LocalDate reached = day;
        while (!isWorkingDay(reached)) {
            reached = reached.minusDays(1);
        }
        return reached;
    }

    /** The day itself or, when offices are closed then, the next working day. */
    public LocalDate firstWorkingDayOnOrAfter(LocalDate day) {
        LocalDate reached = day;
        while (!isWorkingDay(reached)) {
            reached = reached.plusDays(1);
        }
        return reached;
    }

    /** The days after one day and before another, or on it, on which offices are closed, with why: {@code Saturday} or a holiday's name. */
    Map<LocalDate, String> closedBetween(LocalDate after, LocalDate last) {
        var closed = new TreeMap<LocalDate, String>();
        after.plusDays(1).datesUntil(last.plusDays(1)).filter(day -> !isWorkingDay(day)).forEach(day -> closed.put(day, whyClosed(day)));
        return closed;
    }

    /** Why offices are closed on a day that is no working day. */
    String whyClosed(LocalDate day) {
        return dayOff(day).orElseGet(() -> day.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.US));
    }

    /** 17:00 in Washington on this day. */
    public static Instant endOfWork(LocalDate day) {
        return day.atTime(CLOSES).atZone(EngineClock.WASHINGTON).toInstant();
    }

    /** 09:00 in Washington on this day. */
    public static Instant startOfWork(LocalDate day) {
        return day.atTime(OPENS).atZone(EngineClock.WASHINGTON).toInstant();
    }

    private Map<LocalDate, String> observed(int year) {
        var days = new TreeMap<LocalDate, String>();
        observe(days, year, LocalDate.of(year, JANUARY, 1), "New Year's Day");
        observe(days, year, LocalDate.of(year + 1, JANUARY, 1), "New Year's Day");
        days.put(nth(3, MONDAY, year, JANUARY), "Birthday of Martin Luther King, Jr.");
        days.put(nth(3, MONDAY, year, FEBRUARY), "Washington's Birthday");
        days.put(LocalDate.of(year, MAY, 1).with(lastInMonth(MONDAY)), "Memorial Day");
        if (year >= JUNETEENTH_SINCE) {
            observe(days, year, LocalDate.of(year, JUNE, 19), "Juneteenth National Independence Day");
        }
        observe(days, year, LocalDate.of(year, JULY, 4), "Independence Day");
        days.put(nth(1, MONDAY, year, SEPTEMBER), "Labor Day");
        days.put(nth(2, MONDAY, year, OCTOBER), "Columbus Day");
        observe(days, year, LocalDate.of(year, NOVEMBER, 11), "Veterans Day");
        days.put(nth(4, THURSDAY, year, NOVEMBER), "Thanksgiving Day");
        observe(days, year, LocalDate.of(year, DECEMBER, 25), "Christmas Day");
        if (settings.inaugurationDay() && year > INAUGURATIONS_COUNT_FROM && (year - INAUGURATIONS_COUNT_FROM) % 4 == 0) {
            // on a Sunday the public ceremony is on the Monday; for a Saturday the law gives no other day
            var day = LocalDate.of(year, JANUARY, 20);
            days.putIfAbsent(day.getDayOfWeek() == SUNDAY ? day.plusDays(1) : day, "Inauguration Day");
        }
        return Map.copyOf(days);
    }

    private static void observe(Map<LocalDate, String> days, int year, LocalDate day, String name) {
        LocalDate observed = switch (day.getDayOfWeek()) {
            case SATURDAY -> day.minusDays(1);
            case SUNDAY -> day.plusDays(1);
            default -> day;
        };
        if (observed.getYear() == year) {
            days.put(observed, name);
        }
    }

    private static LocalDate nth(int n, DayOfWeek day, int year, Month month) {
        return LocalDate.of(year, month, 1).with(dayOfWeekInMonth(n, day));
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == SATURDAY || day.getDayOfWeek() == SUNDAY;
    }
}
