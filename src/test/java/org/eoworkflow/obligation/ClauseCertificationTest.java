package org.eoworkflow.obligation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.assertThat;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.spin.json.SpinJsonNode;
import org.eoworkflow.order.ExecutiveOrder;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.support.EngineTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

@EngineTest
class ClauseCertificationTest {

    @Autowired CertificationFixture fixture;
    @Autowired Obligations obligations;
    @Autowired EvidenceStore evidence;
    @Autowired RuntimeService runtime;
    @Autowired TaskService tasks;
    @Autowired IdentityService identity;

    private ExecutiveOrder order;

    @BeforeEach
    void twentyDaysAfterSigning() {
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-06-22T15:00:00Z")));
        order = fixture.order();
    }

    @Test
    void threePeopleMakeAClauseMet() {
        var certification = certification("F-01");
        assertThat(certification).isWaitingAt("AssembleEvidence");
        fixture.assemble(order, "F-01", "2026-06-20");
        assertThat(certification).isWaitingAt("ReviewEvidence").variables().containsEntry("metOn", "2026-06-20");
        fixture.accept(order, "F-01");
        assertThat(certification).isWaitingAt("CertifyClause");
        fixture.certify(order, "F-01");
        assertThat(certification).isEnded().hasPassed("RecordCertification", "ClauseCertified");

        assertThat(obligations.find(order.id(), "F-01")).hasValueSatisfying(clause -> {
            assertThat(clause.status()).isEqualTo(Status.MET);
            assertThat(clause.satisfiedAt()).isEqualTo("2026-06-21T03:59:59Z");
            assertThat(clause.certifiedBy()).isEqualTo("dhs.certifier");
            assertThat(clause.certifiedAt()).isEqualTo("2026-06-22T15:00:00Z");
            assertThat(clause.statement()).isEqualTo("I certify it.");
            assertThat(clause.evidenceCount()).isEqualTo(1);
            assertThat(clause.open()).isFalse();
        });
        assertThat(fixture.ledger(order, "clause-certified")).singleElement().satisfies(entry -> {
            assertThat(entry).containsEntry("clause_id", "F-01").containsEntry("account", "dhs.certifier")
                .containsEntry("business_key", order.id() + "/fences");
            assertThat((String) entry.get("payload")).contains("\"outcome\":\"satisfied\"", "\"daysLate\":0", "\"statement\":\"I certify it.\"",
                evidence.ofClause(order.id(), "F-01").get(0).sha256());
        });
    }

    @Test
    void whatAReviewerReturnsComesBackWithTheReason() {
        var certification = certification("F-01");
        fixture.assemble(order, "F-01", "2026-06-20");
        fixture.complete("cisa.approver", order, "F-01", "ReviewEvidence",
            Map.of("evidenceDecision", "return", "returnReason", "The picture is blurred."));

        assertThat(certification).isWaitingAt("AssembleEvidence").variables().containsEntry("returnReason", "The picture is blurred.");

        fixture.assemble(order, "F-01", "2026-06-20");
        assertThat(runtime.getVariables(fixture.task(order, "F-01", "ReviewEvidence").getExecutionId()))
            .as("nothing is chosen in advance").containsEntry("evidenceDecision", null).containsEntry("returnReason", null);
        fixture.accept(order, "F-01");
        fixture.certify(order, "F-01");
        assertThat(certification).isEnded();
    }

    @Test
    void whatTheCertifierReturnsIsAssembledAgain() {
        var certification = certification("F-01");
        fixture.assemble(order, "F-01", "2026-06-20");
        fixture.accept(order, "F-01");
        fixture.complete("dhs.certifier", order, "F-01", "CertifyClause",
            Map.of("certificationDecision", "return", "returnReason", "The north side is missing."));

        assertThat(certification).isWaitingAt("AssembleEvidence").hasPassed("Certified").variables()
            .containsEntry("returnReason", "The north side is missing.");
        assertThat(obligations.find(order.id(), "F-01")).hasValueSatisfying(clause -> assertThat(clause.status()).isEqualTo(Status.ON_TRACK));
    }

    @Test
    void aClauseMetAfterItsDeadlineIsMetLate() {
        certification("F-01");
        at("2026-07-06T15:00:00Z");
        assertThat(status("F-01")).isEqualTo(Status.OVERDUE);

        fixture.assemble(order, "F-01", "2026-07-05");
        assertThat(runtime.getVariable(fixture.task(order, "F-01", "ReviewEvidence").getExecutionId(), "outcome"))
            .isEqualTo("Met on Sunday, July 5, 2026: 3 days late.");
        fixture.accept(order, "F-01");
        fixture.certify(order, "F-01");

        assertThat(obligations.find(order.id(), "F-01")).hasValueSatisfying(clause -> {
            assertThat(clause.status()).isEqualTo(Status.MET_LATE);
            assertThat(clause.statusText()).isEqualTo("met late (3 days)");
            assertThat(clause.status().outcome()).isEqualTo("satisfied late");
        });
        assertThat(fixture.ledger(order, "clause-certified")).singleElement()
            .satisfies(entry -> assertThat((String) entry.get("payload")).contains("\"outcome\":\"satisfied, 3 days late\"", "\"daysLate\":3"));
    }

    @Test
    void aClauseMetInTimeAndCertifiedLaterIsInTime() {
        certification("F-01");
        at("2026-07-06T15:00:00Z");
        fixture.assemble(order, "F-01", "2026-07-02");
        fixture.accept(order, "F-01");
        fixture.certify(order, "F-01");

        assertThat(status("F-01")).isEqualTo(Status.MET);
    }

    @Test
    void aClauseMetTodayIsSatisfiedNow() {
        certification("F-01");
        fixture.assemble(order, "F-01", "2026-06-22");
        fixture.accept(order, "F-01");
        fixture.certify(order, "F-01");

        assertThat(obligations.find(order.id(), "F-01").orElseThrow().satisfiedAt()).isEqualTo("2026-06-22T15:00:00Z");
    }

    @Test
    void aClauseThatAsksNothingHereIsNotApplicable() {
        certification("F-02");
        fixture.certifications.addEvidence("cisa.staff", fixture.task(order, "F-02", "AssembleEvidence"));
        fixture.complete("cisa.staff", order, "F-02", "AssembleEvidence", Map.of("proposal", "not-applicable", "evidenceSummary", "No neighbors."));
        var review = fixture.task(order, "F-02", "ReviewEvidence");
        assertThat(runtime.getVariable(review.getExecutionId(), "outcome")).isEqualTo("It is proposed to record the clause as not applicable.");
        fixture.accept(order, "F-02");
        assertThat(runtime.getVariable(fixture.task(order, "F-02", "CertifyClause").getExecutionId(), "statement"))
            .isEqualTo("I have read the evidence and find that clause F-02 (sec. 2) is not applicable.");
        fixture.certify(order, "F-02");

        assertThat(obligations.find(order.id(), "F-02")).hasValueSatisfying(clause -> {
            assertThat(clause.status()).isEqualTo(Status.NOT_APPLICABLE);
            assertThat(clause.statement()).isEqualTo("I certify it.");
            assertThat(clause.certifiedBy()).isEqualTo("dhs.certifier");
        });
        assertThat(fixture.ledger(order, "clause-certified")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"F-01, was met, 'Met on Saturday, June 20, 2026: in time.'", "F-02, was offered, 'Offered on Saturday, June 20, 2026: no deadline of the order.'",
        "F-03, was kept, 'Kept on Saturday, June 20, 2026: no deadline of the order.'"})
    void theWordingFitsTheKindOfClause(String clause, String verb, String outcome) {
        certification(clause);
        fixture.assemble(order, clause, "2026-06-20");
        assertThat(runtime.getVariable(fixture.task(order, clause, "ReviewEvidence").getExecutionId(), "outcome")).isEqualTo(outcome);
        fixture.accept(order, clause);
        assertThat(runtime.getVariable(fixture.task(order, clause, "CertifyClause").getExecutionId(), "statement"))
            .isEqualTo("I have read the evidence and certify that clause %s (%s) %s on Saturday, June 20, 2026."
                .formatted(clause, order.clause(clause).citation(), verb));
    }

    @Test
    void adviceIsFollowed() {
        certification("F-07");
        fixture.certifications.addEvidence("gsa.staff", fixture.task(order, "F-07", "AssembleEvidence"));
        fixture.complete("gsa.staff", order, "F-07", "AssembleEvidence",
            Map.of("proposal", "met", "metOn", "2026-06-20", "evidenceSummary", "They close."));
        fixture.complete("gsa.approver", order, "F-07", "ReviewEvidence", Map.of("evidenceDecision", "accept"));

        assertThat(runtime.getVariable(fixture.task(order, "F-07", "CertifyClause").getExecutionId(), "statement"))
            .isEqualTo("I have read the evidence and certify that clause F-07 was followed on Saturday, June 20, 2026.");
    }

    @Test
    void thePeopleSeeTheClauseItsDeadlineAndItsEvidence() {
        certification("F-01");
        fixture.assemble(order, "F-01", "2026-06-20");
        var shown = runtime.getVariables(fixture.task(order, "F-01", "ReviewEvidence").getExecutionId());

        assertThat(((SpinJsonNode) shown.get("clauseInfo")).toString()).contains("\"summary\":\"Put up fences.\"", "\"citation\":\"sec. 1\"",
            "\"text\":\"Fences shall be put up.\"", "\"lead\":\"Department of Homeland Security\"", "\"dueLabel\":\"Due\"",
            "\"due\":\"Thursday, July 2, 2026, 11:59:59 PM ET\"", "\"status\":\"on track\"");
        assertThat(((SpinJsonNode) shown.get("evidenceItems")).toString()).contains("\"title\":\"proof.txt\"", "\"marking\":\"UNCLASSIFIED\"",
            "\"addedBy\":\"cisa.staff\"", "\"addedAt\":\"Monday, June 22, 2026, 11:00 AM ET\"");

        certification("F-06");
        assertThat(runtime.getVariable(fixture.task(order, "F-06", "AssembleEvidence").getExecutionId(), "clauseInfo").toString())
            .contains("Planning target (no deadline of the order)");
    }

    @Test
    void withoutEvidenceNothingIsHandedOver() {
        certification("F-01");

        assertThatThrownBy(() -> fixture.complete("cisa.staff", order, "F-01", "AssembleEvidence",
            Map.of("proposal", "met", "metOn", "2026-06-20", "evidenceSummary", "Believe me.")))
            .satisfies(thrown -> assertThat(Refusal.in(thrown)).hasMessage(
                "Task 'Assemble evidence': add at least one item in the Evidence tab before you complete it."));
        assertThat(fixture.task(order, "F-01", "AssembleEvidence")).isNotNull();
    }

    @Test
    void withoutEvidenceNothingIsCertifiedEvenIfItWasThereBefore() {
        var certification = certification("F-01");
        fixture.assemble(order, "F-01", "2026-06-20");
        fixture.accept(order, "F-01");
        var item = evidence.ofClause(order.id(), "F-01").get(0).id();
        fixture.people.as("cisa.staff", () -> {
            evidence.remove(item);
            return null;
        });

        assertThatThrownBy(() -> fixture.certify(order, "F-01")).satisfies(thrown -> assertThat(Refusal.in(thrown)).hasMessage(
            "Clause F-01 cannot be certified: no evidence is left. Return it to the preparer with the reason."));
        assertThat(certification).isWaitingAt("CertifyClause");
        assertThat(status("F-01")).isEqualTo(Status.ON_TRACK);
        assertThat(fixture.ledger(order, "clause-certified")).isEmpty();
        assertThat(fixture.ledger(order, "evidence-removed")).hasSize(1);
        assertThat(obligations.find(order.id(), "F-01").orElseThrow().evidenceCount()).isZero();
    }

    @Test
    void whoPreparedDoesNotReviewAndWhoReviewedDoesNotCertifyWhateverTheirGroups() {
        certification("F-01");
        fixture.assemble(order, "F-01", "2026-06-20");
        assertThat(Refusal.in(catchThrowable(() -> complete("cisa.staff", "cisa-approver", "ReviewEvidence", Map.of("evidenceDecision", "accept")))))
            .hasMessageContaining("Review evidence");
        fixture.accept(order, "F-01");
        for (var account : List.of("cisa.staff", "cisa.approver")) {
            assertThat(Refusal.in(catchThrowable(() -> complete(account, "dhs-certifier", "CertifyClause",
                Map.of("certificationDecision", "certify", "statement", "I certify it."))))).as(account).hasMessageContaining("Certify clause");
        }
        assertThat(fixture.task(order, "F-01", "CertifyClause")).isNotNull();
    }

    private void complete(String account, String furtherGroup, String activity, Map<String, Object> variables) {
        var task = fixture.task(order, "F-01", activity);
        identity.setAuthentication(account, List.of(account.substring(0, account.indexOf('.')), furtherGroup));
        try {
            tasks.claim(task.getId(), account);
            tasks.complete(task.getId(), variables);
        } finally {
            identity.clearAuthentication();
            tasks.setAssignee(task.getId(), null);
        }
    }

    @ParameterizedTest
    @CsvSource({"2026-06-23, must not be in the future", "2026-06-01, 'must not be before the order was signed, Tuesday, June 2, 2026'"})
    void aDayOnWhichItCannotHaveBeenMetIsRefused(String day, String message) {
        certification("F-01");

        assertThat(Refusal.in(catchThrowable(() -> fixture.assemble(order, "F-01", day)))).satisfies(refusal -> {
            assertThat(refusal).hasMessageContaining(message);
            assertThat(refusal.field()).isEqualTo("metOn");
        });
        assertThat(fixture.task(order, "F-01", "AssembleEvidence")).isNotNull();
    }

    private ProcessInstance certification(String clause) {
        return fixture.start("ClauseCertification", order, clause);
    }

    private Status status(String clause) {
        return obligations.find(order.id(), clause).orElseThrow().status();
    }

    private static void at(String instant) {
        ClockUtil.setCurrentTime(Date.from(Instant.parse(instant)));
    }
}
