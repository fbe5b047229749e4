package org.eoworkflow.directive.tools;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.eoworkflow.directive.tools.ToolsStory.CHECKER;
import static org.eoworkflow.directive.tools.ToolsStory.PLANNER;

import com.deque.html.axecore.playwright.AxeBuilder;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.eoworkflow.browser.BrowserTest;
import org.eoworkflow.browser.Desk;
import org.eoworkflow.directive.tools.ToolsStory.Running;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The forms of both directives, filled in by people at a browser, and the page that comes of it. */
@BrowserTest
class ToolsInTasklistTest {

    @Autowired ToolsStory stories;
    @LocalServerPort int port;

    @Test
    void aProgramIsPlannedFundedTooLittlePlannedAgainAndApproved() {
        var program = stories.program();
        try (var planner = Desk.of(port, PLANNER)) {
            at(planner, program, "InventoryPrograms");
            planner.fill("Program", "Scanner One");
            planner.fill("Office that runs it", "Cyber office");
            planner.fill("Tools it enhances", "Scanners");
            planner.choose("AI-enabled", "In part");
            planner.fill("Funding a year", "2,000,000.00");
            planner.fill("Funded until", day(200));
            planner.fill("Summary", "One program, found in the budget.");
            done(planner, program, "InventoryPrograms");

            at(planner, program, "AnalyzeGaps");
            assertThat(planner.page().getByText("Scanner One")).isVisible();
            planner.fill("Gap", "No scanner for small networks");
            planner.fill("Whom it affects", "Local utilities");
            planner.choose("Importance", "1: first");
            planner.fill("Conclusions", "Small operators have nothing.");
            planner.choose("Which option?", "Both");
            planner.fill("Why this option", "It closes the first gap.");
            planner.fill("Number", "AIT 26-2");
            planner.fill("Title", "Tools for small operators");
            done(planner, program, "AnalyzeGaps");

            expand(planner, program, "1250000.00");
            charter(planner, program);
        }
        try (var checker = Desk.of(port, CHECKER)) {
            at(checker, program, "CheckFunding");
            assertThat(checker.page().getByText("$2,000,000.00")).isVisible();
            source(checker, "500000.00");
            checker.choose("Are the funds enough?", "No: the scope must be planned again");
            checker.fill("What is missing", "One and a half million.");
            checker.screenshot("check-funding");
            done(checker, program, "CheckFunding");
        }
        try (var planner = Desk.of(port, PLANNER)) {
            at(planner, program, "ReplanScope");
            assertThat(planner.page().getByText("One and a half million.")).isVisible();
            planner.choose("Which option?", "Expand an existing program");
            planner.fill("What changes", "No new program this year.");
            done(planner, program, "ReplanScope");
            expand(planner, program, "500000.00");
        }
        try (var checker = Desk.of(port, CHECKER)) {
            at(checker, program, "CheckFunding");
            checker.choose("Are the funds enough?", "Yes: what is planned can be paid");
            checker.tick("Purpose is confirmed.");
            checker.tick("Time is confirmed.");
            checker.tick("Amount is confirmed.");
            done(checker, program, "CheckFunding");

            at(checker, program, "ReviewPrivacy");
            checker.choose("Does the program process personal data?", "No");
            checker.choose("Privacy impact assessment", "Not needed");
            checker.fill("Safeguards", "None needed.");
            checker.choose("Is there an objection?", "No objection");
            done(checker, program, "ReviewPrivacy");
        }
        program.counselClears();
        try (var approver = Desk.of(port, "dhs.approver")) {
            at(approver, program, "ApproveProgram");
            assertThat(approver.page().getByText("AIT 26-2: Tools for small operators")).isVisible();
            approver.choose("Decision", "Approve and announce");
            approver.fill("Takes effect on", day(0));
            approver.tick("The program serves cybersecurity and governs AI in no other respect.");
            approver.tick("Taking part is free and a condition of nothing.");
            approver.tick("I approve this program for the head of the department.");
            approver.screenshot("approve-program");
            done(approver, program, "ApproveProgram");
            assertThat(approver.complaints()).isEmpty();
        }
        assertThat(program.open()).containsExactly("AssembleEvidence");
    }

    @Test
    void aCatalogueIsCompiledPutUnderRulesAndConditionsApprovedAndRead() {
        var access = stories.access();
        try (var staff = Desk.of(port, PLANNER)) {
            at(staff, access, "CompileToolCatalogue");
            tool(staff, "Scanner", "All of them", "20", "No");
            staff.add("Tools");
            tool(staff, "Frontier helper", "Operators of critical infrastructure", "5", "Yes");
            staff.fill("Title", "Tools by browser");
            staff.fill("Mailbox for requests", "tools@cisa.example");
            staff.fill("How a request is made", "An answer comes within a week.");
            done(staff, access, "CompileToolCatalogue");

            at(staff, access, "SetEligibility");
            assertThat(staff.page().getByText("A federal agency may have it on the usual terms.")).isVisible();
            assertThat(staff.page().getByText("An incident in progress goes before all.")).isVisible();
            assertThat(staff.page().getByText("On conditions")).isVisible();
            staff.choose("Do the tables fit?", "Yes: requests are decided by them");
            staff.tick("I have read the table on eligibility line by line.");
            staff.tick("I have read the table on priority line by line.");
            staff.page().getByText("Who may have a tool").scrollIntoViewIfNeeded();
            staff.screenshot("set-eligibility");
            done(staff, access, "SetEligibility");

            at(staff, access, "DraftConditions");
            staff.fill("Appropriate for", "Water utilities.");
            staff.fill("Not appropriate for", "Public networks.");
            staff.fill("Safeguards", "Logs and named accounts.");
            done(staff, access, "DraftConditions");
            assertThat(staff.complaints()).isEmpty();
        }
        access.view("concur", "");
        try (var approver = Desk.of(port, "dhs.approver")) {
            at(approver, access, "ApproveCatalogue");
            assertThat(approver.page().getByText("Water utilities.")).isVisible();
            approver.choose("Decision", "Approve and open intake");
            approver.fill("Requests are accepted from", day(0));
            approver.tick("The catalogue serves cybersecurity and governs AI in no other respect.");
            approver.tick("Nobody is obliged to ask for a tool.");
            approver.tick("I approve this catalogue for the head of the department.");
            approver.screenshot("approve-catalogue");
            done(approver, access, "ApproveCatalogue");
        }
        try (var reader = Desk.of(port, "usda.staff")) {
            reader.go("/catalogue/tools#" + access.order);
            assertThat(reader.page().getByText("Tools by browser")).isVisible();
            assertThat(new AxeBuilder(reader.page()).withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")).analyze().getViolations()).isEmpty();
            reader.screenshot("tool-catalogue");
            reader.page().setViewportSize(400, 800);
            reader.screenshot("tool-catalogue-small");
        }
    }

    private static void tool(Desk staff, String name, String audience, String capacity, String covered) {
        staff.fill("Tool or service", name);
        staff.fill("Provider", "Invented Provider");
        staff.choose("Who may have it", audience);
        staff.fill("Capacity", capacity);
        staff.fill("Terms", "Free for a year.");
        staff.choose("Kind of terms", "Usual terms, accepted when asked");
        staff.choose("Covered frontier model", covered);
    }

    private void expand(Desk planner, Running program, String cost) {
        at(planner, program, "PlanExpansion");
        planner.choose("Program that is expanded", "Scanner One");
        planner.fill("What is added", "Twenty more networks.");
        planner.fill("Responsible office", "Cyber office");
        planner.fill("Starts on", day(30));
        planner.fill("Cost", cost);
        done(planner, program, "PlanExpansion");
    }

    private void charter(Desk planner, Running program) {
        at(planner, program, "DraftProgramCharter");
        planner.fill("Name of the program", "Watch");
        for (var area : List.of("Purpose", "Functions", "Authority", "Taking part", "Measures of success")) {
            planner.fill(area, "What it says of " + area + ".");
        }
        planner.fill("Responsible office", "Watch office");
        planner.fill("Starts on", day(60));
        planner.fill("Cost", "750,000.00");
        done(planner, program, "DraftProgramCharter");
    }

    private void source(Desk checker, String amount) {
        checker.fill("Source", "Operations");
        checker.fill("Account", "070-0805");
        checker.fill("Amount", amount);
        checker.fill("Available until", day(90));
    }

    private static void at(Desk desk, Running running, String activity) {
        desk.claim(running.task(activity).getId());
    }

    private static void done(Desk desk, Running running, String activity) {
        var answer = desk.complete();
        assertThat(answer.status()).as(() -> activity + ": " + answer.text()).isEqualTo(204);
        running.continueAfter(activity);
    }

    /** As a date field shows it: 7/2/2026. */
    private String day(int later) {
        LocalDate day = stories.today().plusDays(later);
        return day.format(DateTimeFormatter.ofPattern("M/d/yyyy"));
    }
}
