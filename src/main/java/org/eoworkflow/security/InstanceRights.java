package org.eoworkflow.security;

import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.HistoricProcessInstancePermissions;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.ProcessInstancePermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.authorization.TaskPermissions;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.task.IdentityLink;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Lets the members of an agency see the agency's own work and no other's: an instance is shown to the agencies that lead it or do
 * its work, a task to the agency of its candidates. A consulted agency thus sees its own task and nothing around it. The engine
 * itself lets candidates work on a task, and removes the rights on an instance or task when it ends; those on history stay.
 */
@Component
class InstanceRights {

    private final ObjectProvider<AuthorizationService> authorizations;
    private final AsSystem system;

    InstanceRights(ObjectProvider<AuthorizationService> authorizations, AsSystem system) {
        this.authorizations = authorizations;
        this.system = system;
    }

    @EventListener
    public void on(DelegateExecution execution) {
        if (!execution.getId().equals(execution.getProcessInstanceId()) || execution.getActivityInstanceId() != null
                || !ExecutionListener.EVENTNAME_START.equals(execution.getEventName())) {
            return;
        }
        var agencies = agencies(execution);
        grantAll(agencies, execution.getProcessInstanceId(), Resources.PROCESS_INSTANCE, ProcessInstancePermissions.READ);
        grantAll(agencies, execution.getProcessInstanceId(), Resources.HISTORIC_PROCESS_INSTANCE, HistoricProcessInstancePermissions.READ);
    }

    @EventListener
    public void on(DelegateTask task) {
        if (task.getExecution() == null) {
            return;
        }
        var id = task.getId();
        if (TaskListener.EVENTNAME_CREATE.equals(task.getEventName())) {
            var candidates = task.getCandidates().stream().map(IdentityLink::getGroupId).filter(Objects::nonNull)
                .flatMap(group -> Groups.agencyOf(group).stream()).collect(Collectors.toSet());
            grantAll(candidates, id, Resources.TASK, TaskPermissions.READ);
            if (!candidates.isEmpty() && !agencies(task.getExecution().getProcessInstance()).containsAll(candidates)) {
                beforeCommit(() -> closeHistory(id, rights -> true));
            }
        } else if (TaskListener.EVENTNAME_ASSIGNMENT.equals(task.getEventName())) {
            beforeCommit(() -> closeHistory(id, rights -> rights.stream().noneMatch(right -> right.getGroupId() != null)));
        }
    }

    private static Set<String> agencies(DelegateExecution instance) {
        return Stream.of("lead", "office", "agency").map(instance::getVariableLocal)
            .filter(String.class::isInstance).map(String.class::cast).filter(agency -> !agency.isBlank()).collect(Collectors.toSet());
    }

    /**
     * Takes back the right on a task's history that the engine gives to whoever may work on the task: it would open the history
     * of the whole instance, other agencies' answers included. Own agencies read by their right on the instance.
     */
    private void closeHistory(String task, Predicate<List<Authorization>> condition) {
        var rights = authorizations.getObject().createAuthorizationQuery().resourceType(Resources.HISTORIC_TASK).resourceId(task).list();
        if (condition.test(rights)) {
            rights.forEach(right -> authorizations.getObject().deleteAuthorization(right.getId()));
        }
    }

    /** By then the engine has written what it holds back until its command is over. */
    private void beforeCommit(Runnable work) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void beforeCommit(boolean readOnly) {
                system.run(work);
            }
        });
    }

    private void grantAll(Set<String> agencies, String id, Resource resource, Permission permission) {
        if (agencies.isEmpty()) {
            return;
        }
        system.run(() -> agencies.forEach(agency -> {
            var right = authorizations.getObject().createNewAuthorization(AUTH_TYPE_GRANT);
            right.setGroupId(agency);
            right.setResource(resource);
            right.setResourceId(id);
            right.addPermission(permission);
            authorizations.getObject().saveAuthorization(right);
        }));
    }
}
