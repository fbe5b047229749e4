package org.eoworkflow.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator.FilterOptions;
import com.microsoft.playwright.Page;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.spin.Spin;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.support.DirectiveRuns;
import org.eoworkflow.support.OrderFixture;
import org.eoworkflow.support.OrderFixture.Work;
import org.eoworkflow.support.People;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A Binding Operational Directive from its analysis to its release, by people at a browser. */
@BrowserTest
class DirectiveInTasklistTest {

    private static final String DIRECTIVE = "binding-operational-directives";
    private static final String NUMBER = "BOD 97-01";
    /** One person with two hats, as in a small agency. */
    private static final String BOTH = "cisa.both";
    private static final String PASSWORD = "two-hats-on-one-head";

    @Autowired OrderFixture orders;
    @Autowired DirectiveRuns runs;
    @Autowired People people;
    @Autowired TaskService tasks;
    @Autowired ManagementService management;
    @Autowired IdentityService identity;
    @LocalServerPort int port;

    private String key;

    @Test
    void aDirectiveIsDraftedRefusedToItsDrafterSignedAndReleased() {
        personWithTwoHats();
        key = orders.start(LocalDate.now(EngineClock.WASHINGTON).minusDays(12), Work.run(DIRECTIVE, "BindingOperationalDirectives")
            .lead("dhs").through("cisa").consults("omb", "apnsa", "ncd").clauses("C-18", "C-19")) + "/" + DIRECTIVE;

        try (var staff = Desk.of(port, "cisa.staff")) {
            analyzeWithEvidence(staff);
            scopeWithALine(staff);
        }
        try (var both = Desk.of(port, BOTH, PASSWORD)) {
            draft(both);
        }
        people.complete("cisa.staff", key, "DraftGuidance", Map.of("guidanceTitle", "How to close holes", "guidanceSections",
            Spin.JSON(List.of(Map.of("heading", "First steps", "body", "Begin with what is exposed."))), "sourceNotes", Spin.JSON(List.of())));
        goOnAfter("DraftDirective", "DraftGuidance");
        people.complete("dhs.staff", key, "ReviewLegality", Map.of("legalOpinion", "no-objection"));
        try (var omb = Desk.of(port, "omb.staff")) {
            omb.claim(view("omb"));
            omb.choose("Does your agency concur?", "Concur");
            omb.screenshot("consulted-agency-gives-its-view");
            assertThat(omb.complete().status()).isEqualTo(204);
        }
        for (String agency : List.of("apnsa", "ncd")) {
            people.complete(agency + ".staff", tasks.createTaskQuery().taskId(view(agency)).singleResult(), Map.of("view", "concur"));
        }
        goOnAfter("GiveView");
        try (var both = Desk.of(port, BOTH, PASSWORD)) {
            isRefusedToTakeTheApprovalOfTheOwnDraft(both);
        }
        try (var approver = Desk.of(port, "cisa.approver")) {
            approver.claim(task("ApproveDirective"));
            approver.choose("Decision", "Approve the directive and its guidance");
            assertThat(approver.complete().status()).isEqualTo(204);
        }
        var instance = people.task(key, "SignDirective").getProcessInstanceId();
        try (var signer = Desk.of(port, "dhs.approver")) {
            signer.claim(task("SignDirective"));
            signer.choose("Decision", "Sign and release");
            signer.tick("I sign this directive for the head of the department.");
            signer.screenshot("department-signs");
            assertThat(signer.complete().status()).isEqualTo(204);
            assertThat(signer.complaints()).isEmpty();
        }
        management.executeJob(management.createJobQuery().processInstanceId(instance).activityId("StartImplementations").singleResult().getId());
        theBoundAgencySeesIt();
    }

    /** As the engine does by itself where it is not tested. */
    private void goOnAfter(String... activities) {
        List.of(activities).forEach(runs.in(key.substring(0, key.indexOf('/')), DIRECTIVE)::continueAfter);
    }

    private void analyzeWithEvidence(Desk staff) {
        staff.claim(task("AnalyzeThreat"));
        staff.choose("Template", "No template");
        staff.fill("Threat", "Known holes stay open.");
        staff.choose("Exploitation", "Active exploitation is known");
        staff.add("Sources");
        staff.fill("Source", "Catalogue of known exploited vulnerabilities");
        staff.fill("What the directive should bring about", "Close them in time.");

        staff.attach("advisory.txt", "What was seen.", "An advisory that names the holes.");
        assertThat(staff.page().locator(".eo tbody")).containsText("advisory.txt");
        staff.screenshot("evidence-of-a-task");
        accessible(staff.page(), ".eo");
        staff.tab("Form");
        assertThat(staff.page().locator(".fjs-form textarea").first()).hasValue("Known holes stay open.");
        staff.screenshot("analysis-filled-in");
        assertThat(staff.complete().status()).isEqualTo(204);
    }

    /** The list makes Tasklist grey "Complete" without any error; see the plugin that mends it. */
    private void scopeWithALine(Desk staff) {
        staff.claim(task("ScopeDirective"));
        staff.fill("Systems in scope", "All federal information systems.");
        staff.tick("General Services Administration");
        staff.add("Required actions");
        staff.fill("Action", "Close the holes");
        staff.fill("Days to act", "30");
        staff.fill("How to report", "By mail to CISA.");
        staff.choose("Dates", "Fixed: the days above");
        staff.screenshot("scope-with-a-required-action");
        assertThat(staff.complete().status()).isEqualTo(204);
        assertThat(staff.complaints()).isEmpty();
    }

    private void draft(Desk both) {
        both.claim(task("DraftDirective"));
        both.fill("Number", NUMBER);
        both.fill("Title", "Closing Known Holes");
        both.fill("Authority", "44 U.S.C. 3553(b)(2)");
        both.fill("Background", "Holes are known.");
        both.fill("Reporting", "Report to CISA.");
        both.fill("Contact", "directives@cisa.example");
        both.screenshot("directive-drafted");
        assertThat(both.complete().status()).isEqualTo(204);
    }

    private void isRefusedToTakeTheApprovalOfTheOwnDraft(Desk both) {
        both.open(task("ApproveDirective"));
        var answer = both.page().waitForResponse(response -> response.url().endsWith("/claim"), () -> both.page().locator("button.claim").click());
        assertThat(answer.status()).isEqualTo(403);
        assertThat(both.refusal()).containsText("you completed 'Draft directive', so another approver must complete it.");
        both.screenshot("drafter-is-refused-to-approve");
    }

    private void theBoundAgencySeesIt() {
        try (var agency = Desk.of(port, "gsa.staff")) {
            var acknowledge = people.task(key + "/bod-97-01-gsa", "AcknowledgeDirective");
            agency.open(acknowledge.getId());
            assertThat(agency.page().locator(".task-details")).containsText(NUMBER);
            agency.screenshot("bound-agency-acknowledges-the-released-directive");
        }
        try (var office = Desk.of(port, "order.office")) {
            office.go("/camunda/app/cockpit/default/#/obligations");
            var table = office.page().locator(".eo table").filter(new FilterOptions().setHasText(number()));
            var released = table.locator("tr").filter(new FilterOptions().setHasText("C-18"));
            assertThat(released.locator("td").last()).hasText("1");
            released.scrollIntoViewIfNeeded();
            office.screenshot("order-office-sees-the-evidence");
        }
    }

    private String number() {
        return key.substring(0, key.indexOf('/')).toUpperCase().replace('-', ' ');
    }

    private void personWithTwoHats() {
        var user = identity.newUser(BOTH);
        user.setFirstName("CISA");
        user.setLastName("staff and approver");
        user.setPassword(PASSWORD);
        identity.saveUser(user);
        List.of("cisa", "cisa-staff", "cisa-approver").forEach(group -> identity.createMembership(BOTH, group));
    }

    @AfterEach
    void nobodyHasTwoHats() {
        identity.deleteUser(BOTH);
    }

    private String task(String activity) {
        return people.task(key, activity).getId();
    }

    private String view(String agency) {
        return people.tasks(key, "GiveView").stream().filter(task -> agency.equals(tasks.getVariable(task.getId(), "party"))).findFirst().orElseThrow().getId();
    }

    static void accessible(Page page, String part) {
        var violations = new AxeBuilder(page).include(part).withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")).analyze().getViolations();
        assertThat(violations.stream().map(rule -> rule.getHelp() + ": " + rule.getNodes().stream().map(node -> node.getHtml()).toList())).isEmpty();
    }
}
