package org.eoworkflow.order;

import static org.eoworkflow.order.DirectiveState.ACTIVE;
import static org.eoworkflow.order.DirectiveState.COMPLETED;
import static org.eoworkflow.order.DirectiveState.ENDED_WITHOUT_RESULT;
import static org.eoworkflow.order.DirectiveState.SUSPENDED;
import static org.eoworkflow.order.DirectiveState.WITHDRAWN;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.spin.Spin;
import org.camunda.spin.json.SpinJsonNode;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.order.RunningOrders.Terms;
import org.eoworkflow.platform.Refusal;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The orders that are running: what models ask about the order they carry out, and what an amendment changes in it.
 *
 * <p>Lists are Json arrays: {@code camunda:collection="${orders.clauses(execution).elements()}"} walks over one,
 * and {@code ${clause.stringValue()}} is then the id.
 */
@Component("orders")
public class Orders {

    /** Key of the process that carries out an order. */
    public static final String MASTER = "ExecutiveOrder";

    private static final String REVOKED = "revoked";

    private final Catalogue catalogue;
    private final RunningOrders running;
    private final Ledger ledger;
    private final Registration registration;
    private final MovedDates moved;
    private final Withdrawals withdrawals;
    private final ObjectProvider<RuntimeService> runtime;
    private final ApplicationEventPublisher events;

    Orders(Catalogue catalogue, RunningOrders running, Ledger ledger, Registration registration, MovedDates moved, Withdrawals withdrawals,
           ObjectProvider<RuntimeService> runtime, ApplicationEventPublisher events) {
        this.catalogue = catalogue;
        this.running = running;
        this.ledger = ledger;
        this.registration = registration;
        this.moved = moved;
        this.withdrawals = withdrawals;
        this.runtime = runtime;
        this.events = events;
    }

    // --- starting

    /** Starts the process of an order that was signed on this day. */
    public ProcessInstance start(String order, LocalDate signed) {
        return runtime.getObject().startProcessInstanceByKey(MASTER, order, Map.of("order", order, "signed", signed.toString()));
    }

    /** Checks what the order is started with, and registers its directives and one obligation per clause. */
    public void register(DelegateExecution execution) {
        registration.order(execution);
    }

    // --- what models ask

    /** Ids of the directives that run from the start and that somebody is obliged to carry out: a Json array. */
    public SpinJsonNode directives(DelegateExecution execution) {
        return startedWith(orderOf(execution), false);
    }

    /** Ids of the directives that only follow advice, which nobody waits for: a Json array. */
    public SpinJsonNode advice(DelegateExecution execution) {
        return startedWith(orderOf(execution), true);
    }

    private SpinJsonNode startedWith(String order, boolean advice) {
        var catalogued = catalogue.order(order);
        return Spin.JSON(catalogued.directives().stream().filter(directive -> !directive.fromAmendment() && catalogued.advises(directive.id()) == advice
            && state(order, directive.id()) != WITHDRAWN).map(Directive::id).toList());
    }

    /** Key of the process that runs a directive. */
    public String process(DelegateExecution execution, String directive) {
        return directive(execution, directive).processKey();
    }

    /** Id of the accountable agency. */
    public String lead(DelegateExecution execution, String directive) {
        return directive(execution, directive).lead();
    }

    /** Id of the component acted through, or the empty text. */
    public String through(DelegateExecution execution, String directive) {
        String through = directive(execution, directive).through();
        return through == null ? "" : through;
    }

    /** Id of the agency that does the work: the component acted through, or the lead. */
    public String office(DelegateExecution execution, String directive) {
        return directive(execution, directive).office();
    }

    /** Ids of the agencies whose views are asked for: a Json array. */
    public SpinJsonNode consulted(DelegateExecution execution, String directive) {
        return Spin.JSON(directive(execution, directive).consults());
    }

    /** Ids of the agencies that must agree: a Json array. */
    public SpinJsonNode coordinated(DelegateExecution execution, String directive) {
        return Spin.JSON(directive(execution, directive).coordinates());
    }

    /** A directive's name. */
    public String title(DelegateExecution execution, String directive) {
        return directive(execution, directive).name();
    }

    /** Ids of the clauses that the directive of this execution certifies: a Json array. */
    public SpinJsonNode clauses(DelegateExecution execution) {
        return Spin.JSON(directive(execution, (String) execution.getVariable("directive")).clauses());
    }

    private Directive directive(DelegateExecution execution, String directive) {
        return catalogue.order(orderOf(execution)).directive(directive);
    }

    private static String orderOf(DelegateExecution execution) {
        return (String) execution.getVariable("order");
    }

    // --- the terms that hold now

    /** The day from which the order's periods count: of signing, or as amended. */
    public LocalDate signed(String order) {
        return running.signed(order).orElseGet(() -> catalogue.order(order).signed());
    }

    /** The order's own period for a directive, amendments included; empty where the order states none. */
    public Optional<Period> period(String order, String directive) {
        return Optional.ofNullable(terms(order, directive).deadline());
    }

    /** The planning target of a directive to which the order gives no deadline. */
    public Optional<Period> target(String order, String directive) {
        return Optional.ofNullable(terms(order, directive).target());
    }

    /** When the order itself wants a clause to be carried out, amendments included; empty where it states no deadline for it. */
    public Optional<Instant> deadline(String order, String clause) {
        ExecutiveOrder catalogued = catalogue.order(order);
        return Optional.ofNullable(registration.dates(catalogued, catalogued.clause(clause), signed(order)).deadline());
    }

    /** When a clause is due: by the order's own deadline, or else as it is planned; empty where it has no date. */
    public Optional<Term> term(String order, String clause) {
        ExecutiveOrder catalogued = catalogue.order(order);
        Dates dates = registration.dates(catalogued, catalogued.clause(clause), signed(order));
        return Optional.ofNullable(dates.order() == null ? dates.planned() : dates.order());
    }

    /** How a directive stands. */
    public DirectiveState state(String order, String directive) {
        return terms(order, directive).state();
    }

    /** How a directive stands, in words; of one that an amendment has withdrawn, since when, by what, and what it had come to. */
    public String stateText(String order, String directive) {
        return text(order, directive, state(order, directive));
    }

    /** The same of all directives of a started order; nothing if it was not started. */
    public Map<String, String> stateTexts(String order) {
        Map<String, String> texts = new LinkedHashMap<>();
        states(order).forEach((directive, state) -> texts.put(directive, text(order, directive, state)));
        return texts;
    }

    private String text(String order, String directive, DirectiveState state) {
        return state == WITHDRAWN ? withdrawals.told(order, directive).orElse(state.text()) : state.text();
    }

    /** The directives of a started order and how each stands; nothing if it was not started. */
    public Map<String, DirectiveState> states(String order) {
        return running.states(order);
    }

    private Terms terms(String order, String directive) {
        return running.terms(order, directive).orElseGet(() -> Terms.of(catalogue.order(order).directive(directive)));
    }

    // --- amendments

    /** Gives a directive another period from signing. It is the order's own from now on. */
    @Transactional
    public void retime(String order, String directive, Period period) {
        retime(order, directive, period, null);
    }

    /** The same, with where the amendment says so. */
    @Transactional
    public void retime(String order, String directive, Period period, String citation) {
        if (period == null || period.isNegative() || period.isZero()) {
            throw Refusal.invalid("period", "The period must be at least one day, such as P45D.");
        }
        Terms before = standing(order, directive);
        ExecutiveOrder catalogued = catalogue.order(order);
        LocalDate signed = signed(order);
        Map<String, Dates> datesBefore = moved.of(catalogued, directive, signed);
        running.update(order, before.within(period));
        amended(order, directive, "retimed", Map.of("period", period.toString(), "previous", String.valueOf(before.date())));
        moved.record(catalogued, datesBefore, moved.of(catalogued, directive, signed));
        events.publishEvent(new OrderRetimed(order, directive, "The directive was given another period.", citation));
    }

    /** Lets all periods of an order count from another day. */
    @Transactional
    public void redate(String order, LocalDate signed) {
        redate(order, signed, null);
    }

    /** The same, with where the correction is said. */
    @Transactional
    public void redate(String order, LocalDate signed, String citation) {
        LocalDate before = runningSince(order);
        ExecutiveOrder catalogued = catalogue.order(order);
        registration.checked(signed, catalogued);
        Map<String, Dates> datesBefore = moved.of(catalogued, null, before);
        running.redate(order, signed);
        amended(order, null, "redated", Map.of("signed", signed.toString(), "previous", before.toString()));
        moved.record(catalogued, datesBefore, moved.of(catalogued, null, signed));
        events.publishEvent(new OrderRetimed(order, null, "The signing date was corrected.", citation));
    }

    /** Lets a directive rest. Its dates stay where they are. */
    @Transactional
    public void suspend(String order, String directive) {
        change(order, directive, ACTIVE, SUSPENDED, "suspended");
    }

    /** Lets a suspended directive go on. */
    @Transactional
    public void resume(String order, String directive) {
        change(order, directive, SUSPENDED, ACTIVE, "resumed");
    }

    /** Takes a directive out of the order. What it was to achieve is no longer asked for. */
    @Transactional
    public void withdraw(String order, String directive) {
        withdraw(order, directive, null);
    }

    /** The same, with where the amendment says so; also of a directive that is over: what was met stays met. */
    @Transactional
    public void withdraw(String order, String directive, String citation) {
        Terms before = standing(order, directive, WITHDRAWN::equals);
        running.update(order, before.in(WITHDRAWN));
        amended(order, directive, "withdrawn", withdrawals.payload(order, directive, before.state(), citation));
        withdrawals.clauses(catalogue.order(order), directive);
        events.publishEvent(new OrderRetimed(order, directive, "The directive was withdrawn by amendment.", citation));
    }

    /** Takes up a directive that the catalogue keeps for an amendment. Whoever calls starts its process. */
    @Transactional
    public void add(String order, String directive) {
        LocalDate signed = runningSince(order);
        ExecutiveOrder catalogued = catalogue.order(order);
        if (!running.addDirective(order, catalogued.directive(directive))) {
            throw Refusal.conflict("Directive '%s' %s.".formatted(directive, state(order, directive) == WITHDRAWN
                ? "was withdrawn and is not taken up again: describe what is asked for now as another directive in the catalogue, with fromAmendment"
                : "is part of order '%s' already".formatted(order)));
        }
        amended(order, directive, "added", Map.of());
        catalogued.clausesOf(directive).forEach(clause -> registration.clause(catalogued, clause, signed));
        events.publishEvent(new OrderDated(order, directive));
    }

    /** Ends what still stands of a revoked order, completed directives excepted. From now on, nothing new begins under it. */
    @Transactional
    public void revoke(String order) {
        runningSince(order);
        end(order, REVOKED);
    }

    /** The same of an order that is closed: what still stands is advice that was not followed. */
    @Transactional
    public void close(String order) {
        end(order, "closed");
    }

    private void end(String order, String how) {
        running.end(order, how);
        events.publishEvent(new OrderEnded(order, how.equals(REVOKED)));
    }

    /**
     * Refuses to begin further work under an order that is over, or under a directive that rests or was withdrawn. What passes is still so
     * when the transaction ends.
     */
    public void checkStands(String order, String directive) {
        running.ended(order).ifPresent(how -> {
            throw new Refusal(Refusal.Kind.CONFLICT, "order", "Order '%s' was %s: nothing new begins under it.".formatted(order, how));
        });
        running.keptState(order, directive).ifPresent(state -> {
            if (state == SUSPENDED || state == WITHDRAWN) {
                throw Refusal.conflict("Directive '%s' of order '%s' is %s by an amendment: nothing new begins under it.%s".formatted(directive, order,
                    state.text(), state == SUSPENDED ? " Try again when the order office has resumed it." : ""));
            }
        });
    }

    /** Whether a directive was started and neither rests nor was withdrawn. What is so stays so until the transaction ends. */
    public boolean stands(String order, String directive) {
        return running.keptState(order, directive).filter(state -> state != SUSPENDED && state != WITHDRAWN).isPresent();
    }

    /** Whether somebody is still to do what a directive demands, or has done it: neither it nor its order was taken back. */
    public boolean isAskedFor(String order, String directive) {
        return running.ended(order).filter(REVOKED::equals).isEmpty() && state(order, directive) != WITHDRAWN;
    }

    /** Records that the process of a directive has reached its end. A withdrawn directive stays withdrawn. */
    public void complete(DelegateExecution execution) {
        complete(execution, (String) execution.getVariable("directive"));
    }

    /** Records that the process of this directive has reached its end. What was withdrawn or ended without result stays so. */
    public void complete(DelegateExecution execution, String directive) {
        over(execution, directive, COMPLETED);
    }

    /** Records that the process of a directive ends here without what the directive was to bring about. */
    public void endWithoutResult(DelegateExecution execution) {
        over(execution, (String) execution.getVariable("directive"), ENDED_WITHOUT_RESULT);
    }

    private void over(DelegateExecution execution, String directive, DirectiveState state) {
        String order = orderOf(execution);
        running.terms(order, directive).filter(terms -> terms.state() == ACTIVE).ifPresent(terms -> running.update(order, terms.in(state)));
    }

    private void change(String order, String directive, DirectiveState from, DirectiveState to, String word) {
        Terms before = standing(order, directive);
        if (before.state() != from) {
            throw Refusal.conflict("Directive '%s' is %s and cannot be %s.".formatted(directive, before.state().text(), word));
        }
        running.update(order, before.in(to));
        amended(order, directive, word, Map.of());
        events.publishEvent(new OrderRetimed(order, directive, "The directive was %s.".formatted(word), null));
    }

    private LocalDate runningSince(String order) {
        catalogue.order(order);
        return running.signed(order).orElseThrow(() -> Refusal.conflict("Order '%s' is not running.".formatted(order)));
    }

    private Terms standing(String order, String directive) {
        return standing(order, directive, DirectiveState::isOver);
    }

    private Terms standing(String order, String directive, Predicate<DirectiveState> over) {
        runningSince(order);
        catalogue.order(order).directive(directive);
        Terms terms = running.lock(order, directive).orElseThrow(() ->
            Refusal.conflict("Directive '%s' of order '%s' has not been started.".formatted(directive, order)));
        if (over.test(terms.state())) {
            throw Refusal.conflict("Directive '%s' is %s and can no longer be amended.".formatted(directive, terms.state().text()));
        }
        return terms;
    }

    private void amended(String order, String directive, String change, Map<String, String> details) {
        Map<String, Object> payload = new LinkedHashMap<>(details);
        payload.put("change", change);
        payload.put("directive", directive);
        ledger.append(Entry.of(EntryKind.ORDER_AMENDED, order, null, payload));
    }
}
