package org.eoworkflow.order;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eoworkflow.order.RunningOrders.Terms;

/**
 * When a clause of a running order is due: by the order's own deadline, or by a planning target where the order states none.
 * A clause without a date of its own that its directive certifies is planned for the directive's date.
 */
record Dates(Term order, Term planned) {

    /**
     * @param directive the directive that answers for the clause, or null
     * @param terms the terms under which that directive runs, or null
     */
    static Dates of(Clause clause, Directive directive, Terms terms, LocalDate signed) {
        Period deadline = clause.deadline();
        Period target = clause.target();
        if (terms != null && directive.clauses().contains(clause.id())) {
            boolean given = directive.deadline() == null && clause.kind() == Clause.Kind.OBLIGATION;
            if ((deadline != null || given) && terms.deadline() != null) {
                deadline = terms.deadline();
            } else if (target == null) {
                target = terms.deadline() == null ? terms.target() : terms.deadline();
            }
        }
        return deadline == null ? new Dates(null, term(signed, target)) : new Dates(term(signed, deadline), null);
    }

    private static Term term(LocalDate signed, Period period) {
        return period == null ? null : new Term(signed, period);
    }

    /** The order's own deadline, or null. */
    Instant deadline() {
        return order == null ? null : order.end();
    }

    /** The planning target, or null. */
    Instant target() {
        return planned == null ? null : planned.end();
    }

    /** As ledger entries carry them, with what they follow from. */
    Map<String, Object> payload() {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("deadline", deadline() == null ? null : deadline().toString());
        payload.put("target", target() == null ? null : target().toString());
        Term term = order == null ? planned : order;
        if (term != null) {
            payload.put("signed", term.signed().toString());
            payload.put("period", term.period().toString());
            payload.put("rule", Term.RULE);
        }
        return payload;
    }
}
