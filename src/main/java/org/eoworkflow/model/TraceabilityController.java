package org.eoworkflow.model;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eoworkflow.model.Trace.Step;
import org.eoworkflow.obligation.Parties;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.order.Orders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Clause by clause: which process and element carries it out, which test walks it, what is filed as evidence. For those who read the obligations. */
@RestController
@RequestMapping("/api/orders")
class TraceabilityController {

    private final Catalogue catalogue;
    private final Orders orders;
    private final Parties parties;
    private final DeployedProcesses processes;
    private final Proof proof = Proof.packaged();

    TraceabilityController(Catalogue catalogue, Orders orders, Parties parties, DeployedProcesses processes) {
        this.catalogue = catalogue;
        this.orders = orders;
        this.parties = parties;
        this.processes = processes;
    }

    /** @param counts how many of the clauses the caller may read are covered how */
    record View(String order, Map<String, Long> counts, List<ClauseView> clauses) {
    }

    /** @param directiveState how the directive stands, or null where it was not started */
    record ClauseView(String clause, String summary, String kind, String citation, String directive, String directiveState, String coverage, String coverageText, String keptBy,
                      List<String> checks, List<Step> elements, List<String> evidence) {
    }

    @GetMapping("/{order}/traceability")
    View traceability(@PathVariable String order) {
        var catalogued = catalogue.order(order);
        var visible = parties.visible(order);
        var states = orders.stateTexts(order);
        var clauses = new Traceability(processes.newest(), proof).of(catalogued).stream().filter(trace -> visible.test(trace.directive()))
            .map(trace -> view(trace, states.get(trace.directive()))).toList();
        return new View(order, clauses.stream().collect(Collectors.groupingBy(ClauseView::coverage, TreeMap::new, Collectors.counting())), clauses);
    }

    private static ClauseView view(Trace trace, String state) {
        return new ClauseView(trace.clause(), trace.summary(), trace.kind(), trace.citation(), trace.directive(), state, trace.coverage().id(),
            trace.coverage().text(), trace.keptBy(), trace.checks(), trace.elements(), trace.evidence());
    }
}
