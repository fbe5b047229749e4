package org.eoworkflow.directive;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.eoworkflow.platform.EngineClock;

/** Dates as people read them: by Washington's clock, with the zone named. */
final class Times {

    private static final DateTimeFormatter READABLE = DateTimeFormatter.ofPattern("MMMM d, yyyy, h:mm a 'ET'", Locale.US);
    private static final LocalTime LAST_SECOND = LocalTime.of(23, 59, 59);

    private Times() {
    }

    static String text(Instant instant) {
        return READABLE.format(instant.atZone(EngineClock.WASHINGTON));
    }

    /** The last second of a day in Washington. */
    static Instant endOf(LocalDate day) {
        return day.atTime(LAST_SECOND).atZone(EngineClock.WASHINGTON).toInstant();
    }

    static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, EngineClock.WASHINGTON);
    }
}
