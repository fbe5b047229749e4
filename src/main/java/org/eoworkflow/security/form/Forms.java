package org.eoworkflow.security.form;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaFormData;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The forms of the deployed processes, each read once. A process definition never changes, and its forms are deployed with it. */
@Component
class Forms {

    private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";

    private final ObjectProvider<FormService> forms;
    private final ObjectProvider<IdentityService> identity;
    private final Map<String, Found> known = new ConcurrentHashMap<>();

    Forms(ObjectProvider<FormService> forms, ObjectProvider<IdentityService> identity) {
        this.forms = forms;
        this.identity = identity;
    }

    /** @param form the form, or null where there is none; @param problem why it cannot be enforced, or null */
    record Found(Form form, String problem) {

        static final Found NONE = new Found(null, null);
    }

    /** The form of a user task. */
    Found ofTask(String definition, String activity, Supplier<? extends BaseElement> element, String taskId) {
        return find(definition + ' ' + activity, element, () -> forms.getObject().getDeployedTaskForm(taskId));
    }

    /** The form with which people start a process. */
    Found ofStart(String definition, Supplier<? extends BaseElement> startEvent) {
        return find(definition, startEvent, () -> forms.getObject().getDeployedStartForm(definition));
    }

    private Found find(String key, Supplier<? extends BaseElement> element, Supplier<InputStream> deployed) {
        var found = known.get(key);
        if (found == null) {
            var node = element.get();
            found = read(node, deployed);
            // "latest" may be another form tomorrow; all else is fixed with the definition
            if (node == null || !"latest".equals(node.getAttributeValueNs(CAMUNDA, "formRefBinding"))) {
                known.put(key, found);
            }
        }
        return found;
    }

    private Found read(BaseElement node, Supplier<InputStream> deployed) {
        if (node == null || node.getAttributeValueNs(CAMUNDA, "formRef") == null && node.getAttributeValueNs(CAMUNDA, "formKey") == null) {
            return node != null && node.getExtensionElements() != null
                && !node.getExtensionElements().getElementsQuery().filterByType(CamundaFormData.class).list().isEmpty()
                ? new Found(null, "a generated form is not supported") : Found.NONE;
        }
        try (var json = asNobody(deployed)) {
            return new Found(Form.read(json), null);
        } catch (InvalidForm problem) {
            return new Found(null, problem.getMessage());
        } catch (NullValueException | BadUserRequestException missing) {
            return new Found(null, "it is not deployed or no Camunda Form");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The form is the same whoever asks, and a start or completion by somebody who may not read it is checked, too. */
    <T> T asNobody(Supplier<T> work) {
        var service = identity.getObject();
        var caller = service.getCurrentAuthentication();
        service.clearAuthentication();
        try {
            return work.get();
        } finally {
            if (caller != null) {
                service.setAuthentication(caller.getUserId(), caller.getGroupIds(), caller.getTenantIds());
            }
        }
    }
}
