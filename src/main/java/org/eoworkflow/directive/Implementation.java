package org.eoworkflow.directive;

import java.time.LocalDate;

/**
 * The implementation of a released directive by one agency.
 *
 * @param key its business key
 * @param number of the directive, e.g. {@code BOD 26-04}
 * @param office the agency that released it
 * @param state open, closed, not-applicable, superseded or ended
 * @param supersededBy number of the directive that superseded it, or null
 */
public record Implementation(String key, String order, String directive, String number, String title, String agency, String office,
                             LocalDate releasedOn, String processInstance, String state, String supersededBy) {

    boolean isOpen() {
        return state.equals("open");
    }

    /** Whether the duties of the directive stand for the agency: also when its actions are done. */
    public boolean binds() {
        return isOpen() || state.equals("closed");
    }
}
