package org.eoworkflow.model;

import java.util.List;
import org.camunda.bpm.engine.RepositoryService;
import org.eoworkflow.security.AsSystem;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The newest version of every deployed process. */
@Component
class DeployedProcesses {

    private final ObjectProvider<RepositoryService> repository;
    private final AsSystem system;

    DeployedProcesses(ObjectProvider<RepositoryService> repository, AsSystem system) {
        this.repository = repository;
        this.system = system;
    }

    List<ProcessModel> newest() {
        return system.get(() -> repository.getObject().createProcessDefinitionQuery().latestVersion().list().stream()
            .map(definition -> new ProcessModel(definition.getResourceName(), repository.getObject().getBpmnModelInstance(definition.getId()))).toList());
    }
}
