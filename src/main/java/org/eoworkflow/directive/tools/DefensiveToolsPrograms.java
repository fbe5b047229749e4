package org.eoworkflow.directive.tools;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.variable.value.ObjectValue;
import org.eoworkflow.directive.Dollars;
import org.eoworkflow.directive.Fields;
import org.eoworkflow.directive.IssuedDocuments;
import org.eoworkflow.directive.IssuedDocuments.Issue;
import org.eoworkflow.directive.IssuedDocuments.Part;
import org.eoworkflow.directive.Json;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.order.Agency;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.platform.WashingtonTime;
import org.eoworkflow.security.Caller;
import org.springframework.stereotype.Component;

/** Programs that enhance AI-enabled defensive tools: an existing one expanded, a new one established, or both; funded, reviewed, approved, announced. */
@Component("defensiveTools")
public class DefensiveToolsPrograms {

    private static final String EXPAND = "expand";
    private static final String ESTABLISH = "establish";
    private static final String BOTH = "both";
    private static final String OPTION = "programOption";
    private static final String DECISION = "decision";
    private static final Map<String, String> OPTIONS = Map.of(EXPAND, "An existing program is expanded.", ESTABLISH, "A new program is established.",
        BOTH, "An existing program is expanded and a new one established.");

    private final IssuedDocuments documents;
    private final Catalogue catalogue;
    private final Ledger ledger;
    private final Caller caller;

    DefensiveToolsPrograms(IssuedDocuments documents, Catalogue catalogue, Ledger ledger, Caller caller) {
        this.documents = documents;
        this.catalogue = catalogue;
        this.ledger = ledger;
        this.caller = caller;
    }

    /** The programs there are, each once; none is an answer, too. */
    public void inventoried(DelegateTask task) {
        var fields = new Fields(task);
        fields.required("inventorySummary", "Say what the inventory shows and where you looked.");
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode row : fields.rows("programs")) {
            int place = names.size() + 1;
            String name = Fields.line("programs", row, "program", place, "the name of the program");
            Dollars.of("programs", row, "annualFunding", place, "the funding a year");
            if (!names.add(name)) {
                throw Refusal.invalid("programs[%d].program".formatted(place - 1), "Line %d names '%s' again. Name each program once.".formatted(place, name));
            }
        }
        task.getExecution().setVariable("programOptions", Json.of(names.stream().map(name -> Json.row("label", name, "value", name)).toList()));
    }

    /** The gaps, and which way is chosen to close them. */
    public void analyzed(DelegateTask task) {
        var fields = new Fields(task);
        fields.required("gapSummary", "Say what follows from the gaps.");
        if (fields.rows("gaps").isEmpty()) {
            throw Refusal.invalid("gaps", "Add at least one gap: a program is established or expanded to close it.");
        }
        fields.required("programTitle", "Give the decision a title.");
        decideOption(task, fields, fields.required("optionReason", "Say why you choose this option."));
    }

    /** The scope is planned again: what was said against it is answered by the new plans, and every check is made once more. */
    public void replanned(DelegateTask task) {
        var fields = new Fields(task);
        fields.required("programTitle", "Give the decision a title.");
        decideOption(task, fields, fields.required("replanText", "Say what changes, and why."));
        List.of("fundingDecision", "privacyDecision", "legalDecision", "approvalDecision")
            .forEach(decision -> task.getExecution().setVariable(decision, null));
    }

    private void decideOption(DelegateTask task, Fields fields, String reason) {
        String option = fields.choice(OPTION, "Choose whether a program is expanded, established, or both.", EXPAND, ESTABLISH, BOTH);
        if (!option.equals(ESTABLISH) && fields.rows("programOptions").isEmpty()) {
            throw Refusal.invalid(OPTION, "The inventory names no program that could be expanded. Establish a new one.");
        }
        ledger.append(Entry.of(EntryKind.DECISION_MADE, task, Json.row(DECISION, option, "reason", reason)));
    }

    public void expansionPlanned(DelegateTask task) {
        Plan.expansion(new Fields(task), documents.today());
    }

    public void chartered(DelegateTask task) {
        Plan.charter(new Fields(task), documents.today());
    }

    /** What the plans of the chosen option cost together, for people: {@code $1,250,000.00}. */
    public String needed(DelegateExecution execution) {
        return Dollars.sum(plans(execution).stream().map(Plan::cost).toList()).toString();
    }

    private static List<Plan> plans(VariableScope variables) {
        var fields = new Fields(variables);
        List<Plan> plans = new ArrayList<>();
        if (!ESTABLISH.equals(fields.text(OPTION))) {
            plans.add(Plan.expansion(fields, LocalDate.MIN));
        }
        if (!EXPAND.equals(fields.text(OPTION))) {
            plans.add(Plan.charter(fields, LocalDate.MIN));
        }
        return plans;
    }

    /** The money is checked: purpose, time and amount are confirmed one by one, and the sources pay for the plans; or it is not enough. */
    public void fundingChecked(DelegateTask task) {
        var fields = new Fields(task);
        Funding funding = Funding.of(fields);
        var payload = Json.row(DECISION, fields.choice("fundingDecision", "Say whether the funds are enough.", "enough", "not-enough"),
            "needed", needed(task.getExecution()), "sources", funding.sources().stream().map(source -> Json.row("source", source.source(),
                "account", source.account(), "amount", source.amount().toString(), "availableUntil", source.availableUntil().toString())).toList());
        if (payload.get(DECISION).equals("enough")) {
            fields.confirmed("purposeConfirmed", "Confirm that each source may be spent on what is planned.");
            fields.confirmed("timeConfirmed", "Confirm that each source may be obligated when the money is needed.");
            fields.confirmed("amountConfirmed", "Confirm that the sources give what is needed.");
            funding.checkThatItPays(plans(task));
            payload.put("confirmed", List.of("purpose", "time", "amount"));
        } else {
            payload.put("reason", fields.required("fundingReason", "Say what is missing."));
        }
        ledger.append(Entry.of(EntryKind.DECISION_MADE, task, payload));
    }

    /** The privacy officer's opinion. Personal data are not cleared without a privacy impact assessment. */
    public void privacyReviewed(DelegateTask task) {
        var fields = new Fields(task);
        String decision = fields.choice("privacyDecision", "Say whether there is an objection.", "cleared", "revise");
        boolean personal = fields.choice("personalData", "Say whether the program processes personal data.", "yes", "no").equals("yes");
        if (personal) {
            fields.required("personalDataText", "Say which personal data, and from whom.");
        }
        String assessment = fields.choice("privacyAssessment", "Say how the privacy impact assessment stands.", "done", "open", "not-needed");
        if (decision.equals("cleared") && (assessment.equals("open") || personal && !assessment.equals("done"))) {
            throw Refusal.invalid("privacyAssessment", personal ? "The program processes personal data: it is cleared when the privacy impact assessment is made and signed."
                : "The privacy impact assessment is open. Clear the program when it is made, or say that it is not needed.");
        }
        String ground = decision.equals("revise") ? fields.required("privacyGround", "State the ground of the objection.") : "";
        ledger.append(Entry.of(EntryKind.DECISION_MADE, task, Json.row(DECISION, decision, "personalData", personal, "assessment", assessment,
            "ground", ground)));
    }

    /** The decision as counsel reads it. */
    public ObjectValue text(DelegateExecution execution) {
        var fields = new Fields(execution);
        return Json.longText(parts(fields, plans(execution)).stream().map(part -> "**%s**\n\n%s".formatted(part.heading(), part.text())).collect(Collectors.joining("\n\n"))
            + "\n\n**Needed**\n\n" + needed(execution));
    }

    private static List<Part> parts(Fields fields, List<Plan> plans) {
        List<Part> parts = new ArrayList<>();
        parts.add(Part.text("Decision", OPTIONS.get(fields.text(OPTION)) + "\n\n" + fields.text("optionReason")));
        plans.forEach(plan -> parts.addAll(plan.parts()));
        return parts;
    }

    /** The approver has decided. The limits of the order are confirmed with the approval, and nothing is in force before it. */
    public void approved(DelegateTask task) {
        var fields = new Fields(task);
        if (fields.choice("approvalDecision", "Approve the program, or return it with reasons.", "approve", "return").equals("approve")) {
            fields.confirmed("withinCybersecurity", "Confirm that the program serves cybersecurity and nothing else.");
            fields.confirmed("takingPartFree", "Confirm that taking part is free and no condition of anything.");
            fields.confirmed("approvalConfirmed", "Confirm that you approve for the head of the department.");
            LocalDate effective = effective(fields);
            task.setVariable("issuedBy", caller.account());
            ledger.append(Entry.of(EntryKind.DECISION_MADE, task, Json.row(DECISION, "approve", "effective", effective.toString())));
        } else {
            ledger.append(Entry.of(EntryKind.DECISION_MADE, task, Json.row(DECISION, "return",
                "reason", fields.required("approvalReason", "Say why you return the program."))));
        }
    }

    private LocalDate effective(Fields fields) {
        return fields.day("effectiveOn", documents.today(), "Give the day on which the program takes effect, today or later, like 2026-07-02.");
    }

    /** Announces the approved program: a document that is kept as evidence, recorded, and mailed to every agency that directives bind. */
    public void announce(DelegateExecution execution, String clause) {
        var fields = new Fields(execution);
        List<Plan> plans = plans(execution);
        var parts = new ArrayList<>(parts(fields, plans));
        parts.add(Part.table("Gaps that it closes", "1 is closed first.", List.of("Gap", "Whom it affects", "Importance"), List.of("gap", "affected", "importance"),
            fields.rows("gaps").stream().map(row -> Map.of("gap", Fields.field(row, "gap"), "affected", Fields.field(row, "affected"),
                "importance", Fields.field(row, "importance"))).toList()));
        Funding funding = Funding.of(fields);
        parts.add(Part.table("Funding", "Needed: %s. Purpose, time and amount of each source were confirmed.".formatted(needed(execution)),
            List.of("Source", "Account", "Amount", "Available until"), List.of("source", "account", "amount", "until"),
            funding.sources().stream().map(source -> Map.of("source", source.source(), "account", source.account(), "amount", source.amount(),
                "until", WashingtonTime.text(source.availableUntil()))).toList()));
        parts.add(Part.text("Limits", "The program serves cybersecurity and governs AI in no other respect. Taking part is free, and nobody needs it in order to "
            + "develop, publish, release or distribute an AI model."));
        documents.issue(execution, List.of(clause), new Issue("program-decision", "Program decision", fields.text("programNumber"), fields.text("programTitle"),
            parts, "Funds confirmed; cleared by privacy review and by counsel.", documents.head((String) execution.getVariable("lead")),
            fields.text("issuedBy"), effective(fields), ""), catalogue.boundAgencies().stream().map(Agency::id).toList(), "");
    }
}
