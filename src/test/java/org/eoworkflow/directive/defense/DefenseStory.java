package org.eoworkflow.directive.defense;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.spin.Spin;
import org.eoworkflow.support.DirectiveRuns;
import org.eoworkflow.support.OrderFixture.Work;
import org.eoworkflow.support.People;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The people who decide on priorities of defense, at work on a directive of an order invented for the test. */
@Component
public class DefenseStory {

    public static final List<String> MEMBERS = List.of("state", "treasury", "dod", "doj", "commerce", "dot", "energy", "dhs", "omb", "apnsa", "gsa");
    public static final List<String> COMPONENTS = List.of("army", "navy", "marine-corps", "air-force", "space-force", "defense-agencies");

    private final DirectiveRuns runs;
    private final People people;
    private final JdbcClient jdbc;

    DefenseStory(DirectiveRuns runs, People people, JdbcClient jdbc) {
        this.runs = runs;
        this.people = people;
        this.jdbc = jdbc;
    }

    public static Map<String, Object> pointer(String number) {
        return Map.of("registryNumber", number, "custodianOffice", "Registry office", "systemName", "Registry One");
    }

    public static Map<String, Object> measure(String measure, Object tier, Object days) {
        return Map.of("measure", measure, "tier", tier, "days", days, "reporting", "By mail to the office.");
    }

    /** A priority decision of the committee; its order was signed this many days ago. */
    public Running committee(int daysAgo) {
        return begin("national-security-systems-defense", "NationalSecuritySystemsDefense", "cnss", "C-16", daysAgo);
    }

    /** A priority order of the department; its order was signed this many days ago. */
    public Running department(int daysAgo) {
        return begin("dod-systems-defense", "DodSystemsDefense", "dod", "C-17", daysAgo);
    }

    private Running begin(String directive, String process, String lead, String clause, int daysAgo) {
        return new Running(runs.start(Work.run(directive, process).lead(lead).clauses(clause), daysAgo));
    }

    public String today() {
        return runs.today().toString();
    }

    /** A directive that runs already. */
    public Running on(DirectiveRuns.Run run) {
        return new Running(run);
    }

    /** One directive on its way. */
    public class Running extends DirectiveRuns.Run {

        private Running(DirectiveRuns.Run run) {
            runs.super(run.instance, run.key, run.order);
        }

        // --- the committee

        /** Two systems, ranked, and a decision: the members may vote. */
        public Running drafted() {
            nominate(Map.of());
            prioritize("1", "2");
            people.complete("cnss.staff", key, "DraftPriorityDecision", draft(Map.of()));
            return this;
        }

        public void nominate(Map<String, Object> more) {
            people.complete("cnss.staff", key, "NominateSystems",
                with(more, Map.of("systems", Spin.JSON(List.of(pointer("R-1"), pointer("R-2"))))));
        }

        public void prioritize(Object first, Object second) {
            people.complete("cnss.staff", key, "SetPriorities", Map.of("priorityCriteria", "By the mission they serve.", "priorities",
                Spin.JSON(List.of(with(Map.of("tier", first), pointer("R-1")), with(Map.of("tier", second), pointer("R-2"))))));
        }

        public void revise(String title) {
            people.complete("cnss.staff", key, "ReviseDecision", draft(Map.of("paperTitle", title)));
        }

        public void vote(String member, String vote) {
            people.complete(member + ".approver", task("MemberVote", member), DefenseStory.vote(vote));
            continueAfter("MemberVote");
        }

        /** Six of eleven vote for it: nothing can change that. */
        public Running carried() {
            MEMBERS.subList(0, 6).forEach(member -> vote(member, "for"));
            return this;
        }

        public void managerConcurs() {
            people.complete("nsa.approver", key, "GiveConcurrence", Map.of("concurrenceDecision", "concur"));
        }

        public void managerReturns(String reason) {
            people.complete("nsa.approver", key, "GiveConcurrence", Map.of("concurrenceDecision", "return", "concurrenceReason", reason));
        }

        public Running issue() {
            people.complete("cnss.approver", key, "IssueDecision", Map.of("effectiveOn", today(), "issueConfirmed", true));
            return this;
        }

        public void acknowledge(String member) {
            people.complete(member + ".staff", task("AcknowledgeDecision", member), acknowledgement());
            continueAfter("AcknowledgeDecision");
        }

        // --- the department

        /** An assessment and a draft: the components are asked. */
        public Running ordered() {
            people.complete("dod.staff", key, "AssessPosture", Map.of("postureSummary", "Unevenly defended.",
                "systems", Spin.JSON(List.of(pointer("A-1")))));
            redraft();
            return this;
        }

        public void redraft() {
            people.complete("dod.staff", key, "DraftPriorityOrder", draft(Map.of("paperReporting", "Monthly, to the department.")));
        }

        public void position(String component, String position) {
            people.complete(component + ".staff", task("GivePosition", component), DefenseStory.position(position));
            continueAfter("GivePosition");
        }

        public Running everyComponentAgrees() {
            COMPONENTS.forEach(component -> position(component, "agree"));
            return this;
        }

        /** The navy does not agree; it is decided above it. */
        public void resolve(String decision) {
            people.complete("dod.approver", key, "RecordResolution", Map.of("coordinationDecision", decision, "disagreements",
                Spin.JSON(List.of(Map.of("agency", "Department of the Navy", "comment", "Ships are at sea.", "resolution", "They report in port.")))));
        }

        public Running counselClears() {
            people.complete("dod.counsel", key, "ReviewLegality", Map.of("legalOpinion", "no-objection"));
            return this;
        }

        public void counselObjects(String ground) {
            people.complete("dod.counsel", key, "ReviewLegality", Map.of("legalOpinion", "objection", "legalGround", ground, "legalAuthority", ""));
            people.complete("dod.staff", key, "AnswerObjection", Map.of("objectionResponse", "revise", "objectionAnswer", "We revise."));
        }

        public Running sign() {
            people.complete("dod.approver", key, "SignOrder", Map.of("signatureDecision", "sign", "effectiveOn", today(), "signatureConfirmed", true));
            return this;
        }

        public void signerReturns(String reason) {
            people.complete("dod.approver", key, "SignOrder", Map.of("signatureDecision", "return", "signatureReason", reason));
        }

        public void plan(String component) {
            people.complete(component + ".staff", task("AcknowledgeOrder", component), planned());
            continueAfter("AcknowledgeOrder");
        }

        // --- both

        public List<String> answers(String step) {
            return jdbc.sql("select party from eo.party_answer where process_instance in (:instances) and step = :step order by party")
                .param("instances", instances()).param("step", step)
                .query(String.class).list();
        }
    }

    public static Map<String, Object> vote(String vote) {
        return vote.equals("against") ? Map.of("vote", vote, "voteReason", "Too many at once.") : Map.of("vote", vote);
    }

    public static Map<String, Object> position(String position) {
        return position.equals("agree") ? Map.of("position", position) : Map.of("position", position, "positionComment", "Ships are at sea.");
    }

    public static Map<String, Object> acknowledgement() {
        return Map.of("acknowledged", true, "responsibleOffice", "Security office");
    }

    public Map<String, Object> planned() {
        return Map.of("acknowledged", true, "responsibleOffice", "Security office", "planName", "Plan One", "planCompletes", today());
    }

    public static Map<String, Object> draft(Map<String, Object> more) {
        return with(more, Map.of("paperNumber", "PD 26-1", "paperTitle", "First systems", "paperText", "The first systems come first.",
            "measures", Spin.JSON(List.of(measure("Close what is known", "1", 30), measure("Watch the rest", "2", 60)))));
    }

    private static Map<String, Object> with(Map<String, Object> more, Map<String, Object> usual) {
        var variables = new HashMap<>(usual);
        variables.putAll(more);
        return variables;
    }
}
