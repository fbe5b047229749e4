package org.eoworkflow.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eoworkflow.directive.ReleaseFixture.action;
import static org.eoworkflow.support.OrderFixture.Work.tracked;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.eoworkflow.directive.ReleaseFixture;
import org.eoworkflow.order.Orders;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.Http;
import org.eoworkflow.support.OrderFixture;
import org.eoworkflow.support.People;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Dates as calendar programs read them: by an address with a secret, without signing in. */
@EngineTest
class CalendarFeedsTest {

    private static final LocalDate SIGNED = LocalDate.of(2026, 6, 2);

    @Autowired OrderFixture fixture;
    @Autowired ReleaseFixture releases;
    @Autowired Orders orders;
    @Autowired People people;
    @Autowired TaskService tasks;
    @Autowired IdentityService identity;
    @Autowired ObjectMapper json;
    @Autowired JdbcClient jdbc;
    @Autowired CalendarFeeds feeds;
    @Autowired CalendarText text;
    @LocalServerPort int port;

    // --- what it shows

    @Test
    void aDeadlineStandsAtItsHourInWashingtonWithTheZonesRulesAndAlarms() throws Exception {
        var order = started("2026-06-02T16:00:00Z", "shown");
        var path = own("gsa.staff");

        var answer = Http.stranger(port).get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/calendar;charset=UTF-8");
        assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(answer.body()).contains("BEGIN:VTIMEZONE\r\nTZID:America/New_York", "DTSTART;TZID=America/New_York:20260702T235959\r\n");
        assertThat(answer.body().lines()).as("folded").allMatch(line -> line.length() <= 75);
        parsed(answer).validate();
        Files.createDirectories(Path.of("target", "reports"));
        Files.writeString(Path.of("target", "reports", "dates.ics"), answer.body());
        var event = event(answer, "Deadline: Directive shown", order);
        assertThat(event.<ZonedDateTime>getDateTimeStart().getDate().toInstant()).isEqualTo(Instant.parse("2026-07-03T03:59:59Z"));
        assertThat(value(event, Property.STATUS)).isEqualTo("CONFIRMED");
        assertThat(value(event, Property.SEQUENCE)).isEqualTo("0");
        assertThat(value(event, Property.DESCRIPTION)).contains("Deadline of the order: Thursday, July 2, 2026, 11:59:59 PM ET");
        assertThat(value(event, Property.URL)).contains("/api/deadlines/").endsWith("/page");
        assertThat(event.getAlarms()).extracting(alarm -> alarm.getProperty(Property.TRIGGER).orElseThrow().getValue()).containsExactly("-P1W", "-P1D");
    }

    @Test
    void aMovedDateIsTheSameEventWithAHigherSequence() throws Exception {
        var order = started("2026-06-02T16:00:00Z", "moving");
        var path = own("gsa.staff");
        var before = event(Http.stranger(port).get(path), "Deadline: Directive moving", order);

        orders.retime(order, "moving", Period.ofDays(60));

        var after = event(Http.stranger(port).get(path), "Deadline: Directive moving", order);
        assertThat(value(after, Property.UID)).isEqualTo(value(before, Property.UID));
        assertThat(value(after, Property.SEQUENCE)).isEqualTo("1");
        assertThat(value(after, Property.DTSTART)).isEqualTo("20260801T235959");
    }

    @Test
    void aDateThatIsMovedTwiceAndBackAgainKeepsItsEventAndCountsOn() throws Exception {
        var order = started("2026-06-02T16:00:00Z", "back");
        var path = own("gsa.staff");
        var title = "Deadline: Directive back";
        var uid = value(event(Http.stranger(port).get(path), title, order), Property.UID);

        for (int days : List.of(60, 10, 30)) {
            orders.retime(order, "back", Period.ofDays(days));
        }

        var event = event(Http.stranger(port).get(path), title, order);
        assertThat(value(event, Property.UID)).isEqualTo(uid);
        assertThat(value(event, Property.SEQUENCE)).isEqualTo("3");
        assertThat(value(event, Property.DTSTART)).isEqualTo("20260702T235959");
    }

    @Test
    void onTheDaysWhenTheClocksChangeTheHourStaysWashingtons() throws Exception {
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-10-02T16:00:00Z")));
        var autumn = fixture.start(LocalDate.of(2026, 10, 2), tracked("autumn"));
        var spring = fixture.start(LocalDate.of(2026, 10, 2), tracked("spring").due("P163D"));
        var answer = Http.stranger(port).get(own("gsa.staff"));

        assertThat(answer.body()).as("what a program without zones of its own goes by").contains("RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU", "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU");
        var back = event(answer, "Deadline: Directive autumn", autumn);
        assertThat(value(back, Property.DTSTART)).isEqualTo("20261101T235959");
        assertThat(back.<ZonedDateTime>getDateTimeStart().getDate().toInstant()).as("clocks went back at two").isEqualTo(Instant.parse("2026-11-02T04:59:59Z"));
        var forward = event(answer, "Deadline: Directive spring", spring);
        assertThat(value(forward, Property.DTSTART)).isEqualTo("20270314T235959");
        assertThat(forward.<ZonedDateTime>getDateTimeStart().getDate().toInstant()).as("clocks went forward at two").isEqualTo(Instant.parse("2027-03-15T03:59:59Z"));
    }

    @Test
    void linesAreFoldedByOctetsAndWhatLooksLikeSyntaxIsEscaped() throws Exception {
        var title = "Deadline: Prüfung; Größe, naïve “façade” – " + "日本語の長い名前".repeat(12) + " \uD83D\uDCC5\uD83D\uDCC5\uD83D\uDCC5, last; line\nof two\\three";
        var at = Instant.parse("2026-07-03T03:59:59Z");

        var written = text.of("Dates of Ministère, “Ö”; " + "é".repeat(80), List.of(new CalendarDates.Entry("test folding", 0, at, at, title, false, null)));

        assertThat(written.split("\r\n")).allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length <= 75);
        assertThat(written).doesNotContain("\uFFFD").contains("Prüfung\\; Größe\\,", "REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n").endsWith("END:VCALENDAR\r\n");
        var read = new CalendarBuilder().build(new StringReader(new String(written.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)));
        assertThat(value(read.<VEvent>getComponents(Component.VEVENT).get(0), Property.SUMMARY)).isEqualTo(title);
    }

    @Test
    void whoHasItAlreadyIsToldSoUntilADateMovesOrTheAddressIsRevoked() throws Exception {
        var order = started("2026-06-02T16:00:00Z", "unchanged");
        var made = json.readTree(make("gsa.certifier", null).body());
        var tag = Http.stranger(port).get(path(made)).headers().firstValue("ETag").orElseThrow();

        var again = known(path(made), tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        orders.retime(order, "unchanged", Period.ofDays(45));
        var moved = known(path(made), tag);
        assertThat(moved.statusCode()).isEqualTo(200);
        assertThat(moved.headers().firstValue("ETag").orElseThrow()).isNotEqualTo(tag);

        assertThat(Http.basic(port, "gsa.certifier").send("DELETE", "/api/calendars/" + made.get("id").asText(), null).statusCode()).isEqualTo(204);
        assertThat(known(path(made), moved.headers().firstValue("ETag").orElseThrow()).statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> known(String path, String tag) {
        var stranger = Http.stranger(port);
        return stranger.send(stranger.request(path).header("If-None-Match", tag).GET());
    }

    @Test
    void whatIsWithdrawnIsCancelledAtItsLastDateAndWhatIsDoneLeaves() throws Exception {
        var order = started("2026-06-02T16:00:00Z", "gone", "done");
        var path = own("gsa.staff");

        orders.withdraw(order, "gone");
        jdbc.sql("update eo.directive set state = 'completed' where order_id = ? and id = 'done'").param(order).update();

        var answer = Http.stranger(port).get(path);
        var event = event(answer, "Deadline: Directive gone", order);
        assertThat(value(event, Property.STATUS)).isEqualTo("CANCELLED");
        assertThat(value(event, Property.SEQUENCE)).isEqualTo("1");
        assertThat(value(event, Property.DTSTART)).isEqualTo("20260702T235959");
        assertThat(event.getAlarms()).isEmpty();
        assertThat(events(answer, "Deadline: Directive done", order)).isEmpty();
    }

    @Test
    void ownTasksAreThoseOneCanTakeOrHasTaken() throws Exception {
        var order = started("2026-06-02T16:00:00Z", "tasks");
        var task = people.task(order + "/tasks", "AcceptDirective");
        var staff = own("gsa.staff");
        var approver = own("gsa.approver");

        assertThat(event(Http.stranger(port).get(staff), "Task: Accept directive (Directive tasks)", order)).satisfies(event ->
            assertThat(value(event, Property.DTSTART)).isEqualTo("20260609T170000"));
        assertThat(events(Http.stranger(port).get(approver), "Task: Accept directive (Directive tasks)", order)).isEmpty();
        tasks.setAssignee(task.getId(), "gsa.approver");
        assertThat(events(Http.stranger(port).get(approver), "Task: Accept directive (Directive tasks)", order)).hasSize(1);
        assertThat(events(Http.stranger(port).get(staff), "Task: Accept directive (Directive tasks)", order)).as("a colleague has it").isEmpty();
    }

    @Test
    void anActionOfTheAgencyLeavesWhenItIsCompleted() throws Exception {
        var bod = releases.release(List.of("gsa"), List.of(action("Update the policy", 1, "fixed"), action("Update the process", 60, "fixed")));
        var path = own("gsa.staff");
        var title = "Required action due: Action 1 of " + bod.number;
        assertThat(titles(Http.stranger(port).get(path))).anyMatch(each -> each.startsWith(title));

        bod.acknowledge("gsa");
        bod.plan("gsa");
        bod.completeAction("gsa", 1, "2026-06-11");

        assertThat(titles(Http.stranger(port).get(path))).noneMatch(each -> each.startsWith(title))
            .anyMatch(each -> each.startsWith(title.replace("Action 1", "Action 2")));
        assertThat(titles(Http.stranger(port).get(own("nasa.staff")))).as("another agency").noneMatch(each -> each.contains(bod.number));
    }

    // --- whose it is

    @Test
    void anAgencysCalendarIsForItsMembersAndShowsNoOtherAgencys() throws Exception {
        var order = fixtureOfTwo();
        assertThat(make("omb.staff", "gsa").statusCode()).isEqualTo(403);
        assertThat(make("omb.staff", "nowhere").statusCode()).isEqualTo(403);
        var made = json.readTree(make("gsa.approver", "gsa").body());
        assertThat(made.get("name").asText()).isEqualTo("Dates of General Services Administration");

        var answer = Http.stranger(port).get(path(made));
        assertThat(events(answer, "Deadline: Directive ours", order)).hasSize(1);
        assertThat(events(answer, "Deadline: Directive theirs", order)).isEmpty();
        assertThat(events(answer, "Task: Accept directive (Directive ours)", order)).as("its staff's tasks").hasSize(1);
        tasks.setAssignee(people.task(order + "/ours", "AcceptDirective").getId(), "gsa.staff");
        assertThat(events(Http.stranger(port).get(path(made)), "Task: Accept directive (Directive ours)", order)).as("claimed or not").hasSize(1);
        assertThat(events(Http.stranger(port).get(own("order.office")), "Deadline: Directive theirs", order)).as("the order office has all").hasSize(1);
    }

    @Test
    void whoLeavesTheAgencyReadsItsDatesNoLonger() throws Exception {
        identity.saveUser(identity.newUser("gsa.leaver"));
        identity.createMembership("gsa.leaver", "gsa");
        var agency = feed("gsa.leaver", "gsa");
        assertThat(Http.stranger(port).get(agency).statusCode()).isEqualTo(200);

        identity.deleteMembership("gsa.leaver", "gsa");

        assertThat(Http.stranger(port).get(agency).statusCode()).isEqualTo(404);
        identity.deleteUser("gsa.leaver");
    }

    @Test
    void theSecretIsToldOnceAndKeptNowhere() throws Exception {
        var made = json.readTree(make("gsa.certifier", null).body());
        var token = made.get("address").asText().replaceAll(".*/calendar/(.{43})\\.ics", "$1");
        assertThat(token).matches("[A-Za-z0-9_-]{43}");

        assertThat(Http.basic(port, "gsa.certifier").get("/api/calendars").body()).contains(made.get("id").asText()).doesNotContain(token);
        assertThat(jdbc.sql("select f::text from eo.calendar_feed f where id = cast(? as uuid)").param(made.get("id").asText()).query(String.class).single())
            .doesNotContain(token);
        assertThat(Http.basic(port, "dhs.staff").get("/api/calendars").body()).as("each sees the own").doesNotContain(made.get("id").asText());
    }

    @Test
    void aRevokedAddressGivesNothingAnyMoreAndOnlyItsOwnerRevokesIt() throws Exception {
        var made = json.readTree(make("gsa.staff", null).body());
        var revoke = "/api/calendars/" + made.get("id").asText();
        assertThat(Http.basic(port, "gsa.approver").send("DELETE", revoke, null).statusCode()).isEqualTo(404);
        assertThat(Http.stranger(port).get(path(made)).statusCode()).isEqualTo(200);

        assertThat(Http.basic(port, "gsa.staff").send("DELETE", revoke, null).statusCode()).isEqualTo(204);

        assertThat(Http.stranger(port).get(path(made)).statusCode()).isEqualTo(404);
        assertThat(Http.basic(port, "gsa.staff").send("DELETE", revoke, null).statusCode()).isEqualTo(404);
    }

    @Test
    void aGuessedAddressGivesNothingAndNoOtherPathIsOpen() {
        assertThat(Http.stranger(port).get("/calendar/" + "A".repeat(43) + ".ics").statusCode()).isEqualTo(404);
        for (var closed : List.of("/calendar/" + "A".repeat(42) + ".ics", "/calendar/" + "A".repeat(43), "/calendar/", "/calendar/x/" + "A".repeat(43) + ".ics")) {
            assertThat(Http.stranger(port).get(closed).headers().firstValue("Location").orElse("")).as(closed).endsWith("/sign-in");
        }
        assertThat(Http.stranger(port).get("/api/calendars").statusCode()).isEqualTo(401);
        assertThat(Http.stranger(port).get("/api/calendars/agencies").statusCode()).isEqualTo(401);
    }

    @Test
    void oneMayHaveTheCalendarOfOnesOwnAgencies() {
        assertThat(Http.basic(port, "gsa.staff").get("/api/calendars/agencies").body())
            .isEqualTo("[{\"id\":\"gsa\",\"name\":\"General Services Administration\"}]");
    }

    // --- support

    private String started(String now, String... directives) {
        ClockUtil.setCurrentTime(Date.from(Instant.parse(now)));
        return fixture.start(SIGNED, Arrays.stream(directives).map(OrderFixture.Work::tracked).toArray(OrderFixture.Work[]::new));
    }

    private String fixtureOfTwo() {
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-06-02T16:00:00Z")));
        return fixture.start(SIGNED, tracked("ours"), tracked("theirs").lead("dhs"));
    }

    private HttpResponse<String> make(String account, String agency) {
        return Http.basic(port, account).post("/api/calendars", agency == null ? "{}" : "{\"agency\":\"%s\"}".formatted(agency));
    }

    private String own(String account) throws IOException {
        return path(json.readTree(make(account, null).body()));
    }

    private String feed(String account, String agency) {
        return "/calendar/" + feeds.add(UUID.randomUUID(), account, agency) + ".ics";
    }

    private static String path(JsonNode made) {
        return made.get("address").asText().replaceAll("https?://[^/]+", "");
    }

    private static Calendar parsed(HttpResponse<String> answer) throws Exception {
        return new CalendarBuilder().build(new StringReader(answer.body()));
    }

    private VEvent event(HttpResponse<String> answer, String title, String order) throws Exception {
        assertThat(events(answer, title, order)).as(title).hasSize(1);
        return events(answer, title, order).get(0);
    }

    /** Events of this title, of this order's directives or tasks: all tests share one database. */
    private List<VEvent> events(HttpResponse<String> answer, String title, String order) throws Exception {
        var pages = jdbc.sql("select id from eo.deadline where order_id = ?").param(order).query(Long.class).list().stream()
            .map("/api/deadlines/%d/page"::formatted).toList();
        return parsed(answer).<VEvent>getComponents(Component.VEVENT).stream()
            .filter(event -> value(event, Property.SUMMARY).equals(title) && pages.stream().anyMatch(value(event, Property.URL)::endsWith)).toList();
    }

    private static List<String> titles(HttpResponse<String> answer) throws Exception {
        return parsed(answer).<VEvent>getComponents(Component.VEVENT).stream().map(event -> value(event, Property.SUMMARY)).toList();
    }

    private static String value(VEvent event, String property) {
        return event.getProperty(property).orElseThrow(() -> new AssertionError("no " + property)).getValue();
    }
}
