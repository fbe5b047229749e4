package org.eoworkflow.task;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.eoworkflow.deadline.FederalCalendar;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.notification.Mail;
import org.eoworkflow.notification.Outbox;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.order.OrderOffice;
import org.eoworkflow.platform.Documents;
import org.eoworkflow.platform.WashingtonTime;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Points out to the lead, each working day until somebody takes them, the tasks that nobody has claimed within the set time. */
@Component
class UnclaimedTasks {

    private final TaskService tasks;
    private final RuntimeService runtime;
    private final Ledger ledger;
    private final FederalCalendar calendar;
    private final DailySettings settings;
    private final Catalogue catalogue;
    private final OrderOffice office;
    private final Documents documents;
    private final Outbox outbox;
    private final Clock clock;
    private final String url;

    UnclaimedTasks(TaskService tasks, RuntimeService runtime, Ledger ledger, FederalCalendar calendar, DailySettings settings, Catalogue catalogue, OrderOffice office, Documents documents,
                   Outbox outbox, Clock clock, @Value("${eo.url:http://localhost:${server.port:8080}}") String url) {
        this.tasks = tasks;
        this.runtime = runtime;
        this.ledger = ledger;
        this.calendar = calendar;
        this.settings = settings;
        this.catalogue = catalogue;
        this.office = office;
        this.documents = documents;
        this.outbox = outbox;
        this.clock = clock;
        this.url = url.replaceAll("/+$", "");
    }

    /** One mail per lead agency; tasks of no lead go to the order office. */
    void pointOut(LocalDate today) {
        var byMailbox = new TreeMap<String, List<Task>>();
        tasks.createTaskQuery().active().taskUnassigned().orderByTaskCreateTime().asc().list().stream().filter(this::isLeftTooLong)
            .forEach(task -> byMailbox.computeIfAbsent(mailbox(task), mailbox -> new ArrayList<>()).add(task));
        byMailbox.forEach((mailbox, left) -> {
            var title = left.size() == 1 ? "1 task that nobody has claimed" : "%d tasks that nobody has claimed".formatted(left.size());
            left.forEach(task -> record(task, mailbox));
            outbox.add(new Mail("unclaimed/" + today, mailbox, title, documents.html("mail/unclaimed", Map.of("title", title,
                "days", WashingtonTime.days(settings.unclaimedAfter().getDays()), "tasks", left.stream().map(this::line).toList(), "url", url))));
        });
    }

    /** The first time that a task is pointed out; that it goes on each working day until somebody claims it follows from that. */
    private void record(Task task, String mailbox) {
        var process = task.getProcessInstanceId() == null ? null
            : runtime.createProcessInstanceQuery().processInstanceId(task.getProcessInstanceId()).singleResult().getBusinessKey();
        if (!ledger.knowsOfTask(EntryKind.TASK_UNCLAIMED, process, task.getId())) {
            ledger.append(new Entry(EntryKind.TASK_UNCLAIMED, (String) tasks.getVariable(task.getId(), "order"), (String) tasks.getVariable(task.getId(), "clause"),
                process, task.getProcessInstanceId(), task.getTaskDefinitionKey(), Map.of("task", task.getName(), "taskId", task.getId(),
                    "since", task.getCreateTime().toInstant().toString(), "candidates", groups(task), "to", mailbox)));
        }
    }

    private boolean isLeftTooLong(Task task) {
        var created = WashingtonTime.day(task.getCreateTime().toInstant());
        return FederalCalendar.endOfWork(calendar.plusWorkingDays(created, settings.unclaimedAfter().getDays())).isBefore(clock.instant());
    }

    private String mailbox(Task task) {
        return tasks.getVariable(task.getId(), "lead") instanceof String lead && catalogue.hasAgency(lead) ? catalogue.agency(lead).mailbox() : office.mailbox();
    }

    private Map<String, Object> line(Task task) {
        return Map.of("title", task.getName(), "about", Objects.toString(tasks.getVariable(task.getId(), "title"), ""), "groups", groups(task),
            "since", WashingtonTime.text(task.getCreateTime().toInstant()), "due", task.getDueDate() == null ? "" : WashingtonTime.text(task.getDueDate().toInstant()));
    }

    private String groups(Task task) {
        return tasks.getIdentityLinksForTask(task.getId()).stream().map(IdentityLink::getGroupId).filter(Objects::nonNull).sorted()
            .collect(Collectors.joining(", "));
    }
}
