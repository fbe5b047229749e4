package org.eoworkflow.directive.clearinghouse;

import java.time.Instant;
import java.util.List;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.platform.WashingtonTime;
import org.eoworkflow.security.Caller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Whether an order's clearinghouse is open, what it takes in and on which terms: for everybody who is signed in. */
@RestController
class ClearinghouseController {

    private final Clearinghouse clearinghouse;
    private final Catalogue catalogue;
    private final Caller caller;

    ClearinghouseController(Clearinghouse clearinghouse, Catalogue catalogue, Caller caller) {
        this.clearinghouse = clearinghouse;
        this.catalogue = catalogue;
        this.caller = caller;
    }

    /** @param intake kinds of work that are taken in; none while it is not open */
    record View(String order, boolean open, String name, String charter, String office, String mailbox, String terms, String leaving, Instant openedAt,
                String openedAtText, List<Intake> intake) {
    }

    record Intake(String clause, String summary) {
    }

    @GetMapping("/api/orders/{order}/clearinghouse")
    View of(@PathVariable String order) {
        caller.account();
        var catalogued = catalogue.order(order);
        return clearinghouse.of(order).map(opened -> new View(order, true, opened.name(), opened.charter(), opened.office(), opened.mailbox(),
                opened.terms(), opened.leaving(), opened.openedAt(), WashingtonTime.text(opened.openedAt()),
                catalogued.directive(opened.directive()).continues().stream().map(clause -> new Intake(clause, catalogued.clause(clause).summary())).toList()))
            .orElseGet(() -> new View(order, false, null, null, null, null, null, null, null, null, List.of()));
    }
}
