package org.eoworkflow.directive.frontier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.eoworkflow.directive.frontier.FrontierStory.LEADS;
import static org.eoworkflow.directive.frontier.FrontierStory.answer;
import static org.eoworkflow.directive.frontier.FrontierStory.pointer;
import static org.eoworkflow.directive.frontier.FrontierStory.pointers;
import static org.eoworkflow.directive.frontier.FrontierStory.with;
import static org.eoworkflow.support.DirectiveRuns.refused;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.spin.Spin;
import org.eoworkflow.obligation.EvidenceStore;
import org.eoworkflow.support.Certifications;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.People;
import org.eoworkflow.support.SameMoment;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@EngineTest
class FrontierBenchmarkingTest {

    @Autowired FrontierStory stories;
    @Autowired Certifications certifications;
    @Autowired EvidenceStore evidence;
    @Autowired People people;
    @Autowired JdbcClient jdbc;

    @Test
    void fromTheWorkingGroupToAVersionInEffectThatIsMaintained() {
        var work = begin();
        assertThat(work.open()).containsExactly("ConveneWorkingGroup");
        work.convened();
        assertThat(work.mails("working-group")).containsExactly("directives@cisa.example", "directives@nsa.example", "directives@treasury.example");
        assertThat(work.open()).containsExactly("DraftMethodology", "DraftThreshold");
        work.drafted("M-1", "T-1");
        assertThat(people.tasks(work.key, "GiveView")).hasSize(3);
        work.everybodyConcurs();
        assertThat(people.tasks(work.key, "ApproveDraft")).as("nsa for the Department of War, cisa for Homeland Security").hasSize(3);
        work.leadsApprove();
        assertThat(work.open()).containsExactly("SetEffectiveDate");
        assertThat(work.variable("SetEffectiveDate", "versionText").toString()).contains("M-1", "T-1");
        work.effective(stories.today().plusDays(3));

        assertThat(work.open()).containsExactly("AssembleEvidence");
        assertThat(work.versions()).singleElement().satisfies(version -> {
            assertThat(version.get("version")).isEqualTo(1);
            assertThat(version.get("effective_on")).hasToString(stories.today().plusDays(3).toString());
            assertThat(version.get("threshold")).hasToString("[{\"systemName\": \"Registry One\", \"registryNumber\": \"T-1\", \"custodianOffice\": \"Registry office\"}]");
            assertThat(version.get("put_in_effect_by")).isEqualTo("treasury.approver");
        });
        assertThat(work.mails("issued")).containsExactly("directives@apst.example", "directives@cisa.example", "directives@dhs.example", "directives@dod.example",
            "directives@ncd.example", "directives@nist.example", "directives@nsa.example", "directives@treasury.example");
        assertThat(evidence.ofClause(work.order, "C-06")).extracting(item -> item.description())
            .contains("Benchmarking process and threshold, version 1 as issued");
        assertThat(work.maintenance().timer("ReviewDue")).isNotNull();
        List.of("C-05", "C-06", "C-08", "C-09").forEach(clause -> certifications.certify(work.key, clause, "treasury", "treasury"));

        assertThat(work.end()).isEqualTo("DirectiveCarriedOut");
        assertThat(work.maintenance().timer("ReviewDue")).as("the maintenance goes on").isNotNull();
    }

    @Test
    void theWorkingGroupHasAnOfficeOfEveryAgencyThatApproves() {
        var work = begin();
        var members = Spin.JSON(List.of(member("treasury", "Office one"), member("dod", "Office two"), member("cisa", "Office three")));
        refused(() -> convene(work, Map.of("members", members)), "members", "Name at least one office of National Security Agency");
        refused(() -> convene(work, Map.of("members", Spin.JSON(List.of(member("treasury", ""))))), "members", "");
        refused(() -> convene(work, Map.of("members", Spin.JSON(List.of(member("nasa", "Office"))))), "members", "");
        refused(() -> convene(work, Map.of("firstMeeting", stories.today().minusDays(1).toString())), "firstMeeting", "today or later");
        assertThat(work.open()).containsExactly("ConveneWorkingGroup");
        assertThat(work.mails("working-group")).isEmpty();
    }

    private void convene(FrontierStory.Running work, Map<String, Object> fields) {
        people.complete("treasury.staff", work.key, "ConveneWorkingGroup", with(Map.of("firstMeeting", stories.today().toString(),
            "members", Spin.JSON(LEADS.stream().map(lead -> member(lead, "Office")).toList())), fields));
    }

    private static Map<String, Object> member(String agency, String office) {
        return Map.of("agency", agency, "memberOffice", office);
    }

    @Test
    void aDraftIsKnownByPointersAndByNothingElse() {
        var work = begin().convened();
        for (var extra : List.of("score", "testItem", "thresholdValue", "content")) {
            refused(() -> people.complete("treasury.staff", work.key, "DraftThreshold",
                Map.of("threshold", Spin.JSON(List.of(with(pointer("T-1"), Map.of(extra, "0.5")))))), "threshold", "");
        }
        refused(() -> people.complete("treasury.staff", work.key, "DraftThreshold", Map.of("threshold", Spin.JSON(List.of()))), "threshold", "at least one line");
        refused(() -> people.complete("treasury.staff", work.key, "DraftThreshold", Map.of("threshold", pointers("T-1", "T-1"))), "threshold", "repeats");
        refused(() -> people.complete("treasury.staff", work.key, "DraftMethodology",
            Map.of("methodology", Spin.JSON(List.of(Map.of("registryNumber", "M-1", "custodianOffice", "", "systemName", "One"))))), "methodology", "");
        assertThat(work.open()).containsExactly("DraftMethodology", "DraftThreshold");
    }

    @Test
    void commentsAreResolvedAndTheDraftsStand() {
        var work = begin().convened().drafted("M-1", "T-1").commented("Name the second registry.");
        assertThat(work.open()).containsExactly("ResolveComments");
        assertThat(work.variable("ResolveComments", "consultationViews").toString()).contains("Name the second registry.");
        refused(() -> people.complete("treasury.staff", work.key, "ResolveComments", Map.of("resolution", pointers("A-1"))), "commentsDecision", "");
        refused(() -> people.complete("treasury.staff", work.key, "ResolveComments", Map.of("commentsDecision", "proceed")), "resolution", "");
        resolve(work, "proceed");
        assertThat(work.open()).containsExactly("ApproveDraft");
        assertThat(work.facts("decision-made")).anyMatch(fact -> fact.contains("A-1") && fact.contains("proceed"));
    }

    @Test
    void commentsMayChangeTheDraftsWhichAreThenConsultedOnAgain() {
        var work = begin().convened().drafted("M-1", "T-1").commented("Name the second registry.");
        resolve(work, "redraft");
        assertThat(work.open()).containsExactly("DraftMethodology", "DraftThreshold");
        assertThat(work.variable("DraftMethodology", "consultationViews").toString()).contains("Name the second registry.");
        work.drafted("M-2", "T-1");
        assertThat(people.tasks(work.key, "GiveView")).hasSize(3);
    }

    private void resolve(FrontierStory.Running work, String decision) {
        people.complete("treasury.staff", work.key, "ResolveComments", Map.of("resolution", pointers("A-1"), "commentsDecision", decision));
    }

    @Test
    void anObjectionMaySendTheDraftsBack() {
        var work = begin().convened().drafted("M-1", "T-1").objected("Another custodian, please.");
        assertThat(work.open()).containsExactly("DraftMethodology", "DraftThreshold");
    }

    @Test
    void silenceOfTheConsultedIsRecordedAndTheLeadsAreAsked() {
        var work = begin().convened().drafted("M-1", "T-1");
        work.fireWhenDue("WindowClosed");
        assertThat(work.open()).containsExactly("ApproveDraft");
        assertThat(work.facts("consultation-unanswered")).hasSize(3);
    }

    @Test
    void oneLeadsRefusalReturnsTheDraftsWithTheReasonsToAll() {
        var work = begin().convened().drafted("M-1", "T-1").everybodyConcurs();
        work.approval("treasury", "approve");
        work.approval("nsa", "return");

        assertThat(work.open()).containsExactly("DraftMethodology", "DraftThreshold");
        assertThat(work.variable("DraftThreshold", "approvalReasons").toString()).contains("National Security Agency", "Held by another office.");
        assertThat(work.mails("approval-returned")).containsExactly("directives@cisa.example", "directives@nsa.example", "directives@treasury.example");
        assertThat(work.versions()).isEmpty();

        work.drafted("M-2", "T-2").everybodyConcurs();
        assertThat(people.tasks(work.key, "ApproveDraft")).as("who had approved is asked again").hasSize(3);
        work.leadsApprove().effective(stories.today());
        assertThat(work.versions()).singleElement().satisfies(version -> assertThat(version.get("methodology")).asString().contains("M-2").doesNotContain("M-1"));
    }

    @Test
    void onlyTheThreeLeadsApproversAnswer() {
        var work = begin().convened().drafted("M-1", "T-1").everybodyConcurs();
        var ofNsa = work.task("ApproveDraft", "nsa");
        for (var other : List.of("dod.approver", "dhs.approver", "treasury.approver", "nsa.staff", "ncd.approver")) {
            assertThatThrownBy(() -> people.complete(other, ofNsa, answer("approve"))).as(other).isInstanceOf(AuthorizationException.class);
        }
    }

    @Test
    void nothingTakesEffectBeforeItIsApprovedOrUnconfirmed() {
        var work = begin().convened().drafted("M-1", "T-1").everybodyConcurs().leadsApprove();
        refused(() -> work.effective(stories.today().minusDays(1)), "effectiveOn", "on the day of the approval");
        refused(() -> people.complete("treasury.approver", work.key, "SetEffectiveDate", Map.of("effectiveOn", "soon", "effectiveConfirmed", true)), "effectiveOn", "");
        refused(() -> people.complete("treasury.approver", work.key, "SetEffectiveDate",
            Map.of("effectiveOn", stories.today().toString(), "effectiveConfirmed", false)), "effectiveConfirmed", "");
        assertThat(work.versions()).isEmpty();
        assertThatThrownBy(() -> jdbc.sql("insert into eo.benchmark_version values ('o', 1, 'k', 'p', '[]', '[]', date '2026-06-10', '{}', date '2026-06-09', 'a', now())")
            .update()).as("the table holds it, too").hasMessageContaining("check constraint");
    }

    @ParameterizedTest
    @ValueSource(strings = {"update eo.benchmark_version set version = 9", "delete from eo.benchmark_version", "truncate eo.benchmark_version",
        "delete from eo.capability_shift", "update eo.capability_shift set description = '[]'"})
    void aVersionThatWasPutInEffectNeverChanges(String sql) {
        assertThatThrownBy(() -> jdbc.sql(sql).update()).rootCause().hasMessageContaining("permission denied");
    }

    @Test
    void clausesThatAreMetByTheirDateAreNotEscalated() {
        var work = begin();
        List.of("C-05", "C-06", "C-08", "C-09").forEach(work::certifiedElsewhere);
        work.fireWhenDue("DeadlineMissed");
        assertThat(work.facts("escalation-opened")).isEmpty();
    }

    @Test
    void remindersMilestonesAndTheMissedDeadlineRunBesideIt() {
        var work = begin();
        work.fireWhenDue("FirstMilestoneDue");
        work.fireWhenDue("SecondMilestoneDue");
        work.fireWhenDue("FirstReminderDue");
        for (int left = 3; left > 0; left--) {
            work.fireWhenDue("NextReminderDue");
        }
        work.fireWhenDue("DeadlineMissed");
        work.isEscalatedUntilItsDeadlineMoves();
    }

    // --- at the same moment

    @RepeatedTest(3)
    void theLastTwoLeadsApproveAtTheSameMoment() throws Exception {
        var work = begin().convened().drafted("M-1", "T-1").everybodyConcurs();
        work.approval("treasury", "approve");
        assertThat(SameMoment.all(List.of(approves(work, "nsa"), approves(work, "cisa")))).isEmpty();
        work.goOn("ApproveDraft");
        assertThat(work.open()).containsExactly("SetEffectiveDate");
        assertThat(people.tasks(work.key, "SetEffectiveDate")).hasSize(1);
    }

    private Callable<Void> approves(FrontierStory.Running work, String lead) {
        var task = work.task("ApproveDraft", lead);
        return () -> {
            people.complete(lead + ".approver", task, answer("approve"));
            return null;
        };
    }

    private FrontierStory.Running begin() {
        return stories.begin(FrontierStory.benchmarking(), 12);
    }
}
