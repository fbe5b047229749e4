package org.eoworkflow.security.spill;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who is told of spills, and how they are known.
 *
 * @param mailbox of the security officer; ends in a reserved domain until it is set
 * @param rules path of an agency's own file of rules, or nothing
 * @param timePerFile how long a file may take to be read before it is refused as one that cannot be checked
 */
@ConfigurationProperties("eo.spill")
record SpillSettings(@DefaultValue("security-officer@eo.example") String mailbox, String rules, @DefaultValue("PT30S") Duration timePerFile) {
}
