package org.eoworkflow.obligation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.eoworkflow.platform.ElementProperties;
import org.eoworkflow.platform.Refusal;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** A task whose model says {@code evidence = required} is not completed without an item. */
@Component
class EvidenceRequired {

    private final EvidenceStore evidence;
    private final Map<String, Boolean> required = new ConcurrentHashMap<>();

    EvidenceRequired(EvidenceStore evidence) {
        this.evidence = evidence;
    }

    @EventListener
    public void on(DelegateTask task) {
        if (TaskListener.EVENTNAME_COMPLETE.equals(task.getEventName()) && task.getExecution() != null && required(task)
                && evidence.count(EvidencePlace.of(task)) == 0) {
            throw Refusal.conflict("Task '%s': add at least one item in the Evidence tab before you complete it.".formatted(task.getName()));
        }
    }

    private boolean required(DelegateTask task) {
        return required.computeIfAbsent(task.getProcessDefinitionId() + ' ' + task.getTaskDefinitionKey(),
            key -> says(task.getBpmnModelElementInstance()));
    }

    /** Whether the model asks for evidence at this element. */
    static boolean says(BaseElement element) {
        return ElementProperties.of(element, "evidence").filter("required"::equals).isPresent();
    }
}
