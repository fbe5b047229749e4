package org.eoworkflow.security;

import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.CREATE_INSTANCE;

import java.util.HashSet;
import java.util.Set;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.springframework.stereotype.Component;

/** Who may start a process: the groups that its newest model names as candidate starters, and no group besides. */
@Component
class StartRights {

    private final RepositoryService repository;
    private final AuthorizationService authorizations;

    StartRights(RepositoryService repository, AuthorizationService authorizations) {
        this.repository = repository;
        this.authorizations = authorizations;
    }

    /** Gives what the newest models say, and takes back what they no longer say. */
    void align() {
        var wanted = new HashSet<Start>();
        for (var definition : repository.createProcessDefinitionQuery().latestVersion().list()) {
            repository.getIdentityLinksForProcessDefinition(definition.getId()).stream().filter(link -> link.getGroupId() != null)
                .forEach(link -> wanted.add(new Start(link.getGroupId(), definition.getKey())));
        }
        withdrawOthers(wanted);
        for (var start : wanted) {
            grant(start.group(), Resources.PROCESS_DEFINITION, start.process(), CREATE_INSTANCE);
            grant(start.group(), Resources.PROCESS_INSTANCE, "*", Permissions.CREATE);
        }
    }

    private void withdrawOthers(Set<Start> wanted) {
        authorizations.createAuthorizationQuery().authorizationType(AUTH_TYPE_GRANT).resourceType(Resources.PROCESS_DEFINITION).list().stream()
            .filter(right -> right.getGroupId() != null && !right.getResourceId().equals("*")
                && right.isPermissionGranted(CREATE_INSTANCE) && !wanted.contains(new Start(right.getGroupId(), right.getResourceId())))
            .forEach(right -> {
                right.removePermission(CREATE_INSTANCE);
                authorizations.saveAuthorization(right);
            });
    }

    private void grant(String group, Resource resource, String id, Permission permission) {
        Authorization right = authorizations.createAuthorizationQuery().authorizationType(AUTH_TYPE_GRANT).groupIdIn(group)
            .resourceType(resource).resourceId(id).singleResult();
        if (right == null) {
            right = authorizations.createNewAuthorization(AUTH_TYPE_GRANT);
            right.setGroupId(group);
            right.setResource(resource);
            right.setResourceId(id);
        } else if (right.isPermissionGranted(permission)) {
            return;
        }
        right.addPermission(permission);
        authorizations.saveAuthorization(right);
    }

    private record Start(String group, String process) {
    }
}
