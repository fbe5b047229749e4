package org.eoworkflow.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.builder.StartEventBuilder;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.IntermediateCatchEvent;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.ReceiveTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.eoworkflow.directive.clearinghouse.BindingTerms;
import org.eoworkflow.support.Keeps;
import org.junit.jupiter.api.Test;

/**
 * "Voluntary": nobody outside the government is made to take part, whoever takes part may leave at every point, and leaving leaves no mark
 * (C-02, C-11, C-12, C-14, C-24). A case of a participant is a process with a task for a group {@code participant-…}.
 */
@Keeps({"C-02", "C-24"})
class VoluntaryTest {

    private static final Pattern NEGATIVE = Pattern.compile("(?i)penal|sanction|black-?list|debar|negative ?mark|non-?complian|violat|breach|delinquent|uncooperative"
        + "|bad ?standing");

    @Test
    void whoTakesPartMayLeaveAtEveryPoint() {
        assertThat(DeployedModels.findings(VoluntaryTest::withoutWayOut)).as("cases of participants that cannot be left at every point").isEmpty();
    }

    @Test
    void noEndLeavesANegativeMark() {
        assertThat(DeployedModels.findings(VoluntaryTest::negativeEnds)).as("ends with a negative mark").isEmpty();
    }

    @Test
    void nothingInAModelOrAFormMakesTakingPartACondition() {
        assertThat(DeployedModels.findings(VoluntaryTest::binding)).as("words of models that bind whoever takes part").isEmpty();
        var found = new ArrayList<String>();
        DeployedModels.forms().forEach((id, form) -> found.addAll(binding(id, form)));
        assertThat(found).as("words of forms that bind whoever takes part").isEmpty();
    }

    @Test
    void aCaseWithoutAWayOutIsFound() {
        assertThat(withoutWayOut(DeployedModels.wrong(engagement()))).containsExactly("wrong.bpmn: process 'Engagement' has a task for a participant, "
            + "but no interrupting event sub-process that begins with a message of withdrawal.");
    }

    @Test
    void aWayOutThatDoesNotEndTheCaseIsFound() {
        assertThat(withoutWayOut(leaving(false, leaving -> leaving.serviceTask("RevokeAccess").endEvent("EngagementEnded")))).hasSize(1)
            .first().asString().contains("no interrupting event sub-process");
    }

    @Test
    void aWayOutThatSomebodyMustApproveIsFound() {
        assertThat(withoutWayOut(leaving(true, leaving -> leaving.userTask("DecideWithdrawal").camundaCandidateGroups("nsa-approver").endEvent("EngagementEnded"))))
            .containsExactly("wrong.bpmn: element 'DecideWithdrawal': an approver stands between a participant and the end of the engagement.");
    }

    @Test
    void aWaitThatTheWayOutDoesNotReachIsFound() {
        var model = leaving(true, leaving -> leaving.endEvent("EngagementEnded")).bpmn();
        Process process = model.getModelElementById("Engagement");
        process.builder().eventSubProcess("AccessOver").startEvent("AccessEnded").message("AccessEnded").interrupting(true)
            .userTask("ReportResults").camundaCandidateGroups("caisi-staff").endEvent();
        assertThat(withoutWayOut(DeployedModels.wrong(model)))
            .containsExactly("wrong.bpmn: element 'ReportResults': cannot be left, because what interrupted the case took the way out away.");
        var beside = leaving(true, leaving -> leaving.endEvent("EngagementEnded")).bpmn();
        process = beside.getModelElementById("Engagement");
        process.builder().eventSubProcess("QuestionAsked").startEvent("Asked").message("Asked").interrupting(false).userTask("Answer").endEvent();
        assertThat(withoutWayOut(DeployedModels.wrong(beside))).isEmpty();
    }

    @Test
    void aCaseOfOneParticipantByNameIsFound() {
        var model = Bpmn.createExecutableProcess("Engagement").startEvent().userTask("AgreeTerms").camundaAssignee("${participant}").endEvent().done();
        assertThat(withoutWayOut(DeployedModels.wrong(model))).hasSize(1);
    }

    @Test
    void aWayOutAtEveryPointIsRight() {
        var right = leaving(true, leaving -> leaving.serviceTask("RevokeAccess").endEvent("EngagementEnded"));
        assertThat(withoutWayOut(right)).isEmpty();
        assertThat(negativeEnds(right)).isEmpty();
    }

    @Test
    void anEndWithAMarkIsFound() {
        var wrong = leaving(true, leaving -> leaving.endEvent("ParticipantBlacklisted"));
        assertThat(negativeEnds(wrong)).containsExactly("wrong.bpmn: element 'ParticipantBlacklisted': ends with a negative mark.");
        assertThat(negativeEnds(leaving(true, leaving -> leaving.endEvent("EngagementEnded").camundaExecutionListenerExpression("start", "${roster.blacklist(execution)}"))))
            .hasSize(1);
        assertThat(negativeEnds(DeployedModels.documented(engagement(), "EngagementClosed", "The developer counts as uncooperative."))).hasSize(1);
    }

    @Test
    void wordsThatBindAreFound() {
        var wrong = DeployedModels.documented(engagement(), "AgreeTerms", "Operators must participate in scans.");
        assertThat(binding(wrong)).containsExactly("wrong.bpmn: element 'AgreeTerms': Operators must participate in scans.");
        assertThat(binding("wrong", DeployedModels.form("{'type':'text','text':'Taking part is a condition of publishing the model.'}"))).hasSize(1);
        assertThat(binding("right", DeployedModels.form("{'type':'text','text':'Taking part is voluntary and no condition of anything.'}"))).isEmpty();
    }

    // --- the rules

    private static List<String> withoutWayOut(ProcessModel model) {
        if (model.all(UserTask.class).stream().noneMatch(VoluntaryTest::isParticipants)) {
            return List.of();
        }
        var ways = model.all(SubProcess.class).stream().filter(sub -> sub.triggeredByEvent() && sub.getParentElement().equals(model.process()))
            .filter(sub -> sub.getChildElementsByType(StartEvent.class).stream().anyMatch(VoluntaryTest::isWithdrawal)).toList();
        if (ways.isEmpty()) {
            return List.of(("%s: process '%s' has a task for a participant, but no interrupting event sub-process that begins with a message of withdrawal.")
                .formatted(model.file(), model.key()));
        }
        return Stream.concat(model.all(UserTask.class).stream().filter(task -> ways.stream().anyMatch(way -> ProcessModel.isWithin(task, way)))
            .filter(task -> DeployedModels.camunda(task, "candidateGroups").contains("-approver"))
            .map(task -> DeployedModels.at(model, task) + ": an approver stands between a participant and the end of the engagement."),
            model.all(FlowNode.class).stream().filter(VoluntaryTest::waits).filter(node -> beyond(model, ways, node))
                .map(node -> DeployedModels.at(model, node) + ": cannot be left, because what interrupted the case took the way out away.")).toList();
    }

    /** An interrupting event sub-process of the process itself ends all others that could still begin, ways out among them. */
    private static boolean beyond(ProcessModel model, List<SubProcess> ways, FlowNode node) {
        return model.all(SubProcess.class).stream().filter(sub -> sub.triggeredByEvent() && sub.getParentElement().equals(model.process()) && !ways.contains(sub))
            .filter(sub -> sub.getChildElementsByType(StartEvent.class).stream().anyMatch(StartEvent::isInterrupting)).anyMatch(sub -> ProcessModel.isWithin(node, sub));
    }

    private static boolean waits(FlowNode node) {
        return node instanceof UserTask || node instanceof ReceiveTask || node instanceof CallActivity || node instanceof IntermediateCatchEvent
            || !DeployedModels.camunda(node, "type").isEmpty();
    }

    private static boolean isParticipants(UserTask task) {
        return Stream.of("candidateGroups", "candidateUsers", "assignee").anyMatch(who -> DeployedModels.camunda(task, who).contains("participant"));
    }

    private static boolean isWithdrawal(StartEvent start) {
        return start.isInterrupting() && start.getEventDefinitions().stream().anyMatch(MessageEventDefinition.class::isInstance)
            && (start.getId() + ' ' + ProcessModel.name(start)).toLowerCase().contains("withdr");
    }

    private static List<String> negativeEnds(ProcessModel model) {
        return model.all(EndEvent.class).stream().filter(end -> NEGATIVE.matcher(String.join(" ", ProcessModel.words(end)) + DeployedModels.expressions(end)).find())
            .map(end -> DeployedModels.at(model, end) + ": ends with a negative mark.").toList();
    }

    private static List<String> binding(ProcessModel model) {
        return model.all(BaseElement.class).stream().filter(element -> element instanceof FlowElement || element.equals(model.process()))
            .flatMap(element -> ProcessModel.words(element).stream().map(BindingTerms::in).flatMap(Optional::stream)
                .map(text -> DeployedModels.at(model, element) + ": " + text)).toList();
    }

    private static List<String> binding(String id, JsonNode form) {
        return DeployedModels.components(form).stream().flatMap(DeployedModels::texts)
            .map(BindingTerms::in).flatMap(Optional::stream).map(text -> "forms/" + id + ".form: " + text).toList();
    }

    // --- small models

    private static BpmnModelInstance engagement() {
        return Bpmn.createExecutableProcess("Engagement").startEvent("EngagementAsked")
            .userTask("AgreeTerms").name("Agree terms").camundaCandidateGroups("participant-${organization}").endEvent("EngagementClosed").done();
    }

    private static ProcessModel leaving(boolean interrupting, Consumer<StartEventBuilder> way) {
        var model = engagement();
        Process process = model.getModelElementById("Engagement");
        way.accept(process.builder().eventSubProcess("Withdrawal").startEvent("DeveloperWithdraws").message("DeveloperWithdraws").interrupting(interrupting));
        return DeployedModels.wrong(model);
    }
}
