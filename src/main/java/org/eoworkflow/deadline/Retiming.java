package org.eoworkflow.deadline;

import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.IntermediateCatchEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.order.DirectiveState;
import org.eoworkflow.order.Directive;
import org.eoworkflow.order.OrderRetimed;
import org.eoworkflow.order.Orders;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Moves what is under way when an amendment moves the dates of an order, in the same transaction: timers and tasks that follow from
 * a directive's date, reminders and milestones that had all been given already, and an escalation whose deadline is no longer past.
 */
@Component
class Retiming {

    /** What a timer's expression contains when it follows from the directive's date. */
    private static final List<String> FOLLOWING = List.of("deadlines.due(", "deadlines.before(", "deadlines.nextReminder(", "deadlines.milestone(");

    private final Deadlines deadlines;
    private final Orders orders;
    private final Catalogue catalogue;
    private final DeadlineMails mails;
    private final ObjectProvider<RuntimeService> runtime;
    private final ObjectProvider<TaskService> tasks;
    private final ObjectProvider<ManagementService> management;
    private final ObjectProvider<RepositoryService> repository;

    Retiming(Deadlines deadlines, Orders orders, Catalogue catalogue, DeadlineMails mails, ObjectProvider<RuntimeService> runtime,
             ObjectProvider<TaskService> tasks, ObjectProvider<ManagementService> management, ObjectProvider<RepositoryService> repository) {
        this.deadlines = deadlines;
        this.orders = orders;
        this.catalogue = catalogue;
        this.mails = mails;
        this.runtime = runtime;
        this.tasks = tasks;
        this.management = management;
        this.repository = repository;
    }

    @EventListener
    public void on(OrderRetimed event) {
        if (event.directive() != null) {
            retime(event.order(), event.directive());
            return;
        }
        catalogue.order(event.order()).directives().stream().map(Directive::id).forEach(directive -> retime(event.order(), directive));
        var signed = orders.signed(event.order()).toString();
        Stream.concat(instances(event.order()), runtime.getObject().createProcessInstanceQuery()
                .processInstanceBusinessKeyLike(event.order() + "/%").list().stream())
            .filter(instance -> runtime.getObject().getVariable(instance.getId(), "signed") != null)
            .forEach(instance -> runtime.getObject().setVariable(instance.getId(), "signed", signed));
    }

    private void retime(String order, String directive) {
        var state = orders.state(order, directive);
        if (state.isOver()) {
            return;
        }
        var key = order + "/" + directive;
        var due = deadlines.of(order, directive);
        boolean moved = false;
        for (var instance : instances(key).toList()) {
            moved |= moveTimers(instance);
            moveTasks(instance, due);
            if (state == DirectiveState.ACTIVE && !due.isPast(deadlines.now())) {
                remindAgain(instance, due);
            }
        }
        moved |= state == DirectiveState.ACTIVE && !due.isPast(deadlines.now()) && closeEscalation(key);
        if (moved) {
            mails.send("moved/%s/%s/%s".formatted(key, due.at(), deadlines.now()), mails.everybody(due), "moved", "New date", due, Map.of());
        }
    }

    private Stream<ProcessInstance> instances(String key) {
        return runtime.getObject().createProcessInstanceQuery().processInstanceBusinessKey(key).list().stream();
    }

    private boolean moveTimers(ProcessInstance instance) {
        boolean moved = false;
        for (Job job : timers(instance)) {
            if (follows(job)) {
                Date before = job.getDuedate();
                management.getObject().recalculateJobDuedate(job.getId(), false);
                moved |= !Objects.equals(before, management.getObject().createJobQuery().jobId(job.getId()).singleResult().getDuedate());
            }
        }
        return moved;
    }

    private List<Job> timers(ProcessInstance instance) {
        return management.getObject().createJobQuery().processInstanceId(instance.getId()).timers().list();
    }

    private boolean follows(Job job) {
        var configuration = management.getObject().createJobDefinitionQuery().jobDefinitionId(job.getJobDefinitionId()).singleResult()
            .getJobConfiguration();
        return FOLLOWING.stream().anyMatch(configuration::contains);
    }

    private void moveTasks(ProcessInstance instance, Due due) {
        for (var task : tasks.getObject().createTaskQuery().processInstanceId(instance.getId()).list()) {
            if (repository.getObject().getBpmnModelInstance(task.getProcessDefinitionId()).getModelElementById(task.getTaskDefinitionKey())
                    instanceof UserTask modelled) {
                deadlines.evaluate(modelled.getCamundaDueDate(), due).ifPresent(date -> {
                    task.setDueDate(date);
                    tasks.getObject().saveTask(task);
                });
            }
        }
    }

    /** Where all reminders or milestones had been given for the old date, waits for those of the new one. */
    private void remindAgain(ProcessInstance instance, Due due) {
        Instant now = deadlines.now();
        boolean reminders = deadlines.reminders(due).stream().anyMatch(before -> due.reminder(before).isAfter(now));
        boolean milestones = Due.milestones().stream().anyMatch(third -> due.milestone(third).isAfter(now));
        var waiting = new HashSet<String>();
        timers(instance).forEach(job -> waiting.add(management.getObject().createJobDefinitionQuery()
            .jobDefinitionId(job.getJobDefinitionId()).singleResult().getActivityId()));
        for (var event : repository.getObject().getBpmnModelInstance(instance.getProcessDefinitionId())
                .getModelElementsByType(IntermediateCatchEvent.class)) {
            if ((reminders && waitsFor(event, "deadlines.nextReminder(") || milestones && waitsFor(event, "deadlines.milestone("))
                    && event.getParentElement() instanceof SubProcess beside && beside.triggeredByEvent() && isOver(beside, waiting)) {
                runtime.getObject().createProcessInstanceModification(instance.getId()).startBeforeActivity(event.getId()).execute();
            }
        }
    }

    private static boolean waitsFor(IntermediateCatchEvent event, String call) {
        return event.getEventDefinitions().stream().filter(TimerEventDefinition.class::isInstance).map(TimerEventDefinition.class::cast)
            .anyMatch(timer -> timer.getTimeDate() != null && timer.getTimeDate().getTextContent().contains(call));
    }

    private static boolean isOver(SubProcess beside, Set<String> waiting) {
        return beside.getFlowElements().stream().map(FlowElement::getId).noneMatch(waiting::contains);
    }

    private boolean closeEscalation(String key) {
        return !runtime.getObject().createMessageCorrelation("DeadlineMoved").processInstanceBusinessKey(key).correlateAllWithResult().isEmpty();
    }
}
