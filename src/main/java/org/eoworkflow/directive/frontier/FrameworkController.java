package org.eoworkflow.directive.frontier;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.eoworkflow.directive.frontier.PublishedFrameworks.Published;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.platform.WashingtonTime;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The framework of an order, for whoever is signed in: what it says, and whether requests of developers are taken. */
@RestController
class FrameworkController {

    /**
     * How a framework stands.
     *
     * @param published whether there is one; the fields up to {@code parts} are null if not
     * @param accessDays the longest access before a release
     * @param intake {@code open} or {@code closed}
     * @param voluntary what holds for every framework
     */
    record Framework(String order, boolean published, String title, LocalDate publishedOn, Integer accessDays, List<FrameworkPart.Text> parts,
                     String intake, Instant openedAt, String openedAtText, String voluntary) {
    }

    private final PublishedFrameworks frameworks;
    private final Catalogue catalogue;

    FrameworkController(PublishedFrameworks frameworks, Catalogue catalogue) {
        this.frameworks = frameworks;
        this.catalogue = catalogue;
    }

    @GetMapping("/api/orders/{order}/framework")
    Framework framework(@PathVariable String order) {
        String id = catalogue.order(order).id();
        return frameworks.of(id).map(framework -> view(id, framework))
            .orElseGet(() -> new Framework(id, false, null, null, null, null, "closed", null, null, DeveloperFrameworks.VOLUNTARY));
    }

    private static Framework view(String order, Published framework) {
        return new Framework(order, true, framework.title(), framework.publishedOn(), framework.accessDays(), framework.parts(),
            framework.openedAt() == null ? "closed" : "open", framework.openedAt(), WashingtonTime.text(framework.openedAt()), DeveloperFrameworks.VOLUNTARY);
    }
}
