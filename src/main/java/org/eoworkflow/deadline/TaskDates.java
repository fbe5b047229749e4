package org.eoworkflow.deadline;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.eoworkflow.platform.WashingtonTime;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Records when a task is due and why, as its model says it, and whoever moves that date later; and the further dates at which its model
 * asks again or goes on without it.
 */
@Component
class TaskDates {

    private static final Set<String> EVENTS = Set.of(TaskListener.EVENTNAME_CREATE, TaskListener.EVENTNAME_UPDATE);
    private static final Pattern WORKING_DAYS = Pattern.compile("[$#]\\{\\s*deadlines\\.workingDays\\(\\s*'(P\\d+D)'\\s*\\)\\s*}");

    /** How the version of a model begins. */
    private static final String OF_A_MODEL = "process '";

    private final DeadlineRecords records;
    private final Deadlines deadlines;
    private final FederalCalendar calendar;
    private final Clock clock;
    private final ObjectProvider<RepositoryService> repository;
    private final ObjectProvider<TaskService> tasks;
    private final ObjectProvider<RuntimeService> runtime;
    private final Map<String, Modelled> models = new ConcurrentHashMap<>();
    private final Map<String, String> versions = new ConcurrentHashMap<>();

    TaskDates(DeadlineRecords records, Deadlines deadlines, FederalCalendar calendar, Clock clock, ObjectProvider<RepositoryService> repository,
              ObjectProvider<TaskService> tasks, ObjectProvider<RuntimeService> runtime) {
        this.records = records;
        this.deadlines = deadlines;
        this.calendar = calendar;
        this.clock = clock;
        this.repository = repository;
        this.tasks = tasks;
        this.runtime = runtime;
    }

    /**
     * What a model says of the dates of a task.
     *
     * @param due the expression of the due date
     * @param watches other timers at the task that count working days
     */
    private record Modelled(String due, List<Watch> watches) {
    }

    private record Watch(String id, String name, Period period) {
    }

    /**
     * A task, open or in an event.
     *
     * @param part which of several alike it is about, such as the number of an action, or null
     */
    private record Dated(Subject subject, String name, String definition, String activity, String instance, Object part, LocalDate created) {

        String source() {
            return "Task '%s' of its process model, a planning practice".formatted(name);
        }
    }

    @EventListener
    public void on(DelegateTask task) {
        if (task.getExecution() == null || !EVENTS.contains(task.getEventName())) {
            return;
        }
        var dated = dated(task);
        var due = task.getDueDate() == null ? null : task.getDueDate().toInstant();
        if (task.getEventName().equals(TaskListener.EVENTNAME_CREATE)) {
            if (due != null) {
                records.first(dated.subject(), byModel(dated, due).orElseGet(() -> asSet(dated, due, "as the process has set it: " + modelled(dated).due())));
            }
            modelled(dated).watches().forEach(watch -> watch(dated, watch));
            return;
        }
        var before = records.latest(dated.subject().key());
        if (before.isEmpty() && due != null) {
            // of before dates were recorded, unless it got one only now
            byModel(dated, due).ifPresentOrElse(reckoning -> records.makeUp(dated.subject(), reckoning), () -> records.first(dated.subject(), changed(dated, due)));
        } else if (before.isPresent() && !Objects.equals(before.get().reckoning().value(), due)) {
            var followed = due == null ? Optional.<Reckoning>empty() : following(dated, due);
            records.record(dated.subject(), followed.orElseGet(() -> changed(dated, due)), "The task's due date was moved.");
        } else {
            before.ifPresent(record -> migrated(record, version(dated.definition())));
        }
    }

    /** Records why the open tasks are due that were made before dates were recorded, and which were migrated since. */
    void makeUp() {
        var open = tasks.getObject().createTaskQuery().list().stream().filter(task -> task.getDueDate() != null && task.getProcessInstanceId() != null).toList();
        var known = records.ofTasks(open.stream().map(Task::getId).toList());
        open.forEach(task -> {
            if (known.containsKey(task.getId())) {
                migrated(known.get(task.getId()), version(task.getProcessDefinitionId()));
                return;
            }
            var dated = dated(task);
            var due = task.getDueDate().toInstant();
            records.makeUp(dated.subject(), byModel(dated, due).orElseGet(() -> asSet(dated, due, "as it stood when it was recorded: " + modelled(dated).due())));
        });
    }

    /** The engine tells nobody of a migration, so it is seen when the task is next touched, or at a start. */
    private void migrated(DeadlineRecord record, String version) {
        var known = record.reckoning().version();
        if (known.startsWith(OF_A_MODEL) && !known.equals(version)) {
            records.record(record.subject(), record.reckoning().ofVersion(version), "The process was migrated to another version of its model; the date stays as it was.");
        }
    }

    private void watch(Dated dated, Watch watch) {
        var day = FederalCalendar.endOfWork(calendar.plusWorkingDays(dated.created(), watch.period().getDays()));
        var of = dated.subject();
        records.record(new Subject("watch %s/%s".formatted(dated.instance(), watch.id()), Subject.Kind.WINDOW, "%s: %s".formatted(watch.name(), of.title()),
            of.order(), of.directive(), null, of.businessKey(), null, null), records.workingDays(day, dated.created(), "The task was created.",
            dated.source(), version(dated.definition()), watch.period()), "The step was begun again.");
    }

    /** As its model reckons it; empty where the model's expression does not say it. */
    private Optional<Reckoning> byModel(Dated dated, Instant due) {
        var days = WORKING_DAYS.matcher(modelled(dated).due());
        if (days.matches()) {
            var period = Period.parse(days.group(1));
            return Optional.of(records.workingDays(due, dated.created(), "The task was created.", dated.source(), version(dated.definition()), period))
                .filter(reckoning -> FederalCalendar.endOfWork(calendar.plusWorkingDays(dated.created(), period.getDays())).equals(due));
        }
        return following(dated, due);
    }

    /** By the directive's date, or by a window, an action or another date of the case that has a record of its own. */
    private Optional<Reckoning> following(Dated dated, Instant due) {
        var expression = modelled(dated).due();
        var subject = dated.subject();
        if (deadlines.evaluate(expression, () -> deadlines.of(subject.order(), subject.directive())).filter(date -> date.toInstant().equals(due)).isPresent()) {
            return Optional.of(afterDirective(dated, due, expression));
        }
        var same = records.withValue(subject.businessKey(), due);
        return same.stream().filter(record -> record.subject().key().endsWith("/" + dated.part())).findFirst().or(() -> same.stream().findFirst())
            .map(DeadlineRecord::reckoning);
    }

    private Reckoning afterDirective(Dated dated, Instant due, String expression) {
        var directive = deadlines.of(dated.subject().order(), dated.subject().directive());
        return Reckoning.calendarDays(due, directive.signed(), "The order was signed.", dated.source(), version(dated.definition()),
            "as the model counts it from the directive's %s, %s: %s".formatted(directive.word(), WashingtonTime.text(directive.at()), Deadlines.words(expression)),
            directive.period());
    }

    private Reckoning asSet(Dated dated, Instant due, String rule) {
        return Reckoning.calendarDays(due, dated.created(), "The task was created.", dated.source(), version(dated.definition()), rule, null);
    }

    private Reckoning changed(Dated dated, Instant due) {
        return Reckoning.calendarDays(due, WashingtonTime.day(clock.instant()), "The task's due date was changed.", dated.source(), version(dated.definition()),
            "as it was set by the account that changed it", null);
    }

    private Dated dated(DelegateTask task) {
        var execution = task.getExecution();
        return new Dated(subject(task.getId(), Objects.toString(task.getName(), task.getTaskDefinitionKey()), (String) execution.getVariable("order"),
            (String) execution.getVariable("directive"), execution.getProcessBusinessKey()), task.getName(), task.getProcessDefinitionId(),
            task.getTaskDefinitionKey(), task.getProcessInstanceId(), task.getVariable("action"), WashingtonTime.day(task.getCreateTime().toInstant()));
    }

    private Dated dated(Task task) {
        var key = runtime.getObject().createProcessInstanceQuery().processInstanceId(task.getProcessInstanceId()).singleResult().getBusinessKey();
        return new Dated(subject(task.getId(), Objects.toString(task.getName(), task.getTaskDefinitionKey()), (String) tasks.getObject().getVariable(task.getId(), "order"),
            (String) tasks.getObject().getVariable(task.getId(), "directive"), key), task.getName(), task.getProcessDefinitionId(),
            task.getTaskDefinitionKey(), task.getProcessInstanceId(), tasks.getObject().getVariable(task.getId(), "action"),
            WashingtonTime.day(task.getCreateTime().toInstant()));
    }

    private static Subject subject(String task, String title, String order, String directive, String businessKey) {
        return new Subject("task " + task, Subject.Kind.TASK, title, order, directive, null, businessKey, null, task);
    }

    private Modelled modelled(Dated dated) {
        return models.computeIfAbsent(dated.definition() + ' ' + dated.activity(), key -> {
            var model = repository.getObject().getBpmnModelInstance(dated.definition());
            var due = Objects.toString(((UserTask) model.getModelElementById(dated.activity())).getCamundaDueDate(), "");
            return new Modelled(due, watches(model, dated.activity(), due));
        });
    }

    /** Asked for by a query, which reads no model: a start asks for the versions of all open tasks. */
    private String version(String definition) {
        return versions.computeIfAbsent(definition, id -> {
            var process = repository.getObject().createProcessDefinitionQuery().processDefinitionId(id).singleResult();
            return (OF_A_MODEL + "%s', version %d").formatted(Objects.toString(process.getName(), process.getKey()), process.getVersion());
        });
    }

    private static List<Watch> watches(BpmnModelInstance model, String activity, String due) {
        return model.getModelElementsByType(BoundaryEvent.class).stream().filter(event -> event.getAttachedTo().getId().equals(activity))
            .flatMap(event -> event.getEventDefinitions().stream().filter(TimerEventDefinition.class::isInstance).map(TimerEventDefinition.class::cast)
                .filter(timer -> timer.getTimeDate() != null).map(timer -> timer.getTimeDate().getTextContent().strip())
                .filter(expression -> !expression.equals(due)).map(WORKING_DAYS::matcher).filter(Matcher::matches)
                .map(days -> new Watch(event.getId(), event.getName(), Period.parse(days.group(1))))).toList();
    }
}
