package org.eoworkflow.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.eoworkflow.deadline.TimedDirective.SIGNED;
import static org.eoworkflow.deadline.TimedDirective.at;
import static org.eoworkflow.support.OrderFixture.Work.tracked;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.eoworkflow.deadline.Subject.Kind;
import org.eoworkflow.order.InventedOrders;
import org.eoworkflow.order.Orders;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.OrderFixture;
import org.eoworkflow.support.People;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is kept of every date, and what it says in words. */
@EngineTest
class DeadlineRecordsTest {

    @Autowired DeadlineRecords records;
    @Autowired Explanation explanation;
    @Autowired TimedDirective directives;
    @Autowired OrderFixture fixture;
    @Autowired InventedOrders invented;
    @Autowired Orders orders;
    @Autowired People people;
    @Autowired RuntimeService runtime;
    @Autowired TaskService tasks;
    @Autowired RepositoryService repository;
    @Autowired JdbcClient jdbc;

    // --- orders

    @Test
    void theDatesOfClausesDirectivesAndMilestonesAreRecordedWithTheOrdersStart() {
        TimedDirective.setClock("2026-06-02T12:00");
        var order = fixture.start(SIGNED, tracked("due"), tracked("planned").due(null));

        assertThat(records.of(order)).extracting(record -> record.subject().key().replace(order, "…") + ": " + record.subject().kind().text())
            .containsExactlyInAnyOrder("status call …: recurring", "directive …/due: deadline", "milestone 1 …/due: milestone", "milestone 2 …/due: milestone", "clause …/DUE-01: deadline",
                "directive …/planned: target", "milestone 1 …/planned: milestone", "milestone 2 …/planned: milestone", "clause …/PLANNED-01: target");
        var record = holding("directive " + order + "/due");
        assertThat(record.reckoning().value()).isEqualTo(at("2026-07-02T23:59:59").toInstant());
        assertThat(record.reckoning().started()).isEqualTo(SIGNED);
        assertThat(record.reckoning().period()).isEqualTo(Period.ofDays(30));
        assertThat(record.zone()).isEqualTo("America/New_York");
        assertThat(record.account()).isEqualTo("order.office");
        assertThat(record.reckoning().version()).containsPattern("catalogue of .*, version [0-9a-f]{12}, made from: Invented for a test, Tuesday, June 2, 2026");
        assertThat(explanation.of(record)).containsExactly(
            "Deadline of the order: Thursday, July 2, 2026, 11:59:59 PM ET (EDT, UTC-04:00).",
            "The clock started on Tuesday, June 2, 2026. %s was signed.".formatted(number(order)),
            "It comes from: Invented sec. 1. Version: %s.".formatted(record.reckoning().version()),
            "Rule: 30 days; calendar days from signing, until 23:59:59 of the last day in Washington. Zone: America/New_York.",
            "Calendar: every day counts, weekends and holidays too, so no day is skipped.");
        assertThat(words("directive " + order + "/planned")).contains("Planning target of the order office, not a deadline of the order:",
            "%s states no deadline for it".formatted(number(order)));
        assertThat(holding("milestone 1 " + order + "/due").reckoning().value()).isEqualTo(at("2026-06-12T23:59:59").toInstant());
        assertThat(words("milestone 2 " + order + "/due")).contains("two thirds of the calendar days", "a planning practice");
    }

    @Test
    void aDateOnASaturdayStaysAndNamesTheWorkingDayToPlanFor() {
        TimedDirective.setClock("2026-06-02T12:00");
        var order = fixture.start(SIGNED, tracked("saturday").due("P60D"));

        assertThat(holding("directive " + order + "/saturday").reckoning().planning()).isEqualTo(LocalDate.of(2026, 7, 31));
        assertThat(words("clause " + order + "/SATURDAY-01")).contains("Saturday, August 1, 2026, 11:59:59 PM ET (EDT, UTC-04:00)",
            "Plan for Friday, July 31, 2026, the last federal working day before it, because Saturday, August 1, 2026 is no working day (Saturday)",
            "The date itself does not move.");
    }

    @Test
    void aDateThatOnlyPublicReportsGiveIsShownBesideTheSourceThatStatesNone() {
        TimedDirective.setClock("2026-06-02T12:00");
        var order = reported("test-reported-1");

        assertThat(words("clause " + order + "/R-01")).contains(
            "Another source, Summary of a law firm, Monday, June 8, 2026: States no date for R-01. The 30 days are from public reports.");
        assertThat(words("directive " + order + "/reported")).contains("States no date for R-01.");
        orders.retime(order, "reported", Period.ofDays(45), "EO 14999 sec. 1");
        assertThat(words("clause " + order + "/R-01")).as("the amendment says it now").doesNotContain("public reports");
    }

    @Test
    void anOrderStartedWithAnotherSigningDateShowsTheCataloguesToo() {
        TimedDirective.setClock("2026-06-12T12:00");
        var id = fixture.invent(SIGNED, tracked("shifted")).id();
        people.as("order.office", () -> orders.start(id, SIGNED.plusDays(5)));

        assertThat(words("directive " + id + "/shifted")).contains("Deadline of the order: Tuesday, July 7, 2026",
            "Gives Tuesday, June 2, 2026 as the day of signing. By it the date would be Thursday, July 2, 2026");
    }

    // --- amendments

    @Test
    void anAmendmentAddsARecordAndTheEarlierOneStaysAsItWas() {
        var key = directives.started("2026-06-02T12:00", tracked("moved"));
        var order = key.split("/")[0];
        var first = holding("directive " + key);

        people.as("admin", () -> {
            orders.retime(order, "moved", Period.ofDays(45), "EO 14999 sec. 1");
            return null;
        });

        var story = records.history("directive " + key);
        assertThat(story).hasSize(2);
        assertThat(story.get(0)).usingRecursiveComparison().ignoringFields("supersededBy").isEqualTo(first);
        assertThat(story.get(0).supersededBy()).isEqualTo(story.get(1).id());
        assertThat(explanation.of(story.get(0))).last().asString().matches(
            "It holds no longer: superseded on Tuesday, June 2, 2026, 12:00 PM ET by record %d, Friday, July 17, 2026, 11:59:59 PM ET .EDT, UTC-04:00.\\. ".formatted(
                story.get(1).id()) + "The directive was given another period. EO 14999 sec. 1");
        assertThat(story.get(1).sequence()).isEqualTo(1);
        assertThat(explanation.of(story.get(1))).contains("It comes from: EO 14999 sec. 1. Version: as amended.",
            "It took the place of an earlier date. The directive was given another period. EO 14999 sec. 1");
        assertThat(holding("clause " + order + "/MOVED-01").reckoning().source()).isEqualTo("EO 14999 sec. 1");
        assertThat(records.history("milestone 1 " + key)).hasSize(2);

        orders.redate(order, SIGNED.minusDays(1), "Correction of June 9");
        assertThat(holding("directive " + key)).satisfies(record -> {
            assertThat(record.reckoning().value()).isEqualTo(at("2026-07-16T23:59:59").toInstant());
            assertThat(record.reckoning().source()).as("the period is the amendment's still").isEqualTo("EO 14999 sec. 1");
            assertThat(record.reason()).isEqualTo("The signing date was corrected. Correction of June 9");
        });
    }

    @Test
    void aTargetThatAnAmendmentMakesADeadlineIsOne() {
        TimedDirective.setClock("2026-06-02T12:00");
        var order = fixture.start(SIGNED, tracked("made").due(null));

        orders.retime(order, "made", Period.ofDays(45));

        assertThat(records.history("directive " + order + "/made")).extracting(record -> record.subject().kind()).containsExactly(Kind.TARGET, Kind.DEADLINE);
        assertThat(holding("directive " + order + "/made").reckoning().source()).isEqualTo("an amendment of the order");
    }

    @Test
    void whatRestsKeepsItsDatesAndWhatIsWithdrawnHasNoneAnyMore() {
        TimedDirective.setClock("2026-06-02T12:00");
        var order = fixture.start(SIGNED, tracked("resting"), tracked("withdrawn"));

        orders.suspend(order, "resting");
        orders.withdraw(order, "withdrawn");

        assertThat(records.history("directive " + order + "/resting")).hasSize(1);
        var ended = holding("directive " + order + "/withdrawn");
        assertThat(ended.isEnd()).isTrue();
        assertThat(explanation.of(ended)).first().isEqualTo(
            "There is no date any more since Tuesday, June 2, 2026. The directive was withdrawn by amendment.");
        assertThat(explanation.of(records.history("clause " + order + "/WITHDRAWN-01").get(0))).last().asString().contains("which ends it");

        orders.revoke(order);
        assertThat(holding("clause " + order + "/RESTING-01").reason()).isEqualTo("The order was revoked.");
        assertThat(records.history("directive " + order + "/withdrawn")).as("ended once").hasSize(2);
    }

    @Test
    void aDirectiveThatAnAmendmentAddsGetsItsDatesThen() {
        TimedDirective.setClock("2026-06-02T12:00");
        var order = fixture.start(SIGNED, tracked("first"), tracked("later").fromAmendment());
        assertThat(records.history("directive " + order + "/later")).isEmpty();

        orders.add(order, "later");

        assertThat(holding("clause " + order + "/LATER-01").reckoning().value()).isEqualTo(at("2026-07-02T23:59:59").toInstant());
    }

    @Test
    void aRefusedStartRecordsNothing() {
        TimedDirective.setClock("2026-06-02T12:00");
        var order = fixture.start(SIGNED, tracked("once"));

        assertThatThrownBy(() -> orders.start(order, SIGNED.minusDays(1))).hasMessageContaining("is running already");

        assertThat(records.history("directive " + order + "/once")).hasSize(1);
    }

    @Test
    void theApplicationsAccountCanNeitherChangeNorDeleteARecord() {
        var key = directives.started("2026-06-02T12:00", tracked("fixed"));
        var id = holding("directive " + key).id();

        assertThatThrownBy(() -> jdbc.sql("update eo.deadline_record set value = now() where id = ?").param(id).update())
            .isInstanceOf(DataAccessException.class).hasRootCauseMessage("ERROR: permission denied for table deadline_record");
        assertThatThrownBy(() -> jdbc.sql("delete from eo.deadline_record where id = ?").param(id).update())
            .isInstanceOf(DataAccessException.class).hasRootCauseMessage("ERROR: permission denied for table deadline_record");
    }

    // --- tasks

    @Test
    void aTasksDateNamesTheDaysThatWereSkipped() {
        var task = task("2026-06-17T10:00", "over-weekend-and-holiday", "${deadlines.workingDays('P5D')}");

        var record = holding("task " + task.getId());
        assertThat(record.reckoning().value()).isEqualTo(at("2026-06-25T17:00").toInstant());
        assertThat(explanation.of(record)).contains("Due date of a task: Thursday, June 25, 2026, 5:00 PM ET (EDT, UTC-04:00).",
            "Calendar: federal working days (5 USC 6103). Skipped: Friday, June 19, 2026 (Juneteenth National Independence Day); "
                + "Saturday, June 20, 2026; Sunday, June 21, 2026.");
        assertThat(record.reckoning().version()).matches("process 'DatedTaskover-weekend-and-holiday', version \\d+");
    }

    @Test
    void aTaskWithoutSkippedDaysSaysSo() {
        var task = task("2026-06-15T10:00", "unskipped", "${deadlines.workingDays('P1D')}");

        assertThat(words("task " + task.getId())).contains("No day in between was to be skipped.");
    }

    @Test
    void aTaskThatFollowsTheDirectiveIsRecordedAnewWhenAnAmendmentMovesIt() {
        var task = task("2026-06-02T12:00", "following", "${deadlines.before(execution, 'P30D', 'P7D')}");
        assertThat(words("task " + task.getId())).contains(
            "as the model counts it from the directive's deadline, Thursday, July 2, 2026, 11:59:59 PM ET: 7 days before it, at 09:00 in Washington").doesNotContain("${");

        orders.retime(orderOf(task), "following", Period.ofDays(60));

        assertThat(records.history("task " + task.getId())).extracting(record -> record.reckoning().value())
            .containsExactly(at("2026-06-25T09:00").toInstant(), at("2026-07-25T09:00").toInstant());
    }

    @Test
    void whoeverSetsATasksDateByHandIsNamed() {
        var task = task("2026-06-15T10:00", "byhand", "${deadlines.workingDays('P1D')}");

        task.setDueDate(at("2026-06-30T17:00"));
        people.as("admin", () -> {
            tasks.saveTask(task);
            return null;
        });

        assertThat(holding("task " + task.getId())).satisfies(record -> {
            assertThat(record.account()).isEqualTo("admin");
            assertThat(record.reckoning().value()).isEqualTo(at("2026-06-30T17:00").toInstant());
            assertThat(record.reason()).isEqualTo("The task's due date was moved.");
        });
        task.setPriority(7);
        tasks.saveTask(task);
        assertThat(records.history("task " + task.getId())).as("another change is none of the date").hasSize(2);
        task.setDueDate(null);
        tasks.saveTask(task);
        assertThat(words("task " + task.getId())).contains("There is no day by which it must be done.");
    }

    @Test
    void aTaskThatFollowsARecordedDateSaysWhatThatFollowsFrom() {
        var task = task("2026-06-15T10:00", "variable", "${closing}");
        assertThat(words("task " + task.getId())).contains("as the process has set it: ${closing}");

        var key = orderOf(task) + "/variable";
        records.window(Subject.ofCase("window for " + key, Kind.WINDOW, "Window", orderOf(task), "variable", key, null), "Window of a test", "P2D",
            at("2026-06-17T17:00"));
        runtime.startProcessInstanceByKey("DatedTaskvariable", key, Map.of("order", orderOf(task), "directive", "variable", "closing", at("2026-06-17T17:00")));
        assertThat(tasks.createTaskQuery().processInstanceBusinessKey(key).taskDefinitionKey("Dated").list()).filteredOn(each -> !each.getId().equals(task.getId()))
            .singleElement().satisfies(following -> assertThat(words("task " + following.getId())).contains("It comes from: Window of a test."));
    }

    @Test
    void theFurtherDateAtWhichATaskIsWatchedIsRecordedWithIt() {
        TimedDirective.setClock("2026-06-17T10:00");
        var order = fixture.start(SIGNED, tracked("watched"));
        repository.createDeployment().name("watched").addModelInstance("watched.bpmn", Bpmn.createExecutableProcess("WatchedTask").camundaHistoryTimeToLiveString("P1D")
            .startEvent("Begun").userTask("Watched").name("Give position").camundaDueDate("${deadlines.workingDays('P2D')}").boundaryEvent("Late").name("2 working days")
            .cancelActivity(false).timerWithDate("${deadlines.workingDays('P2D')}").endEvent("Chased").moveToActivity("Watched").boundaryEvent("Missing")
            .name("5 working days").timerWithDate("${deadlines.workingDays('P5D')}").endEvent("Escalated").moveToActivity("Watched").endEvent("Done").done()).deploy();
        var instance = runtime.startProcessInstanceByKey("WatchedTask", order + "/watched", Map.of("order", order, "directive", "watched")).getId();

        assertThat(records.history("watch " + instance + "/Missing")).singleElement().satisfies(record -> {
            assertThat(record.subject().title()).isEqualTo("5 working days: Give position");
            assertThat(record.reckoning().value()).isEqualTo(at("2026-06-25T17:00").toInstant());
            assertThat(record.reckoning().skipped()).hasSize(3);
        });
        assertThat(records.history("watch " + instance + "/Late")).as("the task's own date").isEmpty();
    }

    @Test
    void onTheDaysWhenTheClocksChangeADeadlineEndsWithTheLastSecondOfWashingtonsDay() {
        TimedDirective.setClock("2026-10-02T12:00");
        var autumn = fixture.start(LocalDate.of(2026, 10, 2), tracked("autumn"));
        assertThat(holding("directive " + autumn + "/autumn").reckoning().value()).isEqualTo("2026-11-02T04:59:59Z");
        assertThat(words("directive " + autumn + "/autumn")).contains("Sunday, November 1, 2026, 11:59:59 PM ET (EST, UTC-05:00)", "Plan for Friday, October 30, 2026");
        var spring = fixture.start(LocalDate.of(2026, 10, 2), tracked("spring").due("P163D"));
        assertThat(holding("directive " + spring + "/spring").reckoning().value()).isEqualTo("2027-03-15T03:59:59Z");
        assertThat(words("directive " + spring + "/spring")).contains("Sunday, March 14, 2027, 11:59:59 PM ET (EDT, UTC-04:00)", "Plan for Friday, March 12, 2027");
    }

    @Test
    void aDateThatIsMovedTwiceAndBackAgainTellsAllOfIt() {
        var key = directives.started("2026-06-02T12:00", tracked("fickle"));
        var order = key.split("/")[0];

        for (int days : List.of(60, 10, 30)) {
            orders.retime(order, "fickle", Period.ofDays(days), "EO 14999 sec. " + days);
        }

        assertThat(records.history("directive " + key)).extracting(record -> record.reckoning().value()).containsExactly(at("2026-07-02T23:59:59").toInstant(),
            at("2026-08-01T23:59:59").toInstant(), at("2026-06-12T23:59:59").toInstant(), at("2026-07-02T23:59:59").toInstant());
        assertThat(records.history("directive " + key)).extracting(DeadlineRecord::holds).containsExactly(false, false, false, true);
    }

    @Test
    void whatAModelCountsIsSaidInWords() {
        assertThat(Deadlines.words("${deadlines.due(execution, 'P30D')}")).isEqualTo("that date itself");
        assertThat(Deadlines.words("${deadlines.before(execution, 'P1D')}")).isEqualTo("1 day before it, at 09:00 in Washington");
        assertThat(Deadlines.words("#{deadlines.milestone(execution, 1)}")).isEqualTo("when a third of the time until it is over");
        assertThat(Deadlines.words("${deadlines.milestone(execution, '2')}")).isEqualTo("when two thirds of the time until it is over");
        assertThat(Deadlines.words("${deadlines.milestone(execution, 'P10D')}")).isEqualTo("10 days after signing");
        assertThatThrownBy(() -> Deadlines.words("${soon}")).isInstanceOf(IllegalArgumentException.class);
        assertThat(Explanation.words(Period.ofMonths(6))).isEqualTo("6 months");
        assertThat(Explanation.words(Period.of(1, 0, 10))).isEqualTo("1 year and 10 days");
        assertThat(Explanation.words(Period.ZERO)).isEqualTo("0 days");
    }

    @Test
    void migratingToAnotherVersionOfTheModelAddsToTheRecordAndRewritesNothing() {
        var task = task("2026-06-02T12:00", "migrated", "${deadlines.before(execution, 'P30D', 'P7D')}");
        var before = records.history("task " + task.getId());
        repository.createDeployment().name("migrated anew").addModelInstance("migrated-anew.bpmn", Bpmn.createExecutableProcess("DatedTaskmigrated")
            .camundaHistoryTimeToLiveString("P1D").startEvent("Begun").userTask("Dated").name("Dated").camundaDueDate("${deadlines.before(execution, 'P30D', 'P3D')}")
            .endEvent("Done").done()).deploy();
        var newest = repository.createProcessDefinitionQuery().processDefinitionKey("DatedTaskmigrated").latestVersion().singleResult().getId();

        runtime.newMigration(runtime.createMigrationPlan(task.getProcessDefinitionId(), newest).mapEqualActivities().build())
            .processInstanceIds(task.getProcessInstanceId()).execute();
        assertThat(records.history("task " + task.getId())).isEqualTo(before);
        tasks.setAssignee(task.getId(), "gsa.staff");
        orders.retime(orderOf(task), "migrated", Period.ofDays(60));

        var after = records.history("task " + task.getId());
        assertThat(after).extracting(record -> record.reckoning().value()).containsExactly(at("2026-06-25T09:00").toInstant(), at("2026-06-25T09:00").toInstant(),
            at("2026-07-29T09:00").toInstant());
        assertThat(after).extracting(record -> record.reckoning().version()).containsExactly("process 'DatedTaskmigrated', version 1",
            "process 'DatedTaskmigrated', version 2", "process 'DatedTaskmigrated', version 2");
        assertThat(after.get(1).reason()).isEqualTo("The process was migrated to another version of its model; the date stays as it was.");
        assertThat(after.get(0)).usingRecursiveComparison().ignoringFields("supersededBy").isEqualTo(before.get(0));
    }

    @Test
    void aTaskWithoutDateHasNoRecord() {
        var task = task("2026-06-15T10:00", "undated", null);

        assertThat(records.ofTask(task.getId())).isEmpty();
    }

    /** Starts a process of one task with this due date, under a directive of a running order. */
    private Task task(String time, String directive, String dueDate) {
        TimedDirective.setClock(time);
        var order = fixture.start(SIGNED, tracked(directive));
        var key = order + "/" + directive;
        var process = Bpmn.createExecutableProcess("DatedTask" + directive).camundaHistoryTimeToLiveString("P1D").startEvent("Begun")
            .userTask("Dated").name("Dated");
        repository.createDeployment().name("dated " + directive).addModelInstance("dated-" + directive + ".bpmn",
            (dueDate == null ? process : process.camundaDueDate(dueDate)).endEvent("Done").done()).deploy();
        runtime.startProcessInstanceByKey("DatedTask" + directive, key,
            Map.of("order", order, "directive", directive, "closing", at("2026-06-20T17:00")));
        return people.task(key, "Dated");
    }

    private String orderOf(Task task) {
        return (String) tasks.getVariable(task.getId(), "order");
    }

    private String reported(String id) {
        invented.add(id, """
            order: %s
            title: Invented for a Date from Public Reports
            number: EO 1
            signed: 2026-06-02
            source: { title: Summary of a law firm, date: 2026-06-08, kind: summary }
            agencies: [gsa]
            directives:
              - { id: reported, name: Reported, lead: gsa, deadline: P30D, clauses: [R-01] }
            clauses:
              - { id: R-01, summary: Do it., citation: sec. 1, basis: summary, actor: gsa, verb: do, kind: obligation, deadline: P30D, deadlineBasis: public reports }
            """.formatted(id));
        people.as("order.office", () -> orders.start(id, SIGNED));
        return id;
    }

    private DeadlineRecord holding(String subject) {
        return records.latest(subject).orElseThrow(() -> new AssertionError("nothing recorded for " + subject));
    }

    private String words(String subject) {
        return String.join(" ", explanation.of(holding(subject)));
    }

    private static String number(String order) {
        return order.toUpperCase(Locale.ROOT).replace('-', ' ');
    }
}
