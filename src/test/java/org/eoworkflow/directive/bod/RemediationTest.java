package org.eoworkflow.directive.bod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.eoworkflow.directive.ReleaseFixture.action;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.eoworkflow.deadline.DatesSetBefore;
import org.eoworkflow.deadline.DeadlineRecords;
import org.eoworkflow.directive.Implementations;
import org.eoworkflow.directive.ReleaseFixture;
import org.eoworkflow.directive.ReleaseFixture.Release;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.support.Certifications;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.People;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.flyway.FlywayDataSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;

@EngineTest
@ExtendWith(OutputCaptureExtension.class)
class RemediationTest {

    private static final String CVE = "CVE-2026-12345";

    @Autowired ReleaseFixture releases;
    @Autowired Implementations implementations;
    @Autowired DecisionService decisions;
    @Autowired RepositoryService repository;
    @Autowired RuntimeService runtime;
    @Autowired TaskService tasks;
    @Autowired ManagementService management;
    @Autowired Certifications certifications;
    @Autowired DeadlineRecords records;
    @Autowired People people;
    @Autowired JdbcClient jdbc;
    @Autowired ApplicationEventPublisher events;
    @Autowired @FlywayDataSource DataSource owner;

    // --- the table

    @ParameterizedTest
    @CsvSource({
        "yes, yes, yes, total,   3DF, 3", "yes, yes, yes, partial, 3D,  3",
        "yes, yes, no,  total,   3DF, 3", "yes, yes, no,  partial, 14D, 14",
        "yes, no,  yes, total,   3DF, 3", "yes, no,  yes, partial, 14D, 14",
        "yes, no,  no,  total,   14D, 14", "yes, no,  no,  partial, 14D, 14",
        "no,  yes, yes, total,   3D,  3", "no,  yes, yes, partial, 14D, 14",
        "no,  yes, no,  total,   14D, 14", "no,  yes, no,  partial, 60D, 60",
        "no,  no,  yes, total,   60D, 60", "no,  no,  yes, partial, 60D, 60",
        "no,  no,  no,  total,   FSU,", "no,  no,  no,  partial, FSU,"})
    void everyRuleOfTheTable(String inKev, String exposed, String automatable, String impact, String outcome, Integer days) {
        var result = decisions.evaluateDecisionTableByKey("RemediationTimeline",
            Map.of("inKev", inKev, "exposed", exposed, "automatable", automatable, "technicalImpact", impact));
        assertThat(result.getSingleResult()).containsEntry("outcome", outcome);
        assertThat(result.getSingleResult().get("days")).isEqualTo(days);
    }

    @Test
    void theTableNamesTheRulesItIsMadeFrom() {
        assertThat(repository.createDecisionDefinitionQuery().decisionDefinitionKey("RemediationTimeline").latestVersion().singleResult().getVersionTag())
            .isEqualTo("cisa:BOD2604:1.0.0");
    }

    @Test
    void anInputThatNoRuleKnowsIsAnErrorThatNamesTheInputs() {
        Map<String, Object> variables = new HashMap<>(Map.of("order", "eo-test", "agency", "gsa", "inKev", "no", "exposure", "yes", "exposed", "maybe",
            "automatable", "no", "technicalImpact", "total", "identifiedOn", "2026-06-11"));
        assertThatThrownBy(() -> runtime.startProcessInstanceByKey("VulnerabilityRemediation", "eo-test/gap", variables))
            .satisfies(thrown -> assertThat(Refusal.in(thrown))
                .hasMessageContaining("no rule for inKev 'no', exposed 'maybe', automatable 'no', technicalImpact 'total'"));
    }

    @Test
    void theRuleSetInForceIsTheTableThatIsDeployedAndTheModelNames() {
        var inForce = new RuleSets().inForce(LocalDate.of(2026, 6, 10));
        assertThat(inForce).singleElement().extracting(RuleSet::id).isEqualTo(
            repository.createDecisionDefinitionQuery().decisionDefinitionKey(inForce.get(0).decision()).latestVersion().singleResult().getVersionTag());
        var model = repository.getBpmnModelInstance(repository.createProcessDefinitionQuery().processDefinitionKey("VulnerabilityRemediation").latestVersion()
            .singleResult().getId());
        assertThat(model.getModelElementsByType(BusinessRuleTask.class)).hasSize(2)
            .allSatisfy(task -> assertThat(task.getCamundaDecisionRefVersionTag()).isEqualTo(inForce.get(0).id()));
    }

    @Test
    void aClockThatStartedUnderEarlierRulesShowsWhatTheySaid() {
        Release bod = withTimelines();
        var facts = kev(facts("yes", "yes", "no", "total"), "2026-06-01", "2026-06-15");
        facts.put("identifiedOn", "2026-06-05");
        report(bod, facts);

        assertThat(records.history("vulnerability " + key(bod))).singleElement().satisfies(record -> {
            assertThat(record.reckoning().started()).isEqualTo("2026-06-01");
            assertThat(record.reckoning().competing()).extracting(other -> other.source()).contains(
                "BOD 22-01, in force from November 3, 2021 until it was revoked on June 10, 2026 by BOD 26-04",
                "BOD 19-02, in force from April 29, 2019 until it was revoked on June 10, 2026 by BOD 26-04");
        });
        assertThat(facts(bod, "remediation-due")).singleElement().asString().contains("\"rules\":\"cisa:BOD2604:1.0.0\"", "\"rulesInForceFrom\":\"2026-06-10\"");
    }

    @Test
    void noDateIsDecidedByRulesThatAreNotInForceYet() {
        Release bod = withTimelines();
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-06-09T14:00:00Z")));
        var facts = facts("no", "yes", "no", "total");
        facts.put("identifiedOn", "2026-06-08");

        assertThatThrownBy(() -> report(bod, facts)).satisfies(thrown -> assertThat(Refusal.in(thrown)).hasMessageContaining(
            "Rule set cisa:BOD2604:1.0.0 is not in force on June 9, 2026: no date is decided by it. In force then: BOD 19-02, BOD 22-01."));
        assertThat(records.history("vulnerability " + key(bod))).isEmpty();
    }

    @Test
    void aVulnerabilityOfBeforeDatesWereRecordedGetsItsReasonsOnce() {
        Release bod = withTimelines();
        report(bod, facts("no", "yes", "no", "partial"));
        var had = records.history("vulnerability " + key(bod)).get(0).reckoning();
        JdbcClient.create(owner).sql("delete from eo.deadline_record where business_key = ?").param(key(bod)).update();

        events.publishEvent(new DatesSetBefore());
        events.publishEvent(new DatesSetBefore());

        assertThat(records.history("vulnerability " + key(bod))).singleElement().satisfies(made -> {
            assertThat(made.reckoning()).isEqualTo(had);
            assertThat(made.reason()).startsWith("The date was set before");
        });
    }

    @Test
    void aStartAsksNoVulnerabilityAgainWhetherItsDaysMayBe() {
        Release bod = withTimelines();
        report(bod, facts("no", "yes", "no", "partial"));
        var instance = people.task(key(bod), "RemediateVulnerability").getProcessInstanceId();
        runtime.setVariable(instance, "identifiedOn", "2026-06-12");
        JdbcClient.create(owner).sql("delete from eo.deadline_record where business_key = ?").param(key(bod)).update();

        events.publishEvent(new DatesSetBefore());

        assertThat(records.history("vulnerability " + key(bod))).singleElement()
            .satisfies(made -> assertThat(made.reckoning().started()).isEqualTo("2026-06-12"));
    }

    @Test
    void aVulnerabilityWhoseFactsSomebodyChangedStopsNoStart(CapturedOutput log) {
        Release broken = withTimelines();
        Release bod = withTimelines();
        report(broken, facts("no", "yes", "no", "partial"));
        report(bod, facts("no", "yes", "no", "partial"));
        runtime.setVariable(people.task(key(broken), "RemediateVulnerability").getProcessInstanceId(), "automatable", "perhaps");
        JdbcClient.create(owner).sql("delete from eo.deadline_record where business_key in (?, ?)").params(key(broken), key(bod)).update();

        events.publishEvent(new DatesSetBefore());

        assertThat(log).contains("Why the date of %s is what it is cannot be recorded ('automatable' must be one of yes, no, unknown.)".formatted(key(broken)));
        assertThat(records.history("vulnerability " + key(broken))).isEmpty();
        assertThat(records.history("vulnerability " + key(bod))).hasSize(1);
        runtime.setVariable(people.task(key(broken), "RemediateVulnerability").getProcessInstanceId(), "automatable", "no");
    }

    @Test
    void aVulnerabilityWhoseProcessWasDeletedWithoutItsListenersStopsNoStart() {
        Release bod = withTimelines();
        report(bod, facts("no", "yes", "no", "partial"));
        runtime.deleteProcessInstance(people.task(key(bod), "RemediateVulnerability").getProcessInstanceId(), "deleted in Cockpit", true);
        assertThat(state(bod)).isEqualTo("open");

        assertThatCode(() -> events.publishEvent(new DatesSetBefore())).doesNotThrowAnyException();
    }

    // --- a case

    @Test
    void anAgencyReportsAVulnerabilityAndRemediatesItByItsDate() {
        Release bod = withTimelines();
        report(bod, facts("no", "yes", "no", "partial"));
        var task = people.task(key(bod), "RemediateVulnerability");
        assertThat(task.getDueDate().toInstant()).isEqualTo(Instant.parse("2026-08-09T03:59:59Z"));
        assertThat(tasks.getVariables(task.getId())).containsEntry("bandText", "60 days").containsEntry("asset", "Web servers");

        assertThatThrownBy(() -> people.complete("gsa.staff", task, remediated("2026-06-11")))
            .satisfies(thrown -> assertThat(Refusal.in(thrown)).hasMessageContaining("Evidence tab"));
        certifications.addEvidence("gsa.staff", task);
        assertThatThrownBy(() -> people.complete("gsa.staff", task, remediated("2026-06-12")))
            .satisfies(thrown -> assertThat(Refusal.in(thrown)).hasMessageContaining("between the identification and today"));
        people.complete("gsa.staff", task, remediated("2026-06-11"));

        assertThat(facts(bod, "remediation-due")).singleElement().asString().contains("\"outcome\":\"60D\"", "cisa:BOD2604:1.0.0");
        assertThat(facts(bod, "remediation-recorded")).singleElement().asString().contains("\"how\":\"patched\"", "\"late\":false");
        assertThat(state(bod)).isEqualTo("remediated");
        report(bod, facts("no", "yes", "no", "partial"));
        assertThat(people.tasks(key(bod), "RemediateVulnerability")).as("found again").hasSize(1);
    }

    @Test
    void withoutPublishedMetadataThereAreSixtyDaysAndUnknownExposureIsExposure() {
        Release bod = withTimelines();
        report(bod, facts("no", "unknown", "unknown", "total"));
        assertThat(people.task(key(bod), "RemediateVulnerability").getDueDate().toInstant()).isEqualTo(Instant.parse("2026-08-09T03:59:59Z"));
        report(bod, changed(facts("no", "unknown", "no", "total"), "metadata published"));
        assertThat(people.task(key(bod), "RemediateVulnerability").getDueDate().toInstant()).as("14 days").isEqualTo(Instant.parse("2026-06-24T03:59:59Z"));
        report(bod, changed(facts("no", "unknown", "no", "unknown"), "metadata withdrawn"));
        assertThat(people.task(key(bod), "RemediateVulnerability").getDueDate().toInstant()).isEqualTo(Instant.parse("2026-08-09T03:59:59Z"));
    }

    @Test
    void aLaterListingShortensTheDateAndAsksForTriageOnce() {
        Release bod = withTimelines();
        report(bod, facts("no", "yes", "no", "total"));
        assertThat(timer(bod).getDuedate().toInstant()).isEqualTo(Instant.parse("2026-06-24T03:59:59Z"));
        assertThat(people.tasks(key(bod), "TriageForensics")).isEmpty();

        report(bod, changed(kev(facts("yes", "yes", "no", "total"), "2026-06-11", "2026-06-25"), "listed in KEV today"));
        var due = Instant.parse("2026-06-13T03:59:59Z");
        assertThat(people.task(key(bod), "RemediateVulnerability").getDueDate().toInstant()).isEqualTo(due);
        assertThat(timer(bod).getDuedate().toInstant()).isEqualTo(due);
        assertThat(facts(bod, "remediation-moved")).singleElement().asString()
            .contains("\"previousDue\":\"2026-06-24T03:59:59Z\"", "\"due\":\"2026-06-13T03:59:59Z\"", "\"reason\":\"listed in KEV today\"", "\"previousOutcome\":\"14D\"");
        assertThat(records.history("vulnerability " + key(bod))).extracting(record -> record.reckoning().value())
            .containsExactly(Instant.parse("2026-06-24T03:59:59Z"), due);
        assertThat(records.history("vulnerability " + key(bod)).get(1)).satisfies(record -> {
            assertThat(record.reason()).isEqualTo("New facts: listed in KEV today.");
            assertThat(record.reckoning().version()).isEqualTo("cisa:BOD2604:1.0.0, in force since June 10, 2026");
            assertThat(record.reckoning().competing()).as("rules that were revoked before the clock started").noneMatch(other -> other.source().startsWith("BOD 22-01"));
        });
        assertThat(records.ofTask(people.task(key(bod), "RemediateVulnerability").getId()).orElseThrow().reckoning().rule())
            .as("the task says what its vulnerability's date follows from").startsWith("Table cisa:BOD2604:1.0.0");
        assertThat(tasks.getVariable(people.task(key(bod), "TriageForensics").getId(), "scopeBy").toString()).isEqualTo("Thursday, June 11, 2026, 2:00 AM ET");

        report(bod, changed(kev(facts("yes", "yes", "no", "total"), "2026-06-10", "2026-06-25"), "listing corrected"));
        assertThat(people.tasks(key(bod), "TriageForensics")).hasSize(1);
        triage(bod, "confirmed");
        assertThat(facts(bod, "triage-recorded")).singleElement().asString().contains("confirmed");
        assertThat(releases.mails("compromise-found/", "directives@cisa.example").stream().map(mail -> (String) mail.get("html")))
            .anyMatch(html -> html.contains(bod.number));
    }

    @Test
    void triageMayEndAfterTheRemediationAndAfterTheRecommendedHours() {
        Release bod = withTimelines();
        report(bod, kev(facts("yes", "yes", "yes", "total"), "2026-06-10", "2026-06-24"));
        var task = people.task(key(bod), "RemediateVulnerability");
        assertThat(task.getDueDate().toInstant()).isEqualTo(Instant.parse("2026-06-14T03:59:59Z"));
        certifications.addEvidence("gsa.staff", task);
        people.complete("gsa.staff", task, remediated("2026-06-11"));
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-06-30T12:00:00Z")));
        triage(bod, "no-evidence");

        assertThat(facts(bod, "triage-recorded")).singleElement().asString().doesNotContain("late");
        assertThat(runtime.createProcessInstanceQuery().processInstanceBusinessKey(key(bod)).count()).isZero();
    }

    @Test
    void aPassedDateIsRecordedOnceAndANewDateIsWatchedAnew() {
        Release bod = withTimelines();
        report(bod, facts("no", "yes", "yes", "total"));
        releases.fire(timer(bod), Instant.parse("2026-06-14T04:00:00Z"));
        assertThat(facts(bod, "remediation-overdue")).hasSize(1);
        assertThat(releases.mails("vulnerability-overdue/" + key(bod), "directives@gsa.example")).hasSize(1);
        assertThat(releases.mails("vulnerability-overdue/" + key(bod), "directives@cisa.example")).hasSize(1);

        report(bod, changed(facts("no", "no", "yes", "total"), "taken off the internet"));
        assertThat(timer(bod).getDuedate().toInstant()).isEqualTo(Instant.parse("2026-08-09T03:59:59Z"));
    }

    @Test
    void theNextUpgradeHasNoDueDateAndIsAskedAfterInAYear() {
        Release bod = withTimelines();
        report(bod, facts("no", "no", "no", "partial"));
        assertThat(people.task(key(bod), "RemediateVulnerability").getDueDate()).isNull();
        releases.fire(timer(bod), Instant.parse("2027-06-11T04:00:00Z"));

        assertThat(facts(bod, "remediation-overdue")).singleElement().asString().contains("no upgrade in a year");
    }

    @Test
    void aSupersededDirectiveEndsItsRemediations() {
        Release bod = withTimelines();
        report(bod, facts("no", "yes", "no", "partial"));
        implementations.supersede(bod.number, "BOD 99-9998");

        assertThat(state(bod)).isEqualTo("superseded");
        assertThat(facts(bod, "remediation-recorded")).singleElement().asString().contains("BOD 99-9998");
        assertThatThrownBy(() -> report(bod, facts("no", "yes", "no", "partial")))
            .satisfies(thrown -> assertThat(Refusal.in(thrown)).hasMessageContaining("implements no directive of this number"));
    }

    @Test
    void aRepetitionOrAChangeWithoutAReasonIsRefused() {
        Release bod = withTimelines();
        report(bod, facts("no", "yes", "no", "partial"));
        assertThatThrownBy(() -> report(bod, facts("no", "yes", "no", "partial")))
            .satisfies(thrown -> assertThat(Refusal.in(thrown)).hasMessageContaining("already with the same facts"));
        assertThatThrownBy(() -> report(bod, facts("no", "no", "no", "partial")))
            .satisfies(thrown -> assertThat(Refusal.in(thrown)).hasMessageContaining("Say why its facts have changed"));
    }

    @ParameterizedTest
    @CsvSource({
        "cve, CVE-26-1", "cve, cve-2026-1234", "inKev, maybe", "technicalImpact, huge", "identifiedOn, 2026-06-12", "identifiedOn, yesterday",
        "exposed, sometimes"})
    void aFactThatCannotBeIsRefused(String field, String value) {
        Release bod = withTimelines();
        var facts = facts("no", "yes", "no", "partial");
        facts.put(field, value);
        assertThatThrownBy(() -> report(bod, facts)).satisfies(thrown -> assertThat(Refusal.in(thrown)).isNotNull().extracting(Refusal::field).isEqualTo(field));
        assertThat(jdbc.sql("select count(*) from eo.remediation where implementation = ?").param(bod.key("gsa")).query(Integer.class).single()).isZero();
    }

    @Test
    void aDirectiveWithoutTimelinesTakesNoVulnerability() {
        Release bod = releases.release(List.of("gsa"), List.of(action("Update the policy", 1, "fixed")));
        assertThatThrownBy(() -> report(bod, facts("no", "yes", "no", "partial")))
            .satisfies(thrown -> assertThat(Refusal.in(thrown)).hasMessageContaining("has no remediation timelines"));
    }

    private Release withTimelines() {
        return releases.release(List.of("gsa"), List.of(action("Meet the timelines", 180, "remediation-timeline")));
    }

    private static String key(Release bod) {
        return bod.key("gsa") + "/" + CVE.toLowerCase();
    }

    private void report(Release bod, Map<String, Object> facts) {
        var variables = new HashMap<String, Object>(Map.of("directiveNumber", bod.number));
        variables.putAll(facts);
        releases.start("ReportVulnerability", "gsa.staff", variables);
    }

    private static Map<String, Object> facts(String inKev, String exposed, String automatable, String impact) {
        return new HashMap<>(Map.of("cve", CVE, "asset", "Web servers", "inKev", inKev, "exposed", exposed, "automatable", automatable,
            "technicalImpact", impact, "identifiedOn", "2026-06-09", "changeReason", ""));
    }

    private static Map<String, Object> kev(Map<String, Object> facts, String listed, String due) {
        facts.put("kevListedOn", listed);
        facts.put("kevDueDate", due);
        facts.put("identifiedOn", "2026-06-09");
        if (listed.equals("2026-06-10")) {
            facts.put("identifiedOn", "2026-06-11");
        }
        return facts;
    }

    private static Map<String, Object> changed(Map<String, Object> facts, String reason) {
        facts.put("changeReason", reason);
        return facts;
    }

    private static Map<String, Object> remediated(String on) {
        return Map.of("remediatedHow", "patched", "remediatedOn", on, "remediationNote", "Fixed and verified.");
    }

    private void triage(Release bod, String conclusion) {
        people.complete("gsa.staff", key(bod), "TriageForensics", Map.of("scopedAt", "2026-06-11 09:30", "evidenceKeptAt", "",
            "triageConclusion", conclusion, "triageSummary", "Logs looked through."));
    }

    private Job timer(Release bod) {
        return management.createJobQuery().processInstanceId(runtime.createProcessInstanceQuery().processDefinitionKey("VulnerabilityRemediation")
            .processInstanceBusinessKey(key(bod)).singleResult().getId()).activityId("VulnerabilityOverdue").singleResult();
    }

    private List<String> facts(Release bod, String kind) {
        return jdbc.sql("select payload from eo.ledger_entry where business_key = ? and kind = ? order by sequence").params(key(bod), kind)
            .query(String.class).list();
    }

    private String state(Release bod) {
        return jdbc.sql("select state from eo.remediation where business_key = ?").param(key(bod)).query(String.class).single();
    }
}
