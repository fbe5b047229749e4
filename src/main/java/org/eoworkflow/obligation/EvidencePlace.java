package org.eoworkflow.obligation;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;

/**
 * Where an item of evidence belongs.
 *
 * @param clause id of the clause it proves, or null: then it belongs to the task, or to the business key as a whole
 * @param agency whose implementation it belongs to, or null
 * @param activity id of the model's element at which it was added, or null
 * @param task id of the user task at which it was added, or null
 */
public record EvidencePlace(String order, String directive, String clause, String agency, String businessKey, String processInstance,
                            String activity, String task) {

    /** The running process: order, directive, clause and agency come from its variables. */
    public static EvidencePlace of(DelegateExecution execution) {
        return new EvidencePlace((String) execution.getVariable("order"), (String) execution.getVariable("directive"),
            (String) execution.getVariable("clause"), (String) execution.getVariable("agency"), execution.getProcessBusinessKey(),
            execution.getProcessInstanceId(), execution.getCurrentActivityId(), null);
    }

    /** The user task. */
    static EvidencePlace of(DelegateTask task) {
        return of(task.getExecution()).at(task.getTaskDefinitionKey(), task.getId());
    }

    /** The same place, for a clause: what a directive's process brings about may prove several. */
    public EvidencePlace forClause(String other) {
        return new EvidencePlace(order, directive, other, agency, businessKey, processInstance, activity, task);
    }

    private EvidencePlace at(String otherActivity, String otherTask) {
        return new EvidencePlace(order, directive, clause, agency, businessKey, processInstance, otherActivity, otherTask);
    }
}
