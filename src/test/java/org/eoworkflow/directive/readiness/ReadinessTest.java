package org.eoworkflow.directive.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eoworkflow.directive.readiness.ReadinessStory.clearinghouse;
import static org.eoworkflow.directive.readiness.ReadinessStory.deployments;
import static org.eoworkflow.directive.readiness.ReadinessStory.directives;
import static org.eoworkflow.directive.readiness.ReadinessStory.exposure;
import static org.eoworkflow.directive.readiness.ReadinessStory.grants;
import static org.eoworkflow.directive.readiness.ReadinessStory.models;
import static org.eoworkflow.directive.readiness.ReadinessStory.monitoring;
import static org.eoworkflow.directive.readiness.ReadinessStory.participation;
import static org.eoworkflow.directive.readiness.ReadinessStory.plan;
import static org.eoworkflow.directive.readiness.ReadinessStory.protocols;
import static org.eoworkflow.directive.readiness.ReadinessStory.weighing;
import static org.eoworkflow.support.DirectiveRuns.refused;
import static org.eoworkflow.support.DirectiveRuns.with;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.SendTask;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.SignalEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaTaskListener;
import org.camunda.spin.Spin;
import org.eoworkflow.directive.readiness.ReadinessStory.Checklist;
import org.eoworkflow.obligation.Obligations;
import org.eoworkflow.obligation.Status;
import org.eoworkflow.order.DirectiveState;
import org.eoworkflow.order.Orders;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.support.DirectiveRuns;
import org.eoworkflow.support.DirectiveRuns.Run;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.Http;
import org.eoworkflow.support.OrderWork;
import org.eoworkflow.support.People;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@EngineTest
class ReadinessTest {

    @Autowired ReadinessStory story;
    @Autowired ReadinessRecords records;
    @Autowired DirectiveRuns runs;
    @Autowired Obligations obligations;
    @Autowired Orders orders;
    @Autowired OrderWork work;
    @Autowired People people;
    @Autowired HistoryService history;
    @Autowired RuntimeService runtime;
    @Autowired TaskService tasks;
    @Autowired JdbcClient jdbc;
    @LocalServerPort int port;

    @ParameterizedTest
    @ValueSource(strings = {"take-part", "not", "later"})
    void aDeveloperDecidesAsItLikesAndTheWayIsTheSame(String decision) {
        var run = story.begun(Checklist.DEVELOPER);
        assertThat(run.open()).containsExactly("AssessModels", "ConveneWorkingGroup", "MonitorBenchmarking", "ReviewProtocols");
        story.developer(run, decision);

        assertThat(run.end()).isEqualTo("RecordKept");
        assertThat(history.createHistoricActivityInstanceQuery().processInstanceId(run.instance).list()).as("whatever was decided")
            .extracting(activity -> activity.getActivityId()).containsExactlyInAnyOrder("AdviceTakenUp", "StepsBegin", "MonitorBenchmarking", "AssessModels",
                "ConveneWorkingGroup", "Prepared", "Prepared", "Prepared", "WeighParticipation", "DecideParticipation", "ReviewProtocols", "StepsDone", "StepsDone",
                "KeepRecord", "RecordKept");
        assertThat(page(run)).contains(Map.of("take-part", "Take part", "not", "Do not take part", "later", "Decide later").get(decision),
            "Early findings", "Model One", "Under development", "Pages of NIST", "Legal office", "To be changed: New annex", "own use");
    }

    @ParameterizedTest
    @ValueSource(strings = {"take-part", "not", "later"})
    void anOperatorDecidesAsItLikes(String decision) {
        var run = story.operator(story.begun(Checklist.OPERATOR), decision);
        assertThat(run.end()).isEqualTo("RecordKept");
        assertThat(page(run)).contains("BOD 26-04", "Used as a guide", "Nothing noted.", "Early findings");
    }

    @Test
    void aCompanyLooksAtItsPlanAndItsExposureWithCounsel() {
        var run = story.begun(Checklist.COMPANY).complete("organization.staff", "MapAiDeployments", deployments());
        refused(() -> run.complete("organization.staff", "AssessExposure", exposure()), null, "another member of the staff must complete it");
        assertThat(run.shown("AssessExposure", "deploymentList")).contains("Help desk");
    }

    @Test
    void aCompanysRecordTellsWhatWasFound() {
        var run = story.company(story.begun(Checklist.COMPANY));
        assertThat(run.end()).isEqualTo("RecordKept");
        assertThat(page(run)).contains("Help desk", "Possible", "Narrow what the agent may reach.", "Incidents of AI systems and agents");
    }

    // --- it is nobody else's

    @ParameterizedTest
    @EnumSource
    void aRunMailsNobodyAndReportsNothing(Checklist list) {
        int mails = mails();
        var run = story.begun(list);
        finish(run, list);

        assertThat(run.end()).isEqualTo("RecordKept");
        assertThat(mails()).as("not one mail, to whomever").isEqualTo(mails);
        assertThat(jdbc.sql("select count(*) from eo.evidence where business_key = ?").param(run.key).query(Integer.class).single())
            .as("evidence is for the offices that oversee; a record is not").isZero();
        assertThat(run.facts("advice-recorded")).as("that there is a record, and not what it says").hasSize(list.clauses.size())
            .allMatch(fact -> fact.contains("pdfSha256")).noneMatch(fact -> fact.contains("take-part") || fact.contains("possible"));
        assertThat(run.facts("clause-certified")).isEmpty();
        assertThat(run.facts("decision-made")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aModelHasNoStepThatReachesAnybodyElse(Checklist list) {
        var model = Bpmn.readModelFromFile(Path.of("processes", list.directive + ".bpmn").toFile());
        assertThat(model.getModelElementsByType(SendTask.class)).isEmpty();
        assertThat(model.getModelElementsByType(CallActivity.class)).as("no certification, no escalation").isEmpty();
        assertThat(model.getModelElementsByType(MessageEventDefinition.class)).isEmpty();
        assertThat(model.getModelElementsByType(SignalEventDefinition.class)).isEmpty();
        assertThat(model.getModelElementsByType(ExclusiveGateway.class)).as("no answer leads anywhere else").isEmpty();
        assertThat(model.getModelElementsByType(ServiceTask.class)).extracting(ServiceTask::getCamundaExpression)
            .allMatch(expression -> expression.startsWith("${readinessRecords.keep("));
        assertThat(model.getModelElementsByType(CamundaTaskListener.class)).extracting(CamundaTaskListener::getCamundaExpression)
            .allMatch(expression -> expression.startsWith("${readiness."));
        assertThat(model.getModelElementsByType(UserTask.class)).allMatch(task -> task.getCamundaCandidateGroups().startsWith("${office}-"));
    }

    /** What the checklists may use: nothing that mails, keeps evidence for others, or calls another machine. */
    @Test
    void theCodeBehindItCannotMail() throws Exception {
        try (var files = Files.list(Path.of("src/main/java/org/eoworkflow/directive/readiness"))) {
            for (var file : files.toList()) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContain("eoworkflow.notification", "Outbox", "EvidenceStore", "HttpClient", "RestClient");
            }
        }
    }

    @Test
    void aRecordIsForTheOrganizationAndNobodyElse() {
        var run = story.company(story.begun(Checklist.COMPANY));
        String path = "/api/readiness-records/" + record(run);
        assertThat(Http.stranger(port).get(path).statusCode()).isEqualTo(401);
        assertThat(Http.stranger(port).get("/api/readiness-records").statusCode()).isEqualTo(401);
        for (var account : List.of("doj.staff", "order.office", "auditor", "cisa.staff")) {
            for (var asked : List.of(path, path + "?format=pdf", "/api/readiness-records")) {
                assertThat(Http.basic(port, account).get(asked)).as(account + " " + asked).satisfies(answer -> {
                    assertThat(answer.statusCode()).isEqualTo(403);
                    assertThat(answer.body()).contains("A record of readiness is for the organization that made it.");
                });
            }
        }
        assertThat(Http.basic(port, "organization.staff").get(path)).satisfies(answer -> {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("Readiness record", "Help desk");
        });
        assertThat(Http.basic(port, "organization.approver").get(path + "?format=pdf").body()).startsWith("%PDF-");
        assertThat(Http.basic(port, "organization.staff").get("/api/readiness-records").body()).contains(record(run).toString(), "company-readiness");
        assertThat(Http.basic(port, "organization.staff").get("/api/readiness-records/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
    }

    @Test
    void theRecordClosesTheAdviceAndNoReportTellsOfIt() {
        var order = story.order();
        people.as("order.office", () -> orders.start(order.id(), story.signed()));
        assertThat(obligations.find(order.id(), "C-43").orElseThrow().status()).isNotEqualTo(Status.MET);
        work.fire(order.id(), "ExecutiveOrder", "MondayCome");
        assertThat(people.tasks(order.id(), "ReportStatus")).as("only GSA is asked how it stands").hasSize(1);
        for (var list : Checklist.values()) {
            finish(runs.of(master(order.id() + "/" + list.directive), order.id()), list);
        }
        assertThat(obligations.of(order.id())).filteredOn(o -> o.kind().equals("advice")).hasSize(8).allMatch(o -> o.status() == Status.MET);

        work.carryOut(order.id(), "training", "gsa", "T-01");
        var compile = people.task(order.id(), "CompileClosingReport");
        String shown = String.valueOf(variable(compile.getId(), "obligations"));
        assertThat(shown).contains("not reported").doesNotContain("Closed by a record");
    }

    @Test
    void adviceThatNobodyFollowsHoldsNothingUpAndEndsWithTheOrder() {
        var order = story.order();
        people.as("order.office", () -> orders.start(order.id(), story.signed()));
        work.carryOut(order.id(), "training", "gsa", "T-01");
        assertThat(people.tasks(order.id() + "/developer-readiness", "MonitorBenchmarking")).as("it may still be followed").hasSize(1);
        work.closeWithReport(order.id());
        assertThat(jdbc.sql("select html from eo.report where order_id = ?").param(order.id()).query(String.class).single()).contains("C-37", "advice", "not reported");
        work.inform(order.id(), "closed");
        assertThat(work.running(order.id())).isZero();
        assertThat(orders.state(order.id(), "developer-readiness")).isEqualTo(DirectiveState.WITHDRAWN);
        assertThat(orders.state(order.id(), "training")).isEqualTo(DirectiveState.COMPLETED);
    }

    @Test
    void anAmendmentMayTakeAdviceBackAndTheRestGoesOn() {
        var order = story.order();
        people.as("order.office", () -> orders.start(order.id(), story.signed()));
        work.amend(order.id(), OrderWork.change("company-readiness", "withdraw"));
        assertThat(runtime.createProcessInstanceQuery().processInstanceBusinessKey(order.id() + "/company-readiness").count()).isZero();
        assertThat(people.tasks(order.id() + "/operator-readiness", "WatchDirectives")).hasSize(1);
    }

    @Test
    void whatAnOrganizationHasOpenIsShownToNoOfficeThatOversees() {
        var order = story.order();
        people.as("order.office", () -> orders.start(order.id(), story.signed()));
        story.company(runs.of(master(order.id() + "/company-readiness"), order.id()));
        for (var office : List.of("order.office", "auditor")) {
            for (var list : Checklist.values()) {
                String key = order.id() + "/" + list.directive;
                for (var asked : List.of("/task?processInstanceBusinessKey=", "/process-instance?businessKey=",
                    "/history/process-instance?processInstanceBusinessKey=", "/history/task?processInstanceBusinessKey=")) {
                    assertThat(Http.basic(port, office).get("/engine-rest" + asked + key).body()).as(office + asked + key).isEqualTo("[]");
                }
            }
            for (var asked : List.of("/history/variable-instance?variableName=exposureMeasures", "/history/activity-instance?activityId=MapAiDeployments",
                "/process-instance?processDefinitionKey=DeveloperReadiness", "/variable-instance?variableName=benchmarkOffice")) {
                assertThat(Http.basic(port, office).get("/engine-rest" + asked).body()).as(office + asked).isEqualTo("[]");
            }
            assertThat(Http.basic(port, office).get("/engine-rest/task?processInstanceBusinessKey=" + order.id() + "/training").body())
                .as("what agencies have open is shown").contains("AcceptDirective");
        }
        assertThat(Http.basic(port, "organization.staff").get("/engine-rest/task?processInstanceBusinessKey=" + order.id() + "/developer-readiness").body())
            .contains("MonitorBenchmarking");
    }

    // --- what is checked

    @Test
    void aDevelopersStepsHangTogether() {
        var run = story.begun(Checklist.DEVELOPER);
        refused(() -> run.complete("organization.staff", "MonitorBenchmarking", with(monitoring(), "benchmarkSources", Spin.JSON(List.of()))),
            "benchmarkSources", "Name at least one source that is watched.");
        refused(() -> run.complete("organization.staff", "AssessModels", with(models(), "modelList", Spin.JSON(List.of()))), "modelList",
            "List at least one model, or answer that there is none.");
        refused(() -> run.complete("organization.staff", "ConveneWorkingGroup", story.group("convenedOn", runs.today().plusDays(1).toString())),
            "convenedOn", "today or earlier");
        refused(() -> run.complete("organization.staff", "ConveneWorkingGroup", story.group("groupOffices", Spin.JSON(List.of()))), "groupOffices",
            "Name at least one office.");
        refused(() -> run.complete("organization.staff", "ReviewProtocols", protocols("protocolIp", "missing")), "protocolIpChange", "Say what has to change.");
        story.prepared(run);
        refused(() -> run.complete("organization.staff", "WeighParticipation", with(weighing(), "considerations", Spin.JSON(List.of()))), "considerations",
            "List at least one cost or benefit.");
        run.complete("organization.staff", "WeighParticipation", weighing());
        refused(() -> run.complete("organization.approver", "DecideParticipation", participation("perhaps")), "participation", "");
        refused(() -> run.complete("organization.approver", "DecideParticipation", with(participation("later"), "participationAgainOn",
            runs.today().minusDays(1).toString())), "participationAgainOn", "today or later");
    }

    @Test
    void anOperatorsStepsHangTogether() {
        var run = story.begun(Checklist.OPERATOR);
        refused(() -> run.complete("organization.staff", "WatchDirectives", directives("directiveList", Spin.JSON(List.of()))), "directiveList",
            "or answer that none was found");
        refused(() -> run.complete("organization.staff", "WatchDirectives", directives("directiveList", Spin.JSON(List.of(
            Map.of("directive", "BOD 26-04", "meaning", "follow", "note", ""))))), "directiveList", "Line 1: say what follows from the directive.");
        refused(() -> run.complete("organization.staff", "EvaluateClearinghouse", clearinghouse("not", "clearinghouseConsiderations", Spin.JSON(List.of()))),
            "clearinghouseConsiderations", "List at least one cost or benefit.");
        refused(() -> run.complete("organization.staff", "AssessGrantEligibility", grants("grantsFound", "yes", "grantList", Spin.JSON(List.of()))),
            "grantList", "or answer that none was found");
    }

    @Test
    void aCompanysStepsHangTogether() {
        var run = story.begun(Checklist.COMPANY);
        refused(() -> run.complete("organization.staff", "MapAiDeployments", with(deployments(), "deploymentList", Spin.JSON(List.of()))), "deploymentList",
            "or answer that there is none");
        refused(() -> run.complete("organization.staff", "ReviewIncidentResponse", plan("planTriedOn", runs.today().plusDays(1).toString())), "planTriedOn",
            "today or earlier");
        run.complete("organization.staff", "MapAiDeployments", Map.of("usesAi", "no"));
        refused(() -> run.complete("organization.counsel", "AssessExposure", exposure("exposureMeasures", " ")), "exposureMeasures", "Say what should be done");
    }

    @Test
    void datesComeFromTheCatalogue() {
        var run = story.begun(Checklist.DEVELOPER);
        var due = people.task(run.key, "ReviewProtocols").getDueDate();
        assertThat(due).isEqualTo(Date.from(story.signed().plusDays(60).atTime(23, 59, 59).atZone(EngineClock.WASHINGTON).toInstant()));
        assertThat(people.task(run.key, "ConveneWorkingGroup").getDueDate()).as("before the 60-day window closes").isBefore(due);
    }

    private void finish(Run run, Checklist list) {
        switch (list) {
            case DEVELOPER -> story.developer(run, "take-part");
            case OPERATOR -> story.operator(run, "take-part");
            default -> story.company(run);
        }
    }

    private int mails() {
        return jdbc.sql("select count(*) from eo.outbox").query(Integer.class).single();
    }

    private UUID record(Run run) {
        return UUID.fromString(jdbc.sql("select id::text from eo.readiness_record where process_instance = ?").param(run.instance).query(String.class).single());
    }

    private String page(Run run) {
        return records.html(record(run));
    }

    private ProcessInstance master(String key) {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(key).singleResult();
    }

    private Object variable(String task, String name) {
        return tasks.getVariable(task, name);
    }
}
