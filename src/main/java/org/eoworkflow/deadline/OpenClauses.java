package org.eoworkflow.deadline;

import java.util.List;
import java.util.Set;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.order.Clause;
import org.springframework.stereotype.Component;

/** The clauses that a directive still owes, as the ledger tells it. */
@Component
class OpenClauses {

    private static final Set<EntryKind> JUDGED = Set.of(EntryKind.CLAUSE_CERTIFIED, EntryKind.CLAUSE_CORRECTED, EntryKind.CLAUSE_NOT_APPLICABLE);

    private final Catalogue catalogue;
    private final Ledger ledger;

    OpenClauses(Catalogue catalogue, Ledger ledger) {
        this.catalogue = catalogue;
        this.ledger = ledger;
    }

    /** The clauses that the directive certifies and that are neither certified nor out of force, the present transaction included. */
    List<Clause> of(String order, String directive) {
        var latest = ledger.latest(order, JUDGED);
        var catalogued = catalogue.order(order);
        return catalogued.directive(directive).clauses().stream().filter(id -> isOpen(latest.get(id))).map(catalogued::clause).toList();
    }

    private static boolean isOpen(Entry judgement) {
        return judgement == null
            || judgement.kind() == EntryKind.CLAUSE_CORRECTED && "reopened".equals(judgement.payload().get("correction"));
    }
}
