package org.eoworkflow.order;

import java.time.Period;
import java.util.List;
import java.util.Locale;

/**
 * One thing that the order says.
 *
 * @param summary in our own words
 * @param citation where the order says it, or null where only the source does
 * @param basis what we know it from: {@code summary} or {@code public reports}
 * @param text the order's own words, filled in by the agency, or null
 * @param actors ids of the agencies and parties it speaks to
 * @param deadline the order's own period from signing, or null
 * @param deadlineBasis what the deadline is known from
 * @param target a planning target where the order states no deadline, or null
 * @param directive id of the directive that answers for it, or null
 * @param keptBy the check that keeps a clause without directive, or null
 */
public record Clause(String id, String summary, String citation, String basis, String text, List<String> actors, String verb, Kind kind,
                     Period deadline, String deadlineBasis, Period target, boolean continuous, String directive, String keptBy) {

    /** What a clause does: somebody must, somebody may, nobody may, or somebody is advised to. */
    public enum Kind {
        OBLIGATION, OPTION, LIMIT, ADVICE;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The first it speaks to. */
    public String actor() {
        return actors.get(0);
    }
}
