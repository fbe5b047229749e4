package org.eoworkflow.directive.enforcement;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.eoworkflow.directive.Fields;
import org.eoworkflow.directive.Json;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.platform.WashingtonTime;

/** The referrals of a period in counts: how many there were, how many were accepted, and how many declined for which reason. */
record Measures(LocalDate periodFrom, LocalDate periodTo, int referred, int accepted, int declinedEvidence, int declinedInterest,
                int declinedElsewhere, int declinedAlternative, int declinedOther) {

    private static final int MOST = 1_000_000;

    /** @param earliest the first day that may be counted */
    static Measures of(Fields fields, LocalDate earliest, LocalDate today) {
        LocalDate from = fields.day("periodFrom", earliest, "Give the first day that is counted, %s or later, like 2026-07-01."
            .formatted(WashingtonTime.text(earliest)));
        LocalDate to = fields.day("periodTo", from, "Give the last day that is counted, not before the first.");
        if (to.isAfter(today)) {
            throw Refusal.invalid("periodTo", "The last day that is counted must not be in the future.");
        }
        return new Measures(from, to, count(fields, "referred"), count(fields, "accepted"), count(fields, "declinedEvidence"),
            count(fields, "declinedInterest"), count(fields, "declinedElsewhere"), count(fields, "declinedAlternative"), count(fields, "declinedOther"));
    }

    private static int count(Fields fields, String variable) {
        return fields.whole(variable, 0, MOST, "Give a whole number from 0 to %d.".formatted(MOST));
    }

    int declined() {
        return declinedEvidence + declinedInterest + declinedElsewhere + declinedAlternative + declinedOther;
    }

    Map<String, Integer> reasons() {
        return Map.of("evidence", declinedEvidence, "interest", declinedInterest, "elsewhere", declinedElsewhere,
            "alternative", declinedAlternative, "other", declinedOther);
    }

    boolean samePeriod(Measures other) {
        return periodFrom.equals(other.periodFrom) && periodTo.equals(other.periodTo);
    }

    boolean overlaps(Measures other) {
        return !periodTo.isBefore(other.periodFrom) && !other.periodTo.isBefore(periodFrom);
    }

    String period() {
        return "%s to %s".formatted(periodFrom, periodTo);
    }

    /** As forms show them. */
    Map<String, Object> row() {
        return Json.row("period", period(), "referred", String.valueOf(referred), "accepted", String.valueOf(accepted),
            "declinedEvidence", String.valueOf(declinedEvidence), "declinedInterest", String.valueOf(declinedInterest),
            "declinedElsewhere", String.valueOf(declinedElsewhere), "declinedAlternative", String.valueOf(declinedAlternative),
            "declinedOther", String.valueOf(declinedOther));
    }
}
