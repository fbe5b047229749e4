package org.eoworkflow.obligation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.order.Clause;
import org.eoworkflow.order.OrderRetimed;
import org.eoworkflow.platform.WashingtonTime;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** How late a clause was met: by the deadline that stands now. Where that has moved since, a further entry corrects the earlier one. */
@Component
class Lateness {

    private final Obligations obligations;
    private final Ledger ledger;

    Lateness(Obligations obligations, Ledger ledger) {
        this.obligations = obligations;
        this.ledger = ledger;
    }

    /** Calendar days in Washington; 0 in time, or where there is no deadline. */
    static int of(Instant deadline, LocalDate metOn) {
        return deadline == null ? 0 : (int) Math.max(0, ChronoUnit.DAYS.between(WashingtonTime.day(deadline), metOn));
    }

    /** In words: {@code satisfied, 3 days late}. */
    static String outcome(int late) {
        return late > 0 ? "satisfied, %s late".formatted(WashingtonTime.days(late)) : "satisfied";
    }

    @EventListener
    public void on(OrderRetimed event) {
        var met = event.directive() == null ? obligations.of(event.order()) : obligations.of(event.order(), event.directive());
        met.stream().filter(clause -> clause.satisfiedAt() != null && !clause.kind().equals(Clause.Kind.ADVICE.text())).forEach(clause -> {
            int late = of(clause.deadline(), WashingtonTime.day(clause.satisfiedAt()));
            // a mistaken signing date was never right; but nobody could keep a shorter period that was decided later
            correct(clause, event.directive() == null ? late : Math.min(late, clause.daysLate()), event);
        });
    }

    private void correct(Obligation clause, int late, OrderRetimed event) {
        if (late == clause.daysLate()) {
            return;
        }
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("correction", "lateness");
        payload.put("reason", event.citation() == null ? event.change() : "%s %s".formatted(event.change(), event.citation()));
        payload.put("directive", clause.directive());
        payload.put("deadline", clause.deadline() == null ? null : clause.deadline().toString());
        payload.put("outcome", outcome(late));
        payload.put("satisfiedAt", clause.satisfiedAt().toString());
        payload.put("daysLate", late);
        payload.put("previousDaysLate", clause.daysLate());
        ledger.append(Entry.of(EntryKind.CLAUSE_CORRECTED, clause.order(), clause.clause(), payload));
    }
}
