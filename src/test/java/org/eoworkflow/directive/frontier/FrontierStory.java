package org.eoworkflow.directive.frontier;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.spin.Spin;
import org.camunda.spin.json.SpinJsonNode;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.support.OrderFixture;
import org.eoworkflow.support.OrderFixture.Work;
import org.eoworkflow.support.People;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The people who work on benchmarks and on the framework, on a directive of an order invented for the test. */
@Component
class FrontierStory {

    static final List<String> LEADS = List.of("treasury", "nsa", "cisa");

    /** What is written in each part of the framework. */
    static final Map<String, Map<String, Object>> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("DraftDetermination", Map.of("determinationRequest", "Write to us.", "determinationSteps", "We look at it.", "determinationDays", 20,
            "determinationEffect", "It changes nothing."));
        PARTS.put("DraftPreReleaseAccess", Map.of("accessDays", 30, "accessScope", "Cyber capabilities.", "accessEnd", "It is revoked.",
            "accessWithdrawal", "At any time."));
        PARTS.put("DraftPartnerSelection", Map.of("partnerPurpose", "Secure innovation.", "partnerCriteria", "The same for all.",
            "partnerAgreement", "Both agree."));
        PARTS.put("DraftConfidentiality", Map.of("confidentialityReaders", "Named roles.", "confidentialityHandling", "Marked.", "confidentialityDisclosure", "None."));
        PARTS.put("DraftCybersecurity", Map.of("cybersecurityEnvironment", "Apart.", "cybersecurityControls", "Logged.", "cybersecurityIncidents", "Within a day."));
        PARTS.put("DraftInsiderRisk", Map.of("insiderPeople", "Chosen.", "insiderMonitoring", "Watched.", "insiderDeparture", "Closed."));
        PARTS.put("DraftIntellectualProperty", Map.of("propertyOwnership", "The developer's.", "propertyUse", "Evaluation only.", "propertyReturn", "Destroyed."));
    }

    private final OrderFixture orders;
    private final RuntimeService runtime;
    private final TaskService tasks;
    private final ManagementService management;
    private final HistoryService history;
    private final People people;
    private final Ledger ledger;
    private final JdbcClient jdbc;
    private final Clock clock;

    FrontierStory(OrderFixture orders, RuntimeService runtime, TaskService tasks, ManagementService management, HistoryService history, People people,
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

    static Work benchmarking() {
        return Work.run("frontier-benchmarking", "FrontierBenchmarking").lead("treasury").jointly("dod", "nsa", "dhs", "cisa")
            .consults("ncd", "apst", "nist").due("P60D").clauses("C-05", "C-06", "C-08", "C-09");
    }

    static Work framework() {
        return Work.run("developer-framework", "DeveloperFramework").lead("treasury").jointly("dod", "nsa", "dhs", "cisa")
            .consults("ncd", "apst").due("P60D").clauses("C-10", "C-11", "C-12", "C-13", "C-14", "C-15");
    }

    /** A directive by itself; its order was signed this many days ago. */
    Running begin(Work work, int daysAgo) {
        var order = orders.invent(today().minusDays(daysAgo), work);
        return new Running(orders.startDirective(order, work.id()).getId(), order.id() + "/" + work.id(), order.id());
    }

    /** A directive that the order's master runs. */
    Running inItsOrder(Work work) {
        String order = orders.start(today().minusDays(12), work);
        String key = order + "/" + work.id();
        return new Running(runtime.createProcessInstanceQuery().processInstanceBusinessKey(key).processDefinitionKey(work.process()).singleResult().getId(),
            key, order);
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), EngineClock.WASHINGTON);
    }

    static SpinJsonNode pointers(String... numbers) {
        return Spin.JSON(Stream.of(numbers).map(FrontierStory::pointer).toList());
    }

    static Map<String, Object> pointer(String number) {
        return Map.of("registryNumber", number, "custodianOffice", "Registry office", "systemName", "Registry One");
    }

    static Map<String, Object> answer(String answer) {
        return answer.equals("return") ? Map.of("approval", answer, "approvalReason", "Held by another office.") : Map.of("approval", answer);
    }

    /** Reports a shift as a member of an agency would, by the start form; nothing has heard of it yet. */
    ProcessInstance reportShift(String account, Map<String, Object> fields) {
        return people.as(account, () -> runtime.startProcessInstanceByKey("ReportCapabilityShift", fields));
    }

    /** Something that runs for an order under a business key. */
    class Running {

        final String instance;
        final String key;
        final String order;

        private Running(String instance, String key, String order) {
            this.instance = instance;
            this.key = key;
            this.order = order;
        }

        // --- benchmarks

        Running convened() {
            people.complete("treasury.staff", key, "ConveneWorkingGroup", Map.of("firstMeeting", today().toString(), "members", Spin.JSON(
                LEADS.stream().map(lead -> Map.of("agency", lead, "memberOffice", "Office one of " + lead)).toList())));
            return this;
        }

        Running drafted(String methodology, String threshold) {
            people.complete("treasury.staff", key, "DraftMethodology", Map.of("methodology", pointers(methodology)));
            people.complete("treasury.staff", key, "DraftThreshold", Map.of("threshold", pointers(threshold)));
            return this;
        }

        /** All consulted agencies concur, so that the leads are asked. */
        Running everybodyConcurs() {
            people.tasks(key, "GiveView").forEach(task -> people.complete(party(task) + ".staff", task, Map.of("view", "concur")));
            return this;
        }

        /** One comments, the others concur. */
        Running commented(String comment) {
            people.complete("ncd.staff", task("GiveView", "ncd"), Map.of("view", "concur-with-comment", "viewComment", comment));
            return everybodyConcurs();
        }

        /** One does not concur, and its objection is heeded. */
        Running objected(String comment) {
            people.complete("ncd.staff", task("GiveView", "ncd"), Map.of("view", "non-concur", "viewComment", comment));
            everybodyConcurs();
            people.complete("treasury.staff", key, "AnswerNonConcurrences", Map.of("nonConcurrences",
                Spin.JSON(List.of(Map.of("agency", "ONCD", "comment", comment, "answer", "We change it.")))));
            people.complete("treasury.approver", key, "DecideObjections", Map.of("consultationDecision", "revise", "consultationReason", "It is right."));
            return this;
        }

        Running leadsApprove() {
            LEADS.forEach(lead -> approval(lead, "approve"));
            return this;
        }

        void approval(String lead, String answer) {
            people.complete(lead + ".approver", task("ApproveDraft", lead), answer(answer));
            goOn("ApproveDraft");
        }

        Running effective(LocalDate day) {
            people.complete("treasury.approver", key, "SetEffectiveDate", Map.of("effectiveOn", day.toString(), "effectiveConfirmed", true));
            return this;
        }

        /** Version 1 is in effect and its maintenance runs. */
        Running inEffect() {
            return convened().drafted("M-1", "T-1").everybodyConcurs().leadsApprove().effective(today());
        }

        Running maintenance() {
            String maintained = key + "/maintenance";
            return new Running(runtime.createProcessInstanceQuery().processInstanceBusinessKey(maintained).processDefinitionKey("BenchmarkMaintenance")
                .singleResult().getId(), maintained, order);
        }

        void review(String decision) {
            people.complete("treasury.staff", key, "ReviewThreshold", Map.of("review", pointers("V-1"), "reviewDecision", decision));
        }

        /** Somebody reports a shift, and the maintenance hears of it. */
        void shift(String number) {
            tell(reportShift("nist.staff", Map.of("order", order, "shift", pointers(number))));
        }

        void tell(ProcessInstance report) {
            management.createJobQuery().processInstanceId(report.getId()).list().forEach(job -> management.executeJob(job.getId()));
        }

        List<Map<String, Object>> versions() {
            return jdbc.sql("select * from eo.benchmark_version where order_id = ? order by version").param(order).query().listOfRows();
        }

        // --- the framework

        /** All seven parts, so that the draft may be checked. */
        Running written() {
            PARTS.forEach((task, fields) -> people.complete("treasury.staff", key, task, fields));
            return this;
        }

        Running foundVoluntary() {
            people.complete("doj.staff", key, "CheckVoluntariness", Map.of("licensingFound", "no", "preclearanceFound", "no", "permitFound", "no"));
            return this;
        }

        /** The window is announced, closes, and these organizations have commented. */
        Running listenedTo(String... organizations) {
            people.complete("treasury.staff", key, "OpenListening", Map.of("listeningDays", 5, "listeningAddress", "framework@treasury.example",
                "listeningNotice", "We draft a framework."));
            management.executeJob(timer("ListeningOver").getId());
            people.complete("treasury.staff", key, "TakeComments", Map.of("industryComments", Spin.JSON(Stream.of(organizations)
                .map(organization -> Map.of("kind", "developer", "commenter", organization, "comment", "Say how long it takes.")).toList())));
            return this;
        }

        /** Written, checked, consulted on and listened on, without a comment: the leads are asked. */
        Running agreed() {
            return written().foundVoluntary().everybodyConcurs().listenedTo();
        }

        // --- all

        /** The open task of this activity for this party. */
        Task task(String activity, String party) {
            return people.tasks(key, activity).stream().filter(task -> party.equals(party(task))).findFirst()
                .orElseThrow(() -> new AssertionError("no open task %s of %s; open: %s".formatted(activity, party, open())));
        }

        private String party(Task task) {
            return (String) tasks.getVariable(task.getId(), "party");
        }

        Object variable(String activity, String name) {
            return tasks.getVariable(people.task(key, activity).getId(), name);
        }

        /** What was answered goes on, one after the other, as the engine runs the jobs of one instance. */
        void goOn(String activity) {
            while (!continuing(activity).isEmpty()) {
                management.executeJob(continuing(activity).get(0).getId());
            }
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

        /** The instance itself and those that it called. */
        List<String> instances() {
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

        List<String> open() {
            return tasks.createTaskQuery().processInstanceBusinessKey(key).list().stream().map(Task::getTaskDefinitionKey).distinct().sorted().toList();
        }

        List<String> facts(String kind) {
            return jdbc.sql("select payload from eo.ledger_entry where business_key = ? and kind = ? order by sequence").params(key, kind)
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

    static Map<String, Object> with(Map<String, Object> usual, Map<String, Object> more) {
        var variables = new HashMap<>(usual);
        variables.putAll(more);
        return variables;
    }
}
