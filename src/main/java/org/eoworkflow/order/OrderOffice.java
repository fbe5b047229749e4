package org.eoworkflow.order;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The office that runs the orders.
 *
 * @param mailbox where it receives what concerns it; ends in a reserved domain until it is set
 */
@ConfigurationProperties("eo.order-office")
public record OrderOffice(@DefaultValue("order-office@eo.example") String mailbox) {
}
