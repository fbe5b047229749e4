package org.eoworkflow.directive.defense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.eoworkflow.support.DirectiveRuns.refused;

import java.time.LocalDate;
import java.util.HashMap;
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

@EngineTest
class DodSystemsDefenseTest {

    private static final List<String> COMPONENTS = DefenseStory.COMPONENTS;

    @Autowired DefenseStory stories;
    @Autowired EvidenceStore evidence;
    @Autowired Certifications certifications;
    @Autowired People people;
    @Autowired TaskService tasks;

    @Test
    void fromTheAssessmentToACertifiedClause() {
        var order = stories.department(12);
        assertThat(order.open()).containsExactly("AssessPosture");
        order.ordered();
        assertThat(order.open("GivePosition")).isEqualTo(6);
        order.everyComponentAgrees();
        assertThat(order.open()).containsExactly("ReviewLegality");
        order.counselClears();
        assertThat(order.open()).containsExactly("SignOrder");
        order.sign();
        assertThat(order.open("AcknowledgeOrder")).isEqualTo(6);
        COMPONENTS.forEach(order::plan);
        assertThat(order.open()).containsExactly("AssembleEvidence");
        certifications.certify(order.key, "C-17", "dod", "dod");

        assertThat(order.end()).isEqualTo("DirectiveCarriedOut");
        assertThat(order.facts("acknowledged")).hasSize(6).allMatch(fact -> fact.contains("Plan One"));
        assertThat(order.facts("directive-released")).singleElement().asString().contains("priority-order", "dod.approver", "marine-corps");
        assertThat(order.mails("issued")).hasSize(6).contains("directives@space-force.example");
        assertThat(evidence.ofClause(order.order, "C-17")).extracting(item -> item.description()).contains("PD 26-1 as issued", "Acknowledgements, complete");
    }

    @Test
    void aDisagreementIsResolvedAboveTheComponentsAndTheDraftProceeds() {
        var order = disputed();
        assertThat(order.open()).containsExactly("RecordResolution");
        assertThat(tasks.getVariable(people.task(order.key, "RecordResolution").getId(), "positions").toString())
            .contains("Department of the Navy", "Does not agree", "Ships are at sea.");
        order.resolve("agreed");

        assertThat(order.open()).containsExactly("ReviewLegality");
        assertThat(order.facts("decision-made")).anyMatch(fact -> fact.contains("They report in port."));
    }

    @Test
    void aDisagreementMayChangeTheDraftWhichIsThenPutBeforeAllAgain() {
        var order = disputed();
        order.resolve("revise");

        assertThat(order.open()).containsExactly("DraftPriorityOrder");
        assertThat(tasks.getVariable(people.task(order.key, "DraftPriorityOrder").getId(), "coordinationAnswers").toString()).contains("They report in port.");
        order.redraft();
        assertThat(order.open("GivePosition")).isEqualTo(6);
        order.everyComponentAgrees();
        assertThat(order.open()).containsExactly("ReviewLegality");
    }

    @Test
    void aDisagreementWithoutAResolutionIsRefused() {
        var order = disputed();
        refused(() -> people.complete("dod.approver", order.key, "RecordResolution", Map.of("coordinationDecision", "agreed", "disagreements",
            Spin.JSON(List.of(Map.of("agency", "Department of the Army", "comment", "None.", "resolution", "None."))))), "disagreements",
            "Say how the disagreement of Department of the Navy is resolved.");
        assertThat(order.open()).containsExactly("RecordResolution");
    }

    @Test
    void silenceIsChasedThenToldToTheHeadsAndNeverCountedAsAgreement() {
        var order = stories.department(12).ordered();
        COMPONENTS.subList(0, 5).forEach(component -> order.position(component, "agree-with-comment"));
        order.fire("PositionsLate");
        assertThat(order.mails("coordination-chased")).containsExactly("directives@defense-agencies.example");
        order.fire("PositionsMissing");
        assertThat(order.mails("coordination-escalated")).containsExactly("directives@dod.example", "head@defense-agencies.example");

        assertThat(order.open()).containsExactly("GivePosition");
        order.position("defense-agencies", "agree");
        assertThat(order.open()).containsExactly("ReviewLegality");
    }

    @Test
    void aLegalObjectionSendsTheDraftBackWithItsGround() {
        var order = stories.department(12).ordered().everyComponentAgrees();
        order.counselObjects("No authority for the second measure.");

        assertThat(order.open()).containsExactly("DraftPriorityOrder");
        assertThat(tasks.getVariable(people.task(order.key, "DraftPriorityOrder").getId(), "legalGround")).isEqualTo("No authority for the second measure.");
    }

    @Test
    void theSignerReturnsTheOrderToTheDrafters() {
        var order = stories.department(12).ordered().everyComponentAgrees().counselClears();
        order.signerReturns("Shorter, please.");

        assertThat(order.open()).containsExactly("DraftPriorityOrder");
        assertThat(tasks.getVariable(people.task(order.key, "DraftPriorityOrder").getId(), "signatureReason")).isEqualTo("Shorter, please.");
        order.redraft();
        order.everyComponentAgrees().counselClears().sign();
        assertThat(order.facts("directive-released")).hasSize(1);
    }

    @Test
    void anOrderIsSignedWithADayOfEffectThatIsNotPast() {
        var order = stories.department(12).ordered().everyComponentAgrees().counselClears();
        var yesterday = LocalDate.now(EngineClock.WASHINGTON).minusDays(1).toString();
        refused(() -> people.complete("dod.approver", order.key, "SignOrder", Map.of("signatureDecision", "sign", "effectiveOn", yesterday,
            "signatureConfirmed", true)), "effectiveOn", "today or later");
        refused(() -> people.complete("dod.approver", order.key, "SignOrder", Map.of("signatureDecision", "sign", "effectiveOn", stories.today(),
            "signatureConfirmed", false)), "signatureConfirmed", "");
        refused(() -> people.complete("dod.approver", order.key, "SignOrder", Map.of("signatureDecision", "return", "signatureReason", " ")),
            "signatureReason", "");
        assertThat(order.facts("directive-released")).isEmpty();
    }

    @Test
    void missingAcknowledgementsAreChasedThenToldToTheHeadsAndTheClauseWaits() {
        var order = released();
        COMPONENTS.subList(0, 5).forEach(order::plan);
        order.fire("AcknowledgementsLate");
        assertThat(order.mails("acknowledgement-chased")).containsExactly("directives@defense-agencies.example");
        order.fire("AcknowledgementsMissing");
        assertThat(order.mails("acknowledgement-escalated")).containsExactly("directives@dod.example", "head@defense-agencies.example");

        assertThat(order.open()).containsExactly("AcknowledgeOrder");
        order.plan("defense-agencies");
        assertThat(order.open()).containsExactly("AssembleEvidence");
    }

    @Test
    void nobodyAcknowledgesForAnotherComponentOrTakesItsPosition() {
        var drafted = stories.department(12).ordered();
        var ofNavy = drafted.task("GivePosition", "navy");
        assertThatThrownBy(() -> people.complete("army.staff", ofNavy, DefenseStory.position("agree"))).isInstanceOf(AuthorizationException.class);
        refused(() -> people.complete("admin", ofNavy, DefenseStory.position("agree")), null, "The position of Department of the Navy is given by its staff");
        assertThat(drafted.answers("COORDINATION")).isEmpty();

        var order = released();
        var navys = order.task("AcknowledgeOrder", "navy");
        assertThatThrownBy(() -> people.complete("army.staff", navys, stories.planned())).isInstanceOf(AuthorizationException.class);
        refused(() -> people.complete("admin", navys, stories.planned()), null, "The acknowledgement of Department of the Navy is given by its staff");
        assertThat(order.answers("ACKNOWLEDGEMENT")).isEmpty();
    }

    @Test
    void anAcknowledgementNamesAPlanAndADayThatIsNotPast() {
        var order = released();
        var yesterday = LocalDate.now(EngineClock.WASHINGTON).minusDays(1).toString();
        for (var wrong : List.of(Map.entry("planName", (Object) " "), Map.entry("responsibleOffice", (Object) ""), Map.entry("planCompletes", (Object) yesterday),
                Map.entry("planCompletes", (Object) "soon"), Map.entry("acknowledged", (Object) false))) {
            var planned = new HashMap<>(stories.planned());
            planned.put(wrong.getKey(), wrong.getValue());
            refused(() -> people.complete("army.staff", order.task("AcknowledgeOrder", "army"), planned), wrong.getKey(), "");
        }
        assertThat(order.answers("ACKNOWLEDGEMENT")).isEmpty();
    }

    @Test
    void aClauseThatIsMetByItsDateIsNotEscalated() {
        var order = stories.department(12);
        order.certifiedElsewhere("C-17");
        order.fireWhenDue("DeadlineMissed");
        assertThat(order.facts("escalation-opened")).isEmpty();
    }

    @Test
    void remindersMilestonesAndTheMissedDeadlineRunBesideIt() {
        var order = stories.department(12);
        order.everyTimerFires();
        order.isEscalatedUntilItsDeadlineMoves();
    }

    private DefenseStory.Running disputed() {
        var order = stories.department(12).ordered();
        COMPONENTS.forEach(component -> order.position(component, component.equals("navy") ? "disagree" : "agree"));
        return order;
    }

    private DefenseStory.Running released() {
        return stories.department(12).ordered().everyComponentAgrees().counselClears().sign();
    }
}
