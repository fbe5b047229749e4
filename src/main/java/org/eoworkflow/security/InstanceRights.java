package org.eoworkflow.security;

import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;

import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
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

/**
 * Lets the members of an agency see the agency's own work and no other's: an instance is shown to the agencies that lead it or do
 * its work, a task to the agency of its candidates. A consulted agency thus sees its own task and nothing around it. The engine
 * itself lets candidates work on a task, and removes the rights on an instance or task when it ends; those on history stay.
 */
@Component
class InstanceRights {

    private final ObjectProvider<AuthorizationService> authorizations;
    private final ObjectProvider<IdentityService> identity;

    InstanceRights(ObjectProvider<AuthorizationService> authorizations, ObjectProvider<IdentityService> identity) {
        this.authorizations = authorizations;
        this.identity = identity;
    }

    @EventListener
    public void on(DelegateExecution execution) {
        if (!execution.getId().equals(execution.getProcessInstanceId()) || execution.getActivityInstanceId() != null
                || !ExecutionListener.EVENTNAME_START.equals(execution.getEventName())) {
            return;
        }
        var agencies = Stream.of("lead", "office", "agency").map(execution::getVariable)
            .filter(String.class::isInstance).map(String.class::cast).filter(agency -> !agency.isBlank()).collect(Collectors.toSet());
        grantAll(agencies, execution.getProcessInstanceId(), Resources.PROCESS_INSTANCE, ProcessInstancePermissions.READ);
        grantAll(agencies, execution.getProcessInstanceId(), Resources.HISTORIC_PROCESS_INSTANCE, HistoricProcessInstancePermissions.READ);
    }

    @EventListener
    public void on(DelegateTask task) {
        if (TaskListener.EVENTNAME_CREATE.equals(task.getEventName())) {
            var agencies = task.getCandidates().stream().map(IdentityLink::getGroupId).filter(Objects::nonNull)
                .flatMap(group -> Groups.agencyOf(group).stream()).collect(Collectors.toSet());
            grantAll(agencies, task.getId(), Resources.TASK, TaskPermissions.READ);
        }
    }

    private void grantAll(Set<String> agencies, String id, Resource resource, Permission permission) {
        if (agencies.isEmpty()) {
            return;
        }
        // not the caller's doing: needs no right of the caller and no entry in the log of what people did
        var caller = identity.getObject().getCurrentAuthentication();
        identity.getObject().clearAuthentication();
        try {
            agencies.forEach(agency -> {
                var right = authorizations.getObject().createNewAuthorization(AUTH_TYPE_GRANT);
                right.setGroupId(agency);
                right.setResource(resource);
                right.setResourceId(id);
                right.addPermission(permission);
                authorizations.getObject().saveAuthorization(right);
            });
        } finally {
            if (caller != null) {
                identity.getObject().setAuthentication(caller.getUserId(), caller.getGroupIds(), caller.getTenantIds());
            }
        }
    }
}
