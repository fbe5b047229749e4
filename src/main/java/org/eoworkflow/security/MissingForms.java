package org.eoworkflow.security;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.eoworkflow.platform.Refusal;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Refuses a model that takes its forms from its own deployment where they are not part of it: nobody could open or complete its tasks. */
@Component
class MissingForms {

    private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";
    private static final String BY_FILE = "camunda-forms:deployment:";

    private final ObjectProvider<RepositoryService> repository;
    private final ObjectMapper json;

    MissingForms(ObjectProvider<RepositoryService> repository, ObjectMapper json) {
        this.repository = repository;
        this.json = json;
    }

    void refuse(String deployment) {
        var files = Set.copyOf(repository.getObject().getDeploymentResourceNames(deployment));
        var forms = new HashSet<String>();
        files.stream().filter(file -> file.endsWith(".form")).forEach(file -> forms.add(id(deployment, file)));
        var missing = repository.getObject().createProcessDefinitionQuery().deploymentId(deployment).list().stream()
            .flatMap(definition -> missing(definition, files, forms)).sorted().toList();
        if (!missing.isEmpty()) {
            throw Refusal.invalid(null, missing.stream().collect(Collectors.joining("; ")) + ". Nothing was deployed. Deploy the model together with "
                + "its forms: in Modeler, choose them under 'Include additional files'.");
        }
    }

    private Stream<String> missing(ProcessDefinition definition, Set<String> files, Set<String> forms) {
        return repository.getObject().getBpmnModelInstance(definition.getId()).getModelElementsByType(FlowNode.class).stream()
            .filter(node -> node instanceof UserTask || node instanceof StartEvent)
            .filter(node -> !isThere(node, files, forms))
            .map(node -> "%s: '%s' (%s) takes the form '%s' from its own deployment, which does not hold it".formatted(definition.getResourceName(),
                node.getName() == null ? node.getId() : node.getName(), node.getId(), form(node)));
    }

    private static boolean isThere(FlowNode node, Set<String> files, Set<String> forms) {
        var key = node.getAttributeValueNs(CAMUNDA, "formKey");
        if (key != null) {
            return !key.startsWith(BY_FILE) || files.contains(form(node));
        }
        return !"deployment".equals(node.getAttributeValueNs(CAMUNDA, "formRefBinding")) || forms.contains(form(node));
    }

    private static String form(FlowNode node) {
        var key = node.getAttributeValueNs(CAMUNDA, "formKey");
        return key == null ? node.getAttributeValueNs(CAMUNDA, "formRef") : key.substring(Math.min(key.length(), BY_FILE.length()));
    }

    private String id(String deployment, String file) {
        try (var form = repository.getObject().getResourceAsStream(deployment, file)) {
            return json.readTree(form).path("id").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
