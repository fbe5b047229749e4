package org.eoworkflow.directive.clearinghouse;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.TaskService;
import org.camunda.spin.Spin;
import org.eoworkflow.support.DirectiveRuns;
import org.eoworkflow.support.OrderFixture.Work;
import org.eoworkflow.support.People;
import org.springframework.stereotype.Component;

/** The people who found the clearinghouse, at work on a directive of an order invented for the test. */
@Component
public class ClearinghouseStory {

    private final DirectiveRuns runs;
    private final TaskService tasks;
    private final People people;

    ClearinghouseStory(DirectiveRuns runs, TaskService tasks, People people) {
        this.runs = runs;
        this.tasks = tasks;
        this.people = people;
    }

    public Running begin(int daysAgo) {
        return new Running(runs.start(Work.run("clearinghouse-establishment", "ClearinghouseEstablishment").lead("treasury")
            .consults("ncd", "nsa", "cisa").clauses("C-23", "C-24").continues("C-25", "C-26"), daysAgo));
    }

    public static Map<String, Object> charter(Object... different) {
        return DirectiveRuns.with(Map.of("charterNumber", "TC 26-1", "clearinghouseName", "AI cybersecurity clearinghouse", "charterText", "It coordinates scans and patches.",
            "charterGovernance", "The Secretary governs it."), different);
    }

    public static Map<String, Object> terms(Object... different) {
        return DirectiveRuns.with(Map.of("termsVoluntary", "yes", "termsLeave", "yes", "termsText", "Taking part is voluntary.",
            "termsLeaving", "A participant says so, and is out at once."), different);
    }

    public static Map<String, Object> plan(Object... different) {
        return DirectiveRuns.with(Map.of("operatingOffice", "Office of cybersecurity", "staffing", "Six analysts from July on.", "intakeMailbox", "intake@treasury.example",
            "operationsText", "Reports are answered within a day.", "invited", Spin.JSON(List.of(invited("Sharing center", "intake@sharing.example"),
                invited("Forum", "intake@forum.example")))), different);
    }

    public static Map<String, Object> invited(String organization, String mailbox) {
        return Map.of("organization", organization, "sector", "Energy", "mailbox", mailbox);
    }

    /** A directive that runs already. */
    public Running on(DirectiveRuns.Run run) {
        return new Running(run);
    }

    /** The directive on its way. */
    public final class Running extends DirectiveRuns.Run {

        private Running(DirectiveRuns.Run run) {
            runs.super(run.instance, run.key, run.order);
        }

        public Running drafted() {
            complete("treasury.staff", "DraftCharter", charter());
            complete("treasury.staff", "DraftParticipationTerms", terms());
            complete("treasury.staff", "PlanOperations", plan());
            return this;
        }

        public void view(String agency, String view) {
            answer(agency + ".staff", "GiveView", agency, view.equals("concur") ? Map.of("view", view) : Map.of("view", view, "viewComment", "Too wide."));
        }

        public Running consulted() {
            List.of("ncd", "nsa", "cisa").forEach(agency -> view(agency, "concur"));
            return this;
        }

        public Running cleared() {
            people.complete("treasury.counsel", key, "ReviewLegality", Map.of("legalOpinion", "no-objection"));
            return this;
        }

        public void counselObjects(String ground) {
            people.complete("treasury.counsel", key, "ReviewLegality", Map.of("legalOpinion", "objection", "legalGround", ground, "legalAuthority", ""));
            people.complete("treasury.staff", key, "AnswerObjection", Map.of("objectionResponse", "revise", "objectionAnswer", "We revise."));
        }

        public Running approved() {
            people.complete("treasury.approver", key, "ApproveCharter", Map.of("charterDecision", "approve", "charterConfirmed", true));
            return this;
        }

        /** As the first of the open tasks shows it. */
        @Override
        public String shown(String activity, String variable) {
            return String.valueOf(tasks.getVariable(people.tasks(key, activity).get(0).getId(), variable));
        }
    }
}
