package org.eoworkflow.obligation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.order.Orders;
import org.eoworkflow.platform.Refusal;
import org.springframework.stereotype.Component;

/** Corrects certifications by further entries: another day on which the clause was met, or a certification that is taken back. */
@Component("corrections")
public class Corrections {

    private final Obligations obligations;
    private final Certification certification;
    private final Orders orders;
    private final Ledger ledger;

    Corrections(Obligations obligations, Certification certification, Orders orders, Ledger ledger) {
        this.obligations = obligations;
        this.certification = certification;
        this.orders = orders;
        this.ledger = ledger;
    }

    /** Checks what is asked for and gives the process what every process of a directive knows. */
    public void check(DelegateExecution execution) {
        var order = text(execution, "order");
        var clause = text(execution, "clause");
        var obligation = obligations.find(order, clause).orElseThrow(() -> Refusal.invalid("clause",
            "There is no such clause of this order. Give the ids under which order and clause are registered, such as eo-14409 and C-18."));
        if (obligation.satisfiedAt() == null) {
            throw Refusal.conflict("Clause %s is not certified, so there is nothing to correct.".formatted(clause));
        }
        if (obligation.directive() == null) {
            throw Refusal.conflict("Clause %s has no directive and so no certifier; it is stated in the closing report.".formatted(clause));
        }
        if ("redated".equals(execution.getVariable("correction"))) {
            certification.metOn(execution::getVariable);
        } else if (!"reopened".equals(execution.getVariable("correction"))) {
            throw Refusal.invalid("correction", "Say what is to be corrected: the day, or the certification as a whole.");
        }
        execution.setVariable("order", order);
        execution.setVariable("clause", clause);
        execution.setVariable("directive", obligation.directive());
        execution.setVariable("signed", orders.signed(order).toString());
        execution.setVariable("lead", orders.lead(execution, obligation.directive()));
        execution.setVariable("through", orders.through(execution, obligation.directive()));
        execution.setVariable("office", orders.office(execution, obligation.directive()));
        execution.setVariable("consulted", orders.consulted(execution, obligation.directive()));
        execution.setVariable("title", orders.title(execution, obligation.directive()));
        execution.setProcessBusinessKey(order + "/" + obligation.directive());
    }

    /** Enters the confirmed correction into the ledger. */
    public void record(DelegateExecution execution) {
        var payload = new LinkedHashMap<String, Object>();
        payload.put("correction", execution.getVariable("correction"));
        payload.put("reason", execution.getVariable("correctionReason"));
        payload.put("directive", execution.getVariable("directive"));
        if ("redated".equals(execution.getVariable("correction"))) {
            payload.putAll(certification.satisfied(execution));
        }
        ledger.append(Entry.of(EntryKind.CLAUSE_CORRECTED, execution, payload));
        if (isOpenAgain(execution) && !orders.isAskedFor(text(execution, "order"), text(execution, "directive"))) {
            ledger.append(Entry.of(EntryKind.CLAUSE_NOT_APPLICABLE, execution, Map.of("reason",
                "Its certification was taken back when the order or the directive was no longer in force", "directive", text(execution, "directive"))));
        }
    }

    /** Whether the clause is to be certified anew. */
    public boolean isOpenAgain(DelegateExecution execution) {
        return obligations.find(text(execution, "order"), text(execution, "clause")).filter(Obligation::open).isPresent();
    }

    private static String text(DelegateExecution execution, String variable) {
        return Objects.toString(execution.getVariable(variable), "").strip();
    }
}
