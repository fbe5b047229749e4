package org.eoworkflow.directive;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.spin.Spin;
import org.camunda.spin.json.SpinJsonNode;
import org.eoworkflow.directive.StatusReports.StatusReport;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.platform.WashingtonTime;
import org.springframework.stereotype.Component;

/** What the people of a tracked directive are shown of it, and what is kept of their progress reports. */
@Component("progressReports")
public class ProgressReports {

    private final Standings standings;
    private final StatusReports reports;
    private final Catalogue catalogue;
    private final Ledger ledger;
    private final Clock clock;

    ProgressReports(Standings standings, StatusReports reports, Catalogue catalogue, Ledger ledger, Clock clock) {
        this.standings = standings;
        this.reports = reports;
        this.catalogue = catalogue;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** The directive of this execution as its forms show it: a Json object. */
    public SpinJsonNode directive(DelegateExecution execution) {
        var standing = standing(execution);
        var order = catalogue.order((String) execution.getVariable("order"));
        return Spin.JSON(Json.row("title", standing.directive().name(), "order", "%s, %s".formatted(order.number(), order.title()),
            "lead", catalogue.agency(standing.directive().lead()).name(), "office", catalogue.agency(standing.directive().office()).name(),
            "due", standing.dueText(), "last", standing.progressText()));
    }

    /** The clauses that the directive certifies, as its forms show them: a Json array. */
    public SpinJsonNode clauses(DelegateExecution execution) {
        var order = catalogue.order((String) execution.getVariable("order"));
        return Json.of(standing(execution).directive().clauses().stream().map(order::clause).map(clause -> Json.row("clause", clause.id(),
            "summary", clause.summary(), "citation", Objects.requireNonNullElse(clause.citation(), "No section of the order"),
            "kind", clause.kind().text())).toList());
    }

    /** Keeps the report that was just given. */
    public void record(DelegateExecution execution) {
        var exists = "yes".equals(execution.getVariable("resultExists"));
        var expected = exists ? null : expected(execution);
        var percent = execution.getVariable("percent") instanceof Number number ? number.intValue() : null;
        var done = text(execution, "progress");
        var issues = text(execution, "issues");
        var order = (String) execution.getVariable("order");
        var directive = (String) execution.getVariable("directive");
        reports.add(new StatusReport(order, directive, "progress", execution.getProcessInstanceId(), null, percent, done, issues, expected,
            ledger.account(), clock.instant()));
        ledger.append(Entry.of(EntryKind.STATUS_REPORTED, execution, Json.row("source", "progress", "directive", directive,
            "percent", percent, "done", done, "issue", issues, "expected", expected == null ? null : expected.toString(),
            "resultExists", exists)));
    }

    private LocalDate expected(DelegateExecution execution) {
        var text = text(execution, "expectedDate");
        if (text == null) {
            throw Refusal.invalid("expectedDate", "Say when you expect what the directive demands to exist.");
        }
        try {
            var day = LocalDate.parse(text);
            if (!day.isBefore(WashingtonTime.day(clock.instant()))) {
                return day;
            }
        } catch (DateTimeParseException e) {
            // told below
        }
        throw Refusal.invalid("expectedDate", "The expected date must be today or later, such as 2027-01-15.");
    }

    private Standings.Standing standing(DelegateExecution execution) {
        return standings.of((String) execution.getVariable("order"), (String) execution.getVariable("directive"));
    }

    private static String text(DelegateExecution execution, String variable) {
        var text = Objects.toString(execution.getVariable(variable), "").strip();
        return text.isEmpty() ? null : text;
    }
}
