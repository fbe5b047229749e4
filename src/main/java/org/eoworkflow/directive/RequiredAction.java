package org.eoworkflow.directive;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.camunda.spin.json.SpinJsonNode;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.platform.Refusal;

/**
 * What a directive requires of an agency, and by when.
 *
 * @param number its place in the directive, from 1
 * @param rule {@link #FIXED}, or {@link #TIMELINE} where each vulnerability has a date of its own
 * @param requestedDate the date asked for by an extension that is not decided yet, or null
 */
record RequiredAction(int number, String text, String reporting, String rule, Instant due, Instant doneAt, String result,
                      LocalDate requestedDate) {

    static final String FIXED = "fixed";
    static final String TIMELINE = "remediation-timeline";

    private static final LocalTime LAST_SECOND = LocalTime.of(23, 59, 59);

    boolean isOpen() {
        return doneAt == null;
    }

    boolean isOverdue(Instant now) {
        return isOpen() && now.isAfter(due);
    }

    /** The last second of a day in Washington. */
    static Instant endOf(LocalDate day) {
        return day.atTime(LAST_SECOND).atZone(EngineClock.WASHINGTON).toInstant();
    }

    /** Reads the actions of a directive; days are calendar days from its release, at least one. */
    static List<RequiredAction> read(Object actions, LocalDate released) {
        var read = new ArrayList<RequiredAction>();
        for (SpinJsonNode action : Json.elements("actions", actions)) {
            int number = read.size() + 1;
            String text = Json.text(action, "action");
            if (text.isEmpty()) {
                throw Refusal.invalid("actions", "Required action %d says nothing. Say what the agency must do.".formatted(number));
            }
            if (!action.hasProp("days") || !action.prop("days").isNumber() || action.prop("days").numberValue().intValue() < 1) {
                throw Refusal.invalid("actions", "Required action %d needs a period of at least one day.".formatted(number));
            }
            String rule = Json.text(action, "rule").isEmpty() ? FIXED : Json.text(action, "rule");
            if (!rule.equals(FIXED) && !rule.equals(TIMELINE)) {
                throw Refusal.invalid("actions", "Required action %d follows rule '%s'. Known are 'fixed' and 'remediation-timeline'."
                    .formatted(number, rule));
            }
            read.add(new RequiredAction(number, text, Json.text(action, "reporting"), rule,
                endOf(released.plusDays(action.prop("days").numberValue().intValue())), null, "", null));
        }
        if (read.isEmpty()) {
            throw Refusal.invalid("actions", "The directive requires no action. Name at least one.");
        }
        return read;
    }
}
