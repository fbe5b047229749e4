package org.eoworkflow.model.lint;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SendTask;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaConnector;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;
import org.eoworkflow.platform.ElementProperties;
import org.eoworkflow.platform.yaml.Suggestion;

/** What people and the engine need of a task. */
final class TaskRules {

    private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";
    private static final String ESTIMATE = "P\\d+D/P\\d+D/P\\d+D";

    /** Those that mean something here. */
    static final List<String> PROPERTIES = List.of("order", "directive", "clause", "estimate", "probability", "separateFrom", "evidence", "effect");

    private TaskRules() {
    }

    /** Nobody would see it. */
    static void userTaskIsForSomebody(Model model) {
        for (var task : model.all(UserTask.class)) {
            if (Model.blank(task.getCamundaCandidateGroups()) && Model.blank(task.getCamundaCandidateUsers()) && Model.blank(task.getCamundaAssignee())
                    && task.getResourceRoles().isEmpty()) {
                model.report(task, "has no candidate group: say who does it, such as ${office}-staff");
            }
        }
    }

    static void userTaskIsDescribed(Model model) {
        for (var task : model.all(UserTask.class)) {
            if (Model.blank(task.getCamundaFormRef()) && Model.blank(task.getCamundaFormKey())) {
                model.report(task, "has no form: name one of forms/ as camunda:formRef");
            }
            if (task.getDocumentations().stream().allMatch(text -> Model.blank(text.getTextContent()))) {
                model.report(task, "has no documentation: say what is expected and what comes after");
            }
            if (ElementProperties.of(task, "estimate").filter(estimate -> estimate.matches(ESTIMATE)).isEmpty()) {
                model.report(task, "needs the property 'estimate' in working days, optimistic/likely/pessimistic, such as P2D/P5D/P12D");
            }
        }
    }

    /** One that names no task separates nobody from anybody. */
    static void separateFromNamesTasks(Model model) {
        var around = model.around();
        for (var task : model.all(UserTask.class)) {
            ElementProperties.listed(task, "separateFrom").stream().filter(id -> around.lacks(id, Elsewhere::userTasks)).forEach(id ->
                model.report(task, "is separate from '%s', which is a user task of no model.%s", id, around.didYouMean(id, Elsewhere::userTasks)));
        }
    }

    /** What is computed when the process runs is not known here. */
    static void whatIsNamedExists(Model model) {
        for (var node : model.all(FlowNode.class)) {
            named(model, node, "takes the form", node.getAttributeValueNs(CAMUNDA, "formRef"), Elsewhere::forms);
            named(model, node, "evaluates the decision", node.getAttributeValueNs(CAMUNDA, "decisionRef"), Elsewhere::decisions);
            named(model, node, "calls the process", node.getAttributeValue("calledElement"), Elsewhere::processes);
        }
    }

    private static void named(Model model, FlowNode node, String does, String name, Function<Elsewhere, Set<String>> things) {
        if (!Model.blank(name) && !name.contains("{") && model.around().lacks(name, things)) {
            model.report(node, "%s '%s', which does not exist.%s", does, name, model.around().didYouMean(name, things));
        }
    }

    /** Evidence is asked for by one word only; any other would ask for nothing, and nobody would notice. */
    static void evidenceIsAskedFor(Model model) {
        for (var element : model.all(BaseElement.class)) {
            ElementProperties.of(element, "evidence").filter(value -> !(element instanceof UserTask) || !value.equals("required")).ifPresent(value ->
                model.report(element, "has the property 'evidence' with '%s', which asks for nothing: 'required', on a user task, does", value));
        }
    }

    static void propertiesAreKnown(Model model) {
        model.all(CamundaProperty.class).stream().filter(property -> !PROPERTIES.contains(property.getCamundaName())).forEach(property ->
            model.report((BaseElement) property.getParentElement().getParentElement().getParentElement(), "has the property '%s', which means nothing here.%s",
                property.getCamundaName(), Suggestion.didYouMean(Objects.toString(property.getCamundaName(), ""), PROPERTIES)));
    }

    /** An effect outside the database cannot be rolled back: what came before it must be saved first. */
    static void savePoint(Model model) {
        for (var node : model.all(FlowNode.class)) {
            var extensions = node.getExtensionElements();
            boolean outside = node instanceof SendTask || ElementProperties.of(node, "effect").filter("outside"::equals).isPresent()
                || extensions != null && !extensions.getChildElementsByType(CamundaConnector.class).isEmpty();
            if (outside && !node.isCamundaAsyncBefore()) {
                model.report(node, "has an effect outside the database: set camunda:asyncBefore=\"true\", so that a repetition begins here");
            }
        }
    }
}
