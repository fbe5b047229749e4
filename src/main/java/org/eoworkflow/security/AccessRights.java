package org.eoworkflow.security;

import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.BatchPermissions;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.authorization.SystemPermissions;
import org.camunda.bpm.engine.authorization.UserOperationLogCategoryPermissions;
import org.camunda.bpm.engine.identity.Group;
import org.springframework.stereotype.Component;

/**
 * The groups and what each of them may do everywhere. Made at start; what is there stays, what is missing is added.
 * Rights on single instances and tasks come with these: see {@link InstanceRights}.
 */
@Component
class AccessRights {

    private static final Permission[] SEE_ALL_WORK = {ProcessDefinitionPermissions.READ, ProcessDefinitionPermissions.READ_INSTANCE,
        ProcessDefinitionPermissions.READ_TASK, ProcessDefinitionPermissions.READ_HISTORY, ProcessDefinitionPermissions.READ_INSTANCE_VARIABLE,
        ProcessDefinitionPermissions.READ_TASK_VARIABLE, ProcessDefinitionPermissions.READ_HISTORY_VARIABLE};

    private final IdentityService identity;
    private final AuthorizationService authorizations;
    private final AgencyDirectory directory;

    AccessRights(IdentityService identity, AuthorizationService authorizations, AgencyDirectory directory) {
        this.identity = identity;
        this.authorizations = authorizations;
        this.directory = directory;
    }

    /** Makes what is missing. */
    void ensure() {
        ensureGroups();
        ensureRights();
    }

    private void ensureGroups() {
        var there = identity.createGroupQuery().list().stream().map(Group::getId).collect(Collectors.toSet());
        var wanted = new LinkedHashMap<String, String>();
        wanted.put(Groups.ORDER_OFFICE, "Order office");
        wanted.put(Groups.AUDITOR, "Auditors");
        wanted.put(Groups.DESIGNER, "Designers");
        wanted.put(Groups.ADMIN, "Administrators");
        for (var agency : directory.agencies()) {
            wanted.put(agency.id(), agency.acronym());
            Groups.ROLES.forEach(role -> wanted.put(Groups.of(agency.id(), role), agency.acronym() + " " + role));
        }
        wanted.forEach((id, name) -> {
            if (!there.contains(id)) {
                var group = identity.newGroup(id);
                group.setName(name);
                group.setType(id.equals(Groups.ADMIN) ? "SYSTEM" : "WORKFLOW");
                identity.saveGroup(group);
            }
        });
    }

    private void ensureRights() {
        var there = Stream.concat(authorizations.createAuthorizationQuery().authorizationType(AUTH_TYPE_GRANT).resourceId("*").list().stream(),
                authorizations.createAuthorizationQuery().authorizationType(AUTH_TYPE_GRANT).resourceType(Resources.APPLICATION).list().stream())
            .filter(right -> right.getGroupId() != null)
            .collect(Collectors.toMap(AccessRights::key, right -> right, (one, same) -> one));
        for (var right : wanted()) {
            var known = there.get(right.key());
            if (known == null) {
                known = authorizations.createNewAuthorization(AUTH_TYPE_GRANT);
                known.setGroupId(right.group());
                known.setResource(right.resource());
                known.setResourceId(right.id());
                known.setPermissions(right.permissions());
                authorizations.saveAuthorization(known);
            } else if (!Set.of(known.getPermissions(right.permissions())).containsAll(List.of(right.permissions()))) {
                Stream.of(right.permissions()).forEach(known::addPermission);
                authorizations.saveAuthorization(known);
            }
        }
    }

    private List<Right> wanted() {
        var rights = new ArrayList<Right>();
        for (var agency : directory.agencies()) {
            rights.add(app(agency.id(), "tasklist"));
            rights.addAll(readsModels(agency.id()));
            rights.add(app(Groups.of(agency.id(), "approver"), "cockpit"));
            rights.add(app(Groups.of(agency.id(), "certifier"), "cockpit"));
        }
        for (var office : List.of(Groups.ORDER_OFFICE, Groups.AUDITOR)) {
            rights.add(app(office, "cockpit"));
            rights.add(app(office, "tasklist"));
            rights.add(new Right(office, Resources.PROCESS_DEFINITION, "*", SEE_ALL_WORK));
            rights.add(new Right(office, Resources.DECISION_DEFINITION, "*", Permissions.READ, Permissions.READ_HISTORY));
            rights.add(new Right(office, Resources.DECISION_REQUIREMENTS_DEFINITION, "*", Permissions.READ));
            rights.add(new Right(office, Resources.DEPLOYMENT, "*", Permissions.READ));
        }
        rights.add(new Right(Groups.AUDITOR, Resources.FILTER, "*", Permissions.READ));
        rights.add(new Right(Groups.AUDITOR, Resources.BATCH, "*", BatchPermissions.READ, BatchPermissions.READ_HISTORY));
        rights.add(new Right(Groups.AUDITOR, Resources.OPERATION_LOG_CATEGORY, "*", UserOperationLogCategoryPermissions.READ));
        rights.add(new Right(Groups.AUDITOR, Resources.USER, "*", Permissions.READ));
        rights.add(new Right(Groups.AUDITOR, Resources.GROUP, "*", Permissions.READ));
        rights.add(new Right(Groups.AUDITOR, Resources.AUTHORIZATION, "*", Permissions.READ));
        rights.add(new Right(Groups.AUDITOR, Resources.SYSTEM, "*", SystemPermissions.READ));

        rights.add(app(Groups.DESIGNER, "cockpit"));
        rights.addAll(readsModels(Groups.DESIGNER));
        rights.add(new Right(Groups.DESIGNER, Resources.DEPLOYMENT, "*", Permissions.READ, Permissions.CREATE));

        for (var resource : Resources.values()) {
            rights.add(new Right(Groups.ADMIN, resource, "*", Permissions.ALL));
        }
        return rights;
    }

    private static Right app(String group, String app) {
        return new Right(group, Resources.APPLICATION, app, Permissions.ACCESS);
    }

    private static List<Right> readsModels(String group) {
        return List.of(new Right(group, Resources.PROCESS_DEFINITION, "*", ProcessDefinitionPermissions.READ),
            new Right(group, Resources.DECISION_DEFINITION, "*", Permissions.READ),
            new Right(group, Resources.DECISION_REQUIREMENTS_DEFINITION, "*", Permissions.READ));
    }

    private static String key(Authorization right) {
        return right.getGroupId() + ' ' + right.getResourceType() + ' ' + right.getResourceId();
    }

    private record Right(String group, Resource resource, String id, Permission... permissions) {

        String key() {
            return group + ' ' + resource.resourceType() + ' ' + id;
        }
    }
}
