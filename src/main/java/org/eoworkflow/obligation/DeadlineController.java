package org.eoworkflow.obligation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.camunda.bpm.engine.TaskService;
import org.eoworkflow.deadline.DeadlineRecord;
import org.eoworkflow.deadline.DeadlineRecords;
import org.eoworkflow.deadline.Explanation;
import org.eoworkflow.platform.Documents;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.platform.WashingtonTime;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Why a date is what it is: as data, in words and as a page. */
@RestController
class DeadlineController {

    /** A page of text and tables: it needs its own styles and nothing else. */
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";
    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");

    private final DeadlineRecords records;
    private final Explanation explanation;
    private final Parties parties;
    private final TaskService tasks;
    private final Documents documents;

    DeadlineController(DeadlineRecords records, Explanation explanation, Parties parties, TaskService tasks, Documents documents) {
        this.records = records;
        this.explanation = explanation;
        this.parties = parties;
        this.tasks = tasks;
        this.documents = documents;
    }

    record DeadlineView(long id, String kind, String title, String directive, String clause, String businessKey, String agency, Instant value,
                        String valueText, LocalDate planning, boolean moved, String explanation, String page) {
    }

    /**
     * @param text the explanation in words, one sentence after the other
     * @param supersededBy id of the record that took its place, or null while it holds
     * @param history all records of the same subject, the oldest first
     */
    record ExplanationView(long id, String kind, String title, String order, String directive, String clause, String businessKey, String agency,
                           Instant value, String valueText, LocalDate startedOn, String startEvent, String source, String sourceVersion,
                           String rule, String period, String periodText, String calendar, String zone, List<SkippedView> skipped, LocalDate planning,
                           List<CompetingView> competing, String reason, String recordedBy, Instant recordedAt, String recordedAtText,
                           Long supersededBy, List<String> text, List<Step> history, String page) {
    }

    record SkippedView(LocalDate day, String dayText, String why) {
    }

    record CompetingView(String source, Instant value, String valueText, String says) {
    }

    record Step(long id, Instant value, String valueText, String source, String reason, String recordedBy, String recordedAtText) {
    }

    /** What holds now for the clauses, directives and cases of an order, as far as the caller may read it; the earliest first. */
    @GetMapping("/api/orders/{order}/deadlines")
    List<DeadlineView> deadlines(@PathVariable String order) {
        parties.requirePart(order);
        return records.of(order).stream().filter(record -> parties.mayRead(record.subject())).map(DeadlineController::view).toList();
    }

    @GetMapping("/api/deadlines/{id}/explanation")
    ExplanationView explanation(@PathVariable String id) {
        return explained(readable(id));
    }

    /** The explanation as a page for people. */
    @GetMapping("/api/deadlines/{id}/page")
    ResponseEntity<String> page(@PathVariable String id) {
        return ResponseEntity.ok().header("Content-Security-Policy", POLICY).header("X-Content-Type-Options", "nosniff").contentType(HTML)
            .body(documents.html("why-this-date", Map.of("deadline", explained(readable(id)))));
    }

    /** Why a task is due when it is. */
    @GetMapping("/api/tasks/{task}/deadline")
    ExplanationView ofTask(@PathVariable String task) {
        if (tasks.createTaskQuery().taskId(task).count() == 0) {
            throw Refusal.unknown("task", "This task is not open, or not for your account.");
        }
        return records.ofTask(task).map(this::explained).orElseThrow(() -> Refusal.unknown("task", "This task has no due date."));
    }

    /** Where the page of a record is. */
    static String page(long id) {
        return "/api/deadlines/%d/page".formatted(id);
    }

    private DeadlineRecord readable(String id) {
        var record = (id.matches("\\d{1,18}") ? records.find(Long.parseLong(id)) : Optional.<DeadlineRecord>empty())
            .orElseThrow(() -> Refusal.unknown("id", "No date was recorded under this number."));
        var task = record.subject().task();
        if (!parties.mayRead(record.subject()) && (task == null || tasks.createTaskQuery().taskId(task).count() == 0)) {
            throw Refusal.forbidden("Only the agencies that have a part in it, the order office and auditors may see this date.");
        }
        return record;
    }

    private static DeadlineView view(DeadlineRecord record) {
        var dated = record.subject();
        var value = record.reckoning().value();
        return new DeadlineView(record.id(), dated.kind().text(), dated.title(), dated.directive(), dated.clause(), dated.businessKey(), dated.agency(),
            value, Explanation.date(value), record.reckoning().planning(), record.sequence() > 0,
            "/api/deadlines/%d/explanation".formatted(record.id()), page(record.id()));
    }

    private ExplanationView explained(DeadlineRecord record) {
        var dated = record.subject();
        var reckoning = record.reckoning();
        return new ExplanationView(record.id(), dated.kind().text(), dated.title(), dated.order(), dated.directive(), dated.clause(), dated.businessKey(),
            dated.agency(), reckoning.value(), Explanation.date(reckoning.value()), reckoning.started(), reckoning.event(), reckoning.source(),
            reckoning.version(), reckoning.rule(), Objects.toString(reckoning.period(), null), reckoning.period() == null ? null : Explanation.words(reckoning.period()), reckoning.calendar(), record.zone(),
            reckoning.skipped().stream().map(day -> new SkippedView(day.day(), WashingtonTime.text(day.day()), day.why())).toList(),
            reckoning.planning(), reckoning.competing().stream()
                .map(other -> new CompetingView(other.source(), other.value(), Explanation.date(other.value()), other.says())).toList(),
            record.reason(), record.account(), record.recordedAt(), WashingtonTime.text(record.recordedAt()), record.supersededBy(),
            explanation.of(record), records.history(dated.key()).stream().map(DeadlineController::step).toList(), page(record.id()));
    }

    private static Step step(DeadlineRecord record) {
        return new Step(record.id(), record.reckoning().value(), Explanation.date(record.reckoning().value()), record.reckoning().source(),
            record.reason(), record.account(), WashingtonTime.text(record.recordedAt()));
    }
}
