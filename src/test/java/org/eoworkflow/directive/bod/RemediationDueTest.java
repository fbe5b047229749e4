package org.eoworkflow.directive.bod;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import org.eoworkflow.deadline.Reckoning.Competing;
import org.junit.jupiter.api.Test;

class RemediationDueTest {

    private static final LocalDate JULY_1 = LocalDate.of(2026, 7, 1);
    private static final LocalDate JULY_10 = LocalDate.of(2026, 7, 10);
    private static final RuleSet RULES = new RuleSets().require("cisa:BOD2604:1.0.0", JULY_10);

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

    @Test
    void theRecordNamesWhatStartedTheClockAndWhatOtherSourcesGive() {
        var facts = kev(JULY_1, LocalDate.of(2027, 1, 1), JULY_10);
        var reckoning = RemediationDue.of(facts, "14D").reckoning(facts, "BOD 26-04", RULES, List.of());
        assertThat(reckoning.event()).isEqualTo("The vulnerability was listed in KEV.");
        assertThat(reckoning.started()).isEqualTo(JULY_1);
        assertThat(reckoning.version()).isEqualTo("cisa:BOD2604:1.0.0, in force since June 10, 2026");
        assertThat(reckoning.period()).isEqualTo(Period.ofDays(14));
        assertThat(reckoning.competing()).extracting(Competing::source).containsExactly("data schema of August 7, 2026", "due date of the KEV entry, one for every asset");
        assertThat(reckoning.competing()).extracting(Competing::value).containsExactly(Instant.parse("2026-07-25T03:59:59Z"), Instant.parse("2027-01-02T04:59:59Z"));
    }

    @Test
    void whereTheKevEntrysDueDateWinsTheTablesDateIsShownBeside() {
        var facts = kev(JULY_1, JULY_1.plusDays(3), JULY_1);
        var reckoning = RemediationDue.of(facts, "14D").reckoning(facts, "BOD 26-04", RULES, List.of());
        assertThat(reckoning.value()).isEqualTo(Instant.parse("2026-07-05T03:59:59Z"));
        assertThat(reckoning.period()).isNull();
        assertThat(reckoning.competing()).extracting(Competing::value).containsExactly(Instant.parse("2026-07-16T03:59:59Z"));
    }

    @Test
    void whatWasIdentifiedOnTheAssetStartsTheClockOfWhatIsNotListed() {
        var facts = unlisted("no", "no", "partial", JULY_1);
        var reckoning = RemediationDue.of(facts, "FSU").reckoning(facts, "BOD 26-04", RULES, List.of());
        assertThat(reckoning.event()).isEqualTo("The vulnerability was identified on the asset.");
        assertThat(reckoning.value()).isNull();
        assertThat(reckoning.period()).isNull();
        assertThat(reckoning.competing()).isEmpty();
    }

    private static RemediationFacts kev(LocalDate listed, LocalDate due, LocalDate identified) {
        return new RemediationFacts("yes", listed, due, "yes", "yes", "total", identified);
    }

    private static RemediationFacts unlisted(String exposed, String automatable, String impact, LocalDate identified) {
        return new RemediationFacts("no", null, null, exposed, automatable, impact, identified);
    }
}
