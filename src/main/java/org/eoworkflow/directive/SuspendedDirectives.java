package org.eoworkflow.directive;

import java.util.List;
import java.util.Optional;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.order.DirectiveState;
import org.eoworkflow.order.Orders;
import org.eoworkflow.security.Suspensions;
import org.springframework.stereotype.Component;

/** Says of a suspended directive which amendment suspended it. */
@Component
class SuspendedDirectives implements Suspensions {

    private final Orders orders;
    private final Catalogue catalogue;
    private final Ledger ledger;

    SuspendedDirectives(Orders orders, Catalogue catalogue, Ledger ledger) {
        this.orders = orders;
        this.catalogue = catalogue;
        this.ledger = ledger;
    }

    @Override
    public Optional<String> explain(String businessKey) {
        var parts = businessKey == null ? new String[0] : businessKey.split("/");
        if (parts.length < 2 || orders.states(parts[0]).get(parts[1]) != DirectiveState.SUSPENDED) {
            return Optional.empty();
        }
        return Optional.of("%s is suspended%s. It goes on when the order office resumes the directive by an amendment of the order.".formatted(
            catalogue.order(parts[0]).directive(parts[1]).name(), amendment(parts[0], parts[1]).map(entry -> " by %s (%s)".formatted(
                entry.payload().get("citation"), entry.payload().get("reason"))).orElse("")));
    }

    private Optional<Entry> amendment(String order, String directive) {
        return ledger.entries(order, EntryKind.ORDER_AMENDED).stream()
            .filter(entry -> entry.payload().get("changes") instanceof List<?> changes && changes.contains(directive + ": suspend"))
            .reduce((earlier, later) -> later);
    }
}
