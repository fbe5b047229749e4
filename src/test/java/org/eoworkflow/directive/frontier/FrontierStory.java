package org.eoworkflow.directive.frontier;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.spin.Spin;
import org.camunda.spin.json.SpinJsonNode;
import org.eoworkflow.support.DirectiveRuns;
import org.eoworkflow.support.OrderFixture;
import org.eoworkflow.support.OrderFixture.Work;
import org.eoworkflow.support.People;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The people who work on benchmarks and on the framework, on a directive of an order invented for the test. */
@Component
public class FrontierStory {

    public static final List<String> LEADS = List.of("treasury", "nsa", "cisa");

    /** What is written in each part of the framework. */
    public static final Map<String, Map<String, Object>> PARTS = new LinkedHashMap<>();

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

    private final DirectiveRuns runs;
    private final OrderFixture orders;
    private final RuntimeService runtime;
    private final TaskService tasks;
    private final ManagementService management;
    private final People people;
    private final JdbcClient jdbc;

    FrontierStory(DirectiveRuns runs, OrderFixture orders, RuntimeService runtime, TaskService tasks, ManagementService management, People people, JdbcClient jdbc) {
        this.runs = runs;
        this.orders = orders;
        this.runtime = runtime;
        this.tasks = tasks;
        this.management = management;
        this.people = people;
        this.jdbc = jdbc;
    }

    public static Work benchmarking() {
        return Work.run("frontier-benchmarking", "FrontierBenchmarking").lead("treasury").jointly("dod", "nsa", "dhs", "cisa")
            .consults("ncd", "apst", "nist").due("P60D").clauses("C-05", "C-06", "C-08", "C-09");
    }

    public static Work framework() {
        return Work.run("developer-framework", "DeveloperFramework").lead("treasury").jointly("dod", "nsa", "dhs", "cisa")
            .consults("ncd", "apst").due("P60D").clauses("C-10", "C-11", "C-12", "C-13", "C-14", "C-15");
    }

    /** A directive by itself; its order was signed this many days ago. */
    public Running begin(Work work, int daysAgo) {
        return new Running(runs.start(work, daysAgo));
    }

    /** A directive that the order's master runs. */
    public Running inItsOrder(Work work) {
        String order = orders.start(today().minusDays(12), work);
        String key = order + "/" + work.id();
        return new Running(runs.of(runtime.createProcessInstanceQuery().processInstanceBusinessKey(key).processDefinitionKey(work.process()).singleResult(),
            order));
    }

    public LocalDate today() {
        return runs.today();
    }

    public static SpinJsonNode pointers(String... numbers) {
        return Spin.JSON(Stream.of(numbers).map(FrontierStory::pointer).toList());
    }

    public static Map<String, Object> pointer(String number) {
        return Map.of("registryNumber", number, "custodianOffice", "Registry office", "systemName", "Registry One");
    }

    public static Map<String, Object> answer(String answer) {
        return answer.equals("return") ? Map.of("approval", answer, "approvalReason", "Held by another office.") : Map.of("approval", answer);
    }

    /** Reports a shift as a member of an agency would, by the start form; nothing has heard of it yet. */
    public ProcessInstance reportShift(String account, Map<String, Object> fields) {
        return people.as(account, () -> runtime.startProcessInstanceByKey("ReportCapabilityShift", fields));
    }

    /** A directive that runs already. */
    public Running on(DirectiveRuns.Run run) {
        return new Running(run);
    }

    /** Something that runs for an order under a business key. */
    public class Running extends DirectiveRuns.Run {

        private Running(DirectiveRuns.Run run) {
            runs.super(run.instance, run.key, run.order);
        }

        // --- benchmarks

        public Running convened() {
            complete("treasury.staff", "ConveneWorkingGroup", Map.of("firstMeeting", today().toString(), "members", Spin.JSON(
                LEADS.stream().map(lead -> Map.of("agency", lead, "memberOffice", "Office one of " + lead)).toList())));
            return this;
        }

        public Running drafted(String methodology, String threshold) {
            complete("treasury.staff", "DraftMethodology", Map.of("methodology", pointers(methodology)));
            complete("treasury.staff", "DraftThreshold", Map.of("threshold", pointers(threshold)));
            return this;
        }

        /** All consulted agencies concur, so that the leads are asked. */
        public Running everybodyConcurs() {
            people.tasks(key, "GiveView").forEach(task -> answer(party(task) + ".staff", "GiveView", party(task), Map.of("view", "concur")));
            consulted();
            return this;
        }

        /** Where something else goes on beside the consultation, its end is joined in a job of its own. */
        private void consulted() {
            continueAfter("ConsultAgencies");
        }

        /** One comments, the others concur. */
        public Running commented(String comment) {
            answer("ncd.staff", "GiveView", "ncd", Map.of("view", "concur-with-comment", "viewComment", comment));
            return everybodyConcurs();
        }

        /** One does not concur, and its objection is heeded. */
        public Running objected(String comment) {
            answer("ncd.staff", "GiveView", "ncd", Map.of("view", "non-concur", "viewComment", comment));
            everybodyConcurs();
            complete("treasury.staff", "AnswerNonConcurrences", Map.of("nonConcurrences",
                Spin.JSON(List.of(Map.of("agency", "ONCD", "comment", comment, "answer", "We change it.")))));
            complete("treasury.approver", "DecideObjections", Map.of("consultationDecision", "revise", "consultationReason", "It is right."));
            consulted();
            return this;
        }

        public Running leadsApprove() {
            LEADS.forEach(lead -> approval(lead, "approve"));
            return this;
        }

        public void approval(String lead, String answer) {
            people.complete(lead + ".approver", task("ApproveDraft", lead), FrontierStory.answer(answer));
            goOn("ApproveDraft");
        }

        public Running effective(LocalDate day) {
            complete("treasury.approver", "SetEffectiveDate", Map.of("effectiveOn", day.toString(), "effectiveConfirmed", true));
            return this;
        }

        /** Version 1 is in effect and its maintenance runs. */
        public Running inEffect() {
            return convened().drafted("M-1", "T-1").everybodyConcurs().leadsApprove().effective(today());
        }

        public Running maintenance() {
            String maintained = key + "/maintenance";
            return new Running(runs.of(runtime.createProcessInstanceQuery().processInstanceBusinessKey(maintained)
                .processDefinitionKey("BenchmarkMaintenance").singleResult(), order));
        }

        public void review(String decision) {
            people.complete("treasury.staff", key, "ReviewThreshold", Map.of("review", pointers("V-1"), "reviewDecision", decision));
        }

        /** Somebody reports a shift, and the maintenance hears of it. */
        public void shift(String number) {
            tell(reportShift("nist.staff", Map.of("order", order, "capabilityShift", pointers(number))));
        }

        public void tell(ProcessInstance report) {
            management.createJobQuery().processInstanceId(report.getId()).list().forEach(job -> management.executeJob(job.getId()));
        }

        public List<Map<String, Object>> versions() {
            return jdbc.sql("select * from eo.benchmark_version where order_id = ? order by version").param(order).query().listOfRows();
        }

        // --- the framework

        /** All seven parts, so that the draft may be checked. */
        public Running written() {
            PARTS.forEach((task, fields) -> complete("treasury.staff", task, fields));
            return this;
        }

        public Running foundVoluntary() {
            people.complete("doj.staff", key, "CheckVoluntariness", Map.of("licensingFound", "no", "preclearanceFound", "no", "permitFound", "no"));
            return this;
        }

        /** One part would license: all come back. */
        public Running foundLicensing() {
            people.complete("doj.staff", key, "CheckVoluntariness", Map.of("licensingFound", "yes", "preclearanceFound", "no", "permitFound", "no",
                "changesNeeded", "Say may, not must."));
            return this;
        }

        /** The window is announced, closes, and these organizations have commented. */
        public Running listenedTo(String... organizations) {
            listen();
            management.executeJob(timer("ListeningOver").getId());
            return heard(organizations);
        }

        /** The window is announced. */
        public Running listen() {
            complete("treasury.staff", "OpenListening", Map.of("listeningDays", 5, "listeningAddress", "framework@treasury.example",
                "listeningNotice", "We draft a framework."));
            return this;
        }

        /** The window is over, and these organizations have commented. */
        public Running heard(String... organizations) {
            complete("treasury.staff", "TakeComments", Map.of("industryComments", Spin.JSON(Stream.of(organizations)
                .map(organization -> Map.of("kind", "developer", "commenter", organization, "comment", "Say how long it takes.")).toList())));
            return this;
        }

        /** Written, checked, consulted on and listened on, without a comment: the leads are asked. */
        public Running agreed() {
            return written().foundVoluntary().everybodyConcurs().listenedTo();
        }

        // --- all

        private String party(Task task) {
            return (String) tasks.getVariable(task.getId(), "party");
        }

        public Object variable(String activity, String name) {
            return tasks.getVariable(people.task(key, activity).getId(), name);
        }

        /** What was answered goes on, one after the other, as the engine runs the jobs of one instance. */
        public void goOn(String activity) {
            while (!continuing(activity).isEmpty()) {
                management.executeJob(continuing(activity).get(0).getId());
            }
        }
    }

    public static Map<String, Object> with(Map<String, Object> usual, Map<String, Object> more) {
        var variables = new HashMap<>(usual);
        variables.putAll(more);
        return variables;
    }
}
