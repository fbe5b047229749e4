package org.eoworkflow.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.Http;
import org.eoworkflow.support.People;
import org.eoworkflow.support.SameMoment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.flyway.FlywayDataSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.support.CronExpression;

/** Who is away has a substitute: the tasks go over and come back, four eyes stay four, and the ledger names both. */
@EngineTest
class AbsencesTest {

    private static final String AWAY = "cisa.staff";
    private static final String SUBSTITUTE = "cisa.counsel";
    private static final String APPROVER = "cisa.approver";

    @Autowired HandingOver handingOver;
    @Autowired Absences absences;
    @Autowired Digests digests;
    @Autowired RepositoryService repository;
    @Autowired RuntimeService runtime;
    @Autowired TaskService tasks;
    @Autowired IdentityService identity;
    @Autowired Ledger ledger;
    @Autowired People people;
    @Autowired ObjectMapper json;
    @Autowired JdbcClient jdbc;
    @Autowired @FlywayDataSource DataSource owner;
    @LocalServerPort int port;

    private final String key = "eo-test/" + UUID.randomUUID();

    @BeforeEach
    void deploy() {
        var model = Bpmn.createExecutableProcess("StandIn").name("Stand in").camundaHistoryTimeToLiveString("P1D").startEvent()
            .userTask("DraftPaper").name("Draft paper").camundaCandidateGroups("cisa-staff").userTask("ReviewPaper").name("Review paper")
            .camundaCandidateGroups("cisa-staff").camundaAssignee("${reviewer}").endEvent().done();
        var properties = model.newInstance(CamundaProperties.class);
        var property = model.newInstance(CamundaProperty.class);
        property.setCamundaName("separateFrom");
        property.setCamundaValue("DraftPaper");
        properties.addChildElement(property);
        ((UserTask) model.getModelElementById("ReviewPaper")).builder().addExtensionElement(properties);
        repository.createDeployment().name("stand in").enableDuplicateFiltering(true).addModelInstance("stand-in.bpmn", model).deploy();
        // a day's digest is written once, and other tests write to everybody
        JdbcClient.create(owner).sql("delete from eo.outbox where key like 'digest/%'").update();
        clock("2026-06-10T09:00:00");
    }

    /** All tests share one database: no absence outlives its test. */
    @AfterEach
    void endAll() {
        jdbc.sql("select id from eo.absence where ended_at is null").query(UUID.class).list()
            .forEach(id -> jdbc.sql("update eo.absence set ended_at = now(), ended_by = 'test' where id = ?").param(id).update());
        handingOver.align();
        jdbc.sql("update eo.absence set told_at = now() where told_at is null").update();
        runtime.createProcessInstanceQuery().processDefinitionKey("StandIn").list().forEach(i -> runtime.deleteProcessInstance(i.getId(), "test"));
        identity.deleteUser("cisa.third");
    }

    // --- the tasks

    @Test
    void tasksGoOverAtTheBeginningOfTheFirstDayAndComeBackAfterTheLastSecondOfTheLast() {
        var task = drafting(AWAY);
        enter(AWAY, "2026-06-15", "2026-06-19");

        clock("2026-06-14T23:59:59");
        handingOver.align();
        assertThat(assignee(task)).isEqualTo(AWAY);
        clock("2026-06-15T00:00:00");
        handingOver.align();
        assertThat(assignee(task)).isEqualTo(SUBSTITUTE);
        assertThat(absences.absentBehind(SUBSTITUTE)).containsExactly(AWAY);

        clock("2026-06-19T23:59:59");
        handingOver.align();
        assertThat(assignee(task)).isEqualTo(SUBSTITUTE);
        assertThat(absences.absentBehind(SUBSTITUTE)).containsExactly(AWAY);
        clock("2026-06-20T00:00:00");
        assertThat(absences.absentBehind(SUBSTITUTE)).isEmpty();
        handingOver.align();
        assertThat(assignee(task)).isEqualTo(AWAY);
        assertThat(tasks.createTaskQuery().taskId(task).singleResult().getOwner()).isNull();
        assertThat(facts("task-handed-over")).singleElement().asString().contains("\"from\":\"cisa.staff\"", "\"to\":\"cisa.counsel\"", "\"task\":\"Draft paper\"");
        assertThat(facts("task-handed-back")).singleElement().asString().contains("\"from\":\"cisa.counsel\"", "\"to\":\"cisa.staff\"");
    }

    @Test
    void theDayOnWhichTheClocksGoBackIsAwayForItsTwentyFiveHours() {
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-10-30T12:00:00Z")));
        enter(AWAY, "2026-11-01", "2026-11-01");

        assertThat(substituteAt("2026-11-01T03:59:59Z")).isEmpty();
        assertThat(substituteAt("2026-11-01T04:00:00Z")).isPresent();
        assertThat(substituteAt("2026-11-02T04:59:59Z")).isPresent();
        assertThat(substituteAt("2026-11-02T05:00:00Z")).isEmpty();
    }

    @Test
    void anAbsenceFromTodayHandsOverAtOnceInTheNameOfWhoEntersIt() {
        var task = drafting(AWAY);

        enter(AWAY, "2026-06-10", "2026-06-10");

        assertThat(assignee(task)).isEqualTo(SUBSTITUTE);
        assertThat(jdbc.sql("select account from eo.ledger_entry where business_key = ? and kind = 'task-handed-over'").param(key).query(String.class).single())
            .isEqualTo(AWAY);
    }

    @Test
    void endedEarlyTheTasksComeBackAtOnceAndTheAbsenceStaysOnRecord() throws Exception {
        var task = drafting(AWAY);
        var id = enter(AWAY, "2026-06-10", "2026-06-12");

        assertThat(Http.basic(port, AWAY).send("DELETE", "/api/absences/" + id, null).statusCode()).isEqualTo(204);

        assertThat(assignee(task)).isEqualTo(AWAY);
        assertThat(Http.basic(port, AWAY).get("/api/absences").body()).contains(id, "\"state\":\"ended\"");
        assertThat(Http.basic(port, AWAY).send("DELETE", "/api/absences/" + id, null).statusCode()).as("once").isEqualTo(409);
        assertThat(jdbc.sql("select kind from eo.ledger_entry where payload like ? and kind like 'absence%' order by sequence").param("%" + id + "%")
            .query(String.class).list()).containsExactly("absence-entered", "absence-ended");
    }

    @Test
    void whatTheAbsentOneClaimsMeanwhileStaysWithThem() {
        enter(AWAY, "2026-06-10", "2026-06-12");
        var task = drafting(AWAY);

        handingOver.align();

        assertThat(assignee(task)).isEqualTo(AWAY);
    }

    @Test
    void whatTheSubstituteGivesBackIsOpenToAllAndComesBackToNobody() {
        var task = drafting(AWAY);
        enter(AWAY, "2026-06-10", "2026-06-12");
        assertThat(Http.browser(port, SUBSTITUTE).post("/camunda/api/engine/engine/default/task/" + task + "/unclaim", "{}").statusCode()).isEqualTo(204);
        assertThat(tasks.createTaskQuery().taskId(task).singleResult().getOwner()).isNull();

        clock("2026-06-13T00:00:00");
        handingOver.align();

        assertThat(assignee(task)).isNull();
    }

    @Test
    void whoCanStandInNoLongerGetsNothingAndKeepsNothing() {
        third();
        var held = drafting(AWAY);
        assertThat(post(AWAY, null, "cisa.third", "2026-06-15", "2026-06-19").statusCode()).isEqualTo(201);
        identity.deleteMembership("cisa.third", "cisa-staff");
        clock("2026-06-15T00:05:00");
        handingOver.align();
        assertThat(task(held)).extracting(Task::getAssignee, Task::getOwner).containsExactly(null, null);
        assertThat(facts("task-handed-over")).singleElement().asString().contains("\"to\":\"candidates\"", "'cisa.third' is not in the group cisa-staff any more.");
        jdbc.sql("update eo.absence set ended_at = now(), ended_by = 'test' where ended_at is null").update();

        tasks.setAssignee(held, AWAY);
        identity.createMembership("cisa.third", "cisa-staff");
        clock("2026-06-22T09:00:00");
        assertThat(post(AWAY, null, "cisa.third", "2026-06-22", "2026-06-26").statusCode()).isEqualTo(201);
        assertThat(assignee(held)).isEqualTo("cisa.third");
        identity.deleteUser("cisa.third");
        handingOver.align();
        assertThat(task(held)).extracting(Task::getAssignee, Task::getOwner).containsExactly(null, null);
        assertThat(facts("task-handed-back")).last().asString().contains("\"from\":\"cisa.third\"", "\"to\":\"candidates\"", "any more");
    }

    @Test
    void whoHasLeftMeanwhileGetsNothingBack() {
        third();
        assertThat(post("cisa.third", null, SUBSTITUTE, "2026-06-10", "2026-06-12").statusCode()).isEqualTo(201);
        var task = drafting(null);
        tasks.setOwner(task, "cisa.third");
        tasks.setAssignee(task, SUBSTITUTE);
        identity.deleteUser("cisa.third");

        clock("2026-06-13T00:05:00");
        handingOver.align();

        assertThat(task(task)).extracting(Task::getAssignee, Task::getOwner).containsExactly(null, null);
        assertThat(facts("task-handed-back")).singleElement().asString().contains("There is no account 'cisa.third' any more.");
    }

    @Test
    void whoStandsInIsToldAtOnceAndWhoIsAwayIfSomebodyElseEnteredIt() throws Exception {
        var own = enter(AWAY, "2026-06-15", "2026-06-19");
        assertThat(told(own)).singleElement().asString().startsWith("cisa.counsel ").contains("You stand in for cisa.staff",
            "cisa.staff is away: Monday, June 15, 2026 to Friday, June 19, 2026.", "count as one person");
        assertThat(Http.basic(port, AWAY).send("DELETE", "/api/absences/" + own, null).statusCode()).isEqualTo(204);
        assertThat(told(own)).last().asString().startsWith("cisa.counsel ").contains("You do not stand in for cisa.staff any more");

        var answer = post(APPROVER, AWAY, SUBSTITUTE, "2026-06-15", "2026-06-19");
        var entered = json.readTree(answer.body()).get("id").asText();
        assertThat(Http.basic(port, "order.office").send("DELETE", "/api/absences/" + entered, null).statusCode()).isEqualTo(204);
        assertThat(told(entered)).hasSize(4).filteredOn(mail -> mail.startsWith("cisa.staff "))
            .satisfiesExactly(mail -> assertThat(mail).contains("cisa.approver entered that you are away"),
                mail -> assertThat(mail).contains("order.office ended your absence: Monday, June 15"));
    }

    @Test
    void whoHasNoMailboxStandsInAllTheSame() throws Exception {
        third();
        var id = json.readTree(post(AWAY, null, "cisa.third", "2026-06-15", "2026-06-19").body()).get("id").asText();

        assertThat(told(id)).isEmpty();
    }

    /** Of each mail about an absence: whose it is, and what it says. */
    private List<String> told(String absence) {
        return jdbc.sql("select split_part(key, '/', 4) || ' ' || html from eo.outbox where key like 'absence/' || ? || '/%' order by id").param(absence)
            .query(String.class).list();
    }

    @Test
    void aTaskThatAModelGivesToWhoIsAwayGoesToTheSubstitute() {
        third();
        enter(AWAY, "2026-06-10", "2026-06-12");
        assertThat(Http.basic(port, "cisa.third").post("/engine-rest/task/" + drafting(null, AWAY) + "/complete", "{}").statusCode()).isEqualTo(204);

        assertThat(review()).extracting(Task::getAssignee, Task::getOwner).containsExactly(SUBSTITUTE, AWAY);
        assertThat(facts("task-handed-over")).singleElement().asString().contains("\"task\":\"Review paper\"", "\"to\":\"cisa.counsel\"");
    }

    @Test
    void aSuspendedTaskGoesOverWhenItGoesOn() {
        var task = drafting(AWAY);
        var instance = task(task).getProcessInstanceId();
        runtime.suspendProcessInstanceById(instance);
        enter(AWAY, "2026-06-10", "2026-06-12");
        assertThat(assignee(task)).isEqualTo(AWAY);

        runtime.activateProcessInstanceById(instance);
        handingOver.align();

        assertThat(assignee(task)).isEqualTo(SUBSTITUTE);
    }

    @Test
    void theSubstitutesDigestAndCalendarHaveTheTaskAndSayFromWhomItIs() {
        var task = task(drafting(AWAY));
        task.setDueDate(Date.from(Instant.parse("2026-06-12T21:00:00Z")));
        tasks.saveTask(task);
        enter(AWAY, "2026-06-10", "2026-06-12");

        assertThat(Http.basic(port, SUBSTITUTE).post("/api/calendars", "{}").body()).satisfies(made -> assertThat(Http.stranger(port)
            .get(made.replaceAll("(?s).*https?://[^/]+(/calendar/[^\"]+)\".*", "$1")).body().replace("\r\n ", "")).contains("Task: Draft paper (handed over from cisa.staff)"));
        digests.send(identity.createUserQuery().userId(SUBSTITUTE).singleResult(), absences.today());
        assertThat(jdbc.sql("select html from eo.outbox where key = 'digest/2026-06-10/cisa.counsel'").query(String.class).list())
            .singleElement().asString().contains("Task: Draft paper (handed over from cisa.staff)");
    }

    @Test
    void whoIsAwayGetsNoDigestAndTheFirstOneAfterTheReturnTellsWhatWasDone() {
        var done = drafting(AWAY);
        runtime.startProcessInstanceByKey("StandIn", key + "/left", Map.of("order", "eo-test"));
        var left = people.task(key + "/left", "DraftPaper").getId();
        tasks.setAssignee(left, AWAY);
        clock("2026-06-29T09:00:00");
        enter(AWAY, "2026-07-01", "2026-07-03");
        clock("2026-07-01T07:30:00");
        handingOver.align();

        digests.send(user(AWAY), absences.today());
        assertThat(digest("2026-07-01", AWAY)).isEmpty();
        digests.send(user(SUBSTITUTE), absences.today());
        assertThat(digest("2026-07-01", SUBSTITUTE)).singleElement().asString().contains("You stand in for cisa.staff until Friday, July 3, 2026.");
        people.complete(SUBSTITUTE, task(done), Map.of());
        people.complete(SUBSTITUTE, task(drafting(null)), Map.of());

        clock("2026-07-06T07:30:00");
        handingOver.align();
        digests.send(user(AWAY), absences.today());
        assertThat(digest("2026-07-06", AWAY)).as("the absence ended on a holiday, before a weekend").singleElement().asString()
            .contains("cisa.counsel stood in for you, Wednesday, July 1, 2026 to Friday, July 3, 2026.", "Completed in your place", "Draft paper", key,
                "Wednesday, July 1, 2026, 7:30 AM ET")
            .containsOnlyOnce("<td>Draft paper</td>");
        assertThat(assignee(left)).isEqualTo(AWAY);

        clock("2026-07-07T07:30:00");
        digests.send(user(AWAY), absences.today());
        assertThat(digest("2026-07-07", AWAY)).as("told once").noneMatch(mail -> mail.contains("stood in for you"));
    }

    @Test
    void anAbsenceInWhichNothingWasDoneIsToldAllTheSameAndOneThatNeverBeganIsNot() throws Exception {
        var id = enter(AWAY, "2026-06-10", "2026-06-12");
        assertThat(Http.basic(port, AWAY).send("DELETE", "/api/absences/" + id, null).statusCode()).isEqualTo(204);
        var calledOff = enter(AWAY, "2026-06-20", "2026-06-21");
        assertThat(Http.basic(port, AWAY).send("DELETE", "/api/absences/" + calledOff, null).statusCode()).isEqualTo(204);

        clock("2026-06-22T07:30:00");
        digests.send(user(AWAY), absences.today());

        assertThat(digest("2026-06-22", AWAY)).singleElement().asString()
            .contains("cisa.counsel stood in for you, Wednesday, June 10, 2026 to Friday, June 12, 2026, ended early on Wednesday, June 10, 2026, 9:00 AM ET.",
                "No task was completed in your place")
            .doesNotContain("June 20");
    }

    private User user(String account) {
        return identity.createUserQuery().userId(account).singleResult();
    }

    private List<String> digest(String day, String account) {
        return jdbc.sql("select html from eo.outbox where key = ?").param("digest/%s/%s".formatted(day, account)).query(String.class).list();
    }

    @Test
    void tasksAreLookedAtFiveMinutesAfterMidnightInWashingtonAndEveryHourAfter() throws NoSuchMethodException {
        var schedule = HandingOver.class.getDeclaredMethod("align").getAnnotation(Scheduled.class);
        var cron = CronExpression.parse(schedule.cron().replaceAll("\\$\\{[^:]*:(.*)}", "$1"));
        assertThat(schedule.zone()).isEqualTo("America/New_York");
        assertThat(cron.next(Instant.parse("2026-07-04T03:59:00Z").atZone(EngineClock.WASHINGTON)).toInstant()).isEqualTo("2026-07-04T04:05:00Z");
        assertThat(cron.next(Instant.parse("2026-12-01T05:10:00Z").atZone(EngineClock.WASHINGTON)).toInstant()).isEqualTo("2026-12-01T06:05:00Z");
    }

    // --- four eyes, and the ledger

    @Test
    void whatTheAbsentOnePreparedTheSubstituteNeitherClaimsNorCompletes() {
        var draft = drafting(AWAY);
        people.complete(AWAY, task(draft), Map.of());
        var review = review().getId();
        enter(AWAY, "2026-06-10", "2026-06-12");

        refused(Http.basic(port, SUBSTITUTE).post("/engine-rest/task/" + review + "/claim", "{\"userId\":\"cisa.counsel\"}"));
        refused(Http.basic(port, SUBSTITUTE).post("/engine-rest/task/" + review + "/complete", "{}"));
        assertThatThrownBy(() -> tasks.setAssignee(review, SUBSTITUTE)).satisfies(thrown -> assertThat(Refusal.in(thrown))
            .hasMessage("Task 'Review paper' of Stand in: 'cisa.counsel' stands in for 'cisa.staff', by or for whom 'Draft paper' was completed, "
                + "so another member of the staff must complete it."));

        clock("2026-06-13T00:00:00");
        assertThat(Http.basic(port, SUBSTITUTE).post("/engine-rest/task/" + review + "/complete", "{}").statusCode()).as("when they stand in no longer").isEqualTo(204);
    }

    private static void refused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("you stand in for 'cisa.staff', by or for whom 'Draft paper' was completed, so another member of the staff must complete it.");
    }

    @Test
    void whatTheSubstitutePreparedStandingInTheAbsentOneNeitherClaimsNorCompletes() {
        var draft = drafting(AWAY);
        enter(AWAY, "2026-06-10", "2026-06-12");
        people.complete(SUBSTITUTE, task(draft), Map.of());
        assertThat(facts("task-completed")).singleElement().asString().contains("\"standingInFor\":\"cisa.staff\"");
        assertThat(ledger.completedBy(key, List.of("DraftPaper"))).containsExactlyInAnyOrder(SUBSTITUTE, AWAY);
        var review = review().getId();

        clock("2026-06-20T09:00:00");
        for (var way : List.of("/claim", "/complete")) {
            var answer = Http.basic(port, AWAY).post("/engine-rest/task/" + review + way, way.equals("/claim") ? "{\"userId\":\"cisa.staff\"}" : "{}");
            assertThat(answer.statusCode()).as(way).isEqualTo(403);
            assertThat(answer.body()).contains("whoever stood in for you completed 'Draft paper', so another member of the staff must complete it.");
        }
    }

    @Test
    void fourEyesHoldAcrossTwoSubstitutionsInARow() {
        third();
        var draft = drafting(AWAY);
        enter(AWAY, "2026-06-10", "2026-06-10");
        people.complete(SUBSTITUTE, task(draft), Map.of());
        clock("2026-06-11T09:00:00");
        handingOver.align();
        assertThat(post(SUBSTITUTE, null, "cisa.third", "2026-06-11", "2026-06-12").statusCode()).isEqualTo(201);

        var answer = Http.basic(port, "cisa.third").post("/engine-rest/task/" + review().getId() + "/complete", "{}");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("you stand in for 'cisa.counsel', by or for whom 'Draft paper' was completed");
        clock("2026-06-13T09:00:00");
        assertThat(Http.basic(port, "cisa.third").post("/engine-rest/task/" + review().getId() + "/complete", "{}").statusCode()).isEqualTo(204);
    }

    @Test
    void whatTheSubstituteDidInTheirOwnNameIsTheirOwn() {
        enter(AWAY, "2026-06-10", "2026-06-12");
        people.complete(SUBSTITUTE, task(drafting(null)), Map.of());
        assertThat(facts("task-completed")).singleElement().asString().doesNotContain("standingInFor");

        people.complete(AWAY, review(), Map.of());
        assertThat(facts("task-completed")).hasSize(2);
    }

    @Test
    void whatTheSubstituteMayNotDoIsOpenToItsCandidatesInstead() {
        people.complete(SUBSTITUTE, task(drafting(null, AWAY)), Map.of());
        var review = review();
        assertThat(review.getAssignee()).isEqualTo(AWAY);

        enter(AWAY, "2026-06-10", "2026-06-12");

        assertThat(review()).extracting(Task::getAssignee, Task::getOwner).containsExactly(null, null);
        assertThat(facts("task-handed-over")).singleElement().asString().contains("\"to\":\"candidates\"", "'cisa.counsel' completed 'Draft paper'");
    }

    @Test
    void whatAModelGivesToWhoIsAwayAndTheSubstituteMayNotDoIsOpenToItsCandidates() {
        enter(AWAY, "2026-06-10", "2026-06-12");

        people.complete(SUBSTITUTE, task(drafting(null, AWAY)), Map.of());

        assertThat(review()).extracting(Task::getAssignee, Task::getOwner).containsExactly(null, null);
        assertThat(facts("task-handed-over")).singleElement().asString().contains("\"to\":\"candidates\"");
    }

    @Test
    void whatTheAbsentOneMayNotDoAnyMoreComesBackToItsCandidates() {
        third();
        assertThat(Http.basic(port, "cisa.third").post("/engine-rest/task/" + drafting(null, AWAY) + "/complete", "{}").statusCode()).isEqualTo(204);
        var review = review();
        assertThat(review.getAssignee()).isEqualTo(AWAY);
        var second = drafting(AWAY);
        var id = enter(AWAY, "2026-06-10", "2026-06-12");
        assertThat(assignee(review.getId())).isEqualTo(SUBSTITUTE);
        people.complete(SUBSTITUTE, task(second), Map.of());

        assertThat(Http.basic(port, AWAY).send("DELETE", "/api/absences/" + id, null).statusCode()).isEqualTo(204);

        assertThat(task(review.getId())).extracting(Task::getAssignee, Task::getOwner).containsExactly(null, null);
        assertThat(facts("task-handed-back")).singleElement().asString()
            .contains("\"to\":\"candidates\"", "whoever stood in for 'cisa.staff' completed 'Draft paper'");
    }

    // --- what is refused

    @Test
    void wrongDaysAreRefusedByField() throws Exception {
        refused(AWAY, null, "2026-06-12", "2026-06-11", 400, "until", "before the first");
        refused(AWAY, null, "2026-06-08", "2026-06-09", 400, "until", "has passed");
        refused(AWAY, null, "2026-06-09", "2026-06-12", 400, "from", "begin with Wednesday, June 10, 2026");
        refused(AWAY, null, "2026-06-12", "2027-06-11", 400, "until", "a year ahead");
        refused(AWAY, null, "tomorrow", "2026-06-12", 400, "from", "for example 2026-07-06");
        refused(AWAY, null, "2026-06-12", "", 400, "until", "for example 2026-07-06");
    }

    @Test
    void aSubstituteIsSomebodyElseWithTheSameGroups() throws Exception {
        assertThat(told(post(AWAY, null, AWAY, "2026-06-10", "2026-06-10"), 400, "substitute")).contains("Nobody stands in for themselves");
        assertThat(told(post(AWAY, null, "nobody.here", "2026-06-10", "2026-06-10"), 400, "substitute")).contains("Choose an account that is here");
        assertThat(told(post(AWAY, null, null, "2026-06-10", "2026-06-10"), 400, "substitute")).contains("Choose an account that is here");
        assertThat(told(post(AWAY, null, APPROVER, "2026-06-10", "2026-06-10"), 400, "substitute")).contains("'cisa.approver' is not in the group cisa-staff, as 'cisa.staff' is");
        assertThat(told(post(AWAY, null, "dhs.staff", "2026-06-10", "2026-06-10"), 400, "substitute")).contains("cisa, cisa-staff");
        assertThat(told(post("admin", "auditor", "admin", "2026-06-10", "2026-06-10"), 400, "account")).contains("no group that gets tasks");
        assertThat(told(post("admin", "nobody.here", "admin", "2026-06-10", "2026-06-10"), 400, "account")).contains("no such account");
        assertThat(Http.basic(port, AWAY).get("/api/absences/substitutes").body()).contains(SUBSTITUTE).doesNotContain(AWAY, APPROVER, "dhs.");
        assertThat(Http.basic(port, "admin").get("/api/absences/substitutes").body()).as("nothing to hand over")
            .contains("\"people\":[]", "is in no group that gets tasks");
        assertThat(Http.basic(port, AWAY).get("/api/absences/substitutes").body()).doesNotContain("advice");
    }

    @Test
    void whereNobodyCanStandInItSaysWhatToDo() throws Exception {
        var advice = "Nobody but 'cisa.approver' is in the group cisa-approver, so nobody can stand in. Ask an administrator to add a second person to it, "
            + "then enter the absence. Until then the tasks of this group wait for the return, and their dates do not.";
        assertThat(json.readTree(Http.basic(port, APPROVER).get("/api/absences/substitutes").body()).get("advice").asText()).isEqualTo(advice);
        assertThat(told(post(APPROVER, null, null, "2026-06-10", "2026-06-10"), 400, "substitute")).isEqualTo(advice);

        third();
        identity.deleteMembership("cisa.third", "cisa-staff");
        identity.createMembership("cisa.third", "cisa-approver");
        identity.deleteMembership("cisa.third", "cisa");
        identity.createMembership("cisa.third", "order-office");
        assertThat(json.readTree(Http.basic(port, APPROVER).get("/api/absences/substitutes").body()).get("advice").asText()).isEqualTo(
            "No colleague is in all of the groups cisa, cisa-approver, as 'cisa.approver' is. Ask an administrator to add one of them to the groups that are missing, "
                + "then enter the absence.");
    }

    @Test
    void absencesOfOneAccountDoNotOverlapAndNobodyStandsInWhoIsAway() throws Exception {
        third();
        enter(AWAY, "2026-06-15", "2026-06-19");

        refused(AWAY, null, "2026-06-19", "2026-06-22", 409, "from", "away already: Monday, June 15, 2026 to Friday, June 19, 2026");
        assertThat(told(post("cisa.third", null, AWAY, "2026-06-12", "2026-06-15"), 409, "substitute")).contains("'cisa.staff' is away, too: Monday, June 15");
        assertThat(told(post(SUBSTITUTE, null, "cisa.third", "2026-06-19", "2026-06-19"), 409, "account")).contains("'cisa.counsel' stands in for 'cisa.staff': Monday, June 15");
        assertThat(post(AWAY, null, SUBSTITUTE, "2026-06-20", "2026-06-20").statusCode()).as("the day after").isEqualTo(201);
        assertThat(post("cisa.third", null, AWAY, "2026-06-12", "2026-06-14").statusCode()).as("until the day before").isEqualTo(201);
    }

    @Test
    void ofTwoThatExcludeEachOtherAndComeAtOnceOneIsEntered() throws Exception {
        var day = absences.today().plusDays(5);
        var failures = SameMoment.all(Stream.generate(UUID::randomUUID).limit(4).<Callable<Void>>map(id -> () -> {
            absences.enter(new Absence(id, AWAY, SUBSTITUTE, day, day, AWAY, Instant.now(), null));
            return null;
        }).toList());

        assertThat(failures).hasSize(3).allSatisfy(failure -> assertThat(failure).isInstanceOf(Refusal.class).hasMessageContaining("is away already"));
        assertThat(absences.all().stream().filter(absence -> absence.endedAt() == null)).hasSize(1);
    }

    // --- who may

    @Test
    void whoIsAwayTheApproverAndTheOrderOfficeEnterAndEndItAndNobodyElse() throws Exception {
        for (var wrong : List.of(SUBSTITUTE, "cisa.certifier", "dhs.approver", "dhs.staff", "designer")) {
            assertThat(told(post(wrong, AWAY, SUBSTITUTE, "2026-06-10", "2026-06-10"), 403, "account")).as(wrong).contains("an approver of their agency");
            assertThat(Http.basic(port, wrong).get("/api/absences/substitutes?account=cisa.staff").statusCode()).isEqualTo(403);
        }
        assertThat(post("auditor", AWAY, SUBSTITUTE, "2026-06-10", "2026-06-10").statusCode()).isEqualTo(403);
        for (var right : List.of(APPROVER, "order.office", "admin")) {
            var made = post(right, AWAY, SUBSTITUTE, "2026-06-10", "2026-06-10");
            assertThat(made.statusCode()).as(right).isEqualTo(201);
            var id = json.readTree(made.body()).get("id").asText();
            assertThat(json.readTree(made.body()).get("enteredBy").asText()).isEqualTo(right);
            assertThat(Http.basic(port, SUBSTITUTE).get("/api/absences").body()).as("who stands in sees it").contains(id);
            assertThat(Http.basic(port, "auditor").get("/api/absences").body()).contains(id);
            assertThat(Http.basic(port, "dhs.approver").get("/api/absences").body()).doesNotContain(id);
            assertThat(Http.basic(port, SUBSTITUTE).send("DELETE", "/api/absences/" + id, null).statusCode()).isEqualTo(403);
            assertThat(Http.basic(port, "dhs.approver").send("DELETE", "/api/absences/" + id, null).statusCode()).isEqualTo(404);
            assertThat(Http.basic(port, right).send("DELETE", "/api/absences/" + id, null).statusCode()).isEqualTo(204);
        }
        assertThat(Http.stranger(port).get("/api/absences").statusCode()).isEqualTo(401);
        assertThat(Http.basic(port, AWAY).get("/api/absences/accounts").body()).contains(AWAY).doesNotContain(SUBSTITUTE);
        assertThat(Http.basic(port, APPROVER).get("/api/absences/accounts").body()).contains(AWAY, SUBSTITUTE, APPROVER).doesNotContain("dhs.");
        assertThat(Http.basic(port, "order.office").get("/api/absences/accounts").body()).contains(AWAY, "dhs.staff");
    }

    // --- support

    private String enter(String account, String from, String until) {
        var answer = post(account, null, SUBSTITUTE, from, until);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return answer.body().replaceAll(".*?\"id\":\"([^\"]+)\".*", "$1");
    }

    private HttpResponse<String> post(String by, String account, String substitute, String from, String until) {
        return Http.basic(port, by).post("/api/absences", "{%s%s\"from\":\"%s\",\"until\":\"%s\"}".formatted(account == null ? "" : "\"account\":\"" + account + "\",",
            substitute == null ? "" : "\"substitute\":\"" + substitute + "\",", from, until));
    }

    private void refused(String by, String account, String from, String until, int status, String field, String message) throws Exception {
        assertThat(told(post(by, account, SUBSTITUTE, from, until), status, field)).contains(message);
    }

    private String told(HttpResponse<String> answer, int status, String field) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json.readTree(answer.body()).get("field").asText()).isEqualTo(field);
        return json.readTree(answer.body()).get("message").asText();
    }

    private String drafting(String assignee) {
        return drafting(assignee, null);
    }

    /** The id of a started process's first task. */
    private String drafting(String assignee, String reviewer) {
        var variables = new HashMap<String, Object>(Map.of("order", "eo-test"));
        variables.put("reviewer", reviewer);
        runtime.startProcessInstanceByKey("StandIn", key, variables);
        var task = people.task(key, "DraftPaper").getId();
        if (assignee != null) {
            tasks.setAssignee(task, assignee);
        }
        return task;
    }

    private Task task(String id) {
        return tasks.createTaskQuery().taskId(id).singleResult();
    }

    private Task review() {
        return people.task(key, "ReviewPaper");
    }

    private String assignee(String task) {
        return task(task).getAssignee();
    }

    private void third() {
        var user = identity.newUser("cisa.third");
        user.setPassword("demo");
        identity.saveUser(user);
        List.of("cisa", "cisa-staff").forEach(group -> identity.createMembership("cisa.third", group));
    }

    private Optional<Absence> substituteAt(String time) {
        ClockUtil.setCurrentTime(Date.from(Instant.parse(time)));
        return absences.now(AWAY);
    }

    private List<String> facts(String kind) {
        return jdbc.sql("select payload from eo.ledger_entry where business_key = ? and kind = ? order by sequence").params(key, kind).query(String.class).list();
    }

    /** Sets the clock to this time of Washington. */
    private static void clock(String time) {
        ClockUtil.setCurrentTime(Date.from(LocalDateTime.parse(time).atZone(EngineClock.WASHINGTON).toInstant()));
    }
}
