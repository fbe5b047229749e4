package org.eoworkflow.directive.bod;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.platform.WashingtonTime;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The rules for remediation and when each was in force, for whoever is signed in. */
@RestController
class RuleSetController {

    private final RuleSets rules;
    private final Clock clock;

    RuleSetController(RuleSets rules, Clock clock) {
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * @param until the day on which it was revoked, or null
     * @param inForce on the day that was asked for
     */
    record View(String id, String title, LocalDate from, LocalDate until, String revokedBy, String says, String decision, boolean inForce) {
    }

    /**
     * All rule sets, the oldest first.
     *
     * @param on the day as of which is asked, such as {@code 2026-06-09}; today where none is given
     */
    @GetMapping("/api/rules/remediation")
    List<View> remediation(@RequestParam(required = false) String on) {
        var day = on == null ? WashingtonTime.day(clock.instant()) : day(on);
        return rules.all().stream().map(set -> new View(set.id(), set.title(), set.from(), set.until(), set.revokedBy(), set.says(), set.decision(),
            set.isInForce(day))).toList();
    }

    private static LocalDate day(String on) {
        try {
            return LocalDate.parse(on);
        } catch (DateTimeParseException e) {
            throw Refusal.invalid("on", "The day must be a date such as 2026-06-09.");
        }
    }
}
