package org.eoworkflow.order;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.platform.yaml.Problems;

/** What the orders say: read from {@code eo.orders} at start, checked whole, and never changed while the application runs. */
public final class Catalogue {

    private final Map<String, ExecutiveOrder> orders;
    private final Map<String, Agency> agencies;
    private final List<Agency> bound;

    Catalogue(Map<String, ExecutiveOrder> orders, Map<String, Agency> agencies, List<Agency> bound) {
        this.orders = orders;
        this.agencies = agencies;
        this.bound = List.copyOf(bound);
    }

    /** The order with this id. */
    public ExecutiveOrder order(String id) {
        return find(id).orElseThrow(() -> Refusal.unknown("order", "There is no order '%s' in the catalogue.".formatted(id)));
    }

    /** The order with this id, if there is one. */
    public Optional<ExecutiveOrder> find(String id) {
        return Optional.ofNullable(orders.get(id));
    }

    /** All orders, in the order of their files. */
    public Collection<ExecutiveOrder> orders() {
        return orders.values();
    }

    /**
     * What of a model does not fit the orders, in the words in which the start says it: clauses and orders that it names and that are not in
     * the catalogue, and periods that are not those of its directive.
     *
     * @param file its name, as messages show it
     */
    public List<Misfit> misfits(String file, String bpmn) {
        var unreadable = new Problems();
        var fits = new Models(List.of(new SourceText(file, bpmn)), unreadable).misfits(orders);
        return Stream.concat(unreadable.all().stream().map(problem -> new Misfit(Misfit.Kind.UNREADABLE, file, problem.line(), null, problem.message())),
            fits.stream()).toList();
    }

    /** The agency with this id, whichever file defines it. */
    public Agency agency(String id) {
        return Optional.ofNullable(agencies.get(id)).orElseThrow(() ->
            Refusal.unknown("agency", "There is no agency '%s' in the catalogue.".formatted(id)));
    }

    /** The agencies with these ids, in their order. */
    public List<Agency> agencies(Collection<String> ids) {
        return ids.stream().map(this::agency).toList();
    }

    /** Whether an agency of this id is known. */
    public boolean hasAgency(String id) {
        return agencies.containsKey(id);
    }

    /** All agencies of all files. */
    public Collection<Agency> agencies() {
        return agencies.values();
    }

    /** The agencies that binding operational directives bind. */
    public List<Agency> boundAgencies() {
        return bound;
    }
}
