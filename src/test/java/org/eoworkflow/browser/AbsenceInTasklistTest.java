package org.eoworkflow.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import java.time.LocalDate;
import org.camunda.bpm.engine.TaskService;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.support.OrderFixture;
import org.eoworkflow.support.OrderFixture.Work;
import org.eoworkflow.support.People;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Somebody enters at the browser that a colleague stands in, and ends it. */
@BrowserTest
class AbsenceInTasklistTest {

    @Autowired OrderFixture fixture;
    @Autowired TaskService tasks;
    @Autowired People people;
    @LocalServerPort int port;

    @Test
    void anAbsenceIsEnteredHandsTheTaskOverAndIsEnded() {
        var order = fixture.start(LocalDate.now().minusDays(1), Work.tracked("away").lead("cisa"));
        var task = people.task(order + "/away", "AcceptDirective").getId();
        tasks.setAssignee(task, "cisa.staff");
        var today = LocalDate.now(EngineClock.WASHINGTON);
        try (var desk = Desk.of(port, "cisa.staff")) {
            desk.go("/camunda/app/tasklist/default/");
            desk.page().getByRole(AriaRole.LINK, new GetByRoleOptions().setName("Absence").setExact(true)).click();
            var dialog = desk.page().getByRole(AriaRole.DIALOG, new GetByRoleOptions().setName("Absence"));
            assertThat(dialog.getByLabel("Who is away").locator("option")).hasCount(1);
            dialog.getByLabel("First day").fill(today.plusDays(1).toString());
            dialog.getByLabel("Last day").fill(today.toString());
            dialog.getByLabel("Who stands in").selectOption("cisa.counsel");
            dialog.getByText("Enter the absence").click();
            assertThat(dialog.getByText("The last day is before the first.")).isVisible();
            assertThat(dialog.getByLabel("Last day")).isFocused();
            desk.screenshot("absence-refused");

            dialog.getByLabel("First day").fill(today.toString());
            dialog.getByText("Enter the absence").click();
            assertThat(dialog.getByText("Entered: cisa.counsel stands in for cisa.staff")).isVisible();
            assertThat(dialog.getByText("away now")).isVisible();
            assertThat(assignee(task)).isEqualTo("cisa.counsel");
            desk.screenshot("absence");

            dialog.getByLabel("End the absence of cisa.staff").click();
            assertThat(dialog.getByText("The absence is ended.")).isVisible();
            assertThat(dialog.getByText("No absence is entered.")).isVisible();
            assertThat(assignee(task)).isEqualTo("cisa.staff");
            assertThat(desk.complaints()).isEmpty();
        }
    }

    @Test
    void whoHasNobodyToStandInIsToldWhatToDo() {
        try (var desk = Desk.of(port, "cisa.approver")) {
            desk.go("/camunda/app/tasklist/default/");
            desk.page().getByRole(AriaRole.LINK, new GetByRoleOptions().setName("Absence").setExact(true)).click();
            var dialog = desk.page().getByRole(AriaRole.DIALOG, new GetByRoleOptions().setName("Absence"));
            assertThat(dialog.getByLabel("Who is away")).hasValue("cisa.approver");
            assertThat(dialog.getByText("Nobody but 'cisa.approver' is in the group cisa-approver, so nobody can stand in.")).isVisible();
            desk.screenshot("absence-nobody");

            dialog.getByLabel("Who is away").selectOption("cisa.staff");
            assertThat(dialog.getByText("so nobody can stand in")).hasCount(0);
            assertThat(dialog.getByLabel("Who stands in").locator("option[value='cisa.counsel']")).hasCount(1);
            assertThat(desk.complaints()).isEmpty();
        }
    }

    private String assignee(String task) {
        return tasks.createTaskQuery().taskId(task).singleResult().getAssignee();
    }
}
