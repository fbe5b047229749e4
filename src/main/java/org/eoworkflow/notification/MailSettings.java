package org.eoworkflow.notification;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How mail is sent.
 *
 * @param from the sender's address
 * @param interval pause between two looks into the outbox
 * @param giveUpAfter how long a mail is tried again before it counts as failed
 * @param lease after this time a mail that a node claimed but did not confirm is taken for interrupted
 */
@ConfigurationProperties("eo.mail")
record MailSettings(@DefaultValue("eo-workflow@localhost") String from, @DefaultValue("PT10S") Duration interval,
                    @DefaultValue("P3D") Duration giveUpAfter, @DefaultValue("PT5M") Duration lease) {
}
