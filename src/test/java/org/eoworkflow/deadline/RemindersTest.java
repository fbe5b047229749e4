package org.eoworkflow.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eoworkflow.deadline.TimedDirective.at;
import static org.eoworkflow.support.OrderFixture.Work.tracked;

import java.util.Locale;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.spin.Spin;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.People;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a directive is reminded of while its time goes by. Signed on June 2, 2026, it is due on July 2. */
@EngineTest
class RemindersTest {

    @Autowired TimedDirective directives;
    @Autowired RuntimeService runtime;
    @Autowired People people;

    @Test
    void aDirectiveWaitsForItsDates() {
        var key = directives.started("2026-06-02T12:00", tracked("waiting"));

        assertThat(directives.timers(key)).isEqualTo(Map.of(
            "FirstReminderDue", at("2026-06-18T09:00").toInstant(),
            "FirstMilestoneDue", at("2026-06-12T23:59:59").toInstant(),
            "DeadlineMissed", at("2026-07-02T23:59:59").toInstant()));
        assertThat(directives.mails(key)).isEmpty();
    }

    @Test
    void peopleAreRemindedFourteenSevenThreeAndOneDayBefore() {
        var key = directives.started("2026-06-02T12:00", tracked("reminded").lead("dhs").through("cisa"));

        directives.goTo(key, "2026-06-18T09:00");
        assertThat(directives.mails(key)).contains(
            "directives@cisa.example: 14 days left until the deadline: Directive reminded (%s)".formatted(number(key)),
            "directives@dhs.example: 14 days left until the deadline: Directive reminded (%s)".formatted(number(key)),
            "order-office@eo.example: 14 days left until the deadline: Directive reminded (%s)".formatted(number(key)));
        assertThat(directives.timers(key)).containsEntry("NextReminderDue", at("2026-06-25T09:00").toInstant());
        directives.goTo(key, "2026-06-25T09:00");
        directives.goTo(key, "2026-06-29T09:00");
        directives.goTo(key, "2026-07-01T09:00");

        assertThat(directives.ledger(key, EntryKind.REMINDER_DUE)).hasSize(4).last().asString()
            .contains("\"before\":\"P1D\"", "\"deadline\":\"2026-07-03T03:59:59Z\"", "\"period\":\"P30D\"", "\"signed\":\"2026-06-02\"", "\"rule\":");
        assertThat(directives.mails(key)).filteredOn(mail -> mail.startsWith("directives@cisa.example") && mail.contains("left until"))
            .extracting(mail -> mail.substring(mail.indexOf(':') + 2).split(" left")[0]).containsExactly("14 days", "7 days", "3 days", "1 day");
        assertThat(directives.timers(key)).containsOnlyKeys("DeadlineMissed");
    }

    @Test
    void aReminderNamesTheDirectiveItsClausesTheDateAndWhatToDo() {
        var key = directives.started("2026-06-02T12:00", tracked("named").lead("dhs").through("cisa"));

        directives.goTo(key, "2026-07-01T09:00");

        assertThat(directives.lastMail(key)).contains("Directive named", "NAMED-01", "Thursday, July 2, 2026, 11:59:59 PM ET",
            "There are <span>1 day</span> left until the <span>deadline</span>", "Complete the open tasks", "/camunda/app/tasklist/",
            "Department of Homeland Security", "Cybersecurity and Infrastructure Security Agency");
    }

    @Test
    void aPlanningTargetIsNeverCalledADeadlineOfTheOrder() {
        var key = directives.started("2026-06-02T12:00", tracked("targeted").due(null));

        directives.goTo(key, "2026-07-17T12:00");
        assertThat(directives.lastMail(key)).contains("<td>Target</td>", "The order states no deadline for this").doesNotContain("<td>Deadline</td>");
        directives.goTo(key, "2026-07-18T12:00");

        assertThat(directives.mails(key)).anyMatch(mail -> mail.contains("Target passed")).noneMatch(mail -> mail.contains("eadline"));
        assertThat(directives.ledger(key, EntryKind.TARGET_MISSED)).singleElement().asString().contains("\"target\":");
        assertThat(directives.ledger(key, EntryKind.DEADLINE_MISSED)).isEmpty();
        assertThat(directives.ledger(key, EntryKind.ESCALATION_OPENED)).isEmpty();
    }

    @Test
    void aMilestoneIsMissedWhenTooFewStepsAreDone() {
        var key = directives.started("2026-06-02T12:00", tracked("slow"));

        directives.goTo(key, "2026-06-13T08:00");

        assertThat(directives.ledger(key, EntryKind.MILESTONE_MISSED)).singleElement().asString()
            .contains("\"milestone\":1", "\"stepsDone\":0", "\"steps\":4", "\"pastAtStart\":false");
        assertThat(directives.mails(key)).filteredOn(mail -> mail.contains("At risk")).hasSize(2);
        assertThat(directives.lastMail(key)).contains("One third", "Friday, June 12, 2026, 11:59:59 PM ET");
        assertThat(directives.timers(key)).containsEntry("SecondMilestoneDue", at("2026-06-22T23:59:59").toInstant());
    }

    @Test
    void aMilestoneIsReachedWhenEnoughStepsAreDoneOrEnoughIsReported() {
        var key = directives.started("2026-06-02T12:00", tracked("swift"));
        var instance = directives.instance(key, "TrackedDirective").getId();
        runtime.createProcessInstanceModification(instance).cancelAllForActivity("AcceptDirective").startBeforeActivity("ReportProgress").execute();
        runtime.setVariable(instance, "percent", 34);

        directives.goTo(key, "2026-06-13T08:00");
        assertThat(directives.ledger(key, EntryKind.MILESTONE_REACHED)).singleElement().asString().contains("\"percent\":34");
        runtime.setVariable(instance, "percent", 66);
        directives.goTo(key, "2026-06-23T08:00");

        assertThat(directives.ledger(key, EntryKind.MILESTONE_MISSED)).singleElement().asString().contains("\"milestone\":2", "\"percent\":66");
        assertThat(directives.timers(key)).doesNotContainKeys("FirstMilestoneDue", "SecondMilestoneDue");
    }

    @Test
    void whatWasReturnedIsNotDoneAndWhatIsDoneAgainIs() {
        var key = directives.started("2026-06-02T12:00", tracked("returned"));
        people.complete("gsa.staff", key, "AcceptDirective", plan());
        people.complete("gsa.approver", key, "ApprovePlan", Map.of("planDecision", "return", "planReturnReason", "Name the milestones."));

        directives.goTo(key, "2026-06-13T08:00");
        assertThat(directives.ledger(key, EntryKind.MILESTONE_MISSED)).singleElement().asString()
            .as("the plan is to be made again, and to be approved again").contains("\"stepsDone\":0", "\"steps\":4");
        people.complete("gsa.staff", key, "AcceptDirective", plan());
        directives.goTo(key, "2026-06-23T08:00");

        assertThat(directives.ledger(key, EntryKind.MILESTONE_MISSED)).last().asString().as("approval waits").contains("\"milestone\":2", "\"stepsDone\":1");
    }

    private static Map<String, Object> plan() {
        return Map.of("approach", "As planned.", "responsibleOffice", "The office.", "risks", "None.",
            "milestones", Spin.JSON("[{\"milestone\":\"Half\",\"due\":\"2026-06-20\"}]"));
    }

    @Test
    void aMissedDeadlineIsRecordedForItsClausesAndEscalated() {
        var key = directives.started("2026-06-02T12:00", tracked("missed").lead("dhs").through("cisa").clauses("M-01", "M-02"));
        directives.certify(key, "M-02");

        directives.goTo(key, "2026-07-03T00:00");

        assertThat(directives.ledger(key, EntryKind.DEADLINE_MISSED)).singleElement().asString().contains("\"deadline\":\"2026-07-03T03:59:59Z\"");
        assertThat(directives.ledger(key, EntryKind.ESCALATION_OPENED)).singleElement().asString()
            .contains("\"level\":1", "\"clauses\":[\"M-01\"]");
        assertThat(directives.mails(key)).filteredOn(mail -> mail.contains("Deadline missed"))
            .extracting(mail -> mail.substring(0, mail.indexOf(':')))
            .containsExactlyInAnyOrder("directives@cisa.example", "directives@dhs.example", "order-office@eo.example");
    }

    @Test
    void theLastSecondOfTheLastDayIsStillInTime() {
        var key = directives.started("2026-06-02T12:00", tracked("punctual"));

        directives.goTo(key, "2026-07-02T23:59:58");

        assertThat(directives.ledger(key, EntryKind.DEADLINE_MISSED)).isEmpty();
        assertThat(directives.timers(key)).containsKey("DeadlineMissed");
    }

    @Test
    void nothingIsMissedWhenTheClausesAreMetAlready() {
        var key = directives.started("2026-06-02T12:00", tracked("met"));
        directives.certify(key, "MET-01");

        directives.goTo(key, "2026-07-03T08:00");

        assertThat(directives.ledger(key, EntryKind.DEADLINE_MISSED)).isEmpty();
        assertThat(directives.ledger(key, EntryKind.ESCALATION_OPENED)).isEmpty();
        assertThat(directives.instance(key, "DeadlineEscalation")).isNull();
        assertThat(directives.instance(key, "TrackedDirective")).isNotNull();
    }

    @Test
    void aStartOnDay45GivesOneDigestAndOneEscalation() {
        var key = directives.started("2026-07-17T10:00", tracked("late").lead("dhs").through("cisa"));

        directives.goTo(key, "2026-07-17T10:01");

        var number = number(key);
        assertThat(directives.mails(key)).containsExactlyInAnyOrder(
            "directives@cisa.example: Taken up late: Directive late (%s)".formatted(number),
            "directives@dhs.example: Taken up late: Directive late (%s)".formatted(number),
            "order-office@eo.example: Taken up late: Directive late (%s)".formatted(number),
            "directives@dhs.example: Deadline missed: Directive late (%s)".formatted(number),
            "order-office@eo.example: Deadline missed: Directive late (%s)".formatted(number));
        assertThat(directives.ledger(key, EntryKind.REMINDER_DUE)).hasSize(4).allMatch(entry -> entry.contains("\"pastAtStart\":true"));
        assertThat(directives.ledger(key, EntryKind.MILESTONE_MISSED)).hasSize(2).allMatch(entry -> entry.contains("\"pastAtStart\":true"));
        assertThat(directives.ledger(key, EntryKind.DEADLINE_MISSED)).hasSize(1);
        assertThat(directives.ledger(key, EntryKind.ESCALATION_OPENED)).singleElement().asString().contains("\"daysLate\":15");
        assertThat(directives.timers(key)).containsOnlyKeys("PlanOverdue");
    }

    @Test
    void aStartOnDay25FoldsWhatIsPastIntoOneDigestAndRemindsOfTheRest() {
        var key = directives.started("2026-06-27T10:00", tracked("mid"));

        directives.goTo(key, "2026-06-27T10:01");
        assertThat(directives.mails(key)).hasSize(2).allMatch(mail -> mail.contains("Taken up late"));
        assertThat(directives.lastMail(key)).contains("Reminder, 14 days before", "Thursday, June 18, 2026, 9:00 AM ET",
            "Reminder, 7 days before", "One third of the time over", "Two thirds of the time over").doesNotContain("3 days before");
        assertThat(directives.timers(key)).containsOnlyKeys("NextReminderDue", "DeadlineMissed");

        directives.goTo(key, "2026-06-29T09:00");
        assertThat(directives.mails(key)).filteredOn(mail -> mail.contains("3 days left")).hasSize(2);
    }

    @Test
    void remindersThatCameDueTogetherAreMailedAsOne() {
        var key = directives.started("2026-06-02T12:00", tracked("asleep"));

        directives.goTo(key, "2026-06-30T12:00");

        assertThat(directives.ledger(key, EntryKind.REMINDER_DUE)).hasSize(3);
        assertThat(directives.mails(key)).filteredOn(mail -> mail.contains("left until")).hasSize(2).allMatch(mail -> mail.contains("2 days left"));
    }

    private static String number(String key) {
        return key.substring(0, key.indexOf('/')).toUpperCase(Locale.ROOT).replace('-', ' ');
    }
}
