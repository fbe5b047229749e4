package org.eoworkflow.deadline;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.eoworkflow.platform.EngineClock;

/** Dates as people read them, in Washington's time and with the zone named. */
public final class InWords {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("EEEE, MMMM d, uuuu, h:mm:ss a 'ET'", Locale.US);
    private static final DateTimeFormatter FULL_MINUTE = DateTimeFormatter.ofPattern("EEEE, MMMM d, uuuu, h:mm a 'ET'", Locale.US);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, MMMM d, uuuu", Locale.US);

    private InWords() {
    }

    /** {@code Thursday, July 2, 2026, 11:59:59 PM ET}; a full minute goes without seconds. */
    public static String time(Instant instant) {
        var time = instant.atZone(EngineClock.WASHINGTON);
        return (time.getSecond() == 0 ? FULL_MINUTE : TIME).format(time);
    }

    /** {@code Thursday, July 2, 2026}. */
    public static String day(LocalDate day) {
        return DAY.format(day);
    }

    /** {@code 1 day}, {@code 14 days}. */
    public static String days(long days) {
        return days == 1 ? "1 day" : days + " days";
    }
}
