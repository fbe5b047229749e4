package org.eoworkflow.directive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Map;
import org.camunda.bpm.engine.TaskService;
import org.eoworkflow.obligation.Obligations;
import org.eoworkflow.obligation.Status;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.support.Certifications;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.OrderFixture;
import org.eoworkflow.support.OrderFixture.Work;
import org.eoworkflow.support.OrderWork;
import org.eoworkflow.support.People;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@EngineTest
class TrackedDirectiveTest {

    private static final LocalDate SIGNED = LocalDate.of(2026, 6, 2);

    @Autowired OrderFixture fixture;
    @Autowired OrderWork work;
    @Autowired People people;
    @Autowired TaskService tasks;
    @Autowired Obligations obligations;
    @Autowired Certifications certifications;
    @Autowired Standings standings;

    private String order;
    private String key;

    @BeforeEach
    void start() {
        work.at(SIGNED.plusDays(1), 9);
        order = fixture.start(SIGNED, Work.tracked("inventory"));
        key = order + "/inventory";
    }

    @Test
    void whoAcceptsTheDirectiveIsShownWhatTheOrderSaysAndWhen() {
        var task = people.task(key, "AcceptDirective");
        assertThat(tasks.getVariable(task.getId(), "directiveInfo").toString()).contains("General Services Administration")
            .contains("Due Thursday, July 2, 2026, 11:59:59 PM ET, in 29 days");
        assertThat(tasks.getVariable(task.getId(), "directiveClauses").toString()).contains("INVENTORY-01").contains("Do inventory.");
    }

    @Test
    void aReturnedPlanComesBackWithTheReasonAndThenGoesOn() {
        work.plan(key, "gsa");
        people.complete("gsa.approver", key, "ApprovePlan", Map.of("planDecision", "return", "planReturnReason", "Name the risks."));

        var again = people.task(key, "AcceptDirective");
        assertThat(tasks.getVariable(again.getId(), "planReturnReason")).isEqualTo("Name the risks.");
        assertThat(tasks.getVariable(again.getId(), "approach")).isEqualTo("Step by step.");
        work.plan(key, "gsa");
        assertThat(tasks.getVariable(people.task(key, "ApprovePlan").getId(), "planDecision")).as("nothing is decided in advance").isNull();
        people.complete("gsa.approver", key, "ApprovePlan", Map.of("planDecision", "approve"));

        assertThat(people.tasks(key, "ReportProgress")).hasSize(1);
    }

    @Test
    void progressIsReportedUntilTheResultExistsAndThenTheClauseIsCertified() {
        work.plan(key, "gsa");
        people.complete("gsa.approver", key, "ApprovePlan", Map.of("planDecision", "approve"));
        work.at(SIGNED.plusDays(10), 9);
        people.complete("gsa.staff", key, "ReportProgress", Map.of("progress", "Half of it.", "percent", 50, "issues", "One server is missing.",
            "resultExists", "no", "expectedDate", "2026-06-20"));

        assertThat(standings.of(order, "inventory").progressText())
            .isEqualTo("50 percent on Friday, June 12, 2026, expected by Saturday, June 20, 2026: Half of it.");
        assertThat(work.ledger(order, "status-reported")).singleElement().asString().contains("\"percent\":50").contains("\"source\":\"progress\"");
        var next = people.task(key, "ReportProgress");
        assertThat(tasks.getVariable(next.getId(), "progress")).as("is asked for anew").isNull();
        assertThat(tasks.getVariable(next.getId(), "percent")).isEqualTo(50);

        people.complete("gsa.staff", next, Map.of("progress", "All of it.", "percent", 100, "issues", "", "resultExists", "yes"));
        certifications.certify(key, "INVENTORY-01", "gsa", "gsa");

        assertThat(obligations.find(order, "INVENTORY-01").orElseThrow().status()).isEqualTo(Status.MET);
        assertThat(standings.of(order, "inventory").state().text()).isEqualTo("completed");
        assertThat(people.tasks(order, "CompileClosingReport")).hasSize(1);
    }

    @Test
    void unfinishedWorkNeedsADateThatIsNotPast() {
        work.plan(key, "gsa");
        people.complete("gsa.approver", key, "ApprovePlan", Map.of("planDecision", "approve"));
        var report = people.task(key, "ReportProgress");

        assertThatThrownBy(() -> people.complete("gsa.staff", report, Map.of("progress", "Half of it.", "percent", 50, "issues", "",
            "resultExists", "no", "expectedDate", "2026-05-01")))
            .satisfies(e -> assertThat(Refusal.in(e)).hasMessage("The expected date must be today or later, such as 2027-01-15.")
                .extracting(Refusal::field).isEqualTo("expectedDate"));
        assertThat(standings.of(order, "inventory").progress()).isEmpty();
        assertThat(people.tasks(key, "ReportProgress")).hasSize(1);
    }
}
