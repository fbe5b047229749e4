package org.eoworkflow.directive.frontier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eoworkflow.directive.frontier.FrontierStory.pointer;
import static org.eoworkflow.directive.frontier.FrontierStory.pointers;
import static org.eoworkflow.directive.frontier.FrontierStory.with;
import static org.eoworkflow.support.DirectiveRuns.refused;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.spin.Spin;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.support.Certifications;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.OrderWork;
import org.eoworkflow.support.People;
import org.eoworkflow.support.SameMoment;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@EngineTest
class BenchmarkMaintenanceTest {

    @Autowired FrontierStory stories;
    @Autowired KnownDesignations designations;
    @Autowired Certifications certifications;
    @Autowired OrderWork orders;
    @Autowired RuntimeService runtime;
    @Autowired People people;

    @Test
    void everyNinetyDaysTheThresholdIsReviewedAndMayBeKept() {
        LocalDate begun = stories.today();
        var maintenance = maintained();
        assertThat(maintenance.timer("ReviewDue").getDuedate())
            .isEqualTo(Date.from(begun.plusDays(90).atTime(LocalTime.of(9, 0)).atZone(EngineClock.WASHINGTON).toInstant()));
        maintenance.fireWhenDue("ReviewDue");
        assertThat(maintenance.open()).containsExactly("ReviewThreshold");
        assertThat(maintenance.variable("ReviewThreshold", "versionText").toString()).contains("T-1");
        assertThat(maintenance.variable("ReviewThreshold", "shiftReports")).hasToString("[]");
        maintenance.review("keep");

        assertThat(maintenance.open()).isEmpty();
        assertThat(maintenance.facts("decision-made")).singleElement().asString().contains("\"keep\"", "V-1");
        assertThat(maintenance.timer("ReviewDue").getDuedate()).as("ninety days on")
            .isEqualTo(Date.from(begun.plusDays(180).atTime(LocalTime.of(9, 0)).atZone(EngineClock.WASHINGTON).toInstant()));
        assertThat(maintenance.versions()).hasSize(1);
    }

    @Test
    void aRevisionIsApprovedByTheLeadsAndPutInEffectAsTheNextVersion() {
        var maintenance = maintained();
        designations.designate(maintenance.order, 1, new DesignatedModels.Designated("MODEL-A", "Developer One"));
        maintenance.fireWhenDue("ReviewDue");
        maintenance.review("revise");
        assertThat(maintenance.open()).containsExactly("DraftRevision");
        revise(maintenance);
        assertThat(people.tasks(maintenance.key, "ApproveDraft")).hasSize(3);
        assertThat(maintenance.task("ApproveDraft", "nsa")).isNotNull();
        maintenance.leadsApprove();
        refused(() -> maintenance.effective(stories.today().minusDays(1)), "effectiveOn", "on the day of the approval");
        maintenance.effective(stories.today());

        assertThat(maintenance.versions()).extracting(version -> version.get("version")).containsExactly(1, 2);
        assertThat(maintenance.versions().get(1).get("threshold")).asString().contains("T-2");
        assertThat(runtime.getVariable(maintenance.instance, "designatedModels").toString()).contains("MODEL-A", "Developer One");
        assertThat(maintenance.mails("designations-to-review")).contains("directives@nsa.example").hasSize(5);
        assertThat(maintenance.timer("ReviewDue")).isNotNull();
    }

    @Test
    void whereNobodyKnowsOfADesignationNoneIsListed() {
        var maintenance = maintained();
        maintenance.fireWhenDue("ReviewDue");
        maintenance.review("revise");
        revise(maintenance);
        maintenance.leadsApprove().effective(stories.today());
        assertThat(runtime.getVariable(maintenance.instance, "designatedModels")).hasToString("[]");
        assertThat(maintenance.facts("note")).anyMatch(note -> note.contains("no model is designated under the version before"));
    }

    @Test
    void aRefusedRevisionIsDraftedAgainWithTheReasons() {
        var maintenance = maintained();
        maintenance.fireWhenDue("ReviewDue");
        maintenance.review("revise");
        revise(maintenance);
        maintenance.approval("cisa", "return");
        assertThat(maintenance.open()).containsExactly("DraftRevision");
        assertThat(maintenance.variable("DraftRevision", "approvalReasons").toString()).contains("Cybersecurity and Infrastructure Security Agency");
        assertThat(maintenance.versions()).hasSize(1);
        revise(maintenance);
        assertThat(maintenance.open()).containsExactly("ApproveDraft");
    }

    private void revise(FrontierStory.Running maintenance) {
        people.complete("treasury.staff", maintenance.key, "DraftRevision", Map.of("methodology", pointers("M-2"), "threshold", pointers("T-2")));
    }

    @Test
    void aReviewIsDecidedAndRecordedByPointersOnly() {
        var maintenance = maintained();
        maintenance.fireWhenDue("ReviewDue");
        refused(() -> people.complete("treasury.staff", maintenance.key, "ReviewThreshold", Map.of("review", pointers("V-1"))), "reviewDecision", "");
        refused(() -> people.complete("treasury.staff", maintenance.key, "ReviewThreshold", Map.of("reviewDecision", "keep")), "review", "at least one line");
        refused(() -> people.complete("treasury.staff", maintenance.key, "ReviewThreshold", Map.of("reviewDecision", "keep",
            "review", Spin.JSON(List.of(with(pointer("V-1"), Map.of("score", "0.7")))))), "review", "");
        assertThat(maintenance.open()).containsExactly("ReviewThreshold");
    }

    // --- reports of shifts

    @Test
    void aReportedShiftBeginsAReviewAtOnce() {
        var maintenance = maintained();
        maintenance.shift("S-1");
        assertThat(maintenance.open()).containsExactly("ReviewThreshold");
        assertThat(maintenance.variable("ReviewThreshold", "shiftReports").toString()).contains("S-1", "National Institute of Standards and Technology");
        assertThat(maintenance.timer("ReviewDue")).isNull();
        maintenance.review("keep");
        assertThat(maintenance.open()).isEmpty();
        assertThat(maintenance.timer("ReviewDue")).isNotNull();
    }

    @Test
    void aShiftReportedDuringAReviewIsTakenUpRightAfterIt() {
        var maintenance = maintained();
        maintenance.fireWhenDue("ReviewDue");
        maintenance.shift("S-2");
        assertThat(maintenance.variable("ReviewThreshold", "shiftReports").toString()).as("the reviewer had not seen it").doesNotContain("S-2");
        maintenance.review("keep");
        assertThat(maintenance.open()).containsExactly("ReviewThreshold");
        assertThat(maintenance.variable("ReviewThreshold", "shiftReports").toString()).contains("S-2");
        maintenance.review("keep");
        assertThat(maintenance.open()).isEmpty();
    }

    @Test
    void aReportThatWasTakenUpMeanwhileBeginsNoSecondReview() {
        var maintenance = maintained();
        var report = stories.reportShift("nsa.staff", Map.of("order", maintenance.order, "capabilityShift", pointers("S-3")));
        maintenance.fireWhenDue("ReviewDue");
        maintenance.review("keep");
        maintenance.tell(report);
        assertThat(maintenance.open()).isEmpty();
    }

    @Test
    void aReportNamesAnOrderWithBenchmarksInEffectAndPointersOnly() {
        var maintenance = maintained();
        refused(() -> stories.reportShift("nist.staff", Map.of("order", "no-such-order", "capabilityShift", pointers("S-1"))), "order", "has no benchmarks that are maintained");
        refused(() -> stories.reportShift("nist.staff", Map.of("order", maintenance.order, "capabilityShift", Spin.JSON(List.of()))), "capabilityShift", "at least one line");
        refused(() -> stories.reportShift("nist.staff", Map.of("order", maintenance.order,
            "capabilityShift", Spin.JSON(List.of(with(pointer("S-1"), Map.of("score", "9")))))), "capabilityShift", "");
        assertThat(maintenance.open()).isEmpty();
    }

    @RepeatedTest(5)
    void aReportThatComesAsAReviewEndsIsNotLost() throws Exception {
        var maintenance = maintained();
        maintenance.fireWhenDue("ReviewDue");
        var report = stories.reportShift("nist.staff", Map.of("order", maintenance.order, "capabilityShift", pointers("S-4")));
        var failures = SameMoment.all(List.of(reviews(maintenance), tells(maintenance, report)));

        assertThat(failures).isEmpty();
        assertThat(maintenance.open()).as("the next review takes it up").containsExactly("ReviewThreshold");
        assertThat(people.tasks(maintenance.key, "ReviewThreshold")).hasSize(1);
        assertThat(maintenance.variable("ReviewThreshold", "shiftReports").toString()).contains("S-4");
    }

    private Callable<Void> reviews(FrontierStory.Running maintenance) {
        return () -> {
            maintenance.review("keep");
            return null;
        };
    }

    private Callable<Void> tells(FrontierStory.Running maintenance, ProcessInstance report) {
        return () -> {
            maintenance.tell(report);
            return null;
        };
    }

    // --- the end of the order

    @Test
    void theMaintenanceEndsWhenTheOrderIsRevoked() {
        var work = stories.inItsOrder(FrontierStory.benchmarking()).inEffect();
        var maintenance = work.maintenance();
        maintenance.shift("S-5");
        orders.inform(work.order, "revoked", Map.of("confirmation", work.order));

        assertThat(maintenance.end()).isEqualTo("MaintenanceEnded");
        assertThat(maintenance.open()).isEmpty();
        assertThat(maintenance.facts("note")).anyMatch(note -> note.contains("maintenance ended") && note.contains("Order revoked by"));
        assertThat(orders.running(work.order)).isZero();
        refused(() -> stories.reportShift("nist.staff", Map.of("order", work.order, "capabilityShift", pointers("S-6"))), "order", "has no benchmarks");
    }

    @Test
    void theMaintenanceDoesNotKeepAnOrderFromBeingClosedAndEndsWithIt() {
        var work = stories.inItsOrder(FrontierStory.benchmarking()).inEffect();
        List.of("C-05", "C-06", "C-08", "C-09").forEach(clause -> certifications.certify(work.key, clause, "treasury", "treasury"));
        var maintenance = work.maintenance();
        orders.closeWithReport(work.order, "L-01");
        orders.inform(work.order, "closed");

        assertThat(maintenance.end()).isEqualTo("MaintenanceEnded");
        assertThat(maintenance.facts("note")).anyMatch(note -> note.contains("Order closed by"));
        assertThat(orders.running(work.order)).isZero();
    }

    @Test
    void aMaintenanceThatRestsEndsWithItsOrderToo() {
        var work = stories.inItsOrder(FrontierStory.benchmarking()).inEffect();
        var maintenance = work.maintenance();
        orders.amend(work.order, OrderWork.change("frontier-benchmarking", "suspend"));
        orders.inform(work.order, "revoked", Map.of("confirmation", work.order));
        assertThat(maintenance.open()).isEmpty();
        assertThat(orders.running(work.order)).isZero();
    }

    private FrontierStory.Running maintained() {
        return stories.begin(FrontierStory.benchmarking(), 12).inEffect().maintenance();
    }
}
