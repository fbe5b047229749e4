package org.eoworkflow.order;

import java.util.Locale;

/** How a directive of a running order stands. */
public enum DirectiveState {
    ACTIVE, SUSPENDED, WITHDRAWN, COMPLETED,
    /** Its process is over, and what it was to bring about does not exist. */
    ENDED_WITHOUT_RESULT;

    /** Over: an amendment can only withdraw it. */
    public boolean isOver() {
        return this != ACTIVE && this != SUSPENDED;
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static DirectiveState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace(' ', '_'));
    }
}
