package org.eoworkflow.directive.clearinghouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eoworkflow.directive.clearinghouse.ClearinghouseStory.charter;
import static org.eoworkflow.directive.clearinghouse.ClearinghouseStory.invited;
import static org.eoworkflow.directive.clearinghouse.ClearinghouseStory.plan;
import static org.eoworkflow.directive.clearinghouse.ClearinghouseStory.terms;
import static org.eoworkflow.support.DirectiveRuns.refused;

import java.util.List;
import java.util.Map;
import org.camunda.spin.Spin;
import org.eoworkflow.obligation.EvidenceStore;
import org.eoworkflow.support.Certifications;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.Http;
import org.eoworkflow.support.People;
import org.eoworkflow.support.SameMoment;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@EngineTest
class ClearinghouseEstablishmentTest {

    @LocalServerPort int port;
    @Autowired ClearinghouseStory stories;
    @Autowired Clearinghouse clearinghouse;
    @Autowired EvidenceStore evidence;
    @Autowired Certifications certifications;
    @Autowired People people;

    @Test
    void fromTheDraftsToAnOpenIntakeAndCertifiedClauses() {
        var house = stories.begin(12);
        assertThat(house.open()).containsExactly("DraftCharter", "DraftParticipationTerms", "PlanOperations");
        house.drafted();
        assertThat(people.tasks(house.key, "GiveView")).hasSize(3);
        assertThat(house.shown("GiveView", "consultationText")).contains("It coordinates scans and patches.", "Taking part is voluntary.", "Six analysts");
        house.consulted().cleared();
        assertThat(clearinghouse.isOpen(house.order)).isFalse();
        house.approved();

        assertThat(clearinghouse.isOpen(house.order)).isTrue();
        assertThat(house.mails("clearinghouse-invitation")).containsExactly("intake@forum.example", "intake@sharing.example");
        assertThat(house.mails("issued")).containsExactly("directives@cisa.example", "directives@ncd.example", "directives@nsa.example");
        assertThat(house.facts("directive-released")).hasSize(2).allMatch(fact -> fact.contains("clearinghouse-charter") && fact.contains("treasury.approver"));
        assertThat(house.facts("note")).anyMatch(note -> note.contains("clearinghouse opened"));
        assertThat(evidence.ofClause(house.order, "C-24")).extracting(item -> item.name()).contains("tc-26-1.pdf");
        certifications.certify(house.key, "C-23", "treasury", "treasury");
        certifications.certify(house.key, "C-24", "treasury", "treasury");
        assertThat(house.end()).isEqualTo("DirectiveCarriedOut");
    }

    @Test
    void termsThatBindGoNoFurther() {
        var house = stories.begin(12);
        for (var wrong : List.of(Map.entry("termsVoluntary", "no"), Map.entry("termsLeave", "no"))) {
            refused(() -> people.complete("treasury.staff", house.key, "DraftParticipationTerms", terms(wrong.getKey(), wrong.getValue())), wrong.getKey(), "C-24");
        }
        refused(() -> people.complete("treasury.staff", house.key, "DraftParticipationTerms", terms("termsText", "All is free. Members must report each month.")),
            "termsText", "this sentence binds: \u201CMembers must report each month.\u201D");
        refused(() -> people.complete("treasury.staff", house.key, "DraftParticipationTerms", terms("termsLeaving", "The notice period is a month.")),
            "termsLeaving", "binds");
        refused(() -> people.complete("treasury.staff", house.key, "DraftCharter", charter("charterText", "Operators shall participate.")), "charterText", "binds");
        refused(() -> people.complete("treasury.staff", house.key, "DraftCharter", charter("charterGovernance", "Sanctions are decided by the board.")),
            "charterGovernance", "binds");
        refused(() -> people.complete("treasury.staff", house.key, "DraftParticipationTerms", terms("termsText", " ")), "termsText", "");
        assertThat(house.open()).hasSize(3);
    }

    @Test
    void aPlanNamesMailboxesEachOnce() {
        var house = stories.begin(12);
        assertThat(house.shown("PlanOperations", "invited")).as("proposed by the settings").contains("intake@power-sharing.example");
        refused(() -> people.complete("treasury.staff", house.key, "PlanOperations", plan("intakeMailbox", "nowhere")), "intakeMailbox", "");
        refused(() -> people.complete("treasury.staff", house.key, "PlanOperations", plan("invited", Spin.JSON(List.of()))), "invited", "at least one organization");
        refused(() -> people.complete("treasury.staff", house.key, "PlanOperations", plan("invited", Spin.JSON(List.of(invited("One", "a@b.example"),
            invited("Two", "A@B.example"))))), "invited", "Line 2 repeats a mailbox");
        refused(() -> people.complete("treasury.staff", house.key, "PlanOperations", plan("invited", Spin.JSON(List.of(invited("One", "nowhere"))))), "invited",
            "Line 1: the mailbox must be an e-mail address");
    }

    @Test
    void anObjectionOfAConsultedAgencyMayChangeTheDrafts() {
        var house = stories.begin(12).drafted();
        house.view("ncd", "concur");
        house.view("nsa", "non-concur");
        house.view("cisa", "concur");
        people.complete("treasury.staff", house.key, "AnswerNonConcurrences", Map.of("nonConcurrences", Spin.JSON(List.of(
            Map.of("agency", "NSA", "comment", "Too wide.", "answer", "We narrow it.")))));
        people.complete("treasury.approver", house.key, "DecideObjections", Map.of("consultationDecision", "revise", "consultationReason", "Right."));
        assertThat(house.open()).containsExactly("DraftCharter", "DraftParticipationTerms", "PlanOperations");
        assertThat(house.shown("DraftCharter", "consultationAnswers")).contains("Too wide.");
        assertThat(house.shown("PlanOperations", "invited")).as("what was planned stands").contains("intake@forum.example").doesNotContain("power-sharing");
        house.drafted().consulted();
        assertThat(house.open()).containsExactly("ReviewLegality");
    }

    @Test
    void counselObjectsAndTheApproverReturns() {
        var house = stories.begin(12).drafted().consulted();
        people.complete("treasury.counsel", house.key, "ReviewLegality", Map.of("legalOpinion", "objection", "legalGround", "No authority.", "legalAuthority", ""));
        people.complete("treasury.staff", house.key, "AnswerObjection", Map.of("objectionResponse", "revise", "objectionAnswer", "We revise."));
        assertThat(house.shown("DraftCharter", "legalGround")).isEqualTo("No authority.");
        house.drafted().consulted().cleared();
        refused(() -> people.complete("treasury.approver", house.key, "ApproveCharter", Map.of("charterDecision", "return", "charterReason", "")), "charterReason", "");
        refused(() -> people.complete("treasury.approver", house.key, "ApproveCharter", Map.of("charterDecision", "approve", "charterConfirmed", false)),
            "charterConfirmed", "");
        people.complete("treasury.approver", house.key, "ApproveCharter", Map.of("charterDecision", "return", "charterReason", "Shorter."));
        assertThat(house.shown("DraftCharter", "charterReason")).isEqualTo("Shorter.");
        assertThat(clearinghouse.isOpen(house.order)).isFalse();
        assertThat(house.mails("clearinghouse-invitation")).isEmpty();
    }

    @Test
    void draftsOfFullLengthGoThrough() {
        var house = stories.begin(12);
        String full = "Voluntary. ".repeat(363);
        house.complete("treasury.staff", "DraftCharter", charter("charterText", full, "charterGovernance", full));
        house.complete("treasury.staff", "DraftParticipationTerms", terms("termsText", full, "termsLeaving", full));
        house.complete("treasury.staff", "PlanOperations", plan("operationsText", full, "staffing", full));
        house.consulted().cleared().approved();
        assertThat(clearinghouse.isOpen(house.order)).isTrue();
    }

    @RepeatedTest(3)
    void theLastTwoDraftersFinishAtTheSameMoment() throws Exception {
        var house = stories.begin(12);
        house.complete("treasury.staff", "PlanOperations", plan());
        assertThat(SameMoment.all(List.of(house.completing("treasury.staff", "DraftCharter", charter()),
            house.completing("treasury.counsel", "DraftParticipationTerms", terms())))).as("nobody has to do it again").isEmpty();
        for (var draft : List.of("DraftCharter", "DraftParticipationTerms")) {
            house.continueAfter(draft);
        }
        assertThat(people.tasks(house.key, "GiveView")).as("joined once").hasSize(3);
    }

    @Test
    void whoeverIsSignedInSeesWhetherItIsOpenAndOnWhichTerms() {
        var house = stories.begin(12);
        String path = "/api/orders/" + house.order + "/clearinghouse";
        assertThat(Http.stranger(port).get(path).statusCode()).isEqualTo(401);
        assertThat(Http.basic(port, "gsa.staff").get(path).body()).contains("\"open\":false", "\"intake\":[]");
        assertThat(Http.basic(port, "gsa.staff").get("/api/orders/none-such/clearinghouse").statusCode()).isEqualTo(404);
        house.drafted().consulted().cleared().approved();
        var seen = Http.basic(port, "gsa.staff").get(path);
        assertThat(seen.statusCode()).isEqualTo(200);
        assertThat(seen.body()).contains("\"open\":true", "AI cybersecurity clearinghouse", "TC 26-1", "Taking part is voluntary.", "is out at once",
            "intake@treasury.example", "\"clause\":\"C-25\"", "\"clause\":\"C-26\"", " ET\"").doesNotContain("C-23", "forum");
    }

    @Test
    void clausesThatAreMetByTheirDateAreNotEscalated() {
        var house = stories.begin(12);
        List.of("C-23", "C-24").forEach(house::certifiedElsewhere);
        house.fireWhenDue("DeadlineMissed");
        assertThat(house.facts("escalation-opened")).isEmpty();
    }

    @Test
    void remindersMilestonesAndTheMissedDeadlineRunBesideIt() {
        var house = stories.begin(12);
        house.everyTimerFires();
        house.isEscalatedUntilItsDeadlineMoves();
    }
}
