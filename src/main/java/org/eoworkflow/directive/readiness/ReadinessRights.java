package org.eoworkflow.directive.readiness;

import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_REVOKE;

import java.util.List;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.order.Directive;
import org.eoworkflow.platform.OneAtATime;
import org.eoworkflow.security.Groups;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * Takes the processes that follow advice out of what order office and auditors see of all others: how far an organization has come,
 * and what it writes down, is its own. Made at start and never twice.
 */
@Component
class ReadinessRights implements SmartInitializingSingleton {

    private static final long LOCK = 14409_052;

    private static final Permission[] ITS_OWN = {ProcessDefinitionPermissions.READ_INSTANCE, ProcessDefinitionPermissions.READ_TASK,
        ProcessDefinitionPermissions.READ_HISTORY, ProcessDefinitionPermissions.READ_INSTANCE_VARIABLE,
        ProcessDefinitionPermissions.READ_TASK_VARIABLE, ProcessDefinitionPermissions.READ_HISTORY_VARIABLE};

    private final AuthorizationService authorizations;
    private final Catalogue catalogue;
    private final OneAtATime nodes;

    ReadinessRights(AuthorizationService authorizations, Catalogue catalogue, OneAtATime nodes) {
        this.authorizations = authorizations;
        this.catalogue = catalogue;
        this.nodes = nodes;
    }

    @Override
    public void afterSingletonsInstantiated() {
        nodes.run(LOCK, () ->
            catalogue.orders().stream().flatMap(order -> order.directives().stream()
                    .filter(directive -> directive.process() != null && order.advises(directive.id())).map(Directive::process)).distinct()
                .forEach(process -> List.of(Groups.ORDER_OFFICE, Groups.AUDITOR).forEach(office -> revoke(office, process))));
    }

    private void revoke(String group, String process) {
        if (authorizations.createAuthorizationQuery().authorizationType(AUTH_TYPE_REVOKE).groupIdIn(group)
                .resourceType(Resources.PROCESS_DEFINITION).resourceId(process).count() == 0) {
            var right = authorizations.createNewAuthorization(AUTH_TYPE_REVOKE);
            right.setGroupId(group);
            right.setResource(Resources.PROCESS_DEFINITION);
            right.setResourceId(process);
            for (var permission : ITS_OWN) {
                right.removePermission(permission);
            }
            authorizations.saveAuthorization(right);
        }
    }
}
