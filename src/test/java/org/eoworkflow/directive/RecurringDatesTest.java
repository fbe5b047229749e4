package org.eoworkflow.directive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.eoworkflow.deadline.DeadlineRecords;
import org.eoworkflow.deadline.Explanation;
import org.eoworkflow.order.Orders;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.OrderFixture;
import org.eoworkflow.support.OrderFixture.Work;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Dates that come again and again are recorded as any other, each the next of the one before. */
@EngineTest
class RecurringDatesTest {

    @Autowired OrderFixture fixture;
    @Autowired Orders orders;
    @Autowired DeadlineRecords records;
    @Autowired Explanation explanation;
    @Autowired RepositoryService repository;
    @Autowired RuntimeService runtime;
    @Autowired ManagementService management;

    @Test
    void theQuarterlyReviewIsOnTheFirstDayOfTheNextQuarter() {
        var order = started();
        assertThat(next("2026-06-30T12:00:00Z", "quarter", "${orderCalendar.nextQuarter(execution)}", order)).isEqualTo("2026-07-01T13:00:00Z");
        assertThat(next("2026-10-01T13:00:00Z", "quarter", "${orderCalendar.nextQuarter(execution)}", order)).as("New Year's Day, by winter's clock")
            .isEqualTo("2027-01-01T14:00:00Z");

        assertThat(records.history("quarterly review " + order)).hasSize(2).last().satisfies(record -> assertThat(explanation.of(record)).containsExactly(
            "Date of the order office's own rhythm, a planning practice: Friday, January 1, 2027, 9:00 AM ET (EST, UTC-05:00).",
            "The clock started on Thursday, October 1, 2026. The order runs; the date is set each time for the next.",
            "It comes from: Rhythm of the order office, a planning practice. Version: as the process has it.",
            "Rule: the first day of the next quarter of the year, 09:00 in Washington. Zone: America/New_York.",
            "Calendar: every day counts, weekends and holidays too, so no day is skipped.",
            "It took the place of an earlier date. The one before has come; this is the next."));
    }

    @Test
    void theThresholdIsReviewedNinetyDaysAfterTheLastReview() {
        var order = started();

        assertThat(next("2026-08-03T12:00:00Z", "threshold", "${benchmarkMaintenance.nextReview(execution, 'P90D')}", order)).as("after the clocks went back")
            .isEqualTo("2026-11-01T14:00:00Z");

        assertThat(records.history("review of the threshold " + order)).singleElement().satisfies(record -> assertThat(explanation.of(record)).contains(
            "The clock started on Monday, August 3, 2026. The threshold was put in effect or last reviewed.",
            "Rule: 90 days; calendar days since then, 09:00 in Washington. Zone: America/New_York."));
    }

    @Test
    void ofAnOrderThatIsOverNothingComesAgain() {
        var order = started();
        next("2026-06-30T12:00:00Z", "ended", "${orderCalendar.nextQuarter(execution)}", order);

        orders.close(order);

        for (var subject : List.of("status call ", "quarterly review ")) {
            assertThat(records.history(subject + order)).hasSize(2).last().satisfies(record -> {
                assertThat(record.isEnd()).isTrue();
                assertThat(record.reason()).isEqualTo("The order was closed.");
            });
        }
    }

    @Test
    void modelsOfBeforeAskWithoutARecord() {
        var order = started();

        assertThat(next("2026-06-12T12:00:00Z", "monday", "${orderCalendar.nextDataCall()}", order)).isEqualTo("2026-06-15T13:00:00Z");
        assertThat(next("2026-06-12T12:00:00Z", "noon", "${orderCalendar.dataCallCloses()}", order)).isEqualTo("2026-06-17T16:00:00Z");
        assertThat(next("2026-06-12T12:00:00Z", "old", "${orderCalendar.nextQuarter()}", order)).isEqualTo("2026-07-01T13:00:00Z");
        assertThat(records.history("quarterly review " + order)).isEmpty();
    }

    private String started() {
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-06-03T13:00:00Z")));
        return fixture.start(LocalDate.of(2026, 6, 2), Work.tracked("recurring"));
    }

    /** What a timer with this expression waits for. */
    private Instant next(String now, String name, String expression, String order) {
        ClockUtil.setCurrentTime(Date.from(Instant.parse(now)));
        repository.createDeployment().name(name).enableDuplicateFiltering(true).addModelInstance(name + ".bpmn", Bpmn.createExecutableProcess("Waits-" + name)
            .camundaHistoryTimeToLiveString("P1D").startEvent("Begun").intermediateCatchEvent("Waiting").timerWithDate(expression).endEvent("Done").done()).deploy();
        var instance = runtime.startProcessInstanceByKey("Waits-" + name, order, Map.of("order", order, "lastReviewOn", "2026-08-03")).getId();
        return management.createJobQuery().processInstanceId(instance).timers().singleResult().getDuedate().toInstant();
    }
}
