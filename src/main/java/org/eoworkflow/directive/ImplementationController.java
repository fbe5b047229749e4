package org.eoworkflow.directive;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.security.Caller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How far the agencies have carried out a released directive. */
@RestController
@RequestMapping("/api/directives")
class ImplementationController {

    private final ImplementationRows rows;
    private final Catalogue catalogue;
    private final Caller caller;
    private final Clock clock;

    ImplementationController(ImplementationRows rows, Catalogue catalogue, Caller caller, Clock clock) {
        this.rows = rows;
        this.catalogue = catalogue;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * The implementations of a directive: all for the order office, auditors and the agency that released it, its own for another agency.
     *
     * @param number {@code BOD 26-04} or {@code bod-26-04}
     */
    @GetMapping("/{number}/implementations")
    List<Status> implementations(@PathVariable String number) {
        List<Implementation> all = rows.of(number);
        boolean office = caller.isIn("order-office", "auditor", "camunda-admin");
        if (all.isEmpty() && office) {
            throw Refusal.unknown("number", "No directive of this number is being implemented.");
        }
        List<Implementation> visible = all.stream()
            .filter(implementation -> office || caller.isIn(implementation.office(), implementation.agency())).toList();
        if (visible.isEmpty()) {
            throw Refusal.forbidden("Only the order office, the agency that released the directive and the agencies that it binds may see this.");
        }
        Instant now = clock.instant();
        return visible.stream().map(implementation -> status(implementation, now)).toList();
    }

    private Status status(Implementation implementation, Instant now) {
        List<RequiredAction> actions = rows.actions(implementation.key());
        var vulnerabilities = rows.vulnerabilities(implementation.key(), now);
        boolean open = implementation.isOpen();
        return new Status(implementation.agency(), catalogue.agency(implementation.agency()).name(), implementation.state(),
            implementation.supersededBy(), actions.size(), open ? (int) actions.stream().filter(RequiredAction::isOpen).count() : 0,
            open ? actions.stream().filter(action -> action.isOverdue(now)).map(RequiredAction::number).toList() : List.of(),
            open ? actions.stream().filter(RequiredAction::isOpen).map(RequiredAction::due).min(Instant::compareTo).orElse(null) : null,
            open ? actions.stream().filter(action -> action.requestedDate() != null)
                .map(action -> new Extension(action.number(), action.requestedDate())).toList() : List.of(),
            vulnerabilities.open(), vulnerabilities.overdue());
    }

    /**
     * @param state open, closed, not-applicable, superseded or ended
     * @param overdue numbers of the actions that are late
     * @param nextDue when the next open action is due
     * @param extensions those asked for and not decided
     */
    record Status(String agency, String name, String state, String supersededBy, int actions, int openActions, List<Integer> overdue,
                  Instant nextDue, List<Extension> extensions, int openVulnerabilities, int overdueVulnerabilities) {
    }

    record Extension(int action, LocalDate until) {
    }
}
