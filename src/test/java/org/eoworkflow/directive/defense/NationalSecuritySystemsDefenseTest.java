package org.eoworkflow.directive.defense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.eoworkflow.support.DirectiveRuns.refused;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.spin.Spin;
import org.eoworkflow.obligation.EvidenceStore;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.support.Certifications;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.People;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@EngineTest
class NationalSecuritySystemsDefenseTest {

    private static final List<String> MEMBERS = DefenseStory.MEMBERS;

    @Autowired DefenseStory stories;
    @Autowired EvidenceStore evidence;
    @Autowired Certifications certifications;
    @Autowired People people;
    @Autowired TaskService tasks;
    @Autowired JdbcClient jdbc;

    @Test
    void fromTheNominationToACertifiedClause() {
        var decision = stories.committee(12);
        assertThat(decision.open()).containsExactly("NominateSystems");
        decision.nominate(Map.of());
        assertThat(decision.open()).containsExactly("SetPriorities");
        decision.prioritize("2", "1");
        assertThat(decision.open()).containsExactly("DraftPriorityDecision");
        people.complete("cnss.staff", decision.key, "DraftPriorityDecision", DefenseStory.draft(Map.of()));
        assertThat(decision.open("MemberVote")).isEqualTo(11);
        MEMBERS.forEach(member -> assertThat(decision.task("MemberVote", member)).isNotNull());
        decision.carried();
        assertThat(decision.open()).containsExactly("GiveConcurrence");
        decision.managerConcurs();
        assertThat(decision.open()).containsExactly("IssueDecision");
        decision.issue();
        assertThat(decision.open("AcknowledgeDecision")).isEqualTo(11);
        MEMBERS.forEach(decision::acknowledge);
        assertThat(decision.open()).containsExactly("AssembleEvidence");
        certifications.certify(decision.key, "C-16", "cnss", "cnss");

        assertThat(decision.end()).isEqualTo("DirectiveCarriedOut");
        assertThat(decision.facts("acknowledged")).hasSize(11);
        assertThat(decision.facts("acknowledgement-missing")).isEmpty();
    }

    @Test
    void whatIsIssuedIsKeptRecordedAndMailedToTheMembers() {
        var decision = stories.committee(12).drafted().carried();
        decision.managerConcurs();
        decision.issue();

        var kept = evidence.ofClause(decision.order, "C-16");
        assertThat(kept).singleElement().satisfies(item -> assertThat(item.sha256()).isNotBlank());
        assertThat(decision.facts("directive-released")).singleElement().asString().contains("priority-decision", "PD 26-1", kept.get(0).sha256(),
            "cnss.approver");
        assertThat(decision.mails("issued")).hasSize(11).contains("directives@state.example");
        assertThat(decision.variable("measureList").toString()).contains("Close what is known", "within 30 days");
    }

    @Test
    void aVoteEndsAsSoonAsNothingCanChangeIt() {
        var decision = stories.committee(12).drafted();
        MEMBERS.subList(0, 5).forEach(member -> decision.vote(member, "for"));
        assertThat(decision.open()).containsExactly("MemberVote");
        decision.vote("energy", "abstain");
        assertThat(decision.open()).as("five more could vote against").containsExactly("MemberVote");
        decision.vote("dhs", "for");

        assertThat(decision.open()).containsExactly("GiveConcurrence");
        assertThat((String) decision.variable("voteSummary")).startsWith("Carried. 6 for, 0 against, 1 abstained, 4 did not vote");
        assertThat(decision.facts("vote-cast")).hasSize(7);
        assertThat(decision.facts("vote-counted")).singleElement().asString().contains("\"carried\":true", "omb", "apnsa", "gsa");
    }

    @Test
    void aLostVoteSendsTheDecisionBackWithTheReasonsAndIsTakenAgain() {
        var decision = stories.committee(12).drafted();
        MEMBERS.subList(0, 6).forEach(member -> decision.vote(member, "against"));

        assertThat(decision.open()).containsExactly("ReviseDecision");
        assertThat(tasks.getVariable(people.task(decision.key, "ReviseDecision").getId(), "votes").toString()).contains("Too many at once.", "No vote");
        decision.revise("Fewer systems");
        assertThat(decision.open("MemberVote")).as("all vote again").isEqualTo(11);
        assertThat(tasks.getVariable(decision.task("MemberVote", "state").getId(), "paperTitle")).isEqualTo("Fewer systems");
        assertThat(decision.mails("vote")).as("each is asked for both votes").hasSize(22);
        decision.carried();
        assertThat(decision.open()).containsExactly("GiveConcurrence");
    }

    @Test
    void aVoteThatClosesWithoutAQuorumIsNotCarried() {
        var decision = stories.committee(12).drafted();
        MEMBERS.subList(0, 5).forEach(member -> decision.vote(member, "for"));
        decision.fire("VoteClosed");

        assertThat(decision.open()).containsExactly("ReviseDecision");
        assertThat((String) decision.variable("voteSummary")).startsWith("Not carried: the quorum was not reached. 5 for");
    }

    @Test
    void aVoteThatClosesWithAQuorumIsCountedAsItStands() {
        var decision = stories.committee(12).drafted();
        MEMBERS.subList(0, 4).forEach(member -> decision.vote(member, "for"));
        MEMBERS.subList(4, 6).forEach(member -> decision.vote(member, "against"));
        decision.fire("VoteClosed");

        assertThat(decision.open()).containsExactly("GiveConcurrence");
        assertThat((String) decision.variable("voteSummary")).startsWith("Carried. 4 for, 2 against");
    }

    @Test
    void theNationalManagerReturnsADecisionAndItIsRevisedAndVotedOnAgain() {
        var decision = stories.committee(12).drafted().carried();
        decision.managerReturns("The second system comes first.");

        assertThat(decision.open()).containsExactly("ReviseDecision");
        assertThat(tasks.getVariable(people.task(decision.key, "ReviseDecision").getId(), "concurrenceReason")).isEqualTo("The second system comes first.");
        decision.revise("The second system first");
        assertThat(decision.variable("concurrenceDecision")).isNull();
        decision.carried();
        decision.managerConcurs();
        assertThat(decision.open()).containsExactly("IssueDecision");
    }

    @Test
    void missingAcknowledgementsAreChasedAndListedWhenTheDeadlineIsReached() {
        var decision = stories.committee(12).drafted().carried();
        decision.managerConcurs();
        decision.issue();
        MEMBERS.subList(0, 9).forEach(decision::acknowledge);
        decision.fire("AcknowledgementsLate");

        assertThat(decision.mails("acknowledgement-chased")).containsExactly("directives@apnsa.example", "directives@gsa.example");
        assertThat(decision.open("AcknowledgeDecision")).isEqualTo(2);
        assertThat(decision.timer("AcknowledgementsClosed").getDuedate()).isEqualTo(decision.timer("DeadlineMissed").getDuedate());
        assertThat(jdbc.sql("select value, rule from eo.deadline where business_key = ? and subject like 'acknowledgements %'").param(decision.key)
            .query((row, n) -> row.getTimestamp("value").toInstant() + " " + row.getString("rule")).list()).singleElement().asString()
            .startsWith(decision.timer("DeadlineMissed").getDuedate().toInstant().toString()).contains("the directive's own date");
        decision.fire("AcknowledgementsClosed");
        assertThat(decision.open()).containsExactly("AssembleEvidence");
        assertThat(decision.facts("acknowledgement-missing")).hasSize(2).anyMatch(fact -> fact.contains("gsa")).anyMatch(fact -> fact.contains("apnsa"));
        assertThat(evidence.ofClause(decision.order, "C-16")).extracting(item -> item.description()).contains("Acknowledgements, 2 of 11 missing");
    }

    @Test
    void aDecisionIssuedAfterTheDeadlineLeavesTheMembersFiveWorkingDays() {
        var decision = stories.committee(40).drafted().carried();
        decision.managerConcurs();
        decision.issue();

        assertThat(decision.open()).contains("AcknowledgeDecision");
        assertThat(decision.timer("AcknowledgementsClosed").getDuedate()).isEqualTo(decision.timer("AcknowledgementsLate").getDuedate());
        assertThat(jdbc.sql("select rule from eo.deadline where business_key = ? and subject like 'acknowledgements %'").param(decision.key).query(String.class).list())
            .singleElement().asString().contains("working days of their own");
    }

    @Test
    void aClauseThatIsMetByItsDateIsNotEscalated() {
        var decision = stories.committee(12);
        decision.certifiedElsewhere("C-16");
        decision.fireWhenDue("DeadlineMissed");
        assertThat(decision.facts("escalation-opened")).isEmpty();
    }

    @Test
    void remindersMilestonesAndTheMissedDeadlineRunBesideIt() {
        var decision = stories.committee(12);
        decision.everyTimerFires();
        decision.isEscalatedUntilItsDeadlineMoves();
    }

    @Test
    void nobodyVotesForAnotherMemberOrTwice() {
        var decision = stories.committee(12).drafted();
        var ofState = decision.task("MemberVote", "state");
        assertThatThrownBy(() -> people.complete("treasury.approver", ofState, DefenseStory.vote("for"))).isInstanceOf(AuthorizationException.class);
        assertThatThrownBy(() -> people.complete("cisa.approver", ofState, DefenseStory.vote("for"))).isInstanceOf(AuthorizationException.class);
        refused(() -> people.complete("admin", ofState, DefenseStory.vote("for")), null, "The vote of Department of State is given by its approver");
        tasks.setAssignee(ofState.getId(), null);
        decision.vote("state", "for");
        assertThatThrownBy(() -> people.complete("state.approver", ofState, DefenseStory.vote("for"))).hasMessageContaining("task is null");
        assertThat(decision.answers("VOTE")).containsExactly("state");
        assertThat(decision.facts("vote-cast")).hasSize(1);
    }

    @Test
    void aMemberSeesTheDecisionAndNotWhatAnotherVoted() {
        var decision = stories.committee(12).drafted();
        people.complete("state.approver", decision.task("MemberVote", "state"), DefenseStory.vote("against"));

        var seen = tasks.getVariables(decision.task("MemberVote", "gsa").getId());
        assertThat(seen).containsEntry("paperTitle", "First systems").containsEntry("vote", null);
        assertThat(seen.toString()).doesNotContain("Too many at once.");
    }

    @Test
    void aVoteNeedsAChoiceAndAVoteAgainstAReason() {
        var decision = stories.committee(12).drafted();
        refused(() -> decision.vote("state", "perhaps"), "vote", "");
        refused(() -> people.complete("treasury.approver", decision.task("MemberVote", "treasury"), Map.of("vote", "against", "voteReason", " ")),
            "voteReason", "");
        assertThat(decision.answers("VOTE")).isEmpty();
    }

    @Test
    void aNominationIsAPointerAndNothingElse() {
        var decision = stories.committee(12);
        refusedNomination(decision, Map.of("registryNumber", "R-1", "custodianOffice", "Office", "systemName", "One", "location", "Somewhere"),
            "'location' is no field of this form.");
        refusedNomination(decision, Map.of("registryNumber", "R-1", "custodianOffice", "Office", "systemName", " "), "'System name' is required.");
        refused(() -> decision.nominate(Map.of("systems", Spin.JSON(List.of(DefenseStory.pointer("R-1"), DefenseStory.pointer("R-1"))))), "systems",
            "Line 2 repeats a registry number");
        refused(() -> decision.nominate(Map.of("systems", Spin.JSON(List.of()))), "systems", "");
        assertThat(decision.open()).containsExactly("NominateSystems");
    }

    @Test
    void everyNominatedSystemGetsAPriorityAndNoOther() {
        var decision = stories.committee(12);
        decision.nominate(Map.of());
        refused(() -> decision.prioritize("1", "4"), "priorities", "");
        refused(() -> decision.prioritize("1", ""), "priorities", "");
        refused(() -> people.complete("cnss.staff", decision.key, "SetPriorities", Map.of("priorityCriteria", "Mission.", "priorities", Spin.JSON(List.of(
            Map.of("registryNumber", "R-1", "custodianOffice", "Registry office", "systemName", "Registry One", "tier", "1"))))), "priorities",
            "Give each nominated system a priority.");
        refused(() -> people.complete("cnss.staff", decision.key, "SetPriorities", Map.of("priorityCriteria", "Mission.", "priorities", Spin.JSON(List.of(
            Map.of("registryNumber", "R-9", "custodianOffice", "Registry office", "systemName", "Registry One", "tier", "1"))))), "priorities",
            "not nominated");
        assertThat(decision.open()).containsExactly("SetPriorities");
    }

    @Test
    void aMeasureHasAtLeastOneDayAndADecisionTakesEffectNoEarlierThanItsIssue() {
        var decision = stories.committee(12);
        decision.nominate(Map.of());
        decision.prioritize("1", "1");
        for (Object days : List.of(0, -3, 3651, 1.5)) {
            refused(() -> people.complete("cnss.staff", decision.key, "DraftPriorityDecision",
                DefenseStory.draft(Map.of("measures", Spin.JSON(List.of(DefenseStory.measure("Close it", "1", days)))))), "measures", "");
        }
        people.complete("cnss.staff", decision.key, "DraftPriorityDecision", DefenseStory.draft(Map.of()));
        decision.carried();
        decision.managerConcurs();
        var yesterday = LocalDate.now(EngineClock.WASHINGTON).minusDays(1).toString();
        refused(() -> people.complete("cnss.approver", decision.key, "IssueDecision", Map.of("effectiveOn", yesterday, "issueConfirmed", true)),
            "effectiveOn", "today or later");
        refused(() -> people.complete("cnss.approver", decision.key, "IssueDecision", Map.of("effectiveOn", stories.today(), "issueConfirmed", false)),
            "issueConfirmed", "");
        assertThat(decision.facts("directive-released")).isEmpty();
    }

    private void refusedNomination(DefenseStory.Running decision, Map<String, Object> row, String message) {
        refused(() -> decision.nominate(Map.of("systems", Spin.JSON(List.of(row)))), "systems", message);
    }
}
