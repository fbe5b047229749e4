package org.eoworkflow.directive.bod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.spin.Spin;
import org.eoworkflow.obligation.EvidenceStore;
import org.eoworkflow.order.DirectiveState;
import org.eoworkflow.order.Orders;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.support.Certifications;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.People;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@EngineTest
class BindingOperationalDirectivesTest {

    @Autowired DirectiveStory stories;
    @Autowired ReleasedDirectives directives;
    @Autowired EvidenceStore evidence;
    @Autowired Certifications certifications;
    @Autowired People people;
    @Autowired TaskService tasks;
    @Autowired RuntimeService runtime;
    @Autowired HistoryService history;
    @Autowired JdbcClient jdbc;
    @Autowired Orders orders;

    @Test
    void fromTheAnalysisToACertifiedClause() {
        var directive = stories.begin();
        assertThat(directive.open()).containsExactly("AnalyzeThreat");
        directive.analyze();
        assertThat(directive.open()).containsExactly("ScopeDirective");
        directive.scope(Map.of());
        assertThat(directive.open()).containsExactly("DraftDirective", "DraftGuidance");
        String number = DirectiveStory.freshNumber();
        directive.draft(number, Map.of());
        assertThat(directive.open()).containsExactly("DraftGuidance");
        directive.guide();
        assertThat(directive.open()).containsExactly("ReviewLegality");
        directive.counselClears();
        assertThat(directive.open()).containsExactly("GiveView", "GiveView", "GiveView");
        directive.everybodyConcurs();
        assertThat(directive.open()).containsExactly("ApproveDirective");
        directive.approve();
        assertThat(directive.open()).containsExactly("SignDirective");
        directive.sign();
        directive.startImplementations();
        assertThat(directive.open()).contains("DecideFurtherDirective");
        directive.further("no");
        assertThat(directive.open()).contains("AssembleEvidence");
        certifications.certify(directive.key, "C-18", "cisa", "dhs");
        certifications.certify(directive.key, "C-19", "cisa", "dhs");

        assertThat(directive.ended()).isTrue();
        assertThat(endOf(directive)).isEqualTo("DirectiveCarriedOut");
        assertThat(facts(directive, "clause-certified")).hasSize(2);
    }

    @Test
    void aReleaseIsKeptProvenRecordedAndMailed() {
        var directive = stories.begin();
        String number = directive.released(Map.of("scopeAgencies", Spin.JSON(List.of("gsa", "nasa"))));

        var released = directives.of(directive.instance);
        assertThat(released).singleElement().satisfies(r -> {
            assertThat(r.number()).isEqualTo(number);
            assertThat(r.agencies()).containsExactly("gsa", "nasa");
            assertThat(r.releasedOn()).hasToString((String) directive.variable("releasedOn"));
            assertThat(r.supersededBy()).isNull();
            assertThat(evidence.ofClause(directive.order, "C-18")).extracting(e -> e.sha256()).containsExactly(r.sha256());
            assertThat(evidence.ofClause(directive.order, "C-19")).extracting(e -> e.sha256()).containsExactly(r.guidanceSha256());
            assertThat(facts(directive, "directive-released")).hasSize(2).anyMatch(f -> f.contains(r.sha256()) && f.contains("\"document\":\"directive\""))
                .anyMatch(f -> f.contains(r.guidanceSha256()) && f.contains("\"document\":\"guidance\""));
        });
        assertThat(jdbc.sql("select account from eo.ledger_entry where business_key = ? and kind = 'directive-released' and clause_id = 'C-18'")
            .param(directive.key).query(String.class).single()).isEqualTo("dhs.approver");
        var slug = number.toLowerCase().replace(' ', '-');
        assertThat(jdbc.sql("""
                select o.recipient, o.subject, string_agg(a.name, ' ' order by a.position) files from eo.outbox o
                join eo.outbox_attachment a on a.outbox_id = o.id where o.key = ? group by o.id order by o.recipient""")
            .param("directive-released/" + slug).query().listOfRows()).hasSize(2).allSatisfy(mail -> {
                assertThat((String) mail.get("subject")).startsWith(number + " was released");
                assertThat(mail.get("files")).isEqualTo(slug + ".pdf " + slug + "-guidance.pdf");
            }).extracting(mail -> mail.get("recipient")).containsExactly("directives@gsa.example", "directives@nasa.example");
    }

    @Test
    void aLegalObjectionSendsTheDraftsBackWithItsGround() {
        var directive = stories.begin();
        String number = directive.drafted(Map.of());
        directive.counselObjects("No authority for the second action.");

        assertThat(directive.open()).containsExactly("DraftDirective", "DraftGuidance");
        assertThat(shown(directive, "DraftDirective")).contains("Counsel objects: No authority for the second action.");
        directive.draft(number, Map.of());
        directive.guide();
        directive.counselClears();
        assertThat(directive.open()).containsExactly("GiveView", "GiveView", "GiveView");
    }

    @Test
    void anObjectionOfAConsultedAgencySendsTheDraftsBackOnlyIfTheApproverDecidesSo() {
        var directive = stories.begin();
        String number = directive.drafted(Map.of());
        directive.counselClears();
        directive.ombObjects("revise");

        assertThat(directive.open()).containsExactly("DraftDirective", "DraftGuidance");
        assertThat(shown(directive, "DraftGuidance")).contains("revised after the consultation", "Do not concur", "Thirty days are too short.");
        directive.draft(number, Map.of());
        directive.guide();
        directive.counselClears();
        directive.ombObjects("proceed");
        assertThat(directive.open()).containsExactly("ApproveDirective");
        assertThat(shown(directive, "ApproveDirective")).contains("Thirty days are too short.");
    }

    @Test
    void theApproverReturnsTheDraftsWithAReason() {
        var directive = stories.begin();
        String number = directive.drafted(Map.of());
        directive.counselClears();
        directive.everybodyConcurs();
        directive.returnToDrafters("Name the systems.");

        assertThat(directive.open()).containsExactly("DraftDirective", "DraftGuidance");
        assertThat(shown(directive, "DraftDirective")).contains("The approver returns it: Name the systems.");
        directive.draft(number, Map.of());
        directive.guide();
        directive.counselClears();
        directive.everybodyConcurs();
        assertThat(tasks.getVariable(people.task(directive.key, "ApproveDirective").getId(), "approvalDecision")).isNull();
    }

    @Test
    void theSignerReturnsTheDirectiveToTheApprover() {
        var directive = stories.begin();
        directive.drafted(Map.of());
        directive.counselClears();
        directive.everybodyConcurs();
        directive.approve();
        directive.signerReturns("Shorten the title.");

        assertThat(directive.open()).containsExactly("ApproveDirective");
        assertThat(tasks.getVariable(people.task(directive.key, "ApproveDirective").getId(), "signatureReason")).isEqualTo("Shorten the title.");
        assertThat(directives.of(directive.instance)).isEmpty();
        directive.approve();
        directive.sign();
        assertThat(directives.of(directive.instance)).hasSize(1);
    }

    @Test
    void aCancelledDraftIsRecordedAndTakenUpAgainByANewAnalysis() {
        var directive = stories.begin();
        String number = directive.drafted(Map.of());
        directive.counselClears();
        directive.everybodyConcurs();
        directive.cancel("Overtaken by events.");

        assertThat(directive.open()).containsExactly("DecideAfterCancellation");
        assertThat(facts(directive, "draft-cancelled")).singleElement().asString().contains(number, "Overtaken by events.");
        directive.afterCancellation("analyze");
        assertThat(directive.open()).containsExactly("AnalyzeThreat");
        assertThat(directive.variable("directiveNumber")).isEqualTo(number);
        assertThat(directive.variable("threatSummary")).isEqualTo("Known holes stay open.");
    }

    @Test
    void aCancelledDraftMayBeTheEndAndThenTheAccountableAreTold() {
        var directive = stories.begin();
        directive.drafted(Map.of());
        directive.counselClears();
        directive.everybodyConcurs();
        directive.cancel("Not needed.");
        directive.afterCancellation("end");

        assertThat(endOf(directive)).isEqualTo("NoDirectiveIssued");
        assertThat(facts(directive, "note")).anyMatch(f -> f.contains("no directive is issued") && f.contains("Other means suffice."));
        assertThat(jdbc.sql("select recipient from eo.outbox where key = ?").param("no-directive/" + directive.instance).query(String.class).list())
            .containsExactlyInAnyOrder("directives@dhs.example", "order-office@eo.example");
    }

    @Test
    void whatEndsWithoutAReleaseIsNotCompleted() {
        var directive = stories.beginWithOrder(LocalDate.now(EngineClock.WASHINGTON).minusDays(12));
        directive.drafted(Map.of());
        directive.counselClears();
        directive.everybodyConcurs();
        directive.cancel("Not needed.");
        directive.afterCancellation("end");

        assertThat(endOf(directive)).isEqualTo("NoDirectiveIssued");
        assertThat(orders.state(directive.order, DirectiveStory.DIRECTIVE)).isEqualTo(DirectiveState.ENDED_WITHOUT_RESULT)
            .extracting(DirectiveState::text).isEqualTo("ended without result");
        assertThatThrownBy(() -> orders.retime(directive.order, DirectiveStory.DIRECTIVE, Period.ofDays(90)))
            .hasMessage("Directive 'binding-operational-directives' is ended without result and can no longer be amended.");
    }

    @Test
    void aFurtherDirectiveBeginsAnewAndIfItIsCancelledTheFirstIsCertified() {
        var directive = stories.begin();
        String first = directive.released(Map.of());
        directive.further("yes");

        assertThat(directive.open()).contains("AnalyzeThreat");
        assertThat(directive.variable("directiveNumber")).isEqualTo("");
        assertThat(directive.variable("threatSummary")).isEqualTo("");
        directive.analyze();
        directive.scope(Map.of());
        assertThat((String) directive.variable("directiveNumber")).matches("BOD \\d\\d-\\d\\d").isNotEqualTo(first);
        directive.draft(DirectiveStory.freshNumber(), Map.of());
        directive.guide();
        directive.counselClears();
        directive.everybodyConcurs();
        directive.cancel("One is enough.");
        directive.afterCancellation("end");

        assertThat(directive.open()).contains("AssembleEvidence").doesNotContain("DecideAfterCancellation");
        assertThat(directives.of(directive.instance)).extracting(ReleasedDirective::number).containsExactly(first);
    }

    @Test
    void aLaterDirectiveRevokesEarlierOnesAndTheirRowsStayAsTheyWere() {
        var directive = stories.begin();
        String first = directive.released(Map.of());
        String before = row(first);
        assertThat(implementations(directive, first)).isEqualTo(2);
        directive.further("yes");
        String external = DirectiveStory.freshNumber();
        String second = directive.released(Map.of("supersedes", first + ", " + external));

        assertThat(row(first)).isEqualTo(before);
        assertThat(implementations(directive, first)).isZero();
        assertThat(implementations(directive, second)).isEqualTo(2);
        assertThat(directives.find(DirectiveNumber.read(first).orElseThrow()).orElseThrow().supersededBy()).isEqualTo(second);
        assertThat(directives.find(DirectiveNumber.read(second).orElseThrow()).orElseThrow().supersedes()).containsExactlyInAnyOrder(first, external);
        assertThat(facts(directive, "directive-superseded")).hasSize(2).anyMatch(f -> f.contains(first) && f.contains("\"issued\":\"here\""))
            .anyMatch(f -> f.contains(external) && f.contains("\"issued\":\"elsewhere\""));
    }

    private long implementations(DirectiveStory.Running directive, String number) {
        return runtime.createProcessInstanceQuery().processDefinitionKey("DirectiveImplementation").active()
            .variableValueEquals("order", directive.order).variableValueEquals("directiveNumber", number).count();
    }

    private String row(String number) {
        return jdbc.sql("select row_to_json(r)::text from eo.released_directive r where number = ?").param(number).query(String.class).single();
    }

    private String shown(DirectiveStory.Running directive, String activity) {
        return tasks.getVariable(people.task(directive.key, activity).getId(), "draft").toString();
    }

    private List<String> facts(DirectiveStory.Running directive, String kind) {
        return jdbc.sql("select payload from eo.ledger_entry where business_key = ? and kind = ? order by sequence").params(directive.key, kind)
            .query(String.class).list();
    }

    private String endOf(DirectiveStory.Running directive) {
        return history.createHistoricProcessInstanceQuery().processInstanceId(directive.instance).singleResult().getEndActivityId();
    }
}
