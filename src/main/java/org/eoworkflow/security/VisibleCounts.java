package org.eoworkflow.security;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.rest.util.EngineUtil;
import org.camunda.bpm.engine.runtime.Incident;

/**
 * Lets the statistics of processes count what the caller may see. The engine asks only for the right to read the model, which every agency
 * has, and would tell each how much work all others have. Found through {@code META-INF/services}.
 */
public class VisibleCounts implements Feature {

    @Override
    public boolean configure(FeatureContext context) {
        context.register(OfStatistics.class);
        return true;
    }

    /** Of the engine's REST interface, by definition, and of Cockpit's list of processes, by key over all versions. */
    static class OfStatistics implements ContainerResponseFilter {

        private static final Pattern STATISTICS = Pattern.compile("(?:.*/)?process-definition/statistics/?");
        private static final ObjectMapper JSON = new ObjectMapper();

        @Override
        public void filter(ContainerRequestContext request, ContainerResponseContext response) {
            if (!STATISTICS.matcher(request.getUriInfo().getPath()).matches() || !(response.getEntity() instanceof List<?> rows)) {
                return;
            }
            var engine = EngineUtil.lookupProcessEngine(null);
            var caller = engine.getIdentityService().getCurrentAuthentication();
            if (caller == null || caller.getGroupIds() == null
                    || caller.getGroupIds().stream().noneMatch(List.of(Groups.ORDER_OFFICE, Groups.AUDITOR, Groups.ADMIN)::contains)) {
                response.setEntity(rows.stream().map(row -> counted(engine, JSON.convertValue(row, new TypeReference<TreeMap<String, Object>>() { })))
                    .toList());
            }
        }

        private static Map<String, Object> counted(ProcessEngine engine, Map<String, Object> row) {
            var byKey = row.get("key") instanceof String;
            var of = (String) row.get(byKey ? "key" : "id");
            var instances = engine.getRuntimeService().createProcessInstanceQuery();
            var incidents = engine.getRuntimeService().createIncidentQuery();
            var known = (byKey ? incidents.processDefinitionKeyIn(of) : incidents.processDefinitionId(of)).list();
            row.put("instances", (byKey ? instances.processDefinitionKey(of) : instances.processDefinitionId(of)).count());
            row.computeIfPresent("failedJobs", (name, all) -> engine.getManagementService().createJobQuery().processDefinitionId(of).withException().count());
            row.computeIfPresent("incidents", (name, all) -> all instanceof List<?> types ? types.isEmpty() ? types : byType(known) : known.size());
            return row;
        }

        private static List<Map<String, Object>> byType(List<Incident> incidents) {
            return incidents.stream().collect(Collectors.groupingBy(Incident::getIncidentType, TreeMap::new, Collectors.counting())).entrySet().stream()
                .map(type -> Map.<String, Object>of("incidentType", type.getKey(), "incidentCount", type.getValue())).toList();
        }
    }
}
