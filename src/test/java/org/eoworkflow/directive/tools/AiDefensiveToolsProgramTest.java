package org.eoworkflow.directive.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.eoworkflow.directive.tools.ToolsStory.CHECKER;
import static org.eoworkflow.directive.tools.ToolsStory.PLANNER;
import static org.eoworkflow.directive.tools.ToolsStory.analysis;
import static org.eoworkflow.directive.tools.ToolsStory.privacy;
import static org.eoworkflow.directive.tools.ToolsStory.refused;
import static org.eoworkflow.directive.tools.ToolsStory.with;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.spin.Spin;
import org.eoworkflow.directive.tools.ToolsStory.Running;
import org.eoworkflow.obligation.EvidenceStore;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.People;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@EngineTest
class AiDefensiveToolsProgramTest {

    @Autowired ToolsStory stories;
    @Autowired People people;
    @Autowired TaskService tasks;
    @Autowired EvidenceStore evidence;
    @Autowired Catalogue catalogue;

    @Test
    void anExistingProgramIsExpandedAndTheClauseCertified() {
        var program = stories.program();
        assertThat(program.open()).containsExactly("InventoryPrograms");
        program.analyzed("expand");
        assertThat(program.open()).containsExactly("PlanExpansion");
        program.expansionPlanned();
        assertThat(program.shown("CheckFunding", "fundingNeeded")).isEqualTo("$1,250,000.00");
        program.funded();
        assertThat(program.open()).containsExactly("ReviewLegality", "ReviewPrivacy");
        program.reviewed();
        assertThat(program.open()).containsExactly("ApproveProgram");
        program.does("dhs.approver", "ApproveProgram", stories.approval());
        assertThat(program.open()).containsExactly("AssembleEvidence");
        program.certify("C-20");

        assertThat(program.end()).isEqualTo("DirectiveCarriedOut");
        assertThat(program.mails("issued")).as("every agency that directives bind").hasSize(catalogue.boundAgencies().size()).contains("directives@gsa.example");
        assertThat(program.facts("directive-released")).singleElement().asString().contains("program-decision", "AIT 26-1", "dhs.approver");
        assertThat(program.facts("decision-made")).anyMatch(fact -> fact.contains("$1,250,000.00") && fact.contains("purpose") && fact.contains("amount"));
        assertThat(evidence.ofClause(program.order, "C-20")).extracting(item -> item.description()).contains("AIT 26-1 as issued");
    }

    @Test
    void aNewProgramIsEstablishedWithoutAnyThatCouldBeExpanded() {
        var program = stories.program();
        program.does(PLANNER, "InventoryPrograms", Map.of("inventorySummary", "None found in the budget.", "programs", Spin.JSON(List.of())));
        refused(() -> program.does(PLANNER, "AnalyzeGaps", analysis("expand")), "programOption", "names no program that could be expanded");
        program.does(PLANNER, "AnalyzeGaps", analysis("establish"));
        assertThat(program.open()).containsExactly("DraftProgramCharter");
        program.chartered();
        assertThat(program.shown("CheckFunding", "fundingNeeded")).isEqualTo("$750,000.00");
        program.funded();
        assertThat(program.shown("ReviewLegality", "reviewText")).contains("Charter: Watch", "An invented law.", "$750,000.00").doesNotContain("Expansion");
    }

    @Test
    void bothAreWrittenSideBySideAndCheckedTogether() {
        var program = stories.program().analyzed("both");
        assertThat(program.open()).containsExactly("DraftProgramCharter", "PlanExpansion");
        program.chartered();
        assertThat(program.open()).as("the other plan is awaited").containsExactly("PlanExpansion");
        program.expansionPlanned();
        assertThat(program.shown("CheckFunding", "fundingNeeded")).isEqualTo("$2,000,000.00");
    }

    @RepeatedTest(3)
    void bothPlansAndThenBothReviewsComeAtTheSameMoment() throws Exception {
        var program = stories.program().analyzed("both");
        atOnce(() -> people.complete(PLANNER, program.key, "PlanExpansion", stories.expansion()),
            () -> people.complete(CHECKER, program.key, "DraftProgramCharter", stories.charter()));
        program.continueAfter("PlanExpansion");
        program.continueAfter("DraftProgramCharter");
        assertThat(program.open()).containsExactly("CheckFunding");
        people.task(program.key, "CheckFunding");

        people.complete("admin", program.key, "CheckFunding", stories.funds("2000000.00"));
        atOnce(() -> people.complete("admin", program.key, "ReviewPrivacy", privacy()),
            () -> people.complete("dhs.counsel", program.key, "ReviewLegality", Map.of("legalOpinion", "no-objection")));
        program.continueAfter("ReviewPrivacy");
        program.continueAfter("ObtainLegalReview");
        assertThat(program.open()).containsExactly("ApproveProgram");
        people.task(program.key, "ApproveProgram");
    }

    @Test
    void fundsThatAreNotEnoughSendTheScopeBackAndEveryCheckIsMadeAgain() {
        var program = stories.program().analyzed("both").chartered().expansionPlanned();
        program.does(CHECKER, "CheckFunding", Map.of("fundingSources", Spin.JSON(List.of(stories.source("10.00"))), "fundingDecision", "not-enough",
            "fundingReason", "Two million are missing."));
        assertThat(program.open()).containsExactly("ReplanScope");
        assertThat(program.shown("ReplanScope", "fundingReason")).isEqualTo("Two million are missing.");
        program.replan("establish");
        assertThat(program.open()).containsExactly("DraftProgramCharter");
        assertThat(program.shown("DraftProgramCharter", "replanText")).isEqualTo("Half of it.");
        program.does(PLANNER, "DraftProgramCharter", stories.charter("charterCost", "100.00"));
        program.does(CHECKER, "CheckFunding", stories.funds("100.00"));
        assertThat(program.open()).containsExactly("ReviewLegality", "ReviewPrivacy");
        program.reviewed();
        program.does("dhs.approver", "ApproveProgram", stories.approval());
        assertThat(program.facts("directive-released")).singleElement().asString().contains("Smaller");
    }

    @Test
    void aPrivacyObjectionSendsTheScopeBackWithItsGround() {
        var program = funded();
        program.does(CHECKER, "ReviewPrivacy", privacy("personalData", "yes", "personalDataText", "Names in logs.", "privacyAssessment", "open",
            "privacyDecision", "revise", "privacyGround", "Logs without names, please."));
        assertThat(program.open()).as("counsel is awaited").containsExactly("ReviewLegality");
        program.counselClears();
        assertThat(program.open()).containsExactly("ReplanScope");
        assertThat(program.shown("ReplanScope", "privacyGround")).isEqualTo("Logs without names, please.");
        program.replan("expand");
        program.expansionPlanned().funded();
        assertThat(program.shown("ReviewPrivacy", "privacyDecision")).as("decided anew").isEqualTo("null");
    }

    @Test
    void aLegalObjectionSendsTheScopeBackWithItsGround() {
        var program = funded();
        program.does(CHECKER, "ReviewPrivacy", privacy());
        program.counselObjects("No authority.");
        assertThat(program.open()).containsExactly("ReplanScope");
        assertThat(program.shown("ReplanScope", "legalGround")).isEqualTo("No authority.");
    }

    @Test
    void theApproverReturnsItWithReasonsAndApprovesTheNextOne() {
        var program = funded().reviewed();
        refused(() -> program.does("dhs.approver", "ApproveProgram", Map.of("approvalDecision", "return", "approvalReason", " ")), "approvalReason", "required");
        program.does("dhs.approver", "ApproveProgram", Map.of("approvalDecision", "return", "approvalReason", "Rural networks first."));
        assertThat(program.open()).containsExactly("ReplanScope");
        assertThat(program.shown("ReplanScope", "approvalReason")).isEqualTo("Rural networks first.");
        assertThat(program.facts("decision-made")).anyMatch(fact -> fact.contains("Rural networks first."));
        program.replan("expand");
        program.expansionPlanned().funded().reviewed().does("dhs.approver", "ApproveProgram", stories.approval());
        assertThat(program.facts("directive-released")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1.00", "1250000.005", "1250000.5", "1250000", "EUR 1250000.00", "€1250000.00", "$1250000.00", "1250000.00 CAD", "1,25,000.00",
        "0100.00", "lots"})
    void anAmountIsInDollarsWithTwoDecimalsAndNotNegative(String amount) {
        var program = stories.program();
        refused(() -> program.does(PLANNER, "InventoryPrograms", stories.inventory("programs", Spin.JSON(List.of(stories.existing(),
            with(stories.existing(), "program", "Other", "annualFunding", amount))))), "programs[1].annualFunding", "'Programs' row 2: 'Funding a year'");
        program.analyzed("both");
        refused(() -> program.does(PLANNER, "PlanExpansion", stories.expansion("expansionCost", amount)), "expansionCost", "exactly two decimals");
        refused(() -> program.does(PLANNER, "DraftProgramCharter", stories.charter("charterCost", amount)), "charterCost", "exactly two decimals");
        program.chartered().expansionPlanned();
        refused(() -> program.does(CHECKER, "CheckFunding", stories.funds(amount)), "fundingSources[0].amount", "'Sources' row 1: 'Amount'");
        assertThat(program.open()).containsExactly("CheckFunding");
    }

    @Test
    void fundsAreCalledEnoughOnlyIfPurposeTimeAndAmountAreConfirmedAndTheyPay() {
        var program = stories.program().analyzed("expand").expansionPlanned();
        for (var confirmation : List.of("purposeConfirmed", "timeConfirmed", "amountConfirmed")) {
            refused(() -> program.does(CHECKER, "CheckFunding", stories.funds("2000000.00", confirmation, false)), confirmation, "required");
        }
        refused(() -> program.does(CHECKER, "CheckFunding", stories.funds("1249999.99")), "fundingSources",
            "The sources give $1,249,999.99, but $1,250,000.00 is needed.");
        refused(() -> program.does(CHECKER, "CheckFunding", stories.funds("1.00", "fundingSources", Spin.JSON(List.of()))), "fundingSources", "give $0.00");
        refused(() -> program.does(CHECKER, "CheckFunding", stories.funds("1.00", "fundingSources", Spin.JSON(List.of(
            with(stories.source("2000000.00"), "availableUntil", stories.today().plusDays(29).toString()))))), "fundingSources[0].availableUntil",
            "Line 1: the money is available until");
        refused(() -> program.does(CHECKER, "CheckFunding", stories.funds("1.00", "fundingSources", Spin.JSON(List.of(
            stories.source("2000000.00"), stories.source("1.00"))))), "fundingSources[1].account", "Line 2: repeats a source");
        refused(() -> program.does(CHECKER, "CheckFunding", Map.of("fundingDecision", "not-enough", "fundingReason", "")), "fundingReason", "required");
        assertThat(program.facts("decision-made")).as("the option alone").hasSize(1);
        program.does(CHECKER, "CheckFunding", stories.funds("1.00", "fundingSources", Spin.JSON(List.of(stories.source("1000000.00"),
            with(stories.source("250000.00"), "account", "070-0806")))));
        assertThat(program.open()).containsExactly("ReviewLegality", "ReviewPrivacy");
    }

    @Test
    void personalDataAreNotClearedWithoutAnAssessment() {
        var program = funded();
        for (var assessment : List.of("open", "not-needed")) {
            refused(() -> program.does(CHECKER, "ReviewPrivacy", privacy("personalData", "yes", "personalDataText", "Names.", "privacyAssessment", assessment)),
                "privacyAssessment", "made and signed");
        }
        refused(() -> program.does(CHECKER, "ReviewPrivacy", privacy("privacyAssessment", "open")), "privacyAssessment", "or say that it is not needed");
        refused(() -> program.does(CHECKER, "ReviewPrivacy", privacy("personalData", "yes", "privacyAssessment", "done")), "personalDataText", "required");
        program.does(CHECKER, "ReviewPrivacy", privacy("personalData", "yes", "personalDataText", "Names.", "privacyAssessment", "done"));
        assertThat(program.facts("decision-made")).anyMatch(fact -> fact.contains("\"assessment\":\"done\""));
    }

    @Test
    void aProgramIsInForceNotBeforeItsApprovalAndWithinTheLimitsOfTheOrder() {
        var program = funded().reviewed();
        refused(() -> program.does("dhs.approver", "ApproveProgram", stories.approval("effectiveOn", stories.today().minusDays(1).toString())),
            "effectiveOn", "today or later");
        for (var confirmation : List.of("withinCybersecurity", "takingPartFree", "approvalConfirmed")) {
            refused(() -> program.does("dhs.approver", "ApproveProgram", stories.approval(confirmation, false)), confirmation, "required");
        }
        assertThat(program.mails("issued")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"gaps, [], Add at least one gap", "optionReason, '', required", "gapSummary, '', required", "programTitle, '', required",
        "programNumber, ?!, Letters", "programOption, none, one of"})
    void anAnalysisSaysWhatIsPlannedAndWhy(String field, String value, String message) {
        var program = stories.program();
        program.does(PLANNER, "InventoryPrograms", stories.inventory());
        refused(() -> program.does(PLANNER, "AnalyzeGaps", analysis("expand", field, value.equals("[]") ? Spin.JSON(List.of()) : value)), field, message);
    }

    @Test
    void aPlanStartsTodayAtTheEarliestAndExpandsAProgramOfTheInventory() {
        var program = stories.program().analyzed("both");
        var yesterday = stories.today().minusDays(1).toString();
        refused(() -> program.does(PLANNER, "PlanExpansion", stories.expansion("expansionStarts", yesterday)), "expansionStarts", "today or later");
        refused(() -> program.does(PLANNER, "PlanExpansion", stories.expansion("expandedProgram", "Scanner Nine")), "expandedProgram", "one of the offered");
        refused(() -> program.does(PLANNER, "DraftProgramCharter", with(stories.charter(), "charterStarts", yesterday)), "charterStarts", "today or later");
        refused(() -> stories.program().does(PLANNER, "InventoryPrograms", stories.inventory("programs",
            Spin.JSON(List.of(stories.existing(), stories.existing())))), "programs[1].program", "Line 2 names 'Scanner One' again");
    }

    @Test
    void whoPlansDoesNotCheckAndWhoCheckedDoesNotApprove() {
        var program = stories.program().analyzed("expand").expansionPlanned();
        refused(() -> program.does(PLANNER, "CheckFunding", stories.funds("2000000.00")), null, "another member of the staff");
        tasks.setAssignee(program.task("CheckFunding").getId(), null);
        program.funded();
        refused(() -> program.does(PLANNER, "ReviewPrivacy", privacy()), null, "another member of the staff");
        tasks.setAssignee(program.task("ReviewPrivacy").getId(), null);
        program.reviewed();
        assertThatThrownBy(() -> program.does("cisa.approver", "ApproveProgram", stories.approval())).isInstanceOf(AuthorizationException.class);
        assertThatThrownBy(() -> program.does("gsa.approver", "ApproveProgram", stories.approval())).isInstanceOf(AuthorizationException.class);
        assertThat(program.open()).containsExactly("ApproveProgram");
    }

    @Test
    void aClauseThatIsMetByItsDateIsNotEscalated() {
        var program = stories.program();
        program.certifiedElsewhere("C-20");
        program.fireWhenDue("DeadlineMissed");
        assertThat(program.facts("escalation-opened")).isEmpty();
    }

    @Test
    void remindersMilestonesAndTheMissedDeadlineRunBesideIt() {
        var program = stories.program();
        program.everyTimerFires();
        program.isEscalatedUntilItsDeadlineMoves();
    }

    private Running funded() {
        return stories.program().analyzed("expand").expansionPlanned().funded();
    }

    private static void atOnce(Runnable one, Runnable other) throws Exception {
        var barrier = new CyclicBarrier(2);
        var threads = Executors.newFixedThreadPool(2);
        try {
            var works = new ArrayList<Callable<Void>>();
            for (var work : List.of(one, other)) {
                works.add(() -> {
                    barrier.await();
                    work.run();
                    return null;
                });
            }
            for (var done : threads.invokeAll(works)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
