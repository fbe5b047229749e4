package org.eoworkflow.security.form;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.security.Suspensions;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * What only the request tells, and no listener: variables that are no field, types that no field has, changed read-only fields, values for
 * fields that are hidden. Works as the caller, so that nobody learns of tasks that are not theirs.
 */
@Component
class Submissions {

    private final TaskService tasks;
    private final RepositoryService repository;
    private final Forms forms;
    private final Clock clock;
    private final RuntimeService runtime;
    private final ObjectProvider<Suspensions> suspensions;

    Submissions(TaskService tasks, RepositoryService repository, Forms forms, Clock clock, RuntimeService runtime, ObjectProvider<Suspensions> suspensions) {
        this.runtime = runtime;
        this.suspensions = suspensions;
        this.tasks = tasks;
        this.repository = repository;
        this.forms = forms;
        this.clock = clock;
    }

    /** The engine itself names only ids. A task that the caller does not see is its to answer for. */
    void checkNotSuspended(String taskId) {
        var task = tasks.createTaskQuery().taskId(taskId).suspended().singleResult();
        if (task != null) {
            var key = forms.asNobody(() -> runtime.createProcessInstanceQuery().processInstanceId(task.getProcessInstanceId()).list()).stream()
                .map(ProcessInstance::getBusinessKey).filter(Objects::nonNull).findFirst().orElse(null);
            throw Refusal.conflict("Task '%s' rests: %s".formatted(task.getName(), suspensions.stream().flatMap(known -> known.explain(key).stream())
                .findFirst().orElse("its process is suspended. An administrator can let it go on.")));
        }
    }

    /** What was sent to complete a task. A task that the caller does not see is the engine's to answer for. */
    void checkCompletion(String taskId, Submission submission, Problems problems) {
        Task task = submission.values().isEmpty() ? null : tasks.createTaskQuery().taskId(taskId).singleResult();
        if (task != null && task.getProcessDefinitionId() != null) {
            check("Task '" + task.getName() + "'", forms.ofTask(task.getProcessDefinitionId(), task.getTaskDefinitionKey(),
                () -> element(task.getProcessDefinitionId(), model -> model.getModelElementById(task.getTaskDefinitionKey())), taskId),
                submission, problems, () -> tasks.getVariablesTyped(taskId, false));
        }
    }

    /** What was sent to start a process, by the definition's id or, if that is null, by its key. */
    void checkStart(String id, String key, Submission submission, Problems problems) {
        var query = repository.createProcessDefinitionQuery();
        ProcessDefinition definition = submission.values().isEmpty() ? null
            : (id != null ? query.processDefinitionId(id) : query.processDefinitionKey(key).latestVersion()).list().stream().findFirst().orElse(null);
        if (definition != null) {
            check("Start of '" + Objects.requireNonNullElse(definition.getName(), definition.getKey()) + "'",
                forms.ofStart(definition.getId(), () -> element(definition.getId(), model -> startEvent(model, definition.getKey()))),
                submission, problems, Variables::createVariables);
        }
    }

    private void check(String what, Forms.Found found, Submission submission, Problems problems, Supplier<VariableMap> engine) {
        if (found.problem() != null) {
            return;
        }
        var form = found.form() != null ? found.form() : new Form("", List.of());
        var sent = submission.values();
        var fields = form.variables();
        sent.keySet().stream().filter(name -> !fields.contains(name)).forEach(name -> problems.add(FormCheck.named(name),
            found.form() == null ? "'%s' is an unknown variable: there is no form, so no variables are taken.".formatted(FormCheck.named(name))
                : "'%s' is an unknown variable: no field of the form has this name.".formatted(FormCheck.named(name))));
        var today = LocalDate.ofInstant(clock.instant(), EngineClock.WASHINGTON);
        new FormCheck(today, problems, true).check(form, Scope.top(sent::get));
        if (!problems.isEmpty() || form.hasFixedValues()) {
            var known = plain(engine.get());
            Function<String, Object> next = name -> sent.containsKey(name) ? sent.get(name) : known.apply(name);
            new FixedValues(problems).check(form.fields(), sent, known, Scope.top(next));
            if (!problems.isEmpty()) {
                new FormCheck(today, problems, false).check(form, Scope.top(next));
            }
        }
        problems.refuse(what);
    }

    private static Function<String, Object> plain(VariableMap variables) {
        Map<String, Object> known = new HashMap<>();
        return name -> known.computeIfAbsent(name, n -> variables.containsKey(n) ? Plain.of(variables.getValueTyped(n)) : null);
    }

    /** Read by whoever starts or completes, also without a right to read the model. */
    private BaseElement element(String definition, Function<BpmnModelInstance, BaseElement> element) {
        return element.apply(forms.asNobody(() -> repository.getBpmnModelInstance(definition)));
    }

    private static StartEvent startEvent(BpmnModelInstance model, String process) {
        return ((Process) model.getModelElementById(process)).getChildElementsByType(StartEvent.class).stream()
            .filter(start -> start.getEventDefinitions().isEmpty()).findFirst().orElse(null);
    }

    /** A text that comes with a request beside its variables. */
    static void checkText(String field, String label, String text, int longest) {
        if (text.length() > longest) {
            throw Refusal.invalid(field, "'%s' has %,d characters; at most %,d are taken.".formatted(label, text.length(), longest));
        }
        if (PlainText.hasControlCharacter(text) || PlainText.isActive(text)) {
            throw Refusal.invalid(field, "'%s' holds script, active HTML or a control character, which is not taken. Write plain text.".formatted(label));
        }
    }
}
