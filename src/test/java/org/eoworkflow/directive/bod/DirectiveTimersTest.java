package org.eoworkflow.directive.bod;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.support.EngineTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The dates of the directive of an order that was signed on June 2, 2026: due on July 2. */
@EngineTest
class DirectiveTimersTest {

    @Autowired DirectiveStory stories;
    @Autowired ManagementService management;
    @Autowired RuntimeService runtime;
    @Autowired Ledger ledger;
    @Autowired JdbcClient jdbc;

    @Test
    void peopleAreRemindedFourTimesAndEachThirdIsChecked() {
        clock("2026-06-02T12:00");
        var directive = stories.beginWithOrder(LocalDate.of(2026, 6, 2));

        assertThat(due(directive, "FirstReminderDue")).isEqualTo(at("2026-06-18T09:00"));
        assertThat(due(directive, "FirstMilestoneDue")).isEqualTo(at("2026-06-12T23:59:59"));
        assertThat(due(directive, "DeadlineMissed")).isEqualTo(at("2026-07-02T23:59:59"));
        for (var time : List.of("2026-06-13T00:00", "2026-06-18T09:00", "2026-06-25T09:00", "2026-06-29T09:00", "2026-07-01T09:00")) {
            goTo(directive, time);
        }

        assertThat(facts(directive, EntryKind.MILESTONE_MISSED)).isEqualTo(2);
        assertThat(facts(directive, EntryKind.REMINDER_DUE)).isEqualTo(4);
        assertThat(facts(directive, EntryKind.DEADLINE_MISSED)).isZero();
        assertThat(directive.open()).containsExactly("AnalyzeThreat");
    }

    @Test
    void aMissedDeadlineIsEscalatedUntilTheClausesAreMet() {
        clock("2026-06-02T12:00");
        var directive = stories.beginWithOrder(LocalDate.of(2026, 6, 2));
        goTo(directive, "2026-07-03T00:00");

        assertThat(facts(directive, EntryKind.DEADLINE_MISSED)).isEqualTo(2);
        assertThat(directive.open()).containsExactly("AnalyzeThreat", "SubmitRecoveryPlan");
        List.of("C-18", "C-19").forEach(clause -> ledger.append(new Entry(EntryKind.CLAUSE_CERTIFIED, directive.order, clause, directive.key,
            null, null, Map.of("outcome", "satisfied, 1 day late", "satisfiedAt", "2026-07-03T16:00:00Z", "daysLate", 1))));
        goTo(directive, "2026-07-03T12:00");

        assertThat(facts(directive, EntryKind.ESCALATION_CLOSED)).isEqualTo(1);
        assertThat(directive.open()).containsExactly("AnalyzeThreat");
    }

    private static void clock(String time) {
        ClockUtil.setCurrentTime(Date.from(at(time)));
    }

    private static Instant at(String time) {
        return LocalDateTime.parse(time).atZone(EngineClock.WASHINGTON).toInstant();
    }

    private void goTo(DirectiveStory.Running directive, String time) {
        clock(time);
        for (var due = executable(directive); !due.isEmpty(); due = executable(directive)) {
            management.executeJob(due.get(0).getId());
        }
    }

    private List<Job> executable(DirectiveStory.Running directive) {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(directive.key).list().stream()
            .flatMap(instance -> management.createJobQuery().processInstanceId(instance.getId()).executable().list().stream()).toList();
    }

    private Instant due(DirectiveStory.Running directive, String timer) {
        return management.createJobQuery().processInstanceId(directive.instance).activityId(timer).singleResult().getDuedate().toInstant();
    }

    private int facts(DirectiveStory.Running directive, EntryKind kind) {
        return jdbc.sql("select count(*) from eo.ledger_entry where business_key = ? and kind = ?").params(directive.key, kind.text())
            .query(Integer.class).single();
    }
}
