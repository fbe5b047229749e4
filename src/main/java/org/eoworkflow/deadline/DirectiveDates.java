package org.eoworkflow.deadline;

import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eoworkflow.deadline.Reckoning.Competing;
import org.eoworkflow.deadline.Subject.Kind;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.order.Clause;
import org.eoworkflow.order.Directive;
import org.eoworkflow.order.DirectiveState;
import org.eoworkflow.order.ExecutiveOrder;
import org.eoworkflow.order.OrderDated;
import org.eoworkflow.order.OrderEnded;
import org.eoworkflow.order.OrderRetimed;
import org.eoworkflow.order.Orders;
import org.eoworkflow.order.Term;
import org.eoworkflow.platform.WashingtonTime;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Records the dates of an order's clauses and directives, with milestones, when they are set and whenever an amendment moves them. */
@Component
class DirectiveDates {

    private static final String PUBLIC_REPORTS = "public reports";
    private static final String AMENDMENT = "an amendment of the order";

    private final DeadlineRecords records;
    private final Deadlines deadlines;
    private final FederalCalendar calendar;
    private final Catalogue catalogue;
    private final Orders orders;

    DirectiveDates(DeadlineRecords records, Deadlines deadlines, FederalCalendar calendar, Catalogue catalogue, Orders orders) {
        this.records = records;
        this.deadlines = deadlines;
        this.calendar = calendar;
        this.catalogue = catalogue;
        this.orders = orders;
    }

    @EventListener
    public void on(OrderDated event) {
        record(event.order(), event.directive(), null, null);
    }

    @EventListener
    public void on(OrderRetimed event) {
        record(event.order(), event.directive(), event.citation(),
            event.citation() == null ? event.change() : "%s %s".formatted(event.change(), event.citation()));
    }

    /** What was achieved, or is owed still, keeps the date by which it is judged; nothing else has one any more. */
    @EventListener
    public void on(OrderEnded event) {
        var reason = event.revoked() ? "The order was revoked." : "The order was closed.";
        orders.states(event.order()).forEach((directive, state) -> {
            if (state == DirectiveState.WITHDRAWN || event.revoked() && state == DirectiveState.ENDED_WITHOUT_RESULT) {
                records.endUnder(event.order() + "/" + directive, reason);
            }
        });
        if (event.revoked()) {
            records.end(event.order(), reason);
        }
    }

    /** Records the dates of the orders that were started before dates were recorded. */
    void makeUp() {
        catalogue.orders().forEach(order -> {
            var states = orders.states(order.id());
            order.directives().stream().filter(directive -> states.getOrDefault(directive.id(), DirectiveState.WITHDRAWN) != DirectiveState.WITHDRAWN)
                .forEach(directive -> directive(order, directive, null, records::makeUp));
            if (states.containsValue(DirectiveState.ACTIVE) || states.containsValue(DirectiveState.SUSPENDED)) {
                order.clauses().stream().filter(clause -> clause.directive() == null).forEach(clause -> clause(order, clause, null, records::makeUp));
            }
        });
    }

    private void record(String id, String only, String citation, String reason) {
        var order = catalogue.order(id);
        var states = orders.states(id);
        BiConsumer<Subject, Reckoning> recorder = (subject, reckoning) -> records.record(subject, reckoning, reason);
        order.directives().stream().filter(directive -> states.containsKey(directive.id()) && (only == null || only.equals(directive.id())))
            .forEach(directive -> {
                if (states.get(directive.id()) == DirectiveState.WITHDRAWN) {
                    records.endUnder(id + "/" + directive.id(), reason);
                } else {
                    directive(order, directive, citation, recorder);
                }
            });
        if (only == null) {
            order.clauses().stream().filter(clause -> clause.directive() == null).forEach(clause -> clause(order, clause, null, recorder));
        }
    }

    private void directive(ExecutiveOrder order, Directive directive, String citation, BiConsumer<Subject, Reckoning> recorder) {
        var own = order.clauses().stream().filter(clause -> directive.id().equals(clause.directive())).toList();
        if (orders.period(order.id(), directive.id()).or(() -> orders.target(order.id(), directive.id())).isPresent()) {
            var due = deadlines.of(order.id(), directive.id());
            boolean amended = isAmended(order, directive);
            var subject = Subject.ofDirective("directive", order.id(), directive.id(), due.target() ? Kind.TARGET : Kind.DEADLINE, directive.name());
            var source = amended ? amendment(subject, due.period(), citation) : due.target() ? target(order) : citations(own);
            recorder.accept(subject, reckoning(order, new Term(due.signed(), due.period()), source, due.target(), amended)
                .besides(competing(order, due.period(), amended ? List.of() : own)));
            for (int third : Due.milestones()) {
                milestone(order, directive, due, third, recorder);
            }
        }
        own.forEach(clause -> clause(order, clause, citation, recorder));
    }

    private void milestone(ExecutiveOrder order, Directive directive, Due due, int third, BiConsumer<Subject, Reckoning> recorder) {
        var name = third == 1 ? "One third" : "Two thirds";
        recorder.accept(Subject.ofDirective("milestone " + third, order.id(), directive.id(), Kind.MILESTONE, name + " of the time: " + directive.name()),
            Reckoning.calendarDays(due.milestone(third), due.signed(), signed(order), "Milestones of the order office, a planning practice",
                version(order), name.toLowerCase(Locale.US) + " of the calendar days between signing and the directive's date, rounded up, "
                    + "until 23:59:59 of that day in Washington", due.period()));
    }

    private void clause(ExecutiveOrder order, Clause clause, String citation, BiConsumer<Subject, Reckoning> recorder) {
        orders.term(order.id(), clause.id()).ifPresent(term -> {
            boolean target = orders.deadline(order.id(), clause.id()).isEmpty();
            boolean amended = clause.directive() != null && isAmended(order, order.directive(clause.directive()))
                && !term.period().equals(clause.deadline()) && !term.period().equals(clause.target());
            var subject = Subject.ofClause(order.id(), clause.directive(), clause.id(), target ? Kind.TARGET : Kind.DEADLINE,
                clause.id() + ": " + clause.summary());
            var source = amended ? amendment(subject, term.period(), citation) : target ? target(order) : citation(clause);
            recorder.accept(subject, reckoning(order, term, source, target, amended)
                .besides(competing(order, term.period(), amended || target ? List.of() : List.of(clause))));
        });
    }

    private Reckoning reckoning(ExecutiveOrder order, Term term, String source, boolean target, boolean amended) {
        var planning = calendar.lastWorkingDayOnOrBefore(term.lastDay());
        return Reckoning.calendarDays(term.end(), term.signed(), signed(order), source,
                target || !amended ? version(order) : "as amended", Term.RULE, term.period())
            .plannedFor(planning.equals(term.lastDay()) ? null : planning);
    }

    /** An amendment's period stands even if the directive was counted anew since: the record before tells where it is from. */
    private String amendment(Subject subject, Period period, String citation) {
        var before = records.latest(subject.key()).map(DeadlineRecord::reckoning).filter(known -> period.equals(known.period())
            && known.version().equals("as amended")).map(Reckoning::source);
        return before.orElseGet(() -> Objects.requireNonNullElse(citation, AMENDMENT));
    }

    private boolean isAmended(ExecutiveOrder order, Directive directive) {
        return orders.period(order.id(), directive.id()).filter(period -> !period.equals(directive.deadline())).isPresent();
    }

    private static String signed(ExecutiveOrder order) {
        return order.number() + " was signed.";
    }

    private static String target(ExecutiveOrder order) {
        return "Planning target of the order office; %s states no deadline for it".formatted(order.number());
    }

    private static String citations(List<Clause> clauses) {
        return clauses.stream().filter(clause -> clause.deadline() != null).map(DirectiveDates::citation).distinct().collect(Collectors.joining("; "));
    }

    private static String citation(Clause clause) {
        return "%s%s".formatted(Objects.requireNonNullElse(clause.citation(), clause.id()),
            PUBLIC_REPORTS.equals(clause.basis()) ? ", as public reports tell it" : "");
    }

    private static String version(ExecutiveOrder order) {
        return "catalogue of %s, version %s, made from: %s".formatted(order.number(), order.version(), source(order));
    }

    private static String source(ExecutiveOrder order) {
        return order.source() == null ? "the order" : "%s, %s".formatted(order.source().title(), WashingtonTime.text(order.source().date()));
    }

    /** What the sources say otherwise: where only public reports give the date, and where the order was started with another signing date. */
    private List<Competing> competing(ExecutiveOrder order, Period period, List<Clause> clauses) {
        var competing = new ArrayList<Competing>();
        clauses.stream().filter(clause -> PUBLIC_REPORTS.equals(clause.deadlineBasis())).forEach(clause -> competing.add(new Competing(source(order), null,
            "States no date for %s. The %s are from public reports.".formatted(clause.id(), Explanation.words(clause.deadline())))));
        if (!orders.signed(order.id()).equals(order.signed())) {
            Instant catalogued = new Term(order.signed(), period).end();
            competing.add(new Competing(version(order), catalogued, "Gives %s as the day of signing.".formatted(WashingtonTime.text(order.signed()))));
        }
        return List.copyOf(competing);
    }
}
