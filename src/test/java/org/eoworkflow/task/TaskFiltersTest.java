package org.eoworkflow.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.eoworkflow.support.EngineTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@EngineTest
class TaskFiltersTest {

    @Autowired TaskFilters taskFilters;
    @Autowired FilterService filters;
    @Autowired TaskService tasks;
    @Autowired AuthorizationService authorizations;

    @Test
    void aFilterOfAnEarlierVersionBecomesWhatIsDefinedNow() {
        var before = filter("All tasks");
        var defined = before.getProperties();
        before.setProperties(Map.of("priority", 7, "description", "As an earlier version had it"));
        before.setQuery(tasks.createTaskQuery().taskName("no such task"));
        filters.saveFilter(before);

        taskFilters.ensure();

        var after = filter("All tasks");
        assertThat(after.getId()).isEqualTo(before.getId());
        assertThat(after.getProperties()).isEqualTo(defined).containsEntry("description", "Every open task");
        tasks.saveTask(tasks.newTask("filtered"));
        assertThat(filters.count(after.getId())).isEqualTo(tasks.createTaskQuery().count()).isPositive();
        tasks.deleteTask("filtered", true);
    }

    @Test
    void whatIsAsDefinedIsNotMadeTwice() {
        long there = filters.createTaskFilterQuery().count();
        long rights = authorizations.createAuthorizationQuery().resourceType(Resources.FILTER).count();

        taskFilters.ensure();

        assertThat(filters.createTaskFilterQuery().count()).isEqualTo(there);
        assertThat(authorizations.createAuthorizationQuery().resourceType(Resources.FILTER).count()).isEqualTo(rights);
    }

    private Filter filter(String name) {
        return filters.createTaskFilterQuery().filterName(name).singleResult();
    }
}
