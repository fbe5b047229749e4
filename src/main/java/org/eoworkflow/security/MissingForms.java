package org.eoworkflow.security;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.xml.ModelException;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.eoworkflow.platform.DeploymentCheck;
import org.springframework.stereotype.Component;

/** Refuses a model that takes its forms from its own deployment where they are not part of it: nobody could open or complete its tasks. */
@Component
class MissingForms implements DeploymentCheck {

    private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";
    private static final String BY_FILE = "camunda-forms:deployment:";

    private final ObjectMapper json;

    MissingForms(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public List<String> problems(Map<String, byte[]> files) {
        var forms = files.keySet().stream().filter(file -> file.endsWith(".form")).map(file -> id(files.get(file))).collect(Collectors.toSet());
        return files.keySet().stream().filter(DeploymentCheck::isModel).flatMap(file -> nodes(files.get(file))
            .filter(node -> !isThere(node, files.keySet(), forms)).map(node -> missing(file, node))).sorted().toList();
    }

    private static String missing(String file, FlowNode node) {
        return "%s: '%s' (%s) takes the form '%s' from its own deployment, which does not hold it. Deploy the model together with its forms: in Modeler, "
            .formatted(file, node.getName() == null ? node.getId() : node.getName(), node.getId(), form(node)) + "choose them under 'Include additional files'.";
    }

    /** Those that people see, of processes that are run; none where it is no model, which others say. */
    private static Stream<FlowNode> nodes(byte[] model) {
        try {
            return Bpmn.readModelFromStream(new ByteArrayInputStream(model)).getModelElementsByType(FlowNode.class).stream()
                .filter(node -> (node instanceof UserTask || node instanceof StartEvent) && isRun(node));
        } catch (ModelException noModel) {
            return Stream.of();
        }
    }

    private static boolean isRun(ModelElementInstance element) {
        return element instanceof Process process ? process.isExecutable() : element != null && isRun(element.getParentElement());
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

    private String id(byte[] form) {
        try {
            return json.readTree(form).path("id").asText();
        } catch (IOException noForm) {
            return "";
        }
    }
}
