package org.eoworkflow.deadline;

import java.time.DateTimeException;
import org.eoworkflow.platform.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Published at each start, in one transaction: whoever records dates makes up for those that were set before dates were recorded. */
public record DatesSetBefore() {

    private static final Logger LOG = LoggerFactory.getLogger(DatesSetBefore.class);

    /**
     * Makes up for the date of one case. A case whose variables do not tell it, as when somebody changed them in Cockpit, stops neither the
     * others nor the start: the log names it, and the next start tries again.
     *
     * @param subject as the log names it
     */
    public void of(String subject, Runnable makeUp) {
        try {
            makeUp.run();
        } catch (Refusal | DateTimeException | ClassCastException | NullPointerException e) {
            LOG.warn("Why the date of {} is what it is cannot be recorded ({}): correct the variables of its process instance in Cockpit; the next start records it.",
                subject, e.getMessage());
        }
    }
}
