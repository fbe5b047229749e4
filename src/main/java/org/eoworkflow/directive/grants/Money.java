package org.eoworkflow.directive.grants;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.eoworkflow.directive.grants.GrantPrograms.Funding;

/** How the money of a program stands on a day. */
enum Money {
    AVAILABLE("Available"), FULLY_OBLIGATED("Fully obligated"), EXPIRED("Expired"), NOT_CONFIRMED("Not confirmed by the agency");

    private final String text;

    Money(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /** @param funding what the agency said, or null */
    static Money of(Funding funding, LocalDate today) {
        return funding == null ? NOT_CONFIRMED : funding.expires() != null && funding.expires().isBefore(today) ? EXPIRED
            : left(funding).signum() == 0 ? FULLY_OBLIGATED : AVAILABLE;
    }

    /** What may still be obligated. */
    static BigDecimal left(Funding funding) {
        return funding.available().subtract(funding.obligated());
    }
}
