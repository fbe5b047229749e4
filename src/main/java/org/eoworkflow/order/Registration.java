package org.eoworkflow.order;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.order.RunningOrders.Terms;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.platform.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** What begins with an order: its directives, and one obligation per clause with its dates. */
@Component
class Registration {

    private static final LocalDate EARLIEST = LocalDate.of(1990, 1, 1);

    private final Catalogue catalogue;
    private final RunningOrders running;
    private final Ledger ledger;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Registration(Catalogue catalogue, RunningOrders running, Ledger ledger, Clock clock, ApplicationEventPublisher events) {
        this.catalogue = catalogue;
        this.running = running;
        this.ledger = ledger;
        this.clock = clock;
        this.events = events;
    }

    /** Checks what the order is started with, and registers its directives and one obligation per clause. */
    void order(DelegateExecution execution) {
        ExecutiveOrder order = startable(execution.getVariable("order"));
        LocalDate signed = checked(execution.getVariable("signed"), order);
        if (!running.addOrder(order.id(), signed, execution.getProcessInstanceId())) {
            throw new Refusal(Refusal.Kind.CONFLICT, "order", "%s is running already. An order is started once.".formatted(order.number()));
        }
        execution.setProcessBusinessKey(order.id());
        execution.setVariable("signed", signed.toString());
        Map<String, Object> started = new LinkedHashMap<>();
        started.put("title", order.title());
        started.put("number", order.number());
        started.put("signed", signed.toString());
        ledger.append(Entry.of(EntryKind.ORDER_STARTED, execution, started));

        order.directives().stream().filter(directive -> !directive.fromAmendment())
            .forEach(directive -> running.addDirective(order.id(), directive));
        order.clauses().stream().filter(clause -> clause.directive() == null || !order.directive(clause.directive()).fromAmendment())
            .forEach(clause -> clause(order, clause, signed));
        events.publishEvent(new OrderDated(order.id(), null));
    }

    private ExecutiveOrder startable(Object id) {
        if (!(id instanceof String text) || text.isBlank()) {
            throw Refusal.invalid("order", "Choose the order that is to be started.");
        }
        return catalogue.find(text.strip()).orElseThrow(() -> Refusal.invalid("order",
            "There is no such order in the catalogue. Known are: %s.".formatted(
                String.join(", ", catalogue.orders().stream().map(ExecutiveOrder::id).toList()))));
    }

    /** The day of signing that somebody gave, or the catalogue's where nothing was given. */
    LocalDate checked(Object value, ExecutiveOrder order) {
        LocalDate signed = date(value, order);
        if (signed.isBefore(EARLIEST)) {
            throw Refusal.invalid("signed", "The signing date must not be before 1990.");
        }
        if (signed.isAfter(LocalDate.now(clock.withZone(EngineClock.WASHINGTON)))) {
            throw Refusal.invalid("signed", "The signing date must not be in the future.");
        }
        return signed;
    }

    private static LocalDate date(Object value, ExecutiveOrder order) {
        if (value == null || value instanceof String text && text.isBlank()) {
            return order.signed();
        }
        try {
            return value instanceof Date date ? LocalDate.ofInstant(date.toInstant(), EngineClock.WASHINGTON) : LocalDate.parse(value.toString().strip());
        } catch (DateTimeParseException e) {
            throw Refusal.invalid("signed", "The signing date must be a date such as 2026-06-02.");
        }
    }

    /** Registers the obligation of one clause. */
    void clause(ExecutiveOrder order, Clause clause, LocalDate signed) {
        Directive directive = clause.directive() == null ? null : order.directive(clause.directive());
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("summary", clause.summary());
        payload.put("citation", clause.citation());
        payload.put("basis", clause.basis());
        payload.put("kind", clause.kind().text());
        payload.put("directive", clause.directive());
        payload.put("lead", directive == null ? null : directive.lead());
        payload.put("keptBy", clause.keptBy());
        payload.put("continuous", clause.continuous());
        payload.putAll(dates(order, clause, signed).payload());
        ledger.append(Entry.of(EntryKind.OBLIGATION_REGISTERED, order.id(), clause.id(), payload));
    }

    /** When a clause is due, by the terms that hold now. */
    Dates dates(ExecutiveOrder order, Clause clause, LocalDate signed) {
        if (clause.directive() == null) {
            return Dates.of(clause, null, null, signed);
        }
        Terms terms = running.terms(order.id(), clause.directive()).orElse(null);
        return Dates.of(clause, order.directive(clause.directive()), terms, signed);
    }
}
