package org.eoworkflow.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.eoworkflow.deadline.TimedDirective.at;
import static org.eoworkflow.support.OrderFixture.Work.tracked;
import static org.eoworkflow.support.OrderWork.change;

import java.time.Period;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.camunda.spin.Spin;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.order.Orders;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.OrderFixture.Work;
import org.eoworkflow.support.OrderWork;
import org.eoworkflow.support.People;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What follows when a deadline is missed. The directive is due on July 2, 2026; DHS is accountable and CISA does the work. */
@EngineTest
class EscalationTest {

    @Autowired TimedDirective directives;
    @Autowired DeadlineRecords records;
    @Autowired People people;
    @Autowired OrderWork work;
    @Autowired Orders orders;
    @Autowired RuntimeService runtime;
    @Autowired TaskService tasks;
    @Autowired ManagementService management;
    @Autowired OrderWork amendments;

    @Test
    void theAccountableApproverOwesARecoveryPlanWithinTwoWorkingDays() {
        var key = missed("opened");

        var task = people.task(key, "SubmitRecoveryPlan");
        assertThat(tasks.getIdentityLinksForTask(task.getId())).extracting("groupId").contains("dhs-approver");
        assertThat(task.getDueDate()).as("Friday is Independence Day, observed").isEqualTo(at("2026-07-07T17:00"));
        assertThat(runtime.getVariable(task.getExecutionId(), "missedDeadline")).isEqualTo("Thursday, July 2, 2026, 11:59:59 PM ET");
        assertThat(directives.lastMail(key)).contains("Tuesday, July 7, 2026, 5:00 PM ET", "recovery plan", "OPENED-01");
    }

    @Test
    void anAcceptedPlanIsWatchedUntilItsDateAndTheClauseStaysOverdue() {
        var key = missed("accepted");

        submits(key, "2026-07-10");
        reviews(key, "accept");

        assertThat(directives.ledger(key, EntryKind.RECOVERY_PLAN_ACCEPTED)).singleElement().asString()
            .contains("\"committed\":\"2026-07-10\"", "\"cause\":\"Too few people.\"", "\"level\":1", "\"daysLate\":");
        assertThat(directives.timers(key)).isEqualTo(Map.of("CommittedDateReached", at("2026-07-10T23:59:59").toInstant()));
        assertThat(directives.ledger(key, EntryKind.ESCALATION_CLOSED)).isEmpty();
    }

    @Test
    void aReturnedPlanComesBackWithTheReason() {
        var key = missed("returned");

        submits(key, "2026-07-10");
        reviews(key, "return");

        var again = people.task(key, "SubmitRecoveryPlan");
        assertThat(runtime.getVariable(again.getExecutionId(), "recoveryReturnReason")).isEqualTo("The steps do not answer the cause.");
        submits(key, "2026-07-12");
        reviews(key, "accept");
        assertThat(directives.ledger(key, EntryKind.RECOVERY_PLAN_ACCEPTED)).singleElement().asString().contains("2026-07-12");
    }

    @Test
    void aMissedCommitmentGoesToTheHeadAndThenToThePrincipals() {
        var key = missed("raised");
        submits(key, "2026-07-10");
        reviews(key, "accept");

        directives.goTo(key, "2026-07-11T00:00");
        assertThat(directives.ledger(key, EntryKind.ESCALATION_RAISED)).singleElement().asString()
            .contains("\"level\":2", "\"committed\":\"2026-07-10\"", "The committed date has passed");
        assertThat(mailsAbout(key, "level 2")).containsExactlyInAnyOrder("head@dhs.example", "directives@dhs.example", "order-office@eo.example");
        assertThat(directives.lastMail(key)).contains("Secretary of Homeland Security");

        submits(key, "2026-07-20");
        reviews(key, "accept");
        directives.goTo(key, "2026-07-21T00:00");
        assertThat(directives.ledger(key, EntryKind.ESCALATION_RAISED)).last().asString().contains("\"level\":3");
        assertThat(mailsAbout(key, "level 3")).containsExactlyInAnyOrder("head@dhs.example", "head@cisa.example", "head@omb.example",
            "head@ncd.example", "directives@dhs.example", "order-office@eo.example");

        decide(key, "2026-07-30");
        assertThat(directives.ledger(key, EntryKind.DECISION_MADE)).singleElement().asString().contains("Move ten people.", "2026-07-30");
        assertThat(records.history("commitment " + key)).extracting(record -> record.reckoning().value()).containsExactly(
            at("2026-07-10T23:59:59").toInstant(), at("2026-07-20T23:59:59").toInstant(), at("2026-07-30T23:59:59").toInstant());
        assertThat(records.latest("commitment " + key).orElseThrow().reason()).startsWith("The principals decided.");
        directives.goTo(key, "2026-07-31T00:00");
        assertThat(people.task(key, "RecordPrincipalsDecision")).as("the principals are called again").isNotNull();
        assertThat(directives.ledger(key, EntryKind.ESCALATION_RAISED)).hasSize(3);
    }

    @Test
    void fromTheMissedDeadlineThroughAllLevelsToTheClauseThatIsMetAtLast() {
        var key = missed("story");
        submits(key, "2026-07-10");
        reviews(key, "return");
        submits(key, "2026-07-13");
        reviews(key, "accept");
        directives.goTo(key, "2026-07-14T00:00");
        assertThat(level(key)).isEqualTo(2);
        directives.goTo(key, "2026-07-16T17:00");
        assertThat(level(key)).as("no new plan within two working days").isEqualTo(3);
        decide(key, "2026-07-30");
        directives.goTo(key, "2026-07-31T00:00");
        decide(key, "2026-08-14");
        TimedDirective.setClock("2026-08-12T15:00");
        directives.certify(key, "STORY-01");
        directives.goTo(key, "2026-08-12T15:01");

        assertThat(directives.kinds(key)).filteredOn(kind -> kind.matches("deadline-missed|escalation.*|recovery.*|decision-made|clause-certified")).containsExactly(
            "deadline-missed", "escalation-opened", "recovery-plan-accepted", "escalation-raised", "escalation-raised", "decision-made", "escalation-raised",
            "decision-made", "clause-certified", "escalation-closed");
        assertThat(directives.ledger(key, EntryKind.ESCALATION_RAISED)).extracting(entry -> entry.replaceAll(".*\"level\":(\\d).*", "$1")).containsExactly("2", "3", "3");
        assertThat(directives.ledger(key, EntryKind.ESCALATION_CLOSED)).singleElement().asString().contains("The clauses are met", "\"daysLate\":41");
        assertThat(mailsAbout(key, "Escalation closed")).as("all who were told").containsExactlyInAnyOrder("head@dhs.example", "head@cisa.example",
            "head@omb.example", "head@ncd.example", "directives@dhs.example", "order-office@eo.example");
        assertThat(directives.lastMail(key)).contains("The escalation is closed. The clauses are met or no longer apply.", "Late by <b>41 days</b>")
            .doesNotContain("Clauses still open", "recovery plan");
        assertThat(records.history("commitment " + key)).extracting(record -> record.reckoning().value()).containsExactly(
            at("2026-07-13T23:59:59").toInstant(), at("2026-07-30T23:59:59").toInstant(), at("2026-08-14T23:59:59").toInstant());
        assertThat(directives.instance(key, "DeadlineEscalation")).isNull();
    }

    @Test
    void aRevocationOfTheOrderEndsTheEscalationAtWhateverLevelItIs() {
        var key = missed("revoked");
        submits(key, "2026-07-10");
        reviews(key, "accept");
        directives.goTo(key, "2026-07-11T00:00");
        assertThat(level(key)).isEqualTo(2);

        work.inform(key.split("/")[0], "revoked", Map.of("confirmation", key.split("/")[0]));

        assertThat(directives.instances(key)).isEmpty();
        assertThat(directives.ledger(key, EntryKind.ESCALATION_CLOSED)).singleElement().asString().contains("The directive was ended", "\"level\":2");
        assertThat(people.tasks(key, "SubmitRecoveryPlan")).isEmpty();
        assertThat(mailsAbout(key, "Escalation closed")).containsExactlyInAnyOrder("head@dhs.example", "directives@dhs.example", "order-office@eo.example");
        assertThat(records.latest("commitment " + key).orElseThrow().isEnd()).isTrue();
    }

    private Object level(String key) {
        return runtime.getVariable(directives.instance(key, "DeadlineEscalation").getId(), "escalationLevel");
    }

    @Test
    void aPlanThatDoesNotComeIsAskedForOnceMoreInTheFirstWeekAndThenGoesToTheHead() {
        var key = missed("silent");

        directives.goTo(key, "2026-07-07T17:00");
        assertThat(directives.ledger(key, EntryKind.NOTE)).singleElement().asString().contains("asked for again");
        assertThat(mailsAbout(key, "Recovery plan overdue")).containsExactlyInAnyOrder("directives@dhs.example", "order-office@eo.example");
        assertThat(people.task(key, "SubmitRecoveryPlan").getDueDate()).isEqualTo(at("2026-07-09T17:00"));

        directives.goTo(key, "2026-07-09T17:00");
        assertThat(directives.ledger(key, EntryKind.NOTE)).as("seven days late").hasSize(2);
        directives.goTo(key, "2026-07-13T17:00");

        assertThat(directives.ledger(key, EntryKind.ESCALATION_RAISED)).singleElement().asString()
            .contains("\"level\":2", "No recovery plan was submitted in time", "\"daysLate\":11");
        directives.goTo(key, "2026-07-15T17:00");
        assertThat(directives.ledger(key, EntryKind.ESCALATION_RAISED)).last().asString().contains("\"level\":3");
    }

    @Test
    void principalsWhoDoNotDecideAreCalledAgainEveryFiveWorkingDaysUntilTheyDo() {
        var key = missed("undecided");
        directives.goTo(key, "2026-07-13T17:00");
        directives.goTo(key, "2026-07-15T17:00");
        assertThat(people.task(key, "RecordPrincipalsDecision").getDueDate()).isEqualTo(at("2026-07-22T17:00"));

        directives.goTo(key, "2026-07-22T16:59");
        assertThat(mailsAbout(key, "level 3")).hasSize(6);
        directives.goTo(key, "2026-07-22T17:00");
        assertThat(mailsAbout(key, "level 3")).as("all of them once more").hasSize(12);
        assertThat(directives.lastMail(key)).contains("This goes to the principals", "The principals were called and have recorded no decision.",
            "Late by <b>20 days</b>").doesNotContain("recovery plan by");
        assertThat(people.task(key, "RecordPrincipalsDecision").getDueDate()).isEqualTo(at("2026-07-29T17:00"));
        directives.goTo(key, "2026-07-29T17:00");
        assertThat(directives.ledger(key, EntryKind.ESCALATION_RAISED)).filteredOn(entry -> entry.contains("have recorded no decision"))
            .hasSize(2).allMatch(entry -> entry.contains("\"level\":3"));

        decide(key, "2026-08-14");
        assertThat(directives.timers(key)).as("nobody is called any more").isEqualTo(Map.of("CommittedDateReached", at("2026-08-14T23:59:59").toInstant()));
        directives.goTo(key, "2026-08-15T00:00");
        assertThat(directives.ledger(key, EntryKind.ESCALATION_RAISED)).last().asString().contains("The committed date has passed");
    }

    @Test
    void aPlanWithoutStepsOrWithADateThatHasPassedIsRefused() {
        var key = missed("refused");
        var task = people.task(key, "SubmitRecoveryPlan");

        refused("committedDate", () -> people.complete("dhs.approver", task, plan("2026-07-02")));
        refused("committedDate", () -> people.complete("dhs.approver", reloaded(task), plan("soon")));
        var noSteps = plan("2026-07-10");
        noSteps.put("recoverySteps", Spin.JSON("[]"));
        refused("recoverySteps", () -> people.complete("dhs.approver", reloaded(task), noSteps));

        assertThat(people.task(key, "SubmitRecoveryPlan")).isNotNull();
        people.complete("dhs.approver", reloaded(task), plan("2026-07-03"));
    }

    @Test
    void aDateOfThePrincipalsThatHasPassedIsRefused() {
        var key = missed("principals");
        directives.goTo(key, "2026-07-13T17:00");
        directives.goTo(key, "2026-07-15T17:00");
        directives.goTo(key, "2026-07-17T17:00");

        refused("committedDate", () -> decide(key, "2026-07-01"));

        assertThat(people.task(key, "RecordPrincipalsDecision")).isNotNull();
        assertThat(directives.ledger(key, EntryKind.DECISION_MADE)).isEmpty();
    }

    @Test
    void itEndsWhenTheLastClauseIsMet() {
        var key = missed("ended", "E-01", "E-02");

        directives.certify(key, "E-01");
        assertThat(management.createJobQuery().processInstanceId(directives.instance(key, "DeadlineEscalation").getId()).messages().count()).isZero();
        directives.certify(key, "E-02");
        directives.goTo(key, "2026-07-03T10:00");

        assertThat(directives.instance(key, "DeadlineEscalation")).isNull();
        assertThat(directives.ledger(key, EntryKind.ESCALATION_CLOSED)).singleElement().asString().contains("The clauses are met");
        assertThat(people.tasks(key, "SubmitRecoveryPlan")).isEmpty();
        assertThat(directives.instance(key, "TrackedDirective")).isNotNull();
    }

    @Test
    void itEndsWithItsDirective() {
        var key = missed("withdrawn");

        runtime.deleteProcessInstance(directives.instance(key, "TrackedDirective").getId(), "withdrawn");

        assertThat(directives.instances(key)).isEmpty();
        assertThat(directives.ledger(key, EntryKind.ESCALATION_CLOSED)).singleElement().asString().contains("The directive was ended");
    }

    @Test
    void anAmendedDeadlineInTheFutureClosesItAndItOpensAnewWhenThatIsMissed() {
        var key = missed("moved");

        retime(key, "P45D");

        assertThat(directives.ledger(key, EntryKind.ESCALATION_CLOSED)).singleElement().asString()
            .contains("moved by amendment", "\"deadline\":\"2026-07-18T03:59:59Z\"");
        assertThat(mailsAbout(key, "Escalation closed")).containsExactlyInAnyOrder("directives@dhs.example", "order-office@eo.example");
        assertThat(directives.lastMail(key, "Escalation closed")).contains("The deadline was moved by amendment.", "Friday, July 17, 2026").doesNotContain("Late by");
        assertThat(people.tasks(key, "SubmitRecoveryPlan")).isEmpty();
        assertThat(directives.timers(key)).containsEntry("NewDateReached", at("2026-07-17T23:59:59").toInstant());

        directives.goTo(key, "2026-07-18T00:00");
        assertThat(directives.ledger(key, EntryKind.DEADLINE_MISSED)).hasSize(2);
        assertThat(directives.ledger(key, EntryKind.ESCALATION_OPENED)).hasSize(2);
        assertThat(people.task(key, "SubmitRecoveryPlan")).isNotNull();
    }

    @Test
    void anAmendedDeadlineThatIsPastAllTheSameClosesNothing() {
        var key = missed("still");
        TimedDirective.setClock("2026-07-13T12:00");

        retime(key, "P40D");

        assertThat(directives.ledger(key, EntryKind.ESCALATION_CLOSED)).isEmpty();
        assertThat(people.task(key, "SubmitRecoveryPlan")).isNotNull();
    }

    @Test
    void whileTheDirectiveRestsSoDoesItsEscalationAndOnItsReturnTheNewDateCounts() {
        var key = missed("resting");
        var order = key.split("/")[0];
        amendments.amend(order, change("resting", "suspend"));

        retime(key, "P60D");
        assertThat(directives.ledger(key, EntryKind.ESCALATION_CLOSED)).isEmpty();
        amendments.amend(order, change("resting", "resume"));

        assertThat(directives.ledger(key, EntryKind.ESCALATION_CLOSED)).hasSize(1);
        assertThat(directives.timers(key)).containsEntry("NewDateReached", at("2026-08-01T23:59:59").toInstant());
    }

    @Test
    void aMissedTargetIsNotEscalatedUntilAnAmendmentMakesItADeadline() {
        var key = directives.started("2026-06-02T12:00", work("target").due(null));
        directives.goTo(key, "2026-07-18T12:00");
        assertThat(directives.instance(key, "DeadlineEscalation")).isNotNull();
        assertThat(directives.ledger(key, EntryKind.ESCALATION_OPENED)).isEmpty();

        retime(key, "P60D");
        directives.goTo(key, "2026-08-02T00:00");

        assertThat(directives.ledger(key, EntryKind.DEADLINE_MISSED)).hasSize(1);
        assertThat(directives.ledger(key, EntryKind.ESCALATION_OPENED)).hasSize(1);
    }

    @Test
    void aLevelThatTheDecisionTableDoesNotKnowIsAnErrorThatNamesTheInputs() {
        var key = missed("unknown");
        var instance = directives.instance(key, "DeadlineEscalation").getId();
        runtime.setVariable(instance, "escalationLevel", 7);
        TimedDirective.setClock("2026-07-07T17:00");
        var timer = management.createJobQuery().processInstanceId(instance).timers().singleResult();

        assertThatThrownBy(() -> management.executeJob(timer.getId())).satisfies(thrown -> assertThat(Refusal.in(thrown))
            .hasMessageContaining("'EscalationLevel' has no rule for level 7, recovery plan 'none', 5 days late"));
    }

    // --- what people do

    private String missed(String id, String... clauses) {
        var work = work(id);
        var key = directives.started("2026-06-02T12:00", clauses.length == 0 ? work : work.clauses(clauses));
        directives.goTo(key, "2026-07-03T00:00");
        return key;
    }

    private static Work work(String id) {
        return tracked(id).lead("dhs").through("cisa").consults("omb", "ncd");
    }

    private void submits(String key, String committed) {
        people.complete("dhs.approver", key, "SubmitRecoveryPlan", plan(committed));
    }

    private static Map<String, Object> plan(String committed) {
        return new HashMap<>(Map.of("recoveryCause", "Too few people.", "committedDate", committed,
            "recoverySteps", Spin.JSON("[{\"step\":\"Assign more people.\",\"due\":\"2026-07-08\"}]")));
    }

    private void reviews(String key, String decision) {
        people.complete("order.office", key, "ReviewRecoveryPlan", decision.equals("accept") ? Map.of("recoveryDecision", decision)
            : Map.of("recoveryDecision", decision, "recoveryReturnReason", "The steps do not answer the cause."));
    }

    private void decide(String key, String committed) {
        people.complete("order.office", key, "RecordPrincipalsDecision",
            Map.of("principalsDecision", "Move ten people.", "committedDate", committed));
    }

    private void retime(String key, String period) {
        var parts = key.split("/");
        orders.retime(parts[0], parts[1], Period.parse(period));
    }

    private List<String> mailsAbout(String key, String what) {
        return directives.mails(key).stream().filter(mail -> mail.contains(what)).map(mail -> mail.substring(0, mail.indexOf(':'))).toList();
    }

    private Task reloaded(Task task) {
        return tasks.createTaskQuery().taskId(task.getId()).singleResult();
    }

    private static void refused(String field, Runnable work) {
        assertThatThrownBy(work::run).satisfies(thrown -> assertThat(Refusal.in(thrown).field()).isEqualTo(field));
    }
}
