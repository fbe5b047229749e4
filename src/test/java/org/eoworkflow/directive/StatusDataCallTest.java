package org.eoworkflow.directive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jayway.jsonpath.JsonPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.camunda.spin.Spin;
import org.eoworkflow.deadline.DeadlineRecords;
import org.eoworkflow.deadline.Explanation;
import org.eoworkflow.platform.CheckedDocuments;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.Http;
import org.eoworkflow.support.OrderFixture;
import org.eoworkflow.support.OrderFixture.Work;
import org.eoworkflow.support.OrderWork;
import org.eoworkflow.support.People;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@EngineTest
class StatusDataCallTest {

    private static final LocalDate SIGNED = LocalDate.of(2026, 6, 2);
    private static final LocalDate MONDAY = LocalDate.of(2026, 6, 8);

    @LocalServerPort int port;
    @Autowired OrderFixture fixture;
    @Autowired OrderWork work;
    @Autowired People people;
    @Autowired TaskService tasks;
    @Autowired RuntimeService runtime;
    @Autowired Reports reports;
    @Autowired DeadlineRecords records;
    @Autowired Explanation explanation;

    private String order;

    @BeforeEach
    void start() {
        work.at(SIGNED.plusDays(1), 9);
        order = fixture.start(SIGNED, Work.tracked("inventory"), Work.tracked("training"), Work.tracked("archive").lead("nasa"),
            Work.tracked("never-added").fromAmendment());
    }

    @Test
    void everyMondayAtNineEachLeadHasOneShortTaskWithWhatTheSystemKnows() {
        assertThat(work.timer(order, "ExecutiveOrder", "MondayCome").getDuedate()).isEqualTo("2026-06-08T13:00:00Z");
        work.plan(order + "/inventory", "gsa");
        people.complete("gsa.approver", order + "/inventory", "ApprovePlan", Map.of("planDecision", "approve"));
        people.complete("gsa.staff", order + "/inventory", "ReportProgress", Map.of("progress", "Half of it.", "percent", 50,
            "issues", "A server is missing.", "resultExists", "no", "expectedDate", "2026-06-20"));
        call();

        assertThat(people.tasks(order, "ReportStatus")).hasSize(2).allSatisfy(task ->
            assertThat(task.getDueDate()).isEqualTo("2026-06-10T16:00:00Z"));
        var known = tasks.getVariable(asked("gsa").getId(), "statuses").toString();
        assertThat(JsonPath.<List<String>>read(known, "$[*].directive")).containsExactly("Directive inventory (inventory)", "Directive training (training)");
        assertThat(JsonPath.<String>read(known, "$[0].known")).contains("Due Thursday, July 2, 2026", "Clauses: INVENTORY-01 on track.",
            "Last progress report: 50 percent");
        assertThat(JsonPath.<String>read(known, "$[0].issue")).isEqualTo("A server is missing.");
        assertThat(JsonPath.<String>read(known, "$[0].expected")).isEqualTo("2026-06-20");
        assertThat(JsonPath.<String>read(known, "$[1].status")).isEqualTo("on-track");
    }

    @Test
    void theCallAndItsEndAreRecordedEachWeekAndTheTaskSaysWhyItIsDueThen() {
        call();

        assertThat(records.history("status call " + order)).singleElement().extracting(record -> record.reckoning().value()).isEqualTo(Instant.parse("2026-06-08T13:00:00Z"));
        assertThat(explanation.of(records.ofTask(asked("gsa").getId()).orElseThrow())).contains(
            "Due date of a task: Wednesday, June 10, 2026, 12:00 PM ET (EDT, UTC-04:00).",
            "Rule: the next Wednesday, 12:00 in Washington. Zone: America/New_York.");
        answer("gsa", row("inventory", "on-track", ""), row("training", "on-track", ""));
        answer("nasa", row("archive", "on-track", ""));
        work.at(MONDAY.plusDays(7), 9);
        work.fire(order, "ExecutiveOrder", "NextMondayCome");
        assertThat(records.history("status answers " + order)).extracting(record -> record.reckoning().value())
            .containsExactly(Instant.parse("2026-06-10T16:00:00Z"), Instant.parse("2026-06-17T16:00:00Z"));
    }

    @Test
    void onceEveryLeadHasAnsweredTheReportIsMadeKeptAndMailed() throws Exception {
        call();
        answer("gsa", row("inventory", "on-track", ""), row("training", "at-risk", "The trainer <left> & is not replaced."));
        answer("nasa", row("archive", "off-track", "No room."));

        var report = reports.of(order).get(0);
        assertThat(report.title()).isEqualTo("Weekly status, week of Monday, June 8, 2026");
        assertThat(reports.html(report.id())).contains("The trainer &lt;left&gt; &amp; is not replaced.", "Off track",
            "Every accountable agency has answered.", report.ledgerHash());
        assertThat(work.mails("report/" + report.id())).hasSize(3).anyMatch(mail -> mail.startsWith("directives@nasa.example: "));
        assertThat(work.ledger(order, "status-reported")).hasSize(3);
        assertThat(work.ledger(order, "report-issued")).singleElement().asString().contains(report.pdfSha256());
        Files.createDirectories(Path.of("target", "reports"));
        Files.write(Path.of("target", "reports", "weekly.pdf"), reports.pdf(report.id()));

        assertThat(work.timer(order, "ExecutiveOrder", "NextMondayCome").getDuedate()).isEqualTo("2026-06-15T13:00:00Z");
        work.fire(order, "ExecutiveOrder", "NextMondayCome");
        assertThat(people.tasks(order, "ReportStatus")).hasSize(2);
    }

    @Test
    void onWednesdayAtNoonTheReportIsMadeWithoutTheMissingAnswers() {
        call();
        answer("nasa", row("archive", "on-track", ""));
        work.at(MONDAY.plusDays(30), 12);
        work.fire(order, "StatusDataCall", "WindowClosed");

        assertThat(people.tasks(order, "ReportStatus")).isEmpty();
        assertThat(reports.html(reports.of(order).get(0).id())).contains("No answer by Wednesday, 12:00 noon ET: <span>General Services Administration</span>",
            "No answer says nothing about the directive.", "Clauses whose deadline by the order has passed");
    }

    @Test
    void whereNoDirectiveIsUnderWayAnyMoreTheReportSaysSoAndTellsOfEachThatWas() {
        call();
        work.at(MONDAY.plusDays(1), 9);
        work.amend(order, OrderWork.change("inventory", "suspend"), OrderWork.change("training", "withdraw"), OrderWork.change("archive", "suspend"));
        work.at(MONDAY.plusDays(2), 12);
        work.fire(order, "StatusDataCall", "WindowClosed");

        var report = reports.of(order).get(0);
        CheckedDocuments.check("report/weekly", reports.pdf(report.id()));
        assertThat(reports.html(report.id())).contains("No directive is under way.", "Directives that are not under way", ">suspended<", ">withdrawn on Tuesday, June 9, 2026 by Invented sec. 9<",
            "Ended on day 7 of 30; no clause is asked for any more", ">None any more<", "Day 8 of 30; 0 of 1 clauses met")
            .doesNotContain("Every accountable agency has answered.", "Blocking issue");
    }

    @Test
    void whereNoDirectiveIsActiveThereIsNothingToReport() {
        work.amend(order, OrderWork.change("inventory", "suspend"), OrderWork.change("training", "suspend"), OrderWork.change("archive", "suspend"));
        call();

        assertThat(reports.of(order)).isEmpty();
        assertThat(work.timer(order, "ExecutiveOrder", "NextMondayCome")).isNotNull();
    }

    @Test
    void aWrongAnswerIsRefusedWithItsLine() {
        call();
        refuses("statuses", "Answer for every directive of your agency. Missing: Directive training (training).", row("inventory", "on-track", ""));
        refuses("statuses[1].issue", "Line 2: say what stands in the way", row("inventory", "on-track", ""), row("training", "off-track", ""));
        refuses("statuses[0].directive", "Line 1: 'Directive archive (archive)' is no active directive of your agency.",
            row("archive", "on-track", ""), row("inventory", "on-track", ""), row("training", "on-track", ""));
        refuses("statuses[1].directive", "Line 2: the directive is listed twice.", row("inventory", "on-track", ""), row("inventory", "at-risk", "x"));
        assertThat(work.ledger(order, "status-reported")).isEmpty();
    }

    @Test
    void aDirectiveThatEndedAfterMondayNeedsNoAnswerAndDoesNotBlockTheOthers() {
        call();
        work.amend(order, OrderWork.change("training", "withdraw"));
        answer("gsa", row("inventory", "on-track", ""), row("training", "on-track", ""));

        assertThat(work.ledger(order, "status-reported")).hasSize(1);
    }

    @Test
    void reportsAreForTheOrderOfficeAuditorsAndLeads() {
        call();
        answer("gsa", row("inventory", "on-track", ""), row("training", "on-track", ""));
        answer("nasa", row("archive", "on-track", ""));
        var list = "/api/orders/" + order + "/reports";
        var file = "/api/reports/" + reports.of(order).get(0).id();

        for (var path : List.of(list, file)) {
            assertThat(Http.stranger(port).get(path).statusCode()).as(path).isEqualTo(401);
            assertThat(Http.basic(port, "opm.staff").get(path).statusCode()).as(path).isEqualTo(403);
            for (var account : List.of("order.office", "auditor", "gsa.staff", "nasa.approver")) {
                assertThat(Http.basic(port, account).get(path).statusCode()).as(account + path).isEqualTo(200);
            }
        }
        assertThat(JsonPath.<String>read(Http.basic(port, "gsa.staff").get(list).body(), "$[0].pdf")).isEqualTo(file);
        var pdf = Http.basic(port, "auditor").get(file);
        assertThat(pdf.headers().firstValue("Content-Type")).contains("application/pdf");
        assertThat(pdf.headers().firstValue("Content-Disposition")).hasValueSatisfying(name -> assertThat(name).contains(order + "-weekly-2026-06-08.pdf"));
        assertThat(Http.basic(port, "auditor").get(file + "?format=html").body()).contains("<h1>Weekly status");
        assertThat(Http.basic(port, "auditor").get("/api/reports/00000000-0000-0000-0000-000000000000").statusCode()).isEqualTo(404);
        assertThat(Http.basic(port, "auditor").get("/api/orders/no-such-order/reports").statusCode()).isEqualTo(404);
    }

    private void call() {
        work.at(MONDAY, 9);
        work.fire(order, "ExecutiveOrder", "MondayCome");
    }

    private Task asked(String lead) {
        return people.tasks(order, "ReportStatus").stream().filter(task -> lead.equals(tasks.getVariable(task.getId(), "lead"))).findFirst().orElseThrow();
    }

    @SafeVarargs
    private void answer(String lead, Map<String, Object>... rows) {
        people.complete(lead + ".staff", asked(lead), Map.of("statuses", Spin.JSON(new ArrayList<>(List.of(rows)))));
    }

    @SafeVarargs
    private void refuses(String field, String message, Map<String, Object>... rows) {
        assertThatThrownBy(() -> answer("gsa", rows)).satisfies(e -> {
            assertThat(Refusal.in(e)).as(String.valueOf(e)).isNotNull();
            assertThat(Refusal.in(e)).hasMessageStartingWith(message).extracting(Refusal::field).isEqualTo(field);
        });
    }

    private static Map<String, Object> row(String directive, String status, String issue) {
        return Map.of("directive", "Directive %s (%s)".formatted(directive, directive), "known", "", "status", status, "issue", issue, "expected", "");
    }
}
