package org.eoworkflow.platform;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times and days as people read them: by Washington's clock, with the zone named. */
public final class WashingtonTime {

    private static final DateTimeFormatter TIME =
        DateTimeFormatter.ofPattern("EEEE, MMMM d, yyyy, h:mm a 'ET'", Locale.US).withZone(EngineClock.WASHINGTON);
    private static final DateTimeFormatter LIMIT =
        DateTimeFormatter.ofPattern("EEEE, MMMM d, yyyy, h:mm:ss a 'ET'", Locale.US).withZone(EngineClock.WASHINGTON);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, MMMM d, yyyy", Locale.US);

    private WashingtonTime() {
    }

    /**
     * {@code Thursday, July 2, 2026, 5:00 PM ET}; null stays null. The last second of a day, at which periods end, is told in full:
     * {@code Thursday, July 2, 2026, 11:59:59 PM ET}.
     */
    public static String text(Instant time) {
        return time == null ? null : (isLastSecond(time) ? LIMIT : TIME).format(time);
    }

    private static boolean isLastSecond(Instant time) {
        var local = time.atZone(EngineClock.WASHINGTON).toLocalTime();
        return local.toSecondOfDay() == LocalTime.MAX.toSecondOfDay();
    }

    /** {@code 2026-07-02T23:59:59-04:00}, as programs and spreadsheets read it; null stays null. */
    public static String iso(Instant time) {
        return time == null ? null : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atZone(EngineClock.WASHINGTON));
    }

    /** {@code Thursday, July 2, 2026}; null stays null. */
    public static String text(LocalDate day) {
        return day == null ? null : DAY.format(day);
    }

    /** {@code 1 day}, {@code 14 days}. */
    public static String days(long days) {
        return days == 1 ? "1 day" : days + " days";
    }

    /** The day in Washington on which this instant falls. */
    public static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, EngineClock.WASHINGTON);
    }
}
