package org.eoworkflow.directive;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.task.Task;
import org.camunda.spin.json.SpinJsonNode;
import org.eoworkflow.deadline.DatesSetBefore;
import org.eoworkflow.deadline.DeadlineRecords;
import org.eoworkflow.deadline.Deadlines;
import org.eoworkflow.deadline.Reckoning;
import org.eoworkflow.deadline.Subject;
import org.eoworkflow.deadline.Subject.Kind;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.notification.Mail;
import org.eoworkflow.notification.Outbox;
import org.eoworkflow.order.Agency;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.platform.Documents;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.platform.WashingtonTime;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The actions that a directive requires of an agency: their dates, their completion, and what follows when they are late. */
@Component("requiredActions")
public class RequiredActions {

    private static final String WATCH = "ActionWatch";
    private static final String CHANGED = "ActionChanged";

    private final ImplementationRows rows;
    private final Catalogue catalogue;
    private final Deadlines deadlines;
    private final Ledger ledger;
    private final Outbox outbox;
    private final Documents documents;
    private final DeadlineRecords records;
    private final Clock clock;
    private final ObjectProvider<RuntimeService> runtime;
    private final ObjectProvider<TaskService> tasks;
    private final ObjectProvider<ManagementService> management;

    RequiredActions(ImplementationRows rows, Catalogue catalogue, Deadlines deadlines, Ledger ledger, Outbox outbox, Documents documents,
                    DeadlineRecords records, Clock clock, ObjectProvider<RuntimeService> runtime, ObjectProvider<TaskService> tasks,
                    ObjectProvider<ManagementService> management) {
        this.rows = rows;
        this.catalogue = catalogue;
        this.deadlines = deadlines;
        this.ledger = ledger;
        this.outbox = outbox;
        this.documents = documents;
        this.records = records;
        this.clock = clock;
        this.runtime = runtime;
        this.tasks = tasks;
        this.management = management;
    }

    // --- what the models ask

    /** Numbers of all actions. */
    public List<Integer> all(DelegateExecution execution) {
        return rows.actions(execution.getProcessBusinessKey()).stream().map(RequiredAction::number).toList();
    }

    /** Numbers of the actions that are not completed. */
    public List<Integer> open(DelegateExecution execution) {
        return rows.actions(execution.getProcessBusinessKey()).stream().filter(RequiredAction::isOpen).map(RequiredAction::number).toList();
    }

    /** Whether this execution's action is not completed. */
    public boolean isOpen(DelegateExecution execution) {
        return of(execution).isOpen();
    }

    /** When this execution's action is due: the end of its last day in Washington, extensions included. */
    public Date due(DelegateExecution execution) {
        return Date.from(of(execution).due());
    }

    /** All actions for a form: a Json array. */
    public SpinJsonNode table(DelegateExecution execution) {
        return Json.of(rows(execution.getProcessBusinessKey()));
    }

    /** The actions as options of a list: a Json array. */
    public SpinJsonNode options(DelegateExecution execution) {
        return Json.of(rows.actions(execution.getProcessBusinessKey()).stream()
            .map(action -> Json.row("label", action.number() + ": " + action.text(), "value", String.valueOf(action.number()))).toList());
    }

    List<Map<String, Object>> rows(String key) {
        Instant now = clock.instant();
        return rows.actions(key).stream().map(action -> Json.row("number", action.number(), "action", action.text(),
            "due", WashingtonTime.text(action.due()), "reporting", action.reporting(),
            "state", action.isOverdue(now) ? "overdue" : action.isOpen() ? "open" : "completed", "result", action.result())).toList();
    }

    /** Lays before the task's reader what its action is, with fields of its own: several actions are worked on at once. */
    public void prepare(DelegateTask task) {
        RequiredAction action = of(task.getExecution());
        task.setVariableLocal("actionText", action.text());
        task.setVariableLocal("actionReporting", action.reporting());
        task.setVariableLocal("actionRule", action.rule());
        task.setVariableLocal("actionDue", WashingtonTime.text(action.due()));
        for (String field : List.of("actionResult", "actionCompletedOn", "actionReported", "followUpContact", "followUpOutcome", "followUpExpected")) {
            task.getExecution().setVariableLocal(field, null);
        }
    }

    // --- what happens to them

    /** Keeps what was done. */
    public void complete(DelegateTask task) {
        RequiredAction action = of(task.getExecution());
        LocalDate released = LocalDate.parse((String) task.getVariable("releasedOn"));
        LocalDate on = day("actionCompletedOn", task.getVariable("actionCompletedOn"));
        if (on.isBefore(released) || on.isAfter(today())) {
            throw Refusal.invalid("actionCompletedOn", "The day must lie between the release of the directive, %s, and today.".formatted(released));
        }
        if (text(task, "actionResult").isBlank()) {
            throw Refusal.invalid("actionResult", "Say what was done.");
        }
        String key = task.getExecution().getProcessBusinessKey();
        rows.done(key, action.number(), text(task, "actionResult"), clock.instant());
        ledger.append(Entry.of(EntryKind.ACTION_COMPLETED, task, Json.row("action", action.number(), "on", on.toString(),
            "due", action.due().toString(), "late", on.isAfter(WashingtonTime.day(action.due())), "reported", text(task, "actionReported"))));
        changed(key, action.number());
    }

    /** Opens the actions again that a returned report names. */
    void reopen(DelegateTask task) {
        String key = task.getExecution().getProcessBusinessKey();
        List<Integer> numbers = all(task.getExecution());
        for (String name : Json.texts("reopenedActions", task.getVariable("reopenedActions"))) {
            int number = name.matches("\\d{1,3}") ? Integer.parseInt(name) : 0;
            if (!numbers.contains(number)) {
                throw Refusal.invalid("reopenedActions", "The directive has no action '%s'.".formatted(name));
            }
            rows.reopen(key, number);
            ledger.append(Entry.of(EntryKind.ACTION_REOPENED, task, Json.row("action", number, "reasons", text(task, "validationReasons"))));
            changed(key, number);
        }
    }

    /** Records that an action is late, tells the agency and the office, and sets when the head of the agency is written to. */
    public void overdue(DelegateExecution execution) {
        RequiredAction action = of(execution);
        Implementation implementation = implementation(execution);
        Date letter = deadlines.workingDays("P10D");
        execution.setVariableLocal("letterDue", letter);
        records.window(Subject.ofCase("letter %s/%d".formatted(implementation.key(), action.number()), Kind.WINDOW, "Letter to the head of the agency about action %d of %s"
            .formatted(action.number(), implementation.number()), implementation.order(), implementation.directive(), implementation.key(),
            implementation.agency()), "Follow-up of an overdue action, a planning practice", "P10D", letter);
        ledger.append(Entry.of(EntryKind.ACTION_OVERDUE, execution, Json.row("action", action.number(), "agency", implementation.agency(),
            "due", action.due().toString())));
        for (String to : List.of(implementation.agency(), implementation.office())) {
            outbox.add(new Mail("action-overdue/%s/%d/%s".formatted(implementation.key(), action.number(), action.due()),
                catalogue.agency(to).mailbox(), "Overdue: action %d of %s at %s".formatted(action.number(), implementation.number(),
                    catalogue.agency(implementation.agency()).acronym()),
                documents.html("mail/action-overdue", Map.of("agency", catalogue.agency(implementation.agency()).name(),
                    "number", implementation.number(), "action", action.text(), "due", WashingtonTime.text(action.due()),
                    "letter", WashingtonTime.text(letter.toInstant())))));
        }
    }

    /** Records what the agency said about a late action. */
    public void followedUp(DelegateTask task) {
        if (text(task, "followUpOutcome").isBlank()) {
            throw Refusal.invalid("followUpOutcome", "Note what the agency answered.");
        }
        ledger.append(Entry.of(EntryKind.NOTE, task, Json.row("note", "overdue action followed up", "action", task.getVariable("action"),
            "by", task.getVariable("followUpContact"), "answer", text(task, "followUpOutcome"), "expected", task.getVariable("followUpExpected"))));
    }

    /** Writes to the head of the agency; where the catalogue names none, to the agency. */
    public void writeToHead(DelegateExecution execution) {
        RequiredAction action = of(execution);
        Implementation implementation = implementation(execution);
        Agency agency = catalogue.agency(implementation.agency());
        String title = agency.head() == null ? agency.name() : agency.head().title();
        String mailbox = agency.head() == null ? agency.mailbox() : agency.head().mailbox();
        String letter = documents.html("letter/overdue-action", Map.of("head", title, "agency", agency.name(),
            "office", catalogue.agency(implementation.office()).name(), "number", implementation.number(), "title", implementation.title(),
            "released", WashingtonTime.text(implementation.releasedOn()), "action", action.text(), "due", WashingtonTime.text(action.due()),
            "today", WashingtonTime.text(today())));
        outbox.add(new Mail("letter-to-head/%s/%d/%s".formatted(implementation.key(), action.number(), action.due()), mailbox,
            "Overdue action of %s: %s".formatted(implementation.number(), agency.name()), letter,
            List.of(new Mail.Attachment("letter-%s-action-%d.pdf".formatted(Implementations.kebab(implementation.number()), action.number()),
                "application/pdf", documents.pdf(letter)))));
        ledger.append(Entry.of(EntryKind.NOTE, execution, Json.row("note", "letter to the head of the agency", "agency", agency.id(),
            "action", action.number(), "to", title)));
    }

    /** Records by when an agency must have carried out each action of a directive, counted from its release. */
    void date(Implementation implementation, List<RequiredAction> required) {
        required.forEach(action -> {
            var days = Period.ofDays((int) ChronoUnit.DAYS.between(implementation.releasedOn(), WashingtonTime.day(action.due())));
            records.record(subject(implementation, action.number(), action.text()), Reckoning.calendarDays(action.due(), implementation.releasedOn(),
                implementation.number() + " was released.", "%s, required action %d".formatted(implementation.number(), action.number()),
                "as released", "calendar days from the release, until 23:59:59 of the last day in Washington", days), null);
        });
    }

    /** Records the dates of open actions of before dates were recorded. */
    @EventListener
    public void on(DatesSetBefore event) {
        rows.open().forEach(implementation -> rows.actions(implementation.key()).stream().filter(RequiredAction::isOpen).forEach(action ->
            records.makeUp(subject(implementation, action.number(), action.text()), Reckoning.calendarDays(action.due(), implementation.releasedOn(),
                implementation.number() + " was released.", "%s, required action %d".formatted(implementation.number(), action.number()),
                "as it stood when it was recorded", "as released, or by an extension that was granted since; until 23:59:59 of the last day in Washington", null))));
    }

    private static Subject subject(Implementation implementation, int number, String text) {
        return Subject.ofCase("action %s/%d".formatted(implementation.key(), number), Kind.ACTION,
            "Action %d of %s: %s".formatted(number, implementation.number(), text), implementation.order(), implementation.directive(),
            implementation.key(), implementation.agency());
    }

    /** Moves the date of an action by an extension, with its task and its timer; a watch that had run out begins anew. */
    void move(Implementation implementation, int number, Instant due) {
        rows.extensionDecided(implementation.key(), number, due);
        records.record(subject(implementation, number, rows.action(implementation.key(), number).orElseThrow().text()), Reckoning.calendarDays(due,
            today(), "An extension was granted.", "Decision of %s on the request for an extension".formatted(catalogue.agency(implementation.office()).name()),
            "as decided", "the day that was decided, until 23:59:59 in Washington", null), "An extension was granted.");
        for (Task task : tasks.getObject().createTaskQuery().processInstanceBusinessKey(implementation.key()).taskDefinitionKey("CompleteAction").list()) {
            if (Objects.equals(number, tasks.getObject().getVariable(task.getId(), "action"))) {
                task.setDueDate(Date.from(due));
                tasks.getObject().saveTask(task);
                tasks.getObject().setVariableLocal(task.getId(), "actionDue", WashingtonTime.text(due));
            }
        }
        for (String watch : watches(implementation.key(), number)) {
            management.getObject().createJobQuery().processInstanceId(watch).activityId("ActionDue").list()
                .forEach(job -> management.getObject().recalculateJobDuedate(job.getId(), false));
        }
        changed(implementation.key(), number);
    }

    /** Tells the watches over all actions that nothing is left to be watched. */
    void over(DelegateExecution execution) {
        all(execution).forEach(number -> changed(execution.getProcessBusinessKey(), number));
    }

    /** Tells the watch over an action that something about the action is different now. */
    private void changed(String key, int number) {
        for (String watch : watches(key, number)) {
            runtime.getObject().createExecutionQuery().processInstanceId(watch).messageEventSubscriptionName(CHANGED).list()
                .forEach(waiting -> runtime.getObject().messageEventReceived(CHANGED, waiting.getId()));
        }
    }

    private List<String> watches(String key, int number) {
        return runtime.getObject().createProcessInstanceQuery().processDefinitionKey(WATCH).processInstanceBusinessKey(key)
            .variableValueEquals("action", number).list().stream().map(instance -> instance.getId()).toList();
    }

    private RequiredAction of(DelegateExecution execution) {
        Object number = execution.getVariable("action");
        return rows.action(execution.getProcessBusinessKey(), number instanceof Integer n ? n : 0).orElseThrow(() ->
            Refusal.unknown("action", "There is no required action '%s' here.".formatted(number)));
    }

    private Implementation implementation(DelegateExecution execution) {
        return rows.find(execution.getProcessBusinessKey()).orElseThrow(() -> Refusal.unknown("implementation", "There is no such implementation."));
    }

    private LocalDate today() {
        return WashingtonTime.day(clock.instant());
    }

    /** A date as forms give it. */
    static LocalDate day(String field, Object value) {
        try {
            return LocalDate.parse(Objects.toString(value, ""));
        } catch (DateTimeParseException e) {
            throw Refusal.invalid(field, "Give a date such as 2026-07-02.");
        }
    }

    private static String text(DelegateTask task, String variable) {
        return Objects.toString(task.getVariable(variable), "");
    }
}
