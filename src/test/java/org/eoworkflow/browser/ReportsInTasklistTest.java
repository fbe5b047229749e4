package org.eoworkflow.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.eoworkflow.support.OrderFixture;
import org.eoworkflow.support.OrderFixture.Work;
import org.eoworkflow.support.OrderWork;
import org.eoworkflow.support.People;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What people report of an order, each week, late and at its end, by people at a browser. */
@BrowserTest
class ReportsInTasklistTest {

    private static final LocalDate SIGNED = LocalDate.of(2026, 6, 2);

    @Autowired OrderFixture fixture;
    @Autowired OrderWork work;
    @Autowired People people;
    @LocalServerPort int port;

    @Test
    void anAgencySaysEachWeekHowItsDirectivesStand() {
        var order = start();
        work.at(SIGNED.plusDays(6), 9);
        work.fire(order, "ExecutiveOrder", "MondayCome");
        try (var agency = Desk.of(port, "gsa.staff")) {
            agency.claim(people.task(order, "ReportStatus").getId());
            agency.choose("Status", "At risk");
            agency.fill("Blocking issue", "The server <left> has no successor.");
            agency.fill("Expected date", "6/20/2026");
            agency.screenshot("status-is-reported");
            taken(agency);
            assertThat(agency.complaints()).isEmpty();
        }
        assertThat(work.ledger(order, "status-reported")).singleElement().asString()
            .contains("at-risk", "The server <left> has no successor.", "2026-06-20");
        assertThat(work.ledger(order, "report-issued")).hasSize(1);
    }

    @Test
    void theClosingReportIsCompiledAndApproved() {
        var order = start();
        work.carryOut(order, "inventory", "gsa", "INVENTORY-01");
        try (var office = Desk.of(port, "order.office")) {
            office.claim(people.task(order, "CompileClosingReport").getId());
            assertThat(office.page().locator(".fjs-form")).containsText("INVENTORY-01");
            office.fill("Summary", "The inventory exists.");
            office.choose("Was it kept?", "Yes");
            office.fill("Statement", "Nobody was obliged.");
            office.screenshot("closing-report-is-compiled");
            taken(office);
            assertThat(office.complaints()).isEmpty();
        }
        try (var deputy = Desk.of(port, "order.deputy")) {
            deputy.claim(people.task(order, "ApproveClosingReport").getId());
            assertThat(deputy.page().locator(".fjs-form")).containsText("The inventory exists.");
            assertThat(deputy.page().locator(".fjs-form")).containsText("Nobody was obliged.");
            assertThat(deputy.page().locator(".fjs-form")).containsText("obligation");
            assertThat(brokenWords(deputy)).as("words that are wider than their column").isEmpty();
            deputy.choose("Decision", "Approve the report");
            deputy.screenshot("closing-report-is-approved");
            taken(deputy);
            assertThat(deputy.complaints()).isEmpty();
        }
        assertThat(people.tasks(order, "CompileClosingReport")).isEmpty();
        assertThat(work.ledger(order, "report-issued")).hasSize(1);
    }

    @Test
    void aMissedDeadlineIsAnsweredByARecoveryPlanThatIsReviewed() {
        var order = start();
        var key = order + "/inventory";
        work.at(SIGNED.plusDays(31), 1);
        work.fire(key, "TrackedDirective", "DeadlineMissed");
        try (var agency = Desk.of(port, "gsa.approver")) {
            agency.claim(people.task(key, "SubmitRecoveryPlan").getId());
            agency.fill("Cause", "Too few people.");
            agency.fill("Step", "Assign more people.");
            agency.fill("Date", "7/8/2026");
            agency.fill("Committed date", "7/10/2026");
            agency.screenshot("recovery-plan-is-submitted");
            taken(agency);
            assertThat(agency.complaints()).isEmpty();
        }
        try (var office = Desk.of(port, "order.office")) {
            office.claim(people.task(key, "ReviewRecoveryPlan").getId());
            assertThat(office.page().locator(".fjs-form")).containsText("Too few people.");
            assertThat(office.page().locator(".fjs-form")).containsText("Assign more people.");
            office.choose("Decision", "Accept the plan");
            office.screenshot("recovery-plan-is-accepted");
            taken(office);
            assertThat(office.complaints()).isEmpty();
        }
        assertThat(work.ledger(order, "recovery-plan-accepted")).singleElement().asString().contains("2026-07-10", "Too few people.");
    }

    /** The words in tables that do not stand on one line. */
    private static List<?> brokenWords(Desk desk) {
        return (List<?>) desk.page().evaluate("""
            () => [...document.querySelectorAll('.fjs-table-td, .fjs-table-th')].flatMap(cell => {
              const text = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), broken = [];
              while (text.nextNode()) for (const word of text.currentNode.data.matchAll(/[^\\s-]+/g)) {
                const range = document.createRange();
                range.setStart(text.currentNode, word.index);
                range.setEnd(text.currentNode, word.index + word[0].length);
                if (new Set([...range.getClientRects()].map(line => line.top)).size > 1) broken.push(word[0]);
              }
              return broken;
            })""");
    }

    private String start() {
        work.at(SIGNED.plusDays(1), 9);
        return fixture.start(SIGNED, Work.tracked("inventory"));
    }

    private static void taken(Desk desk) {
        var answer = desk.complete();
        assertThat(answer.status()).as(answer::text).isEqualTo(204);
    }
}
