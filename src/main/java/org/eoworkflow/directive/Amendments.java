package org.eoworkflow.directive;

import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.spin.json.SpinJsonNode;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.order.Directive;
import org.eoworkflow.order.DirectiveState;
import org.eoworkflow.order.Orders;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.platform.WashingtonTime;
import org.springframework.stereotype.Component;

/**
 * What an amendment changes in a running order: directives added, re-timed, suspended, resumed or withdrawn, and the signing date.
 * All of it takes effect together; one wrong line refuses the whole, and the task stays open.
 */
@Component("amendments")
public class Amendments {

    private static final Map<String, String> WORDS = Map.of("retime", "New deadline", "suspend", "Suspended", "resume", "Resumed",
        "withdraw", "Withdrawn", "add", "Added");

    private final Catalogue catalogue;
    private final Orders orders;
    private final Standings standings;
    private final OrderInstances instances;
    private final Closing closing;
    private final Ledger ledger;
    private final OrderMails mails;

    Amendments(Catalogue catalogue, Orders orders, Standings standings, OrderInstances instances, Closing closing, Ledger ledger, OrderMails mails) {
        this.catalogue = catalogue;
        this.orders = orders;
        this.standings = standings;
        this.instances = instances;
        this.closing = closing;
        this.ledger = ledger;
        this.mails = mails;
    }

    /** One line of the form, once it is read. */
    private record Change(Line line, String directive, String kind, Period period) {

        boolean restsOrGoesOn() {
            return kind.equals("suspend") || kind.equals("resume");
        }
    }

    /** The order's directives to choose from, each with how it stands: a Json array of labels and values. */
    public SpinJsonNode directives(DelegateExecution execution) {
        var order = order(execution);
        return Json.of(catalogue.order(order).directives().stream()
            .map(directive -> Json.row("label", label(order, directive), "value", directive.id())).toList());
    }

    private String label(String order, Directive directive) {
        if (!orders.states(order).containsKey(directive.id())) {
            return directive.name() + ": not part of the order yet";
        }
        var standing = standings.of(order, directive.id());
        return standing.state() == DirectiveState.WITHDRAWN ? "%s: %s".formatted(directive.name(), standing.stateText())
            : "%s: %s, %s %s".formatted(directive.name(), standing.stateText(), standing.target() ? "target" : "due",
                WashingtonTime.text(WashingtonTime.day(standing.due())));
    }

    /** Ids of the directives that the amendment adds: a Json array. */
    public SpinJsonNode added(DelegateExecution execution) {
        return Json.of(Json.elements("changes", execution.getVariable("changes")).stream()
            .filter(row -> Json.text(row, "change").equals("add")).map(row -> Json.text(row, "directive")).toList());
    }

    /** Puts the amendment into effect, whole. */
    public void apply(DelegateExecution execution) {
        var order = order(execution);
        var changes = read(order, execution.getVariable("changes"));
        var signed = correctedSigned(order, execution.getVariable("correctedSigned"));
        var payload = new LinkedHashMap<String, Object>();
        payload.put("change", "amended");
        payload.put("citation", execution.getVariable("citation"));
        payload.put("reason", execution.getVariable("reason"));
        payload.put("changes", changes.stream().map(Amendments::text).toList());
        payload.put("signed", signed == null ? null : signed.toString());
        ledger.append(Entry.of(EntryKind.ORDER_AMENDED, execution, payload));
        changes.stream().filter(Change::restsOrGoesOn).forEach(change -> apply(execution, order, change));   // first, so that dates move in what is so
        if (signed != null) {
            redate(order, signed, citation(execution));
        }
        changes.stream().filter(change -> !change.restsOrGoesOn()).forEach(change -> apply(execution, order, change));
        if (signed != null || !changes.isEmpty()) {
            closing.amended(execution);
        }
        changes.stream().filter(change -> change.kind().equals("withdraw"))     // last: it may end what the master waits in
            .forEach(change -> instances.withdraw(execution.getProcessInstanceId(), order, change.directive(), "Withdrawn by " + citation(execution)));
        tell(execution, order, changes, signed);
    }

    private List<Change> read(String order, Object value) {
        var changes = new ArrayList<Change>();
        for (var row : Json.elements("changes", value)) {
            var line = new Line("changes", changes.size());
            var change = read(order, row, line);
            changes.stream().filter(before -> before.directive().equals(change.directive()) && contradict(before.kind(), change.kind()))
                .findFirst().ifPresent(before -> {
                    throw line.invalid("change", "contradicts line %d, which says '%s' of the same directive. Keep one of the two."
                        .formatted(before.line().index() + 1, WORDS.get(before.kind())));
                });
            changes.add(change);
        }
        return changes;
    }

    /** A new deadline goes with any change that lets the directive go on or rest; of all others, one. */
    private static boolean contradict(String one, String other) {
        return one.equals(other) || one.equals("withdraw") || other.equals("withdraw") || !one.equals("retime") && !other.equals("retime");
    }

    private Change read(String order, SpinJsonNode row, Line line) {
        var directive = Json.text(row, "directive");
        if (directive.isEmpty()) {
            throw line.invalid("directive", "choose the directive that changes.");
        }
        if (catalogue.order(order).directives().stream().noneMatch(known -> known.id().equals(directive))) {
            throw line.invalid("directive", "the order has no directive '%s'. Choose one from the list; a new one is first described in the "
                .formatted(directive) + "order's catalogue, with fromAmendment.");
        }
        var kind = Json.text(row, "change");
        if (!WORDS.containsKey(kind)) {
            throw line.invalid("change", "say how the directive changes.");
        }
        var text = Json.text(row, "period");
        if (!kind.equals("retime")) {
            if (!text.isEmpty()) {
                throw line.invalid("period", "a period belongs to a new deadline only. Leave it empty, or choose 'New deadline'.");
            }
            return new Change(line, directive, kind, null);
        }
        if (!text.matches("P[0-9]{1,4}D")) {
            throw line.invalid("period", "say how many days from signing the directive has now, such as P45D.");
        }
        return new Change(line, directive, kind, Period.parse(text));
    }

    private LocalDate correctedSigned(String order, Object value) {
        var text = Objects.toString(value, "").strip();
        if (text.isEmpty()) {
            return null;
        }
        try {
            var signed = LocalDate.parse(text);
            return signed.equals(orders.signed(order)) ? null : signed;
        } catch (DateTimeParseException e) {
            throw Refusal.invalid("correctedSigned", "The corrected signing date must be a date such as 2026-06-02.");
        }
    }

    private void redate(String order, LocalDate signed, String citation) {
        try {
            orders.redate(order, signed, citation);
        } catch (Refusal refusal) {
            throw new Refusal(refusal.kind(), "correctedSigned", refusal.getMessage());
        }
        instances.spread(order, "signed", signed.toString());
    }

    private void apply(DelegateExecution execution, String order, Change change) {
        var directive = change.directive();
        try {
            switch (change.kind()) {
                case "retime" -> orders.retime(order, directive, change.period(), citation(execution));
                case "suspend" -> {
                    instances.suspend(order, directive);   // first, as with the next: the dates are looked at right after it
                    orders.suspend(order, directive);
                }
                case "resume" -> {
                    instances.resume(order, directive);
                    orders.resume(order, directive);
                }
                case "withdraw" -> {
                    var over = orders.state(order, directive).isOver();
                    orders.withdraw(order, directive, citation(execution));
                    if (!over) {
                        instances.checkCalled(execution.getProcessInstanceId(), directive);
                    }
                }
                default -> orders.add(order, directive);
            }
        } catch (Refusal refusal) {
            throw change.line().refused("period".equals(refusal.field()) ? "period" : "change", refusal);
        }
    }

    private void tell(DelegateExecution execution, String order, List<Change> changes, LocalDate signed) {
        var lines = changes.stream().map(change -> Json.row("directive", catalogue.order(order).directive(change.directive()).name(),
            "change", WORDS.get(change.kind()), "due", change.kind().equals("withdraw") ? "" : standings.of(order, change.directive()).dueText()))
            .toList();
        Set<String> concerned = signed != null ? mails.started(order)
            : changes.stream().map(Change::directive).collect(Collectors.toCollection(TreeSet::new));
        mails.send("order-amended/" + execution.getProcessInstanceId() + "/" + execution.getId(), order, concerned, "order-amended",
            "The order was amended", Map.of("citation", Objects.toString(execution.getVariable("citation"), ""),
                "reason", Objects.toString(execution.getVariable("reason"), ""), "changes", lines,
                "signed", signed == null ? "" : WashingtonTime.text(signed)), List.of());
    }

    private static String text(Change change) {
        return "%s: %s%s".formatted(change.directive(), change.kind(), change.period() == null ? "" : " " + change.period());
    }

    private static String citation(DelegateExecution execution) {
        return Objects.toString(execution.getVariable("citation"), null);
    }

    private static String order(DelegateExecution execution) {
        return (String) execution.getVariable("order");
    }
}
