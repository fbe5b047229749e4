package org.eoworkflow.task;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.platform.WashingtonTime;

/**
 * Somebody is away, and somebody else does the work meanwhile.
 *
 * @param from first day in Washington
 * @param until last day in Washington, up to its last second
 * @param endedAt when it was ended early or called off, or null
 */
record Absence(UUID id, String account, String substitute, LocalDate from, LocalDate until, String enteredBy, Instant enteredAt, Instant endedAt) {

    /** Where it stands on this day: {@code planned}, {@code now}, {@code over}, or {@code ended} early. */
    String state(LocalDate today) {
        return endedAt != null ? "ended" : today.isBefore(from) ? "planned" : today.isAfter(until) ? "over" : "now";
    }

    boolean isOver(LocalDate today) {
        return endedAt != null || today.isAfter(until);
    }

    /** The first instant after it. */
    Instant end() {
        return endedAt != null ? endedAt : until.plusDays(1).atStartOfDay(EngineClock.WASHINGTON).toInstant();
    }

    /** {@code Monday, June 15, 2026 to Friday, June 19, 2026}. */
    String period() {
        return from.equals(until) ? WashingtonTime.text(from) : WashingtonTime.text(from) + " to " + WashingtonTime.text(until);
    }
}
