package org.eoworkflow.directive.enforcement;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.eoworkflow.directive.Fields;
import org.eoworkflow.directive.Json;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.order.Directive;
import org.eoworkflow.order.Orders;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.platform.WashingtonTime;
import org.eoworkflow.security.Caller;
import org.springframework.stereotype.Component;

/** The measures by which a priority of enforcement is seen to work: set once by the directive, reported for each further period. */
@Component("enforcementMeasures")
public class EnforcementMeasures {

    static final String PROCESS = "EnforcementPrioritization";

    private final RecordedMeasures recorded;
    private final Catalogue catalogue;
    private final Orders orders;
    private final Ledger ledger;
    private final Caller caller;
    private final Clock clock;

    EnforcementMeasures(RecordedMeasures recorded, Catalogue catalogue, Orders orders, Ledger ledger, Caller caller, Clock clock) {
        this.recorded = recorded;
        this.catalogue = catalogue;
        this.orders = orders;
        this.ledger = ledger;
        this.caller = caller;
        this.clock = clock;
    }

    /** The directive sets the measures by its first period. */
    public void set(DelegateTask task) {
        String order = (String) task.getVariable("order");
        var measures = measures(new Fields(task), order);
        int revision = recorded.add(order, measures, caller.account());
        ledger.append(Entry.of(EntryKind.MEASURES_RECORDED, task, payload(measures, revision)));
    }

    /** Somebody reports a further period: of an order that runs, for the agency that answers for its enforcement, within days not yet counted. */
    public void check(DelegateExecution execution) {
        String order = Objects.toString(execution.getVariable("order"), "").strip();
        if (orders.states(order).isEmpty()) {
            throw Refusal.invalid("order", "No order '%s' is running. Give the id under which it runs, for example eo-14409.".formatted(order));
        }
        Directive directive = directive(catalogue, order);
        caller.requireAny("Measures of enforcement are reported by the staff of %s.".formatted(catalogue.agency(directive.lead()).name()),
            directive.lead() + "-staff");
        orders.checkStands(order, directive.id());
        execution.setProcessBusinessKey(order + "/" + directive.id());
        var measures = measures(new Fields(execution), order);
        recorded.check(order, measures);
        execution.setVariable("order", order);
        execution.setVariable("directive", directive.id());
        execution.setVariable("lead", directive.lead());
        execution.setVariable("office", directive.office());
        execution.setVariable("title", directive.name());
        execution.setVariable("reportedBy", caller.account());
        execution.setVariable("reportedMeasures", Json.of(List.of(measures.row())));
        execution.setVariable("earlierMeasures", Json.of(recorded.of(order).stream().map(earlier -> earlier.measures().row()).toList()));
    }

    /** The directive of an order that answers for enforcement. */
    static Directive directive(Catalogue catalogue, String order) {
        return catalogue.order(order).directives().stream().filter(directive -> PROCESS.equals(directive.process())).findFirst()
            .orElseThrow(() -> Refusal.unknown("order", "Order '%s' has no directive on enforcement, so there are no measures.".formatted(order)));
    }

    /** An approver confirms the counts, or returns them. Who reported them does not confirm them. */
    public void confirmed(DelegateTask task) {
        var fields = new Fields(task);
        if (caller.account().equals(task.getVariable("reportedBy"))) {
            throw Refusal.forbidden("You reported these counts, so another approver must confirm them.");
        }
        if (fields.choice("measuresDecision", "Confirm the counts, or return them with a reason.", "confirm", "return").equals("return")) {
            ledger.append(Entry.of(EntryKind.DECISION_MADE, task, Json.row("decision", "return", "reason",
                fields.choice("measuresReason", "Say why the counts are returned.", "incomplete", "wrong-period", "not-plausible"))));
        }
    }

    /** Records confirmed counts. */
    public void record(DelegateExecution execution) {
        String order = (String) execution.getVariable("order");
        var measures = measures(new Fields(execution), order);
        int revision = recorded.add(order, measures, (String) execution.getVariable("reportedBy"));
        ledger.append(Entry.of(EntryKind.MEASURES_RECORDED, execution, payload(measures, revision)));
    }

    private Measures measures(Fields fields, String order) {
        LocalDate today = WashingtonTime.day(clock.instant());
        return Measures.of(fields, orders.signed(order), today);
    }

    private static Map<String, Object> payload(Measures measures, int revision) {
        return Json.row("from", measures.periodFrom().toString(), "to", measures.periodTo().toString(), "revision", revision,
            "referred", measures.referred(), "accepted", measures.accepted(), "declined", measures.reasons());
    }
}
