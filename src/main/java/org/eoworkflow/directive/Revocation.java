package org.eoworkflow.directive;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.obligation.Obligation;
import org.eoworkflow.obligation.Obligations;
import org.eoworkflow.obligation.Status;
import org.eoworkflow.order.Orders;
import org.springframework.stereotype.Component;

/** Ends a revoked order. What the master called has ended with it; here end the cases, the directives and the open clauses. */
@Component("revocation")
public class Revocation {

    private final Orders orders;
    private final Obligations obligations;
    private final OrderInstances instances;
    private final Ledger ledger;
    private final OrderMails mails;

    Revocation(Orders orders, Obligations obligations, OrderInstances instances, Ledger ledger, OrderMails mails) {
        this.orders = orders;
        this.obligations = obligations;
        this.instances = instances;
        this.ledger = ledger;
        this.mails = mails;
    }

    /** Records the revocation and ends everything that is left of the order. */
    public void record(DelegateExecution execution) {
        var order = (String) execution.getVariable("order");
        var citation = Objects.toString(execution.getVariable("citation"), "");
        var reason = Objects.toString(execution.getVariable("reason"), "");
        orders.revoke(order);   // first, so that nothing new begins meanwhile
        var ended = instances.endCases(order, "Order revoked by " + citation);
        var left = obligations.of(order).stream().filter(Revocation::isStillToBeDone).toList();
        var open = left.stream().filter(Obligation::open).count();
        ledger.append(Entry.of(EntryKind.ORDER_REVOKED, execution, Json.row("citation", citation, "reason", reason, "openClauses", open,
            "endedCases", ended.size())));
        left.forEach(obligation -> ledger.append(new Entry(EntryKind.CLAUSE_NOT_APPLICABLE, order, obligation.clause(),
            execution.getProcessBusinessKey(), execution.getProcessInstanceId(), execution.getCurrentActivityId(),
            Json.row("reason", "Order revoked by " + citation, "directive", obligation.directive()))));
        mails.send("order-revoked/" + execution.getProcessInstanceId(), order, mails.started(order), "order-revoked", "The order was revoked",
            Map.of("citation", citation, "reason", reason, "open", open), List.of());
    }

    /** Also what was met and was to be kept up. */
    private static boolean isStillToBeDone(Obligation obligation) {
        return obligation.open() || obligation.continuous() && obligation.status() != Status.NOT_APPLICABLE;
    }
}
