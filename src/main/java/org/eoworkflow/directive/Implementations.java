package org.eoworkflow.directive;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.spin.json.SpinJsonNode;
import org.eoworkflow.deadline.DeadlineRecords;
import org.eoworkflow.deadline.Deadlines;
import org.eoworkflow.deadline.Subject;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.notification.Mail;
import org.eoworkflow.notification.Outbox;
import org.eoworkflow.obligation.EvidenceStore;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.platform.Documents;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.platform.WashingtonTime;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** How agencies carry out the directives that bind them: one process per agency and directive, from release to validation. */
@Component("implementations")
public class Implementations {

    private static final String PROCESS = "DirectiveImplementation";
    private static final String STAFF = "-staff";
    private static final String ACKNOWLEDGE = "P5D";
    private static final String SUPERSEDED_BY = "supersededBy";

    private final ImplementationRows rows;
    private final RequiredActions actions;
    private final Catalogue catalogue;
    private final Deadlines deadlines;
    private final DeadlineRecords records;
    private final EvidenceStore evidence;
    private final Ledger ledger;
    private final Outbox outbox;
    private final Documents documents;
    private final Clock clock;
    private final ObjectProvider<RuntimeService> runtime;
    private final ObjectProvider<IdentityService> identity;

    Implementations(ImplementationRows rows, RequiredActions actions, Catalogue catalogue, Deadlines deadlines,
                    DeadlineRecords records, EvidenceStore evidence, Ledger ledger, Outbox outbox, Documents documents, Clock clock, ObjectProvider<RuntimeService> runtime,
                    ObjectProvider<IdentityService> identity) {
        this.rows = rows;
        this.actions = actions;
        this.catalogue = catalogue;
        this.deadlines = deadlines;
        this.records = records;
        this.evidence = evidence;
        this.ledger = ledger;
        this.outbox = outbox;
        this.documents = documents;
        this.clock = clock;
        this.runtime = runtime;
        this.identity = identity;
    }

    /**
     * Starts an implementation for each agency in the scope of a released directive; an agency that has one already gets no second.
     * An unknown agency, or an action without a period, is refused by name and starts none.
     *
     * @return how many were started
     */
    @Transactional
    public int start(DelegateExecution release) {
        String number = required(release, "directiveNumber");
        LocalDate released = date(release, "releasedOn");
        List<RequiredAction> required = RequiredAction.read(release.getVariable("actions"), released);
        int started = 0;
        for (String agency : scope(release)) {
            String key = release.getProcessBusinessKey() + "/" + kebab(number) + "-" + agency;
            var implementation = new Implementation(key, required(release, "order"), required(release, "directive"), number,
                required(release, "directiveTitle"), agency, required(release, "office"), released, null, "open", null);
            if (rows.add(implementation, required)) {
                actions.date(implementation, required);
                ProcessInstance instance = runtime.getObject().startProcessInstanceByKey(PROCESS, key, variables(release, implementation));
                rows.startedAs(key, instance.getId());
                started++;
            }
        }
        return started;
    }

    private List<String> scope(DelegateExecution release) {
        List<String> agencies = Json.texts("scopeAgencies", release.getVariable("scopeAgencies"));
        List<String> unknown = agencies.stream().filter(agency -> !catalogue.hasAgency(agency)).toList();
        if (agencies.isEmpty() || !unknown.isEmpty()) {
            throw Refusal.invalid("scopeAgencies", agencies.isEmpty() ? "The directive binds no agency. Name at least one."
                : "The catalogue has no agency '%s'. Correct the scope, or add the agency to the catalogue.".formatted(String.join("', '", unknown)));
        }
        return agencies;
    }

    private Map<String, Object> variables(DelegateExecution release, Implementation implementation) {
        var variables = new HashMap<String, Object>();
        for (String passed : List.of("order", "directive", "lead", "through", "office", "signed", "directiveNumber", "directiveTitle", "actions")) {
            variables.put(passed, release.getVariable(passed));
        }
        variables.put("agency", implementation.agency());
        variables.put("agencyName", catalogue.agency(implementation.agency()).name());
        variables.put("title", implementation.number() + ", " + implementation.title());
        variables.put("releasedOn", implementation.releasedOn().toString());
        variables.put("releasedOnText", WashingtonTime.text(implementation.releasedOn()));
        var acknowledgeBy = deadlines.workingDays(ACKNOWLEDGE);
        records.window(Subject.ofCase("acknowledge " + implementation.key(), Subject.Kind.WINDOW, "Acknowledge " + implementation.number(),
            implementation.order(), implementation.directive(), implementation.key(), implementation.agency()),
            "Time to acknowledge a directive, a planning practice", ACKNOWLEDGE, acknowledgeBy);
        variables.put("acknowledgeBy", acknowledgeBy);
        variables.put("applicabilityRefusal", "");
        variables.put("validationReasons", "");
        return variables;
    }

    /**
     * Closes the running implementations of a superseded directive, and the remediations under it, with the reference.
     *
     * @return how many implementations were closed
     */
    @Transactional
    public int supersede(String superseded, String by) {
        List<Implementation> running = rows.of(superseded).stream().filter(Implementation::isOpen).toList();
        running.forEach(implementation -> end(runtime.getObject().createProcessInstanceQuery()
            .processInstanceId(implementation.processInstance()).singleResult(), by));
        runtime.getObject().createProcessInstanceQuery().processDefinitionKey("VulnerabilityRemediation")
            .variableValueEquals("directiveNumber", superseded).list().forEach(remediation -> end(remediation, by));
        return running.size();
    }

    /** What an amendment of its own order lets rest hears no message: it is ended where it stands, and its listener records the same. */
    private void end(ProcessInstance instance, String by) {
        if (instance.isSuspended()) {
            runtime.getObject().setVariable(instance.getId(), SUPERSEDED_BY, by);
            runtime.getObject().deleteProcessInstance(instance.getId(), "Superseded by " + by, false, true, true);
        } else {
            runtime.getObject().createMessageCorrelation("DirectiveSuperseded").processInstanceId(instance.getId())
                .setVariable(SUPERSEDED_BY, by).correlate();
        }
    }

    /** The implementation of a directive by the agency of the signed-in account, whose duties must still stand. */
    public Implementation mine(String number) {
        var caller = identity.getObject().getCurrentAuthentication();
        List<String> agencies = caller == null || caller.getGroupIds() == null ? List.of() : caller.getGroupIds().stream()
            .filter(group -> group.endsWith(STAFF)).map(group -> group.substring(0, group.length() - STAFF.length())).toList();
        if (agencies.isEmpty()) {
            throw Refusal.forbidden("Only the staff of an agency that a directive binds may do this.");
        }
        return rows.of(number).stream().filter(implementation -> agencies.contains(implementation.agency()) && implementation.binds())
            .filter(implementation -> !rows.isSuperseded(implementation.number()))
            .findFirst().orElseThrow(() -> Refusal.invalid("directiveNumber", "Your agency implements no directive of this number. It implements: %s."
                .formatted(agencies.stream().flatMap(agency -> rows.openOf(agency).stream()).map(Implementation::number).distinct()
                    .reduce((a, b) -> a + ", " + b).orElse("none"))));
    }

    /** Whether one of its actions follows this rule. */
    public boolean hasRule(Implementation implementation, String rule) {
        return rows.actions(implementation.key()).stream().anyMatch(action -> action.rule().equals(rule));
    }

    // --- what the model calls

    /** Keeps when the directive was acknowledged, or the statement that it does not apply. */
    public void acknowledged(DelegateTask task) {
        boolean applies = "applies".equals(task.getVariable("applicability"));
        if (!applies && text(task, "applicabilityStatement").isBlank()) {
            throw Refusal.invalid("applicabilityStatement", "State why the directive does not apply to your agency.");
        }
        rows.acknowledged(task.getExecution().getProcessBusinessKey(), clock.instant());
    }

    /** Chases an agency that has not acknowledged: a mail to it, and one to the office that released the directive. */
    public void chase(DelegateExecution execution) {
        Implementation implementation = of(execution);
        ledger.append(Entry.of(EntryKind.REMINDER_DUE, execution, Json.row("reminder", "directive not acknowledged", "agency", implementation.agency())));
        for (String to : List.of(implementation.agency(), implementation.office())) {
            outbox.add(new Mail("acknowledgement-chased/" + implementation.key(), catalogue.agency(to).mailbox(),
                "Not acknowledged: %s by %s".formatted(implementation.number(), catalogue.agency(implementation.agency()).acronym()),
                documents.html("mail/acknowledgement-chased", Map.of("agency", catalogue.agency(implementation.agency()).name(),
                    "number", implementation.number(), "title", implementation.title(), "released", implementation.releasedOn().toString(),
                    "actions", actions.rows(implementation.key())))));
        }
    }

    /** Records whether the statement that the directive does not apply is accepted. */
    public void applicabilityDecided(DelegateTask task) {
        boolean accepted = "accept".equals(task.getVariable("applicabilityDecision"));
        if (accepted) {
            task.setVariable("applicabilityRefusal", "");
        } else if (text(task, "applicabilityRefusal").isBlank()) {
            throw Refusal.invalid("applicabilityRefusal", "Say why the directive applies.");
        }
        ledger.append(Entry.of(EntryKind.DECISION_MADE, task, Json.row("decision", accepted ? "statement accepted" : "statement refused",
            "statement", task.getVariable("applicabilityStatement"), "reason", text(task, "applicabilityRefusal"))));
    }

    /** A report is only about completed actions. */
    public void reported(DelegateTask task) {
        if (!actions.open(task.getExecution()).isEmpty()) {
            throw Refusal.conflict("Not all required actions are completed.");
        }
    }

    /** Records the validation; a return names the actions that are to be done again. */
    public void validated(DelegateTask task) {
        boolean accepted = "accept".equals(task.getVariable("validationDecision"));
        if (accepted) {
            task.setVariable("validationReasons", "");
        } else {
            if (text(task, "validationReasons").isBlank()) {
                throw Refusal.invalid("validationReasons", "Say what is missing or does not convince.");
            }
            actions.reopen(task);
        }
        ledger.append(Entry.of(EntryKind.DECISION_MADE, task, Json.row("decision", accepted ? "completion accepted" : "completion returned",
            "reasons", text(task, "validationReasons"))));
    }

    /** Closes a validated implementation; the watches over its actions end by it. */
    public void close(DelegateExecution execution) {
        end(execution, "closed", null);
        actions.over(execution);
    }

    /** Whether the implementation that this execution belongs to goes on. */
    public boolean isOpen(DelegateExecution execution) {
        return of(execution).isOpen();
    }

    /** Ends an implementation of a directive that does not apply to the agency. */
    public void notApplicable(DelegateExecution execution) {
        end(execution, "not-applicable", null);
        records.end(execution.getProcessBusinessKey(), "%s does not apply to the agency.".formatted(execution.getVariable("directiveNumber")));
    }

    /** Ends an implementation of a directive that another has superseded. */
    public void superseded(DelegateExecution execution) {
        end(execution, "superseded", (String) execution.getVariable(SUPERSEDED_BY));
        records.end(execution.getProcessBusinessKey(), "%s was superseded by %s.".formatted(execution.getVariable("directiveNumber"),
            execution.getVariable(SUPERSEDED_BY)));
    }

    /** Whatever ended the process, the implementation runs no longer. */
    public void ended(DelegateExecution execution) {
        if (execution.getVariable(SUPERSEDED_BY) == null) {
            end(execution, "ended", null);
        } else {
            superseded(execution);
        }
    }

    private void end(DelegateExecution execution, String state, String by) {
        if (rows.end(execution.getProcessBusinessKey(), state, by, clock.instant())) {
            ledger.append(Entry.of(EntryKind.IMPLEMENTATION_CLOSED, execution, Json.row("number", execution.getVariable("directiveNumber"),
                "agency", execution.getVariable("agency"), "outcome", state, SUPERSEDED_BY, by)));
        }
    }

    /** The evidence of all actions, for the form: a Json array. */
    public SpinJsonNode evidence(DelegateExecution execution) {
        return Json.of(evidence.under(execution.getProcessBusinessKey()).stream()
            .map(item -> Json.row("id", item.id().toString(), "title", item.title(), "description", item.description())).toList());
    }

    private Implementation of(DelegateExecution execution) {
        return rows.find(execution.getProcessBusinessKey()).orElseThrow(() -> Refusal.unknown("implementation", "There is no such implementation."));
    }

    static String kebab(String number) {
        return number.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }

    private static String required(DelegateExecution execution, String variable) {
        if (execution.getVariable(variable) instanceof String text && !text.isBlank()) {
            return text.strip();
        }
        throw Refusal.invalid(variable, "Nothing is implemented without '%s'.".formatted(variable));
    }

    private static LocalDate date(DelegateExecution execution, String variable) {
        try {
            return LocalDate.parse(required(execution, variable));
        } catch (DateTimeParseException e) {
            throw Refusal.invalid(variable, "'%s' must be a date such as 2026-06-10.".formatted(variable));
        }
    }

    private static String text(DelegateTask task, String variable) {
        return Objects.toString(task.getVariable(variable), "");
    }
}
