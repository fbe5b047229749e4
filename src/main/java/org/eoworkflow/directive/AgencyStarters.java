package org.eoworkflow.directive;

import jakarta.annotation.PostConstruct;
import java.util.List;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.task.IdentityLink;
import org.eoworkflow.order.Agency;
import org.eoworkflow.order.Catalogue;
import org.springframework.stereotype.Component;

/**
 * Names the staff of every agency of the catalogue as candidate starters of the processes by which agencies turn to the office that
 * released a directive. A model can only list groups, and the agencies are the catalogue's.
 */
@Component
class AgencyStarters {

    private static final List<String> PROCESSES = List.of("RequestExtension", "ReportVulnerability");

    private final RepositoryService repository;
    private final Catalogue catalogue;

    AgencyStarters(RepositoryService repository, Catalogue catalogue) {
        this.repository = repository;
        this.catalogue = catalogue;
    }

    /** Before the security rules are aligned with the models; what is there already is left. */
    @PostConstruct
    void name() {
        for (String process : PROCESSES) {
            String definition = repository.createProcessDefinitionQuery().processDefinitionKey(process).latestVersion().singleResult().getId();
            List<String> named = repository.getIdentityLinksForProcessDefinition(definition).stream().map(IdentityLink::getGroupId).toList();
            catalogue.agencies().stream().map(Agency::id).map(agency -> agency + "-staff").filter(group -> !named.contains(group))
                .forEach(group -> repository.addCandidateStarterGroup(definition, group));
        }
    }
}
