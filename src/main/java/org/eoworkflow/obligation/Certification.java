package org.eoworkflow.obligation;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.spin.Spin;
import org.camunda.spin.json.SpinJsonNode;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.order.Clause;
import org.eoworkflow.order.Orders;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.platform.WashingtonTime;
import org.springframework.stereotype.Component;

/** Certifies clauses: what the people of a certification are shown, and what the ledger keeps of their decision. */
@Component("certification")
public class Certification {

    private static final LocalTime LAST_SECOND = LocalTime.of(23, 59, 59);

    private final Catalogue catalogue;
    private final Orders orders;
    private final Obligations obligations;
    private final EvidenceStore evidence;
    private final Ledger ledger;
    private final Clock clock;

    Certification(Catalogue catalogue, Orders orders, Obligations obligations, EvidenceStore evidence, Ledger ledger, Clock clock) {
        this.catalogue = catalogue;
        this.orders = orders;
        this.obligations = obligations;
        this.evidence = evidence;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** The clause of this execution as its forms show it: a Json object. */
    public SpinJsonNode clause(DelegateExecution execution) {
        return clause(execution::getVariable);
    }

    /** The same for a task whose variables are known. */
    SpinJsonNode clause(Function<String, Object> task) {
        var clause = clauseOf(task);
        var obligation = obligationOf(task);
        var shown = new LinkedHashMap<String, Object>();
        shown.put("id", clause.id());
        shown.put("summary", clause.summary());
        shown.put("citation", clause.citation() == null ? "No section of the order" : clause.citation());
        shown.put("basis", clause.basis());
        shown.put("kind", clause.kind().text());
        shown.put("text", Objects.requireNonNullElse(clause.text(), ""));
        shown.put("lead", catalogue.agency((String) task.apply("lead")).name());
        shown.put("dueLabel", obligation.deadline() == null && obligation.target() != null ? "Planning target (no deadline of the order)" : "Due");
        var due = obligation.deadline() == null ? obligation.target() : obligation.deadline();
        shown.put("due", due == null ? "The order states no date" : WashingtonTime.text(due));
        shown.put("status", obligation.statusText());
        return Spin.JSON(shown);
    }

    /** The evidence of the clause as its forms show it: a Json array. */
    public SpinJsonNode evidence(DelegateExecution execution) {
        return Spin.JSON(evidence.of(EvidencePlace.of(execution)).stream().map(item -> Map.of(
            "title", item.title(), "kind", item.kind(),
            "marking", item.cuiCategory() == null ? item.marking() : item.marking() + ": " + item.cuiCategory(),
            "description", Objects.requireNonNullElse(item.description(), ""),
            "addedBy", item.addedBy(), "addedAt", WashingtonTime.text(item.addedAt()))).toList());
    }

    /** Refuses a day on which the clause cannot have been met. */
    public void checkProposal(DelegateTask task) {
        if (!notApplicable(task::getVariable)) {
            metOn(task::getVariable);
        }
    }

    /** What a certification will say, in a sentence. */
    public String outcome(DelegateExecution execution) {
        return outcome(execution::getVariable);
    }

    /** The same for a task whose variables are known. */
    String outcome(Function<String, Object> task) {
        if (notApplicable(task)) {
            return "It is proposed to record the clause as not applicable.";
        }
        var late = daysLate(task);
        return "%s on %s: %s.".formatted(verb(clauseOf(task).kind(), true), WashingtonTime.text(metOn(task)),
            late > 0 ? WashingtonTime.days(late) + " late" : obligationOf(task).deadline() == null ? "no deadline of the order" : "in time");
    }

    /** The wording that is proposed to the certifier. */
    public String statement(DelegateExecution execution) {
        var clause = clauseOf(execution::getVariable);
        var cited = clause.citation() == null ? clause.id() : "%s (%s)".formatted(clause.id(), clause.citation());
        return notApplicable(execution::getVariable) ? "I have read the evidence and find that clause %s is not applicable.".formatted(cited)
            : "I have read the evidence and certify that clause %s %s on %s.".formatted(cited, verb(clause.kind(), false),
                WashingtonTime.text(metOn(execution::getVariable)));
    }

    /** Enters the certification into the ledger. Without evidence there is none, even if it was there when the evidence was reviewed. */
    public void record(DelegateExecution execution) {
        var place = EvidencePlace.of(execution);
        var items = evidence.of(place);
        if (items.isEmpty()) {
            throw Refusal.conflict("Clause %s cannot be certified: no evidence is left. Return it to the preparer with the reason."
                .formatted(place.clause()));
        }
        var payload = new LinkedHashMap<String, Object>();
        payload.put("directive", place.directive());
        payload.put("statement", execution.getVariable("statement"));
        payload.put("evidence", items.stream().map(Evidence::sha256).toList());
        if (notApplicable(execution::getVariable)) {
            payload.put("reason", execution.getVariable("statement"));
            ledger.append(Entry.of(EntryKind.CLAUSE_NOT_APPLICABLE, execution, payload));
            return;
        }
        payload.putAll(satisfied(execution));
        ledger.append(Entry.of(EntryKind.CLAUSE_CERTIFIED, execution, payload));
    }

    /** When it was satisfied and how late: as ledger entries carry it. */
    Map<String, Object> satisfied(VariableScope scope) {
        var late = daysLate(scope::getVariable);
        var satisfied = new LinkedHashMap<String, Object>();
        satisfied.put("outcome", Lateness.outcome(late));
        satisfied.put("satisfiedAt", satisfiedAt(metOn(scope::getVariable)).toString());
        satisfied.put("daysLate", late);
        return satisfied;
    }

    /** A day before today counts to its end, today until now. */
    private Instant satisfiedAt(LocalDate day) {
        var end = day.atTime(LAST_SECOND).atZone(EngineClock.WASHINGTON).toInstant();
        var now = clock.instant();
        return end.isAfter(now) ? now : end;
    }

    private int daysLate(Function<String, Object> known) {
        return Lateness.of(obligationOf(known).deadline(), metOn(known));
    }

    LocalDate metOn(Function<String, Object> known) {
        LocalDate day;
        try {
            day = LocalDate.parse(Objects.toString(known.apply("metOn"), "").strip());
        } catch (DateTimeParseException e) {
            throw Refusal.invalid("metOn", "Say on which day the clause was met, such as 2026-07-01.");
        }
        if (day.isAfter(LocalDate.now(clock))) {
            throw Refusal.invalid("metOn", "The day on which the clause was met must not be in the future.");
        }
        var signed = orders.signed((String) known.apply("order"));
        if (day.isBefore(signed)) {
            throw Refusal.invalid("metOn", "The day on which the clause was met must not be before the order was signed, %s."
                .formatted(WashingtonTime.text(signed)));
        }
        return day;
    }

    private static boolean notApplicable(Function<String, Object> known) {
        return "not-applicable".equals(known.apply("proposal"));
    }

    private static String verb(Clause.Kind kind, boolean heading) {
        return switch (kind) {
            case OBLIGATION -> heading ? "Met" : "was met";
            case LIMIT -> heading ? "Kept" : "was kept";
            case OPTION -> heading ? "Offered" : "was offered";
            case ADVICE -> heading ? "Followed" : "was followed";
        };
    }

    private Clause clauseOf(Function<String, Object> known) {
        return catalogue.order((String) known.apply("order")).clause((String) known.apply("clause"));
    }

    /** A clause that no order registered, because its process was started by itself, is judged by the catalogue. */
    private Obligation obligationOf(Function<String, Object> known) {
        var order = (String) known.apply("order");
        return obligations.find(order, (String) known.apply("clause")).orElseGet(() -> {
            var clause = clauseOf(known);
            return new Obligation(order, clause.id(), clause.summary(), clause.citation(), clause.basis(), clause.kind().text(),
                clause.directive(), null, clause.keptBy(), clause.continuous(),
                orders.deadline(order, clause.id()).orElse(null), null, Status.UNKNOWN, null, 0, null, null, null,
                null, 0);
        });
    }
}
