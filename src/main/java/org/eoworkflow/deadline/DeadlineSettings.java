package org.eoworkflow.deadline;

import java.time.Period;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How deadlines are watched.
 *
 * @param reminders how long before a deadline people are reminded of it, the longest first
 */
@ConfigurationProperties("eo.deadlines")
record DeadlineSettings(@DefaultValue({"P14D", "P7D", "P3D", "P1D"}) List<Period> reminders) {
}
