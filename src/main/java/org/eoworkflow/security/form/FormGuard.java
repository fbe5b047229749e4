package org.eoworkflow.security.form;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.platform.ProcessKeys;
import org.eoworkflow.platform.Refusal;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * No user task is completed and no process started with values that its form does not take, whichever way they come. Looks at the values
 * with which the process would go on; all problems are told at once.
 */
@Component
class FormGuard {

    private final Forms forms;
    private final Clock clock;
    private final ProcessKeys keys;

    FormGuard(Forms forms, Clock clock, ProcessKeys keys) {
        this.keys = keys;
        this.forms = forms;
        this.clock = clock;
    }

    /** After the separation of duties, before the ledger is told. */
    @EventListener
    @Order(-10)
    public void on(DelegateTask task) {
        if (TaskListener.EVENTNAME_COMPLETE.equals(task.getEventName()) && task.getExecution() != null) {
            check(() -> "Task '" + task.getName() + "'", forms.ofTask(task.getProcessDefinitionId(), task.getTaskDefinitionKey(),
                task::getBpmnModelElementInstance, task.getId()), task);
        }
    }

    @EventListener
    @Order(-10)
    public void on(DelegateExecution execution) {
        if (!ExecutionListener.EVENTNAME_START.equals(execution.getEventName()) || execution.getActivityInstanceId() != null
                || !execution.getId().equals(execution.getProcessInstanceId()) || execution.getSuperExecution() != null) {
            return;
        }
        check(() -> "Start of '" + Objects.requireNonNullElse(process(execution).getName(), process(execution).getId()) + "'",
            forms.ofStart(execution.getProcessDefinitionId(), () -> startEvent(execution)), execution);
    }

    private void check(Supplier<String> what, Forms.Found found, VariableScope variables) {
        if (found.problem() != null) {
            throw Refusal.conflict("%s: its form cannot be checked (%s). Ask the designer to mend it.".formatted(what.get(), found.problem()));
        }
        if (found.form() != null) {
            var problems = new Problems();
            new FormCheck(LocalDate.ofInstant(clock.instant(), EngineClock.WASHINGTON), problems, false).check(found.form(), Scope.top(plain(variables)));
            if (!problems.isEmpty()) {
                problems.refuse(what.get());
            }
        }
    }

    private static Function<String, Object> plain(VariableScope variables) {
        Map<String, Object> known = new HashMap<>();
        return name -> {
            if (!known.containsKey(name)) {
                known.put(name, Plain.of(variables.getVariableTyped(name, false)));
            }
            return known.get(name);
        };
    }

    /** The start event of the process itself that nothing triggers: the one with the start form. */
    private StartEvent startEvent(DelegateExecution execution) {
        return process(execution).getChildElementsByType(StartEvent.class).stream().filter(start -> start.getEventDefinitions().isEmpty())
            .findFirst().orElse(null);
    }

    private Process process(DelegateExecution execution) {
        return execution.getBpmnModelInstance().getModelElementById(keys.of(execution));
    }
}
