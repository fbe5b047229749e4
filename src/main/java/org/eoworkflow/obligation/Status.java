package org.eoworkflow.obligation;

import java.util.Locale;

/** How a clause stands. */
public enum Status {
    ON_TRACK("in progress"), AT_RISK("in progress"), OVERDUE("overdue"), MET("satisfied"), MET_LATE("satisfied late"),
    NOT_APPLICABLE("not applicable"), UNKNOWN("in progress");

    private final String outcome;

    Status(String outcome) {
        this.outcome = outcome;
    }

    /** As the API names it: {@code met-late}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** In words: {@code met late}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** What the ledger says of it: satisfied, satisfied late, overdue, in progress or not applicable. */
    public String outcome() {
        return outcome;
    }
}
