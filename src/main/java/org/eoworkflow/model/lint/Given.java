package org.eoworkflow.model.lint;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.eoworkflow.model.ProcessModel;
import org.eoworkflow.platform.SafeXml;

/** What there is of tasks, processes, decisions and forms in models and files. */
record Given(Set<String> userTasks, Set<String> processes, Set<String> decisions, Set<String> forms) implements Elsewhere {

    /** @param files contents by name; those that are neither decisions nor forms, or broken, have nothing to say */
    static Given of(Collection<ProcessModel> models, Map<String, String> files) {
        Set<String> decisions = new HashSet<>();
        Set<String> forms = new HashSet<>();
        files.forEach((name, text) -> {
            if (name.endsWith(".dmn")) {
                decisions.addAll(decisions(text));
            } else if (name.endsWith(".form")) {
                forms.add(form(text));
            }
        });
        return new Given(models.stream().flatMap(model -> model.all(UserTask.class).stream()).map(UserTask::getId).collect(Collectors.toSet()),
            models.stream().map(ProcessModel::key).collect(Collectors.toSet()), decisions, forms);
    }

    private static Set<String> decisions(String dmn) {
        Set<String> ids = new HashSet<>();
        try {
            var xml = SafeXml.reader(dmn);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("decision")) {
                    ids.add(xml.getAttributeValue(null, "id"));
                }
            }
        } catch (XMLStreamException e) {
            return ids;
        }
        return ids;
    }

    private static String form(String json) {
        try {
            return new ObjectMapper().readTree(json).path("id").asText();
        } catch (IOException e) {
            return "";
        }
    }
}
