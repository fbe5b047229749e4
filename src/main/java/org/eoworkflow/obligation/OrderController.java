package org.eoworkflow.obligation;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eoworkflow.deadline.DeadlineRecords;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.order.ExecutiveOrder;
import org.eoworkflow.order.Orders;
import org.eoworkflow.platform.CsvTable;
import org.eoworkflow.platform.WashingtonTime;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The orders and how each of their clauses stands, also as files. */
@RestController
@RequestMapping("/api/orders")
class OrderController {

    private static final List<String> COLUMNS = List.of("Clause", "Summary", "Citation", "Basis", "Directive", "Title of directive", "Lead",
        "Name of lead", "Kind", "Continuous", "Deadline", "Target", "Status", "Outcome", "Satisfied", "Days late", "Certified", "Certified by",
        "Statement", "Reviewed", "Items of evidence", "State of directive");

    private final Catalogue catalogue;
    private final Orders orders;
    private final Obligations obligations;
    private final Parties parties;
    private final DeadlineRecords records;
    private final ObjectMapper json;

    OrderController(Catalogue catalogue, Orders orders, Obligations obligations, Parties parties, DeadlineRecords records, ObjectMapper json) {
        this.catalogue = catalogue;
        this.orders = orders;
        this.obligations = obligations;
        this.parties = parties;
        this.records = records;
        this.json = json;
    }

    record OrderView(String id, String number, String title, LocalDate signed, boolean started, Map<String, Long> clauses) {
    }

    record ObligationView(String clause, String summary, String citation, String basis, String directive, String directiveTitle, String lead,
                          String leadName, String kind, boolean continuous, Instant deadline, String deadlineText, Instant target,
                          String targetText, String status, String statusText, String outcome, Instant satisfiedAt, String satisfiedAtText,
                          Integer daysLate, Instant certifiedAt, String certifiedBy, String statement, Instant reviewedAt, int evidenceCount,
                          String why, String directiveState) {
    }

    @GetMapping
    List<OrderView> orders() {
        parties.requireAgency();
        return catalogue.orders().stream().map(this::view).toList();
    }

    /** How many clauses stand how, over all of the order. */
    private OrderView view(ExecutiveOrder order) {
        var clauses = obligations.of(order.id());
        return new OrderView(order.id(), order.number(), order.title(), orders.signed(order.id()), !clauses.isEmpty(),
            clauses.stream().collect(Collectors.groupingBy(clause -> clause.status().id(), TreeMap::new, Collectors.counting())));
    }

    @GetMapping("/{order}/obligations")
    List<ObligationView> obligations(@PathVariable String order) {
        var catalogued = catalogue.order(order);
        var dated = records.of(order).stream().filter(record -> record.subject().clause() != null)
            .collect(Collectors.toMap(record -> record.subject().clause(), record -> DeadlineController.page(record.id()), (one, other) -> one));
        var states = orders.stateTexts(order);
        return parties.visible(order, obligations.of(order)).stream()
            .map(obligation -> view(catalogued, obligation, dated.get(obligation.clause()), states.get(obligation.directive()))).toList();
    }

    @GetMapping("/{order}/obligations.json")
    void json(@PathVariable String order, HttpServletResponse response) throws IOException {
        var views = obligations(order);
        json.writeValue(Attachment.of(response, order + "-obligations.json"), views);
    }

    @GetMapping("/{order}/obligations.csv")
    void csv(@PathVariable String order, HttpServletResponse response) throws IOException {
        var views = obligations(order);
        var table = new CsvTable(Attachment.of(response, order + "-obligations.csv"), COLUMNS);
        for (var view : views) {
            table.row(view.clause(), view.summary(), view.citation(), view.basis(), view.directive(), view.directiveTitle(), view.lead(),
                view.leadName(), view.kind(), view.continuous() ? "yes" : "no", WashingtonTime.iso(view.deadline()),
                WashingtonTime.iso(view.target()), view.statusText(), view.outcome(), WashingtonTime.iso(view.satisfiedAt()), view.daysLate(),
                WashingtonTime.iso(view.certifiedAt()), view.certifiedBy(), view.statement(), WashingtonTime.iso(view.reviewedAt()),
                view.evidenceCount(), view.directiveState());
        }
        table.close();
    }

    /**
     * @param why address of the page that explains the clause's date, or null
     * @param directiveState how the directive that answers for it stands, or null
     */
    private ObligationView view(ExecutiveOrder order, Obligation clause, String why, String directiveState) {
        return new ObligationView(clause.clause(), clause.summary(), clause.citation(), clause.basis(), clause.directive(),
            clause.directive() == null ? null : order.directive(clause.directive()).name(), clause.lead(),
            clause.lead() == null ? null : catalogue.agency(clause.lead()).name(), clause.kind(), clause.continuous(), clause.deadline(),
            text(clause.deadline()), clause.target(), text(clause.target()), clause.status().id(), clause.statusText(),
            clause.status().outcome(), clause.satisfiedAt(), text(clause.satisfiedAt()),
            clause.satisfiedAt() == null ? null : clause.daysLate(), clause.certifiedAt(), clause.certifiedBy(), clause.statement(),
            clause.reviewedAt(), clause.evidenceCount(), why, directiveState);
    }

    private static String text(Instant time) {
        return time == null ? null : WashingtonTime.text(time);
    }
}
