package org.eoworkflow.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.eoworkflow.directive.ReleaseFixture;
import org.eoworkflow.support.People;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** An agency works under a released directive, by people at a browser. */
@BrowserTest
class ImplementationInTasklistTest {

    private static final String CVE = "CVE-2026-54321";

    @Autowired ReleaseFixture releases;
    @Autowired People people;
    @LocalServerPort int port;

    @Test
    void aVulnerabilityIsReportedWithItsCatalogueDataAndRemediated() {
        var bod = releases.release(List.of("gsa"), List.of(ReleaseFixture.action("Remediate by the table", 3, "remediation-timeline")));
        try (var agency = Desk.of(port, "gsa.staff")) {
            agency.begin("ReportVulnerability");
            agency.fill("Directive", bod.number);
            agency.fill("CVE", CVE);
            agency.fill("Assets", "Inventory 17");
            agency.fill("Identified on", "6/10/2026");
            agency.choose("In the catalogue of known exploited vulnerabilities (KEV)?", "Yes");
            agency.fill("Listed in KEV on", "6/9/2026");
            agency.fill("Due date of the KEV entry", "6/12/2026");
            agency.choose("Publicly exposed?", "Yes");
            agency.choose("Automatable?", "Yes");
            agency.choose("Technical impact", "Total");
            agency.screenshot("vulnerability-is-reported");
            assertThat(agency.start().status()).isEqualTo(200);

            var remediate = people.task(bod.key("gsa") + "/" + CVE.toLowerCase(), "RemediateVulnerability").getId();
            agency.claim(remediate);
            assertThat(agency.page().locator(".fjs-form")).containsText("June 12, 2026");
            agency.choose("How it was remediated", "Patched");
            agency.fill("Remediated on", "6/11/2026");
            agency.fill("What was done", "The vendor's fix, verified by scan.");
            agency.attach("fix.txt", "Nothing found.", "A scan after the fix.");
            agency.tab("Form");
            agency.screenshot("vulnerability-is-remediated");
            taken(agency);
            assertThat(agency.complaints()).isEmpty();
        }
    }

    private static void taken(Desk desk) {
        var answer = desk.complete();
        assertThat(answer.status()).as(answer::text).isEqualTo(204);
    }
}
