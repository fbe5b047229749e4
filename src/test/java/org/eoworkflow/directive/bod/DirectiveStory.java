package org.eoworkflow.directive.bod;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.spin.Spin;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.support.DirectiveRuns;
import org.eoworkflow.support.OrderFixture;
import org.eoworkflow.support.OrderFixture.Work;
import org.eoworkflow.support.People;
import org.springframework.stereotype.Component;

/** The people who make a Binding Operational Directive, at work on one of an order invented for the test. */
@Component
public class DirectiveStory {

    public static final String DIRECTIVE = "binding-operational-directives";

    private static final Map<String, List<String>> FIELDS = Map.of(
        "ScopeDirective", List.of("systemsInScope", "systemsExcluded", "scopeAgencies", "actions", "supersedes"),
        "DraftDirective", List.of("directiveNumber", "directiveTitle", "authority", "background", "reporting", "contact", "documentNote"),
        "DraftGuidance", List.of("guidanceTitle", "guidanceSections", "sourceNotes"));

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final DirectiveRuns runs;
    private final OrderFixture orders;
    private final RuntimeService runtime;
    private final TaskService tasks;
    private final ManagementService management;
    private final People people;
    private final Clock clock;

    DirectiveStory(DirectiveRuns runs, OrderFixture orders, RuntimeService runtime, TaskService tasks, ManagementService management, People people, Clock clock) {
        this.runs = runs;
        this.orders = orders;
        this.runtime = runtime;
        this.tasks = tasks;
        this.management = management;
        this.people = people;
        this.clock = clock;
    }

    /** A number that no other test uses. */
    public static String freshNumber() {
        int n = NUMBER.getAndIncrement();
        return "BOD %02d-%02d".formatted(50 + n / 90, 10 + n % 90);
    }

    public static Map<String, Object> action(String action, Object days) {
        return action(action, days, "fixed");
    }

    public static Map<String, Object> action(String action, Object days, String rule) {
        var row = new HashMap<String, Object>();
        row.put("action", action);
        row.put("details", "As the guidance says.");
        row.put("days", days);
        row.put("wording", "");
        row.put("reporting", "By mail to CISA.");
        row.put("rule", rule);
        return row;
    }

    /** The directive is assigned; the order was signed twelve days ago. */
    public Running begin() {
        return begin(LocalDate.ofInstant(clock.instant(), EngineClock.WASHINGTON).minusDays(12));
    }

    public Running begin(LocalDate signed) {
        var order = orders.invent(signed, work());
        return on(runs.of(orders.startDirective(order, DIRECTIVE), order.id()));
    }

    /** The master runs, too, so that the order's clauses are registered. */
    public Running beginWithOrder(LocalDate signed) {
        return on(runs.in(orders.start(signed, work()), DIRECTIVE));
    }

    /** A directive that runs already. */
    public Running on(DirectiveRuns.Run run) {
        return new Running(run);
    }

    private static Work work() {
        return Work.run(DIRECTIVE, "BindingOperationalDirectives").lead("dhs").through("cisa").consults("omb", "apnsa", "ncd")
            .clauses("C-18", "C-19");
    }

    /** One directive in the making. */
    public class Running extends DirectiveRuns.Run {

        private Running(DirectiveRuns.Run run) {
            runs.super(run.instance, run.key, run.order);
        }

        public void analyze() {
            analyze(Map.of());
        }

        public void analyze(Map<String, Object> more) {
            cisaStaff("AnalyzeThreat", with(more, Map.of("template", "none", "threatSummary", "Known holes stay open.", "exploitation", "active",
                "threatSources", Spin.JSON(List.of(Map.of("source", "KEV"))), "recommendation", "Close them in time.")));
        }

        public void scope(Map<String, Object> more) {
            cisaStaff("ScopeDirective", with(more, Map.of("systemsInScope", "All federal information systems.", "systemsExcluded", "",
                "scopeAgencies", Spin.JSON(List.of("gsa", "nasa")), "actions", Spin.JSON(List.of(action("Close the holes", 30))), "supersedes", "")));
        }

        public void draft(String number, Map<String, Object> more) {
            cisaStaff("DraftDirective", with(more, Map.of("directiveNumber", number, "directiveTitle", "Closing Known Holes",
                "authority", "44 U.S.C. 3553(b)(2)", "background", "Holes are known.", "reporting", "Report to CISA.",
                "contact", "directives@cisa.example", "documentNote", "")));
        }

        public void guide() {
            guide(Map.of());
        }

        public void guide(Map<String, Object> more) {
            cisaStaff("DraftGuidance", with(more, Map.of("guidanceTitle", "How to close holes", "guidanceSections",
                Spin.JSON(List.of(Map.of("heading", "First steps", "body", "Begin with what is exposed."))), "sourceNotes", Spin.JSON(List.of()))));
        }

        /** Scope, draft and guidance by a template, but for some values. */
        public void fill(DirectiveTemplates.Template template, Map<String, Object> but) {
            var values = new HashMap<String, Object>();
            template.values().forEach((name, value) -> values.put(name, value instanceof List<?> list ? Spin.JSON(list) : value));
            values.putAll(but);
            for (String activity : List.of("ScopeDirective", "DraftDirective", "DraftGuidance")) {
                var fields = FIELDS.get(activity);
                var own = new HashMap<>(values);
                own.keySet().retainAll(fields);
                cisaStaff(activity, own);
            }
        }

        /** Up to the drafts; agencies GSA and NASA, one action of thirty days. */
        public String drafted(Map<String, Object> scope) {
            String number = freshNumber();
            analyze();
            scope(scope);
            draft(number, Map.of());
            guide();
            return number;
        }

        public void counselClears() {
            people.complete("dhs.staff", key, "ReviewLegality", Map.of("legalOpinion", "no-objection"));
        }

        public void counselObjects(String ground) {
            people.complete("dhs.staff", key, "ReviewLegality", Map.of("legalOpinion", "objection", "legalGround", ground, "legalAuthority", ""));
            people.complete("cisa.staff", key, "AnswerObjection", Map.of("objectionResponse", "revise", "objectionAnswer", "We revise."));
        }

        public void everybodyConcurs() {
            for (String agency : List.of("omb", "apnsa", "ncd")) {
                view(agency, Map.of("view", "concur"));
            }
        }

        /** OMB does not concur; the approver decides. */
        public void ombObjects(String decision) {
            view("omb", Map.of("view", "non-concur", "viewComment", "Thirty days are too short."));
            view("apnsa", Map.of("view", "concur"));
            view("ncd", Map.of("view", "no-comment"));
            cisaStaff("AnswerNonConcurrences", Map.of("nonConcurrences",
                Spin.JSON(List.of(Map.of("agency", "OMB", "comment", "Thirty days are too short.", "answer", "We weigh it.")))));
            people.complete("cisa.approver", key, "DecideObjections", Map.of("consultationDecision", decision, "consultationReason", "Weighed."));
        }

        public void view(String agency, Map<String, Object> view) {
            var open = people.tasks(key, "GiveView").stream().filter(t -> agency.equals(tasks.getVariable(t.getId(), "party"))).findFirst().orElseThrow();
            people.complete(agency + ".staff", open, view);
            continueAfter("GiveView");
        }

        public void approve() {
            approver("ApproveDirective", Map.of("approvalDecision", "approve"));
        }

        public void returnToDrafters(String reason) {
            approver("ApproveDirective", Map.of("approvalDecision", "return", "returnReason", reason));
        }

        public void cancel(String reason) {
            approver("ApproveDirective", Map.of("approvalDecision", "cancel", "cancelReason", reason));
        }

        public void sign() {
            people.complete("dhs.approver", key, "SignDirective", Map.of("signatureDecision", "sign", "signatureConfirmed", true));
        }

        public void signerReturns(String reason) {
            people.complete("dhs.approver", key, "SignDirective", Map.of("signatureDecision", "return", "signatureReason", reason));
        }

        /** From the drafts to the release and the start of the implementations. */
        public String released(Map<String, Object> scope) {
            String number = drafted(scope);
            counselClears();
            everybodyConcurs();
            approve();
            sign();
            startImplementations();
            return number;
        }

        public void startImplementations() {
            management.executeJob(management.createJobQuery().processInstanceId(instance).activityId("StartImplementations").singleResult().getId());
        }

        public void further(String answer) {
            approver("DecideFurtherDirective", Map.of("furtherDirective", answer, "furtherReason", "It covers what there is."));
        }

        public void afterCancellation(String decision) {
            approver("DecideAfterCancellation", "end".equals(decision) ? Map.of("afterCancellation", decision, "endReason", "Other means suffice.")
                : Map.of("afterCancellation", decision));
        }

        /** Each open task, also where one activity has several. */
        @Override
        public List<String> open() {
            return tasks.createTaskQuery().processInstanceBusinessKey(key).list().stream().map(t -> t.getTaskDefinitionKey()).sorted().toList();
        }

        public boolean ended() {
            return runtime.createProcessInstanceQuery().processInstanceId(instance).count() == 0;
        }

        public void cisaStaff(String activity, Map<String, Object> variables) {
            complete("cisa.staff", activity, variables);
        }

        public void approver(String activity, Map<String, Object> variables) {
            people.complete("cisa.approver", key, activity, variables);
        }
    }

    private static Map<String, Object> with(Map<String, Object> more, Map<String, Object> usual) {
        var variables = new HashMap<>(usual);
        variables.putAll(more);
        return variables;
    }
}
