package org.eoworkflow.deadline;

import java.util.Locale;

/**
 * What a date is set for. All records with the same key tell the story of one date.
 *
 * @param directive id of the directive it belongs to, or null
 * @param clause id of the clause, or null
 * @param agency the agency whose own matter it is, or null where it is the order's
 * @param task id of the task, or null
 */
public record Subject(String key, Kind kind, String title, String order, String directive, String clause, String businessKey,
                      String agency, String task) {

    /** What sort of date it is: only a {@code DEADLINE} is the order's own. */
    public enum Kind {
        DEADLINE, TARGET, MILESTONE, WINDOW, TASK, ACTION, VULNERABILITY, COMMITMENT, RECURRING;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    static Subject ofClause(String order, String directive, String clause, Kind kind, String title) {
        return new Subject("clause " + order + "/" + clause, kind, title, order, directive, clause,
            directive == null ? order : order + "/" + directive, null, null);
    }

    static Subject ofDirective(String what, String order, String directive, Kind kind, String title) {
        return new Subject(what + " " + order + "/" + directive, kind, title, order, directive, null, order + "/" + directive, null, null);
    }

    /** Of an order itself, such as its weekly status call. */
    public static Subject ofOrder(String what, String order, Kind kind, String title) {
        return new Subject(what + " " + order, kind, title, order, null, null, order, null, null);
    }

    /** Of one agency's case under a directive, such as an action of its implementation. */
    public static Subject ofCase(String key, Kind kind, String title, String order, String directive, String businessKey, String agency) {
        return new Subject(key, kind, title, order, directive, null, businessKey, agency, null);
    }
}
