package org.eoworkflow.model.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.eoworkflow.model.ProcessModel;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.order.CatalogueFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One clean model, made wrong in one place at a time. */
class LinterTest {

    private static final String PROPERTY = "<camunda:property name=\"estimate\" value=\"P2D/P5D/P12D\"/>";
    private static final Elsewhere KNOWN = new Given(Set.of(), Set.of("DeadlineEscalation", "ObligationReview"), Set.of(), Set.of("draft-directive"));
    private static final Catalogue CATALOGUE = CatalogueFiles.read();

    /** What the rule says at which element, once the clean model is changed: each text, and what is put in its place. */
    record Wrong(String rule, String element, String says, String... changes) {

        String model() throws IOException {
            var model = clean();
            for (int i = 0; i < changes.length; i += 2) {
                assertThat(model).as("what is replaced").contains(changes[i]);
                model = model.replace(changes[i], changes[i + 1]);
            }
            return model;
        }

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
            new Wrong("one-process", "DeveloperFramework", "is a second process in this file", "</bpmn:process>", "</bpmn:process><bpmn:process id=\"DeveloperFramework\" "
                + "name=\"Framework\" isExecutable=\"true\"><bpmn:startEvent id=\"FrameworkAsked\" name=\"Framework asked\"/></bpmn:process>"),
            new Wrong("every-step-is-reached", "DirectivePublished", "reached by no flow",
                "sourceRef=\"PublishDirective\" targetRef=\"DirectivePublished\"", "sourceRef=\"PublishDirective\" targetRef=\"DraftRejected\""),
            new Wrong("no-implicit-end", "PublishDirective", "left by no flow",
                "sourceRef=\"PublishDirective\" targetRef=\"DirectivePublished\"", "sourceRef=\"DraftDirective\" targetRef=\"DirectivePublished\""),
            new Wrong("every-step-is-reached", "MissedDeadline", "begins by its own event",
                "sourceRef=\"PublishDirective\" targetRef=\"DirectivePublished\"", "sourceRef=\"PublishDirective\" targetRef=\"MissedDeadline\""),
            new Wrong("clause-is-known", "DraftDirective", "names clause 'C-99', which order 'eo-14409' does not have. Did you mean", "<camunda:property name=\"order\" value=\"eo-test\"/>",
                "<camunda:property name=\"order\" value=\"eo-14409\"/>", PROPERTY, PROPERTY + "<camunda:property name=\"clause\" value=\"C-99\"/>"),
            new Wrong("order-is-known", "FrontierBenchmarking", "names order 'eo-test', which is not in the catalogue", "id=\"Clean\" name", "id=\"FrontierBenchmarking\" name"),
            new Wrong("period-is-the-orders", "DeadlineMissed", "waits for P30D, but directive 'frontier-benchmarking' of order 'eo-14409' has P60D",
                "id=\"Clean\" name", "id=\"FrontierBenchmarking\" name"),
            new Wrong("separate-from-names-tasks", "DraftDirective", "is separate from 'DraftDirektive', which is a user task of no model. Did you mean 'DraftDirective'?",
                PROPERTY, PROPERTY + "<camunda:property name=\"separateFrom\" value=\"DraftDirektive\"/>"),
            new Wrong("what-is-named-exists", "DraftDirective", "takes the form 'draft-direktive', which does not exist. Did you mean 'draft-directive'?",
                "camunda:formRef=\"draft-directive\"", "camunda:formRef=\"draft-direktive\""),
            new Wrong("what-is-named-exists", "PublishDirective", "evaluates the decision 'Where', which does not exist", "<bpmn:serviceTask id=\"PublishDirective\"",
                "<bpmn:businessRuleTask camunda:decisionRef=\"Where\" id=\"PublishDirective\"", "</bpmn:serviceTask>", "</bpmn:businessRuleTask>"),
            new Wrong("what-is-named-exists", "EscalateDeadline", "calls the process 'Escalation', which does not exist", "calledElement=\"DeadlineEscalation\"",
                "calledElement=\"Escalation\""),
            new Wrong("evidence-is-asked-for", "DraftDirective", "which asks for nothing", PROPERTY, PROPERTY + "<camunda:property name=\"evidence\" value=\"report\"/>"),
            new Wrong("evidence-is-asked-for", "PublishDirective", "on a user task, does", "name=\"effect\" value=\"outside\"", "name=\"evidence\" value=\"required\""),
            new Wrong("properties-are-known", "DraftDirective", "Did you mean 'clause'?", PROPERTY, PROPERTY + "<camunda:property name=\"clauses\" value=\"C-18\"/>"),
            new Wrong("no-licensing", "PublishDirective", "speaks of a license", "name=\"Publish directive\"", "name=\"License directive\""),
            new Wrong("no-licensing", "DraftDirective", "say in other words what it is", "It is approved next.", "It permits the release."),
            new Wrong("deadline-is-escalated", "FrontierBenchmarking", "carries out directive 'frontier-benchmarking', which has the deadline P60D",
                "id=\"Clean\" name", "id=\"FrontierBenchmarking\" name", "deadlines.due(execution, 'P30D')", "deadlines.workingDays('P5D')"),
            new Wrong("one-blank-start", "Clean", "0 start events", "<bpmn:outgoing>ToDraft</bpmn:outgoing>",
                "<bpmn:outgoing>ToDraft</bpmn:outgoing>" + timer("deadlines.workingDays('P1D')")),
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
            new Wrong("conditions-at-decisions", "ToPublish", "does not leave a deciding gateway", "sourceRef=\"Approved\" targetRef=\"PublishDirective\"",
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
            new Wrong("names", "WindowClosed", "has no name: name what has happened", "id=\"WindowClosed\" name=\"Window closed\"", "id=\"WindowClosed\""),
            new Wrong("names", "Activity_0vk0w99", "id that says nothing", "PublishDirective", "Activity_0vk0w99"),
            new Wrong("user-task-is-described", "DraftDirective", "has no form", " camunda:formRef=\"draft-directive\"", ""),
            new Wrong("user-task-is-for-somebody", "DraftDirective", "has no candidate group", " camunda:candidateGroups=\"${office}-staff\"", ""),
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
        assertThat(check(wrong.model())).anySatisfy(finding -> {
            assertThat(finding.rule().id()).isEqualTo(wrong.rule());
            assertThat(finding.element()).isEqualTo(wrong.element());
            assertThat(finding.toString()).matches("processes/clean\\.bpmn:\\d+: (element|process) '%s' .*".formatted(wrong.element())).contains(wrong.says());
            int begins = (int) wrong.model().lines().takeWhile(line -> !line.contains("id=\"" + wrong.element() + "\"")).count() + 1;
            assertThat(finding.line()).as("its line, or that of its property or timer").isBetween(begins, begins + 5);
        });
    }

    @Test
    void everyRuleHasAWrongModel() {
        var shownBelow = Set.of("catalogue", "readable", "key-is-its-own", "clause-is-carried-out");
        assertThat(Stream.concat(wrongModels().map(Wrong::rule), shownBelow.stream())).containsAll(Linter.rules().stream().map(Rule::id).toList());
    }

    @Test
    void whatIsNoBpmnIsToldOnce() throws IOException {
        assertThat(check("<bpmn/>")).extracting(Finding::toString).singleElement().asString().startsWith("processes/clean.bpmn:1: is no ");
        assertThat(check("<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" targetNamespace=\"t\"/>")).extracting(Finding::toString)
            .containsExactly("processes/clean.bpmn:1: is no BPMN model with a process. Open it in Modeler and save it again. (readable)");
        assertThat(check(clean().replace("<bpmn:outgoing>ToDraft</bpmn:outgoing>", "<bpmn:comes>ToDraft</bpmn:comes>"))).singleElement().satisfies(finding ->
            assertThat(finding.toString()).isEqualTo("processes/clean.bpmn:12: is no valid BPMN: Invalid content was found starting "
                + "with element 'comes'. Open it in Modeler and save it again. (readable)"));
        assertThat(check("<bpmn>\n<a></bpmn>")).extracting(Finding::toString)
            .containsExactly("processes/clean.bpmn:2: is no valid XML. Open it in Modeler and save it again. (readable)");
    }

    /** Whoever begins with a copy forgets it. */
    @Test
    void twoModelsOfOneKeyAreTold() throws IOException {
        var files = new LinkedHashMap<>(Map.of("processes/clean.bpmn", clean()));
        files.put("processes/copy.bpmn", clean());
        assertThat(new Linter(CATALOGUE, KNOWN).check(files).findings()).extracting(Finding::toString)
            .containsExactly("processes/copy.bpmn:4: process 'Clean' is in processes/clean.bpmn already: give it an id of its own (key-is-its-own)");
    }

    @Test
    void aReferenceToNothingIsToldAndHidesNothingElse() throws IOException {
        var broken = clean().replace("sourceRef=\"PublishDirective\" targetRef=\"DirectivePublished\"", "sourceRef=\"PublishDirective\" targetRef=\"Nowhere\"");
        assertThat(check(broken)).extracting(Finding::toString).anyMatch(finding -> finding.startsWith("processes/clean.bpmn:") && finding.contains("Nowhere"));
    }

    @Test
    void aClauseThatNobodyCarriesOutAnyMoreIsToldAtItsProcess() throws IOException {
        var file = "processes/dod-systems-defense.bpmn";
        var linter = new Linter(CATALOGUE, everything());
        var changed = linter.check(Map.of(file, Files.readString(Path.of(file)).replaceAll("<camunda:property name=\"clause\"[^>]*/>", "")));
        var others = new ArrayList<ProcessModel>();
        for (var model : models()) {
            others.add(ProcessModel.read(model.toString(), Files.readString(model)));
        }
        assertThat(linter.missing(Map.of(), others)).isEmpty();
        assertThat(linter.missing(changed.models(), others)).isNotEmpty().allSatisfy(finding -> assertThat(finding.toString())
            .startsWith(file + ":1: order 'eo-14409': clause 'C-").contains("is carried out by no element of a model").endsWith("(clause-is-carried-out)"));
    }

    /** A matter of taste, of drawing or of planning is none of a deployment's. */
    @Test
    void whatIsUsualInBpmnIsNoError() throws IOException {
        var usual = Stream.of(
            new Wrong("an assignee", "", "", " camunda:candidateGroups=\"${office}-staff\"", " camunda:assignee=\"${starter}\""),
            new Wrong("two flows into a task", "", "", "<bpmn:sequenceFlow id=\"ToSilent\"",
                "<bpmn:sequenceFlow id=\"ToDraftAgain\" sourceRef=\"WindowClosed\" targetRef=\"DraftDirective\"/><bpmn:sequenceFlow id=\"ToSilent\""),
            new Wrong("no end event", "", "", "<bpmn:endEvent id=\"AgenciesConsulted\" name=\"Agencies consulted\">\n        <bpmn:incoming>ToConsulted</bpmn:incoming>\n"
                + "      </bpmn:endEvent>", "<bpmn:task id=\"AgenciesConsulted\" name=\"Consult agencies\"/>"),
            new Wrong("no picture, no estimate, no names", "", "", "name=\"Draft directive\"", "", PROPERTY, "", "bpmnElement=\"DraftDirective\"", "bpmnElement=\"Clean\""),
            new Wrong("a step for compensation", "", "", "<bpmn:endEvent id=\"DraftRejected\"",
                "<bpmn:serviceTask id=\"RecallDirective\" name=\"Recall directive\" isForCompensation=\"true\" camunda:expression=\"${a}\"/><bpmn:endEvent id=\"DraftRejected\""),
            new Wrong("a process that a message begins", "", "", "<camunda:property name=\"directive\" value=\"clean\"/>", "", "<bpmn:outgoing>ToDraft</bpmn:outgoing>",
                "<bpmn:outgoing>ToDraft</bpmn:outgoing><bpmn:messageEventDefinition/>", "deadlines.due(execution, 'P30D')", "deadlines.due(execution)"));
        for (var model : usual.toList()) {
            assertThat(check(model.model())).as(model.rule()).filteredOn(finding -> finding.rule().isError()).isEmpty();
        }
    }

    private static List<Finding> check(String bpmn) {
        return new Linter(CATALOGUE, KNOWN).check(Map.of("processes/clean.bpmn", bpmn)).findings();
    }

    /** All files of the project. */
    static Elsewhere everything() throws IOException {
        var files = new HashMap<String, String>();
        for (var folder : List.of("processes", "forms")) {
            try (Stream<Path> found = Files.walk(Path.of(folder))) {
                for (var file : found.filter(Files::isRegularFile).toList()) {
                    files.put(file.toString(), Files.readString(file));
                }
            }
        }
        var models = files.entrySet().stream().filter(file -> file.getKey().endsWith(".bpmn")).map(file -> ProcessModel.read(file.getKey(), file.getValue())).toList();
        return Given.of(models, files);
    }

    static List<Path> models() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("processes"))) {
            return files.filter(file -> file.toString().endsWith(".bpmn")).sorted().toList();
        }
    }

    @Test
    void theDocumentationListsEveryRuleWithItsLevel() throws IOException {
        assertThat(Files.readString(Path.of("docs/designers.md"))).contains(Linter.rules().stream()
            .map(rule -> "| `%s` | %s | %s |".formatted(rule.id(), rule.level().id(), rule.asks())).toList());
    }

    private static String clean() throws IOException {
        try (var model = LinterTest.class.getResourceAsStream("/lint/clean.bpmn")) {
            return new String(model.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
