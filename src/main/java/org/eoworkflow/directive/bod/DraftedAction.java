package org.eoworkflow.directive.bod;

import java.time.LocalDate;

/**
 * Something that a directive orders agencies to do.
 *
 * @param days calendar days from release, at least 1
 * @param wording how the directive itself words the period, e.g. {@code Immediately}, or empty: within so many calendar days
 * @param rule {@code fixed}, or {@code remediation-timeline}: then each vulnerability has a date of its own by that table
 */
record DraftedAction(String action, String details, int days, String wording, String reporting, String rule) {

    static final String FIXED = "fixed";
    static final String TIMELINE = "remediation-timeline";
    static final int LONGEST = 3650;

    String period() {
        return wording.isEmpty() ? "Within %d calendar day%s".formatted(days, days == 1 ? "" : "s") : wording;
    }

    /** The last day on which it is done in time. */
    LocalDate due(LocalDate released) {
        return released.plusDays(days);
    }

    boolean byTimeline() {
        return TIMELINE.equals(rule);
    }
}
