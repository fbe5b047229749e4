package org.eoworkflow.directive.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.support.EngineTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Every rule of both tables, every combination of their values, and what no rule is for. */
@EngineTest
class AccessTablesTest {

    private static final List<String> KINDS = List.of("agency", "state-local", "tribal-territorial", "operator", "other");
    private static final List<String> SECTORS = List.of("rural-hospital", "community-bank", "local-utility", "other-critical", "none");
    private static final List<String> AUDIENCES = List.copyOf(Tool.AUDIENCES.keySet());
    private static final List<String> TERMS = List.of("standard", "agreement", "conditions");
    private static final List<String> YES_OR_NO = List.of("yes", "no");

    @Autowired AccessTables tables;

    @ParameterizedTest
    @CsvSource({
        "agency, none, agencies, standard, eligible, A federal agency may have it on the usual terms.",
        "agency, none, public-bodies, agreement, conditional, A federal agency may have it once the agreement is signed.",
        "agency, none, all, conditions, conditional, A federal agency may have it if the conditions of the covered frontier model are met.",
        "agency, none, operators, standard, not-eligible, It is for operators of critical infrastructure.",
        "state-local, none, public-bodies, standard, eligible, 'A state, local, tribal or territorial authority may have it on the usual terms.'",
        "tribal-territorial, none, all, agreement, conditional, 'A state, local, tribal or territorial authority may have it once the agreement is signed.'",
        "state-local, local-utility, all, conditions, conditional, 'A state, local, tribal or territorial authority may have it if the conditions of the covered frontier model are met.'",
        "tribal-territorial, none, agencies, standard, not-eligible, It is for federal agencies or for operators of critical infrastructure.",
        "state-local, none, operators, agreement, not-eligible, It is for federal agencies or for operators of critical infrastructure.",
        "operator, rural-hospital, operators, standard, eligible, An operator of critical infrastructure may have it on the usual terms.",
        "operator, community-bank, all, agreement, conditional, An operator of critical infrastructure may have it once the agreement is signed.",
        "operator, other-critical, all, conditions, conditional, An operator of critical infrastructure may have it if the conditions of the covered frontier model are met.",
        "operator, local-utility, public-bodies, standard, not-eligible, It is for public bodies.",
        "operator, local-utility, agencies, conditions, not-eligible, It is for public bodies.",
        "operator, none, all, standard, not-eligible, It names no sector of critical infrastructure.",
        "other, none, all, standard, not-eligible, Neither a public body nor an operator of critical infrastructure."})
    void eligibilityIsDecidedByRequesterSectorAudienceAndTerms(String kind, String sector, String audience, String terms, String eligibility, String reason) {
        var decided = tables.eligibility(kind, sector, audience, terms);
        assertThat(decided.value()).isEqualTo(eligibility);
        assertThat(decided.reason()).isEqualTo(reason);
        assertThat(decided.isEligible()).isEqualTo(!eligibility.equals("not-eligible"));
    }

    @ParameterizedTest
    @CsvSource({
        "yes, none, other, no, 1, An incident in progress goes before all.",
        "yes, rural-hospital, operator, yes, 1, An incident in progress goes before all.",
        "no, rural-hospital, operator, no, 2, 'Rural hospitals, community banks and local utilities come first.'",
        "no, community-bank, operator, yes, 2, 'Rural hospitals, community banks and local utilities come first.'",
        "no, local-utility, state-local, no, 2, 'Rural hospitals, community banks and local utilities come first.'",
        "no, none, state-local, yes, 3, An under-resourced public body.",
        "no, other-critical, tribal-territorial, yes, 3, An under-resourced public body.",
        "no, none, agency, no, 4, A public body with means of its own.",
        "no, other-critical, operator, yes, 4, Neither small critical infrastructure nor a public body.",
        "no, none, other, no, 4, Neither small critical infrastructure nor a public body."})
    void priorityIsDecidedByIncidentSectorRequesterAndMeans(String incident, String sector, String kind, String underResourced, int priority, String reason) {
        var decided = tables.priority(incident, sector, kind, underResourced);
        assertThat(decided.value()).isEqualTo(priority);
        assertThat(decided.reason()).isEqualTo(reason);
    }

    @Test
    void noCombinationIsWithoutARuleAndNoRuleIsNeverUsed() {
        Set<String> reasons = new TreeSet<>();
        KINDS.forEach(kind -> SECTORS.forEach(sector -> AUDIENCES.forEach(audience -> TERMS.forEach(terms ->
            reasons.add(tables.eligibility(kind, sector, audience, terms).reason())))));
        assertThat(reasons).hasSameElementsAs(reasons("access-eligibility", "Reason"));
        reasons.clear();
        YES_OR_NO.forEach(incident -> SECTORS.forEach(sector -> KINDS.forEach(kind -> YES_OR_NO.forEach(means ->
            reasons.add(tables.priority(incident, sector, kind, means).reason())))));
        assertThat(reasons).hasSameElementsAs(reasons("access-priority", "Reason"));
    }

    @Test
    void whatNoRuleIsForIsAnErrorThatNamesTheInputs() {
        assertThatThrownBy(() -> tables.eligibility("agency", "none", "everybody", "standard")).isInstanceOf(Refusal.class).hasMessage(
            "Decision table AccessEligibility has no rule for requesterKind 'agency', sector 'none', audience 'everybody', termsKind 'standard'. "
                + "Add one and deploy the table again.");
        assertThatThrownBy(() -> tables.priority("perhaps", "none", "agency", "no")).isInstanceOf(Refusal.class)
            .hasMessageContaining("AccessPriority has no rule for incident 'perhaps'");
    }

    @Test
    void theTablesAreShownAsTheyAreDeployed() {
        var columns = tables.columns("AccessEligibility").elements();
        assertThat(columns).extracting(column -> column.prop("label").stringValue())
            .containsExactly("Kind of requester", "Sector", "Who may have the tool", "Terms", "Eligibility", "Reason");
        var rows = tables.rows("AccessEligibility").elements();
        assertThat(rows).hasSize(14);
        assertThat(rows.get(0).toString()).contains("\"column1\":\"agency\"", "\"column2\":\"any\"", "\"column3\":\"agencies, public-bodies, all\"",
            "\"column5\":\"eligible\"");
        assertThat(rows.get(8).prop("column2").stringValue()).isEqualTo("not none");
        assertThat(tables.rows("AccessPriority").elements()).hasSize(5).first().asString().contains("\"column5\":\"1\"");
        assertThatThrownBy(() -> tables.rows("AccessNothing")).isInstanceOf(Refusal.class).hasMessage("Decision table AccessNothing is not deployed. Deploy it again.");
    }

    /** What the file's rules give as reasons. */
    private static List<String> reasons(String file, String output) {
        var reasons = new ArrayList<String>();
        for (var rule : Dmn.readModelFromFile(new File("processes/" + file + ".dmn")).getModelElementsByType(Rule.class)) {
            rule.getOutputEntries().stream().filter(entry -> entry.getId().endsWith(output))
                .forEach(entry -> reasons.add(entry.getText().getTextContent().replace("\"", "")));
        }
        return reasons;
    }
}
