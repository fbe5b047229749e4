package org.eoworkflow.directive.grants;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import org.eoworkflow.browser.BrowserTest;
import org.eoworkflow.browser.Desk;
import org.eoworkflow.support.People;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** OMB's staff brings listings in at a browser. */
@BrowserTest
class ListingsTabTest {

    @LocalServerPort int port;
    @Autowired GrantStory stories;
    @Autowired People people;

    @Test
    void aFileIsRefusedWithItsMistakesAndThenTakenWithoutThem() {
        var grants = stories.begin(12);
        try (var desk = Desk.of(port, "omb.staff")) {
            desk.claim(people.task(grants.key, "ImportListings").getId());
            desk.tab("Listings");
            Page page = desk.page();
            page.getByLabel("File", new Page.GetByLabelOptions().setExact(true)).setInputFiles(new FilePayload("listings.csv", "text/csv",
                Published.bytes(Published.csv(Published.program("16.710"), Published.program("16.711", "Published Date", "2026-01-01")))));
            importFile(page);
            assertThat(page.getByText("One thing is wrong in the records.")).isVisible();
            assertThat(page.getByText("is no date such as Jan 01,2026")).isVisible();
            assertThat(page.getByRole(AriaRole.CELL, new Page.GetByRoleOptions().setName("line 4"))).isVisible();
            desk.screenshot("listings-refused");
            page.getByLabel("Take the good records although some are wrong").check();
            importFile(page);
            assertThat(page.getByText("listings.csv: records taken: 1, new or changed: 1, left out: 1.")).isVisible();
            desk.screenshot("listings-imported");
            desk.tab("Form");
            assertEquals(204, desk.complete().status());

            desk.claim(people.task(grants.key, "ShortlistPrograms").getId());
            assertThat(page.locator(".nav-tabs > li").filter(new Locator.FilterOptions().setHasText("Listings"))).isHidden();
            desk.screenshot("shortlist-programs");
            desk.choose("Decision", "Ask the agencies of these programs");
        }
    }

    private static void importFile(Page page) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Import").setExact(true)).click();
    }
}
