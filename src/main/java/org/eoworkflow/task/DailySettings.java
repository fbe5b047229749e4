package org.eoworkflow.task;

import java.time.Period;
import org.eoworkflow.platform.CannotStart;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is mailed each working day.
 *
 * @param at when, by Washington's clock, as Spring's cron; {@code -}: never
 * @param unclaimedAfter federal working days after which a task that nobody has claimed is pointed out
 * @param ahead how far ahead a digest looks, in calendar days
 */
@ConfigurationProperties("eo.daily")
record DailySettings(@DefaultValue(HALF_PAST_SEVEN) String at, @DefaultValue("P2D") Period unclaimedAfter, @DefaultValue("P14D") Period ahead) {

    static final String HALF_PAST_SEVEN = "0 30 7 * * MON-FRI";

    DailySettings {
        if (unclaimedAfter.getDays() < 1 || unclaimedAfter.toTotalMonths() != 0 || ahead.getDays() < 1 || ahead.toTotalMonths() != 0) {
            throw new CannotStart("eo.daily.unclaimed-after and eo.daily.ahead must each be at least one day, for example P2D.");
        }
    }
}
