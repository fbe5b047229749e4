package org.eoworkflow.directive.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.eoworkflow.directive.enforcement.EnforcementStory.COMPONENTS;
import static org.eoworkflow.directive.enforcement.EnforcementStory.agreed;
import static org.eoworkflow.directive.enforcement.EnforcementStory.answers;
import static org.eoworkflow.directive.enforcement.EnforcementStory.comment;
import static org.eoworkflow.directive.enforcement.EnforcementStory.comments;
import static org.eoworkflow.directive.enforcement.EnforcementStory.disputed;
import static org.eoworkflow.directive.enforcement.EnforcementStory.memo;
import static org.eoworkflow.support.DirectiveRuns.refused;
import static org.eoworkflow.support.DirectiveRuns.with;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.spin.Spin;
import org.eoworkflow.obligation.EvidenceStore;
import org.eoworkflow.support.Certifications;
import org.eoworkflow.support.DirectiveRuns;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.People;
import org.eoworkflow.support.SameMoment;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@EngineTest
class EnforcementPrioritizationTest {

    @Autowired EnforcementStory story;
    @Autowired DirectiveRuns runs;
    @Autowired EvidenceStore evidence;
    @Autowired Certifications certifications;
    @Autowired People people;

    @Test
    void fromTheMemoToTheCertifiedClauses() {
        var run = story.drafted();
        assertThat(run.open("CommentMemo")).isEqualTo(4);
        assertThat(run.mails("memo-comments")).hasSize(4).contains("directives@fbi.example");
        agreed(run);
        assertThat(run.open()).containsExactly("SignMemo");
        run.complete("doj.approver", "SignMemo", story.sign());
        assertThat(run.mails("issued")).hasSize(4);
        run.complete("doj.staff", "SetMeasures", story.counts(3, 0)).complete("doj.staff", "TrainOffices", story.trained());
        assertThat(run.open("AssembleEvidence")).isEqualTo(5);
        List.of(EnforcementStory.CLAUSES).forEach(clause -> certifications.certify(run.key, clause, "doj", "doj"));

        assertThat(run.end()).isEqualTo("DirectiveCarriedOut");
        assertThat(run.facts("directive-released")).as("one per clause").hasSize(5).allMatch(fact -> fact.contains("priority-memo"));
        assertThat(run.facts("measures-recorded")).singleElement().asString().contains("\"referred\":12", "\"accepted\":5");
        for (var clause : EnforcementStory.CLAUSES) {
            assertThat(evidence.ofClause(run.order, clause)).as(clause).extracting(item -> item.description()).contains("AG 26-1 as issued");
        }
    }

    @Test
    void aMemoNamesEveryStatuteOfTheOrderAndWhatElseItSays() {
        var run = story.begun(12);
        refused(() -> run.complete("doj.staff", "DraftPriorityMemo", memo("memoStatutes", Spin.JSON(List.of("18-usc-1030")))), "memoStatutes",
            "the order names all three");
        for (var field : List.of("memoNumber", "memoTitle", "memoText", "memoOtherLaws", "memoConduct", "memoSystems", "memoAgents")) {
            refused(() -> run.complete("doj.staff", "DraftPriorityMemo", memo(field, " ")), field, "");
        }
        assertThat(run.open()).containsExactly("DraftPriorityMemo");
    }

    @Test
    void aChangeThatIsAskedForIsAnsweredAndTheDraftStands() {
        var run = disputed(story.drafted());
        assertThat(run.open()).containsExactly("AnswerComments");
        assertThat(run.shown("AnswerComments", "comments")).contains("Federal Bureau of Investigation", "Asks for a change", "Name the training.");
        refused(() -> run.complete("doj.staff", "AnswerComments", answers("proceed", "component", "Criminal Division")), "changes",
            "");
        refused(() -> run.complete("doj.staff", "AnswerComments", answers("proceed", "answer", " ")), "changes", "");
        run.complete("doj.staff", "AnswerComments", answers("proceed", "comment", "Something else that nobody asked for."));

        assertThat(run.open()).containsExactly("SignMemo");
        assertThat(run.shown("SignMemo", "changes")).contains("It is named in general.", "In part", "Name the training.")
            .doesNotContain("Something else");
    }

    @Test
    void aRevisedDraftIsPutBeforeAllComponentsAgain() {
        var run = disputed(story.drafted()).complete("doj.staff", "AnswerComments", answers("revise"));
        assertThat(run.open()).containsExactly("DraftPriorityMemo");
        assertThat(run.shown("DraftPriorityMemo", "changes")).contains("It is named in general.");
        run.complete("doj.staff", "DraftPriorityMemo", memo("memoText", "They come first; offices are trained."));
        assertThat(run.open("CommentMemo")).isEqualTo(4);
        agreed(run);
        assertThat(run.open()).containsExactly("SignMemo");
        assertThat(run.mails("memo-comments")).as("asked twice").hasSize(8);
    }

    @Test
    void silenceIsRecordedWhenTheWindowClosesAndNobodyIsWaitedFor() {
        var run = comments(story.drafted(), "fbi", "agree");
        run.fireWhenDue("CommentsClosed");

        assertThat(run.open()).containsExactly("SignMemo");
        assertThat(run.facts("survey-unanswered")).hasSize(3).noneMatch(fact -> fact.contains("fbi"));
        assertThat(run.shown("SignMemo", "comments")).contains("No answer");
    }

    @Test
    void theSignerReturnsTheMemoWithReasons() {
        var run = agreed(story.drafted());
        refused(() -> run.complete("doj.approver", "SignMemo", Map.of("memoDecision", "return", "memoReason", " ")), "memoReason", "");
        run.complete("doj.approver", "SignMemo", Map.of("memoDecision", "return", "memoReason", "Shorter, please."));
        assertThat(run.open()).containsExactly("DraftPriorityMemo");
        assertThat(run.shown("DraftPriorityMemo", "memoReason")).isEqualTo("Shorter, please.");
        assertThat(run.facts("directive-released")).isEmpty();
    }

    @Test
    void aMemoHoldsFromADayThatIsNotPastAndIsSignedByWhoDidNotWriteIt() {
        var run = agreed(story.drafted());
        refused(() -> run.complete("doj.approver", "SignMemo", with(story.sign(), "memoEffectiveOn", runs.today().minusDays(1).toString())),
            "memoEffectiveOn", "today or later");
        refused(() -> run.complete("doj.approver", "SignMemo", with(story.sign(), "memoConfirmed", false)), "memoConfirmed", "");
        assertThatThrownBy(() -> run.complete("doj.staff", "SignMemo", story.sign())).isInstanceOf(AuthorizationException.class);
        assertThat(run.facts("directive-released")).isEmpty();
    }

    @Test
    void measuresAreWholeNumbersOfAPeriodThatIsOver() {
        var run = story.issued();
        for (var count : List.of("referred", "accepted", "declinedEvidence", "declinedInterest", "declinedElsewhere", "declinedAlternative", "declinedOther")) {
            for (Object wrong : List.of(-1, 1.5, 1_000_001)) {
                refused(() -> run.complete("doj.staff", "SetMeasures", story.counts(3, 0, count, wrong)), count, "");
            }
            var without = new HashMap<>(story.counts(3, 0));
            without.put(count, null);
            refused(() -> run.complete("doj.staff", "SetMeasures", without), count, "");
        }
        refused(() -> run.complete("doj.staff", "SetMeasures", story.counts(3, -1)), "periodTo", "must not be in the future");
        refused(() -> run.complete("doj.staff", "SetMeasures", story.counts(1, 3)), "periodTo", "not before the first");
        refused(() -> run.complete("doj.staff", "SetMeasures", story.counts(40, 3)), "periodFrom", "Give the first day that is counted");
        assertThat(run.facts("measures-recorded")).isEmpty();
        assertThat(run.open()).containsExactly("SetMeasures");
    }

    /** What an investigation or a grand jury holds has no place to go: there are numbers, dates, choices, and an order's id. */
    @Test
    void formsOfMeasuresHaveNoFieldForAnythingButCounts() throws Exception {
        for (var form : List.of("set-measures", "period-over", "confirm-measures", "revise-measures")) {
            var json = Files.readString(Path.of("forms", form + ".form"));
            assertThat(json).as(form).doesNotContain("\"textarea\"", "\"dynamiclist\"");
            assertThat(json.split("\"textfield\"", -1).length - 1).as(form).isEqualTo(form.equals("period-over") ? 1 : 0);
        }
    }

    @Test
    void whereNotAllOfficesAreTrainedTheRestHaveADay() {
        var run = story.issued().complete("doj.staff", "SetMeasures", story.counts(3, 0));
        refused(() -> run.complete("doj.staff", "TrainOffices", story.trained("officesTrained", 95)), "officesTrained", "not more than all");
        refused(() -> run.complete("doj.staff", "TrainOffices", story.trained("officesTrained", 0)), "officesTrained", "at least one");
        refused(() -> run.complete("doj.staff", "TrainOffices", story.trained("officesTrained", 60)), "restTrainedBy", "the other 34 offices");
        refused(() -> run.complete("doj.staff", "TrainOffices", story.trained("trainedOn", runs.today().plusDays(1).toString())), "trainedOn", "future");
        refused(() -> run.complete("doj.staff", "TrainOffices", story.trained("trainedOn", runs.today().minusDays(30).toString())), "trainedOn",
            "since the order was signed");
        run.complete("doj.staff", "TrainOffices", story.trained("officesTrained", 60, "restTrainedBy", runs.today().plusDays(30).toString()));
        assertThat(run.open()).containsExactly("AssembleEvidence");
    }

    @Test
    void nobodyCommentsForAnotherComponent() {
        var run = story.drafted();
        var ofFbi = run.task("CommentMemo", "fbi");
        assertThatThrownBy(() -> people.complete("us-attorneys.staff", ofFbi, comment("agree"))).isInstanceOf(AuthorizationException.class);
        refused(() -> people.complete("admin", ofFbi, comment("agree")), null, "The comment of Federal Bureau of Investigation is given by its staff");
        var ofAttorneys = run.task("CommentMemo", "us-attorneys");
        refused(() -> people.complete("us-attorneys.staff", ofAttorneys, Map.of("memoComment", "change", "memoCommentText", "")), "memoCommentText", "");
        assertThat(run.facts("survey-answered")).isEmpty();
    }

    @RepeatedTest(2)
    void theLastTwoComponentsCommentAtTheSameMoment() throws Exception {
        var run = story.drafted();
        COMPONENTS.subList(0, 2).forEach(component -> comments(run, component, "agree"));
        var failures = SameMoment.all(List.of(run.answering("us-attorneys.staff", "CommentMemo", "us-attorneys", comment("change")),
            run.answering("fbi.staff", "CommentMemo", "fbi", comment("agree"))));

        assertThat(failures).isEmpty();
        run.continueAtOnce("CommentMemo");
        assertThat(run.open("AnswerComments")).isEqualTo(1);
        assertThat(run.facts("survey-answered")).hasSize(4);
    }

    @RepeatedTest(3)
    void aCommentComesAsTheWindowCloses() throws Exception {
        var run = story.drafted();
        COMPONENTS.subList(0, 3).forEach(component -> comments(run, component, "agree"));
        var failures = SameMoment.all(List.of(run.answering("fbi.staff", "CommentMemo", "fbi", comment("change")), run.firing("CommentsClosed")));
        run.continueAtOnce("CommentMemo");

        assertThat(failures.size()).as(failures.toString()).isLessThanOrEqualTo(1);
        int given = run.facts("survey-answered").size();
        assertThat(run.facts("survey-unanswered")).hasSize(4 - given);
        assertThat(run.open()).containsExactly(given == 4 ? "AnswerComments" : "SignMemo");
    }

    @Test
    void remindersMilestonesAndTheMissedDateRunBesideIt() {
        var run = story.begun(1);
        run.timersRunBesideIt(4);
        assertThat(run.facts("escalation-opened")).isNotEmpty();
        run.deadlineMoves();
        assertThat(run.facts("escalation-closed")).isNotEmpty();
    }

    @Test
    void clausesThatAreMetByTheirDateAreNotEscalated() {
        var run = story.begun(12);
        List.of(EnforcementStory.CLAUSES).forEach(run::certifiedElsewhere);
        run.fireWhenDue("DeadlineMissed");
        assertThat(run.facts("escalation-opened")).isEmpty();
    }
}
