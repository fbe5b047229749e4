package org.eoworkflow.order;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.springframework.stereotype.Component;

/** The dates of an order's clauses before and after an amendment, and what the ledger keeps of the difference. */
@Component
class MovedDates {

    private final RunningOrders running;
    private final Registration registration;
    private final Ledger ledger;

    MovedDates(RunningOrders running, Registration registration, Ledger ledger) {
        this.running = running;
        this.registration = registration;
        this.ledger = ledger;
    }

    /** Of the clauses of one directive, or of the whole order where that is null: without what was withdrawn. */
    Map<String, Dates> of(ExecutiveOrder order, String directive, LocalDate signed) {
        Map<String, Dates> dates = new LinkedHashMap<>();
        for (Clause clause : order.clauses()) {
            if (directive == null ? stands(order, clause) : directive.equals(clause.directive())) {
                dates.put(clause.id(), registration.dates(order, clause, signed));
            }
        }
        return dates;
    }

    private boolean stands(ExecutiveOrder order, Clause clause) {
        return clause.directive() == null
            || running.terms(order.id(), clause.directive()).filter(terms -> terms.state() != DirectiveState.WITHDRAWN).isPresent();
    }

    /** Records each date that is another now. */
    void record(ExecutiveOrder order, Map<String, Dates> before, Map<String, Dates> after) {
        after.forEach((clause, dates) -> {
            if (!dates.equals(before.get(clause))) {
                Map<String, Object> payload = dates.payload();
                payload.put("previous", before.get(clause).payload());
                ledger.append(Entry.of(EntryKind.DEADLINE_MOVED, order.id(), clause, payload));
            }
        });
    }
}
