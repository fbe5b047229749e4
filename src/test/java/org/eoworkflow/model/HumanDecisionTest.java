package org.eoworkflow.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.Task;
import org.camunda.bpm.model.bpmn.instance.ThrowEvent;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.junit.jupiter.api.Test;

/**
 * "Human decision": a table recommends, a person decides. After a table comes a person before anything else happens, and whoever departs
 * from the recommendation has a field for the reason. What is named a decision is a person's task.
 */
class HumanDecisionTest {

    /** Tables that recommend nothing: they say a date or a level that people have laid down for every case beforehand. */
    private static final Map<String, String> NO_RECOMMENDATION = Map.of(
        "RemediationTimeline", "the days of BOD 26-04, as its authors published them",
        "EscalationLevel", "who hears of a delay next");

    private static final Set<String> ITS_CLASSES = Set.of("RemediationTable");

    /** Steps in which a table only selects: people reviewed the tables and approved what they select from before. */
    private static final Map<String, String> SELECTING = Map.of(
        "ToolAccessProgram InviteRecipients", "who is told of the catalogue that ApproveCatalogue approved; SetEligibility reviewed the tables");

    private static final Pattern DECISION = Pattern.compile("^(Decide|Approve|Sign|Certify|Designate|Prosecute|Concur|GiveConcurrence)(?![a-z])");

    /** What carries a decision out comes right after the person who made it. */
    private static final Pattern CARRIED_OUT = Pattern.compile("^(Accept|Refuse|Reject|Grant|Deny)(?![a-z])");

    private static final Pattern REASON = Pattern.compile("(?i)reason|ground|justification");

    @Test
    void afterEveryTableAPersonDecides() {
        var forms = DeployedModels.forms();
        assertThat(DeployedModels.findings(model -> findings(model, forms))).as("recommendations that decide alone").isEmpty();
    }

    @Test
    void theCodeThatAsksATableIsKnown() {
        assertThat(DeployedModels.all().stream().flatMap(model -> model.all(ServiceTask.class).stream()).filter(HumanDecisionTest::asks).map(FlowNode::getId))
            .as("steps that evaluate a table").contains("ScreenPrograms");
    }

    @Test
    void aTableThatDecidesAloneIsFound() {
        var alone = Bpmn.createExecutableProcess("Wrong").startEvent().businessRuleTask("RecommendDesignation").camundaDecisionRef("DesignationRecommendation")
            .serviceTask("NotifyDeveloper").userTask("DecideDesignation").endEvent().done();
        assertThat(findings(DeployedModels.wrong(alone), Map.of()))
            .containsExactly("wrong.bpmn: element 'RecommendDesignation': 'NotifyDeveloper' follows a recommendation before a person has decided.");
        var byGateway = Bpmn.createExecutableProcess("Wrong").startEvent().businessRuleTask("RecommendDesignation").camundaDecisionRef("DesignationRecommendation")
            .exclusiveGateway("Designate").userTask("DecideDesignation").endEvent().moveToNode("Designate").endEvent("NotDesignated").done();
        assertThat(findings(DeployedModels.wrong(byGateway), Map.of("f", DeployedModels.form(""))))
            .contains("wrong.bpmn: element 'RecommendDesignation': 'NotDesignated' follows a recommendation before a person has decided.");
    }

    @Test
    void aBeanThatAsksATableAndIsNotFollowedByAPersonIsFound() {
        var model = Bpmn.createExecutableProcess("Wrong").startEvent().serviceTask("ScreenPrograms").camundaExpression("${grantScreening.screen(execution, 'C-29')}")
            .serviceTask("IssueList").endEvent().done();
        assertThat(findings(DeployedModels.wrong(model), Map.of())).hasSize(1);
    }

    @Test
    void aRecommendationThatIsToldOrTakenBeforeAPersonDecidesIsFound() {
        var told = Bpmn.createExecutableProcess("Wrong").startEvent().businessRuleTask("RecommendDesignation").camundaDecisionRef("DesignationRecommendation")
            .intermediateThrowEvent("Designated").message("Designated").userTask("DecideDesignation").endEvent().done();
        assertThat(findings(DeployedModels.wrong(told), Map.of()))
            .containsExactly("wrong.bpmn: element 'RecommendDesignation': 'Designated' follows a recommendation before a person has decided.");
        var sent = Bpmn.createExecutableProcess("Wrong").startEvent().sendTask("SendList").camundaExpression("${grantScreening.screen(execution, 'C-29')}").endEvent().done();
        assertThat(findings(DeployedModels.wrong(sent), Map.of())).hasSize(1);
        var flow = Bpmn.createExecutableProcess("Wrong").startEvent().exclusiveGateway("Fit").condition("yes", "${grantScreening.screen(execution, 'C-29')}").endEvent().done();
        assertThat(findings(DeployedModels.wrong(flow), Map.of())).hasSize(1).first().asString().endsWith("a table decides whether this way is taken.");
    }

    @Test
    void aDecisionWithoutAFieldForTheReasonIsFound() {
        var model = Bpmn.createExecutableProcess("Wrong").startEvent().businessRuleTask("RecommendDesignation").camundaDecisionRef("DesignationRecommendation")
            .userTask("DecideDesignation").camundaFormRef("decide").endEvent().done();
        assertThat(findings(DeployedModels.wrong(model), Map.of("decide", DeployedModels.form("{'type':'radio','key':'designation'}"))))
            .containsExactly("wrong.bpmn: element 'DecideDesignation': follows a recommendation, but its form has no field for the reason of a departure.");
        assertThat(findings(DeployedModels.wrong(model), Map.of("decide", DeployedModels.form("{'type':'radio','key':'designation'},"
            + "{'type':'textarea','key':'departureReason'}")))).isEmpty();
    }

    @Test
    void aRefusalThatNoPersonMadeIsFound() {
        var model = Bpmn.createExecutableProcess("Wrong").startEvent().serviceTask("ScoreRequest").exclusiveGateway("Enough").serviceTask("RefuseRequest").endEvent().done();
        assertThat(findings(DeployedModels.wrong(model), Map.of()))
            .containsExactly("wrong.bpmn: element 'RefuseRequest': carries a decision out that no person made right before.");
    }

    @Test
    void aDecisionThatIsNoPersonsTaskIsFound() {
        var model = Bpmn.createExecutableProcess("Wrong").startEvent().serviceTask("DecidePriority").endEvent().done();
        assertThat(findings(DeployedModels.wrong(model), Map.of()))
            .containsExactly("wrong.bpmn: element 'DecidePriority': is a decision by its name, but no person's task.");
    }

    // --- the rule

    private static List<String> findings(ProcessModel model, Map<String, JsonNode> forms) {
        var found = new ArrayList<String>();
        model.all(SequenceFlow.class).stream().filter(HumanDecisionTest::asks)
            .forEach(flow -> found.add(DeployedModels.at(model, flow) + ": a table decides whether this way is taken."));
        for (var task : model.all(Task.class)) {
            if (DECISION.matcher(task.getId()).find() && !(task instanceof UserTask)) {
                found.add(DeployedModels.at(model, task) + ": is a decision by its name, but no person's task.");
            }
            if (CARRIED_OUT.matcher(task.getId()).find() && !(task instanceof UserTask)
                    && !Ways.lastBefore(model, task, HumanDecisionTest::counts).stream().allMatch(UserTask.class::isInstance)) {
                found.add(DeployedModels.at(model, task) + ": carries a decision out that no person made right before.");
            }
            if (task instanceof BusinessRuleTask && !NO_RECOMMENDATION.containsKey(DeployedModels.camunda(task, "decisionRef"))
                    || !(task instanceof UserTask) && asks(task) && !SELECTING.containsKey(model.key() + ' ' + task.getId())) {
                for (var next : Ways.firstAfter(model, task, HumanDecisionTest::counts)) {
                    if (!(next instanceof UserTask person)) {
                        found.add("%s: '%s' follows a recommendation before a person has decided.".formatted(DeployedModels.at(model, task), next.getId()));
                    } else if (!hasReason(forms.get(DeployedModels.camunda(person, "formRef")))) {
                        found.add(DeployedModels.at(model, person) + ": follows a recommendation, but its form has no field for the reason of a departure.");
                    }
                }
            }
        }
        return found;
    }

    /** What a token comes to that is more than a way: a person, a step, a process that is called, an end. */
    private static boolean counts(FlowNode node) {
        return !(node instanceof Gateway) && (node instanceof Task || node instanceof CallActivity || node instanceof ThrowEvent);
    }

    private static boolean hasReason(JsonNode form) {
        return form != null && DeployedModels.components(form).stream().anyMatch(field -> field.path("type").asText().startsWith("text")
            && REASON.matcher(field.path("key").asText()).find());
    }

    /** Whether the code behind a step evaluates a table that recommends. */
    private static boolean asks(BaseElement element) {
        return DeployedModels.expressions(element).stream().flatMap(expression -> Beans.calls(expression).stream()).anyMatch(call ->
            Beans.reaches(call, next -> next.getTargetOwner().isEquivalentTo(DecisionService.class), ITS_CLASSES));
    }
}
