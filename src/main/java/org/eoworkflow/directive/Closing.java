package org.eoworkflow.directive;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.spin.json.SpinJsonNode;
import org.eoworkflow.directive.Reports.Report;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.obligation.Obligation;
import org.eoworkflow.obligation.Obligations;
import org.eoworkflow.obligation.Status;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.order.Clause;
import org.eoworkflow.order.DirectiveState;
import org.eoworkflow.order.Orders;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.platform.WashingtonTime;
import org.springframework.stereotype.Component;

/** The end of an order: what its closing report is made of, what the ledger keeps of it, and what goes on afterwards. */
@Component("closing")
public class Closing {

    /** By what the order was amended since the closing report was compiled. */
    private static final String AMENDED = "amendedSinceReport";

    private final Catalogue catalogue;
    private final Orders orders;
    private final Standings standings;
    private final Obligations obligations;
    private final Ledger ledger;
    private final Reports reports;
    private final OrderMails mails;
    private final OrderInstances instances;
    private final Clock clock;

    Closing(Catalogue catalogue, Orders orders, Standings standings, Obligations obligations, Ledger ledger, Reports reports, OrderMails mails,
            OrderInstances instances, Clock clock) {
        this.catalogue = catalogue;
        this.orders = orders;
        this.standings = standings;
        this.obligations = obligations;
        this.ledger = ledger;
        this.reports = reports;
        this.mails = mails;
        this.instances = instances;
        this.clock = clock;
    }

    /** Every clause and how it stands, as the forms show it: a Json array. */
    public SpinJsonNode obligations(DelegateExecution execution) {
        return Json.of(obligations.of(order(execution)).stream().map(this::row).map(Closing::inFewColumns).toList());
    }

    /** With what belongs together in one column, line by line: a form is too narrow for a column of each, and would break words. */
    private static Map<String, Object> inFewColumns(Map<String, Object> row) {
        Map.of("what", List.of("summary", "kind"), "answers", List.of("directive", "lead"), "standing", List.of("status", "satisfied"))
            .forEach((column, parts) -> row.put(column, parts.stream().map(part -> (String) row.get(part)).filter(text -> !text.isEmpty())
                .collect(Collectors.joining("\n"))));
        return row;
    }

    /** Of advice to private parties the report tells that it was given, never what they did about it. */
    private Map<String, Object> row(Obligation o) {
        var row = told(o);
        if (o.kind().equals(Clause.Kind.ADVICE.text())) {
            row.putAll(Map.of("status", "not reported", "satisfied", "", "certifiedBy", "", "evidence", ""));
        }
        return row;
    }

    private Map<String, Object> told(Obligation o) {
        var due = o.deadline() == null ? o.target() : o.deadline();
        return Json.row("clause", o.clause(), "summary", o.summary(), "citation", Objects.requireNonNullElse(o.citation(), ""),
            "directive", o.directive() == null ? "The order as a whole" : named(o.order(), o.directive()),
            "lead", o.lead() == null ? "" : catalogue.agency(o.lead()).acronym(), "kind", o.continuous() ? o.kind() + ", continuous" : o.kind(),
            "deadline", due == null ? "" : WashingtonTime.text(WashingtonTime.day(due)) + (o.deadline() == null ? " (target)" : ""),
            "status", o.statusText(), "satisfied", o.satisfiedAt() == null ? "" : WashingtonTime.text(WashingtonTime.day(o.satisfiedAt())),
            "certifiedBy", Objects.requireNonNullElse(o.certifiedBy(), ""), "evidence", String.valueOf(o.evidenceCount()));
    }

    private String named(String order, String directive) {
        var name = catalogue.order(order).directive(directive).name();
        return orders.state(order, directive) == DirectiveState.WITHDRAWN ? "%s (%s)".formatted(name, orders.stateText(order, directive)) : name;
    }

    /** The limits that bind everybody under the order, with what was said of them before: a Json array. */
    public SpinJsonNode limits(DelegateExecution execution) {
        var said = Json.elements("limits", execution.getVariable("limits")).stream()
            .collect(Collectors.toMap(limit -> Json.text(limit, "clause"), limit -> limit, (first, second) -> second));
        return Json.of(limits(order(execution)).stream().map(limit -> {
            var row = Json.row("clause", limit.id(), "summary", limit.summary(), "keptBy", limit.keptBy());
            if (said.containsKey(limit.id())) {
                row.put("kept", Json.text(said.get(limit.id()), "kept"));
                row.put("statement", Json.text(said.get(limit.id()), "statement"));
            }
            return row;
        }).toList());
    }

    private List<Clause> limits(String order) {
        return catalogue.order(order).clauses().stream()
            .filter(clause -> clause.kind() == Clause.Kind.LIMIT && clause.directive() == null).toList();
    }

    /** Refuses a report that does not speak of every limit once. What it is compiled from now is the order as it was amended until now. */
    public void checkLimits(DelegateTask task) {
        var expected = limits((String) task.getVariable("order")).stream().map(Clause::id).toList();
        var said = Json.elements("limits", task.getVariable("limits")).stream().map(limit -> Json.text(limit, "clause")).toList();
        if (!said.stream().sorted().toList().equals(expected.stream().sorted().toList())) {
            throw Refusal.invalid("limits", "Say of each order-wide limit once whether it was kept: %s. Reload the task."
                .formatted(expected.isEmpty() ? "there are none" : String.join(", ", expected)));
        }
        task.getExecution().setVariable(AMENDED, null);
    }

    /** An amendment has changed what the closing report is about: one that is under way is compiled anew, one that was issued is reissued. */
    void amended(DelegateExecution execution) {
        var citation = Objects.toString(execution.getVariable("citation"), "");
        execution.getProcessInstance().setVariable(AMENDED, citation);
        instances.reportAnew(execution.getProcessInstanceId(), obligations(execution), "The order was amended by %s. The report is to tell of it.".formatted(citation));
    }

    /** Whether none was issued before the one that was issued just now. */
    public boolean isFirstReport(DelegateExecution execution) {
        return reports.closing(order(execution)).size() == 1;
    }

    /** Issues the approved report, and records of each order-wide limit whether it was kept: the report is the evidence. */
    public void issue(DelegateExecution execution) {
        var order = order(execution);
        checkNothingRuns(order, "The closing report cannot be approved yet");
        if (execution.getVariable(AMENDED) != null) {
            throw Refusal.conflict("The closing report cannot be approved: the order was amended by %s after it was compiled. Return it, so that it is compiled anew."
                .formatted(execution.getVariable(AMENDED)));
        }
        var report = reports.issue(execution, "closing", "Closing report", content(execution));
        Json.elements("limits", execution.getVariable("limits")).forEach(limit -> record(execution, limit, report));
    }

    private Map<String, Object> content(DelegateExecution execution) {
        var all = obligations.of(order(execution));
        var values = new HashMap<String, Object>();
        values.put("summary", Objects.toString(execution.getVariable("closingSummary"), ""));
        values.put("lessons", Objects.toString(execution.getVariable("closingLessons"), ""));
        values.put("signed", WashingtonTime.text(LocalDate.parse((String) execution.getVariable("signed"))));
        var limits = Json.elements("limits", execution.getVariable("limits")).stream()
            .collect(Collectors.toMap(limit -> Json.text(limit, "clause"), limit -> Json.text(limit, "kept")));
        var clauses = all.stream().map(obligation -> rowInReport(obligation, limits)).toList();
        values.put("counts", counts(clauses));
        values.put("clauses", clauses);
        values.put("late", late(order(execution), all));
        values.put("directives", standings.in(order(execution), DirectiveState.values()).stream()
            .filter(standing -> !catalogue.order(order(execution)).advises(standing.directive().id())).map(standing -> standing.row(catalogue.agency(standing.directive().lead()).acronym(), clock.instant())).toList());
        values.put("limits", Json.elements("limits", execution.getVariable("limits")).stream().map(limit -> Json.row(
            "clause", Json.text(limit, "clause"), "summary", catalogue.order(order(execution)).clause(Json.text(limit, "clause")).summary(),
            "kept", Json.text(limit, "kept").equals("yes") ? "Kept" : "Not kept", "statement", Json.text(limit, "statement"))).toList());
        return values;
    }

    /** What was met after its deadline, and the causes that the recovery plans gave for it. */
    private List<Map<String, Object>> late(String order, List<Obligation> all) {
        var plans = ledger.entries(order, EntryKind.RECOVERY_PLAN_ACCEPTED);
        return all.stream().filter(o -> o.status() == Status.MET_LATE).map(o -> {
            var causes = plans.stream().filter(plan -> (order + "/" + o.directive()).equals(plan.businessKey()))
                .map(plan -> Objects.toString(plan.payload().get("cause"), "")).filter(cause -> !cause.isBlank()).distinct().toList();
            var row = told(o);
            row.put("late", WashingtonTime.days(o.daysLate()));
            row.put("causes", causes.isEmpty() ? List.of("No recovery plan was accepted.") : causes);
            return row;
        }).toList();
    }

    /** With this report, a limit is known to be kept or not. */
    private Map<String, Object> rowInReport(Obligation obligation, Map<String, String> limits) {
        var row = row(obligation);
        if (limits.containsKey(obligation.clause())) {
            row.put("status", limits.get(obligation.clause()).equals("yes") ? "kept" : "not kept");
        }
        return row;
    }

    /** How many clauses stand how; of those met late, without the days. */
    private static Map<String, Long> counts(List<Map<String, Object>> rows) {
        return rows.stream().map(row -> ((String) row.get("status")).replaceAll(" \\(.*", ""))
            .collect(Collectors.groupingBy(status -> status, TreeMap::new, Collectors.counting()));
    }

    private void record(DelegateExecution execution, SpinJsonNode limit, Report report) {
        var kept = Json.text(limit, "kept").equals("yes");
        var payload = Json.row("statement", Json.text(limit, "statement"), "report", report.id().toString(),
            "evidence", List.of(report.pdfSha256()));
        payload.putAll(kept ? Json.row("outcome", "satisfied", "satisfiedAt", clock.instant().toString(), "daysLate", 0)
            : Json.row("met", false));
        ledger.append(new Entry(kept ? EntryKind.CLAUSE_CERTIFIED : EntryKind.CLAUSE_REVIEWED, order(execution), Json.text(limit, "clause"),
            execution.getProcessBusinessKey(), execution.getProcessInstanceId(), execution.getCurrentActivityId(), payload));
    }

    /** Ids of the continuous clauses that are to be kept and whose directive does not rest: a Json array. No amendment ends one meanwhile. */
    public SpinJsonNode continuous(DelegateExecution execution) {
        return Json.of(obligations.of(order(execution)).stream()
            .filter(o -> o.continuous() && o.status() != Status.NOT_APPLICABLE && o.directive() != null && orders.stands(o.order(), o.directive()))
            .map(Obligation::clause).toList());
    }

    /** Id of the directive that answers for a clause. */
    public String directive(DelegateExecution execution, String clause) {
        return catalogue.order(order(execution)).clause(clause).directive();
    }

    /** Refuses while a directive of the order is under way or suspended. Advice holds nothing up: whether it is followed is nobody's business. */
    void checkNothingRuns(String order, String what) {
        var running = standings.in(order, DirectiveState.ACTIVE, DirectiveState.SUSPENDED).stream()
            .filter(standing -> !catalogue.order(order).advises(standing.directive().id())).toList();
        if (!running.isEmpty()) {
            throw Refusal.conflict("%s: %s. Carry out or withdraw what is still under way first.".formatted(what,
                running.stream().map(s -> "directive '%s' is %s".formatted(s.directive().id(), s.state().text()))
                    .collect(Collectors.joining(", "))));
        }
    }

    /** Records that the order is closed, ends what went on for as long as it stood, and tells those who answered for it. */
    public void record(DelegateExecution execution) {
        var order = order(execution);
        var citation = execution.getVariable("citation");
        var reason = execution.getVariable("reason");
        orders.close(order);   // first, so that nothing new begins meanwhile
        instances.endCases(order, "Order closed by " + citation);
        ledger.append(Entry.of(EntryKind.ORDER_CLOSED, execution, Json.row("citation", citation, "reason", reason)));
        mails.send("order-closed/" + execution.getProcessInstanceId(), order, mails.started(order), "order-closed", "The order is closed",
            Map.of("citation", Objects.toString(citation, ""), "reason", Objects.toString(reason, "")), List.of());
    }

    private static String order(DelegateExecution execution) {
        return (String) execution.getVariable("order");
    }
}
