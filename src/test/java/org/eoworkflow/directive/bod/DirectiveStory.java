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
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.spin.Spin;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.support.OrderFixture;
import org.eoworkflow.support.OrderFixture.Work;
import org.eoworkflow.support.People;
import org.springframework.stereotype.Component;

/** The people who make a Binding Operational Directive, at work on one of an order invented for the test. */
@Component
class DirectiveStory {

    static final String DIRECTIVE = "binding-operational-directives";

    private static final Map<String, List<String>> FIELDS = Map.of(
        "ScopeDirective", List.of("systemsInScope", "systemsExcluded", "scopeAgencies", "actions", "supersedes"),
        "DraftDirective", List.of("directiveNumber", "directiveTitle", "authority", "background", "reporting", "contact", "documentNote"),
        "DraftGuidance", List.of("guidanceTitle", "guidanceSections", "sourceNotes"));

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final OrderFixture orders;
    private final RuntimeService runtime;
    private final TaskService tasks;
    private final ManagementService management;
    private final People people;
    private final Clock clock;

    DirectiveStory(OrderFixture orders, RuntimeService runtime, TaskService tasks, ManagementService management, People people, Clock clock) {
        this.orders = orders;
        this.runtime = runtime;
        this.tasks = tasks;
        this.management = management;
        this.people = people;
        this.clock = clock;
    }

    /** A number that no other test uses. */
    static String freshNumber() {
        int n = NUMBER.getAndIncrement();
        return "BOD %02d-%02d".formatted(50 + n / 90, 10 + n % 90);
    }

    static Map<String, Object> action(String action, Object days) {
        return action(action, days, "fixed");
    }

    static Map<String, Object> action(String action, Object days, String rule) {
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
    Running begin() {
        return begin(LocalDate.ofInstant(clock.instant(), EngineClock.WASHINGTON).minusDays(12));
    }

    Running begin(LocalDate signed) {
        return new Running(orders.startDirective(orders.invent(signed, work()), DIRECTIVE));
    }

    /** The master runs, too, so that the order's clauses are registered. */
    Running beginWithOrder(LocalDate signed) {
        String key = orders.start(signed, work()) + "/" + DIRECTIVE;
        return new Running(runtime.createProcessInstanceQuery().processInstanceBusinessKey(key).singleResult());
    }

    private static Work work() {
        return Work.run(DIRECTIVE, "BindingOperationalDirectives").lead("dhs").through("cisa").consults("omb", "apnsa", "ncd")
            .clauses("C-18", "C-19");
    }

    /** One directive in the making. */
    class Running {

        final String order;
        final String key;
        final String instance;

        private Running(ProcessInstance started) {
            key = started.getBusinessKey();
            instance = started.getId();
            order = key.substring(0, key.indexOf('/'));
        }

        void analyze() {
            analyze(Map.of());
        }

        void analyze(Map<String, Object> more) {
            cisaStaff("AnalyzeThreat", with(more, Map.of("template", "none", "threatSummary", "Known holes stay open.", "exploitation", "active",
                "threatSources", Spin.JSON(List.of(Map.of("source", "KEV"))), "recommendation", "Close them in time.")));
        }

        void scope(Map<String, Object> more) {
            cisaStaff("ScopeDirective", with(more, Map.of("systemsInScope", "All federal information systems.", "systemsExcluded", "",
                "scopeAgencies", Spin.JSON(List.of("gsa", "nasa")), "actions", Spin.JSON(List.of(action("Close the holes", 30))), "supersedes", "")));
        }

        void draft(String number, Map<String, Object> more) {
            cisaStaff("DraftDirective", with(more, Map.of("directiveNumber", number, "directiveTitle", "Closing Known Holes",
                "authority", "44 U.S.C. 3553(b)(2)", "background", "Holes are known.", "reporting", "Report to CISA.",
                "contact", "directives@cisa.example", "documentNote", "")));
        }

        void guide() {
            guide(Map.of());
        }

        void guide(Map<String, Object> more) {
            cisaStaff("DraftGuidance", with(more, Map.of("guidanceTitle", "How to close holes", "guidanceSections",
                Spin.JSON(List.of(Map.of("heading", "First steps", "body", "Begin with what is exposed."))), "sourceNotes", Spin.JSON(List.of()))));
        }

        /** Scope, draft and guidance by a template, but for some values. */
        void fill(DirectiveTemplates.Template template, Map<String, Object> but) {
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
        String drafted(Map<String, Object> scope) {
            String number = freshNumber();
            analyze();
            scope(scope);
            draft(number, Map.of());
            guide();
            return number;
        }

        void counselClears() {
            people.complete("dhs.staff", key, "ReviewLegality", Map.of("legalOpinion", "no-objection"));
        }

        void counselObjects(String ground) {
            people.complete("dhs.staff", key, "ReviewLegality", Map.of("legalOpinion", "objection", "legalGround", ground, "legalAuthority", ""));
            people.complete("cisa.staff", key, "AnswerObjection", Map.of("objectionResponse", "revise", "objectionAnswer", "We revise."));
        }

        void everybodyConcurs() {
            for (String agency : List.of("omb", "apnsa", "ncd")) {
                view(agency, Map.of("view", "concur"));
            }
        }

        /** OMB does not concur; the approver decides. */
        void ombObjects(String decision) {
            view("omb", Map.of("view", "non-concur", "viewComment", "Thirty days are too short."));
            view("apnsa", Map.of("view", "concur"));
            view("ncd", Map.of("view", "no-comment"));
            cisaStaff("AnswerNonConcurrences", Map.of("nonConcurrences",
                Spin.JSON(List.of(Map.of("agency", "OMB", "comment", "Thirty days are too short.", "answer", "We weigh it.")))));
            people.complete("cisa.approver", key, "DecideObjections", Map.of("consultationDecision", decision, "consultationReason", "Weighed."));
        }

        private void view(String agency, Map<String, Object> view) {
            var open = people.tasks(key, "GiveView").stream().filter(t -> agency.equals(tasks.getVariable(t.getId(), "party"))).findFirst().orElseThrow();
            people.complete(agency + ".staff", open, view);
        }

        void approve() {
            approver("ApproveDirective", Map.of("approvalDecision", "approve"));
        }

        void returnToDrafters(String reason) {
            approver("ApproveDirective", Map.of("approvalDecision", "return", "returnReason", reason));
        }

        void cancel(String reason) {
            approver("ApproveDirective", Map.of("approvalDecision", "cancel", "cancelReason", reason));
        }

        void sign() {
            people.complete("dhs.approver", key, "SignDirective", Map.of("signatureDecision", "sign", "signatureConfirmed", true));
        }

        void signerReturns(String reason) {
            people.complete("dhs.approver", key, "SignDirective", Map.of("signatureDecision", "return", "signatureReason", reason));
        }

        /** From the drafts to the release and the start of the implementations. */
        String released(Map<String, Object> scope) {
            String number = drafted(scope);
            counselClears();
            everybodyConcurs();
            approve();
            sign();
            startImplementations();
            return number;
        }

        void startImplementations() {
            management.executeJob(management.createJobQuery().processInstanceId(instance).activityId("StartImplementations").singleResult().getId());
        }

        void further(String answer) {
            approver("DecideFurtherDirective", Map.of("furtherDirective", answer, "furtherReason", "It covers what there is."));
        }

        void afterCancellation(String decision) {
            approver("DecideAfterCancellation", "end".equals(decision) ? Map.of("afterCancellation", decision, "endReason", "Other means suffice.")
                : Map.of("afterCancellation", decision));
        }

        List<String> open() {
            return tasks.createTaskQuery().processInstanceBusinessKey(key).list().stream().map(t -> t.getTaskDefinitionKey()).sorted().toList();
        }

        Object variable(String name) {
            return runtime.getVariable(instance, name);
        }

        boolean ended() {
            return runtime.createProcessInstanceQuery().processInstanceId(instance).count() == 0;
        }

        void cisaStaff(String activity, Map<String, Object> variables) {
            people.complete("cisa.staff", key, activity, variables);
        }

        void approver(String activity, Map<String, Object> variables) {
            people.complete("cisa.approver", key, activity, variables);
        }
    }

    private static Map<String, Object> with(Map<String, Object> more, Map<String, Object> usual) {
        var variables = new HashMap<>(usual);
        variables.putAll(more);
        return variables;
    }
}
