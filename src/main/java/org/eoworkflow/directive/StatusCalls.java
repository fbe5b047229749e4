package org.eoworkflow.directive;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.spin.json.SpinJsonNode;
import org.eoworkflow.directive.Standings.Standing;
import org.eoworkflow.directive.StatusReports.StatusReport;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.obligation.Obligation;
import org.eoworkflow.obligation.Obligations;
import org.eoworkflow.obligation.Status;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.order.DirectiveState;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.platform.WashingtonTime;
import org.springframework.stereotype.Component;

/**
 * The weekly call for status: what each lead is shown, the answers, and the report that is made of them.
 * Whoever does not answer is listed so; silence is never read as good news.
 */
@Component("statusCalls")
public class StatusCalls {

    /** What the lead may say of a directive, and how the report words it. */
    private static final Map<String, String> STATUSES = Map.of("on-track", "On track", "at-risk", "At risk", "off-track", "Off track");

    private final Standings standings;
    private final StatusReports answers;
    private final Obligations obligations;
    private final Catalogue catalogue;
    private final Ledger ledger;
    private final Reports reports;
    private final Clock clock;

    StatusCalls(Standings standings, StatusReports answers, Obligations obligations, Catalogue catalogue, Ledger ledger, Reports reports,
                Clock clock) {
        this.standings = standings;
        this.answers = answers;
        this.obligations = obligations;
        this.catalogue = catalogue;
        this.ledger = ledger;
        this.reports = reports;
        this.clock = clock;
    }

    /** Ids of the agencies that answer for an active directive: a Json array. */
    public SpinJsonNode leads(DelegateExecution execution) {
        return Json.of(active(order(execution)).stream().map(standing -> standing.directive().lead()).distinct().toList());
    }

    /** What the system knows of a lead's active directives, as rows of the form: a Json array. */
    public SpinJsonNode known(DelegateExecution execution, String lead) {
        return Json.of(active(order(execution)).stream().filter(standing -> standing.directive().lead().equals(lead))
            .map(StatusCalls::row).toList());
    }

    private static Map<String, Object> row(Standing standing) {
        var known = new ArrayList<>(List.of(standing.dueText() + ".", "Clauses: " + standing.clausesText() + "."));
        if (!standing.progressText().isEmpty()) {
            known.add("Last progress report: " + standing.progressText());
        }
        return Json.row("directive", name(standing), "known", String.join("\n", known), "status", standing.status(),
            "issue", standing.progress().map(StatusReport::issue).orElse(""),
            "expected", standing.progress().map(StatusReport::expected).map(LocalDate::toString).orElse(null));
    }

    /** As the form shows the directive and gives it back. */
    private static String name(Standing standing) {
        return "%s (%s)".formatted(standing.directive().name(), standing.directive().id());
    }

    /** Keeps a lead's answer, once every line of it is right. */
    public void record(DelegateTask task) {
        var lead = (String) task.getVariable("lead");
        var own = active((String) task.getVariable("order")).stream().filter(standing -> standing.directive().lead().equals(lead))
            .collect(Collectors.toMap(StatusCalls::name, standing -> standing));
        var seen = new HashSet<String>();
        int line = 0;
        for (var row : Json.elements("statuses", task.getVariable("statuses"))) {
            var at = new Line("statuses", line++);
            var name = Json.text(row, "directive");
            if (!seen.add(name)) {
                throw at.invalid("directive", "the directive is listed twice. Reload the task and answer each once.");
            }
            if (own.containsKey(name)) {
                keep(task, own.get(name), row, at);
            } else if (!wasActive(task, name, lead)) {
                throw at.invalid("directive", "'%s' is no active directive of your agency. Reload the task.".formatted(name));
            }
        }
        var missing = own.keySet().stream().filter(name -> !seen.contains(name)).sorted().toList();
        if (!missing.isEmpty()) {
            throw Refusal.invalid("statuses", "Answer for every directive of your agency. Missing: %s. Reload the task."
                .formatted(String.join(", ", missing)));
        }
    }

    /** It ended between Monday and the answer: there is nothing left to say of it. */
    private boolean wasActive(DelegateTask task, String name, String lead) {
        return standings.in((String) task.getVariable("order"), DirectiveState.COMPLETED, DirectiveState.SUSPENDED, DirectiveState.WITHDRAWN,
                DirectiveState.ENDED_WITHOUT_RESULT)
            .stream().anyMatch(standing -> standing.directive().lead().equals(lead) && name(standing).equals(name));
    }

    private void keep(DelegateTask task, Standing standing, SpinJsonNode row, Line at) {
        var status = Json.text(row, "status");
        if (!STATUSES.containsKey(status)) {
            throw at.invalid("status", "say whether the directive is on track, at risk or off track.");
        }
        var issue = Json.text(row, "issue");
        if (issue.isEmpty() && !status.equals("on-track")) {
            throw at.invalid("issue", "say what stands in the way of a directive that is not on track.");
        }
        var expected = expected(Json.text(row, "expected"), at);
        answers.add(new StatusReport((String) task.getVariable("order"), standing.directive().id(), "weekly", task.getProcessInstanceId(), status,
            null, null, issue.isEmpty() ? null : issue, expected, task.getAssignee() == null ? "system" : task.getAssignee(), clock.instant()));
        ledger.append(Entry.of(EntryKind.STATUS_REPORTED, task, Json.row("source", "weekly", "directive", standing.directive().id(),
            "lead", standing.directive().lead(), "status", status, "issue", issue.isEmpty() ? null : issue,
            "expected", expected == null ? null : expected.toString())));
    }

    private static LocalDate expected(String text, Line at) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw at.invalid("expected", "the expected date must be a date such as 2026-07-01.");
        }
    }

    /** Makes the weekly report of the answers there are. */
    public void issueReport(DelegateExecution execution) {
        var order = order(execution);
        var given = answers.answers(execution.getProcessInstanceId()).stream()
            .collect(Collectors.toMap(StatusReport::directive, answer -> answer, (first, later) -> later));
        var active = active(order);
        var rows = active.stream().map(standing -> row(standing, given.get(standing.directive().id()))).toList();
        var values = new HashMap<String, Object>();
        values.put("rows", rows);
        values.put("counts", counts(active, given));
        values.put("silent", active.stream().filter(standing -> !given.containsKey(standing.directive().id()))
            .map(standing -> catalogue.agency(standing.directive().lead()).name()).distinct().toList());
        values.put("directives", in(order, DirectiveState.SUSPENDED, DirectiveState.COMPLETED, DirectiveState.ENDED_WITHOUT_RESULT, DirectiveState.WITHDRAWN)
            .stream().map(standing -> standing.row(catalogue.agency(standing.directive().lead()).acronym(), clock.instant())).toList());
        values.put("overdue", obligations.of(order).stream().filter(o -> o.status() == Status.OVERDUE).map(this::overdue).toList());
        var monday = WashingtonTime.day(clock.instant()).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        reports.issue(execution, "weekly", "Weekly status, week of " + WashingtonTime.text(monday), values);
    }

    private Map<String, Object> row(Standing standing, StatusReport answer) {
        var agency = catalogue.agency(standing.directive().lead());
        var timeline = standing.timeline(clock.instant());
        return Json.row("picture", timeline.image(), "pictureWords", timeline.words(), "directive", standing.directive().name(), "lead", agency.acronym(), "due", standing.dueText(),
            "clauses", standing.clausesText(), "status", answer == null ? "No answer" : STATUSES.get(answer.status()),
            "issue", answer == null || answer.issue() == null ? "" : answer.issue(),
            "expected", answer == null || answer.expected() == null ? "" : WashingtonTime.text(answer.expected()));
    }

    private static Map<String, Long> counts(List<Standing> active, Map<String, StatusReport> given) {
        var counts = new LinkedHashMap<String, Long>();
        for (var status : List.of("on-track", "at-risk", "off-track")) {
            counts.put(STATUSES.get(status), active.stream().map(standing -> given.get(standing.directive().id()))
                .filter(Objects::nonNull).filter(answer -> status.equals(answer.status())).count());
        }
        counts.put("No answer", active.stream().filter(standing -> !given.containsKey(standing.directive().id())).count());
        return counts;
    }

    private Map<String, Object> overdue(Obligation obligation) {
        return Json.row("clause", obligation.clause(), "summary", obligation.summary(),
            "lead", obligation.lead() == null ? "" : catalogue.agency(obligation.lead()).acronym(),
            "deadline", WashingtonTime.text(obligation.deadline()));
    }

    private List<Standing> active(String order) {
        return in(order, DirectiveState.ACTIVE);
    }

    /** Whoever only follows advice is not asked and not reported on: it is theirs to know. */
    private List<Standing> in(String order, DirectiveState... states) {
        return standings.in(order, states).stream().filter(standing -> !catalogue.order(order).advises(standing.directive().id())).toList();
    }

    private static String order(DelegateExecution execution) {
        return (String) execution.getVariable("order");
    }
}
