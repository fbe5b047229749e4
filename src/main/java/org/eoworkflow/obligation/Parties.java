package org.eoworkflow.obligation;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.eoworkflow.deadline.Subject;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.order.Directive;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.security.Caller;
import org.springframework.stereotype.Component;

/** Which obligations and which evidence a caller may read: all of them, or those of the directives in which the own agency has a part. */
@Component
public class Parties {

    private static final String[] READERS = {"order-office", "auditor", "camunda-admin"};

    private final Catalogue catalogue;
    private final Caller caller;

    Parties(Catalogue catalogue, Caller caller) {
        this.catalogue = catalogue;
        this.caller = caller;
    }

    boolean mayReadAll() {
        return caller.isIn(READERS);
    }

    /** Refuses a caller who neither reads all nor belongs to an agency. */
    void requireAgency() {
        if (!mayReadAll() && catalogue.agencies().stream().noneMatch(agency -> caller.isIn(agency.id()))) {
            throw Refusal.forbidden("Orders are for members of agencies, the order office and auditors.");
        }
    }

    /** The obligations that the caller may read. Refuses a caller whose agency has no part in the order. */
    List<Obligation> visible(String order, List<Obligation> obligations) {
        var visible = visible(order);
        return obligations.stream().filter(obligation -> visible.test(obligation.directive())).toList();
    }

    /**
     * The directives, by id or null for none, whose clauses the caller may read. Refuses a caller whose agency has no part in the order.
     */
    public Predicate<String> visible(String order) {
        requireAgency();
        if (mayReadAll()) {
            return directive -> true;
        }
        var own = catalogue.order(order).directives().stream().filter(this::hasPart).map(Directive::id).toList();
        if (own.isEmpty()) {
            throw Refusal.forbidden("Your agency has no part in this order.");
        }
        return directive -> directive == null || own.contains(directive);
    }

    /** Whether the caller's agency leads, works, acts jointly, or is asked for its views or agreement. */
    private boolean hasPart(Directive directive) {
        return carriesOut(directive) || Stream.of(directive.consults(), directive.coordinates(), directive.involves())
            .flatMap(List::stream).anyMatch(caller::isIn);
    }

    private boolean carriesOut(Directive directive) {
        return caller.isIn(directive.lead()) || directive.through() != null && caller.isIn(directive.through())
            || directive.jointly().stream().anyMatch(caller::isIn);
    }

    /** Dates are for those who have a part in the directive; the dates of one agency's case for that agency and who carries the directive out. */
    boolean mayRead(Subject dated) {
        if (mayReadAll()) {
            return true;
        }
        var order = dated.order() == null ? null : catalogue.find(dated.order()).orElse(null);
        if (order == null) {
            return false;
        }
        if (dated.directive() == null) {
            return order.directives().stream().anyMatch(this::hasPart);
        }
        var directive = order.directive(dated.directive());
        if (dated.agency() != null || dated.task() != null) {
            return dated.agency() != null && caller.isIn(dated.agency()) || carriesOut(directive);
        }
        return hasPart(directive);
    }

    /** Refuses an unknown order, and a caller whose agency has no part in it. */
    void requirePart(String order) {
        catalogue.order(order);
        visible(order, List.of());
    }

    /** Evidence is for those who carry the directive out, and for the agency whose implementation it belongs to. */
    boolean mayRead(EvidencePlace place) {
        return mayReadAll() || place.agency() != null && caller.isIn(place.agency())
            || place.order() != null && place.directive() != null && catalogue.find(place.order()).isPresent()
                && carriesOut(catalogue.order(place.order()).directive(place.directive()));
    }
}
