package org.eoworkflow.directive.bod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.spin.Spin;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.People;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What a directive's forms refuse, by name; nothing of it is kept. */
@EngineTest
class DirectiveChecksTest {

    @Autowired DirectiveStory stories;
    @Autowired ReleasedDirectives directives;
    @Autowired People people;
    @Autowired IdentityService identity;
    @Autowired TaskService tasks;

    static Stream<Arguments> scopes() {
        return Stream.of(
            Arguments.of("an unknown agency", Map.of("scopeAgencies", Spin.JSON(List.of("gsa", "gsaa"))), "scopeAgencies"),
            Arguments.of("an agency that no directive binds", Map.of("scopeAgencies", Spin.JSON(List.of("nsa"))), "scopeAgencies"),
            Arguments.of("no agency", Map.of("scopeAgencies", Spin.JSON(List.of())), "scopeAgencies"),
            Arguments.of("agencies that are no ids", Map.of("scopeAgencies", Spin.JSON(List.of(1, 2))), "scopeAgencies"),
            Arguments.of("no action", Map.of("actions", Spin.JSON(List.of())), "actions"),
            Arguments.of("a period of 0 days", actions(DirectiveStory.action("Act", 0)), "actions"),
            Arguments.of("a negative period", actions(DirectiveStory.action("Act", -30)), "actions"),
            Arguments.of("a period of half a day", actions(DirectiveStory.action("Act", 0.5)), "actions"),
            Arguments.of("a period without end", actions(DirectiveStory.action("Act", 100_000_000_000L)), "actions"),
            Arguments.of("a period in words", actions(DirectiveStory.action("Act", "soon")), "actions"),
            Arguments.of("an action without words", actions(DirectiveStory.action("", 30)), "actions"),
            Arguments.of("an unknown rule", actions(DirectiveStory.action("Act", 30, "whenever")), "actions"),
            Arguments.of("no systems", Map.of("systemsInScope", " "), "systemsInScope"),
            Arguments.of("a revoked directive without number", Map.of("supersedes", "the old one"), "supersedes"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scopes")
    void aScopeWithSomethingWrongIsRefusedAndTheTaskStaysOpen(String what, Map<String, Object> wrong, String field) {
        var directive = stories.begin();
        directive.analyze();

        var refusal = Refusal.in(catchThrowable(() -> directive.scope(wrong)));

        assertThat(refusal).as(what).isNotNull().satisfies(r -> {
            assertThat(r.field()).startsWith(field);
            assertThat(r.kind()).isEqualTo(Refusal.Kind.INVALID);
            assertThat(r.getMessage()).isNotBlank();
        });
        assertThat(directive.open()).containsExactly("ScopeDirective");
        assertThat(directive.variable("systemsInScope")).isEqualTo("");
    }

    @Test
    void theMessagesSayWhatIsWrongAndWhere() {
        assertThat(refusal(Map.of("actions", Spin.JSON(List.of(DirectiveStory.action("First", 5), DirectiveStory.action("Second", 0)))), d -> d.actions()))
            .contains("Required action 2", "at least 1");
        assertThat(refusal(Map.of("actions", Spin.JSON(List.of(DirectiveStory.action("First", 4000)))), d -> d.actions())).contains("at most 3650");
        assertThat(refusal(Map.of("directiveNumber", "BOD 2026-4"), d -> d.number())).contains("BOD <fiscal year>-<two digits>");
        assertThat(refusal(Map.of("directiveNumber", "ED 26-04"), d -> d.number())).contains("BOD 26-04");
        assertThat(refusal(Map.of("supersedes", "BOD 19-02, all others"), d -> d.supersedes())).contains("BOD 19-02, BOD 22-01");
        assertThat(refusal(Map.of("actions", "Act"), d -> d.actions())).contains("must be a list");
        assertThat(refusal(Map.of("guidanceSections", Spin.JSON(List.of(Map.of("heading", "Only a heading")))), d -> d.guidance())).contains("Part 1");
    }

    @Test
    void aNumberThatIsTakenIsRefusedWithTheNextFreeOne() {
        var directive = stories.begin();
        String taken = directive.released(Map.of());
        directive.further("yes");
        directive.analyze();
        directive.scope(Map.of());

        var refusal = Refusal.in(catchThrowable(() -> directive.draft(taken, Map.of())));

        assertThat(refusal.field()).isEqualTo("directiveNumber");
        assertThat(refusal).hasMessageContaining(taken + " was released on").hasMessageContaining("the next free one is BOD ");
        assertThat(directive.open()).contains("DraftDirective");
    }

    @Test
    void aNumberTakenBetweenDraftAndSignatureStopsTheSignatureAndReleasesNothing() {
        var slow = stories.begin();
        String number = slow.drafted(Map.of());
        slow.counselClears();
        slow.everybodyConcurs();
        slow.approve();
        var quick = stories.begin();
        quick.analyze();
        quick.scope(Map.of());
        quick.draft(number, Map.of());
        quick.guide();
        quick.counselClears();
        quick.everybodyConcurs();
        quick.approve();
        quick.sign();

        assertThat(Refusal.in(catchThrowable(slow::sign))).hasMessageContaining(number + " was released on");
        assertThat(slow.open()).containsExactly("SignDirective");
        assertThat(directives.of(slow.instance)).isEmpty();
    }

    @Test
    void whatIsRevokedAlreadyCannotBeRevokedAgainAndNoDirectiveRevokesItself() {
        var directive = stories.begin();
        String external = DirectiveStory.freshNumber();
        String first = directive.released(Map.of("supersedes", external));
        directive.further("yes");
        directive.analyze();

        assertThat(Refusal.in(catchThrowable(() -> directive.scope(Map.of("supersedes", external)))))
            .hasMessageContaining(external + " was revoked by " + first + " already");
        String own = DirectiveStory.freshNumber();
        directive.scope(Map.of("supersedes", own));
        assertThat(Refusal.in(catchThrowable(() -> directive.draft(own, Map.of())))).hasMessageContaining("cannot revoke itself");
    }

    @Test
    void whoDraftedDoesNotApproveEvenWithTheRightsOfAnApprover() {
        var directive = stories.begin();
        directive.analyze();
        directive.scope(Map.of());
        directive.draft(DirectiveStory.freshNumber(), Map.of());
        both(directive.key, "DraftGuidance", Map.of("guidanceTitle", "How", "guidanceSections",
            Spin.JSON(List.of(Map.of("heading", "First", "body", "Begin."))), "sourceNotes", Spin.JSON(List.of())));
        directive.continueAfter("DraftGuidance");
        directive.counselClears();
        directive.everybodyConcurs();

        var refusal = Refusal.in(catchThrowable(() -> both(directive.key, "ApproveDirective", Map.of("approvalDecision", "approve"))));

        assertThat(refusal).isNotNull().satisfies(r -> assertThat(r.kind()).isEqualTo(Refusal.Kind.FORBIDDEN));
        assertThat(directive.open()).containsExactly("ApproveDirective");
    }

    /** An account of CISA that may prepare and approve. */
    private void both(String key, String activity, Map<String, Object> variables) {
        var task = people.task(key, activity);
        identity.setAuthentication("cisa.both", List.of("cisa", "cisa-staff", "cisa-approver"));
        try {
            tasks.claim(task.getId(), "cisa.both");
            tasks.complete(task.getId(), variables);
        } finally {
            identity.clearAuthentication();
        }
    }

    private static Map<String, Object> actions(Map<String, Object> action) {
        return Map.of("actions", Spin.JSON(List.of(action)));
    }

    private static String refusal(Map<String, Object> variables, Consumer<Draft> read) {
        return Refusal.in(catchThrowable(() -> read.accept(new Draft(variables::get)))).getMessage();
    }
}
