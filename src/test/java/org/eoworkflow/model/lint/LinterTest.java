package org.eoworkflow.model.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.model.xml.ModelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One clean model, made wrong in one place at a time. */
class LinterTest {

    /** What is replaced in the clean model by what, and what the rule then says at which element. */
    record Wrong(String rule, String element, String says, String text, String by) {

        @Override
        public String toString() {
            return rule + " at " + element;
        }
    }

    static Stream<Wrong> wrongModels() {
        return Stream.of(
            new Wrong("flows-listed", "DraftDirective", "add <bpmn:incoming>ToDraft", "<bpmn:incoming>ToDraft</bpmn:incoming>", ""),
            new Wrong("flows-listed", "DraftDirective", "add <bpmn:outgoing>ToConsultation", "<bpmn:outgoing>ToConsultation</bpmn:outgoing>", ""),
            new Wrong("flows-listed", "DraftRejected", "which leads elsewhere", "<bpmn:incoming>ToRejected<",
                "<bpmn:incoming>ToPublished</bpmn:incoming><bpmn:incoming>ToRejected<"),
            new Wrong("flows-listed", "DraftDirective", "which comes from elsewhere", "<bpmn:outgoing>ToConsultation<",
                "<bpmn:outgoing>ToPublished</bpmn:outgoing><bpmn:outgoing>ToConsultation<"),
            new Wrong("no-implicit-start-or-end", "DirectivePublished", "reached by no flow",
                "sourceRef=\"PublishDirective\" targetRef=\"DirectivePublished\"", "sourceRef=\"PublishDirective\" targetRef=\"DraftRejected\""),
            new Wrong("no-implicit-start-or-end", "PublishDirective", "left by no flow",
                "sourceRef=\"PublishDirective\" targetRef=\"DirectivePublished\"", "sourceRef=\"DraftDirective\" targetRef=\"DirectivePublished\""),
            new Wrong("no-implicit-start-or-end", "MissedDeadline", "begins by its own event",
                "sourceRef=\"PublishDirective\" targetRef=\"DirectivePublished\"", "sourceRef=\"PublishDirective\" targetRef=\"MissedDeadline\""),
            new Wrong("one-blank-start", "Clean", "2 start events", "<bpmn:endEvent id=\"DraftRejected\"",
                "<bpmn:startEvent id=\"DraftFound\" name=\"Draft found\"/><bpmn:endEvent id=\"DraftRejected\""),
            new Wrong("one-blank-start", "MissedDeadline", "exactly one start event", timer("deadlines.due(execution, 'P30D')"), ""),
            new Wrong("one-blank-start", "Consultation", "remove the start events with a trigger", "<bpmn:endEvent id=\"AgenciesConsulted\"",
                "<bpmn:startEvent id=\"LongerAsked\" name=\"Longer asked\">" + timer("deadlines.workingDays('P1D')") + "</bpmn:startEvent>"
                    + "<bpmn:endEvent id=\"AgenciesConsulted\""),
            new Wrong("end-event", "Consultation", "no end event", "<bpmn:endEvent id=\"AgenciesConsulted\" name=\"Agencies consulted\">\n"
                + "        <bpmn:incoming>ToConsulted</bpmn:incoming>\n      </bpmn:endEvent>",
                "<bpmn:task id=\"AgenciesConsulted\" name=\"Consult agencies\"><bpmn:incoming>ToConsulted</bpmn:incoming></bpmn:task>"),
            new Wrong("no-fake-join", "DraftDirective", "entered by 2 flows", "sourceRef=\"Approved\" targetRef=\"DraftRejected\"",
                "sourceRef=\"Approved\" targetRef=\"DraftDirective\""),
            new Wrong("no-fake-join", "DraftDirective", "left by 2 flows", "sourceRef=\"PublishDirective\" targetRef=\"DirectivePublished\"",
                "sourceRef=\"DraftDirective\" targetRef=\"DirectivePublished\""),
            new Wrong("gateway-has-a-purpose", "Approved", "neither joins nor forks", "sourceRef=\"Approved\" targetRef=\"DraftRejected\"",
                "sourceRef=\"DraftDirective\" targetRef=\"DraftRejected\""),
            new Wrong("gateway-has-a-purpose", "Approved", "joins and forks at once", "sourceRef=\"WindowClosed\" targetRef=\"SilenceRecorded\"",
                "sourceRef=\"WindowClosed\" targetRef=\"Approved\""),
            new Wrong("decision-is-complete", "ToRejected", "has no condition", " default=\"ToRejected\"", ""),
            new Wrong("decision-is-complete", "ToPublish", "must have no condition", " default=\"ToRejected\"", " default=\"ToPublish\""),
            new Wrong("decision-is-complete", "ToPublish", "does not leave a deciding gateway", "sourceRef=\"Approved\" targetRef=\"PublishDirective\"",
                "sourceRef=\"DraftDirective\" targetRef=\"PublishDirective\""),
            new Wrong("decision-is-labelled", "Approved", "name it as a question", "name=\"Approved?\"", "name=\"Approval\""),
            new Wrong("decision-is-labelled", "ToRejected", "is an answer to 'Approved?'", "id=\"ToRejected\" name=\"no\"", "id=\"ToRejected\""),
            new Wrong("decision-has-probabilities", "ToRejected", "needs the property 'probability'", "name=\"probability\" value=\"0.2\"",
                "name=\"probability\" value=\"often\""),
            new Wrong("decision-has-probabilities", "Approved", "make 1.1 together", "name=\"probability\" value=\"0.2\"",
                "name=\"probability\" value=\"0.3\""),
            new Wrong("names", "Clean", "has no name", "id=\"Clean\" name=\"Clean\"", "id=\"Clean\""),
            new Wrong("names", "Consultation", "say what the part is about", "id=\"Consultation\" name=\"Consultation\"", "id=\"Consultation\""),
            new Wrong("names", "DraftDirective", "begin with a verb", "name=\"Draft directive\"", "name=\"Drafting of the directive\""),
            new Wrong("names", "PublishDirective", "begin with a verb", "name=\"Publish directive\"", "name=\"Handle directive\""),
            new Wrong("names", "DirectivePublished", "name what has happened", "name=\"Directive published\"", "name=\"The end\""),
            new Wrong("names", "WindowClosed", "name what has happened", "id=\"WindowClosed\" name=\"Window closed\"", "id=\"WindowClosed\""),
            new Wrong("names", "Activity_0vk0w99", "id that says nothing", "PublishDirective", "Activity_0vk0w99"),
            new Wrong("user-task-is-described", "DraftDirective", "has no form", " camunda:formRef=\"draft-directive\"", ""),
            new Wrong("user-task-is-described", "DraftDirective", "has no candidate group", " camunda:candidateGroups=\"${office}-staff\"", ""),
            new Wrong("user-task-is-described", "DraftDirective", "has no documentation", "Write it. It is approved next.", " "),
            new Wrong("user-task-is-described", "DraftDirective", "property 'estimate'", "P2D/P5D/P12D", "5 days"),
            new Wrong("save-point", "PublishDirective", "asyncBefore", " camunda:asyncBefore=\"true\"", ""),
            new Wrong("deadline-is-escalated", "DeadlineMissed", "without an escalation", "calledElement=\"DeadlineEscalation\"",
                "calledElement=\"ObligationReview\""),
            new Wrong("deadline-has-a-basis", "DeadlineMissed", "period P30D without a legal basis",
                "<camunda:property name=\"directive\" value=\"clean\"/>", ""),
            new Wrong("inner-timer-ends-first", "FiveDaysPassed", "as long as 'WindowClosed'", "deadlines.workingDays('P5D')", "deadlines.workingDays('P10D')"),
            new Wrong("drawn", "PublishDirective", "is not drawn", "bpmnElement=\"PublishDirective\"", "bpmnElement=\"Clean\""),
            new Wrong("drawn", "ToPublished", "connect 'PublishDirective' with 'DirectivePublished'", "bpmnElement=\"ToPublished\"",
                "bpmnElement=\"Clean\""),
            new Wrong("shapes-apart", "PublishDirective", "lies on 'DirectivePublished'", "<dc:Bounds x=\"1020\" y=\"182\"", "<dc:Bounds x=\"940\" y=\"182\""),
            new Wrong("flows-around-shapes", "ToRejected", "runs through 'PublishDirective'", "<di:waypoint x=\"765\" y=\"300\" />",
                "<di:waypoint x=\"980\" y=\"210\" />"),
            new Wrong("flows-apart", "ToApproved", "runs on the line of 'ToPublish'", "<di:waypoint x=\"790\" y=\"200\" />",
                "<di:waypoint x=\"700\" y=\"200\" />"));
    }

    private static String timer(String time) {
        return "<bpmn:timerEventDefinition><bpmn:timeDate xsi:type=\"bpmn:tFormalExpression\">${" + time + "}</bpmn:timeDate></bpmn:timerEventDefinition>";
    }

    @Test
    void aCleanModelHasNoFinding() throws IOException {
        assertThat(check(clean())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("wrongModels")
    void eachRuleNamesFileElementAndWhatToDo(Wrong wrong) throws IOException {
        assertThat(clean()).as("what is replaced").contains(wrong.text());
        assertThat(check(clean().replace(wrong.text(), wrong.by()))).anySatisfy(finding -> {
            assertThat(finding.rule()).isEqualTo(wrong.rule());
            assertThat(finding.element()).isEqualTo(wrong.element());
            assertThat(finding.toString()).startsWith("processes/clean.bpmn: " + wrong.element() + ": ").contains(wrong.says());
        });
    }

    @Test
    void everyRuleHasAWrongModel() {
        assertThat(wrongModels().map(Wrong::rule)).containsAll(Linter.rules());
    }

    @Test
    void whatIsNoBpmnIsRefused() {
        assertThrows(ModelException.class, () -> check("<bpmn/>"));
    }

    private static List<Finding> check(String bpmn) {
        return Linter.check("processes/clean.bpmn", new ByteArrayInputStream(bpmn.getBytes(StandardCharsets.UTF_8)));
    }

    private static String clean() throws IOException {
        try (var model = LinterTest.class.getResourceAsStream("/lint/clean.bpmn")) {
            return new String(model.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
