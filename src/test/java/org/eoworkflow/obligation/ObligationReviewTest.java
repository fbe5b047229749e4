package org.eoworkflow.obligation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.assertThat;

import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.eoworkflow.order.ExecutiveOrder;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.support.EngineTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@EngineTest
class ObligationReviewTest {

    @Autowired CertificationFixture fixture;
    @Autowired Obligations obligations;

    private ExecutiveOrder order;
    private ProcessInstance review;

    @BeforeEach
    void aQuarterIsOver() {
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-10-01T13:00:00Z")));
        order = fixture.order();
        review = fixture.start("ObligationReview", order, "F-04");
    }

    @Test
    void aConfirmedReviewIsRecordedForTheQuarter() {
        assertThat(review).isWaitingAt("ReviewClause").variables().containsEntry("quarter", "Q3 2026");
        answer("yes");
        assertThat(review).isWaitingAt("ConfirmReview");
        fixture.complete("cisa.approver", order, "F-04", "ConfirmReview", Map.of("reviewDecision", "confirm"));

        assertThat(review).isEnded().hasPassed("RecordReview", "ClauseStillMet");
        assertThat(fixture.ledger(order, "clause-reviewed")).singleElement().satisfies(entry -> {
            assertThat(entry).containsEntry("account", "cisa.approver").containsEntry("clause_id", "F-04");
            assertThat((String) entry.get("payload")).contains("\"met\":true", "\"quarter\":\"Q3 2026\"", "\"statement\":\"As I say.\"");
        });
        assertThat(clause().reviewedAt()).isEqualTo("2026-10-01T13:00:00Z");
    }

    @Test
    void aReturnedReviewIsMadeAgain() {
        answer("yes");
        fixture.complete("cisa.approver", order, "F-04", "ConfirmReview", Map.of("reviewDecision", "return", "returnReason", "Which fences?"));

        assertThat(review).isWaitingAt("ReviewClause").variables().containsEntry("returnReason", "Which fences?");
        assertThat(fixture.ledger(order, "clause-reviewed")).isEmpty();
    }

    @Test
    void whatIsNoLongerMetGetsARecoveryPlanAndIsAtRisk() {
        certified();
        answer("no");
        assertThat(review).isWaitingAt("PlanRecovery");
        plan("2026-11-01");
        fixture.complete("dhs.approver", order, "F-04", "AcceptRecoveryPlan", Map.of("planDecision", "return", "returnReason", "Sooner."));
        assertThat(review).isWaitingAt("PlanRecovery").variables().containsEntry("returnReason", "Sooner.");
        plan("2026-10-15");
        fixture.complete("dhs.approver", order, "F-04", "AcceptRecoveryPlan", Map.of("planDecision", "accept"));

        assertThat(review).isEnded().hasPassed("RecordShortfall", "RecoveryUnderWay");
        assertThat(fixture.ledger(order, "clause-reviewed")).singleElement().satisfies(entry -> assertThat((String) entry.get("payload"))
            .contains("\"met\":false", "\"recoveryDate\":\"2026-10-15\"", "\"recoveryCause\":\"Rust.\"", "\"recoverySteps\":\"Paint.\""));
        assertThat(clause().status()).isEqualTo(Status.AT_RISK);
        assertThat(clause().satisfiedAt()).as("what was certified stays certified").isNotNull();

        ClockUtil.setCurrentTime(Date.from(Instant.parse("2027-01-04T14:00:00Z")));
        review = fixture.start("ObligationReview", order, "F-04");
        assertThat(review).variables().containsEntry("quarter", "Q4 2026");
        answer("yes");
        fixture.complete("cisa.approver", order, "F-04", "ConfirmReview", Map.of("reviewDecision", "confirm"));
        assertThat(clause().status()).isEqualTo(Status.MET);
    }

    @Test
    void theEvidenceOfAnEarlierQuarterDoesNotDo() {
        certified();

        assertThat(Refusal.in(catchThrowable(() -> fixture.complete("cisa.staff", order, "F-04", "ReviewClause",
            Map.of("stillMet", "yes", "reviewStatement", "As I say."))))).hasMessage(
                "Task 'Review clause': add at least one new item of Q3 2026 in the Evidence tab before you complete it.");
    }

    @Test
    void aRecoveryInThePastIsRefused() {
        answer("no");

        assertThat(Refusal.in(catchThrowable(() -> plan("2026-09-30")))).satisfies(refusal -> {
            assertThat(refusal.field()).isEqualTo("recoveryDate");
            assertThat(refusal).hasMessageContaining("must be today or later");
        });
    }

    private void certified() {
        fixture.start("ClauseCertification", order, "F-04");
        fixture.assemble(order, "F-04", "2026-07-01");
        fixture.accept(order, "F-04");
        fixture.certify(order, "F-04");
    }

    private void answer(String stillMet) {
        fixture.certifications.addEvidence("cisa.staff", fixture.task(order, "F-04", "ReviewClause"));
        fixture.complete("cisa.staff", order, "F-04", "ReviewClause", Map.of("stillMet", stillMet, "reviewStatement", "As I say."));
    }

    private void plan(String date) {
        fixture.complete("cisa.staff", order, "F-04", "PlanRecovery",
            Map.of("recoveryCause", "Rust.", "recoverySteps", "Paint.", "recoveryDate", date));
    }

    private Obligation clause() {
        return obligations.find(order.id(), "F-04").orElseThrow();
    }
}
