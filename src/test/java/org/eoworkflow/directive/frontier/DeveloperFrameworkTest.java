package org.eoworkflow.directive.frontier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.eoworkflow.directive.frontier.FrontierStory.PARTS;
import static org.eoworkflow.directive.frontier.FrontierStory.with;
import static org.eoworkflow.support.DirectiveRuns.refused;

import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.spin.Spin;
import org.eoworkflow.directive.Fields;
import org.eoworkflow.obligation.EvidenceStore;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.support.Certifications;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.Http;
import org.eoworkflow.support.OrderWork;
import org.eoworkflow.support.People;
import org.eoworkflow.support.SameMoment;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@EngineTest
class DeveloperFrameworkTest {

    @Autowired FrontierStory stories;
    @Autowired Certifications certifications;
    @Autowired EvidenceStore evidence;
    @Autowired RuntimeService runtime;
    @Autowired ManagementService management;
    @Autowired OrderWork orders;
    @Autowired People people;
    @Autowired JdbcClient jdbc;
    @LocalServerPort int port;

    @Test
    void fromSevenDraftsToAPublishedFrameworkWithAnOpenIntake() {
        var work = begin();
        assertThat(work.open()).containsExactlyInAnyOrderElementsOf(PARTS.keySet());
        work.written();
        assertThat(work.open()).containsExactly("CheckVoluntariness");
        assertThat(work.variable("CheckVoluntariness", "frameworkText").toString())
            .startsWith("Taking part is voluntary.").contains("## Access before release", "At most 30 days.", "20 working days.", "Annex: insider risk");
        work.foundVoluntary();
        assertThat(work.open()).containsExactly("GiveView", "OpenListening");
        work.everybodyConcurs().listenedTo("Developer One");
        assertThat(work.open()).containsExactly("ResolveComments");
        resolve(work, "proceed", "Developer One");
        assertThat(people.tasks(work.key, "ApproveDraft")).hasSize(3);
        work.leadsApprove();

        assertThat(work.open()).containsExactly("AssembleEvidence");
        assertThat(work.facts("directive-released")).hasSize(6).allMatch(fact -> fact.contains("treasury.approver, nsa.approver, cisa.approver"));
        assertThat(work.mails("issued")).contains("directives@apst.example", "directives@dod.example").hasSize(7);
        assertThat(evidence.ofClause(work.order, "C-13")).extracting(item -> item.description()).contains("%s as issued".formatted(DeveloperFrameworks.TITLE));
        assertThat(work.facts("note")).anyMatch(note -> note.contains("intake of the framework opened"));
        List.of("C-10", "C-11", "C-12", "C-13", "C-14", "C-15").forEach(clause -> certifications.certify(work.key, clause, "treasury", "treasury"));
        assertThat(work.end()).isEqualTo("DirectiveCarriedOut");
    }

    // --- drafts

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 365, -1})
    void anAccessOfNoDaysOrOfMoreThanThirtyIsRefusedByTheFormAndByTheRule(int days) {
        var work = begin();
        refused(() -> people.complete("treasury.staff", work.key, "DraftPreReleaseAccess", with(PARTS.get("DraftPreReleaseAccess"), Map.of("accessDays", days))),
            "accessDays", "");
        refused(() -> FrameworkPart.accessDays(new Fields(Map.<String, Object>of("accessDays", days)::get)), "accessDays", "from 1 to 30 days");
        assertThat(work.open()).contains("DraftPreReleaseAccess");
    }

    @Test
    void anAccessIsCountedInWholeDays() {
        refused(() -> FrameworkPart.accessDays(new Fields(Map.<String, Object>of("accessDays", 1.5)::get)), "accessDays", "from 1 to 30 days");
        refused(() -> FrameworkPart.accessDays(new Fields(Map.<String, Object>of("accessDays", "many")::get)), "accessDays", "from 1 to 30 days");
        assertThat(FrameworkPart.accessDays(new Fields(Map.<String, Object>of("accessDays", 30)::get))).isEqualTo(30);
        assertThatThrownBy(() -> jdbc.sql("insert into eo.developer_framework values ('o', 'p', 't', date '2026-07-01', 31, '[]', 'a')").update())
            .as("the table holds it, too").hasMessageContaining("check constraint");
    }

    @Test
    void everyFieldOfEveryPartIsWritten() {
        var work = begin();
        PARTS.forEach((task, fields) -> fields.keySet().forEach(field -> {
            var lacking = new HashMap<>(fields);
            lacking.remove(field);
            refused(() -> people.complete("treasury.staff", work.key, task, lacking), field, "");
            refused(() -> FrameworkPart.all(new Fields(allBut(field)::get)), field, "");
        }));
        assertThat(work.open()).hasSize(7);
        refused(() -> people.complete("treasury.staff", work.key, "DraftDetermination", with(PARTS.get("DraftDetermination"), Map.of("determinationDays", 91))),
            "determinationDays", "");
    }

    private static Map<String, Object> allBut(String field) {
        var all = new HashMap<String, Object>();
        PARTS.values().forEach(all::putAll);
        all.remove(field);
        return all;
    }

    @RepeatedTest(3)
    void allPartsAreWrittenAtTheSameMoment() throws Exception {
        var work = begin();
        assertThat(SameMoment.all(PARTS.entrySet().stream().map(part -> work.completing("treasury.staff", part.getKey(), part.getValue())).toList()))
            .as("nobody has to write it again").isEmpty();
        SameMoment.run(management, () -> PARTS.keySet().stream().flatMap(part -> work.continuing(part).stream()).toList());
        assertThat(work.open()).containsExactly("CheckVoluntariness");
        people.task(work.key, "CheckVoluntariness");
    }

    @RepeatedTest(3)
    void theConsultationAndTheListeningEndAtTheSameMoment() throws Exception {
        var work = begin().written().foundVoluntary().listen();
        work.fire("ListeningOver");
        work.answer("ncd.staff", "GiveView", "ncd", Map.of("view", "concur"));
        assertThat(SameMoment.all(List.of(work.answering("apst.staff", "GiveView", "apst", Map.of("view", "concur")),
            work.completing("treasury.staff", "TakeComments", Map.of("industryComments", Spin.JSON(List.of())))))).isEmpty();
        for (var before : List.of("GiveView", "ConsultAgencies", "TakeComments")) {
            work.continueAtOnce(before);
        }
        assertThat(people.tasks(work.key, "ApproveDraft")).as("joined once").hasSize(3);
    }

    // --- voluntary

    @ParameterizedTest
    @ValueSource(strings = {"licensingFound", "preclearanceFound", "permitFound"})
    void oneYesSendsTheDraftBackWithWhatMustChange(String question) {
        var work = begin().written();
        var found = with(Map.of("licensingFound", "no", "preclearanceFound", "no", "permitFound", "no"), Map.of(question, "yes"));
        refused(() -> people.complete("treasury.counsel", work.key, "CheckVoluntariness", found), "changesNeeded", "");
        people.complete("treasury.counsel", work.key, "CheckVoluntariness", with(found, Map.of("changesNeeded", "Say may, not must.")));

        assertThat(work.open()).containsExactlyInAnyOrderElementsOf(PARTS.keySet());
        assertThat(work.variable("DraftPreReleaseAccess", "voluntarinessChanges")).isEqualTo("Say may, not must.");
        assertThat(work.facts("decision-made")).anyMatch(fact -> fact.contains("not voluntary") && fact.contains("Say may, not must."));
        work.written();
        assertThat(work.variable("CheckVoluntariness", question)).as("every check begins anew").isNull();
        work.foundVoluntary();
        assertThat(work.open()).containsExactly("GiveView", "OpenListening");
        assertThat(runtime.getVariable(work.instance, "voluntarinessChanges")).isEqualTo("");
    }

    @Test
    void allThreeQuestionsAreAnswered() {
        var work = begin().written();
        for (var question : List.of("licensingFound", "preclearanceFound", "permitFound")) {
            var answers = new HashMap<String, Object>(Map.of("licensingFound", "no", "preclearanceFound", "no", "permitFound", "no"));
            answers.remove(question);
            refused(() -> people.complete("doj.staff", work.key, "CheckVoluntariness", answers), question, "");
        }
        assertThat(work.open()).containsExactly("CheckVoluntariness");
    }

    @Test
    void onlyJusticeOrCounselOfTheLeadAnswersThem() {
        var work = begin().written();
        var check = people.task(work.key, "CheckVoluntariness");
        var noes = Map.<String, Object>of("licensingFound", "no", "preclearanceFound", "no", "permitFound", "no");
        assertThatThrownBy(() -> people.complete("ncd.staff", check, noes)).isInstanceOf(AuthorizationException.class);
        refused(() -> people.complete("admin", check, noes), null, "by the Department of Justice or by counsel of the lead");
        assertThat(work.open()).containsExactly("CheckVoluntariness");
    }

    @Test
    void whoDraftedDoesNotCheck() {
        var work = begin().written();
        refused(() -> people.complete("treasury.staff", work.key, "CheckVoluntariness", Map.of("licensingFound", "no", "preclearanceFound", "no",
            "permitFound", "no")), null, "you completed 'Draft");
    }

    // --- consultation and listening

    @Test
    void theWindowIsOpenForAtLeastADay() {
        var work = begin().written().foundVoluntary();
        for (int days : List.of(0, -1, 61)) {
            refused(() -> people.complete("treasury.staff", work.key, "OpenListening", listening(days)), "listeningDays", "");
        }
        people.complete("treasury.staff", work.key, "OpenListening", listening(10));
        assertThat(work.timer("ListeningOver").getDuedate())
            .isEqualTo(Date.from(stories.today().plusDays(10).atTime(17, 0).atZone(EngineClock.WASHINGTON).toInstant()));
        assertThat(jdbc.sql("select value, rule from eo.deadline where business_key = ? and subject like 'listening %'").param(work.key)
            .query((row, n) -> row.getTimestamp("value").toInstant() + " " + row.getString("rule")).list()).singleElement().isEqualTo(
                work.timer("ListeningOver").getDuedate().toInstant() + " 10 days of the calendar after the announcement, until 17:00 of the last in Washington");
        assertThat(work.open()).as("nobody takes comments before it has closed").containsExactly("GiveView");
        work.fireWhenDue("ListeningOver");
        assertThat(work.open()).containsExactly("GiveView", "TakeComments");
    }

    private static Map<String, Object> listening(int days) {
        return Map.of("listeningDays", days, "listeningAddress", "framework@treasury.example", "listeningNotice", "We draft a framework.");
    }

    @Test
    void aCommentHasAnOrganizationAndAText() {
        var work = begin().written().foundVoluntary();
        people.complete("treasury.staff", work.key, "OpenListening", listening(1));
        work.fireWhenDue("ListeningOver");
        for (var wrong : List.of(comment("martian", "One", "Text."), comment("developer", "", "Text."), comment("developer", "One", " "))) {
            refused(() -> people.complete("treasury.staff", work.key, "TakeComments", Map.of("industryComments", Spin.JSON(List.of(wrong)))), "industryComments", "");
        }
        assertThat(work.open()).contains("TakeComments");
    }

    private static Map<String, Object> comment(String kind, String commenter, String comment) {
        return Map.of("kind", kind, "commenter", commenter, "comment", comment);
    }

    @Test
    void withoutACommentTheLeadsAreAskedAtOnce() {
        assertThat(begin().agreed().open()).containsExactly("ApproveDraft");
    }

    @Test
    void everyCommentIsAnswered() {
        var work = begin().written().foundVoluntary().commented("Name the contact.").listenedTo("Developer One");
        assertThat(work.variable("ResolveComments", "comments").toString()).contains("ONCD", "Name the contact.", "Developer One", "Say how long it takes.");
        refused(() -> resolve(work, "proceed", "Developer One"), "comments", "Answer the comment of ONCD.");
        refused(() -> people.complete("treasury.staff", work.key, "ResolveComments", Map.of("comments", Spin.JSON(List.of()))), "commentsDecision", "");
        assertThat(work.open()).containsExactly("ResolveComments");
    }

    @Test
    void aCommentMayChangeTheDraftWhichIsCheckedAgain() {
        var work = begin().written().foundVoluntary().everybodyConcurs().listenedTo("Developer One");
        resolve(work, "redraft", "Developer One");
        assertThat(work.open()).containsExactlyInAnyOrderElementsOf(PARTS.keySet());
        assertThat(work.variable("DraftDetermination", "commentResolutions").toString()).contains("Twenty working days.");
        work.written();
        assertThat(work.open()).containsExactly("CheckVoluntariness");
    }

    private void resolve(FrontierStory.Running work, String decision, String organization) {
        people.complete("treasury.staff", work.key, "ResolveComments", Map.of("commentsDecision", decision, "comments", Spin.JSON(List.of(
            Map.of("commenter", organization, "comment", "Say how long it takes.", "resolution", "Twenty working days.")))));
    }

    @Test
    void anObjectionOfAnAgencyMaySendTheDraftBack() {
        var work = begin().written().foundVoluntary().objected("Too long.").listenedTo();
        assertThat(work.open()).containsExactlyInAnyOrderElementsOf(PARTS.keySet());
    }

    // --- approval and publication

    @Test
    void oneLeadsRefusalReturnsTheDraftWithTheReasonsToAll() {
        var work = begin().agreed();
        work.approval("cisa", "return");
        assertThat(work.open()).containsExactlyInAnyOrderElementsOf(PARTS.keySet());
        assertThat(work.variable("DraftInsiderRisk", "approvalReasons").toString()).contains("Cybersecurity and Infrastructure Security Agency", "Held by another office.");
        assertThat(work.mails("approval-returned")).hasSize(3);
        assertThat(work.facts("directive-released")).isEmpty();
        work.agreed().leadsApprove();
        assertThat(work.facts("directive-released")).hasSize(6);
    }

    @Test
    void whoeverIsSignedInReadsWhetherTheIntakeIsOpen() {
        var work = stories.inItsOrder(FrontierStory.framework());
        String address = "/api/orders/%s/framework".formatted(work.order);
        var developer = Http.basic(port, "nasa.staff");
        assertThat(developer.get(address).body()).contains("\"published\":false", "\"intake\":\"closed\"", "Taking part is voluntary.");

        work.agreed().leadsApprove();
        assertThat(developer.get(address)).satisfies(answer -> {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"published\":true", "\"intake\":\"open\"", "\"accessDays\":30", "Annex: confidentiality", " ET\"");
        });
        assertThat(Http.stranger(port).get(address).statusCode()).isEqualTo(401);
        assertThat(developer.get("/api/orders/no-such-order/framework").statusCode()).isEqualTo(404);

        orders.inform(work.order, "revoked", Map.of("confirmation", work.order));
        assertThat(developer.get(address).body()).contains("\"published\":true", "\"intake\":\"closed\"");
    }

    @Test
    void aFrameworkOfAnyLengthIsCheckedApprovedAndPublished() {
        var work = begin();
        String text = "A sentence that goes on. ".repeat(150);
        PARTS.forEach((task, fields) -> {
            var full = new HashMap<String, Object>();
            fields.forEach((field, value) -> full.put(field, value instanceof String ? text : value));
            work.complete("treasury.staff", task, full);
        });
        assertThat(work.variable("CheckVoluntariness", "frameworkText").toString()).hasSizeGreaterThan(70_000);
        work.foundVoluntary().everybodyConcurs().listenedTo("Developer One");
        resolve(work, "proceed", "Developer One");
        work.leadsApprove();
        assertThat(work.facts("directive-released")).hasSize(6);
    }

    @Test
    void aFrameworkIsPublishedOnce() {
        var work = begin().agreed();
        jdbc.sql("insert into eo.developer_framework values (?, 'p', 't', date '2026-07-01', 30, '[]', 'a')").param(work.order).update();
        work.approval("treasury", "approve");
        work.approval("nsa", "approve");
        refused(() -> work.approval("cisa", "approve"), null, "published already");
    }

    @ParameterizedTest
    @ValueSource(strings = {"update eo.developer_framework set title = 'x'", "delete from eo.developer_framework", "truncate eo.developer_framework cascade",
        "update eo.framework_intake set opened_at = now()", "delete from eo.framework_intake"})
    void whatWasPublishedNeverChanges(String sql) {
        assertThatThrownBy(() -> jdbc.sql(sql).update()).rootCause().hasMessageContaining("permission denied");
    }

    @Test
    void clausesThatAreMetByTheirDateAreNotEscalated() {
        var work = begin();
        List.of("C-10", "C-11", "C-12", "C-13", "C-14", "C-15").forEach(work::certifiedElsewhere);
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

    private FrontierStory.Running begin() {
        return stories.begin(FrontierStory.framework(), 12);
    }
}
