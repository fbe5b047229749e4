package org.eoworkflow.directive.enforcement;

import static org.eoworkflow.support.DirectiveRuns.with;

import java.util.List;
import java.util.Map;
import org.camunda.spin.Spin;
import org.eoworkflow.support.DirectiveRuns;
import org.eoworkflow.support.DirectiveRuns.Run;
import org.eoworkflow.support.OrderFixture.Work;
import org.springframework.stereotype.Component;

/** The people who say what is enforced first, at work on an order invented for the test. */
@Component
public class EnforcementStory {

    public static final List<String> COMPONENTS = List.of("criminal-division", "national-security-division", "us-attorneys", "fbi");
    public static final String[] CLAUSES = {"C-32", "C-33", "C-34", "C-35", "C-36"};

    private final DirectiveRuns runs;

    EnforcementStory(DirectiveRuns runs) {
        this.runs = runs;
    }

    public static Work work() {
        return Work.run("enforcement-prioritization", "EnforcementPrioritization").lead("doj").due("P30D").clauses(CLAUSES);
    }

    public Run begun(int daysAgo) {
        return runs.start(work(), daysAgo);
    }

    public static Map<String, Object> memo(Object... changes) {
        return with(Map.of("memoNumber", "AG 26-1", "memoTitle", "Crimes committed with AI", "memoText", "They come first.",
            "memoStatutes", Spin.JSON(List.of("18-usc-1028", "18-usc-1030", "18-usc-1343")), "memoOtherLaws", "All that apply.",
            "memoConduct", "Access and damage without authorization.", "memoSystems", "Public and private.", "memoAgents", "AI agents count."), changes);
    }

    /** The draft is before the components. */
    public Run drafted() {
        return begun(12).complete("doj.staff", "DraftPriorityMemo", memo());
    }

    public static Map<String, Object> comment(String answer) {
        return answer.equals("change") ? Map.of("memoComment", answer, "memoCommentText", "Name the training.") : Map.of("memoComment", answer);
    }

    public static Run comments(Run run, String component, String answer) {
        return run.answer(component + ".staff", "CommentMemo", component, comment(answer));
    }

    /** Nobody asks for a change. */
    public static Run agreed(Run run) {
        COMPONENTS.forEach(component -> comments(run, component, component.equals("fbi") ? "no-comment" : "agree"));
        return run;
    }

    /** The FBI asks for a change. */
    public static Run disputed(Run run) {
        COMPONENTS.forEach(component -> comments(run, component, component.equals("fbi") ? "change" : "agree"));
        return run;
    }

    public static Map<String, Object> answers(String decision, Object... changes) {
        return Map.of("commentDecision", decision, "changes", Spin.JSON(List.of(with(Map.of("component", "Federal Bureau of Investigation",
            "comment", "Name the training.", "adopted", "in-part", "answer", "It is named in general."), changes))));
    }

    public Map<String, Object> sign() {
        return Map.of("memoDecision", "sign", "memoEffectiveOn", runs.today().toString(), "memoConfirmed", true);
    }

    /** The memo is issued: the measures are next. */
    public Run issued() {
        return agreed(drafted()).complete("doj.approver", "SignMemo", sign());
    }

    /** Counts of a period of so many days that ends so many days ago. */
    public Map<String, Object> counts(int fromDaysAgo, int toDaysAgo, Object... changes) {
        return with(Map.of("periodFrom", runs.today().minusDays(fromDaysAgo).toString(), "periodTo", runs.today().minusDays(toDaysAgo).toString(),
            "referred", 12, "accepted", 5, "declinedEvidence", 2, "declinedInterest", 1, "declinedElsewhere", 0, "declinedAlternative", 1,
            "declinedOther", 0), changes);
    }

    public Map<String, Object> trained(Object... changes) {
        return with(Map.of("officesTotal", 94, "officesTrained", 94, "trainedOn", runs.today().toString(), "trainingSubject", "Statutes and counts."), changes);
    }
}
