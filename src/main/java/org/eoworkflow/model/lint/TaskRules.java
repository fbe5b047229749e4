package org.eoworkflow.model.lint;

import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SendTask;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaConnector;

/** What people and the engine need of a task. */
final class TaskRules {

    private static final String ESTIMATE = "P\\d+D/P\\d+D/P\\d+D";

    private TaskRules() {
    }

    static void userTaskIsDescribed(Model model) {
        for (var task : model.all(UserTask.class)) {
            if (Model.blank(task.getCamundaFormRef())) {
                model.report(task, "has no form: name one of forms/ as camunda:formRef");
            }
            if (Model.blank(task.getCamundaCandidateGroups())) {
                model.report(task, "has no candidate group: say who does it, such as ${office}-staff");
            }
            if (task.getDocumentations().stream().allMatch(text -> Model.blank(text.getTextContent()))) {
                model.report(task, "has no documentation: say what is expected and what comes after");
            }
            if (Model.property(task, "estimate").filter(estimate -> estimate.matches(ESTIMATE)).isEmpty()) {
                model.report(task, "needs the property 'estimate' in working days, optimistic/likely/pessimistic, such as P2D/P5D/P12D");
            }
        }
    }

    /** An effect outside the database cannot be rolled back: what came before it must be saved first. */
    static void savePoint(Model model) {
        for (var node : model.all(FlowNode.class)) {
            var extensions = node.getExtensionElements();
            boolean outside = node instanceof SendTask || Model.property(node, "effect").filter("outside"::equals).isPresent()
                || extensions != null && !extensions.getChildElementsByType(CamundaConnector.class).isEmpty();
            if (outside && !node.isCamundaAsyncBefore()) {
                model.report(node, "has an effect outside the database: set camunda:asyncBefore=\"true\", so that a repetition begins here");
            }
        }
    }
}
