package org.eoworkflow.obligation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.assertThat;

import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.eoworkflow.order.ExecutiveOrder;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.support.EngineTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

@EngineTest
class CorrectCertificationTest {

    @Autowired CertificationFixture fixture;
    @Autowired Obligations obligations;
    @Autowired RuntimeService runtime;

    private ExecutiveOrder order;

    @BeforeEach
    void aClauseWasCertifiedThreeDaysLate() {
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-07-06T15:00:00Z")));
        order = fixture.order();
        fixture.start("ClauseCertification", order, "F-01");
        certifyAsOf("2026-07-05");
    }

    @Test
    void aWrongDayIsCorrectedByAFurtherEntry() {
        var correction = ask("F-01", Map.of("correction", "redated", "metOn", "2026-07-01"));
        assertThat(correction).isWaitingAt("DecideCorrection").hasBusinessKey(order.id() + "/fences");
        decide(Map.of("correctionDecision", "confirm"));

        assertThat(correction).isEnded().hasPassed("RecordCorrection", "CertificationCorrected");
        assertThat(clause().status()).isEqualTo(Status.MET);
        assertThat(clause().certifiedBy()).as("who certified it, certified it").isEqualTo("dhs.certifier");
        assertThat(fixture.ledger(order, "clause-certified")).as("what stood there stays").hasSize(1);
        assertThat(fixture.ledger(order, "clause-corrected")).singleElement().satisfies(entry -> {
            assertThat(entry).containsEntry("account", "dhs.certifier").containsEntry("clause_id", "F-01");
            assertThat((String) entry.get("payload")).contains("\"correction\":\"redated\"", "\"daysLate\":0", "\"reason\":\"Misread.\"");
        });
    }

    @Test
    void aCertificationThatIsTakenBackIsMadeAnew() {
        var correction = ask("F-01", Map.of("correction", "reopened"));
        decide(Map.of("correctionDecision", "confirm"));

        assertThat(correction).isWaitingAt("CertifyAnew");
        assertThat(clause().status()).isEqualTo(Status.OVERDUE);
        assertThat(clause().satisfiedAt()).isNull();
        certifyAsOf("2026-07-06");

        assertThat(correction).isEnded().hasPassed("ClauseCertifiedAnew");
        assertThat(clause().statusText()).isEqualTo("met late (4 days)");
        assertThat(fixture.ledger(order, "clause-certified")).hasSize(2);
    }

    @Test
    void theCertifierMayLetTheCertificationStand() {
        var correction = ask("F-01", Map.of("correction", "reopened"));
        decide(Map.of("correctionDecision", "refuse", "refusalReason", "It is right."));

        assertThat(correction).isEnded().hasPassed("CorrectionRefused");
        assertThat(fixture.ledger(order, "clause-corrected")).isEmpty();
        assertThat(clause().status()).isEqualTo(Status.MET_LATE);
    }

    @ParameterizedTest
    @CsvSource({"F-77, reopened, '', clause, no such clause of this order", "F-02, reopened, '', , not certified", "F-01, other, '', correction, ''",
        "F-01, redated, 2026-07-07, metOn, must not be in the future"})
    void whatCannotBeCorrectedIsRefused(String clause, String correction, String metOn, String field, String message) {
        assertThat(Refusal.in(catchThrowable(() -> ask(clause, Map.of("correction", correction, "metOn", metOn))))).satisfies(refusal -> {
            assertThat(refusal.field()).isEqualTo(field);
            assertThat(refusal).hasMessageContaining(message);
        });
        assertThat(runtime.createProcessInstanceQuery().processDefinitionKey("CorrectCertification").variableValueEquals("order", order.id()).count()).isZero();
    }

    @Test
    void aClauseWithoutDirectiveHasNoCertifier() {
        fixture.certifiedElsewhere(order, "F-08");

        assertThat(Refusal.in(catchThrowable(() -> ask("F-08", Map.of("correction", "reopened"))))).hasMessageContaining("no certifier");
    }

    private void certifyAsOf(String metOn) {
        fixture.assemble(order, "F-01", metOn);
        fixture.accept(order, "F-01");
        fixture.certify(order, "F-01");
    }

    private ProcessInstance ask(String clause, Map<String, Object> what) {
        var variables = new HashMap<>(what);
        variables.putAll(Map.of("order", order.id(), "clause", clause, "correctionReason", "Misread."));
        return fixture.people.as("order.office", () -> runtime.startProcessInstanceByKey("CorrectCertification", variables));
    }

    private void decide(Map<String, Object> variables) {
        fixture.complete("dhs.certifier", order, "F-01", "DecideCorrection", variables);
    }

    private Obligation clause() {
        return obligations.find(order.id(), "F-01").orElseThrow();
    }
}
