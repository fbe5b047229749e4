package org.eoworkflow.directive.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.eoworkflow.directive.tools.ToolsStory.PLANNER;
import static org.eoworkflow.directive.tools.ToolsStory.conditions;
import static org.eoworkflow.directive.tools.ToolsStory.confirmed;
import static org.eoworkflow.directive.tools.ToolsStory.refused;
import static org.eoworkflow.directive.tools.ToolsStory.tool;
import static org.eoworkflow.directive.tools.ToolsStory.tools;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.spin.Spin;
import org.eoworkflow.obligation.EvidenceStore;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.People;
import org.eoworkflow.support.SameMoment;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

@EngineTest
class ToolAccessProgramTest {

    @Autowired ToolsStory stories;
    @Autowired People people;
    @Autowired PublishedCatalogues published;
    @Autowired EvidenceStore evidence;
    @Autowired RepositoryService repository;
    @Autowired RuntimeService runtime;
    @Autowired ManagementService management;
    @Autowired JdbcClient jdbc;

    @Test
    void fromTheListToAPublishedCatalogueAndTwoCertifiedClauses() {
        var access = stories.access();
        assertThat(access.open()).containsExactly("CompileToolCatalogue");
        access.does(PLANNER, "CompileToolCatalogue", tools());
        assertThat(access.shown("SetEligibility", "eligibilityRows")).contains("A federal agency may have it on the usual terms.");
        assertThat(access.shown("SetEligibility", "priorityColumns")).contains("Incident in progress");
        assertThat(access.shown("SetEligibility", "eligibilityPreview")).contains("Frontier helper (Invented Provider)", "On conditions", "\"operator\":\"No\"");
        access.does(PLANNER, "SetEligibility", confirmed());
        access.does(PLANNER, "DraftConditions", conditions("Water utilities."));
        assertThat(access.open()).containsExactly("GiveView");
        assertThat(access.shown("GiveView", "consultationText")).contains("Frontier helper", "Water utilities.", "Logs and named accounts.");
        access.view("concur", "");
        assertThat(access.open()).containsExactly("ApproveCatalogue");
        assertThat(access.shown("ApproveCatalogue", "toolList")).contains("Scanner", "Public bodies and operators");
        assertThat(access.shown("ApproveCatalogue", "consultationViews")).contains("NSA", "Concur");
        access.does("dhs.approver", "ApproveCatalogue", stories.approval());
        assertThat(access.open()).containsExactly("AssembleEvidence");
        access.certify("C-21", "C-22");

        assertThat(access.end()).isEqualTo("DirectiveCarriedOut");
        var catalogue = published.newest(access.order).orElseThrow();
        assertThat(catalogue.version()).isEqualTo(1);
        assertThat(catalogue.approvedBy()).isEqualTo("dhs.approver");
        assertThat(catalogue.decisionTables()).contains("Access eligibility (version ", "Access priority (version ");
        assertThat(catalogue.tools()).extracting(Tool::tool, Tool::termsKind).containsExactly(
            tuple("Scanner", "standard"), tuple("Frontier helper", "conditions"));
        assertThat(catalogue.tools().get(1).conditions().appropriateFor()).isEqualTo("Water utilities.");
        for (var clause : List.of("C-21", "C-22")) {
            assertThat(evidence.ofClause(access.order, clause)).extracting(item -> item.description()).contains("Tools for defenders as issued");
        }
        assertThat(access.facts("directive-released")).hasSize(2).allMatch(fact -> fact.contains("tool-catalogue"));
    }

    @Test
    void everySectorIsToldOfTheToolsForWhichItIsEligibleAndOfNoOther() {
        var access = stories.access().published();

        assertThat(access.mails("tool-access")).contains("directives@gsa.example", "tools@rural-hospitals.example", "tools@community-banks.example",
            "tools@water.example", "tools@electricity.example", "tools@cities.example", "tools@tribes.example");
        assertThat(mail(access, "tools@rural-hospitals.example")).contains("Scanner", "tools@cisa.example", "/catalogue/tools", "An answer comes within a week.")
            .doesNotContain("Frontier helper");
        assertThat(mail(access, "tools@cities.example")).contains("Scanner", "Frontier helper", "covered frontier model");
        assertThat(access.facts("note")).filteredOn(fact -> fact.contains("sector invited")).hasSize(8);
    }

    @Test
    void aSectorWithoutAToolIsNotInvitedAndTheLedgerSaysSo() {
        var access = stories.access();
        access.compiled(tools("tools", Spin.JSON(List.of(tool("Feed", "audience", "agencies"))), "noCoveredModelReason", "None is designated."));
        access.does("dhs.approver", "ApproveCatalogue", stories.approval());

        assertThat(access.mails("tool-access")).isNotEmpty().allMatch(recipient -> recipient.startsWith("directives@"));
        assertThat(access.facts("note")).filteredOn(fact -> fact.contains("nobody invited")).hasSize(7).anyMatch(fact -> fact.contains("rural-hospitals"));
    }

    @Test
    void withoutACoveredModelNobodyIsAskedButTheReasonIsOnRecord() {
        var access = stories.access();
        var only = Spin.JSON(List.of(tool("Scanner")));
        refused(() -> access.does(PLANNER, "CompileToolCatalogue", tools("tools", only)), "noCoveredModelReason", "Say why no covered frontier model is appropriate now");
        access.compiled(tools("tools", only, "noCoveredModelReason", "None is designated yet."));
        assertThat(access.open()).containsExactly("ApproveCatalogue");
        assertThat(access.shown("ApproveCatalogue", "noCoveredModelReason")).isEqualTo("None is designated yet.");
    }

    /** The catalogue waits no longer than the window, and what NSA said in time is shown to whoever approves. */
    @RepeatedTest(3)
    void nsaAnswersAsItsWindowCloses() throws Exception {
        var access = stories.access().asked();
        var failures = SameMoment.all(List.of(access.completing("nsa.staff", "GiveView", Map.of("view", "concur-with-comment", "viewComment", "Logs for a year.")),
            access.firing("WindowClosed")));
        access.continueAtOnce("GiveView");

        assertThat(failures.size()).as("one is heard, the other told that it is over").isLessThanOrEqualTo(1);
        assertThat(access.open()).containsExactly("ApproveCatalogue");
        var heard = access.facts("consultation-answered").size();
        assertThat(heard + access.facts("consultation-unanswered").size()).as("once heard, or once silent").isEqualTo(1);
        if (heard == 1) {
            assertThat(access.shown("ApproveCatalogue", "consultationViews")).contains("Logs for a year.");
        } else {
            assertThat(access.shown("ApproveCatalogue", "consultationViews")).contains("No response").doesNotContain("Logs for a year.");
        }
    }

    @Test
    void nsaIsSilentUntilItsWindowClosesOnItsDay() {
        var access = stories.access().asked();
        access.fireWhenDue("WindowClosed");
        assertThat(access.open()).containsExactly("ApproveCatalogue");
        assertThat(access.facts("consultation-unanswered")).hasSize(1);
        refused(() -> access.does("dhs.approver", "ApproveCatalogue", stories.approval("effectiveOn", "")), "effectiveOn", "");
        access.does("dhs.approver", "ApproveCatalogue", stories.approval());
        assertThat(published.newest(access.order)).as("silence holds nothing up").isPresent();
    }

    @Test
    void anObjectionOfNsaChangesTheConditions() {
        var access = stories.access().asked();
        access.view("non-concur", "Too wide.");
        access.objectionDecided("revise");
        assertThat(access.open()).containsExactly("DraftConditions");
        assertThat(access.shown("DraftConditions", "conditions")).as("what was drafted stays").contains("Water utilities.");
        assertThat(access.shown("DraftConditions", "consultationViews")).contains("Do not concur", "Too wide.");
        access.does(PLANNER, "DraftConditions", conditions("Large water utilities."));
        access.view("concur-with-comment", "Better.");
        assertThat(access.open()).containsExactly("ApproveCatalogue");
        assertThat(access.shown("ApproveCatalogue", "conditions")).contains("Large water utilities.");
    }

    @Test
    void anObjectionOfNsaMayBeAnsweredAndTheConditionsStand() {
        var access = stories.access().asked();
        access.view("non-concur", "Too wide.");
        access.objectionDecided("proceed");
        assertThat(access.open()).containsExactly("ApproveCatalogue");
    }

    @Test
    void nsasSilenceIsRecordedWhenTheWindowClosesSinceTheOrderDoesNotAskForItsView() {
        var access = stories.access().asked();
        var consultation = runtime.createProcessInstanceQuery().processInstanceBusinessKey(access.key).processDefinitionKey("InteragencyConsultation").singleResult();
        management.executeJob(management.createJobQuery().processInstanceId(consultation.getId()).activityId("WindowClosed").singleResult().getId());
        assertThat(access.open()).containsExactly("ApproveCatalogue");
        assertThat(access.facts("consultation-unanswered")).singleElement().asString().contains("nsa");
    }

    @Test
    void whereNobodyTakesPartByPracticeNobodyIsAsked() {
        var access = stories.access(new String[0]).asked();
        assertThat(access.open()).containsExactly("ApproveCatalogue");
    }

    @Test
    void theApproverReturnsTheCatalogueWithReasonsAndItGoesThroughEverythingAgain() {
        var access = stories.access().asked();
        access.view("concur", "");
        refused(() -> access.does("dhs.approver", "ApproveCatalogue", Map.of("approvalDecision", "return", "approvalReason", "")), "approvalReason", "required");
        access.does("dhs.approver", "ApproveCatalogue", Map.of("approvalDecision", "return", "approvalReason", "Name the terms."));
        assertThat(access.open()).containsExactly("CompileToolCatalogue");
        assertThat(access.shown("CompileToolCatalogue", "approvalReason")).isEqualTo("Name the terms.");
        assertThat(access.facts("decision-made")).anyMatch(fact -> fact.contains("Name the terms."));
        assertThat(published.newest(access.order)).isEmpty();
        access.published();
        assertThat(published.newest(access.order)).get().extracting(PublishedCatalogue::version).isEqualTo(1);
    }

    @Test
    void theListGoesBackWhereTheTablesDoNotFitIt() {
        var access = stories.access();
        access.does(PLANNER, "CompileToolCatalogue", tools());
        refused(() -> access.does(PLANNER, "SetEligibility", Map.of("eligibilityDecision", "tools", "toolsReason", "")), "toolsReason", "required");
        access.does(PLANNER, "SetEligibility", Map.of("eligibilityDecision", "tools", "toolsReason", "The scanner is for all."));
        assertThat(access.shown("CompileToolCatalogue", "toolsReason")).isEqualTo("The scanner is for all.");
        access.does(PLANNER, "CompileToolCatalogue", tools());
        assertThat(access.shown("SetEligibility", "eligibilityDecision")).as("decided anew").isEqualTo("null");
    }

    @Test
    void bothTablesAreConfirmedAsRead() {
        var access = stories.access();
        access.does(PLANNER, "CompileToolCatalogue", tools());
        for (var table : List.of("eligibilityConfirmed", "priorityConfirmed")) {
            var confirmed = new HashMap<>(confirmed());
            confirmed.put(table, false);
            refused(() -> access.does(PLANNER, "SetEligibility", confirmed), table, "required");
        }
    }

    @Test
    void aTableThatChangedSinceItWasShownIsNotConfirmedUnseen() {
        var access = stories.access();
        access.does(PLANNER, "CompileToolCatalogue", tools());
        var changed = repository.createDeployment().name("changed table").addClasspathResource("processes/access-priority.dmn").deploy();
        try {
            refused(() -> access.does(PLANNER, "SetEligibility", confirmed()), "eligibilityDecision", "A table was changed since it was shown to you");
            access.does(PLANNER, "SetEligibility", Map.of("eligibilityDecision", "again"));
            assertThat(access.open()).containsExactly("SetEligibility");
            access.does(PLANNER, "SetEligibility", confirmed());
            assertThat(access.open()).containsExactly("DraftConditions");
        } finally {
            repository.deleteDeployment(changed.getId(), true);
        }
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {"provider, ``, tools[1].provider, 'Tools' row 2: 'Provider' is required", "tool, ` `, tools[1].tool, 'Tools' row 2: 'Tool or service' is required",
        "capacity, 0, tools[1].capacity, 'Tools' row 2: 'Capacity' must be at least 1", "capacity, -3, tools[1].capacity, must be at least 1",
        "capacity, 1.5, tools[1].capacity, whole number", "audience, everybody, tools[1].audience, must be one of", "terms, ``, tools[1].terms, required",
        "termsKind, conditions, tools[1].termsKind, must be one of", "coveredModel, perhaps, tools[1].coveredModel, must be one of"})
    void aToolOfTheListIsCompleteOrRefusedWithFieldAndLine(String field, String value, String place, String message) {
        var access = stories.access();
        Object wrong = field.equals("capacity") ? (Object) Double.valueOf(value) : value;
        refused(() -> access.does(PLANNER, "CompileToolCatalogue", tools("tools", Spin.JSON(List.of(tool("Scanner"), tool("Other", field, wrong))))), place,
            message);
        assertThat(access.open()).containsExactly("CompileToolCatalogue");
    }

    @Test
    void aToolOfAProviderIsListedOnceHoweverItIsSpelled() {
        var access = stories.access();
        refused(() -> access.does(PLANNER, "CompileToolCatalogue", tools("tools", Spin.JSON(List.of(tool("Scanner"), tool("Other"), tool("SCANNER"))))),
            "tools[2].tool", "Line 3: lists 'SCANNER' of 'Invented Provider' again; it stands in line 1 already.");
        refused(() -> access.does(PLANNER, "CompileToolCatalogue", tools("tools", Spin.JSON(List.of()))), "tools", "List at least one tool.");
        refused(() -> access.does(PLANNER, "CompileToolCatalogue", tools("requestContact", "no mailbox")), "requestContact", "e-mail address");
        access.does(PLANNER, "CompileToolCatalogue", tools("tools", Spin.JSON(List.of(tool("Scanner"), tool("Scanner", "provider", "Another"))),
            "noCoveredModelReason", "None is designated."));
    }

    @Test
    void everyCoveredModelHasAllItsConditions() {
        var access = stories.access().compiled(tools());
        refused(() -> access.does(PLANNER, "DraftConditions", conditions(" ")), "conditions[0].appropriateFor", "required");
        refused(() -> access.does(PLANNER, "DraftConditions", Map.of("conditions", Spin.JSON(List.of()))), "conditions",
            "Give all conditions of 'Frontier helper' of 'Invented Provider'");
        assertThat(access.open()).containsExactly("DraftConditions");
    }

    @Test
    void requestsAreAcceptedNotBeforeTheApprovalAndWithinTheLimitsOfTheOrder() {
        var access = stories.access().asked();
        access.view("concur", "");
        refused(() -> access.does("dhs.approver", "ApproveCatalogue", stories.approval("effectiveOn", stories.today().minusDays(1).toString())),
            "effectiveOn", "today or later");
        for (var confirmation : List.of("withinCybersecurity", "takingPartFree", "approvalConfirmed")) {
            refused(() -> access.does("dhs.approver", "ApproveCatalogue", stories.approval(confirmation, false)), confirmation, "required");
        }
        assertThat(published.newest(access.order)).isEmpty();
        assertThat(access.mails("tool-access")).isEmpty();
    }

    @Test
    void anotherAgencyNeitherApprovesNorGivesNsasView() {
        var access = stories.access().asked();
        assertThatThrownBy(() -> people.complete("ncd.staff", access.key, "GiveView", Map.of("view", "concur"))).isInstanceOf(AuthorizationException.class);
        access.view("concur", "");
        for (var account : List.of("cisa.approver", "nsa.approver", "dhs.staff")) {
            assertThatThrownBy(() -> access.does(account, "ApproveCatalogue", stories.approval())).isInstanceOf(AuthorizationException.class);
        }
    }

    @Test
    void aPublishedVersionCannotBeChangedByTheApplication() {
        var access = stories.access().published();
        for (var change : List.of("update eo.tool_catalogue set title = 'x' where order_id = ?", "delete from eo.catalogue_tool where order_id = ?",
                "update eo.catalogue_tool set capacity = 1 where order_id = ?")) {
            assertThatThrownBy(() -> jdbc.sql(change).param(access.order).update()).isInstanceOf(DataAccessException.class).hasStackTraceContaining("permission denied");
        }
        assertThat(published.nextVersion(access.order)).isEqualTo(2);
    }

    @Test
    void clausesThatAreMetByTheirDateAreNotEscalated() {
        var access = stories.access();
        access.certifiedElsewhere("C-21");
        access.certifiedElsewhere("C-22");
        access.fireWhenDue("DeadlineMissed");
        assertThat(access.facts("escalation-opened")).isEmpty();
    }

    @Test
    void remindersMilestonesAndTheMissedDeadlineRunBesideIt() {
        var access = stories.access();
        access.everyTimerFires();
        access.isEscalatedUntilItsDeadlineMoves();
    }

    private String mail(ToolsStory.Running access, String recipient) {
        return jdbc.sql("select html from eo.outbox where key like ? and recipient = ?").params("tool-access/" + access.instance + "%", recipient)
            .query(String.class).single();
    }
}
