package org.eoworkflow.security.spill;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who is told of spills.
 *
 * @param mailbox of the security officer; ends in a reserved domain until it is set
 */
@ConfigurationProperties("eo.spill")
record SpillSettings(@DefaultValue("security-officer@eo.example") String mailbox) {
}
