package org.eoworkflow.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.eoworkflow.browser.DirectiveInTasklistTest.accessible;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.time.LocalDate;
import org.camunda.bpm.engine.TaskService;
import org.eoworkflow.support.Http;
import org.eoworkflow.support.OrderFixture;
import org.eoworkflow.support.OrderFixture.Work;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** People ask why a date is what it is, and take their dates into their calendar. */
@BrowserTest
class WhyThisDateTest {

    @Autowired OrderFixture fixture;
    @Autowired TaskService tasks;
    @LocalServerPort int port;

    @Test
    void theListOfClausesLeadsToThePageThatExplainsADate() {
        var order = fixture.start(LocalDate.now().minusDays(1), Work.tracked("asked").due("P60D"));
        try (var desk = Desk.of(port, "order.office")) {
            desk.go("/camunda/app/cockpit/default/#/obligations");
            var row = desk.page().getByRole(AriaRole.REGION, new GetByRoleOptions().setName("Clauses of " + order.toUpperCase().replace('-', ' ')).setExact(true))
                .locator("tr", new Locator.LocatorOptions().setHasText("ASKED-01"));
            var page = desk.page().waitForPopup(() -> row.getByText("Why this date").click());
            assertThat(page.locator("h1")).containsText("ASKED-01");
            assertThat(page.getByText("Rule: 60 days; calendar days from signing")).isVisible();
            page.screenshot(new ScreenshotOptions().setFullPage(true).setPath(Path.of("target/screenshots/why-page.png")));
        }
    }

    @Test
    void thePageOfAllDatesShowsWhatComesAgainAndExplainsIt() {
        var order = fixture.start(LocalDate.now().minusDays(40), Work.tracked("listed").due("P30D"), Work.tracked("later").due("P60D"));
        try (var desk = Desk.of(port, "order.office")) {
            desk.go("/camunda/app/cockpit/default/#/dates");
            var dates = desk.page().getByRole(AriaRole.REGION, new GetByRoleOptions().setName("Dates of " + order.toUpperCase().replace('-', ' ')).setExact(true));
            var rows = dates.locator("tbody tr");
            assertThat(rows.filter(with("Directive later")).filter(with("deadline")).first()).isVisible();
            assertThat(rows.filter(with("Directive listed")).filter(with("deadline"))).hasCount(0);
            dates.getByLabel("Show what has passed").check();
            assertThat(rows.filter(with("Directive listed")).filter(with("deadline")).first()).isVisible();
            accessible(desk.page(), ".eo");
            dates.getByLabel("Find a date").fill("status");
            assertThat(rows).not().hasCount(0);
            assertThat(rows.filter(with("recurring")).first()).containsText("9:00 AM ET");
            desk.screenshot("dates");

            var page = desk.page().waitForPopup(() -> rows.filter(with("recurring")).filter(with("9:00 AM ET")).first().getByText("Why this date").click());
            assertThat(page.getByText("Rule: the next Monday, 09:00 in Washington")).isVisible();
            assertThat(desk.complaints()).isEmpty();
        }
    }

    private static Locator.FilterOptions with(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    @Test
    void theTabOfATaskSaysWhatItsDateFollowsFrom() {
        try (var desk = Desk.of(port, "gsa.staff")) {
            desk.claim(task("explained"));
            desk.tab("Why this date");
            var tab = desk.page().locator(".task-details .eo");
            assertThat(tab.locator("h3")).containsText("ET");
            assertThat(tab).containsText("It comes from: Task 'Accept directive' of its process model");
            desk.screenshot("why-tab");
            var page = desk.page().waitForPopup(() -> tab.getByText("The whole record, as a page").click());
            assertThat(page.locator("h1")).isVisible();
            assertThat(desk.complaints()).isEmpty();
        }
    }

    @Test
    void anAddressForTheCalendarIsMadeOnceShownAndRevoked() {
        task("dated");
        try (var desk = Desk.of(port, "gsa.approver")) {
            desk.go("/camunda/app/tasklist/default/");
            desk.page().getByRole(AriaRole.LINK, new GetByRoleOptions().setName("Calendar").setExact(true)).click();
            var dialog = desk.page().getByRole(AriaRole.DIALOG, new GetByRoleOptions().setName("Calendar"));
            dialog.getByLabel("Calendar", new Locator.GetByLabelOptions().setExact(true)).selectOption("General Services Administration");
            dialog.getByText("Make an address").click();
            var address = dialog.getByLabel("Address of the calendar");
            assertThat(address).isVisible();
            desk.screenshot("calendar-address");
            var path = address.inputValue().replaceAll("https?://[^/]+", "");
            assertThat(Http.stranger(port).get(path).body()).contains("SUMMARY:Deadline: Directive dated");

            dialog.getByLabel("Revoke the address of Dates of General Services Administration").last().click();
            assertThat(dialog.getByText("The address is revoked.")).isVisible();
            assertThat(Http.stranger(port).get(path).statusCode()).isEqualTo(404);
        }
    }

    private String task(String directive) {
        var order = fixture.start(LocalDate.now().minusDays(1), Work.tracked(directive));
        return tasks.createTaskQuery().processInstanceBusinessKey(order + "/" + directive).taskDefinitionKey("AcceptDirective").singleResult().getId();
    }
}
