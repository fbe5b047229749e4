package org.eoworkflow.order;

import java.util.Locale;

/** How a directive of a running order stands. */
public enum DirectiveState {
    ACTIVE, SUSPENDED, WITHDRAWN, COMPLETED;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static DirectiveState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
