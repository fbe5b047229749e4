package org.eoworkflow.deadline;

/** Published at each start, in one transaction: whoever records dates makes up for those that were set before dates were recorded. */
public record DatesSetBefore() {
}
