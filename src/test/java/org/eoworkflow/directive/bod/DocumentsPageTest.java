package org.eoworkflow.directive.bod;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Locator.FilterOptions;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.eoworkflow.browser.BrowserTest;
import org.eoworkflow.browser.Desk;
import org.eoworkflow.ledger.VerifyLedger;
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
            Assertions.assertThat(new AxeBuilder(office.page()).include(".eo").withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")).analyze().getViolations())
                .isEmpty();
            office.screenshot("documents");
            String address = row.locator("a").first().getAttribute("href");
            Assertions.assertThat(address).isEqualTo("/api/directives/" + number.toLowerCase().replace(' ', '-'));
            Assertions.assertThat(office.complaints()).isEmpty();
        }
    }

    @Test
    void managersTakeTheRecordsWithThemAndVerifyTheLedgerWithoutUs() {
        var directive = stories.beginWithOrder(LocalDate.of(2026, 6, 2));
        var path = "/api/orders/" + directive.order;
        try (var auditor = Desk.of(port, "auditor")) {
            auditor.go(ADDRESS);
            var records = auditor.page().getByRole(AriaRole.REGION, new GetByRoleOptions().setName("Records of " + number(directive.order)).setExact(true));
            assertThat(records).containsText("Index of the evidence");
            var of = "?order=" + directive.order;
            Assertions.assertThat(addresses(records)).containsExactly(path + "/obligations.csv", path + "/obligations.json", path + "/evidence.csv",
                path + "/evidence.json", path + "/traceability", "/api/ledger.csv" + of, "/api/ledger.json" + of, "/api/ledger.oscal.json" + of);
            for (var link : records.locator("a").all()) {
                Assertions.assertThat(saved(auditor, link)).as(link.getAttribute("href")).isNotEmptyFile();
            }

            var whole = auditor.page().getByRole(AriaRole.REGION, new GetByRoleOptions().setName("The whole ledger"));
            Assertions.assertThat(addresses(whole)).containsExactly("/api/ledger.json", "/api/ledger.csv", "/api/ledger.oscal.json");
            whole.locator("summary").click();
            assertThat(whole.locator("pre")).containsText("java -jar eo-workflow.jar verify-ledger ledger-");
            var exported = saved(auditor, whole.locator("a").first());
            var said = new ByteArrayOutputStream();
            Assertions.assertThat(VerifyLedger.run(List.of(exported.toString(), whole.locator("code").textContent()), InputStream.nullInputStream(),
                new PrintStream(said), new PrintStream(said))).as(said.toString()).isZero();
            Assertions.assertThat(said.toString()).contains("has the noted hash");
            Assertions.assertThat(new AxeBuilder(auditor.page()).include(".eo").withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")).analyze().getViolations())
                .isEmpty();
            auditor.page().evaluate("document.activeElement.blur()");
            whole.getByText("Who could rewrite").scrollIntoViewIfNeeded();
            auditor.screenshot("records");
            Assertions.assertThat(auditor.complaints()).isEmpty();
        }
    }

    @Test
    void whoMayNotHaveTheLedgerIsNotOfferedIt() {
        var directive = stories.beginWithOrder(LocalDate.of(2026, 6, 2));
        try (var agency = Desk.of(port, "dhs.approver")) {
            agency.go(ADDRESS);
            var records = agency.page().getByRole(AriaRole.REGION, new GetByRoleOptions().setName("Records of " + number(directive.order)).setExact(true));
            assertThat(records).containsText("How every clause stands");
            Assertions.assertThat(addresses(records)).noneMatch(address -> address.startsWith("/api/ledger"));
            assertThat(agency.page().getByText("The ledger is for the order office, auditors and administrators.")).isVisible();
            Assertions.assertThat(agency.complaints()).isEmpty();
        }
    }

    private static String number(String order) {
        return order.toUpperCase(Locale.ROOT).replace('-', ' ');
    }

    private static List<String> addresses(Locator within) {
        return within.locator("a").all().stream().map(link -> link.getAttribute("href")).toList();
    }

    private static Path saved(Desk desk, Locator link) {
        return desk.page().waitForDownload(link::click).path();
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
            Assertions.assertThat(asked[0]).isNotBlank();
        }
    }
}
