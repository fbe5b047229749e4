package org.eoworkflow.obligation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.Period;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.order.ExecutiveOrder;
import org.eoworkflow.order.Orders;
import org.eoworkflow.support.EngineTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@EngineTest
class ObligationsTest {

    @Autowired CertificationFixture fixture;
    @Autowired Obligations obligations;
    @Autowired Orders orders;
    @Autowired Ledger ledger;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;

    private ExecutiveOrder order;

    @BeforeEach
    void threeDaysAfterSigning() {
        at("2026-06-05T15:00:00Z");
        order = fixture.order();
    }

    @Test
    void everyClauseOfAStartedOrderIsThere() {
        assertThat(obligations.of(order.id())).extracting(Obligation::clause)
            .containsExactly("F-01", "F-02", "F-03", "F-04", "F-05", "F-06", "F-07", "F-08");
        assertThat(obligations.find(order.id(), "F-01")).hasValueSatisfying(clause -> {
            assertThat(clause.summary()).isEqualTo("Put up fences.");
            assertThat(clause.citation()).isEqualTo("sec. 1");
            assertThat(clause.lead()).isEqualTo("dhs");
            assertThat(clause.deadline()).isEqualTo("2026-07-03T03:59:59Z");
            assertThat(clause.status()).isEqualTo(Status.ON_TRACK);
        });
        assertThat(obligations.open(order.id(), "gates")).extracting(Obligation::clause).containsExactly("F-06", "F-07");
    }

    @Test
    void aPassedDeadlineIsOverdueThoughNothingHappened() {
        at("2026-07-03T03:59:59Z");
        assertThat(status("F-01")).isEqualTo(Status.ON_TRACK);
        at("2026-07-03T04:00:00Z");
        assertThat(status("F-01")).isEqualTo(Status.OVERDUE);
        assertThat(status("F-08")).as("a limit has no date").isEqualTo(Status.ON_TRACK);
    }

    @Test
    void aPassedTargetIsARiskAndNoBreach() {
        at("2026-07-18T15:00:00Z");
        assertThat(status("F-06")).isEqualTo(Status.AT_RISK);
        assertThat(status("F-07")).as("what others were advised to do is theirs to know").isEqualTo(Status.UNKNOWN);
    }

    @Test
    void aMissedMilestonePutsTheDirectivesOpenClausesAtRiskUntilItIsReached() {
        tell(EntryKind.CLAUSE_CERTIFIED, "F-02", Map.of("satisfiedAt", "2026-06-04T12:00:00Z", "daysLate", 0));
        tell(EntryKind.MILESTONE_MISSED, null, Map.of("directive", "fences"));
        assertThat(status("F-01")).isEqualTo(Status.AT_RISK);
        assertThat(status("F-02")).isEqualTo(Status.MET);
        assertThat(status("F-06")).isEqualTo(Status.ON_TRACK);

        ledger.append(new Entry(EntryKind.MILESTONE_REACHED, order.id(), null, order.id() + "/fences", null, null, Map.of()));
        assertThat(status("F-01")).isEqualTo(Status.ON_TRACK);
    }

    @Test
    void aMovedDeadlineCounts() {
        tell(EntryKind.MILESTONE_MISSED, null, Map.of("directive", "fences"));
        orders.retime(order.id(), "fences", Period.ofDays(40));

        at("2026-07-06T15:00:00Z");
        assertThat(status("F-01")).isEqualTo(Status.ON_TRACK);
        at("2026-07-13T15:00:00Z");
        assertThat(status("F-01")).isEqualTo(Status.OVERDUE);
    }

    @Test
    void whatWasMetBeforeItsDirectiveWasWithdrawnStaysMet() {
        tell(EntryKind.CLAUSE_CERTIFIED, "F-01", Map.of("satisfiedAt", "2026-06-04T12:00:00Z", "daysLate", 0));
        orders.withdraw(order.id(), "fences");

        assertThat(status("F-01")).isEqualTo(Status.MET);
        assertThat(obligations.find(order.id(), "F-03")).hasValueSatisfying(clause -> {
            assertThat(clause.status()).isEqualTo(Status.NOT_APPLICABLE);
            assertThat(clause.statement()).isEqualTo("Directive withdrawn by amendment");
        });
    }

    @Test
    void anObligationThatNobodyAnswersForIsUnknown() {
        var payload = new LinkedHashMap<String, Object>();
        payload.put("summary", "Nobody's.");
        payload.put("kind", "obligation");
        tell(EntryKind.OBLIGATION_REGISTERED, "F-99", payload);

        assertThat(status("F-99")).isEqualTo(Status.UNKNOWN);
    }

    @Test
    void aRolledBackFactLeavesNoTrace() {
        transaction.executeWithoutResult(status -> {
            tell(EntryKind.CLAUSE_NOT_APPLICABLE, "F-01", Map.of("reason", "x"));
            assertThat(status("F-01")).isEqualTo(Status.NOT_APPLICABLE);
            status.setRollbackOnly();
        });
        assertThat(status("F-01")).isEqualTo(Status.ON_TRACK);
    }

    @Test
    void theTableCanBeBuiltAgainFromTheLedger() {
        fixture.start("ClauseCertification", order, "F-01");
        fixture.assemble(order, "F-01", "2026-06-04");
        fixture.accept(order, "F-01");
        fixture.certify(order, "F-01");
        tell(EntryKind.CLAUSE_NOT_APPLICABLE, "F-02", Map.of("reason", "x"));
        tell(EntryKind.CLAUSE_REVIEWED, "F-05", Map.of("met", false));
        tell(EntryKind.MILESTONE_MISSED, null, Map.of("directive", "gates"));
        orders.retime(order.id(), "fences", Period.ofDays(40));
        var before = rows();

        jdbc.sql("update eo.obligation set state = 'met', summary = 'Tampered' where order_id = ?").param(order.id()).update();
        assertThat(rows()).isNotEqualTo(before);
        obligations.rebuild();

        assertThat(rows()).isEqualTo(before);
    }

    private List<Map<String, Object>> rows() {
        return jdbc.sql("select * from eo.obligation order by order_id, clause_id").query().listOfRows();
    }

    private void tell(EntryKind kind, String clause, Map<String, Object> payload) {
        ledger.append(Entry.of(kind, order.id(), clause, payload));
    }

    private Status status(String clause) {
        return obligations.find(order.id(), clause).orElseThrow().status();
    }

    private static void at(String instant) {
        ClockUtil.setCurrentTime(Date.from(Instant.parse(instant)));
    }
}
