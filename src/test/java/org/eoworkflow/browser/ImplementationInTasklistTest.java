package org.eoworkflow.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.eoworkflow.directive.ReleaseFixture;
import org.eoworkflow.directive.ReleaseFixture.Release;
import org.eoworkflow.support.People;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** An agency carries out a released directive, and the issuing office answers it, by people at a browser. */
@BrowserTest
class ImplementationInTasklistTest {

    private static final String CVE = "CVE-2026-54321";

    @Autowired ReleaseFixture releases;
    @Autowired People people;
    @LocalServerPort int port;

    @Test
    void moreTimeIsAskedForAndTheActionCompletedWithEvidenceReportedAndValidated() {
        var bod = releases.release(List.of("gsa"), List.of(ReleaseFixture.action("Close the holes", 30, "fixed")));
        bod.acknowledge("gsa");
        bod.plan("gsa");
        try (var agency = Desk.of(port, "gsa.staff")) {
            asksForMoreTime(agency, bod);
        }
        try (var approver = Desk.of(port, "cisa.approver")) {
            approver.claim(task(bod, "DecideExtension"));
            assertThat(approver.page().locator(".fjs-form")).containsText("No fix of the vendor.");
            approver.choose("Decision", "Grant a new date");
            approver.fill("New date", "8/20/2026");
            approver.fill("Compensating measures", "The segment stays isolated.");
            approver.screenshot("extension-is-decided");
            taken(approver);
        }
        try (var agency = Desk.of(port, "gsa.staff")) {
            completesWithEvidenceOnly(agency, bod);
            agency.claim(task(bod, "ReportCompletion"));
            assertThat(agency.page().locator(".fjs-form")).containsText("Patched everywhere.");
            agency.fill("Statement of completion", "All of it is carried out.");
            taken(agency);
            assertThat(agency.complaints()).isEmpty();
        }
        try (var office = Desk.of(port, "cisa.staff")) {
            office.claim(task(bod, "ValidateCompletion"));
            assertThat(office.page().locator(".fjs-form")).containsText("All of it is carried out.");
            assertThat(office.page().locator(".fjs-form a[href^='/api/evidence/']")).containsText("scan.txt");
            office.choose("Decision", "Accept: the directive is carried out");
            office.screenshot("completion-is-validated");
            taken(office);
            assertThat(office.complaints()).isEmpty();
        }
        assertThat(bod.state("gsa")).isEqualTo("closed");
    }

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

    private void asksForMoreTime(Desk agency, Release bod) {
        agency.begin("RequestExtension");
        agency.fill("Directive", bod.number);
        agency.fill("Action", "1");
        agency.fill("New date", "8/20/2026");
        agency.fill("Reason", "No fix of the vendor.");
        agency.fill("Compensating measures", "The segment is isolated.");
        agency.screenshot("extension-is-requested");
        assertThat(agency.start().status()).isEqualTo(200);
    }

    private void completesWithEvidenceOnly(Desk agency, Release bod) {
        agency.claim(task(bod, "CompleteAction"));
        assertThat(agency.page().locator(".fjs-form")).containsText("August 20, 2026");
        agency.fill("What was done", "Patched everywhere.");
        agency.fill("Completed on", "6/11/2026");
        assertThat(agency.complete().status()).isEqualTo(409);
        assertThat(agency.refusal()).containsText("add at least one item in the Evidence tab");
        agency.page().locator(".page-notifications .close").last().click();
        agency.attach("scan.txt", "Nothing found.", "A scan after the fix.");
        agency.tab("Form");
        taken(agency);
    }

    private String task(Release bod, String activity) {
        return people.task(bod.key("gsa"), activity).getId();
    }

    private static void taken(Desk desk) {
        var answer = desk.complete();
        assertThat(answer.status()).as(answer::text).isEqualTo(204);
    }
}
