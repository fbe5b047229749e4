package org.eoworkflow.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import org.eoworkflow.platform.WashingtonTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DueTest {

    private static final List<Period> REMINDERS = List.of(Period.ofDays(14), Period.ofDays(7), Period.ofDays(3), Period.ofDays(1));

    @ParameterizedTest
    @CsvSource({
        "2026-06-02, P30D, 2026-07-03T03:59:59Z",
        "2026-06-02, P60D, 2026-08-02T03:59:59Z",
        // clocks go back on November 1, 2026, and forward on March 14, 2027
        "2026-10-03, P28D, 2026-11-01T03:59:59Z",
        "2026-10-03, P29D, 2026-11-02T04:59:59Z",
        "2027-02-12, P29D, 2027-03-14T04:59:59Z",
        "2027-02-12, P30D, 2027-03-15T03:59:59Z"})
    void endsWithTheLastSecondOfItsLastDayInWashington(LocalDate signed, Period period, Instant end) {
        assertThat(due(signed, period).at()).isEqualTo(end);
    }

    @ParameterizedTest
    @CsvSource({"2026-07-03T03:59:58Z, false, 0", "2026-07-03T03:59:59Z, true, 0", "2026-07-03T04:00:00Z, true, 1",
        "2026-07-18T03:00:00Z, true, 15"})
    void isLateByTheDaysOfWashington(Instant now, boolean past, long late) {
        var due = due(LocalDate.of(2026, 6, 2), Period.ofDays(30));

        assertThat(due.isPast(now)).isEqualTo(past);
        assertThat(due.daysLate(now)).isEqualTo(late);
    }

    @Test
    void remindersComeInTheMorningAlsoAcrossAChangeOfClocks() {
        var due = due(LocalDate.of(2026, 10, 3), Period.ofDays(30));

        assertThat(due.reminder(Period.ofDays(3))).isEqualTo(Instant.parse("2026-10-30T13:00:00Z"));
        assertThat(due.reminder(Period.ofDays(1))).isEqualTo(Instant.parse("2026-11-01T14:00:00Z"));
    }

    @Test
    void aReminderThatWouldComeBeforeTheSigningIsNone() {
        assertThat(due(LocalDate.of(2026, 6, 2), Period.ofDays(10)).reminders(REMINDERS)).extracting(Period::toString).containsExactly("P7D", "P3D", "P1D");
        assertThat(due(LocalDate.of(2026, 6, 2), Period.ofDays(1)).reminders(REMINDERS)).isEmpty();
    }

    @Test
    void milestonesAreAfterEachThirdOfTheTime() {
        var due = due(LocalDate.of(2026, 6, 2), Period.ofDays(31));

        assertThat(due.milestone(1)).isEqualTo(Instant.parse("2026-06-14T03:59:59Z"));
        assertThat(due.milestone(2)).isEqualTo(Instant.parse("2026-06-24T03:59:59Z"));
    }

    @Test
    void theLedgerKeepsWhatTheDateFollowsFrom() {
        assertThat(due(LocalDate.of(2026, 6, 2), Period.ofDays(30)).payload()).containsEntry("deadline", "2026-07-03T03:59:59Z")
            .containsEntry("signed", "2026-06-02").containsEntry("period", "P30D").containsKey("rule");
        assertThat(new Due("o", "d", LocalDate.of(2026, 6, 2), Period.ofDays(30), true).payload()).doesNotContainKey("deadline")
            .containsKey("target");
    }

    @Test
    void datesInWordsNameHourAndZone() {
        assertThat(WashingtonTime.text(Instant.parse("2026-07-03T03:59:59Z"))).isEqualTo("Thursday, July 2, 2026, 11:59:59 PM ET");
        assertThat(WashingtonTime.text(Instant.parse("2026-12-01T22:00:00Z"))).isEqualTo("Tuesday, December 1, 2026, 5:00 PM ET");
        assertThat(WashingtonTime.text(LocalDate.of(2026, 7, 31))).isEqualTo("Friday, July 31, 2026");
        assertThat(WashingtonTime.days(1)).isEqualTo("1 day");
    }

    private static Due due(LocalDate signed, Period period) {
        return new Due("test", "test", signed, period, false);
    }
}
