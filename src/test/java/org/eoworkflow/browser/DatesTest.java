package org.eoworkflow.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.time.LocalDate;
import org.camunda.bpm.engine.TaskService;
import org.eoworkflow.support.OrderFixture;
import org.eoworkflow.support.OrderFixture.Work;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Dates in forms, seen from Washington. */
@BrowserTest
class DatesTest {

    @Autowired OrderFixture fixture;
    @Autowired TaskService tasks;
    @LocalServerPort int port;

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
