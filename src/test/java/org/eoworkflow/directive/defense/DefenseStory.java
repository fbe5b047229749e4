package org.eoworkflow.directive.defense;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.camunda.spin.Spin;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.support.OrderFixture;
import org.eoworkflow.support.OrderFixture.Work;
import org.eoworkflow.support.People;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The people who decide on priorities of defense, at work on a directive of an order invented for the test. */
@Component
class DefenseStory {

    static final List<String> MEMBERS = List.of("state", "treasury", "dod", "doj", "commerce", "dot", "energy", "dhs", "omb", "apnsa", "gsa");
    static final List<String> COMPONENTS = List.of("army", "navy", "marine-corps", "air-force", "space-force", "defense-agencies");

    private final OrderFixture orders;
    private final RuntimeService runtime;
    private final TaskService tasks;
    private final ManagementService management;
    private final HistoryService history;
    private final People people;
    private final Ledger ledger;
    private final JdbcClient jdbc;
    private final Clock clock;

    DefenseStory(OrderFixture orders, RuntimeService runtime, TaskService tasks, ManagementService management, HistoryService history, People people,
                 Ledger ledger, JdbcClient jdbc, Clock clock) {
        this.orders = orders;
        this.runtime = runtime;
        this.tasks = tasks;
        this.management = management;
        this.history = history;
        this.people = people;
        this.ledger = ledger;
        this.jdbc = jdbc;
        this.clock = clock;
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
        var order = orders.invent(LocalDate.ofInstant(clock.instant(), EngineClock.WASHINGTON).minusDays(daysAgo),
            Work.run(directive, process).lead(lead).clauses(clause));
        return new Running(orders.startDirective(order, directive).getId(), order.id() + "/" + directive, order.id());
    }

    String today() {
        return LocalDate.ofInstant(clock.instant(), EngineClock.WASHINGTON).toString();
    }

    /** One directive on its way. */
    class Running {

        final String instance;
        final String key;
        final String order;

        private Running(String instance, String key, String order) {
            this.instance = instance;
            this.key = key;
            this.order = order;
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

        /** The open task of this activity for this party. */
        Task task(String activity, String party) {
            return people.tasks(key, activity).stream().filter(task -> party.equals(tasks.getVariable(task.getId(), "party"))).findFirst()
                .orElseThrow(() -> new AssertionError("no open task %s of %s".formatted(activity, party)));
        }

        /** What was completed goes on: the engine joins in a job of its own. */
        void continueAfter(String activity) {
            continuing(activity).forEach(job -> management.executeJob(job.getId()));
        }

        List<Job> continuing(String activity) {
            return jobs(activity).filter(job -> job.getDuedate() == null).toList();
        }

        Job timer(String activity) {
            return jobs(activity).filter(job -> job.getDuedate() != null).findFirst().orElse(null);
        }

        private Stream<Job> jobs(String activity) {
            return instances().stream().flatMap(id -> management.createJobQuery().processInstanceId(id).activityId(activity).list().stream());
        }

        /** The directive's own instance and those that it called. */
        private List<String> instances() {
            return history.createHistoricProcessInstanceQuery().processInstanceBusinessKey(key).list().stream().map(HistoricProcessInstance::getId).toList();
        }

        /** Lets it be the timer's date. */
        void fireWhenDue(String activity) {
            Job timer = timer(activity);
            ClockUtil.setCurrentTime(timer.getDuedate());
            management.executeJob(timer.getId());
        }

        /** Certifies a clause as somebody would who came through another door than the directive's own process. */
        void certifiedElsewhere(String clause) {
            ledger.append(new Entry(EntryKind.CLAUSE_CERTIFIED, order, clause, key, null, null,
                Map.of("daysLate", 0, "satisfiedAt", clock.instant().toString(), "statement", "done")));
        }

        /** An amendment gives more time: what was escalated is over. */
        void deadlineMoves() {
            runtime.createMessageCorrelation("DeadlineMoved").processInstanceBusinessKey(key).correlateAll();
        }

        void fire(String activity) {
            management.executeJob(timer(activity).getId());
        }

        List<String> open() {
            return tasks.createTaskQuery().processInstanceBusinessKey(key).list().stream().map(Task::getTaskDefinitionKey).distinct().sorted().toList();
        }

        long open(String activity) {
            return people.tasks(key, activity).size();
        }

        Object variable(String name) {
            return runtime.getVariable(instance, name);
        }

        List<String> facts(String kind) {
            return jdbc.sql("select payload from eo.ledger_entry where business_key = ? and kind = ? order by sequence").params(key, kind)
                .query(String.class).list();
        }

        List<String> answers(String step) {
            return jdbc.sql("select party from eo.party_answer where process_instance in (:instances) and step = :step order by party")
                .param("instances", instances()).param("step", step)
                .query(String.class).list();
        }

        List<String> mails(String occasion) {
            return jdbc.sql("select recipient from eo.outbox where split_part(key, '/', 1) = :occasion"
                    + " and split_part(key, '/', 2) in (:instances) order by recipient").param("occasion", occasion).param("instances", instances())
                .query(String.class).list();
        }

        String end() {
            return history.createHistoricProcessInstanceQuery().processInstanceId(instance).singleResult().getEndActivityId();
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
