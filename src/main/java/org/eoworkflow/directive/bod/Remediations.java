package org.eoworkflow.directive.bod;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.eoworkflow.deadline.DatesSetBefore;
import org.eoworkflow.deadline.DeadlineRecords;
import org.eoworkflow.deadline.Subject;
import org.eoworkflow.directive.Implementation;
import org.eoworkflow.directive.Implementations;
import org.eoworkflow.directive.Json;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.notification.Mail;
import org.eoworkflow.notification.Outbox;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.order.Orders;
import org.eoworkflow.platform.Documents;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.platform.WashingtonTime;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The remediation of single vulnerabilities under a directive with remediation timelines. The date moves with the facts. */
@Component("remediation")
public class Remediations {

    private static final String PROCESS = "VulnerabilityRemediation";
    private static final String TIMELINE = "remediation-timeline";
    private static final Set<String> OUTCOMES = Set.of("FSU", "60D", "14D", "3D", "3DF");
    private static final Duration SCOPE = Duration.ofHours(2);
    private static final Duration KEEP_EVIDENCE = Duration.ofHours(24);
    private static final Duration CONCLUDE = Duration.ofHours(72);
    /** Without a date of its own, an upgrade that has not come in a year is asked after. */
    private static final int YEAR = 365;

    private final JdbcClient jdbc;
    private final Implementations implementations;
    private final Orders orders;
    private final Catalogue catalogue;
    private final Ledger ledger;
    private final Outbox outbox;
    private final Documents documents;
    private final DeadlineRecords records;
    private final RuleSets rules;
    private final Clock clock;
    private final ObjectProvider<RuntimeService> runtime;
    private final ObjectProvider<TaskService> tasks;
    private final ObjectProvider<ManagementService> management;

    Remediations(JdbcClient jdbc, Implementations implementations, Orders orders, Catalogue catalogue, Ledger ledger, Outbox outbox, Documents documents,
                 DeadlineRecords records, RuleSets rules, Clock clock, ObjectProvider<RuntimeService> runtime, ObjectProvider<TaskService> tasks,
                 ObjectProvider<ManagementService> management) {
        this.jdbc = jdbc;
        this.implementations = implementations;
        this.orders = orders;
        this.catalogue = catalogue;
        this.ledger = ledger;
        this.outbox = outbox;
        this.documents = documents;
        this.records = records;
        this.rules = rules;
        this.clock = clock;
        this.runtime = runtime;
        this.tasks = tasks;
        this.management = management;
    }

    /** Opens the remediation of a CVE at the signed-in agency, or gives new facts to the one that is open. */
    public void report(DelegateExecution report) {
        Implementation implementation = implementations.mine(text(report, "directiveNumber"));
        orders.checkStands(implementation.order(), implementation.directive());
        if (!implementations.hasRule(implementation, TIMELINE)) {
            throw Refusal.invalid("directiveNumber", "%s has no remediation timelines.".formatted(implementation.number()));
        }
        String cve = text(report, "cve");
        if (!cve.matches("CVE-[0-9]{4}-[0-9]{4,19}")) {
            throw Refusal.invalid("cve", "Give the CVE like CVE-2026-12345.");
        }
        RemediationFacts facts = RemediationFacts.read(report::getVariable, today());
        String key = implementation.key() + "/" + cve.toLowerCase(Locale.ROOT);
        if (open(key, implementation, cve)) {
            start(report, implementation, key, cve, facts);
        } else {
            move(report, key, cve, facts);
        }
    }

    /** False if a remediation of this CVE is open already. */
    private boolean open(String key, Implementation implementation, String cve) {
        return jdbc.sql("""
                insert into eo.remediation (business_key, implementation, cve) values (?, ?, ?)
                on conflict (business_key) do update set state = 'open', outcome = null, due = null where remediation.state <> 'open'""")
            .params(key, implementation.key(), cve).update() == 1;
    }

    private void start(DelegateExecution report, Implementation implementation, String key, String cve, RemediationFacts facts) {
        Map<String, Object> variables = new HashMap<>(facts.variables());
        variables.put("order", implementation.order());
        variables.put("directive", implementation.directive());
        variables.put("agency", implementation.agency());
        variables.put("agencyName", catalogue.agency(implementation.agency()).name());
        variables.put("office", implementation.office());
        variables.put("directiveNumber", implementation.number());
        variables.put("directiveTitle", implementation.title());
        variables.put("title", implementation.number() + ", " + cve);
        variables.put("cve", cve);
        variables.put("asset", text(report, "asset"));
        variables.put("triageAsked", false);
        ProcessInstance instance = runtime.getObject().startProcessInstanceByKey(PROCESS, key, variables);
        jdbc.sql("update eo.remediation set process_instance = ? where business_key = ?").params(instance.getId(), key).update();
    }

    private void move(DelegateExecution report, String key, String cve, RemediationFacts facts) {
        String running = jdbc.sql("select process_instance from eo.remediation where business_key = ?").param(key).query(String.class).single();
        Map<String, Object> known = runtime.getObject().getVariables(running);
        Map<String, Object> reported = facts.variables();
        if (reported.entrySet().stream().allMatch(fact -> Objects.equals(fact.getValue(), known.get(fact.getKey())))) {
            throw Refusal.conflict("%s is reported already with the same facts.".formatted(cve));
        }
        if (text(report, "changeReason").isBlank()) {
            throw Refusal.invalid("changeReason", "%s is reported already. Say why its facts have changed.".formatted(cve));
        }
        reported.put("changeReason", text(report, "changeReason"));
        runtime.getObject().createMessageCorrelation("FactsMoved").processInstanceId(running).setVariables(reported).correlate();
    }

    // --- what the model calls

    /** Whether the table's metadata are published for the CVE. */
    public boolean metadataPublished(DelegateExecution execution) {
        return facts(execution).metadataPublished();
    }

    /** The outcome of the table. No rule, or one we do not know, is an error that names the inputs. */
    public String outcome(DelegateExecution execution, DmnDecisionResult result) {
        Object outcome = result.size() == 1 ? result.getSingleResult().get("outcome") : null;
        if (!OUTCOMES.contains(Objects.toString(outcome, ""))) {
            throw Refusal.invalid("outcome", "RemediationTimeline has no rule for inKev '%s', exposed '%s', automatable '%s', technicalImpact '%s'."
                .formatted(execution.getVariable("inKev"), execution.getVariable("exposed"), execution.getVariable("automatable"),
                    execution.getVariable("technicalImpact")));
        }
        return (String) outcome;
    }

    /** Sets the date for the first time. */
    public void setDue(DelegateExecution execution) {
        RemediationDue due = set(execution, "The vulnerability was found again.");
        ledger.append(Entry.of(EntryKind.REMEDIATION_DUE, execution, payload(execution, due)));
    }

    /** Sets the date anew; the old one stays in the ledger with the reason. */
    public void moveDue(DelegateExecution execution) {
        Object before = execution.getVariable("remediationDue");
        Object bandBefore = execution.getVariable("band");
        RemediationDue due = set(execution, "New facts: %s.".formatted(text(execution, "changeReason")));
        Map<String, Object> payload = payload(execution, due);
        payload.put("previousOutcome", bandBefore);
        payload.put("previousDue", before instanceof Date date ? date.toInstant().toString() : null);
        payload.put("reason", execution.getVariable("changeReason"));
        ledger.append(Entry.of(EntryKind.REMEDIATION_MOVED, execution, payload));
        String instance = execution.getProcessInstanceId();
        tasks.getObject().createTaskQuery().processInstanceId(instance).taskDefinitionKey("RemediateVulnerability").list().forEach(task -> {
            task.setDueDate(due.at() == null ? null : Date.from(due.at()));
            tasks.getObject().saveTask(task);
        });
        management.getObject().createJobQuery().processInstanceId(instance).activityId("VulnerabilityOverdue").list()
            .forEach(job -> management.getObject().recalculateJobDuedate(job.getId(), false));
        runtime.getObject().createExecutionQuery().processInstanceId(instance).messageEventSubscriptionName("DueDateMoved").list()
            .forEach(waiting -> runtime.getObject().messageEventReceived("DueDateMoved", waiting.getId()));
    }

    /** Records the dates of open remediations of before dates were recorded. */
    @EventListener
    public void on(DatesSetBefore event) {
        rules.inForce(today()).stream().filter(inForce -> inForce.id().equals(RemediationDue.RULES)).forEach(inForce ->
            runtime.getObject().createProcessInstanceQuery().processDefinitionKey(PROCESS).list().forEach(open -> event.of(open.getBusinessKey(), () -> {
                var known = runtime.getObject().getVariables(open.getId());
                // what was reported on its day is not checked again
                var facts = RemediationFacts.of(reported(known::get));
                records.makeUp(subject(open.getBusinessKey(), known::get), RemediationDue.of(facts, (String) known.get("outcome")).reckoning(facts,
                    (String) known.get("directiveNumber"), inForce, rules.earlier(facts, today())));
            })));
    }

    private static Subject subject(String key, Function<String, Object> known) {
        return Subject.ofCase("vulnerability " + key, Subject.Kind.VULNERABILITY, "%s at %s".formatted(known.apply("cve"), known.apply("agencyName")),
            (String) known.apply("order"), (String) known.apply("directive"), key, (String) known.apply("agency"));
    }

    private RemediationDue set(DelegateExecution execution, String reason) {
        RemediationFacts facts = facts(execution);
        RuleSet inForce = rules.require(RemediationDue.RULES, today());
        RemediationDue due = RemediationDue.of(facts, (String) execution.getVariable("outcome"));
        records.record(subject(execution.getProcessBusinessKey(), execution::getVariable), due.reckoning(facts, text(execution, "directiveNumber"), inForce,
            rules.earlier(facts, today())), reason);
        execution.setVariable("band", due.outcome());
        execution.setVariable("bandText", due.bandText());
        execution.setVariable("remediationDue", due.at() == null ? null : Date.from(due.at()));
        execution.setVariable("remediationDueText", due.text());
        execution.setVariable("remediationWhy", due.why());
        execution.setVariable("remediationWatch", Date.from(due.at() == null ? midnight(today().plusDays(YEAR)) : due.at()));
        jdbc.sql("update eo.remediation set outcome = ?, due = ? where business_key = ?").params(due.outcome(),
            due.at() == null ? null : OffsetDateTime.ofInstant(due.at(), ZoneOffset.UTC), execution.getProcessBusinessKey()).update();
        if (due.asksForTriage() && !Boolean.TRUE.equals(execution.getVariable("triageAsked"))) {
            askForTriage(execution, facts, due);
        }
        return due;
    }

    /** KEV names no hour: the recommended hours count from the beginning of the day of its listing. */
    private void askForTriage(DelegateExecution execution, RemediationFacts facts, RemediationDue due) {
        Instant listed = midnight(facts.kevListedOn());
        execution.setVariable("scopeBy", WashingtonTime.text(listed.plus(SCOPE)));
        execution.setVariable("evidenceBy", WashingtonTime.text(listed.plus(KEEP_EVIDENCE)));
        execution.setVariable("conclusionBy", WashingtonTime.text(listed.plus(CONCLUDE)));
        execution.setVariable("triageDue", Date.from(due.at()));
        execution.setVariable("triageAsked", true);
    }

    /** Keeps how the vulnerability was remediated. */
    public void remediated(DelegateTask task) {
        LocalDate on = RemediationFacts.day("remediatedOn", task.getVariable("remediatedOn"));
        if (on.isBefore(LocalDate.parse((String) task.getVariable("identifiedOn"))) || on.isAfter(today())) {
            throw Refusal.invalid("remediatedOn", "The day must lie between the identification and today.");
        }
        if (Objects.toString(task.getVariable("remediationNote"), "").isBlank()) {
            throw Refusal.invalid("remediationNote", "Say what was done.");
        }
    }

    /** Records the remediation. */
    public void record(DelegateExecution execution) {
        end(execution, "remediated");
        Object due = execution.getVariable("remediationDue");
        String on = text(execution, "remediatedOn");
        ledger.append(Entry.of(EntryKind.REMEDIATION_RECORDED, execution, Json.row("cve", text(execution, "cve"), "how",
            text(execution, "remediatedHow"), "on", on, "note", text(execution, "remediationNote"),
            "late", due instanceof Date date && LocalDate.parse(on).isAfter(WashingtonTime.day(date.toInstant())))));
    }

    /** Records that the date has passed, and tells the agency and the office. */
    public void overdue(DelegateExecution execution) {
        boolean dated = execution.getVariable("remediationDue") != null;
        ledger.append(Entry.of(EntryKind.REMEDIATION_OVERDUE, execution, Json.row("cve", text(execution, "cve"), "agency", text(execution, "agency"),
            "due", dated ? text(execution, "remediationDueText") : "no upgrade in a year")));
        String due = dated ? "It was due " + text(execution, "remediationDueText") + "." : "It waits for the next upgrade, and none has come in a year.";
        for (String to : List.of(text(execution, "agency"), text(execution, "office"))) {
            outbox.add(new Mail("vulnerability-overdue/%s/%s".formatted(execution.getProcessBusinessKey(), execution.getVariable("remediationWatch")),
                catalogue.agency(to).mailbox(), "Overdue: %s at %s".formatted(text(execution, "cve"), text(execution, "agencyName")),
                documents.html("mail/vulnerability-overdue", Map.of("agency", text(execution, "agencyName"), "cve", text(execution, "cve"),
                    "asset", text(execution, "asset"), "number", text(execution, "directiveNumber"), "due", due,
                    "why", text(execution, "remediationWhy")))));
        }
    }

    /** Records the triage; the office hears of a suspected or confirmed compromise. */
    public void recordTriage(DelegateExecution execution) {
        String conclusion = text(execution, "triageConclusion");
        ledger.append(Entry.of(EntryKind.TRIAGE_RECORDED, execution, Json.row("cve", text(execution, "cve"), "conclusion", conclusion,
            "summary", text(execution, "triageSummary"), "scopedAt", execution.getVariable("scopedAt"),
            "evidenceKeptAt", execution.getVariable("evidenceKeptAt"))));
        if (!conclusion.equals("no-evidence")) {
            outbox.add(new Mail("compromise-found/" + execution.getActivityInstanceId(), catalogue.agency(text(execution, "office")).mailbox(),
                "Compromise %s: %s".formatted(conclusion, text(execution, "agencyName")),
                documents.html("mail/compromise-found", Map.of("agency", text(execution, "agencyName"), "cve", text(execution, "cve"),
                    "number", text(execution, "directiveNumber"), "conclusion", "compromise " + conclusion))));
        }
    }

    /** Ends the remediation under a superseded directive. */
    public void superseded(DelegateExecution execution) {
        if (end(execution, "superseded")) {
            records.end(execution.getProcessBusinessKey(), "%s was superseded by %s.".formatted(text(execution, "directiveNumber"),
                text(execution, "supersededBy")));
            ledger.append(Entry.of(EntryKind.REMEDIATION_RECORDED, execution, Json.row("cve", text(execution, "cve"), "how", "superseded",
                "by", text(execution, "supersededBy"))));
        }
    }

    /** Whatever ended the process, the remediation runs no longer. */
    public void ended(DelegateExecution execution) {
        if (!text(execution, "supersededBy").isEmpty()) {
            superseded(execution);
        } else if (end(execution, "ended")) {
            ledger.append(Entry.of(EntryKind.REMEDIATION_RECORDED, execution, Json.row("cve", text(execution, "cve"), "how", "ended")));
        }
    }

    /** False if it had ended before. */
    private boolean end(DelegateExecution execution, String state) {
        return jdbc.sql("update eo.remediation set state = ? where business_key = ? and state = 'open'")
            .params(state, execution.getProcessBusinessKey()).update() == 1;
    }

    private Map<String, Object> payload(DelegateExecution execution, RemediationDue due) {
        Map<String, Object> payload = Json.row("cve", text(execution, "cve"), "agency", text(execution, "agency"), "outcome", due.outcome(),
            "due", due.at() == null ? null : due.at().toString(), "why", due.why(), "rules", RemediationDue.RULES, "rulesInForceFrom", rules.require(RemediationDue.RULES, today()).from().toString());
        payload.put("competing", Objects.toString(due.competing(), null));
        return payload;
    }

    private RemediationFacts facts(DelegateExecution execution) {
        return RemediationFacts.read(reported(execution::getVariable), today());
    }

    /** In a case, {@code exposed} is what the table takes. */
    private static Function<String, Object> reported(Function<String, Object> known) {
        return field -> known.apply(field.equals("exposed") ? "exposure" : field);
    }

    private LocalDate today() {
        return WashingtonTime.day(clock.instant());
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(EngineClock.WASHINGTON).toInstant();
    }

    private static String text(DelegateExecution execution, String variable) {
        return Objects.toString(execution.getVariable(variable), "").strip();
    }
}
