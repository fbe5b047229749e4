package org.eoworkflow.directive.defense;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.task.Task;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.People;
import org.eoworkflow.support.SameMoment;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Answers in threads of their own: nothing is lost, nothing counts twice, nobody waits for ever. */
@EngineTest
class AnswersAtTheSameMomentTest {

    private static final List<String> MEMBERS = DefenseStory.MEMBERS;
    private static final List<String> COMPONENTS = DefenseStory.COMPONENTS;

    @Autowired DefenseStory stories;
    @Autowired People people;
    @Autowired ManagementService management;

    @Test
    void allMembersVoteAtTheSameMoment() throws Exception {
        var decision = stories.committee(12).drafted();
        var failures = atOnce(MEMBERS.stream().map(member -> votes(decision, member, "for")).toList());

        assertThat(failures).as("nobody's vote is refused for another's").isEmpty();
        assertThat(decision.answers("VOTE")).hasSize(11);
        goOn(decision, "MemberVote");
        assertThat(decision.open()).containsExactly("GiveConcurrence");
        assertThat(decision.open("GiveConcurrence")).isEqualTo(1);
        assertThat(decision.facts("vote-cast")).hasSize(11);
        assertThat(decision.facts("vote-counted")).hasSize(1);
    }

    @RepeatedTest(3)
    void theLastTwoVotesComeAtTheSameMoment() throws Exception {
        var decision = stories.committee(12).drafted();
        MEMBERS.subList(0, 5).forEach(member -> decision.vote(member, "for"));
        MEMBERS.subList(5, 9).forEach(member -> decision.vote(member, "against"));
        var failures = atOnce(List.of(votes(decision, "apnsa", "for"), votes(decision, "gsa", "against")));

        assertThat(failures).isEmpty();
        goOn(decision, "MemberVote");
        assertThat(decision.open()).containsExactly("GiveConcurrence");
        assertThat((String) decision.variable("voteSummary")).startsWith("Carried. 6 for, 5 against");
        assertThat(decision.facts("vote-counted")).hasSize(1);
    }

    @RepeatedTest(5)
    void aVoteComesAsTheWindowCloses() throws Exception {
        var decision = stories.committee(12).drafted();
        MEMBERS.subList(0, 5).forEach(member -> decision.vote(member, "for"));
        String timer = decision.timer("VoteClosed").getId();
        var failures = atOnce(List.of(votes(decision, "energy", "for"), () -> {
            management.executeJob(timer);
            return null;
        }));
        if (decision.open().contains("MemberVote")) {
            goOn(decision, "MemberVote");
        }
        if (management.createJobQuery().jobId(timer).count() == 1) {
            management.executeJob(timer);
        }

        int cast = decision.answers("VOTE").size();
        assertThat(failures.size()).as("at most one of the two gives way: " + failures).isLessThanOrEqualTo(1);
        assertThat(decision.facts("vote-cast")).as("the ledger tells what counts").hasSize(cast);
        assertThat(decision.facts("vote-counted")).hasSize(1);
        assertThat((String) decision.variable("voteSummary")).contains(cast + " for");
        assertThat(decision.open()).containsExactly(cast == 6 ? "GiveConcurrence" : "ReviseDecision");
    }

    @Test
    void aMembersTwoApproversVoteAtTheSameMomentAndOneCounts() throws Exception {
        var decision = stories.committee(12).drafted();
        var vote = votes(decision, "state", "for");
        var failures = atOnce(List.of(vote, vote));

        assertThat(failures).hasSize(1);
        assertThat(decision.answers("VOTE")).containsExactly("state");
        assertThat(decision.facts("vote-cast")).hasSize(1);
    }

    @Test
    void allComponentsAgreeAndThenAcknowledgeAtTheSameMoment() throws Exception {
        var order = stories.department(12).ordered();
        var refusedPositions = atOnce(COMPONENTS.stream().map(component ->
            completes(component + ".staff", order.task("GivePosition", component), DefenseStory.position("agree"))).toList());
        assertThat(refusedPositions).isEmpty();
        goOn(order, "GivePosition");
        assertThat(order.open()).containsExactly("ReviewLegality");
        assertThat(order.open("ReviewLegality")).isEqualTo(1);

        order.counselClears().sign();
        var refusedPlans = atOnce(COMPONENTS.stream().map(component ->
            completes(component + ".staff", order.task("AcknowledgeOrder", component), stories.planned())).toList());
        assertThat(refusedPlans).isEmpty();
        goOn(order, "AcknowledgeOrder");
        assertThat(order.open("AssembleEvidence")).isEqualTo(1);
        assertThat(order.facts("acknowledged")).hasSize(6);
    }

    @RepeatedTest(3)
    void anAcknowledgementComesAsTheDeadlineIsReached() throws Exception {
        var decision = stories.committee(12).drafted().carried();
        decision.managerConcurs();
        decision.issue();
        MEMBERS.subList(0, 10).forEach(decision::acknowledge);
        String timer = decision.timer("AcknowledgementsClosed").getId();
        var failures = atOnce(List.of(completes("gsa.staff", decision.task("AcknowledgeDecision", "gsa"), DefenseStory.acknowledgement()), () -> {
            management.executeJob(timer);
            return null;
        }));
        goOn(decision, "AcknowledgeDecision");

        int given = decision.answers("ACKNOWLEDGEMENT").size();
        assertThat(failures.size()).as(failures.toString()).isLessThanOrEqualTo(1);
        assertThat(decision.facts("acknowledgement-missing")).hasSize(11 - given);
        assertThat(decision.facts("acknowledged")).hasSize(given);
        assertThat(decision.open()).containsExactly("AssembleEvidence");
        assertThat(decision.open("AssembleEvidence")).as("certified once").isEqualTo(1);
    }

    private Callable<Void> votes(DefenseStory.Running decision, String member, String vote) {
        return completes(member + ".approver", decision.task("MemberVote", member), DefenseStory.vote(vote));
    }

    private Callable<Void> completes(String account, Task task, Map<String, Object> variables) {
        return () -> {
            people.complete(account, task, variables);
            return null;
        };
    }

    /** Jobs of all answers at once. */
    private void goOn(DefenseStory.Running running, String activity) throws Exception {
        SameMoment.run(management, () -> running.continuing(activity));
    }

    private static List<Throwable> atOnce(List<Callable<Void>> works) throws Exception {
        return SameMoment.all(works);
    }
}
