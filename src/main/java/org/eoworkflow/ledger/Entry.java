package org.eoworkflow.ledger;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;

/**
 * One fact for the ledger. Account, time, sequence and hashes are the ledger's to add.
 *
 * @param order id of the order, or null when the fact belongs to none
 * @param clause id of the clause, or null
 * @param payload what else is to be kept: text, numbers, booleans, lists and maps of these
 */
public record Entry(EntryKind kind, String order, String clause, String businessKey, String processInstance,
                    String activity, Map<String, ?> payload) {

    /** A fact about a running process; order and clause come from its variables. */
    public static Entry of(EntryKind kind, DelegateExecution execution, Map<String, ?> payload) {
        return new Entry(kind, (String) execution.getVariable("order"), (String) execution.getVariable("clause"),
            execution.getProcessBusinessKey(), execution.getProcessInstanceId(), execution.getCurrentActivityId(), payload);
    }

    /** A fact about a user task. */
    public static Entry of(EntryKind kind, DelegateTask task, Map<String, ?> payload) {
        return of(kind, task.getExecution(), payload);
    }

    /** A fact about an order, or about one of its clauses. */
    public static Entry of(EntryKind kind, String order, String clause, Map<String, ?> payload) {
        return new Entry(kind, order, clause, order, null, null, payload);
    }
}
