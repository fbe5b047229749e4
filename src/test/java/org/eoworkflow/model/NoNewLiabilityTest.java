package org.eoworkflow.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.builder.AbstractFlowNodeBuilder;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.EscalationEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ExtensionElements;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ScriptTask;
import org.camunda.bpm.model.bpmn.instance.SendTask;
import org.camunda.bpm.model.bpmn.instance.SignalEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaConnector;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaExecutionListener;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputParameter;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaScript;
import org.eoworkflow.order.CatalogueFiles;
import org.eoworkflow.order.Clause;
import org.eoworkflow.support.Keeps;
import org.junit.jupiter.api.Test;

/**
 * "No new liability" (C-03): a process that follows advice to private parties reports nothing to anybody. It sends nothing, calls nothing,
 * its tasks are the organization's own, and the code behind it can neither mail nor keep evidence nor reach another machine.
 * Which processes these are is said by the catalogue: those that carry out advice.
 */
@Keeps("C-03")
class NoNewLiabilityTest {

    private static final Set<String> READINESS = Set.of("org.eoworkflow.directive.readiness");
    private static final Set<String> BEANS = Set.of("deadlines");
    private static final Set<Class<?>> OUTWARD = Set.of(SendTask.class, CallActivity.class, MessageEventDefinition.class, SignalEventDefinition.class,
        EscalationEventDefinition.class, ScriptTask.class, CamundaConnector.class);

    /** What a call begins with, whether or not it is a bean of ours: the engine itself can send as well. */
    private static final Pattern ROOT = Pattern.compile("(?<![\\w.])([a-zA-Z]\\w*)\\s*[.\\[]");

    private final Set<String> advice = CatalogueFiles.read().orders().stream().flatMap(order -> order.clauses().stream())
        .filter(clause -> clause.kind() == Clause.Kind.ADVICE).map(Clause::id).collect(Collectors.toSet());

    @Test
    void aProcessThatFollowsAdviceReportsNothing() {
        assertThat(DeployedModels.all().stream().filter(this::followsAdvice).map(ProcessModel::key))
            .contains("DeveloperReadiness", "OperatorReadiness", "CompanyReadiness");
        assertThat(DeployedModels.findings(this::findings)).as("ways out of a process that follows advice").isEmpty();
    }

    @Test
    void theCodeBehindItReachesNobody() {
        assertThat(Beans.classes().stream().filter(type -> READINESS.contains(type.getPackageName())).flatMap(NoNewLiabilityTest::outward))
            .as("what the code of readiness uses").isEmpty();
        assertThat(outward(Beans.classes().get("org.eoworkflow.notification.OutboxSender"))).as("the rule sees mail where there is some").isNotEmpty();
    }

    /** The records are read by the organization's own address, which asks for the organization; no other code can ask for them. */
    @Test
    void nobodyElsesCodeReadsTheRecords() {
        assertThat(Beans.classes().stream().filter(type -> !READINESS.contains(type.getPackageName()))
            .filter(type -> type.getDirectDependenciesFromSelf().stream().anyMatch(use -> READINESS.contains(use.getTargetClass().getPackageName())))
            .map(JavaClass::getName)).as("classes that use readiness").isEmpty();
    }

    @Test
    void aWayOutIsFound() {
        assertThat(findings(following(start -> start.callActivity("CertifyAdvice").calledElement("ClauseCertification"))))
            .containsExactly("wrong.bpmn: element 'CertifyAdvice': a CallActivity leads out of a process that follows advice.");
        assertThat(findings(following(start -> start.sendTask("ReportParticipation")))).hasSize(1);
        assertThat(findings(following(start -> start.intermediateThrowEvent("ParticipationReported").message("ParticipationReported")))).hasSize(1);
        assertThat(findings(following(start -> start.intermediateThrowEvent("ParticipationReported").signal("ParticipationReported")))).hasSize(1);
        assertThat(findings(following(start -> start.serviceTask("ReportParticipation").camundaExternalTask("report"))))
            .containsExactly("wrong.bpmn: element 'ReportParticipation': is done outside the engine ('external').");
        assertThat(findings(following(start -> start.serviceTask("ReportParticipation").camundaExpression("${orderEvents.inform(execution)}"))))
            .contains("wrong.bpmn: element 'ReportParticipation': calls 'orderEvents.inform', which is not of readiness.");
        assertThat(findings(following(start -> start.userTask("ReviewParticipation").camundaCandidateGroups("cisa-staff"))))
            .containsExactly("wrong.bpmn: element 'ReviewParticipation': is for 'cisa-staff', not for the organization's own office.");
        assertThat(findings(following(start -> start.serviceTask("KeepRecord").camundaExpression("${readinessRecords.keep(execution, 'company')}")))).isEmpty();
    }

    @Test
    void aHiddenWayOutIsFound() {
        var script = "wrong.bpmn: element 'TakeUp': runs a class or a script, of which nobody knows what it does.";
        assertThat(findings(following(start -> start.serviceTask("TakeUp").camundaClass("org.example.Report")))).containsExactly(script);
        assertThat(findings(following(start -> start.serviceTask("TakeUp").camundaDelegateExpression("${orderMails}")))).containsExactly(script);
        assertThat(findings(following(start -> start.serviceTask("TakeUp").camundaResultVariable("r").camundaExpression("${1}")
            .camundaExecutionListenerClass("end", "org.example.Report")))).containsExactly(script);
        assertThat(findings(following(start -> start.serviceTask("TakeUp").camundaExpression("${execution.processEngineServices.runtimeService.signalEventReceived('x')}"))))
            .containsExactly("wrong.bpmn: element 'TakeUp': asks 'execution', which is not of readiness.");
        var scripted = following(start -> start.serviceTask("TakeUp").camundaExpression("${1}").camundaInputParameter("sent", "${1}"));
        var reporting = scripted.bpmn().newInstance(CamundaScript.class);
        reporting.setCamundaScriptFormat("javascript");
        reporting.setTextContent("java.net.URI.create('http://cisa.example').toURL().openStream()");
        scripted.all(CamundaInputParameter.class).iterator().next().setValue(reporting);
        assertThat(findings(scripted)).contains(script);
        var listened = following(start -> start.manualTask("TakeUp"));
        var listener = listened.bpmn().newInstance(CamundaExecutionListener.class);
        listener.setCamundaEvent("end");
        listener.setCamundaExpression("${orderMails.tell(execution)}");
        var extension = listened.bpmn().newInstance(ExtensionElements.class);
        extension.addChildElement(listener);
        listened.process().setExtensionElements(extension);
        assertThat(findings(listened)).contains("wrong.bpmn: element 'Wrong': asks 'orderMails', which is not of readiness.");
    }

    // --- the rule

    private boolean followsAdvice(ProcessModel model) {
        return model.all(FlowNode.class).stream().anyMatch(element -> ProcessModel.clauses(element).stream().anyMatch(advice::contains));
    }

    private List<String> findings(ProcessModel model) {
        var found = new ArrayList<String>();
        if (!followsAdvice(model)) {
            return found;
        }
        for (var element : model.all(BaseElement.class)) {
            OUTWARD.stream().filter(type -> type.isInstance(element)).forEach(type ->
                found.add("%s: a %s leads out of a process that follows advice.".formatted(DeployedModels.at(model, shown(element)), type.getSimpleName())));
        }
        for (var element : model.all(BaseElement.class)) {
            if (!(element instanceof FlowNode || element.equals(model.process()))) {
                continue;
            }
            if (DeployedModels.isCoded(element)) {
                found.add(DeployedModels.at(model, element) + ": runs a class or a script, of which nobody knows what it does.");
            }
            DeployedModels.expressions(element).stream().filter(expression -> expression.contains("{")).flatMap(expression -> ROOT.matcher(expression.replaceAll("'[^']*'", "''")).results()).map(match -> match.group(1))
                .filter(root -> !root.equals("deadlines") && !root.startsWith("readiness")).distinct()
                .forEach(root -> found.add("%s: asks '%s', which is not of readiness.".formatted(DeployedModels.at(model, element), root)));
            if (!DeployedModels.camunda(element, "type").isEmpty()) {
                found.add("%s: is done outside the engine ('%s').".formatted(DeployedModels.at(model, element), DeployedModels.camunda(element, "type")));
            }
            DeployedModels.expressions(element).stream().flatMap(expression -> Beans.calls(expression).stream()).distinct()
                .filter(call -> !BEANS.contains(call.bean()) && !READINESS.contains(call.type().getPackageName()))
                .forEach(call -> found.add("%s: calls '%s', which is not of readiness.".formatted(DeployedModels.at(model, element), call)));
            if (element instanceof UserTask && !DeployedModels.camunda(element, "candidateGroups").startsWith("${office}-")) {
                found.add("%s: is for '%s', not for the organization's own office.".formatted(DeployedModels.at(model, element), DeployedModels.camunda(element, "candidateGroups")));
            }
        }
        return found;
    }

    private static BaseElement shown(BaseElement element) {
        return element instanceof FlowNode || !(element.getParentElement() instanceof BaseElement parent) ? element : shown(parent);
    }

    private static Stream<String> outward(JavaClass type) {
        return type.getDirectDependenciesFromSelf().stream().map(use -> use.getTargetClass()).filter(used -> used.getPackageName().startsWith("java.net.http")
            || used.getPackageName().startsWith("org.eoworkflow.notification") || used.getPackageName().startsWith("org.springframework.web.client")
            || used.getPackageName().startsWith("org.springframework.mail") || Set.of("EvidenceStore", "HttpURLConnection", "RuntimeService").contains(used.getSimpleName()))
            .map(used -> type.getSimpleName() + " uses " + used.getName());
    }

    private ProcessModel following(Function<AbstractFlowNodeBuilder<?, ?>, AbstractFlowNodeBuilder<?, ?>> step) {
        var start = Bpmn.createExecutableProcess("Wrong").startEvent("AdviceTakenUp");
        var model = step.apply(start).endEvent("RecordKept").done();
        DeployedModels.property(model, "RecordKept", "clause", advice.iterator().next());
        return DeployedModels.wrong(model);
    }
}
