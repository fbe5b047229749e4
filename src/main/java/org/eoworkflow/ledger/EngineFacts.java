package org.eoworkflow.ledger;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.eoworkflow.platform.ProcessKeys;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Tells the ledger what the engine did: which task was completed, which process started and ended. Called for every event, so cheap. */
@Component
class EngineFacts {

    private final Ledger ledger;
    private final ProcessKeys keys;

    EngineFacts(Ledger ledger, ProcessKeys keys) {
        this.ledger = ledger;
        this.keys = keys;
    }

    /** After every guard has had its say. */
    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    public void on(DelegateTask task) {
        if (TaskListener.EVENTNAME_COMPLETE.equals(task.getEventName()) && task.getExecution() != null) {
            var payload = new LinkedHashMap<String, Object>();
            payload.put("task", task.getName());
            payload.put("taskId", task.getId());
            if (task.getAssignee() != null && !Objects.equals(task.getAssignee(), ledger.account())) {
                payload.put("assignee", task.getAssignee());
            } else if (task.getAssignee() != null && task.getOwner() != null && !task.getOwner().equals(task.getAssignee())) {
                payload.put(Ledger.STANDING_IN_FOR, task.getOwner());
            }
            ledger.append(Entry.of(EntryKind.TASK_COMPLETED, task, payload));
        }
    }

    @EventListener
    public void on(DelegateExecution execution) {
        var instance = execution.getProcessInstanceId();
        if (!execution.getId().equals(instance) || ExecutionListener.EVENTNAME_TAKE.equals(execution.getEventName())) {
            return;
        }
        var scope = execution.getActivityInstanceId();
        if (scope == null && ExecutionListener.EVENTNAME_START.equals(execution.getEventName())) {
            ledger.append(fact(EntryKind.PROCESS_STARTED, execution, Map.of("process", keys.of(execution))));
        } else if (instance.equals(scope) && ExecutionListener.EVENTNAME_END.equals(execution.getEventName())) {
            var end = execution.isCanceled() || execution.getCurrentActivityId() == null ? "cancelled" : execution.getCurrentActivityId();
            ledger.append(fact(EntryKind.PROCESS_ENDED, execution, Map.of("process", keys.of(execution), "end", end)));
        }
    }

    /** The process as a whole is no activity. */
    private static Entry fact(EntryKind kind, DelegateExecution execution, Map<String, ?> payload) {
        var entry = Entry.of(kind, execution, payload);
        return new Entry(kind, entry.order(), entry.clause(), entry.businessKey(), entry.processInstance(), null, payload);
    }
}
