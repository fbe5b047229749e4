package org.eoworkflow.deadline;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.springframework.stereotype.Component;

/**
 * How far the work of a process has come: which of its user tasks and called processes are finished. What was returned and is to be done
 * again is not, and neither is what came after it. What event sub-processes do beside the work does not count.
 */
@Component
class Steps {

    private final RepositoryService repository;
    private final HistoryService history;

    Steps(RepositoryService repository, HistoryService history) {
        this.repository = repository;
        this.history = history;
    }

    /** Finished steps and all steps of the process of this execution. */
    record Count(int done, int all) {

        double share() {
            return all == 0 ? 0 : (double) done / all;
        }
    }

    Count of(DelegateExecution execution) {
        var model = repository.getBpmnModelInstance(execution.getProcessDefinitionId());
        Set<String> steps = new HashSet<>();
        addWork(model.getModelElementsByType(UserTask.class), steps);
        addWork(model.getModelElementsByType(CallActivity.class), steps);
        var lived = history.createHistoricActivityInstanceQuery().processInstanceId(execution.getProcessInstanceId()).orderPartiallyByOccurrence()
            .asc().list().stream().filter(activity -> !activity.isCanceled() && steps.contains(activity.getActivityId())).toList();
        var order = lived.stream().map(HistoricActivityInstance::getActivityId).toList();
        var done = new HashSet<>(order);
        for (int place = 0; place < lived.size(); place++) {
            if (lived.get(place).getEndTime() == null) {
                done.remove(order.get(place));
                done.removeAll(toRepeat(place, order, model));
            }
        }
        return new Count(done.size(), steps.size());
    }

    /** Where the step at this place was done before: what was first done after it and follows from it in the model. */
    private static Set<String> toRepeat(int place, List<String> order, BpmnModelInstance model) {
        var step = order.get(place);
        var repeated = new HashSet<String>();
        if (order.indexOf(step) < place) {
            following((FlowNode) model.getModelElementById(step)).stream()
                .filter(other -> order.indexOf(other) > order.indexOf(step) && order.lastIndexOf(other) < place).forEach(repeated::add);
        }
        return repeated;
    }

    /** Ids of all that can come after a node. */
    private static Set<String> following(FlowNode node) {
        var reached = new HashSet<String>();
        var left = new ArrayDeque<FlowNode>(List.of(node));
        while (!left.isEmpty()) {
            var next = left.pop();
            Stream.of(next.getSucceedingNodes().list().stream(),
                    next instanceof SubProcess sub ? sub.getChildElementsByType(StartEvent.class).stream() : Stream.<FlowNode>empty(),
                    next instanceof EndEvent && next.getParentElement() instanceof SubProcess outer ? Stream.of(outer) : Stream.<FlowNode>empty(),
                    next.getParentElement().getChildElementsByType(BoundaryEvent.class).stream().filter(event -> event.getAttachedTo().equals(next)))
                .flatMap(nodes -> nodes).filter(each -> reached.add(each.getId())).forEach(left::add);
        }
        return reached;
    }

    private static void addWork(Collection<? extends Activity> activities, Set<String> steps) {
        activities.stream().filter(activity -> !isBeside(activity)).forEach(activity -> steps.add(activity.getId()));
    }

    private static boolean isBeside(ModelElementInstance element) {
        for (var parent = element.getParentElement(); parent != null; parent = parent.getParentElement()) {
            if (parent instanceof SubProcess sub && sub.triggeredByEvent()) {
                return true;
            }
        }
        return false;
    }
}
