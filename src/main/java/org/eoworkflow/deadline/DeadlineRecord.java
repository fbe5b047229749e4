package org.eoworkflow.deadline;

import java.time.Instant;

/**
 * A date that was set, as it was recorded.
 *
 * @param zone of Washington
 * @param reason why it took the place of the record before, or null
 * @param supersededBy id of the next record of the same subject, or null while this one holds
 * @param sequence how many records of the subject came before
 */
public record DeadlineRecord(long id, Subject subject, Reckoning reckoning, String zone, String reason, String account, Instant recordedAt,
                             Long supersededBy, int sequence) {

    /** Whether this is the date that holds now. */
    public boolean holds() {
        return supersededBy == null;
    }

    /** Whether it says that the subject has no date any more. */
    public boolean isEnd() {
        return reckoning.rule().equals(DeadlineRecords.ENDED);
    }
}
