package org.eoworkflow.directive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.eoworkflow.directive.ReleaseFixture.action;

import java.time.Instant;
import java.time.Period;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.spin.Spin;
import org.eoworkflow.deadline.DatesSetBefore;
import org.eoworkflow.deadline.DeadlineRecords;
import org.eoworkflow.deadline.Explanation;
import org.eoworkflow.directive.ReleaseFixture.Release;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.support.Certifications;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.Http;
import org.eoworkflow.support.People;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.flyway.FlywayDataSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;

@EngineTest
class ImplementationTest {

    private static final List<Map<String, Object>> TWO_ACTIONS = List.of(action("Update the policy", 1, "fixed"), action("Update the process", 60, "fixed"));
    /** The second after the first action of {@link #TWO_ACTIONS} was due. */
    private static final Instant FIRST_OVERDUE = Instant.parse("2026-06-12T04:00:00Z");
    private static final Instant AFTER_LETTER = Instant.parse("2026-06-27T04:00:00Z");
    private static final Instant SECOND_OVERDUE = Instant.parse("2026-08-10T04:00:00Z");

    @Autowired ReleaseFixture releases;
    @Autowired Implementations implementations;
    @Autowired RuntimeService runtime;
    @Autowired TaskService tasks;
    @Autowired ManagementService management;
    @Autowired Certifications certifications;
    @Autowired DeadlineRecords records;
    @Autowired Explanation explanation;
    @Autowired People people;
    @Autowired JdbcClient jdbc;
    @Autowired ApplicationEventPublisher events;
    @Autowired @FlywayDataSource DataSource owner;
    @LocalServerPort int port;

    // --- the way through

    @Test
    void anAgencyCarriesOutADirectiveAndTheOfficeValidatesIt() {
        Release bod = releases.release(List.of("gsa", "nasa"), TWO_ACTIONS);
        assertThat(bod.started).isEqualTo(2);
        bod.acknowledge("gsa");
        bod.plan("gsa");
        bod.completeAction("gsa", 1, "2026-06-11");
        bod.completeAction("gsa", 2, "2026-06-11");
        bod.report("gsa");
        validate(bod, "accept", List.of());

        assertThat(bod.state("gsa")).isEqualTo("closed");
        assertThat(bod.facts("gsa", "implementation-closed")).singleElement().asString().contains("\"outcome\":\"closed\"", bod.number);
        assertThat(bod.facts("gsa", "action-completed")).hasSize(2).allMatch(fact -> fact.contains("\"late\":false"));
        assertThat(runtime.createProcessInstanceQuery().processInstanceBusinessKey(bod.key("gsa")).count()).isZero();
        assertThat(bod.state("nasa")).isEqualTo("open");
    }

    @Test
    void actionsAreDueWithTheLastSecondOfTheirLastDayInWashington() {
        Release bod = releases.release(List.of("gsa"), TWO_ACTIONS);
        assertThat(people.task(bod.key("gsa"), "AcknowledgeDirective").getDueDate()).isEqualTo(Instant.parse("2026-06-18T21:00:00Z"));
        bod.acknowledge("gsa");
        bod.plan("gsa");

        assertThat(people.tasks(bod.key("gsa"), "CompleteAction")).extracting(task -> task.getDueDate().toInstant())
            .containsExactlyInAnyOrder(Instant.parse("2026-06-12T03:59:59Z"), Instant.parse("2026-08-10T03:59:59Z"));
        assertThat(tasks.getVariable(people.tasks(bod.key("gsa"), "CompleteAction").get(0).getId(), "actionDue").toString()).endsWith("11:59:59 PM ET");
    }

    @Test
    void theDatesOfAnImplementationAreRecordedWithTheReleaseThatStartedThem() {
        Release bod = releases.release(List.of("gsa"), TWO_ACTIONS);

        assertThat(records.history("action " + bod.key("gsa") + "/2")).singleElement().satisfies(record -> {
            assertThat(record.reckoning().value()).isEqualTo(Instant.parse("2026-08-10T03:59:59Z"));
            assertThat(record.reckoning().started()).isEqualTo("2026-06-10");
            assertThat(record.reckoning().period()).isEqualTo(Period.ofDays(60));
            assertThat(record.subject().agency()).isEqualTo("gsa");
            assertThat(explanation.of(record)).contains("The clock started on Wednesday, June 10, 2026. %s was released.".formatted(bod.number),
                "It comes from: %s, required action 2. Version: as released.".formatted(bod.number));
        });
        var acknowledge = records.ofTask(people.task(bod.key("gsa"), "AcknowledgeDirective").getId()).orElseThrow();
        assertThat(explanation.of(acknowledge)).contains("Calendar: federal working days (5 USC 6103). Skipped: Saturday, June 13, 2026; Sunday, June 14, 2026.");
    }

    @Test
    void aSecondStartChangesNothing() {
        Release bod = releases.release(List.of("gsa"), TWO_ACTIONS);
        Release again = releases.release(bod.number, List.of("gsa", "nasa"), TWO_ACTIONS);

        assertThat(again.started).isEqualTo(1);
        assertThat(people.tasks(bod.key("gsa"), "AcknowledgeDirective")).hasSize(1);
    }

    @Test
    void anUnknownAgencyInTheScopeIsNamedAndNobodyStarts() {
        assertThatThrownBy(() -> releases.release("BOD 98-0001", List.of("gsa", "gsaa", "usdb"), TWO_ACTIONS))
            .satisfies(thrown -> assertThat(Refusal.in(thrown)).hasMessageContaining("'gsaa', 'usdb'")
                .extracting(Refusal::field).isEqualTo("scopeAgencies"));
        assertThatThrownBy(() -> releases.release("BOD 98-0001", List.of(), TWO_ACTIONS))
            .satisfies(thrown -> assertThat(Refusal.in(thrown)).hasMessageContaining("binds no agency"));
        assertThat(jdbc.sql("select count(*) from eo.implementation where number = 'BOD 98-0001'").query(Integer.class).single()).isZero();
    }

    @Test
    void anActionWithoutTextPeriodOrKnownRuleIsRefused() {
        for (var wrong : List.of(action("x", 0, "fixed"), action("x", -3, "fixed"), action("x", "soon", "fixed"))) {
            assertRefused("needs a period of at least one day", wrong);
        }
        assertRefused("says nothing", action(" ", 3, "fixed"));
        assertRefused("follows rule 'sometimes'", action("x", 3, "sometimes"));
        assertThatThrownBy(() -> releases.release(List.of("gsa"), List.of()))
            .satisfies(thrown -> assertThat(Refusal.in(thrown)).hasMessageContaining("requires no action"));
    }

    private void assertRefused(String message, Map<String, Object> action) {
        assertThatThrownBy(() -> releases.release(List.of("gsa"), List.of(action("good", 3, "fixed"), action)))
            .satisfies(thrown -> assertThat(Refusal.in(thrown)).hasMessageContaining("action 2").hasMessageContaining(message));
    }

    @Test
    void anAgencyThatDoesNotAcknowledgeIsChased() {
        Release bod = releases.release(List.of("gsa"), TWO_ACTIONS);
        var instance = runtime.createProcessInstanceQuery().processDefinitionKey("DirectiveImplementation")
            .processInstanceBusinessKey(bod.key("gsa")).singleResult();
        releases.fire(management.createJobQuery().processInstanceId(instance.getId()).activityId("AcknowledgementDue").singleResult(),
            Instant.parse("2026-06-18T21:00:01Z"));

        for (var mailbox : List.of("directives@gsa.example", "directives@cisa.example")) {
            assertThat(releases.mails("acknowledgement-chased/" + bod.key("gsa"), mailbox)).singleElement()
                .satisfies(mail -> assertThat((String) mail.get("html")).contains("Update the policy"));
        }
        assertThat(bod.facts("gsa", "reminder-due")).hasSize(1);
        bod.acknowledge("gsa");
        assertThat(people.tasks(bod.key("gsa"), "PlanImplementation")).hasSize(1);
    }

    @Test
    void anActionNeedsEvidenceADayThatCanBeAndWhatWasDone() {
        Release bod = releases.release(List.of("gsa"), List.of(action("Update the policy", 1, "fixed")));
        bod.acknowledge("gsa");
        bod.plan("gsa");
        var task = people.task(bod.key("gsa"), "CompleteAction");
        var good = Map.<String, Object>of("actionResult", "Done.", "actionCompletedOn", "2026-06-11", "actionReported", "");
        assertThatThrownBy(() -> people.complete("gsa.staff", task, good))
            .satisfies(thrown -> assertThat(Refusal.in(thrown)).hasMessageContaining("Evidence tab"));
        certifications.addEvidence("gsa.staff", task);
        for (var day : List.of("2026-06-09", "2026-06-12")) {
            assertThatThrownBy(() -> people.complete("gsa.staff", task, Map.of("actionResult", "Done.", "actionCompletedOn", day, "actionReported", "")))
                .satisfies(thrown -> assertThat(Refusal.in(thrown)).hasMessageContaining("between the release of the directive"));
        }
        people.complete("gsa.staff", task, good);
        assertThat(people.tasks(bod.key("gsa"), "ReportCompletion")).hasSize(1);
    }

    @Test
    void ofTwoActionsThatAreDueOnOneDayEachTaskNamesItsOwn() {
        Release bod = releases.release(List.of("gsa"), List.of(action("Update the policy", 60, "fixed"), action("Update the process", 60, "fixed")));
        bod.acknowledge("gsa");
        bod.plan("gsa");

        for (var task : people.tasks(bod.key("gsa"), "CompleteAction")) {
            assertThat(explanation.of(records.ofTask(task.getId()).orElseThrow())).anyMatch(says ->
                says.contains("It comes from: %s, required action %s.".formatted(bod.number, tasks.getVariable(task.getId(), "action"))));
        }
    }

    @Test
    void anActionOfBeforeDatesWereRecordedSaysSo() {
        Release bod = releases.release(List.of("gsa"), TWO_ACTIONS);
        JdbcClient.create(owner).sql("delete from eo.deadline_record where business_key = ?").param(bod.key("gsa")).update();

        events.publishEvent(new DatesSetBefore());
        events.publishEvent(new DatesSetBefore());

        assertThat(records.history("action %s/2".formatted(bod.key("gsa")))).singleElement().satisfies(made -> {
            assertThat(made.reckoning().value()).isEqualTo(Instant.parse("2026-08-10T03:59:59Z"));
            assertThat(made.reason()).startsWith("The date was set before");
            assertThat(made.reckoning().rule()).contains("as released, or by an extension that was granted since");
        });
    }

    // --- not applicable, returned, superseded, ended

    @Test
    void aDirectiveThatDoesNotApplyEndsWithTheOfficesAcceptance() {
        Release bod = releases.release(List.of("gsa"), TWO_ACTIONS);
        stateNotApplicable(bod);
        people.complete("cisa.staff", bod.key("gsa"), "DecideApplicability", Map.of("applicabilityDecision", "accept"));

        assertThat(bod.state("gsa")).isEqualTo("not-applicable");
        assertThat(bod.facts("gsa", "implementation-closed")).singleElement().asString().contains("not-applicable");
        assertThat(runtime.createProcessInstanceQuery().processInstanceBusinessKey(bod.key("gsa")).count()).isZero();
    }

    @Test
    void aRefusedStatementLeadsToThePlan() {
        Release bod = releases.release(List.of("gsa"), TWO_ACTIONS);
        stateNotApplicable(bod);
        people.complete("cisa.staff", bod.key("gsa"), "DecideApplicability",
            Map.of("applicabilityDecision", "refuse", "applicabilityRefusal", "You run such systems."));

        assertThat(tasks.getVariable(people.task(bod.key("gsa"), "PlanImplementation").getId(), "applicabilityRefusal")).isEqualTo("You run such systems.");
    }

    private void stateNotApplicable(Release bod) {
        people.complete("gsa.staff", bod.key("gsa"), "AcknowledgeDirective",
            Map.of("applicability", "not-applicable", "applicabilityStatement", "We have no such system."));
    }

    @Test
    void aReturnedReportOpensTheNamedActionsAgain() {
        Release bod = carriedOut();
        bod.report("gsa");
        validate(bod, "return", List.of("2"));

        assertThat(people.tasks(bod.key("gsa"), "CompleteAction")).hasSize(1);
        assertThat(bod.facts("gsa", "action-reopened")).singleElement().asString().contains("\"action\":2");
        bod.completeAction("gsa", 2, "2026-06-11");
        bod.report("gsa");
        validate(bod, "return", List.of());
        bod.report("gsa");
        validate(bod, "accept", List.of());
        assertThat(bod.state("gsa")).isEqualTo("closed");
    }

    @Test
    void aSupersedingDirectiveClosesTheRunningImplementationsWithItsNumber() {
        Release bod = releases.release(List.of("gsa", "nasa"), TWO_ACTIONS);
        runtime.deleteProcessInstance(runtime.createProcessInstanceQuery().processDefinitionKey("DirectiveImplementation")
            .processInstanceBusinessKey(bod.key("nasa")).singleResult().getId(), "test");

        assertThat(implementations.supersede(bod.number, "BOD 99-9999")).isEqualTo(1);
        assertThat(implementations.supersede(bod.number, "BOD 99-9999")).isZero();
        assertThat(bod.state("gsa")).isEqualTo("superseded");
        assertThat(bod.state("nasa")).isEqualTo("ended");
        assertThat(bod.facts("gsa", "implementation-closed")).singleElement().asString().contains("\"supersededBy\":\"BOD 99-9999\"");
        assertThat(runtime.createProcessInstanceQuery().processInstanceBusinessKey(bod.key("gsa")).count()).isZero();
    }

    // --- late

    @Test
    void anOverdueActionIsFollowedUpAndAfterTenWorkingDaysTheHeadOfTheAgencyIsWrittenTo() {
        Release bod = planned();
        releases.fire(bod.job("gsa", 1, "ActionDue"), FIRST_OVERDUE);

        assertThat(bod.facts("gsa", "action-overdue")).singleElement().asString().contains("\"action\":1");
        for (var mailbox : List.of("directives@gsa.example", "directives@cisa.example")) {
            assertThat(releases.mails("action-overdue/" + bod.key("gsa"), mailbox)).hasSize(1);
        }
        people.complete("cisa.staff", bod.key("gsa"), "FollowUpOverdueAction",
            Map.of("followUpContact", "call", "followUpOutcome", "Next week.", "followUpExpected", "2026-06-19"));
        // June 12 and ten working days, Juneteenth being none of them
        assertThat(bod.job("gsa", 1, "TenWorkingDaysPassed").getDuedate().toInstant()).isEqualTo(Instant.parse("2026-06-29T21:00:00Z"));
        assertThat(records.history("letter %s/1".formatted(bod.key("gsa")))).singleElement().satisfies(letter -> assertThat(explanation.of(letter))
            .anyMatch(says -> says.contains("Monday, June 29, 2026, 5:00 PM ET")).anyMatch(says -> says.contains("Juneteenth")));
        releases.fire(bod.job("gsa", 1, "TenWorkingDaysPassed"), AFTER_LETTER);

        var letter = releases.mails("letter-to-head/" + bod.key("gsa"), "head@gsa.example");
        assertThat(letter).singleElement().satisfies(mail -> assertThat((String) mail.get("html")).contains("Administrator", "Update the policy"));
        assertThat(jdbc.sql("select content from eo.outbox_attachment where outbox_id = ?").param(letter.get(0).get("id")).query(byte[].class).single())
            .startsWith("%PDF".getBytes());

        bod.completeAction("gsa", 1, "2026-06-26");
        assertThat(bod.facts("gsa", "action-completed")).singleElement().asString().contains("\"late\":true");
        assertThat(bod.job("gsa", 1, "ActionDue")).as("the watch goes on, in case the action is opened again").isNotNull();
    }

    @Test
    void aCompletedActionIsNotFollowedUpWhenItsDateComes() {
        Release bod = planned();
        bod.completeAction("gsa", 2, "2026-06-11");
        releases.fire(bod.job("gsa", 2, "ActionDue"), SECOND_OVERDUE);

        assertThat(people.tasks(bod.key("gsa"), "FollowUpOverdueAction")).isEmpty();
        assertThat(bod.facts("gsa", "action-overdue")).isEmpty();
    }

    @Test
    void datesAreWatchedFromTheFirstDayEvenIfNobodyAcknowledges() {
        Release bod = releases.release(List.of("gsa"), TWO_ACTIONS);
        releases.fire(bod.job("gsa", 1, "ActionDue"), FIRST_OVERDUE);

        assertThat(people.tasks(bod.key("gsa"), "FollowUpOverdueAction")).hasSize(1);
    }

    // --- extensions

    @Test
    void aGrantedExtensionMovesTheActionsDueDateAndTimer() {
        Release bod = planned();
        bod.requestExtension("gsa", 2, "2026-08-20");
        assertThat(tasks.getVariables(people.task(bod.key("gsa"), "DecideExtension").getId()))
            .containsEntry("requestedDate", "2026-08-20").containsEntry("extensionActionText", "Update the process");
        grant(bod, "2026-08-15");

        var due = Instant.parse("2026-08-16T03:59:59Z");
        assertThat(people.tasks(bod.key("gsa"), "CompleteAction")).extracting(task -> task.getDueDate().toInstant()).contains(due);
        assertThat(bod.job("gsa", 2, "ActionDue").getDuedate().toInstant()).isEqualTo(due);
        assertThat(bod.facts("gsa", "extension-decided")).singleElement().asString().contains("granted", "2026-08-10T03:59:59Z", due.toString(), "Segmented more.");
        var story = records.history("action " + bod.key("gsa") + "/2");
        assertThat(story).extracting(record -> record.reckoning().value()).containsExactly(Instant.parse("2026-08-10T03:59:59Z"), due);
        assertThat(explanation.of(story.get(1))).contains("It took the place of an earlier date. An extension was granted.");
        assertThat(releases.mails("extension-decided/", "directives@gsa.example").stream().map(mail -> (String) mail.get("html")))
            .anyMatch(html -> html.contains(bod.number) && html.contains("Granted: due Saturday, August 15, 2026, 11:59:59 PM ET"));
    }

    @Test
    void anExtensionOfAnOverdueActionEndsItsFollowUpAndTheLetter() {
        Release bod = planned();
        releases.fire(bod.job("gsa", 1, "ActionDue"), FIRST_OVERDUE);
        bod.requestExtension("gsa", 1, "2026-07-01");
        grant(bod, "2026-07-01");

        assertThat(people.tasks(bod.key("gsa"), "FollowUpOverdueAction")).isEmpty();
        assertThat(bod.job("gsa", 1, "TenWorkingDaysPassed")).isNull();
        assertThat(bod.job("gsa", 1, "ActionDue").getDuedate().toInstant()).isEqualTo(Instant.parse("2026-07-02T03:59:59Z"));
    }

    @Test
    void aRefusedExtensionLeavesTheDueDate() {
        Release bod = planned();
        bod.requestExtension("gsa", 2, "2026-08-20");
        people.complete("cisa.approver", bod.key("gsa"), "DecideExtension", Map.of("extensionDecision", "refuse", "extensionRefusal", "Too risky."));

        assertThat(bod.job("gsa", 2, "ActionDue").getDuedate().toInstant()).isEqualTo(Instant.parse("2026-08-10T03:59:59Z"));
        assertThat(bod.facts("gsa", "extension-decided")).singleElement().asString().contains("refused", "Too risky.");
        bod.requestExtension("gsa", 2, "2026-08-21");
        assertThat(people.tasks(bod.key("gsa"), "DecideExtension")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "gsa, 7, 2026-08-20, has no action of this number",
        "gsa, 2, 2026-08-09, must lie after the present one",
        "gsa, 2, next week, Give a date",
        "labor, 2, 2026-08-20, implements no directive of this number"})
    void aRequestThatCannotBeIsRefused(String agency, int action, String until, String message) {
        Release bod = planned();
        assertThatThrownBy(() -> bod.requestExtension(agency, action, until))
            .satisfies(thrown -> assertThat(Refusal.in(thrown)).isNotNull());
        assertThat(people.tasks(bod.key("gsa"), "DecideExtension")).isEmpty();
        assertThat(bod.facts("gsa", "extension-requested")).isEmpty();
    }

    @Test
    void anActionHasOneOpenRequestAtATimeAndNoneOnceItIsCompleted() {
        Release bod = planned();
        bod.requestExtension("gsa", 2, "2026-08-20");
        assertThatThrownBy(() -> bod.requestExtension("gsa", 2, "2026-08-21"))
            .satisfies(thrown -> assertThat(Refusal.in(thrown)).hasMessageContaining("asked for already"));
        bod.completeAction("gsa", 1, "2026-06-11");
        assertThatThrownBy(() -> bod.requestExtension("gsa", 1, "2026-08-21"))
            .satisfies(thrown -> assertThat(Refusal.in(thrown)).hasMessageContaining("needs no extension"));
    }

    @Test
    void aNewDateBeforeThePresentOneIsNotGranted() {
        Release bod = planned();
        bod.requestExtension("gsa", 2, "2026-08-20");
        assertThatThrownBy(() -> grant(bod, "2026-07-01"))
            .satisfies(thrown -> assertThat(Refusal.in(thrown)).hasMessageContaining("must lie after the present one"));
        assertThat(people.tasks(bod.key("gsa"), "DecideExtension")).hasSize(1);
    }

    @Test
    void whatIsCompletedMeanwhileIsNotExtended() {
        Release bod = planned();
        bod.requestExtension("gsa", 2, "2026-08-20");
        bod.completeAction("gsa", 2, "2026-06-11");
        assertThatThrownBy(() -> grant(bod, "2026-08-20"))
            .satisfies(thrown -> assertThat(Refusal.in(thrown)).hasMessageContaining("completed meanwhile"));
    }

    @Test
    void staffOfAnAgencyMayStartARequestOverRestAndOthersMayNot() {
        Release bod = planned();
        var body = """
            {"variables": {"directiveNumber": {"value": "%s"}, "actionNumber": {"value": 2, "type": "Integer"}, "requestedDate": {"value": "2099-01-01"},
              "extensionReason": {"value": "No fix."}, "proposedMeasures": {"value": "Segmented."}}}""".formatted(bod.number);
        var path = "/engine-rest/process-definition/key/RequestExtension/submit-form";

        assertThat(Http.basic(port, "auditor").post(path, body).statusCode()).isEqualTo(403);
        assertThat(Http.basic(port, "gsa.staff").post(path, body).statusCode()).isEqualTo(200);
        assertThat(people.tasks(bod.key("gsa"), "DecideExtension")).hasSize(1);
    }

    // --- what managers see

    @Test
    void managersSeeHowFarEachAgencyIsAndAgenciesSeeThemselves() {
        Release bod = releases.release(List.of("gsa", "nasa"), TWO_ACTIONS);
        bod.acknowledge("gsa");
        bod.plan("gsa");
        bod.requestExtension("gsa", 2, "2026-08-20");
        ClockUtil.setCurrentTime(Date.from(FIRST_OVERDUE));
        var path = "/api/directives/" + bod.number.toLowerCase().replace(' ', '-') + "/implementations";

        assertThat(Http.stranger(port).get(path).statusCode()).isEqualTo(401);
        assertThat(Http.basic(port, "omb.staff").get(path).statusCode()).isEqualTo(403);
        for (var reader : List.of("order.office", "auditor", "cisa.certifier")) {
            assertThat(Http.basic(port, reader).get(path).body()).contains("\"agency\":\"gsa\"", "\"agency\":\"nasa\"");
        }
        var own = Http.basic(port, "gsa.staff").get(path);
        assertThat(own.statusCode()).isEqualTo(200);
        assertThat(own.body()).doesNotContain("nasa").contains("\"state\":\"open\"", "\"openActions\":2", "\"overdue\":[1]",
            "\"extensions\":[{\"action\":2,\"until\":\"2026-08-20\"}]", "\"nextDue\":\"2026-06-12T03:59:59Z\"");
        assertThat(Http.basic(port, "order.office").get("/api/directives/bod-00-00/implementations").statusCode()).isEqualTo(404);
        assertThat(Http.basic(port, "order.office").get("/api/directives/" + bod.number.replace(" ", "%20") + "/implementations").statusCode()).isEqualTo(200);
    }

    private Release planned() {
        Release bod = releases.release(List.of("gsa"), TWO_ACTIONS);
        bod.acknowledge("gsa");
        bod.plan("gsa");
        return bod;
    }

    private Release carriedOut() {
        Release bod = planned();
        bod.completeAction("gsa", 1, "2026-06-11");
        bod.completeAction("gsa", 2, "2026-06-11");
        return bod;
    }

    private void validate(Release bod, String decision, List<String> reopened) {
        var variables = new HashMap<String, Object>(Map.of("validationDecision", decision));
        if (decision.equals("return")) {
            variables.put("validationReasons", "The proof is thin.");
            variables.put("reopenedActions", Spin.JSON(reopened));
        }
        people.complete("cisa.staff", bod.key("gsa"), "ValidateCompletion", variables);
    }

    private void grant(Release bod, String date) {
        people.complete("cisa.approver", bod.key("gsa"), "DecideExtension",
            Map.of("extensionDecision", "grant", "newDate", date, "compensatingMeasures", "Segmented more."));
    }
}
