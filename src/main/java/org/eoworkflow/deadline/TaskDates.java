package org.eoworkflow.deadline;

import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.eoworkflow.platform.WashingtonTime;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Records when a task is due and why, as its model says it, and whoever moves that date later. */
@Component
class TaskDates {

    private static final Set<String> EVENTS = Set.of(TaskListener.EVENTNAME_CREATE, TaskListener.EVENTNAME_UPDATE);
    private static final Pattern WORKING_DAYS = Pattern.compile("[$#]\\{\\s*deadlines\\.workingDays\\(\\s*'(P\\d+D)'\\s*\\)\\s*}");

    private final DeadlineRecords records;
    private final Deadlines deadlines;
    private final Clock clock;
    private final Map<String, String> expressions = new ConcurrentHashMap<>();
    private final Map<String, String> versions = new ConcurrentHashMap<>();

    TaskDates(DeadlineRecords records, Deadlines deadlines, Clock clock) {
        this.records = records;
        this.deadlines = deadlines;
        this.clock = clock;
    }

    @EventListener
    public void on(DelegateTask task) {
        if (task.getExecution() == null || !EVENTS.contains(task.getEventName())) {
            return;
        }
        var subject = subject(task);
        var due = task.getDueDate() == null ? null : task.getDueDate().toInstant();
        if (task.getEventName().equals(TaskListener.EVENTNAME_CREATE)) {
            if (due != null) {
                records.first(subject, reckoning(task, subject, due, true));
            }
            return;
        }
        var before = records.latest(subject.key()).map(record -> record.reckoning().value()).orElse(null);
        if (!Objects.equals(before, due)) {
            records.record(subject, reckoning(task, subject, due, false), "The task's due date was moved.");
        }
    }

    private Reckoning reckoning(DelegateTask task, Subject subject, Instant due, boolean created) {
        var expression = expression(task);
        if (created && WORKING_DAYS.matcher(expression).matches()) {
            return afterWorkingDays(task, due, expression);
        }
        if (expression.contains("execution") && deadlines.evaluate(expression, () -> deadlines.of(task.getExecution()))
                .filter(date -> date.toInstant().equals(due)).isPresent()) {
            return afterDirective(task, due, expression);
        }
        // a window, an action or another date of the case that has a record of its own
        return Optional.ofNullable(due).flatMap(value -> records.withValue(subject.businessKey(), value)).map(DeadlineRecord::reckoning)
            .orElseGet(() -> asSet(task, due, created));
    }

    private Reckoning afterWorkingDays(DelegateTask task, Instant due, String expression) {
        var call = WORKING_DAYS.matcher(expression);
        call.matches();
        return records.workingDays(due, WashingtonTime.day(clock.instant()), "The task was created.", source(task), version(task), Period.parse(call.group(1)));
    }

    private Reckoning afterDirective(DelegateTask task, Instant due, String expression) {
        var directive = deadlines.of(task.getExecution());
        return Reckoning.calendarDays(due, directive.signed(), "The order was signed.", source(task), version(task),
            "as the model counts it from the directive's %s, %s: %s".formatted(directive.word(), WashingtonTime.text(directive.at()), expression),
            directive.period());
    }

    private Reckoning asSet(DelegateTask task, Instant due, boolean created) {
        return Reckoning.calendarDays(due, WashingtonTime.day(clock.instant()), created ? "The task was created." : "The task's due date was changed.",
            source(task), version(task), created ? "as the process has set it: " + expression(task) : "as it was set by the account that changed it", null);
    }

    private static String source(DelegateTask task) {
        return "Task '%s' of its process model, a planning practice".formatted(task.getName());
    }

    /** Asked of the engine: the id of a definition tells key and version only where both fit into 64 characters. */
    private String version(DelegateTask task) {
        return versions.computeIfAbsent(task.getProcessDefinitionId(), id -> {
            var process = task.getProcessEngineServices().getRepositoryService().getProcessDefinition(id);
            return "process '%s', version %d".formatted(Objects.toString(process.getName(), process.getKey()), process.getVersion());
        });
    }

    private Subject subject(DelegateTask task) {
        var execution = task.getExecution();
        return new Subject("task " + task.getId(), Subject.Kind.TASK, Objects.toString(task.getName(), task.getTaskDefinitionKey()),
            (String) execution.getVariable("order"), (String) execution.getVariable("directive"), null, execution.getProcessBusinessKey(), null, task.getId());
    }

    private String expression(DelegateTask task) {
        return expressions.computeIfAbsent(task.getProcessDefinitionId() + ' ' + task.getTaskDefinitionKey(),
            key -> Objects.toString(((UserTask) task.getBpmnModelElementInstance()).getCamundaDueDate(), ""));
    }
}
