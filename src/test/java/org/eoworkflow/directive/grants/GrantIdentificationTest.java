package org.eoworkflow.directive.grants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.eoworkflow.support.DirectiveRuns.refused;
import static org.eoworkflow.support.DirectiveRuns.with;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.spin.Spin;
import org.eoworkflow.obligation.EvidenceStore;
import org.eoworkflow.support.Certifications;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.People;
import org.eoworkflow.support.SameMoment;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

@EngineTest
class GrantIdentificationTest {

    @Autowired GrantStory stories;
    @Autowired EvidenceStore evidence;
    @Autowired Certifications certifications;
    @Autowired ManagementService management;
    @Autowired People people;

    @Test
    void fromPublishedListingsToACertifiedList() {
        var grants = stories.begin(12).imported();
        assertThat(grants.shown("ShortlistPrograms", "screeningSummary")).isEqualTo("Programs screened: 5. Fit: 2, may fit: 1, do not: 2.");
        assertThat(grants.shown("ShortlistPrograms", "shortlist")).contains("ALN 16.710", "\"agency\":\"doj\"", "ALN 97.108", "May fit").doesNotContain("93.001", "10.001");
        assertThat(grants.shown("ShortlistPrograms", "unavailable")).contains("ALN 93.001", "No money is left").doesNotContain("10.001");
        grants.shortlist("");
        assertThat(people.tasks(grants.key, "ConfirmFunding")).hasSize(2).allSatisfy(task -> assertThat(task.getDueDate()).isNotNull());
        assertThat(grants.mails("funding")).containsExactly("directives@doj.example", "directives@nsf.example");
        grants.confirm("doj");
        grants.confirm("nsf", "expiry", "never");
        assertThat(grants.shown("ReviewAuthority", "funding")).contains("$1,000,000.50", "Never");
        grants.reviewed();
        assertThat(grants.shown("GivePosition", "coordinationText")).contains("ALN 16.710", "$1,000,000.50", "An appropriation act.");
        grants.coordinated().approved();
        certifications.certify(grants.key, "C-29", "omb", "omb");

        assertThat(grants.end()).isEqualTo("DirectiveCarriedOut");
        assertThat(grants.facts("directive-released")).singleElement().asString().contains("grant-list", "M-26-20", "omb.approver");
        assertThat(grants.mails("issued")).containsExactly("directives@cisa.example", "directives@doj.example", "directives@ncd.example", "directives@nsf.example");
        assertThat(evidence.ofClause(grants.order, "C-29")).extracting(item -> item.name()).contains("grant-screening.csv", "m-26-20.pdf", "grant-programs.csv");
        assertThat(csv(grants)).contains("ALN 16.710", "Available", "$1,000,000.50");
    }

    @Test
    void moneyThatIsExpiredOrFullyObligatedOrNotConfirmedIsShownAsSuchAndNeverListed() {
        var grants = stories.begin(12).imported();
        grants.shortlist("97.108\nALN 93.001");
        grants.confirm("doj", "expires", stories.today().minusDays(1).toString());
        grants.confirm("nsf", "obligated", "1250000.50");
        grants.confirm("hhs", "note", "=1+1");
        grants.fire("FundingClosed");
        assertThat(grants.facts("acknowledgement-missing")).singleElement().asString().contains("dhs");
        assertThat(grants.shown("ReviewAuthority", "funding")).contains("Expired", "Fully obligated", "Not confirmed by the agency");
        assertThat(grants.shown("ReviewAuthority", "authority")).contains("ALN 93.001").doesNotContain("16.710", "47.070", "97.108");
        grants.reviewed();

        assertThat(grants.variable("listed")).contains("ALN 93.001").doesNotContain("16.710", "47.070", "97.108");
        assertThat(grants.variable("notListed")).contains("16.710", "47.070", "97.108");
        grants.coordinated().approved();
        assertThat(csv(grants)).contains("Expired", "Fully obligated", "Not confirmed by the agency", "'=1+1");
    }

    @Test
    void moneyThatExpiresBeforeTheListIsIssuedIsNoLongerListed() {
        var grants = stories.begin(12).shortlisted();
        grants.confirm("doj", "expires", stories.today().toString());
        grants.confirm("nsf");
        grants.reviewed().coordinated();
        assertThat(grants.variable("listed")).contains("16.710");
        ClockUtil.offset(3 * 86_400_000L);
        grants.approved();

        assertThat(grants.variable("listed")).doesNotContain("16.710");
        assertThat(grants.variable("notListed")).contains("16.710", "Expired");
    }

    @Test
    void aProgramWhoseLawDoesNotAllowItIsNotListed() {
        var grants = stories.begin(12).confirmed();
        people.complete("omb.counsel", grants.key, "ReviewAuthority", grants.review("ALN 16.710", "time", "no"));
        assertThat(grants.variable("listed")).doesNotContain("16.710");
        assertThat(grants.variable("notListed")).contains("No authority: time");
    }

    @Test
    void aMemorandumOfFullLengthGoesThrough() {
        var grants = stories.begin(12).confirmed();
        people.complete("omb.counsel", grants.key, "ReviewAuthority", with(grants.review("ALN 16.710", "ground", "Act. ".repeat(400)), "memoText", "Money. ".repeat(571)));
        assertThat(grants.shown("GivePosition", "coordinationText")).contains("Money. Money.", "Act. Act.");
        grants.coordinated().approved();
        assertThat(grants.facts("directive-released")).hasSize(1);
    }

    @Test
    void aListOfNothingSaysSo() {
        var grants = stories.begin(12).shortlisted();
        grants.confirm("doj", "available", "0", "obligated", "0");
        grants.confirm("nsf", "available", "0", "obligated", "0");
        grants.reviewed();
        assertThat(grants.shown("GivePosition", "coordinationText")).contains("None.");
        grants.coordinated().approved();
        assertThat(grants.facts("directive-released")).hasSize(1);
    }

    @Test
    void moreListingsMayBeImportedBeforeAnybodyIsAsked() {
        var grants = stories.begin(12).imported();
        people.complete("omb.staff", grants.key, "ShortlistPrograms", Map.of("shortlistDecision", "import", "morePrograms", "",
            "shortlist", grants.rows("ShortlistPrograms", "shortlist", "ALN 16.710", "decision", "leave")));
        assertThat(grants.open()).containsExactly("ImportListings");
        grants.bringIn(Published.bytes(Published.xml(Published.opportunity("351234", "CloseDate", "09302098"), Published.opportunity("2", "CloseDate", "01012026"))));
        grants.chooseWords();
        var shown = grants.rows("ShortlistPrograms", "shortlist");
        assertThat(shown.toString()).contains("Opportunity 351234", "\"agency\":\"dhs\"");
        assertThat(shown.elements().stream().filter(row -> row.prop("id").stringValue().equals("ALN 16.710")).findFirst().orElseThrow().prop("decision").stringValue())
            .as("what was decided stands").isEqualTo("leave");
        assertThat(grants.shown("ShortlistPrograms", "unavailable")).contains("Opportunity 2", "Closed");
    }

    @Test
    void theReviewReturnsTheListAndNobodyIsAskedTwice() {
        var grants = stories.begin(12).confirmed();
        refused(() -> people.complete("omb.counsel", grants.key, "ReviewAuthority", with(grants.review(), "reviewDecision", "return", "reviewReason", " ")),
            "reviewReason", "");
        people.complete("omb.counsel", grants.key, "ReviewAuthority", with(grants.review(), "reviewDecision", "return", "reviewReason", "Look at DHS, too."));
        assertThat(grants.shown("ShortlistPrograms", "reviewReason")).isEqualTo("Look at DHS, too.");
        grants.shortlist("97.108");
        assertThat(people.tasks(grants.key, "ConfirmFunding")).as("only who was not asked before").hasSize(1);
        grants.confirm("dhs");
        assertThat(grants.funded()).containsExactly("ALN 16.710", "ALN 47.070", "ALN 97.108");
        assertThat(grants.open()).containsExactly("ReviewAuthority");
    }

    @Test
    void whenAllIsConfirmedNobodyIsAskedAgain() {
        var grants = stories.begin(12).confirmed().reviewed();
        grants.position("ncd", "agree");
        grants.position("cisa", "disagree");
        people.complete("omb.approver", grants.key, "RecordResolution", Map.of("coordinationDecision", "revise", "disagreements", Spin.JSON(
            List.of(Map.of("agency", "Cybersecurity and Infrastructure Security Agency", "comment", "One is missing.", "resolution", "We look again.")))));
        assertThat(grants.shown("ShortlistPrograms", "coordinationAnswers")).contains("We look again.");
        grants.shortlist("");
        assertThat(grants.open()).containsExactly("ReviewAuthority");
        assertThat(grants.shown("ReviewAuthority", "authority")).as("what was reviewed is there").contains("An appropriation act.");
    }

    @Test
    void theApproverReturnsTheListWithAReason() {
        var grants = stories.begin(12).confirmed().reviewed().coordinated();
        refused(() -> people.complete("omb.approver", grants.key, "ApproveList", Map.of("listDecision", "return", "listReason", "")), "listReason", "");
        refused(() -> people.complete("omb.approver", grants.key, "ApproveList", Map.of("listDecision", "approve", "memoNumber", " ", "listConfirmed", true)),
            "memoNumber", "");
        refused(() -> people.complete("omb.approver", grants.key, "ApproveList", Map.of("listDecision", "approve", "memoNumber", "M-1", "listConfirmed", false)),
            "listConfirmed", "");
        people.complete("omb.approver", grants.key, "ApproveList", Map.of("listDecision", "return", "listReason", "Shorter."));
        assertThat(grants.shown("ShortlistPrograms", "listReason")).isEqualTo("Shorter.");
        assertThat(grants.facts("directive-released")).isEmpty();
    }

    @Test
    void silenceIsChasedAndTheListGoesOnWithoutAnAnswerInTheEnd() {
        var grants = stories.begin(12).shortlisted();
        grants.confirm("doj");
        grants.fire("FundingLate");
        assertThat(grants.mails("funding-chased")).containsExactly("directives@nsf.example");
        grants.fire("FundingClosed");
        assertThat(grants.mails("funding-missing")).containsExactly("directives@omb.example", "head@nsf.example");
        assertThat(grants.open()).containsExactly("ReviewAuthority");
    }

    @Test
    void anAgencyConfirmsItsOwnProgramsOnly() {
        var grants = stories.begin(12).shortlisted();
        var ofJustice = grants.task("doj");
        var rows = grants.fundingRows("doj");
        assertThat(rows.toString()).contains("16.710").doesNotContain("47.070");
        assertThatThrownBy(() -> people.complete("nsf.staff", ofJustice, Map.of("fundingRows", rows))).isInstanceOf(AuthorizationException.class);
        refused(() -> people.complete("admin", ofJustice, Map.of("fundingRows", rows)), null, "The confirmation of Department of Justice is given by its staff");
        assertThat(grants.funded()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "available | -5 | what is available must not be negative", "available | 1.234 | more than two decimals", "obligated | EUR 5 | not in US dollars",
        "obligated | 2000000 | more is obligated than was available", "expires | soon | ", "available | ' ' | is required"})
    void amountsThatCannotBeAreRefusedAndNothingIsKept(String field, String value, String message) {
        var grants = stories.begin(12).shortlisted();
        refused(() -> grants.confirm("doj", field, value), "fundingRows", message == null ? "" : message);
        assertThat(grants.funded()).isEmpty();
        assertThat(grants.facts("position-given")).isEmpty();
    }

    @Test
    void aShortlistNamesProgramsThatWereImportedAndWhoGrants() {
        var grants = stories.begin(12).imported();
        refused(() -> grants.shortlist("99.999"), "morePrograms", "There is no program '99.999' among the imported listings.");
        refused(() -> grants.shortlist("10.001 = nobody-such"), "morePrograms", "choose the granting agency");
        refused(() -> people.complete("omb.staff", grants.key, "ShortlistPrograms", Map.of("shortlistDecision", "proceed", "morePrograms", "", "shortlist",
            grants.rows("ShortlistPrograms", "shortlist", "ALN 16.710", "agency", ""))), "shortlist", "choose the granting agency");
        refused(() -> people.complete("omb.staff", grants.key, "ShortlistPrograms", Map.of("shortlistDecision", "proceed", "morePrograms", "", "shortlist",
            grants.rows("ShortlistPrograms", "shortlist", "ALN 16.710", "decision", "leave", "ALN 47.070", "decision", "leave"))), "shortlist", "at least one program");
        grants.shortlist("10.001 = gsa");
        assertThat(grants.task("gsa")).isNotNull();
    }

    @Test
    void anotherAccountThanTheShortlistsReviewsAndEachAnswerNeedsItsGround() {
        var grants = stories.begin(12).confirmed();
        refused(() -> people.complete("omb.staff", grants.key, "ReviewAuthority", grants.review()), null, "Task 'Review authority'");
        var counsels = stories.begin(12).confirmed();
        refused(() -> people.complete("omb.counsel", counsels.key, "ReviewAuthority", counsels.review("ALN 16.710", "ground", " ")), "authority", "");
        refused(() -> people.complete("omb.counsel", counsels.key, "ReviewAuthority", counsels.review("ALN 16.710", "purpose", "perhaps")), "authority", "");
        refused(() -> people.complete("omb.counsel", counsels.key, "ReviewAuthority", with(counsels.review(), "memoTitle", "")), "memoTitle", "");
    }

    @Test
    void listingsAreImportedBeforeTheTaskIsCompleted() {
        var grants = stories.begin(12);
        refused(grants::chooseWords, null, "import at least one file in the Listings tab");
        grants.bringIn(GrantStory.listings());
        refused(() -> people.complete("omb.staff", grants.key, "ImportListings", Map.of("subjectWords", ", ;", "methodWords", "AI")), "subjectWords",
            "at least one word or phrase");
    }

    @RepeatedTest(3)
    void theLastTwoAgenciesConfirmAtTheSameMoment() throws Exception {
        var grants = stories.begin(12).shortlisted();
        var failures = SameMoment.all(List.of(confirms(grants, "doj"), confirms(grants, "nsf")));
        assertThat(failures).isEmpty();
        SameMoment.run(management, grants::continuing);
        assertThat(grants.funded()).containsExactly("ALN 16.710", "ALN 47.070");
        assertThat(people.tasks(grants.key, "ReviewAuthority")).hasSize(1);
    }

    @RepeatedTest(5)
    void anAgencyConfirmsAsTheWindowCloses() throws Exception {
        var grants = stories.begin(12).shortlisted();
        grants.confirm("doj");
        String window = grants.timer("FundingClosed").getId();
        var failures = SameMoment.all(List.of(confirms(grants, "nsf"), () -> {
            management.executeJob(window);
            return null;
        }));
        SameMoment.run(management, grants::continuing);
        if (management.createJobQuery().jobId(window).count() == 1) {
            management.executeJob(window);
        }

        assertThat(failures.size()).as("at most one of the two gives way: " + failures).isLessThanOrEqualTo(1);
        int confirmed = grants.funded().size();
        assertThat(grants.facts("position-given")).as("the ledger tells what counts").hasSize(confirmed);
        assertThat(grants.facts("acknowledgement-missing")).hasSize(2 - confirmed);
        assertThat(people.tasks(grants.key, "ReviewAuthority")).as("reviewed once").hasSize(1);
        assertThat(grants.open()).containsExactly("ReviewAuthority");
    }

    @RepeatedTest(3)
    void anAgencyConfirmsAsTheChaserFires() throws Exception {
        var grants = stories.begin(12).shortlisted();
        String chaser = grants.timer("FundingLate").getId();
        var failures = SameMoment.all(List.of(confirms(grants, "nsf"), () -> {
            management.executeJob(chaser);
            return null;
        }));
        assertThat(failures).allSatisfy(failure -> assertThat(failure).isInstanceOf(OptimisticLockingException.class));
        if (grants.timer("FundingLate") != null) {
            grants.fire("FundingLate");
        }
        if (grants.funded().isEmpty()) {
            grants.confirm("nsf");
        }
        SameMoment.run(management, grants::continuing);
        grants.confirm("doj");
        assertThat(grants.open()).containsExactly("ReviewAuthority");
        assertThat(grants.facts("note")).filteredOn(note -> note.contains("funding chased")).hasSize(1);
    }

    @Test
    void aClauseThatIsMetByItsDateIsNotEscalated() {
        var grants = stories.begin(12);
        grants.certifiedElsewhere("C-29");
        grants.fireWhenDue("DeadlineMissed");
        assertThat(grants.facts("escalation-opened")).isEmpty();
    }

    @Test
    void remindersMilestonesAndTheMissedDeadlineRunBesideIt() {
        var grants = stories.begin(12);
        grants.everyTimerFires();
        grants.isEscalatedUntilItsDeadlineMoves();
    }

    private Callable<Void> confirms(GrantStory.Running grants, String agency) {
        var task = grants.task(agency);
        var rows = grants.fundingRows(agency);
        return () -> {
            people.complete(agency + ".staff", task, Map.of("fundingRows", rows));
            return null;
        };
    }

    private String csv(GrantStory.Running grants) {
        var item = evidence.ofClause(grants.order, "C-29").stream().filter(kept -> "grant-programs.csv".equals(kept.name())).findFirst().orElseThrow();
        return new String(evidence.content(item.id()), StandardCharsets.UTF_8);
    }
}
