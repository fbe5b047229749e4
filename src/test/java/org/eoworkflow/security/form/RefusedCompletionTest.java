package org.eoworkflow.security.form;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.spin.Spin;
import org.eoworkflow.browser.BrowserTest;
import org.eoworkflow.browser.Desk;
import org.eoworkflow.support.People;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What people read in Tasklist when the server refuses. */
@BrowserTest
class RefusedCompletionTest {

    @Autowired RepositoryService repository;
    @Autowired RuntimeService runtime;
    @Autowired People people;
    @LocalServerPort int port;

    @Test
    void theWholeMessageIsReadAndTheTaskCanBeCompletedAfterwards() {
        GuardedProcess.deploy(repository);
        var key = "eo-test/" + UUID.randomUUID();
        runtime.startProcessInstanceByKey("GuardedPlan", key, Map.of("topic", "security", "order", "eo-test", "office", "cisa", "lead", "cisa",
            "risks", Spin.JSON(List.of("low", "high"))));
        people.complete("cisa.staff", key, "WritePlan", Map.of("summary", "All of it."));
        var task = people.task(key, "ApprovePlan");

        try (var desk = Desk.of(port, "cisa.approver")) {
            desk.claim(task.getId());
            desk.page().locator(".fjs-form").getByLabel("Return").check();
            desk.fill("Reason", "<script>alert(1)</script> and a long way to go until the end of this text");
            assertThat(desk.complete().status()).isEqualTo(400);
            var notice = desk.page().getByText("Task 'Approve plan': 'Reason' holds script or active HTML, which is not taken. Write plain text.");
            desk.page().waitForTimeout(1000);
            desk.screenshot("refused-completion");
            assertThat(notice).isVisible();

            desk.fill("Reason", "Too short, p < 0.05.");
            assertThat(desk.complete().status()).isEqualTo(204);
        }
        assertThat(people.tasks(key, "ApprovePlan")).isEmpty();
    }
}
