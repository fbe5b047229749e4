package org.eoworkflow.directive.enforcement;

import java.time.Period;
import java.util.List;
import org.eoworkflow.directive.NamedParties;
import org.eoworkflow.platform.CannotStart;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who comments on a memo on what is enforced first. Practice and not the order's words.
 *
 * @param components ids of the components of the department
 * @param window federal working days for a comment, e.g. {@code P5D}
 */
@ConfigurationProperties("eo.enforcement")
record EnforcementSettings(
        @DefaultValue({"criminal-division", "national-security-division", "us-attorneys", "fbi"}) List<String> components,
        @DefaultValue("P5D") Period window) {

    EnforcementSettings {
        components = NamedParties.distinct("eo.enforcement.components", components);
        if (window.getDays() < 1 || window.toTotalMonths() != 0) {
            throw new CannotStart("eo.enforcement.window must be at least one working day, for example P5D.");
        }
    }
}
