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
class DefenseStory {

    static final List<String> MEMBERS = List.of("state", "treasury", "dod", "doj", "commerce", "dot", "energy", "dhs", "omb", "apnsa", "gsa");
    static final List<String> COMPONENTS = List.of("army", "navy", "marine-corps", "air-force", "space-force", "defense-agencies");

    private final DirectiveRuns runs;
    private final People people;
    private final JdbcClient jdbc;

    DefenseStory(DirectiveRuns runs, People people, JdbcClient jdbc) {
        this.runs = runs;
        this.people = people;
        this.jdbc = jdbc;
    }

    static Map<String, Object> pointer(String number) {
        return Map.of("registryNumber", number, "custodianOffice", "Registry office", "systemName", "Registry One");
    }

    static Map<String, Object> measure(String measure, Object tier, Object days) {
        return Map.of("measure", measure, "tier", tier, "days", days, "reporting", "By mail to the office.");
    }

    /** A priority decision of the committee; its order was signed this many days ago. */
    Running committee(int daysAgo) {
        return begin("national-security-systems-defense", "NationalSecuritySystemsDefense", "cnss", "C-16", daysAgo);
    }

    /** A priority order of the department; its order was signed this many days ago. */
    Running department(int daysAgo) {
        return begin("dod-systems-defense", "DodSystemsDefense", "dod", "C-17", daysAgo);
    }

    private Running begin(String directive, String process, String lead, String clause, int daysAgo) {
        return new Running(runs.start(Work.run(directive, process).lead(lead).clauses(clause), daysAgo));
    }

    String today() {
        return runs.today().toString();
    }

    /** One directive on its way. */
    class Running extends DirectiveRuns.Run {

        private Running(DirectiveRuns.Run run) {
            runs.super(run.instance, run.key, run.order);
        }

        // --- the committee

        /** Two systems, ranked, and a decision: the members may vote. */
        Running drafted() {
            nominate(Map.of());
            prioritize("1", "2");
            people.complete("cnss.staff", key, "DraftPriorityDecision", draft(Map.of()));
            return this;
        }

        void nominate(Map<String, Object> more) {
            people.complete("cnss.staff", key, "NominateSystems",
                with(more, Map.of("systems", Spin.JSON(List.of(pointer("R-1"), pointer("R-2"))))));
        }

        void prioritize(Object first, Object second) {
            people.complete("cnss.staff", key, "SetPriorities", Map.of("priorityCriteria", "By the mission they serve.", "priorities",
                Spin.JSON(List.of(with(Map.of("tier", first), pointer("R-1")), with(Map.of("tier", second), pointer("R-2"))))));
        }

        void revise(String title) {
            people.complete("cnss.staff", key, "ReviseDecision", draft(Map.of("paperTitle", title)));
        }

        void vote(String member, String vote) {
            people.complete(member + ".approver", task("MemberVote", member), DefenseStory.vote(vote));
            continueAfter("MemberVote");
        }

        /** Six of eleven vote for it: nothing can change that. */
        Running carried() {
            MEMBERS.subList(0, 6).forEach(member -> vote(member, "for"));
            return this;
        }

        void managerConcurs() {
            people.complete("nsa.approver", key, "GiveConcurrence", Map.of("concurrenceDecision", "concur"));
        }

        void managerReturns(String reason) {
            people.complete("nsa.approver", key, "GiveConcurrence", Map.of("concurrenceDecision", "return", "concurrenceReason", reason));
        }

        Running issue() {
            people.complete("cnss.approver", key, "IssueDecision", Map.of("effectiveOn", today(), "issueConfirmed", true));
            return this;
        }

        void acknowledge(String member) {
            people.complete(member + ".staff", task("AcknowledgeDecision", member), acknowledgement());
            continueAfter("AcknowledgeDecision");
        }

        // --- the department

        /** An assessment and a draft: the components are asked. */
        Running ordered() {
            people.complete("dod.staff", key, "AssessPosture", Map.of("postureSummary", "Unevenly defended.",
                "systems", Spin.JSON(List.of(pointer("A-1")))));
            redraft();
            return this;
        }

        void redraft() {
            people.complete("dod.staff", key, "DraftPriorityOrder", draft(Map.of("paperReporting", "Monthly, to the department.")));
        }

        void position(String component, String position) {
            people.complete(component + ".staff", task("GivePosition", component), DefenseStory.position(position));
            continueAfter("GivePosition");
        }

        Running everyComponentAgrees() {
            COMPONENTS.forEach(component -> position(component, "agree"));
            return this;
        }

        /** The navy does not agree; it is decided above it. */
        void resolve(String decision) {
            people.complete("dod.approver", key, "RecordResolution", Map.of("coordinationDecision", decision, "disagreements",
                Spin.JSON(List.of(Map.of("agency", "Department of the Navy", "comment", "Ships are at sea.", "resolution", "They report in port.")))));
        }

        Running counselClears() {
            people.complete("dod.counsel", key, "ReviewLegality", Map.of("legalOpinion", "no-objection"));
            return this;
        }

        void counselObjects(String ground) {
            people.complete("dod.counsel", key, "ReviewLegality", Map.of("legalOpinion", "objection", "legalGround", ground, "legalAuthority", ""));
            people.complete("dod.staff", key, "AnswerObjection", Map.of("objectionResponse", "revise", "objectionAnswer", "We revise."));
        }

        Running sign() {
            people.complete("dod.approver", key, "SignOrder", Map.of("signatureDecision", "sign", "effectiveOn", today(), "signatureConfirmed", true));
            return this;
        }

        void signerReturns(String reason) {
            people.complete("dod.approver", key, "SignOrder", Map.of("signatureDecision", "return", "signatureReason", reason));
        }

        void plan(String component) {
            people.complete(component + ".staff", task("AcknowledgeOrder", component), planned());
            continueAfter("AcknowledgeOrder");
        }

        // --- both

        List<String> answers(String step) {
            return jdbc.sql("select party from eo.party_answer where process_instance in (:instances) and step = :step order by party")
                .param("instances", instances()).param("step", step)
                .query(String.class).list();
        }
    }

    static Map<String, Object> vote(String vote) {
        return vote.equals("against") ? Map.of("vote", vote, "voteReason", "Too many at once.") : Map.of("vote", vote);
    }

    static Map<String, Object> position(String position) {
        return position.equals("agree") ? Map.of("position", position) : Map.of("position", position, "positionComment", "Ships are at sea.");
    }

    static Map<String, Object> acknowledgement() {
        return Map.of("acknowledged", true, "responsibleOffice", "Security office");
    }

    Map<String, Object> planned() {
        return Map.of("acknowledged", true, "responsibleOffice", "Security office", "planName", "Plan One", "planCompletes", today());
    }

    static Map<String, Object> draft(Map<String, Object> more) {
        return with(more, Map.of("paperNumber", "PD 26-1", "paperTitle", "First systems", "paperText", "The first systems come first.",
            "measures", Spin.JSON(List.of(measure("Close what is known", "1", 30), measure("Watch the rest", "2", 60)))));
    }

    private static Map<String, Object> with(Map<String, Object> more, Map<String, Object> usual) {
        var variables = new HashMap<>(usual);
        variables.putAll(more);
        return variables;
    }
}
