package org.eoworkflow.deadline;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.springframework.stereotype.Component;

/**
 * How far the work of a process has come: which of its user tasks and called processes were finished at least once.
 * What event sub-processes do beside the work does not count.
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
        var done = history.createHistoricActivityInstanceQuery().processInstanceId(execution.getProcessInstanceId()).finished().list()
            .stream().filter(activity -> !activity.isCanceled()).map(HistoricActivityInstance::getActivityId)
            .filter(steps::contains).distinct().count();
        return new Count((int) done, steps.size());
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
