package org.eoworkflow.directive.force;

import java.time.Period;
import java.util.List;
import org.eoworkflow.directive.NamedParties;
import org.eoworkflow.platform.CannotStart;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whom the survey for the US Tech Force asks. Practice and not the order's words.
 *
 * @param surveyed ids of the agencies that may need specialists
 * @param window federal working days for an answer, e.g. {@code P5D}
 */
@ConfigurationProperties("eo.tech-force")
record TechForceSettings(
        @DefaultValue({"cisa", "dhs", "dod", "nsa", "treasury", "doj", "state", "energy", "hhs", "va"}) List<String> surveyed,
        @DefaultValue("P5D") Period window) {

    TechForceSettings {
        surveyed = NamedParties.distinct("eo.tech-force.surveyed", surveyed);
        if (window.getDays() < 1 || window.toTotalMonths() != 0) {
            throw new CannotStart("eo.tech-force.window must be at least one working day, for example P5D.");
        }
    }
}
