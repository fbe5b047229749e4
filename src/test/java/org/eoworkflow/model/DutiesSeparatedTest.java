package org.eoworkflow.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.MultiInstanceLoopCharacteristics;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.eoworkflow.platform.ElementProperties;
import org.junit.jupiter.api.Test;

/**
 * "Separation of duties": who prepared does not approve, who approved does not certify. A task for approvers or certifiers that something
 * prepared comes before says by {@code separateFrom} from whom it is separate. A model that forgets is found by what its tasks are.
 */
class DutiesSeparatedTest {

    /** Tasks whose bean holds the rule, since what they judge was entered at the start of the process, or which judge nothing. */
    private static final Map<String, String> OTHERWISE = Map.of(
        "ReportEnforcementMeasures ConfirmMeasures", "who reported the counts at the start is refused by enforcementMeasures.confirmed",
        "DeveloperReadiness DecideParticipation", "the organization's own choice between equal answers; it approves no draft and reaches nobody");

    @Test
    void everyApprovalAndCertificationSaysFromWhomItIsSeparate() {
        var known = DeployedModels.all().stream().flatMap(model -> model.all(UserTask.class).stream()).map(UserTask::getId).collect(Collectors.toSet());
        assertThat(DeployedModels.findings(model -> findings(model, known, OTHERWISE.keySet()))).as("approvals and certifications that forget").isEmpty();
    }

    @Test
    void everyExceptionIsStillOne() {
        var found = DeployedModels.findings(model -> forgotten(model).stream().map(task -> model.key() + ' ' + task.getId()).toList());
        assertThat(found).containsExactlyInAnyOrderElementsOf(OTHERWISE.keySet());
    }

    @Test
    void anApprovalThatForgetsIsFound() {
        var model = drafting("cisa-approver");
        assertThat(findings(DeployedModels.wrong(model), Set.of("DraftPlan"), Set.of()))
            .containsExactly("wrong.bpmn: element 'ApprovePlan': is for 'cisa-approver' and follows 'DraftPlan', but does not say by 'separateFrom' from whom it is separate.");
        DeployedModels.property(model, "ApprovePlan", "separateFrom", "DraftPlan");
        assertThat(findings(DeployedModels.wrong(model), Set.of("DraftPlan"), Set.of())).isEmpty();
    }

    @Test
    void aCertificationThatForgetsWhoApprovedIsFound() {
        var model = Bpmn.createExecutableProcess("Wrong").startEvent()
            .userTask("AssembleEvidence").camundaCandidateGroups("${office}-staff")
            .userTask("ReviewEvidence").camundaCandidateGroups("${office}-approver")
            .userTask("CertifyClause").camundaCandidateGroups("${lead}-certifier").endEvent().done();
        DeployedModels.property(model, "ReviewEvidence", "separateFrom", "AssembleEvidence");
        DeployedModels.property(model, "CertifyClause", "separateFrom", "AssembleEvidence");
        var known = Set.of("AssembleEvidence", "ReviewEvidence");
        assertThat(findings(DeployedModels.wrong(model), known, Set.of()))
            .containsExactly("wrong.bpmn: element 'CertifyClause': certifies after 'ReviewEvidence', but 'separateFrom' does not name it.");
    }

    @Test
    void aTaskThatDoesNotExistIsFound() {
        var model = drafting("cisa-approver");
        DeployedModels.property(model, "ApprovePlan", "separateFrom", "DraftPlann");
        assertThat(findings(DeployedModels.wrong(model), Set.of("DraftPlan"), Set.of()))
            .containsExactly("wrong.bpmn: element 'ApprovePlan': 'separateFrom' names 'DraftPlann', which is a task of no model.");
    }

    @Test
    void aTaskOfTheStaffNeedsNone() {
        assertThat(findings(DeployedModels.wrong(drafting("cisa-staff")), Set.of("DraftPlan"), Set.of())).isEmpty();
    }

    // --- the rule

    private static List<String> findings(ProcessModel model, Set<String> known, Set<String> otherwise) {
        var found = new ArrayList<String>();
        for (var task : forgotten(model)) {
            if (!otherwise.contains(model.key() + ' ' + task.getId())) {
                found.add("%s: is for '%s' and follows '%s', but does not say by 'separateFrom' from whom it is separate.".formatted(DeployedModels.at(model, task),
                    groups(task), prepared(model, task).iterator().next().getId()));
            }
        }
        for (var task : model.all(UserTask.class)) {
            var separate = ElementProperties.listed(task, "separateFrom");
            separate.stream().filter(id -> !known.contains(id)).forEach(id ->
                found.add("%s: 'separateFrom' names '%s', which is a task of no model.".formatted(DeployedModels.at(model, task), id)));
            if (groups(task).endsWith("-certifier") && !separate.isEmpty()) {
                Ways.lastBefore(model, task, before -> before instanceof UserTask other && isRole(other, "approver")).stream().map(FlowNode::getId)
                    .filter(id -> !separate.contains(id)).forEach(id ->
                        found.add("%s: certifies after '%s', but 'separateFrom' does not name it.".formatted(DeployedModels.at(model, task), id)));
            }
        }
        return found;
    }

    private static List<UserTask> forgotten(ProcessModel model) {
        return model.all(UserTask.class).stream().filter(task -> isRole(task, "approver") || isRole(task, "certifier"))
            .filter(task -> ElementProperties.listed(task, "separateFrom").isEmpty() && !prepared(model, task).isEmpty()).toList();
    }

    /** What was prepared last before a task: by the staff of one agency; what many answer is no preparation. An approval in between has judged it. */
    private static List<FlowNode> prepared(ProcessModel model, UserTask task) {
        return Ways.lastBefore(model, task, before -> before instanceof UserTask other && (isRole(other, "staff") || isRole(other, "approver")))
            .stream().filter(before -> isRole((UserTask) before, "staff") && !(((UserTask) before).getLoopCharacteristics() instanceof MultiInstanceLoopCharacteristics))
            .toList();
    }

    private static boolean isRole(UserTask task, String role) {
        return groups(task).endsWith("-" + role);
    }

    private static String groups(UserTask task) {
        return DeployedModels.camunda(task, "candidateGroups");
    }

    private static BpmnModelInstance drafting(String approvers) {
        return Bpmn.createExecutableProcess("Wrong").startEvent().userTask("DraftPlan").camundaCandidateGroups("cisa-staff")
            .exclusiveGateway("PlanReady").userTask("ApprovePlan").camundaCandidateGroups(approvers).endEvent().done();
    }
}
