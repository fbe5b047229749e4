package org.eoworkflow.platform;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The key of the process that an execution belongs to. Called for every event of the engine, so cheap. */
@Component
public class ProcessKeys {

    private final ObjectProvider<RepositoryService> repository;
    private final Map<String, String> withoutKey = new ConcurrentHashMap<>();

    ProcessKeys(ObjectProvider<RepositoryService> repository) {
        this.repository = repository;
    }

    /** A definition's id begins with its key, unless that would be longer than 64 characters: then it says nothing. */
    public String of(DelegateExecution execution) {
        var definition = execution.getProcessDefinitionId();
        int colon = definition.indexOf(':');
        return colon > 0 ? definition.substring(0, colon)
            : withoutKey.computeIfAbsent(definition, id -> repository.getObject().getProcessDefinition(id).getKey());
    }
}
