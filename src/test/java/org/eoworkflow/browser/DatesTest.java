package org.eoworkflow.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.spin.Spin;
import org.eoworkflow.deadline.DeadlineRecords;
import org.eoworkflow.support.OrderFixture;
import org.eoworkflow.support.OrderFixture.Work;
import org.eoworkflow.support.People;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Dates in forms, seen from Washington. */
@BrowserTest
class DatesTest {

    @Autowired OrderFixture fixture;
    @Autowired TaskService tasks;
    @Autowired RuntimeService runtime;
    @Autowired ManagementService management;
    @Autowired DeadlineRecords records;
    @Autowired People people;
    @LocalServerPort int port;

    @Test
    void aDateThatIsOnlyShownIsSaidInWordsAndArrivesAsItWas() {
        var order = fixture.start(LocalDate.now().minusDays(33), Work.tracked("words"));
        var key = order + "/words";
        for (var due = due(key); !due.isEmpty(); due = due(key)) {
            management.executeJob(due.get(0).getId());
        }
        people.complete("gsa.approver", key, "SubmitRecoveryPlan", Map.of("recoveryCause", "Waits for 2030-12-24.", "committedDate", "2030-12-27",
            "recoverySteps", Spin.JSON("[{\"step\":\"Assign more people.\",\"due\":\"2030-12-23\"}]")));
        var review = people.task(key, "ReviewRecoveryPlan").getId();

        try (var desk = Desk.of(port, "order.office")) {
            desk.claim(review);
            var form = desk.page().locator(".fjs-form");
            assertThat(form.locator("td", new Locator.LocatorOptions().setHasText("Monday, December 23, 2030"))).isVisible();
            assertThat(form.getByText("Friday, December 27, 2030")).isVisible();
            // what somebody wrote stays
            assertThat(form.getByText("Waits for 2030-12-24.")).isVisible();
            desk.screenshot("dates-in-words");
            desk.choose("Decision", "Accept the plan");
            desk.complete();
        }
        assertThat(records.history("commitment " + key)).singleElement()
            .satisfies(record -> assertThat(record.reckoning().value()).isEqualTo("2030-12-28T04:59:59Z"));
    }

    private List<Job> due(String key) {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(key).list().stream()
            .flatMap(instance -> management.createJobQuery().processInstanceId(instance.getId()).executable().list().stream()).toList();
    }

    @Test
    void aDateThatIsFilledInStaysTheSameDayWhenTheFormIsDrawnAgain() {
        var order = fixture.start(LocalDate.now().minusDays(1), Work.tracked("inventory"));
        var task = tasks.createTaskQuery().processInstanceBusinessKey(order + "/inventory").taskDefinitionKey("AcceptDirective").singleResult();

        try (var desk = Desk.of(port, "gsa.staff")) {
            desk.claim(task.getId());
            desk.fill("Date", "12/24/2030");
            // a date that drifts does so with each drawing
            for (int drawing = 1; drawing <= 3; drawing++) {
                desk.tab("Description");
                desk.tab("Form");
                assertThat(desk.page().locator(".fjs-form").getByLabel("Date").first()).hasValue("12/24/2030");
            }
        }
    }
}
