package org.eoworkflow.security;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.platform.Refusal;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Who prepared does not approve, and who approved does not certify: a user task with the extension property {@code separateFrom}
 * (ids of other user tasks, separated by commas) is neither given to nor completed by an account that completed one of these under the same
 * business key and, where there is one, for the same clause. Holds whichever way a task is completed, and nobody completes a task unnamed.
 */
@Component
class SeparationOfDuties {

    private final Ledger ledger;
    private final ObjectProvider<IdentityService> identity;
    private final Map<String, Rule> rules = new ConcurrentHashMap<>();

    SeparationOfDuties(Ledger ledger, ObjectProvider<IdentityService> identity) {
        this.ledger = ledger;
        this.identity = identity;
    }

    /** Before the form is looked at, and before the ledger is told; already when somebody takes the task, who would work in vain. */
    @EventListener
    @Order(-20)
    public void on(DelegateTask task) {
        if (TaskListener.EVENTNAME_ASSIGNMENT.equals(task.getEventName())) {
            check(task, task.getAssignee());
        } else if (TaskListener.EVENTNAME_COMPLETE.equals(task.getEventName())) {
            if (caller() == null) {
                throw Refusal.forbidden("Task '%s': sign in to complete it; a task is completed by an account.".formatted(task.getName()));
            }
            check(task, caller());
        }
    }

    private void check(DelegateTask task, String account) {
        if (account == null || task.getExecution() == null) {
            return;
        }
        var rule = rules.computeIfAbsent(task.getProcessDefinitionId() + ' ' + task.getTaskDefinitionKey(), key -> Rule.of(task));
        var businessKey = task.getExecution().getProcessBusinessKey();
        if (rule.separateFrom().isEmpty()) {
            return;
        }
        if (businessKey == null) {
            throw Refusal.conflict("Task '%s' of %s: its process was started without a business key, so nobody can tell who did the work before it. "
                .formatted(task.getName(), rule.process()) + "Start it again with one.");
        }
        var clause = task.getVariable("clause") instanceof String id ? id : null;
        var done = ledger.tasksCompletedBy(account, businessKey, clause, rule.separateFrom());
        if (!done.isEmpty()) {
            throw Refusal.forbidden("Task '%s' of %s: %s completed %s, so %s must complete it.".formatted(task.getName(), rule.process(),
                account.equals(caller()) ? "you" : "'" + account + "'",
                done.stream().map(name -> "'" + name + "'").collect(Collectors.joining(" and ")), rule.other()));
        }
    }

    private String caller() {
        var caller = identity.getObject().getCurrentAuthentication();
        return caller == null ? null : caller.getUserId();
    }

    /** @param other who may do it, in words: another approver, or somebody else */
    private record Rule(Set<String> separateFrom, String process, String other) {

        static Rule of(DelegateTask task) {
            var element = (UserTask) task.getBpmnModelElementInstance();
            return new Rule(property(element, "separateFrom"), processOf(element), other(element.getCamundaCandidateGroups()));
        }

        private static Set<String> property(BaseElement element, String name) {
            var extensions = element.getExtensionElements();
            return extensions == null ? Set.of() : extensions.getElementsQuery().filterByType(CamundaProperties.class).list().stream()
                .flatMap(properties -> properties.getCamundaProperties().stream())
                .filter(property -> name.equals(property.getCamundaName()))
                .flatMap(property -> Arrays.stream(Objects.toString(property.getCamundaValue(), "").split(",")))
                .map(String::strip).filter(id -> !id.isEmpty()).collect(Collectors.toUnmodifiableSet());
        }

        private static String processOf(UserTask element) {
            var parent = element.getParentElement();
            while (!(parent instanceof Process)) {
                parent = parent.getParentElement();
            }
            var process = (Process) parent;
            return Objects.requireNonNullElse(process.getName(), process.getId());
        }

        private static String other(String candidateGroups) {
            return candidateGroups == null ? "somebody else" : Groups.ROLES.stream().filter(role -> candidateGroups.strip().endsWith("-" + role)).findFirst()
                .map(role -> role.equals("staff") ? "another member of the staff" : "another " + role).orElse("somebody else");
        }
    }
}
