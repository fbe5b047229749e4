package org.eoworkflow.obligation;

import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.eoworkflow.order.OrderRetimed;
import org.eoworkflow.platform.Refusal;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Lets the open tasks of certifications and reviews show by which date a clause is judged when an amendment has moved it. */
@Component
class CertificationTasks {

    private static final String CLAUSE = "clauseInfo";
    private static final String OUTCOME = "outcome";

    private final Certification certification;
    private final ObjectProvider<TaskService> tasks;
    private final ObjectProvider<RuntimeService> runtime;

    CertificationTasks(Certification certification, ObjectProvider<TaskService> tasks, ObjectProvider<RuntimeService> runtime) {
        this.certification = certification;
        this.tasks = tasks;
        this.runtime = runtime;
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    public void on(OrderRetimed event) {
        var open = tasks.getObject().createTaskQuery();
        (event.directive() == null ? open.processInstanceBusinessKeyLike(event.order() + "/%")
            : open.processInstanceBusinessKey(event.order() + "/" + event.directive())).list().forEach(this::show);
    }

    private void show(Task task) {
        var known = runtime.getObject().getVariables(task.getExecutionId());
        var shown = runtime.getObject().getVariablesLocal(task.getExecutionId());
        if (shown.containsKey(CLAUSE)) {
            runtime.getObject().setVariableLocal(task.getExecutionId(), CLAUSE, certification.clause(known::get));
        }
        if (shown.containsKey(CLAUSE) && shown.containsKey(OUTCOME)) {
            runtime.getObject().setVariableLocal(task.getExecutionId(), OUTCOME, outcome(known));
        }
    }

    /** A corrected signing date may lie after the day on which the clause was said to be met: then it is to be returned. */
    private String outcome(Map<String, Object> known) {
        try {
            return certification.outcome(known::get);
        } catch (Refusal refused) {
            return refused.getMessage();
        }
    }
}
