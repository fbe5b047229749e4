package org.eoworkflow.directive.bod;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator.FilterOptions;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import org.eoworkflow.browser.BrowserTest;
import org.eoworkflow.browser.Desk;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What managers find under "Documents" in Cockpit. */
@BrowserTest
class DocumentsPageTest {

    private static final String ADDRESS = "/camunda/app/cockpit/default/#/documents";

    @Autowired DirectiveStory stories;
    @LocalServerPort int port;

    @Test
    void managersReadWhatWasReleasedAndSeeHowFarAgenciesAre() {
        var directive = stories.begin();
        String number = directive.released(Map.of());
        try (var office = Desk.of(port, "order.office")) {
            office.go(ADDRESS);
            var row = office.page().locator("tr").filter(new FilterOptions().setHasText(number)).first();
            assertThat(row).containsText("Closing Known Holes");
            assertThat(office.page().getByRole(AriaRole.HEADING, new GetByRoleOptions().setName("Mails that need a look"))).isVisible();
            row.locator("summary").click();
            var agencies = row.locator("details table");
            assertThat(agencies).containsText("National Aeronautics and Space Administration");
            assertThat(agencies).containsText("open");
            assertThat(new AxeBuilder(office.page()).include(".eo").withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")).analyze().getViolations())
                .isEmpty();
            office.screenshot("documents");
            String address = row.locator("a").first().getAttribute("href");
            assertThat(address).isEqualTo("/api/directives/" + number.toLowerCase().replace(' ', '-'));
            assertThat(office.complaints()).isEmpty();
        }
    }

    @Test
    void aMailThatNobodyIsSureOfIsSentAgainByOneClick() {
        try (var office = Desk.of(port, "order.office")) {
            office.page().route("**/api/mails?state=uncertain", route -> route.fulfill(new Route.FulfillOptions().setContentType("application/json").setBody("""
                [{"id": 7, "messageId": "<a@b>", "recipient": "contact@nasa.example", "subject": "BOD 26-04 is released", "state": "uncertain",
                  "attempts": 1, "createdAt": "2026-06-10T14:00:00Z", "sentAt": null, "lastError": "interrupted"}]""")));
            var asked = new String[1];
            office.page().route("**/api/mails/7/resend", route -> {
                asked[0] = route.request().headers().get("x-eo-xsrf-token");
                route.fulfill(new Route.FulfillOptions().setStatus(204));
            });
            office.go(ADDRESS);
            var row = office.page().locator("tr").filter(new FilterOptions().setHasText("BOD 26-04 is released")).first();
            row.getByRole(AriaRole.BUTTON).click();
            assertThat(row).containsText("It is sent again.");
            assertThat(asked[0]).isNotBlank();
        }
    }
}
