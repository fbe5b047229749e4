package org.eoworkflow.task;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.task.Task;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.security.AsSystem;
import org.eoworkflow.security.SeparationOfDuties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives the tasks of who is away to the substitute, and what is left of them back. While a task is handed over, its owner is the one who is
 * away. What the separation of duties keeps from the one who would get it is open to its candidates instead.
 */
@Component
class HandingOver {

    /** To whom a task goes that neither of the two may do. */
    private static final String CANDIDATES = "candidates";
    private static final Logger LOG = LoggerFactory.getLogger(HandingOver.class);

    private final Absences absences;
    private final Colleagues colleagues;
    private final ObjectProvider<TaskService> engine;
    private final ObjectProvider<RuntimeService> runtime;
    private final SeparationOfDuties duties;
    private final Ledger ledger;
    private final AsSystem system;
    private final TransactionTemplate transaction;

    HandingOver(Absences absences, Colleagues colleagues, ObjectProvider<TaskService> engine, ObjectProvider<RuntimeService> runtime, SeparationOfDuties duties,
                Ledger ledger, AsSystem system, TransactionTemplate transaction) {
        this.absences = absences;
        this.colleagues = colleagues;
        this.engine = engine;
        this.runtime = runtime;
        this.duties = duties;
        this.ledger = ledger;
        this.system = system;
        this.transaction = transaction;
    }

    /** Follows the absences; what is done is not done again. Each hour, so that a node that was down at midnight makes up for it. */
    @Scheduled(cron = "${eo.absences.at:0 5 * * * *}", zone = EngineClock.ZONE)
    void align() {
        for (var absence : absences.toReturn()) {
            if (all(absence, handedOver(absence), absence.substitute(), absence.account(), EntryKind.TASK_HANDED_BACK, gone(absence))) {
                absences.returned(absence);
            }
        }
        for (var absence : absences.toBegin()) {
            if (all(absence, held(absence), absence.account(), absence.substitute(), EntryKind.TASK_HANDED_OVER, unable(absence))) {
                absences.begun(absence);
            }
        }
        for (var absence : absences.begun()) {
            unable(absence).ifPresent(why -> all(absence, handedOver(absence), absence.substitute(), null, EntryKind.TASK_HANDED_BACK, Optional.of(why)));
        }
    }

    /** Why who was to stand in cannot any more, having left a group or the house. */
    private Optional<String> unable(Absence absence) {
        return Optional.of(colleagues.missing(absence.account(), absence.substitute())).filter(missing -> !missing.isEmpty())
            .map(missing -> "'%s' is not in the group %s any more.".formatted(absence.substitute(), String.join(", ", missing)));
    }

    private Optional<String> gone(Absence absence) {
        return colleagues.find(absence.account()).isPresent() ? Optional.empty() : Optional.of("There is no account '%s' any more.".formatted(absence.account()));
    }

    private List<Task> handedOver(Absence absence) {
        return system.get(() -> tasks().createTaskQuery().taskOwner(absence.account()).taskAssignee(absence.substitute()).list());
    }

    private List<Task> held(Absence absence) {
        return system.get(() -> tasks().createTaskQuery().taskAssignee(absence.account()).list());
    }

    /** Each task in a transaction of its own, so that one that cannot be given does not hold up the others. False if one is left for the next time. */
    private boolean all(Absence absence, List<Task> given, String from, String to, EntryKind kind, Optional<String> unable) {
        boolean all = true;
        for (var task : given) {
            all &= !task.isSuspended() && give(absence, task, from, to, kind, unable);
        }
        return all;
    }

    private boolean give(Absence absence, Task task, String from, String to, EntryKind kind, Optional<String> unable) {
        try {
            if (unable.isEmpty()) {
                give(absence, task, from, to, kind, (String) null);
            } else if (hasCandidates(task)) {
                give(absence, task, from, null, kind, unable.get());
            }
            return true;
        } catch (RuntimeException failed) {
            var refusal = Refusal.in(failed);
            if (refusal == null) {
                LOG.warn("Task {} is not handed over from '{}' to '{}' yet; it is tried again within the hour.", task.getId(), from, to, failed);
                return false;
            }
            if (hasCandidates(task)) {
                give(absence, task, from, null, kind, refusal.getMessage());
            }
            return true;
        }
    }

    private boolean hasCandidates(Task task) {
        return system.get(() -> tasks().getIdentityLinksForTask(task.getId())).stream().anyMatch(link -> link.getGroupId() != null);
    }

    private void give(Absence absence, Task known, String from, String to, EntryKind kind, String why) {
        transaction.executeWithoutResult(status -> {
            boolean given = system.get(() -> {
                var task = tasks().createTaskQuery().taskId(known.getId()).taskAssignee(from).singleResult();
                if (task == null) {
                    return false;       // completed or given back meanwhile
                }
                if (to != null && kind == EntryKind.TASK_HANDED_OVER) {
                    tasks().setOwner(task.getId(), from);
                } else {
                    tasks().setAssignee(task.getId(), null);       // and so, see below, to no owner
                }
                if (to != null) {
                    tasks().setAssignee(task.getId(), to);
                }
                return true;
            });
            if (given) {
                ledger.append(entry(kind, known, payload(absence, known.getName(), known.getId(), from, to, why)));
            }
        });
    }

    private Entry entry(EntryKind kind, Task task, Map<String, ?> payload) {
        if (task.getProcessInstanceId() == null) {
            return new Entry(kind, null, null, null, null, null, payload);
        }
        return system.get(() -> new Entry(kind, (String) tasks().getVariable(task.getId(), "order"), (String) tasks().getVariable(task.getId(), "clause"),
            runtime.getObject().createProcessInstanceQuery().processInstanceId(task.getProcessInstanceId()).singleResult().getBusinessKey(),
            task.getProcessInstanceId(), task.getTaskDefinitionKey(), payload));
    }

    /**
     * A task that a model gives to somebody who is away goes to the substitute at once; one that is given back is nobody's any more. What
     * people assign stays where they put it.
     */
    @EventListener
    @Order(-30)
    public void on(DelegateTask task) {
        if (TaskListener.EVENTNAME_CREATE.equals(task.getEventName()) && task.getAssignee() != null && task.getExecution() != null) {
            absences.now(task.getAssignee()).ifPresent(absence -> redirect(task, absence));
        } else if (TaskListener.EVENTNAME_ASSIGNMENT.equals(task.getEventName()) && task.getAssignee() == null && task.getOwner() != null) {
            task.setOwner(null);
        }
    }

    private void redirect(DelegateTask task, Absence absence) {
        var objection = unable(absence).or(() -> duties.objection(task, absence.substitute()).map(Refusal::getMessage));
        if (objection.isPresent() && task.getCandidates().stream().noneMatch(link -> link.getGroupId() != null)) {
            return;
        }
        var to = objection.isPresent() ? null : absence.substitute();
        task.setOwner(to == null ? null : absence.account());
        task.setAssignee(to);
        ledger.append(Entry.of(EntryKind.TASK_HANDED_OVER, task, payload(absence, task.getName(), task.getId(), absence.account(), to,
            objection.orElse(null))));
    }

    private static Map<String, Object> payload(Absence absence, String name, String id, String from, String to, String why) {
        var payload = new LinkedHashMap<String, Object>(Map.of("task", name, "taskId", id, "from", from, "to", to == null ? CANDIDATES : to,
            "absence", absence.id().toString()));
        if (why != null) {
            payload.put("why", why);
        }
        return payload;
    }

    private TaskService tasks() {
        return engine.getObject();
    }
}
