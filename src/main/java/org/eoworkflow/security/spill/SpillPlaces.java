package org.eoworkflow.security.spill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.TaskService;
import org.eoworkflow.security.Paths;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Names the place at which something was stopped, by names of ours only: what else stands in an address or as the name of a value may itself
 * be what was stopped, so it is left out.
 */
@Component
class SpillPlaces {

    private static final Set<String> ADDRESSES = Set.of("api", "engine-rest", "camunda", "engine", "default", "admin", "cockpit", "tasklist", "welcome",
        "plugin", "base", "tasks", "task", "evidence", "listings", "mails", "orders", "reports", "directives", "process-definition", "process-instance",
        "execution", "variables", "localVariables", "data", "complete", "submit-form", "start", "key", "resolve", "comment", "create", "attachment",
        "deployment", "message", "signal", "condition", "modification", "migration", "batch", "filter", "user", "group", "tenant", "profile",
        "authorization", "external-task", "incident", "annotation", "job", "history", "user-operation", "set-annotation", "clear-annotation",
        "failure", "bpmnError", "decision-definition", "evaluate", "case-instance", "case-definition", "restart", "identity-links",
        "assignee", "delegate", "claim", "count", "variables-async", "report", "metrics", "readiness-records", "ledger", "verification");
    private static final Set<String> API = Set.of("message", "businessKey", "name", "description", "value", "annotation", "errorMessage", "errorDetails",
        "workerId", "messageName", "correlationKeys", "localCorrelationKeys", "processVariables", "processVariablesLocal", "modifications", "owner",
        "assignee", "firstName", "lastName", "email", "id", "properties", "query", "resourceType", "deployment-name", "data", "kind", "marking",
        "cuiCategory", "url", "registryNumber", "custodianOffice", "systemName", "form", "file", "caseInstanceId", "tenantId", "address", "type",
        "errorCode", "reason", "deleteReason", "goodOnly", "password", "variableName", "variableValue");
    private static final Pattern TASK = Pattern.compile("(?:.*/task|/api/tasks)/([^/]+)/.*");

    private final ObjectProvider<TaskService> tasks;
    private final ResourcePatternResolver resources;
    private final ObjectMapper json;
    private Map<String, String> labels;

    SpillPlaces(ObjectProvider<TaskService> tasks, ResourcePatternResolver resources, ObjectMapper json) {
        this.tasks = tasks;
        this.resources = resources;
        this.json = json;
    }

    /** {@code task DraftDirective}, or the address without what is no name of ours. */
    String of(HttpServletRequest request) {
        String path = Paths.of(request);
        Matcher task = TASK.matcher(path);
        if (task.matches()) {
            var open = tasks.getObject().createTaskQuery().taskId(task.group(1)).singleResult();
            if (open != null && open.getTaskDefinitionKey() != null) {
                return "task " + open.getTaskDefinitionKey();
            }
        }
        return request.getMethod() + " " + Stream.of(path.split("/")).skip(1).map(part -> ADDRESSES.contains(part) ? part : "..")
            .collect(Collectors.joining("/", "/", ""));
    }

    /** {@code , field requiredActions row 3 description}, or nothing where no name of ours leads there. */
    String field(List<String> path) {
        String names = known(path);
        return names.isEmpty() ? "" : ", field " + names;
    }

    /** The innermost name of ours, or null. */
    String key(List<String> path) {
        return path.stream().filter(this::isField).reduce((first, second) -> second).orElseGet(() ->
            path.stream().filter(API::contains).reduce((first, second) -> second).orElse(null));
    }

    /** {@code The field 'Summary'}. */
    String words(List<String> path) {
        if (path.equals(List.of("address"))) {
            return "The address";
        }
        String key = key(path);
        return key == null ? "The request" : "The field '%s'".formatted(labels().getOrDefault(key, key));
    }

    private String known(List<String> path) {
        var fields = path.stream().filter(name -> isField(name) || name.matches("\\d{1,5}")).map(name -> isField(name) ? name : "row " + name).toList();
        return fields.stream().anyMatch(name -> !name.startsWith("row ")) ? String.join(" ", fields)
            : path.stream().filter(API::contains).reduce((first, second) -> second).orElse("");
    }

    private boolean isField(String name) {
        return labels().containsKey(name);
    }

    /** The fields of the product's forms with their labels; read when something is stopped for the first time. */
    private synchronized Map<String, String> labels() {
        if (labels == null) {
            Map<String, String> found = new HashMap<>();
            try {
                for (Resource form : resources.getResources("classpath*:forms/**/*.form")) {
                    try (var in = form.getInputStream()) {
                        read(json.readTree(in), found);
                    }
                }
            } catch (IOException unreadable) {
                // then fields go by fewer names
            }
            labels = Map.copyOf(found);
        }
        return labels;
    }

    private static void read(JsonNode holder, Map<String, String> found) {
        holder.path("components").forEach(component -> {
            for (String name : List.of("key", "path")) {
                String key = component.path(name).asText("");
                if (!key.isEmpty()) {
                    found.merge(key, component.path("label").asText(key), (one, other) -> one.equals(other) ? one : key);
                }
            }
            read(component, found);
        });
    }
}
