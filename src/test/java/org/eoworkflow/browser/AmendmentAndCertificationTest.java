package org.eoworkflow.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.support.OrderFixture;
import org.eoworkflow.support.OrderFixture.Work;
import org.eoworkflow.support.OrderWork;
import org.eoworkflow.support.People;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** An order is amended and one of its clauses certified, by people at a browser. */
@BrowserTest
class AmendmentAndCertificationTest {

    @Autowired OrderFixture orders;
    @Autowired OrderWork work;
    @Autowired People people;
    @Autowired Clock clock;
    @LocalServerPort int port;

    @Test
    void anAmendmentIsReportedAssessedAndMovesTheDeadline() {
        var order = orders.start(today().minusDays(3), Work.tracked("inventory"), Work.tracked("training"));
        try (var office = Desk.of(port, "order.office")) {
            office.begin("InformOrder");
            office.fill("Order", order);
            office.choose("What happened", "The order was amended");
            office.fill("Citation", "Invented sec. 9");
            office.fill("Reason", "More time for the inventory.");
            office.screenshot("amendment-is-reported");
            assertThat(office.start().status()).isEqualTo(200);

            office.claim(people.task(order, "AssessAmendment").getId());
            assertThat(office.page().locator(".fjs-form")).containsText("More time for the inventory.");
            office.add("Changes");
            office.choose("Directive", "Directive inventory");
            office.choose("Change", "New deadline");
            office.fill("New period", "P60D");
            office.screenshot("amendment-is-assessed");
            taken(office);
            assertThat(office.complaints()).isEmpty();
        }
        assertThat(work.ledger(order, "deadline-moved")).singleElement().asString().contains(today().plusDays(58).toString());
    }

    @Test
    void aClauseIsAssembledReviewedAndCertified() {
        var order = orders.start(today().minusDays(3), Work.tracked("inventory"));
        var key = order + "/inventory";
        work.plan(key, "gsa");
        people.complete("gsa.approver", key, "ApprovePlan", Map.of("planDecision", "approve"));
        try (var staff = Desk.of(port, "gsa.staff")) {
            staff.claim(people.task(key, "ReportProgress").getId());
            staff.fill("What is done", "The inventory exists.");
            staff.fill("Percent complete", "100");
            staff.choose("Does what the directive demands exist now?", "Yes: certify the clauses");
            taken(staff);

            staff.claim(people.task(key, "AssembleEvidence").getId());
            staff.attach("inventory.txt", "All of it.", "The inventory.");
            staff.tab("Form");
            staff.fill("Met on", today().format(DateTimeFormatter.ofPattern("M/d/yyyy")));
            staff.fill("What the evidence shows", "The inventory exists.");
            staff.screenshot("evidence-is-assembled");
            taken(staff);
            assertThat(staff.complaints()).isEmpty();
        }
        try (var approver = Desk.of(port, "gsa.approver")) {
            approver.claim(people.task(key, "ReviewEvidence").getId());
            assertThat(approver.page().locator(".fjs-form")).containsText("inventory.txt");
            approver.choose("Decision", "Accept the evidence");
            taken(approver);
        }
        try (var certifier = Desk.of(port, "gsa.certifier")) {
            certifier.claim(people.task(key, "CertifyClause").getId());
            certifier.choose("Decision", "Certify");
            certifier.fill("Statement", "I certify that the inventory exists.");
            certifier.screenshot("clause-is-certified");
            taken(certifier);
            assertThat(certifier.complaints()).isEmpty();
        }
        assertThat(work.ledger(order, "clause-certified")).singleElement().asString().contains("I certify that the inventory exists.");
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), EngineClock.WASHINGTON);
    }

    private static void taken(Desk desk) {
        var answer = desk.complete();
        assertThat(answer.status()).as(answer::text).isEqualTo(204);
    }
}
