package org.eoworkflow.deadline;

import java.time.LocalDate;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the law leaves open about the federal calendar.
 *
 * @param daysOff further days on which federal offices are closed, by executive order
 * @param inaugurationDay whether January 20 after a presidential election is a day off, as in the Washington area
 */
@ConfigurationProperties("eo.calendar")
record CalendarSettings(@DefaultValue Set<LocalDate> daysOff, @DefaultValue("true") boolean inaugurationDay) {
}
