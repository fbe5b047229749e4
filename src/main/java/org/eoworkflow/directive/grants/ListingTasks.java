package org.eoworkflow.directive.grants;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.security.Caller;
import org.springframework.stereotype.Component;

/** The open tasks at which listings are imported, for the staff of the office that identifies the programs. */
@Component
class ListingTasks {

    static final String ACTIVITY = "ImportListings";

    private final TaskService tasks;
    private final RuntimeService runtime;
    private final Caller caller;

    ListingTasks(TaskService tasks, RuntimeService runtime, Caller caller) {
        this.tasks = tasks;
        this.runtime = runtime;
        this.caller = caller;
    }

    /** An open task at which listings are imported. */
    record ListingTask(String id, String activity, String instance, String businessKey, String order, String office, boolean workable) {
    }

    /** The task, for whoever may read it. */
    ListingTask readable(String id) {
        var task = tasks.createTaskQuery().taskId(id).taskDefinitionKey(ACTIVITY).singleResult();
        if (task == null) {
            throw Refusal.unknown("taskId", "There is no such open task at which listings are imported, or not for your account.");
        }
        var instance = runtime.createProcessInstanceQuery().processInstanceId(task.getProcessInstanceId()).singleResult();
        if (instance == null) {
            throw Refusal.forbidden("This task belongs to another agency.");
        }
        String office = (String) tasks.getVariable(id, "office");
        return new ListingTask(id, ACTIVITY, task.getProcessInstanceId(), instance.getBusinessKey(), (String) tasks.getVariable(id, "order"), office,
            caller.isIn(office + "-staff"));
    }

    /** The task, for the staff of its office. */
    ListingTask workable(String id) {
        var task = readable(id);
        caller.requireAny("Listings are imported by the staff of the office that identifies the programs.", task.office() + "-staff");
        return task;
    }
}
