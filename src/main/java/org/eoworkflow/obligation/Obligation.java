package org.eoworkflow.obligation;

import java.time.Instant;
import org.eoworkflow.platform.WashingtonTime;

/**
 * One clause of a started order and how it stands.
 *
 * @param citation where the order says it, or null where only the source does
 * @param directive id of the directive that answers for it, or null
 * @param lead id of the accountable agency, or null
 * @param deadline the order's own, or null
 * @param target a planning date where the order states none, or null; never a deadline of the order
 * @param satisfiedAt when what it demands existed, or null
 * @param daysLate whole days after the deadline at which it was satisfied; 0 when in time
 * @param statement of the certification, or why it is not applicable
 * @param reviewedAt the last quarterly review of a continuous clause, or null
 */
public record Obligation(String order, String clause, String summary, String citation, String basis, String kind, String directive,
                         String lead, String keptBy, boolean continuous, Instant deadline, Instant target, Status status,
                         Instant satisfiedAt, int daysLate, Instant certifiedAt, String certifiedBy, String statement,
                         Instant reviewedAt, int evidenceCount) {

    /** Neither met nor without application. */
    public boolean open() {
        return status != Status.MET && status != Status.MET_LATE && status != Status.NOT_APPLICABLE && satisfiedAt == null;
    }

    /** The status in words, with the days: {@code met late (3 days)}. */
    public String statusText() {
        return status == Status.MET_LATE ? "met late (%s)".formatted(WashingtonTime.days(daysLate)) : status.text();
    }
}
