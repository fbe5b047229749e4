package org.eoworkflow.security;

import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.CREATE_INSTANCE;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    private final AgencyDirectory directory;

    StartRights(RepositoryService repository, AuthorizationService authorizations, AgencyDirectory directory) {
        this.repository = repository;
        this.authorizations = authorizations;
        this.directory = directory;
    }

    /** Gives what the newest models say, and takes back what they no longer say. */
    void align() {
        var wanted = new HashSet<Start>();
        for (var definition : repository.createProcessDefinitionQuery().latestVersion().list()) {
            repository.getIdentityLinksForProcessDefinition(definition.getId()).stream().filter(link -> link.getGroupId() != null)
                .flatMap(link -> groups(link.getGroupId())).forEach(group -> wanted.add(new Start(group, definition.getKey())));
        }
        var onProcesses = rights(Resources.PROCESS_DEFINITION);
        withdraw(onProcesses, wanted);
        var onInstances = rights(Resources.PROCESS_INSTANCE, "*");
        for (var start : wanted) {
            grant(onProcesses, start.group(), Resources.PROCESS_DEFINITION, start.process(), CREATE_INSTANCE);
            grant(onInstances, start.group(), Resources.PROCESS_INSTANCE, "*", Permissions.CREATE);
        }
    }

    /** A starter such as {@code *-staff} is that role at every agency. */
    private Stream<String> groups(String starter) {
        return starter.startsWith("*-") ? directory.agencies().stream().map(agency -> agency.id() + starter.substring(1)) : Stream.of(starter);
    }

    private Map<Start, Authorization> rights(Resource resource, String... ids) {
        var query = authorizations.createAuthorizationQuery().authorizationType(AUTH_TYPE_GRANT).resourceType(resource);
        for (var id : ids) {
            query.resourceId(id);
        }
        return query.list().stream().filter(right -> right.getGroupId() != null)
            .collect(Collectors.toMap(right -> new Start(right.getGroupId(), right.getResourceId()), right -> right));
    }

    private void withdraw(Map<Start, Authorization> known, Set<Start> wanted) {
        known.forEach((start, right) -> {
            if (!start.process().equals("*") && right.isPermissionGranted(CREATE_INSTANCE) && !wanted.contains(start)) {
                right.removePermission(CREATE_INSTANCE);
                authorizations.saveAuthorization(right);
            }
        });
    }

    private void grant(Map<Start, Authorization> known, String group, Resource resource, String id, Permission permission) {
        var right = known.get(new Start(group, id));
        if (right == null) {
            right = authorizations.createNewAuthorization(AUTH_TYPE_GRANT);
            right.setGroupId(group);
            right.setResource(resource);
            right.setResourceId(id);
            known.put(new Start(group, id), right);
        } else if (right.isPermissionGranted(permission)) {
            return;
        }
        right.addPermission(permission);
        authorizations.saveAuthorization(right);
    }

    private record Start(String group, String process) {
    }
}
