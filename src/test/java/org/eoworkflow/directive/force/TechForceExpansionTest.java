package org.eoworkflow.directive.force;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.eoworkflow.directive.force.TechForceStory.AUTHORITIES;
import static org.eoworkflow.directive.force.TechForceStory.SURVEYED;
import static org.eoworkflow.directive.force.TechForceStory.agreed;
import static org.eoworkflow.directive.force.TechForceStory.announcements;
import static org.eoworkflow.directive.force.TechForceStory.assessment;
import static org.eoworkflow.directive.force.TechForceStory.authoritiesDecided;
import static org.eoworkflow.directive.force.TechForceStory.authority;
import static org.eoworkflow.directive.force.TechForceStory.decisions;
import static org.eoworkflow.directive.force.TechForceStory.guidance;
import static org.eoworkflow.directive.force.TechForceStory.guide;
import static org.eoworkflow.directive.force.TechForceStory.needsNone;
import static org.eoworkflow.directive.force.TechForceStory.place;
import static org.eoworkflow.directive.force.TechForceStory.places;
import static org.eoworkflow.directive.force.TechForceStory.review;
import static org.eoworkflow.support.DirectiveRuns.refused;
import static org.eoworkflow.support.DirectiveRuns.with;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.spin.Spin;
import org.eoworkflow.obligation.EvidenceStore;
import org.eoworkflow.support.Certifications;
import org.eoworkflow.support.DirectiveRuns;
import org.eoworkflow.support.DirectiveRuns.Run;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.People;
import org.eoworkflow.support.SameMoment;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@EngineTest
class TechForceExpansionTest {

    @Autowired TechForceStory story;
    @Autowired DirectiveRuns runs;
    @Autowired EvidenceStore evidence;
    @Autowired Certifications certifications;
    @Autowired People people;
    @Autowired JdbcClient jdbc;

    @Test
    void bothPathwaysAreOpenedAndTheClausesCertified() {
        var run = story.begun();
        assertThat(run.open()).containsExactly("ReviewAuthorities", "SurveyDemand");
        assertThat(run.mails("survey")).hasSize(10).contains("directives@cisa.example", "directives@va.example");
        story.hiringOpen(run);
        assertThat(run.open()).as("placement goes on by itself").containsExactly("SurveyDemand");
        story.placementOpen(run);
        assertThat(run.open()).containsExactly("AssembleEvidence");
        assertThat(run.open("AssembleEvidence")).isEqualTo(2);
        certifications.certify(run.key, "C-30", "opm", "opm");
        certifications.certify(run.key, "C-31", "opm", "opm");

        assertThat(run.end()).isEqualTo("DirectiveCarriedOut");
        assertThat(run.facts("directive-released")).hasSize(2).anyMatch(fact -> fact.contains("hiring-guidance"))
            .anyMatch(fact -> fact.contains("placement-guide"));
        assertThat(run.mails("issued")).as("both documents reach each agency").hasSize(20);
        assertThat(run.facts("pathway-opened")).hasSize(2).anyMatch(fact -> fact.contains("TF-1")).anyMatch(fact -> fact.contains("placement@opm.example"));
        assertThat(evidence.ofClause(run.order, "C-31")).extracting(item -> item.description())
            .contains("Survey of agencies, round 1: 10 answered, 0 did not", "PG 26-1 as issued");
        assertThat(evidence.ofClause(run.order, "C-30")).extracting(item -> item.description()).contains("TF 26-1 as issued");
    }

    @Test
    void theSurveyIsKeptAsATableByAgencyAndShownLater() {
        var run = story.surveyed(story.begun());
        assertThat(jdbc.sql("select agency || ' ' || role || ' ' || headcount from eo.tech_force_demand where order_id = ? order by agency").param(run.order)
            .query(String.class).list()).containsExactly("cisa incident-response 4", "va incident-response 4");
        assertThat(run.shown("AgreePlacements", "demandTable")).contains("Department of Veterans Affairs", "Incident response", "Needs none", "Public trust");
        agreed(run);
        assertThat(run.shown("DraftPlacementGuide", "placementsAgreed")).contains("Two are enough for a year.");
    }

    // --- hiring

    @Test
    void theReviewIsReturnedAndDoneAgain() {
        var run = story.begun().complete("opm.staff", "ReviewAuthorities", review(AUTHORITIES))
            .complete("opm.approver", "DecideAuthorities", Map.of("authoritiesDecision", "return", "authoritiesReason", "More on fellowships."));
        assertThat(run.shown("ReviewAuthorities", "authoritiesReason")).isEqualTo("More on fellowships.");
        authoritiesDecided(run);
        assertThat(run.open()).contains("DraftHiringGuidance");
        assertThat(run.shown("DraftHiringGuidance", "authoritiesUsed")).contains("5 CFR 337", "5 CFR 213").doesNotContain("Fellows program");
    }

    @Test
    void aReviewGoesThroughEachKindOfAuthorityOnce() {
        var run = story.begun();
        refused(() -> run.complete("opm.staff", "ReviewAuthorities", review(AUTHORITIES.subList(0, 2))), "authorities", "Missing: fellowship.");
        refused(() -> run.complete("opm.staff", "ReviewAuthorities", review(List.of(authority("direct-hire", "5 CFR 337", "yes"),
            authority("fellowship", "5 CFR 337", "no"), authority("excepted-service", "5 CFR 213", "yes")))), "authorities", "Line 2 repeats an authority.");
        refused(() -> run.complete("opm.staff", "ReviewAuthorities", with(review(AUTHORITIES), "specialistsWanted", 0)), "specialistsWanted", "");
        refused(() -> run.complete("opm.staff", "ReviewAuthorities", with(review(AUTHORITIES), "hiringNeed", " ")), "hiringNeed", "");
        assertThat(run.open()).contains("ReviewAuthorities");
    }

    @Test
    void aDepartureFromTheReviewHasAReason() {
        var run = story.begun().complete("opm.staff", "ReviewAuthorities", review(AUTHORITIES));
        refused(() -> run.complete("opm.approver", "DecideAuthorities", decisions("yes", "yes", "yes", "")), "authorityDecisions",
            "Say why you depart from the review of 'Fellows program'.");
        refused(() -> run.complete("opm.approver", "DecideAuthorities", decisions("no", "yes", "no", "")), "authorityDecisions",
            "Say why you depart from the review of '5 CFR 337'.");
        refused(() -> run.complete("opm.approver", "DecideAuthorities", decisions("no", "no", "no", "Too slow.")), "authorityDecisions",
            "Decide on at least one authority");
        refused(() -> run.complete("opm.approver", "DecideAuthorities", Map.of("authoritiesDecision", "decide", "authorityDecisions",
            Spin.JSON(List.of(TechForceStory.use("5 CFR 337", "Direct hire", "Yes, as it stands", "yes", ""))))), "authorityDecisions", "");
        run.complete("opm.approver", "DecideAuthorities", decisions("no", "yes", "no", "Too slow."));
        assertThat(run.facts("decision-made")).singleElement().asString().contains("Too slow.");
    }

    @Test
    void theGuidanceIsReturnedThenIssuedFromADayThatIsNotPast() {
        var run = authoritiesDecided(story.begun()).complete("opm.staff", "DraftHiringGuidance", guidance("Hiring"));
        refused(() -> run.complete("opm.approver", "IssueHiringGuidance", with(story.issue(), "guidanceEffectiveOn", runs.today().minusDays(1).toString())),
            "guidanceEffectiveOn", "today or later");
        refused(() -> run.complete("opm.approver", "IssueHiringGuidance", with(story.issue(), "guidanceConfirmed", false)), "guidanceConfirmed", "");
        refused(() -> run.complete("opm.approver", "IssueHiringGuidance", Map.of("guidanceDecision", "return", "guidanceReason", "")), "guidanceReason", "");
        run.complete("opm.approver", "IssueHiringGuidance", Map.of("guidanceDecision", "return", "guidanceReason", "Shorter, please."));
        assertThat(run.shown("DraftHiringGuidance", "guidanceReason")).isEqualTo("Shorter, please.");
        run.complete("opm.staff", "DraftHiringGuidance", guidance("Hiring, in short")).complete("opm.approver", "IssueHiringGuidance", story.issue());
        assertThat(run.facts("directive-released")).singleElement().asString().contains("Hiring, in short", "opm.approver");
        assertThat(run.open()).contains("DesignAssessment");
    }

    @Test
    void anAssessmentHasAMethodAndASkill() {
        var run = authoritiesDecided(story.begun()).complete("opm.staff", "DraftHiringGuidance", guidance("Hiring"))
            .complete("opm.approver", "IssueHiringGuidance", story.issue());
        refused(() -> run.complete("opm.staff", "DesignAssessment", with(assessment(), "assessmentMethods", Spin.JSON(List.of()))), "assessmentMethods", "");
        refused(() -> run.complete("opm.staff", "DesignAssessment", with(assessment(), "assessmentMethods", Spin.JSON(List.of("self-rating")))),
            "assessmentMethods", "");
        refused(() -> run.complete("opm.staff", "DesignAssessment", with(assessment(), "skills", Spin.JSON(List.of()))), "skills", "at least one skill");
        refused(() -> run.complete("opm.staff", "DesignAssessment", with(assessment(), "assessmentValidDays", 0)), "assessmentValidDays", "");
    }

    @Test
    void oneAnnouncementIsOpenTodayUnderAnAuthorityThatIsUsed() {
        var run = authoritiesDecided(story.begun()).complete("opm.staff", "DraftHiringGuidance", guidance("Hiring"))
            .complete("opm.approver", "IssueHiringGuidance", story.issue()).complete("opm.staff", "DesignAssessment", assessment());
        var tomorrow = runs.today().plusDays(1).toString();
        refused(() -> run.complete("opm.staff", "OpenAnnouncements", announcements(story.announcement("opensOn", tomorrow))), "announcements",
            "No announcement is open today.");
        refused(() -> run.complete("opm.staff", "OpenAnnouncements", announcements(story.announcement("kind", "fellowship"))), "announcements",
            "Line 1: choose an authority that was decided to be used.");
        refused(() -> run.complete("opm.staff", "OpenAnnouncements", announcements(story.announcement("closesOn", runs.today().minusDays(1).toString()))),
            "announcements", "Line 1: give the day on which it closes");
        refused(() -> run.complete("opm.staff", "OpenAnnouncements", announcements(story.announcement(), story.announcement())), "announcements",
            "Line 2 repeats an announcement.");
        assertThat(run.facts("pathway-opened")).isEmpty();
        run.complete("opm.staff", "OpenAnnouncements", announcements(story.announcement(), story.announcement("announcement", "TF-2", "opensOn", tomorrow)));
        assertThat(run.facts("pathway-opened")).singleElement().asString().contains("TF-2");
    }

    // --- placement

    @Test
    void silenceIsRecordedWhenTheSurveyClosesAndNobodyIsWaitedFor() {
        var run = story.begun().answer("cisa.staff", "SurveyDemand", "cisa", story.needs());
        run.fireWhenDue("SurveyClosed");

        assertThat(run.open()).containsExactly("AgreePlacements", "ReviewAuthorities");
        assertThat(run.facts("survey-unanswered")).hasSize(9).noneMatch(fact -> fact.contains("\"cisa\""));
        assertThat(run.shown("AgreePlacements", "demandTable")).contains("No answer");
        assertThat(evidence.ofClause(run.order, "C-31")).extracting(item -> item.description())
            .containsExactly("Survey of agencies, round 1: 1 answered, 9 did not");
    }

    @Test
    void theSurveyIsOpenForFiveWorkingDays() {
        var run = story.begun();
        assertThat(run.timer("SurveyClosed").getDuedate()).isEqualTo(run.variable("surveyCloses"));
    }

    @Test
    void withoutAnyDemandTheAgenciesAreAskedAgain() {
        var run = story.begun();
        run.fire("SurveyClosed");
        assertThat(run.open()).containsExactly("DecideWithoutDemand", "ReviewAuthorities");
        refused(() -> run.complete("opm.approver", "DecideWithoutDemand", Map.of("demandDecision", "again", "demandReason", " ")), "demandReason", "");
        run.complete("opm.approver", "DecideWithoutDemand", Map.of("demandDecision", "again", "demandReason", "It was a holiday week."));
        assertThat(run.open("SurveyDemand")).isEqualTo(10);
        assertThat(run.mails("survey")).hasSize(20);
        story.surveyed(run);
        assertThat(run.open()).containsExactly("AgreePlacements", "ReviewAuthorities");
    }

    @Test
    void withoutAnyDemandThePathwayIsOpenedWithoutPlaces() {
        var run = story.begun();
        SURVEYED.forEach(agency -> run.answer(agency + ".staff", "SurveyDemand", agency, needsNone()));
        run.complete("opm.approver", "DecideWithoutDemand", Map.of("demandDecision", "proceed", "demandReason", "Demand comes with the budget."));
        assertThat(run.open()).containsExactly("DraftPlacementGuide", "ReviewAuthorities");
        story.guidePublished(run);
        assertThat(run.facts("directive-released")).singleElement().asString().contains("placement-guide");
    }

    @Test
    void nobodyAnswersForAnotherAgencyAndNobodyTwice() {
        var run = story.begun();
        var ofVa = run.task("SurveyDemand", "va");
        assertThatThrownBy(() -> people.complete("cisa.staff", ofVa, needsNone())).isInstanceOf(AuthorizationException.class);
        refused(() -> people.complete("admin", ofVa, needsNone()), null, "The demand of Department of Veterans Affairs is given by its staff");
        assertThat(run.facts("survey-answered")).isEmpty();
    }

    @Test
    void aDemandNamesWhatIsNeededUntilWhen() {
        var run = story.begun();
        for (var wrong : List.of(Map.entry("headcount", (Object) 0), Map.entry("headcount", (Object) 2.5), Map.entry("role", (Object) "hacker"),
                Map.entry("neededBy", (Object) runs.today().minusDays(1).toString()), Map.entry("neededBy", (Object) "soon"),
                Map.entry("location", (Object) " "), Map.entry("clearance", (Object) "all"))) {
            refused(() -> run.answer("va.staff", "SurveyDemand", "va", story.needs(wrong.getKey(), wrong.getValue())), "demandLines", "");
        }
        refused(() -> run.answer("va.staff", "SurveyDemand", "va", Map.of("demand", "stated", "demandLines", Spin.JSON(List.of()))), "demandLines",
            "or answer that your agency needs none");
        assertThat(jdbc.sql("select count(*) from eo.tech_force_demand where order_id = ?").param(run.order).query(Integer.class).single()).isZero();
    }

    @Test
    void placesAreAgreedForEachLineAndNeverMoreThanAskedFor() {
        var run = story.surveyed(story.begun());
        var cisa = place("1", "CISA", 4, "");
        refused(() -> run.complete("opm.staff", "AgreePlacements", places(place("1", "CISA", 5, ""), place("2", "VA", 4, ""))), "placementLines",
            "a whole number from 0 to 4, what was asked for");
        refused(() -> run.complete("opm.staff", "AgreePlacements", places(cisa, place("2", "VA", 1, ""))), "placementLines",
            "Line 2: say why Department of Veterans Affairs gets fewer");
        refused(() -> run.complete("opm.staff", "AgreePlacements", places(place("1", "CISA", 0, "Later."), place("2", "VA", 0, "Later."))),
            "placementLines", "Agree on at least one place.");
        assertThat(run.open()).contains("AgreePlacements");
    }

    @Test
    void theGuideIsReturnedThenPublishedAndOnlyThenIsPlacementOpen() {
        var run = agreed(story.surveyed(story.begun())).complete("opm.staff", "DraftPlacementGuide", guide("Placement"));
        refused(() -> run.complete("opm.approver", "PublishPlacementGuide", with(story.publish(), "guideEffectiveOn", runs.today().minusDays(1).toString())),
            "guideEffectiveOn", "today or later");
        run.complete("opm.approver", "PublishPlacementGuide", Map.of("guideDecision", "return", "guideReason", "Say how offers work."));
        assertThat(run.shown("DraftPlacementGuide", "guideReason")).isEqualTo("Say how offers work.");
        story.guidePublished(run);
        for (var day : List.of(runs.today().plusDays(1), runs.today().minusDays(1))) {
            refused(() -> run.complete("opm.staff", "OpenPlacement", story.opened("placementOpenedOn", day.toString())), "placementOpenedOn",
                "today or earlier, and not before the guide was released");
        }
        refused(() -> run.complete("opm.staff", "OpenPlacement", story.opened("referencesOnly", false)), "referencesOnly", "");
        run.complete("opm.staff", "OpenPlacement", story.opened());
        assertThat(run.open()).containsExactly("ReviewAuthorities");
    }

    @Test
    void whoPreparedDoesNotApprove() {
        var run = story.begun();
        assertThatThrownBy(() -> run.complete("opm.approver", "ReviewAuthorities", review(AUTHORITIES))).isInstanceOf(AuthorizationException.class);
        assertThatThrownBy(() -> authoritiesDecided(run).complete("opm.staff", "IssueHiringGuidance", story.issue())).isNotNull();
    }

    // --- at the same moment

    @RepeatedTest(2)
    void theLastTwoAgenciesAnswerAtTheSameMoment() throws Exception {
        var run = story.begun();
        SURVEYED.subList(0, 8).forEach(agency -> run.answer(agency + ".staff", "SurveyDemand", agency, needsNone()));
        var failures = SameMoment.all(List.of(run.answering("hhs.staff", "SurveyDemand", "hhs", story.needs()),
            run.answering("va.staff", "SurveyDemand", "va", story.needs())));

        assertThat(failures).isEmpty();
        run.continueAtOnce("SurveyDemand");
        assertThat(run.open("AgreePlacements")).isEqualTo(1);
        assertThat(run.facts("survey-answered")).hasSize(10);
        assertThat(run.shown("AgreePlacements", "demandTable")).contains("Department of Veterans Affairs", "Department of Health and Human Services");
    }

    @RepeatedTest(3)
    void anAnswerComesAsTheSurveyCloses() throws Exception {
        var run = story.begun();
        SURVEYED.subList(0, 9).forEach(agency -> run.answer(agency + ".staff", "SurveyDemand", agency, needsNone()));
        var failures = SameMoment.all(List.of(run.answering("va.staff", "SurveyDemand", "va", story.needs()), run.firing("SurveyClosed")));
        run.continueAtOnce("SurveyDemand");

        assertThat(failures.size()).as(failures.toString()).isLessThanOrEqualTo(1);
        int given = run.facts("survey-answered").size();
        assertThat(run.facts("survey-unanswered")).as("an answer counts or is silence, never both").hasSize(10 - given);
        assertThat(run.open(given == 10 ? "AgreePlacements" : "DecideWithoutDemand")).isEqualTo(1);
        assertThat(jdbc.sql("select count(*) from eo.tech_force_demand where order_id = ?").param(run.order).query(Integer.class).single())
            .isEqualTo(given - 9);
    }

    // --- time

    @Test
    void remindersMilestonesAndTheMissedDeadlineRunBesideIt() {
        var run = story.begun(1);
        run.timersRunBesideIt(4);
        run.isEscalatedUntilItsDeadlineMoves();
    }

    @Test
    void clausesThatAreMetByTheirDateAreNotEscalated() {
        Run run = story.begun();
        run.certifiedElsewhere("C-30");
        run.certifiedElsewhere("C-31");
        run.fireWhenDue("DeadlineMissed");
        assertThat(run.facts("escalation-opened")).isEmpty();
    }
}
