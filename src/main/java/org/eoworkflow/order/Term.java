package org.eoworkflow.order;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import org.eoworkflow.platform.EngineClock;

/** A period counted in calendar days from signing, ending with the last second of its last day in Washington. */
public record Term(LocalDate signed, Period period) {

    /** How an end follows from a signing date and a period, for those who explain a date. */
    public static final String RULE = "calendar days from signing, until 23:59:59 of the last day in Washington";

    private static final LocalTime LAST_SECOND = LocalTime.of(23, 59, 59);

    /** The last day on which it is kept. */
    public LocalDate lastDay() {
        return signed.plus(period);
    }

    /** The last instant at which it is kept. */
    public Instant end() {
        return lastDay().atTime(LAST_SECOND).atZone(EngineClock.WASHINGTON).toInstant();
    }
}
