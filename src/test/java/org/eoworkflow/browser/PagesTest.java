package org.eoworkflow.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.eoworkflow.browser.DirectiveInTasklistTest.accessible;

import com.microsoft.playwright.Locator.FilterOptions;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.support.OrderFixture;
import org.eoworkflow.support.OrderFixture.Work;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What each role sees first, and that our own pages can be used by everybody. */
@BrowserTest
class PagesTest {

    @Autowired OrderFixture orders;
    @LocalServerPort int port;

    @Test
    void theSignInPageIsForEverybody() {
        try (var stranger = Desk.stranger(port)) {
            assertThat(stranger.page().getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("cisa.staff"))).isVisible();
            accessible(stranger.page(), "body");
            stranger.screenshot("sign-in");
        }
    }

    @Test
    void everyRoleLandsWhereItsWorkIs() {
        try (var staff = Desk.of(port, "cisa.staff")) {
            assertThat(staff.page()).hasTitle("eo-workflow Tasklist");
            assertThat(staff.page().getByText("My agency's open tasks")).isVisible();
            staff.screenshot("staff-lands-in-tasklist");
        }
        try (var admin = Desk.of(port, "admin")) {
            assertThat(admin.page().getByText("Create New User")).isVisible();
            admin.screenshot("administrator-lands-in-admin");
        }
        try (var designer = Desk.of(port, "designer")) {
            assertThat(designer.page().locator(".deployed .process-definitions-list, table.process-definitions-list").first()).isVisible();
            designer.screenshot("designer-lands-at-the-processes");
        }
    }

    @Test
    void managersSeeHowTheOrderStandsAndMayVerifyTheLedger() {
        var order = orders.start(LocalDate.now(EngineClock.WASHINGTON).minusDays(3), Work.tracked("training"), Work.tracked("inventory").due("P60D"));
        try (var office = Desk.of(port, "order.office")) {
            var page = office.page();
            var panel = page.locator(".eo-order-status");
            assertThat(panel).containsText(order.toUpperCase().replace('-', ' '));
            assertThat(panel).containsText("TRAINING-01");
            assertThat(page.getByText("migrate to Camunda 8").filter(new FilterOptions().setVisible(true))).hasCount(0);
            accessible(page, ".eo-order-status");
            office.screenshot("manager-lands-in-cockpit");

            panel.getByText("Verify the ledger").click();
            assertThat(panel.getByRole(AriaRole.STATUS)).containsText("The ledger is");
            assertThat(office.complaints()).isEmpty();
        }
    }

    @Test
    void theClausesSortByAnyColumn() {
        orders.start(LocalDate.now(EngineClock.WASHINGTON).minusDays(3), Work.tracked("training"), Work.tracked("inventory").due("P60D"));
        try (var auditor = Desk.of(port, "auditor")) {
            auditor.go("/camunda/app/cockpit/default/#/obligations");
            var table = auditor.page().locator(".eo table").filter(new FilterOptions().setHasText("INVENTORY-01")).last();
            var deadline = table.locator("th").filter(new FilterOptions().setHasText("Deadline"));
            deadline.getByRole(AriaRole.BUTTON).click();
            assertThat(deadline).hasAttribute("aria-sort", "ascending");
            assertThat(table.locator("tbody tr").first()).containsText("TRAINING-01");
            deadline.getByRole(AriaRole.BUTTON).press("Enter");
            assertThat(deadline).hasAttribute("aria-sort", "descending");
            assertThat(table.locator("tbody tr").first()).containsText("INVENTORY-01");
            accessible(auditor.page(), ".eo");
            table.scrollIntoViewIfNeeded();
            auditor.screenshot("auditor-sees-the-clauses");
        }
    }

    @Test
    void aCallThatFailsIsShownAsFailedAndCanBeRepeated() {
        try (var office = Desk.of(port, "order.office")) {
            var page = office.page();
            page.route("**/api/orders", Route::abort);
            office.go("/camunda/app/cockpit/default/#/obligations");
            assertThat(page.locator(".eo").getByRole(AriaRole.ALERT)).containsText("The server does not answer.");
            office.screenshot("a-failed-call");
            page.unroute("**/api/orders");
            page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Try again")).click();
            assertThat(page.locator(".eo").getByRole(AriaRole.ALERT)).hasCount(0);
        }
    }

    @Test
    void theCatalogueOfToolsIsOneClickAwayFromTasklistAndCockpit() {
        try (var office = Desk.of(port, "order.office")) {
            for (String app : new String[] {"tasklist", "cockpit"}) {
                office.go("/camunda/app/" + app + "/default/");
                var link = office.page().locator("a[href='/catalogue/tools']");
                assertThat(link).hasText("Tools");
                office.screenshot("tools-in-" + app);
                link.click();
                assertThat(office.page()).hasURL(Pattern.compile(".*/catalogue/tools"));
                assertThat(office.page().locator("h1")).isVisible();
            }
        }
    }

    @Test
    void theNoticeOfTheServerIsAboveEveryPage() {
        try (var office = Desk.stranger(port)) {
            office.page().route("**/api/notice", route -> route.fulfill(new Route.FulfillOptions().setContentType("application/json")
                .setBody("{\"text\":\"Demonstration: the signing date is shifted to Thursday, November 12, 2026.\"}")));
            office.pick("order.office");
            for (String app : new String[] {"tasklist", "welcome", "cockpit"}) {
                office.go("/camunda/app/" + app + "/default/");
                assertThat(office.page().locator(".eo-notice")).hasText("Demonstration: the signing date is shifted to Thursday, November 12, 2026.");
                office.screenshot("notice-in-" + app);
            }
            office.page().unroute("**/api/notice");
            office.go("/camunda/app/cockpit/default/#/decisions");
            office.page().reload();
            assertThat(office.page().locator(".navbar-brand")).isVisible();
            assertThat(office.page().locator(".eo-notice")).hasCount(0);
        }
    }
}
