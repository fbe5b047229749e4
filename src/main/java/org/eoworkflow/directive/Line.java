package org.eoworkflow.directive;

import org.eoworkflow.platform.Refusal;

/**
 * A line of a list in a form, for messages that say which one is wrong.
 *
 * @param list the list's variable
 * @param index from 0; people count from 1
 */
record Line(String list, int index) {

    /** The refusal of a field of this line. */
    Refusal invalid(String field, String message) {
        return new Refusal(Refusal.Kind.INVALID, field(field), "Line %d: %s".formatted(index + 1, message));
    }

    /** What was refused for this line, with the line named. */
    Refusal refused(String field, Refusal refusal) {
        return new Refusal(refusal.kind(), field(field), "Line %d: %s".formatted(index + 1, refusal.getMessage()));
    }

    private String field(String field) {
        return "%s[%d].%s".formatted(list, index, field);
    }
}
