package org.eoworkflow.directive.bod;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class RemediationDueTest {

    private static final LocalDate JULY_1 = LocalDate.of(2026, 7, 1);
    private static final LocalDate JULY_10 = LocalDate.of(2026, 7, 10);

    @Test
    void theClockStartsAtTheEarlierOfListingAndIdentification() {
        assertThat(RemediationDue.of(kev(JULY_1, LocalDate.of(2027, 1, 1), JULY_10), "14D").day()).isEqualTo("2026-07-15");
        assertThat(RemediationDue.of(kev(JULY_10, LocalDate.of(2027, 1, 1), JULY_1), "14D").day()).isEqualTo("2026-07-15");
        assertThat(RemediationDue.of(unlisted("yes", "no", "total", JULY_10), "14D").day()).isEqualTo("2026-07-24");
    }

    @Test
    void anEarlierDueDateOfTheKevEntryWins() {
        var due = RemediationDue.of(kev(JULY_1, JULY_1.plusDays(3), JULY_10), "14D");
        assertThat(due.day()).isEqualTo("2026-07-04");
        assertThat(due.why()).contains("Saturday, July 4, 2026, is earlier and wins");
        assertThat(RemediationDue.of(kev(JULY_1, JULY_1.plusDays(20), JULY_10), "14D").day()).isEqualTo("2026-07-15");
    }

    @Test
    void itEndsWithTheLastSecondOfItsDayInWashington() {
        assertThat(RemediationDue.of(kev(JULY_1, LocalDate.of(2027, 1, 1), JULY_1), "3D").at()).isEqualTo(Instant.parse("2026-07-05T03:59:59Z"));
        assertThat(RemediationDue.of(unlisted("yes", "no", "total", LocalDate.of(2026, 10, 31)), "3D").at())
            .as("after the clocks went back").isEqualTo(Instant.parse("2026-11-04T04:59:59Z"));
    }

    @Test
    void missingMetadataMeanSixtyDays() {
        assertThat(RemediationDue.of(unlisted("yes", "unknown", "total", JULY_1), null).day()).isEqualTo("2026-08-30");
        assertThat(RemediationDue.of(unlisted("yes", "no", "unknown", JULY_1), null)).satisfies(due -> {
            assertThat(due.outcome()).isEqualTo("60D");
            assertThat(due.why()).contains("not published yet: 60 days");
        });
    }

    @Test
    void theNextUpgradeHasNoDay() {
        var due = RemediationDue.of(unlisted("no", "no", "partial", JULY_1), "FSU");
        assertThat(due.at()).isNull();
        assertThat(due.text()).isEqualTo("At the next upgrade");
        assertThat(due.competing()).isNull();
    }

    @Test
    void anotherReadingOfTheClockIsShown() {
        var due = RemediationDue.of(kev(JULY_1, LocalDate.of(2027, 1, 1), JULY_10), "14D");
        assertThat(due.competing()).isEqualTo("2026-07-24");
        assertThat(due.why()).contains("from the later of the two, which would give Friday, July 24, 2026");
        assertThat(RemediationDue.of(kev(JULY_1, LocalDate.of(2027, 1, 1), JULY_1), "14D").competing()).isNull();
    }

    @Test
    void onlyThreeDaysWithTriageAskForIt() {
        assertThat(RemediationDue.of(kev(JULY_1, LocalDate.of(2027, 1, 1), JULY_1), "3DF").asksForTriage()).isTrue();
        assertThat(RemediationDue.of(kev(JULY_1, LocalDate.of(2027, 1, 1), JULY_1), "3D").asksForTriage()).isFalse();
    }

    @Test
    void unknownExposureCountsAsExposed() {
        assertThat(unlisted("unknown", "no", "total", JULY_1).exposed()).isEqualTo("yes");
        assertThat(RemediationDue.of(unlisted("unknown", "no", "total", JULY_1), "14D").why()).contains("exposed not known, which counts as yes");
    }

    private static RemediationFacts kev(LocalDate listed, LocalDate due, LocalDate identified) {
        return new RemediationFacts("yes", listed, due, "yes", "yes", "total", identified);
    }

    private static RemediationFacts unlisted(String exposed, String automatable, String impact, LocalDate identified) {
        return new RemediationFacts("no", null, null, exposed, automatable, impact, identified);
    }
}
