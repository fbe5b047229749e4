package org.eoworkflow.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.eoworkflow.support.OrderFixture.Work.tracked;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.util.Date;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.eoworkflow.deadline.FederalCalendar;
import org.eoworkflow.platform.CannotStart;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.OrderFixture;
import org.eoworkflow.support.People;
import org.eoworkflow.support.SameMoment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.support.CronExpression;
import org.springframework.transaction.support.TransactionTemplate;

/** What people find in their mail on a working day at 07:30 in Washington. */
@EngineTest
class DailyMailsTest {

    private static final LocalDate SIGNED = LocalDate.of(2026, 6, 2);
    private static final String READER = "gsa.reader";

    @Autowired DailyMails daily;
    @Autowired Digests digests;
    @Autowired UnclaimedTasks unclaimed;
    @Autowired OrderFixture fixture;
    @Autowired People people;
    @Autowired TaskService tasks;
    @Autowired IdentityService identity;
    @Autowired FederalCalendar calendar;
    @Autowired TransactionTemplate transaction;
    @Autowired EngineClock clock;
    @Autowired JdbcClient jdbc;

    @AfterEach
    void removeReader() {
        identity.deleteUser(READER);
    }

    @Test
    void aPersonGetsOneMailADayWithTheTasksToDoAndTheDatesAhead() {
        clock("2026-06-02T12:00");
        fixture.start(SIGNED, tracked("daily"), tracked("faraway").due("P60D"));
        var reader = reader("gsa", "gsa-staff");
        var monday = clock("2026-06-22T07:30");

        digests.send(reader, monday);
        digests.send(reader, monday);

        assertThat(mails("digest/2026-06-22/" + READER)).singleElement().asString()
            .contains("Task: Accept directive (Directive daily)</td><td>Tuesday, June 9, 2026, 5:00 PM ET</td><td><b>overdue</b>",
                "Deadline: Directive daily</td><td>Thursday, July 2, 2026, 11:59:59 PM ET</td><td></td>")
            .doesNotContain("Deadline: Directive faraway");
        digests.send(reader, clock("2026-06-23T07:30"));
        assertThat(mails("digest/2026-06-23/" + READER)).hasSize(1);
    }

    @Test
    void whoHasNothingToDoGetsNoMail() {
        digests.send(reader(), clock("2026-06-24T07:30"));

        assertThat(mails("digest/2026-06-24/" + READER)).isEmpty();
    }

    @Test
    void onAHolidayNobodyIsMailedAndOnTheNextWorkingDayEverybodyWithAMailbox() {
        clock("2026-06-02T12:00");
        fixture.start(SIGNED, tracked("worked"));
        reader("gsa", "gsa-staff");

        clock("2026-07-03T07:30");
        daily.send();
        assertThat(mails("digest/2026-07-03")).as("Independence Day, observed").isEmpty();
        assertThat(mails("unclaimed/2026-07-03")).isEmpty();

        clock("2026-07-06T07:30");
        daily.send();
        assertThat(mails("digest/2026-07-06/" + READER)).hasSize(1);
        assertThat(mails("digest/2026-07-06/gsa.staff")).hasSize(1);
        assertThat(mails("unclaimed/2026-07-06")).isNotEmpty();
    }

    @Test
    void whatNoNodeSentAtHalfPastSevenIsSentLaterOnTheSameDayOnce() {
        clock("2026-07-13T07:29");
        var made = new DailyMails(calendar, digests, unclaimed, new DailySettings(DailySettings.HALF_PAST_SEVEN, Period.ofDays(2), Period.ofDays(14)), jdbc,
            transaction, clock);
        assertThat(made.isDue(DailySettings.HALF_PAST_SEVEN)).as("a minute before").isFalse();
        made.makeUp();
        assertThat(days("2026-07-13")).isZero();

        clock("2026-07-13T16:05");
        var reader = reader();
        daily.makeUp();
        assertThat(days("2026-07-13")).as("'-': never").isZero();
        made.makeUp();
        assertThat(days("2026-07-13")).isEqualTo(1);
        identity.createMembership(READER, "gsa");
        fixture.start(LocalDate.of(2026, 7, 2), tracked("madeup"));
        made.makeUp();
        daily.send();

        assertThat(mails("digest/2026-07-13/" + READER)).as("not once more for what came after").isEmpty();
        digests.send(reader, LocalDate.of(2026, 7, 13));
        assertThat(mails("digest/2026-07-13/" + READER)).hasSize(1);
        clock("2026-07-18T12:00");
        assertThat(made.isDue(DailySettings.HALF_PAST_SEVEN)).as("a Saturday").isFalse();
    }

    @Test
    void ofTwoNodesThatComeAtOnceOneSends() throws Exception {
        clock("2026-06-02T12:00");
        fixture.start(SIGNED, tracked("twonodes"));
        reader("gsa", "gsa-staff");
        clock("2026-07-14T07:30");

        var failures = SameMoment.all(Stream.generate(() -> daily).limit(2).<Callable<Void>>map(node -> () -> {
            node.send();
            return null;
        }).toList());

        assertThat(failures).isEmpty();
        assertThat(days("2026-07-14")).isEqualTo(1);
        assertThat(mails("digest/2026-07-14/" + READER)).hasSize(1);
        assertThat(jdbc.sql("select count(*) from eo.outbox where key = 'unclaimed/2026-07-14' group by recipient").query(Long.class).list()).containsOnly(1L);
    }

    @Test
    void aDigestThatLooksClassifiedIsNotSentAndHoldsUpNoOther() {
        clock("2026-07-15T07:30");
        reader("gsa");
        var marked = tasks.newTask();
        marked.setName("TOP SECRET//NOFORN");
        marked.setAssignee(READER);
        marked.setDueDate(ClockUtil.getCurrentTime());
        tasks.saveTask(marked);
        fixture.start(LocalDate.of(2026, 7, 14), tracked("other"));

        digests.send(LocalDate.of(2026, 7, 15));

        assertThat(mails("digest/2026-07-15/" + READER)).isEmpty();
        assertThat(mails("digest/2026-07-15/gsa.staff")).hasSize(1);
        tasks.deleteTask(marked.getId(), true);
    }

    @Test
    void whoHasNoAddressGetsNoMailAndHoldsUpNobody() {
        clock("2026-07-16T07:30");
        var user = reader("gsa", "gsa-staff");
        user.setEmail(" ");
        identity.saveUser(user);
        fixture.start(LocalDate.of(2026, 7, 15), tracked("noaddress"));

        digests.send(LocalDate.of(2026, 7, 16));

        assertThat(mails("digest/2026-07-16/" + READER)).isEmpty();
        assertThat(mails("digest/2026-07-16/gsa.staff")).hasSize(1);
    }

    @Test
    void itIsHalfPastSevenInWashingtonInSummerAndInWinter() throws NoSuchMethodException {
        var schedule = DailyMails.class.getDeclaredMethod("send").getAnnotation(Scheduled.class);
        var cron = CronExpression.parse(schedule.cron().replaceAll("\\$\\{[^:]*:(.*)}", "$1"));
        assertThat(schedule.zone()).isEqualTo("America/New_York");
        assertThat(cron.next(Instant.parse("2026-07-03T20:00:00Z").atZone(EngineClock.WASHINGTON)).toInstant()).isEqualTo("2026-07-06T11:30:00Z");
        assertThat(cron.next(Instant.parse("2026-12-01T00:00:00Z").atZone(EngineClock.WASHINGTON)).toInstant()).isEqualTo("2026-12-01T12:30:00Z");
    }

    @Test
    void whatNobodyClaimsIsPointedOutToTheLeadAfterTwoWorkingDaysUntilSomebodyDoes() {
        clock("2026-06-02T12:00");
        var order = fixture.start(SIGNED, tracked("leftalone").lead("nasa"));

        unclaimed.pointOut(clock("2026-06-04T07:30"));
        assertThat(mails("unclaimed/2026-06-04")).noneMatch(mail -> mail.contains("Directive leftalone"));
        unclaimed.pointOut(clock("2026-06-05T07:30"));
        assertThat(mails("unclaimed/2026-06-05")).filteredOn(mail -> mail.contains("Directive leftalone")).singleElement().asString()
            .startsWith("directives@nasa.example").contains("Accept directive", "nasa-staff", "Tuesday, June 2, 2026, 12:00 PM ET", "Tuesday, June 9, 2026, 5:00 PM ET");
        unclaimed.pointOut(clock("2026-06-06T07:30"));
        assertThat(mails("unclaimed/2026-06-06")).anyMatch(mail -> mail.contains("Directive leftalone"));
        assertThat(jdbc.sql("select payload from eo.ledger_entry where business_key = ? and kind = 'task-unclaimed'").param(order + "/leftalone").query(String.class).list())
            .as("told once, by whom it could be taken and who was told").singleElement().asString()
            .contains("\"task\":\"Accept directive\"", "\"candidates\":\"nasa-staff\"", "\"to\":\"directives@nasa.example\"", "\"since\":\"2026-06-02T16:00:00Z\"");

        tasks.setAssignee(people.task(order + "/leftalone", "AcceptDirective").getId(), "nasa.staff");
        unclaimed.pointOut(clock("2026-06-08T07:30"));
        assertThat(mails("unclaimed/2026-06-08")).noneMatch(mail -> mail.contains("Directive leftalone"));
    }

    @Test
    void whatHasNoLeadIsPointedOutToTheOrderOffice() {
        clock("2026-06-02T12:00");
        var task = tasks.newTask();
        task.setName("Nobody's task");
        tasks.saveTask(task);

        unclaimed.pointOut(clock("2026-06-09T07:30"));

        assertThat(mails("unclaimed/2026-06-09")).filteredOn(mail -> mail.contains("Nobody&#39;s task")).singleElement().asString()
            .startsWith("order-office@eo.example").doesNotContain("null");
        unclaimed.pointOut(clock("2026-06-10T07:30"));
        assertThat(jdbc.sql("select count(*) from eo.ledger_entry where kind = 'task-unclaimed' and payload like ?").param("%" + task.getId() + "%")
            .query(Long.class).single()).isEqualTo(1);
        tasks.deleteTask(task.getId(), true);
    }

    @Test
    void aPeriodOfNoDaysStopsTheStart() {
        for (var wrong : List.of(Period.ZERO, Period.ofMonths(1), Period.ofDays(-1))) {
            assertThatThrownBy(() -> new DailySettings("-", wrong, Period.ofDays(14))).isInstanceOf(CannotStart.class);
            assertThatThrownBy(() -> new DailySettings("-", Period.ofDays(2), wrong)).isInstanceOf(CannotStart.class).hasMessageContaining("eo.daily.ahead");
        }
    }

    private long days(String day) {
        return jdbc.sql("select count(*) from eo.daily_mails where day = cast(? as date)").param(day).query(Long.class).single();
    }

    private User reader(String... groups) {
        var user = identity.newUser(READER);
        user.setEmail("reader@gsa.example");
        identity.saveUser(user);
        for (var group : groups) {
            identity.createMembership(READER, group);
        }
        return user;
    }

    /** Sets the clock to this time of Washington; gives the day. */
    private static LocalDate clock(String time) {
        ClockUtil.setCurrentTime(Date.from(LocalDateTime.parse(time).atZone(EngineClock.WASHINGTON).toInstant()));
        return LocalDate.parse(time.substring(0, 10));
    }

    private List<String> mails(String key) {
        return jdbc.sql("select recipient || ' ' || html from eo.outbox where key = ? or key like ? || '/%' order by id").params(key, key)
            .query(String.class).list();
    }
}
