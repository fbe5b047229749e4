package org.eoworkflow.task;

import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GLOBAL;
import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;
import static org.camunda.bpm.engine.authorization.Authorization.ANY;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.TaskQuery;
import org.eoworkflow.platform.OneAtATime;
import org.eoworkflow.security.Groups;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * The filters of Tasklist, made or brought up to date at start, never twice. A filter shows at most what the account may see anyway, so one filter
 * serves all agencies.
 */
@Component
class TaskFilters implements SmartInitializingSingleton {

    private static final long LOCK = 14409_051;

    /** What a card tells besides task, process and due date. */
    private static final List<Map<String, String>> ON_CARDS = List.of(Map.of("name", "title", "label", "Directive"),
        Map.of("name", "directiveNumber", "label", "Number"), Map.of("name", "actionText", "label", "Action"),
        Map.of("name", "agencyName", "label", "Agency"), Map.of("name", "clause", "label", "Clause"), Map.of("name", "order", "label", "Order"));

    private final FilterService filters;
    private final TaskService tasks;
    private final AuthorizationService authorizations;
    private final OneAtATime nodes;

    TaskFilters(FilterService filters, TaskService tasks, AuthorizationService authorizations, OneAtATime nodes) {
        this.filters = filters;
        this.tasks = tasks;
        this.authorizations = authorizations;
        this.nodes = nodes;
    }

    @Override
    public void afterSingletonsInstantiated() {
        nodes.run(LOCK, this::ensure);
    }

    /** Makes what is missing, and lets what is there be as it is defined here. Tasklist opens the first one, in the order of their priority. */
    void ensure() {
        toEverybody(filter("My agency's open tasks", -40, "Open tasks that you or a colleague in your role can take or has taken",
            query().taskCandidateGroupInExpression("${currentUserGroups()}").includeAssignedTasks()));
        toEverybody(filter("My tasks", -30, "Tasks that you have claimed", query().taskAssigneeExpression("${currentUser()}")));
        toEverybody(filter("Overdue", -20, "Open tasks whose due date has passed", query().dueBeforeExpression("${now()}")));
        var all = filter("All tasks", -10, "Every open task", query());
        toGroup(all, Groups.ORDER_OFFICE);
        toGroup(all, Groups.AUDITOR);
    }

    private TaskQuery query() {
        return tasks.createTaskQuery().orderByDueDate().asc();
    }

    private Filter filter(String name, int priority, String description, TaskQuery query) {
        var known = filters.createTaskFilterQuery().filterName(name).list();
        var filter = known.isEmpty() ? filters.newTaskFilter(name) : known.get(0);
        filter.setQuery(query);
        filter.setProperties(new HashMap<>(Map.of("priority", priority, "description", description, "refresh", true,
            "showUndefinedVariable", false, "variables", ON_CARDS)));
        return filters.saveFilter(filter);
    }

    private void toEverybody(Filter filter) {
        if (authorizations.createAuthorizationQuery().authorizationType(AUTH_TYPE_GLOBAL).resourceType(Resources.FILTER)
                .resourceId(filter.getId()).count() == 0) {
            var right = authorizations.createNewAuthorization(AUTH_TYPE_GLOBAL);
            right.setUserId(ANY);
            right.setResource(Resources.FILTER);
            right.setResourceId(filter.getId());
            right.addPermission(Permissions.READ);
            authorizations.saveAuthorization(right);
        }
    }

    private void toGroup(Filter filter, String group) {
        if (authorizations.createAuthorizationQuery().authorizationType(AUTH_TYPE_GRANT).groupIdIn(group).resourceType(Resources.FILTER)
                .resourceId(filter.getId()).count() == 0) {
            var right = authorizations.createNewAuthorization(AUTH_TYPE_GRANT);
            right.setGroupId(group);
            right.setResource(Resources.FILTER);
            right.setResourceId(filter.getId());
            right.addPermission(Permissions.READ);
            authorizations.saveAuthorization(right);
        }
    }
}
