package org.eoworkflow.platform;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times and days as people read them: by Washington's clock, with the zone named. */
public final class WashingtonTime {

    private static final DateTimeFormatter TIME =
        DateTimeFormatter.ofPattern("EEEE, MMMM d, yyyy, h:mm a 'ET'", Locale.US).withZone(EngineClock.WASHINGTON);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, MMMM d, yyyy", Locale.US);

    private WashingtonTime() {
    }

    /** {@code Thursday, July 2, 2026, 11:59 PM ET}; null stays null. */
    public static String text(Instant time) {
        return time == null ? null : TIME.format(time);
    }

    /** {@code Thursday, July 2, 2026}; null stays null. */
    public static String text(LocalDate day) {
        return day == null ? null : DAY.format(day);
    }

    /** The day in Washington on which this instant falls. */
    public static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, EngineClock.WASHINGTON);
    }
}
