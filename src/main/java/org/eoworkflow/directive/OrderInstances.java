package org.eoworkflow.directive;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.context.ProcessEngineContext;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.runtime.ProcessInstanceQuery;
import org.camunda.bpm.engine.task.Task;
import org.camunda.spin.json.SpinJsonNode;
import org.eoworkflow.deadline.DeadlineRecords;
import org.eoworkflow.order.Orders;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.security.AsSystem;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What runs for an order: its master, the processes of its directives, what these call, and cases of their own. Told by business key. */
@Component
class OrderInstances {

    /** The message by which a case that goes on for as long as its order hears of the end. */
    private static final String ORDER_ENDED = "OrderEnded";

    private static final String[] CLOSING_REPORT = {"CompileClosingReport", "ApproveClosingReport"};

    private final ObjectProvider<RuntimeService> runtime;
    private final ObjectProvider<TaskService> tasks;
    private final DeadlineRecords dates;
    private final AsSystem system;

    OrderInstances(ObjectProvider<RuntimeService> runtime, ObjectProvider<TaskService> tasks, DeadlineRecords dates, AsSystem system) {
        this.runtime = runtime;
        this.tasks = tasks;
        this.dates = dates;
        this.system = system;
    }

    /** The master process of a running order. */
    ProcessInstance master(String order) {
        var master = query().processDefinitionKey(Orders.MASTER).processInstanceBusinessKey(order).active().singleResult();
        if (master == null) {
            throw Refusal.unknown("order", "No order '%s' is running.%s".formatted(order, running()));
        }
        return master;
    }

    private String running() {
        var keys = query().processDefinitionKey(Orders.MASTER).active().list().stream().map(ProcessInstance::getBusinessKey).sorted().toList();
        return keys.isEmpty() ? " None is." : " Running are: %s.".formatted(String.join(", ", keys));
    }

    /** Lets everything of a directive rest: no task can be completed and no timer fires. */
    void suspend(String order, String directive) {
        each(order, directive, instance -> runtime.getObject().suspendProcessInstanceById(instance));
    }

    /** Lets everything of a directive go on. */
    void resume(String order, String directive) {
        each(order, directive, instance -> runtime.getObject().activateProcessInstanceById(instance));
    }

    /**
     * In a context of the engine of its own, though in the same transaction: the engine writes that an instance's jobs rest before it writes
     * their dates, so where both change in one context, it takes its own change for somebody else's.
     */
    private void each(String order, String directive, Consumer<String> change) {
        system.run(() -> {
            try {
                ProcessEngineContext.withNewProcessEngineContext(() -> {
                    of(order, directive).forEach(instance -> change.accept(instance.getId()));
                    return null;
                });
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Refuses to withdraw a directive whose process the master has not called yet. */
    void checkCalled(String master, String directive) {
        if (called(master, directive).isEmpty()) {
            throw Refusal.conflict("Directive '%s' is not being carried out at the moment. Try again later.".formatted(directive));
        }
    }

    private List<Execution> called(String master, String directive) {
        return runtime.getObject().createExecutionQuery().processInstanceId(master)
            .messageEventSubscriptionName("DirectiveWithdrawn").variableValueEquals("directiveId", directive).list();
    }

    /** Ends by the master's message the process of a directive, if it runs, and the reviews of what it is to keep up, and its cases. */
    void withdraw(String master, String order, String directive, String reason) {
        var called = called(master, directive);
        var key = order + "/" + directive;
        var cases = Stream.concat(query().processInstanceBusinessKey(key).rootProcessInstances().list().stream(), cases(key).stream()).toList();
        called.forEach(waiting -> runtime.getObject().messageEventReceived("DirectiveWithdrawn", waiting.getId()));
        end(cases, reason);
    }

    /**
     * Has the closing report compiled anew where it was issued. Where it is under way, its tasks show what is so now.
     *
     * @param why it is, for who compiles it
     */
    void reportAnew(String master, SpinJsonNode obligations, String why) {
        var underWay = openTasks(master, CLOSING_REPORT);
        underWay.forEach(task -> runtime.getObject().setVariable(task.getExecutionId(), "obligations", obligations));
        if (underWay.isEmpty()) {
            runtime.getObject().createExecutionQuery().processInstanceId(master).messageEventSubscriptionName("ClosingReportOutdated").list().forEach(kept -> {
                runtime.getObject().setVariables(master, Map.of("closingDecision", "return", "closingReturnReason", why));
                runtime.getObject().messageEventReceived("ClosingReportOutdated", kept.getId());
            });
        }
    }

    /** Whether somebody is to compile or approve the closing report. */
    boolean closingReportIsUnderWay(String master) {
        return !openTasks(master, CLOSING_REPORT).isEmpty();
    }

    /** Whether an amendment was reported that nobody has assessed yet. */
    boolean amendmentIsUnderWay(String master) {
        return !openTasks(master, "AssessAmendment").isEmpty();
    }

    private List<Task> openTasks(String master, String... activities) {
        return tasks.getObject().createTaskQuery().processInstanceId(master).taskDefinitionKeyIn(activities).list();
    }

    /** Cases under this key that run beside the directives' processes, not called by them. */
    List<ProcessInstance> cases(String key) {
        return query().processInstanceBusinessKeyLike(key + "/%").rootProcessInstances().list();
    }

    /** Cases that do not go on until they are done, but for as long as the order stands: those whose model waits for its end. */
    private boolean isStanding(ProcessInstance instance) {
        return !awaitingEnd(instance).isEmpty();
    }

    private List<Execution> awaitingEnd(ProcessInstance instance) {
        return runtime.getObject().createExecutionQuery().processInstanceId(instance.getId()).messageEventSubscriptionName(ORDER_ENDED).list();
    }

    /** Cases of an order that somebody must finish before it can be closed. */
    List<ProcessInstance> unfinishedCases(String order) {
        return cases(order).stream().filter(instance -> !isStanding(instance)).toList();
    }

    /** Ends every case of an order. */
    List<ProcessInstance> endCases(String order, String reason) {
        var cases = cases(order);
        end(cases, reason);
        return cases;
    }

    private void end(List<ProcessInstance> cases, String reason) {
        cases.forEach(instance -> {
            if (isStanding(instance) && !instance.isSuspended()) {
                awaitingEnd(instance).forEach(waiting ->
                    runtime.getObject().messageEventReceived(ORDER_ENDED, waiting.getId(), Map.of("endReason", reason)));
            } else {
                runtime.getObject().deleteProcessInstance(instance.getId(), reason, false, true, true);
            }
            dates.endUnder(instance.getBusinessKey(), reason + ".");
        });
    }

    /** Sets a variable of the master and of everything that runs for the order and has it. */
    void spread(String order, String variable, Object value) {
        Stream.concat(query().processInstanceBusinessKey(order).list().stream(), query().processInstanceBusinessKeyLike(order + "/%").list().stream())
            .filter(instance -> runtime.getObject().getVariableLocal(instance.getId(), variable) != null)
            .forEach(instance -> runtime.getObject().setVariableLocal(instance.getId(), variable, value));
    }

    private List<ProcessInstance> of(String order, String directive) {
        var key = order + "/" + directive;
        return Stream.concat(query().processInstanceBusinessKey(key).list().stream(), query().processInstanceBusinessKeyLike(key + "/%").list().stream())
            .toList();
    }

    private ProcessInstanceQuery query() {
        return runtime.getObject().createProcessInstanceQuery();
    }
}
