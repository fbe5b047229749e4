package org.eoworkflow.directive.bod;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.spin.Spin;
import org.camunda.spin.json.SpinJsonNode;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.order.Agency;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.platform.Refusal;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Drafts of directives: what their forms begin with, and the checks of what people put in. */
@Component("directiveDrafts")
public class DirectiveDrafts {

    private static final String NO_TEMPLATE = "none";
    private static final String DRAFTED_FROM = "draftedFrom";
    private static final String AUTHORITY = "44 U.S.C. 3553(b)(2) authorizes the Secretary of Homeland Security to develop and oversee the "
        + "implementation of binding operational directives. Federal agencies are required to comply with them: 44 U.S.C. 3554(a)(1)(B)(ii). "
        + "They do not apply to national security systems or to certain systems operated by the Department of Defense or the intelligence "
        + "community: 44 U.S.C. 3553(d), (e).";
    private static final List<String> REMARKS = List.of("legalDecision", "consultationDecision", "approvalDecision");

    private final ReleasedDirectives directives;
    private final DirectiveTemplates templates;
    private final DirectiveSettings settings;
    private final Catalogue catalogue;
    private final Ledger ledger;
    private final Clock clock;
    private final ObjectProvider<RuntimeService> runtime;

    DirectiveDrafts(ReleasedDirectives directives, DirectiveTemplates templates, DirectiveSettings settings, Catalogue catalogue, Ledger ledger,
                    Clock clock, ObjectProvider<RuntimeService> runtime) {
        this.directives = directives;
        this.templates = templates;
        this.settings = settings;
        this.catalogue = catalogue;
        this.ledger = ledger;
        this.clock = clock;
        this.runtime = runtime;
    }

    // --- what the forms begin with

    /** Begins a draft. After a release it is a blank one; after a cancellation the cancelled draft is taken up again. */
    public void begin(DelegateExecution execution) {
        boolean cancelled = execution.getVariable("directiveNumber") instanceof String number && !number.isEmpty()
            && DirectiveNumber.read(number).flatMap(directives::find).isEmpty();
        if (cancelled) {
            return;
        }
        DirectiveTemplates.TEXTS.forEach(variable -> execution.setVariable(variable, ""));
        DirectiveTemplates.LISTS.forEach(variable -> execution.setVariable(variable, Spin.JSON(List.of())));
        execution.setVariable("scopeAgencies", Spin.JSON(catalogue.boundAgencies().stream().map(Agency::id).toList()));
        execution.setVariable("authority", AUTHORITY);
        execution.setVariable("contact", catalogue.agency((String) execution.getVariable("office")).mailbox());
        execution.setVariable("cancelReason", "");
        REMARKS.forEach(decision -> execution.setVariable(decision, null));
        var first = templates.all().stream().filter(DirectiveTemplates.Template::demonstration)
            .filter(template -> template.number().flatMap(directives::find).isEmpty()).findFirst();
        first.ifPresent(template -> template.fill(execution, Set.of()));
        execution.setVariable("template", first.map(DirectiveTemplates.Template::id).orElse(NO_TEMPLATE));
        execution.setVariable(DRAFTED_FROM, execution.getVariable("template"));
    }

    /** The templates one may begin with: options for the form. */
    public SpinJsonNode templates() {
        List<Map<String, String>> options = new ArrayList<>();
        options.add(Map.of("value", NO_TEMPLATE, "label", "No template"));
        templates.all().forEach(template -> options.add(Map.of("value", template.id(), "label", template.name())));
        return Spin.JSON(options);
    }

    /** The agencies that may be bound: options for the form. */
    public SpinJsonNode boundAgencies() {
        return Spin.JSON(catalogue.boundAgencies().stream().map(agency -> Map.of("value", agency.id(), "label", agency.name())).toList());
    }

    /** What was released here and is not revoked: rows for the form. */
    public SpinJsonNode inForce() {
        return rows(directives.all().stream().filter(directive -> directive.supersededBy() == null).toList());
    }

    /** What agencies are at work on already: rows for the form. */
    public SpinJsonNode openCases() {
        return Spin.JSON(List.of(
            Map.of("figure", "Directives being implemented, by agency", "value", String.valueOf(running("DirectiveImplementation"))),
            Map.of("figure", "Vulnerabilities being remediated", "value", String.valueOf(running("VulnerabilityRemediation")))));
    }

    private long running(String process) {
        return runtime.getObject().createProcessInstanceQuery().processDefinitionKey(process).active().count();
    }

    /** What this process has released: rows for the form. */
    public SpinJsonNode released(DelegateExecution execution) {
        return rows(directives.of(execution.getProcessInstanceId()));
    }

    private static SpinJsonNode rows(List<ReleasedDirective> released) {
        return Spin.JSON(released.stream().map(directive -> Map.of("number", directive.number(), "title", directive.title(),
            "releasedOn", Dates.text(directive.releasedOn()))).toList());
    }

    /** Proposes the next free number of the fiscal year, unless a free one stands there already. */
    public void proposeNumber(DelegateExecution execution) {
        var standing = DirectiveNumber.read(Objects.toString(execution.getVariable("directiveNumber"), ""));
        if (standing.isEmpty() || directives.find(standing.get()).isPresent()) {
            execution.setVariable("directiveNumber", nextNumber().toString());
        }
    }

    private DirectiveNumber nextNumber() {
        int year = DirectiveNumber.fiscalYear(today());
        int issuedElsewhere = DirectiveNumber.read(settings.lastIssued())
            .filter(last -> last.year() == year && last.kind().equals(DirectiveNumber.BINDING)).map(DirectiveNumber::place).orElse(0);
        return new DirectiveNumber(DirectiveNumber.BINDING, year, Math.max(issuedElsewhere, directives.lastPlace(DirectiveNumber.BINDING, year)) + 1);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), EngineClock.WASHINGTON);
    }

    // --- checks

    /** The analysis is done: the template that was chosen fills in the rest. */
    public void analyzed(DelegateTask task) {
        var draft = new Draft(task);
        draft.required("threatSummary", "Describe the threat.");
        draft.required("recommendation", "Say what the directive should bring about.");
        String chosen = draft.text("template");
        if (!chosen.isEmpty() && !chosen.equals(NO_TEMPLATE) && !chosen.equals(task.getVariable(DRAFTED_FROM))) {
            templates.find(chosen).orElseThrow(() -> Refusal.invalid("template", "Choose one of the templates that are offered."))
                .fill(task, DirectiveTemplates.ANALYSIS);
            task.setVariable(DRAFTED_FROM, chosen);
        }
    }

    /** The scope is set: agencies that are bound, actions that can be done in time, revocations that are possible. */
    public void scoped(DelegateTask task) {
        scope(new Draft(task));
    }

    /** The directive is drafted. */
    public void drafted(DelegateTask task) {
        text(new Draft(task));
    }

    /** The guidance is drafted. */
    public void guided(DelegateTask task) {
        guidance(new Draft(task));
    }

    /** The whole draft, checked once more: what it was checked against may have changed since. */
    Draft checked(VariableScope variables) {
        var draft = new Draft(variables);
        scope(draft);
        text(draft);
        guidance(draft);
        return draft;
    }

    private void scope(Draft draft) {
        draft.required("systemsInScope", "Say which systems are in scope.");
        Set<String> bound = catalogue.boundAgencies().stream().map(Agency::id).collect(Collectors.toSet());
        for (String agency : draft.agencies()) {
            if (!bound.contains(agency)) {
                throw Refusal.invalid("scopeAgencies", "%s is not among the agencies that binding operational directives bind. Choose from the list."
                    .formatted(agency.matches("[a-z0-9-]{1,40}") ? "'%s'".formatted(agency) : "One of the agencies"));
            }
        }
        draft.actions();
        for (DirectiveNumber superseded : draft.supersedes()) {
            directives.supersededBy(superseded).ifPresent(by -> {
                throw Refusal.invalid("supersedes", "%s was revoked by %s already. Take it out.".formatted(superseded, by));
            });
        }
    }

    private void text(Draft draft) {
        DirectiveNumber number = draft.number();
        directives.find(number).ifPresent(taken -> {
            throw Refusal.invalid("directiveNumber", "%s was released on %s. Choose another number; the next free one is %s."
                .formatted(number, Dates.text(taken.releasedOn()), nextNumber()));
        });
        if (draft.supersedes().contains(number)) {
            throw Refusal.invalid("supersedes", "%s cannot revoke itself.".formatted(number));
        }
        draft.required("directiveTitle", "Give the directive a title.");
        draft.required("authority", "Name the legal authority.");
        draft.required("background", "Describe the background.");
        draft.required("reporting", "Say how agencies report.");
        draft.required("contact", "Name the contact.");
    }

    private static void guidance(Draft draft) {
        draft.required("guidanceTitle", "Give the guidance a title.");
        draft.guidance();
    }

    // --- on the way

    /** The drafts go to review: what was said of the earlier round has been heard. */
    public void submit(DelegateExecution execution) {
        REMARKS.forEach(decision -> execution.setVariable(decision, null));
    }

    /** The signer has decided; a signature is kept with the account that gave it. */
    public void signed(DelegateTask task) {
        if ("sign".equals(task.getVariable("signatureDecision"))) {
            if (!Boolean.TRUE.equals(task.getVariable("signatureConfirmed"))) {
                throw Refusal.invalid("signatureConfirmed", "Confirm that you sign for the head of the department.");
            }
            task.setVariable("signedBy", ledger.account());
        } else if (new Draft(task).text("signatureReason").isEmpty()) {
            throw Refusal.invalid("signatureReason", "Say why you return the directive.");
        }
    }

    /** Records that the draft is cancelled, and why. */
    public void cancel(DelegateExecution execution) {
        var draft = new Draft(execution);
        ledger.append(Entry.of(EntryKind.DRAFT_CANCELLED, execution, Map.of("number", draft.text("directiveNumber"),
            "title", draft.text("directiveTitle"), "reason", draft.required("cancelReason", "Say why the draft is cancelled."))));
    }
}
