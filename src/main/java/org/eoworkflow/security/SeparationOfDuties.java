package org.eoworkflow.security;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.platform.ElementProperties;
import org.eoworkflow.platform.Refusal;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Who prepared does not approve, and who approved does not certify: a user task with the extension property {@code separateFrom}
 * (ids of other user tasks, separated by commas) is neither given to nor completed by an account that completed one of these under the same
 * business key and, where there is one, for the same clause. Holds whichever way a task is completed, and nobody completes a task unnamed.
 * What somebody did standing in counts for both, and whoever stands in may not do what the absent one may not.
 */
@Component
public class SeparationOfDuties {

    private final Ledger ledger;
    private final ObjectProvider<IdentityService> identity;
    private final StandIns standIns;
    private final Map<String, Rule> rules = new ConcurrentHashMap<>();

    SeparationOfDuties(Ledger ledger, ObjectProvider<IdentityService> identity, StandIns standIns) {
        this.ledger = ledger;
        this.identity = identity;
        this.standIns = standIns;
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
        objection(task, account).ifPresent(objection -> {
            throw objection;
        });
    }

    /** Why this account may not do the task, if it may not. */
    public Optional<Refusal> objection(DelegateTask task, String account) {
        if (account == null || task.getExecution() == null) {
            return Optional.empty();
        }
        var rule = rules.computeIfAbsent(task.getProcessDefinitionId() + ' ' + task.getTaskDefinitionKey(), key -> Rule.of(task));
        var businessKey = task.getExecution().getProcessBusinessKey();
        if (rule.separateFrom().isEmpty()) {
            return Optional.empty();
        }
        if (businessKey == null) {
            return Optional.of(Refusal.conflict("Task '%s' of %s: its process was started without a business key, so nobody can tell who did the work before it. "
                .formatted(task.getName(), rule.process()) + "Start it again with one."));
        }
        var clause = task.getVariable("clause") instanceof String id ? id : null;
        return reason(task, account, absent -> ledger.tasksCompletedBy(absent, businessKey, clause, rule.separateFrom()),
            absent -> ledger.tasksCompletedFor(absent, businessKey, clause, rule.separateFrom()))
            .map(reason -> Refusal.forbidden("Task '%s' of %s: %s, so %s must complete it.".formatted(task.getName(), rule.process(), reason, rule.other())));
    }

    private Optional<String> reason(DelegateTask task, String account, Function<String, Set<String>> by, Function<String, Set<String>> standingInFor) {
        boolean own = account.equals(caller());
        var done = by.apply(account);
        if (!done.isEmpty()) {
            return Optional.of("%s completed %s".formatted(own ? "you" : "'" + account + "'", quoted(done)));
        }
        done = standingInFor.apply(account);
        if (!done.isEmpty()) {
            return Optional.of("whoever stood in for %s completed %s".formatted(own ? "you" : "'" + account + "'", quoted(done)));
        }
        for (var absent : standIns.behind(task, account)) {
            done = new TreeSet<>(by.apply(absent));
            done.addAll(standingInFor.apply(absent));
            if (!done.isEmpty()) {
                return Optional.of("%s in for '%s', by or for whom %s was completed".formatted(own ? "you stand" : "'" + account + "' stands", absent, quoted(done)));
            }
        }
        return Optional.empty();
    }

    private static String quoted(Set<String> names) {
        return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(" and "));
    }

    private String caller() {
        var caller = identity.getObject().getCurrentAuthentication();
        return caller == null ? null : caller.getUserId();
    }

    /** @param other who may do it, in words: another approver, or somebody else */
    private record Rule(Set<String> separateFrom, String process, String other) {

        static Rule of(DelegateTask task) {
            var element = (UserTask) task.getBpmnModelElementInstance();
            return new Rule(Set.copyOf(ElementProperties.listed(element, "separateFrom")), processOf(element), other(element.getCamundaCandidateGroups()));
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
