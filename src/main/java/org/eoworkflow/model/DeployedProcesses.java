package org.eoworkflow.model;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.repository.ProcessDefinitionQuery;
import org.eoworkflow.security.AsSystem;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The newest version of every deployed process, and which decisions there are beside them. */
@Component
public class DeployedProcesses {

    private final ObjectProvider<RepositoryService> repository;
    private final AsSystem system;

    DeployedProcesses(ObjectProvider<RepositoryService> repository, AsSystem system) {
        this.repository = repository;
        this.system = system;
    }

    /** All of them. */
    public List<ProcessModel> newest() {
        return read(query -> query);
    }

    /** Those of them with these keys. */
    public List<ProcessModel> newest(Set<String> keys) {
        return read(query -> query.processDefinitionKeysIn(keys.toArray(String[]::new)));
    }

    /** Their keys. */
    public Set<String> keys() {
        return system.get(() -> repository.getObject().createProcessDefinitionQuery().latestVersion().list().stream()
            .map(ProcessDefinition::getKey).collect(Collectors.toSet()));
    }

    /** The keys of the decisions that are deployed. */
    public Set<String> decisions() {
        return system.get(() -> repository.getObject().createDecisionDefinitionQuery().latestVersion().list().stream()
            .map(DecisionDefinition::getKey).collect(Collectors.toSet()));
    }

    private List<ProcessModel> read(UnaryOperator<ProcessDefinitionQuery> which) {
        return system.get(() -> which.apply(repository.getObject().createProcessDefinitionQuery().latestVersion()).list().stream()
            .map(definition -> new ProcessModel(definition.getResourceName(), repository.getObject().getBpmnModelInstance(definition.getId()))).toList());
    }
}
