package org.eoworkflow.directive.bod;

import java.time.LocalDate;
import java.util.Set;
import org.eoworkflow.platform.CannotStart;

/**
 * Rules that were in force for some time.
 *
 * @param from the first day on which they were in force
 * @param until the day on which they were revoked, from which they hold no longer; null while they hold
 * @param revokedBy what revoked them, or null
 * @param applies to which vulnerabilities: {@code kev} listed, {@code exposed} or {@code all}
 * @param decision key of the decision table that decides by them here, or null
 */
record RuleSet(String id, String title, LocalDate from, LocalDate until, String revokedBy, String applies, String decision, String says) {

    RuleSet {
        if (id == null || title == null || from == null || says == null || !Set.of("kev", "exposed", "all").contains(String.valueOf(applies))) {
            throw new CannotStart("orders/rules/remediation.yaml: rule set '%s' needs id, title, from, says, and applies (kev, exposed or all).".formatted(id));
        }
        if (until != null && (!until.isAfter(from) || revokedBy == null)) {
            throw new CannotStart("orders/rules/remediation.yaml: rule set '%s' must be revoked after it began, by what revoked-by names.".formatted(id));
        }
    }

    boolean isInForce(LocalDate day) {
        return !day.isBefore(from) && (until == null || day.isBefore(until));
    }

    /** Whether a vulnerability came under them while they were in force: by its listing, or by its identification on the asset. */
    boolean applied(RemediationFacts facts) {
        return switch (applies) {
            case "kev" -> facts.kevListedOn() != null && isInForce(facts.kevListedOn());
            case "exposed" -> facts.exposed().equals("yes") && isInForce(facts.identifiedOn());
            default -> isInForce(facts.identifiedOn());
        };
    }

    /** {@code cisa:BOD2604:1.0.0, in force since June 10, 2026}. */
    String version() {
        return until == null ? "%s, in force since %s".formatted(id, Dates.text(from))
            : "%s, in force from %s until it was revoked on %s by %s".formatted(id, Dates.text(from), Dates.text(until), revokedBy);
    }
}
