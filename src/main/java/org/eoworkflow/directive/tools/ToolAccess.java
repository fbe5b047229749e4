package org.eoworkflow.directive.tools;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.spin.json.SpinJsonNode;
import org.eoworkflow.directive.Fields;
import org.eoworkflow.directive.IssuedDocuments;
import org.eoworkflow.directive.IssuedDocuments.Issue;
import org.eoworkflow.directive.IssuedDocuments.Part;
import org.eoworkflow.directive.Json;
import org.eoworkflow.directive.tools.Tool.Conditions;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.platform.WashingtonTime;
import org.eoworkflow.security.Caller;
import org.springframework.stereotype.Component;

/** The catalogue of tools: compiled, put under rules and conditions, approved, and published in a version that accepts requests and never changes. */
@Component("toolAccess")
public class ToolAccess {

    private static final String CONDITIONS = "conditions";
    private static final String ELIGIBILITY_DECISION = "eligibilityDecision";
    private static final String DECISION = "decision";
    private static final String REASON = "reason";

    private final AccessTables tables;
    private final PublishedCatalogues published;
    private final IssuedDocuments documents;
    private final Catalogue catalogue;
    private final Ledger ledger;
    private final Caller caller;
    private final Clock clock;

    ToolAccess(AccessTables tables, PublishedCatalogues published, IssuedDocuments documents, Catalogue catalogue, Ledger ledger, Caller caller, Clock clock) {
        this.tables = tables;
        this.published = published;
        this.documents = documents;
        this.catalogue = catalogue;
        this.ledger = ledger;
        this.caller = caller;
        this.clock = clock;
    }

    /** The list is compiled. Where no covered frontier model is offered, the reason is on record: the order asks for them where appropriate. */
    public void compiled(DelegateTask task) {
        var fields = new Fields(task);
        List<Tool> tools = Tool.of(fields);
        boolean covered = tools.stream().anyMatch(Tool::covered);
        if (!covered) {
            fields.required("noCoveredModelReason", "Say why no covered frontier model is appropriate now, or list one.");
        }
        fields.required("catalogueTitle", "Give the catalogue a title.");
        fields.required("requestContact", "Name the mailbox to which requests go.");
        fields.required("requestInstructions", "Say how a request is made.");
        DelegateExecution process = task.getExecution();
        process.setVariable("coveredModels", covered);
        List.of(ELIGIBILITY_DECISION, "consultationDecision", "approvalDecision").forEach(decision -> process.setVariable(decision, null));
    }

    /** What the table on eligibility says of each tool, for the form. */
    public SpinJsonNode preview(DelegateExecution execution) {
        return Json.of(Tool.of(new Fields(execution)).stream().map(tool -> Json.row("tool", "%s (%s)".formatted(tool.tool(), tool.provider()),
            "agency", asked(tool, "agency", "none"), "authority", asked(tool, "state-local", "none"), "operator", asked(tool, "operator", "other-critical")))
            .toList());
    }

    private String asked(Tool tool, String kind, String sector) {
        return tables.eligibility(kind, sector, tool.audience(), tool.termsKind()).words();
    }

    /** The tables are confirmed as they were shown, or shown again, or the list goes back. A table that was changed meanwhile is not confirmed unseen. */
    public void eligibilitySet(DelegateTask task) {
        var fields = new Fields(task);
        String decision = fields.choice(ELIGIBILITY_DECISION, "Say whether the tables fit.", "confirm", "again", "tools");
        String shown = fields.text("tablesShown");
        if (decision.equals("confirm")) {
            fields.confirmed("eligibilityConfirmed", "Confirm that you have read the table on eligibility.");
            fields.confirmed("priorityConfirmed", "Confirm that you have read the table on priority.");
            if (!shown.equals(tables.versions())) {
                throw Refusal.invalid(ELIGIBILITY_DECISION, "A table was changed since it was shown to you: %s holds now. Have the tables shown again, and read them."
                    .formatted(tables.versions()));
            }
            task.getExecution().setVariable("eligibilityTables", shown);
        }
        ledger.append(Entry.of(EntryKind.DECISION_MADE, task, Json.row(DECISION, decision, "tables", shown,
            REASON, decision.equals("tools") ? fields.required("toolsReason", "Say what must change in the list.") : "")));
    }

    /** Lays out a row for each covered frontier model; what an earlier draft said of it stays. */
    public void prepareConditions(DelegateExecution execution) {
        var fields = new Fields(execution);
        Map<String, Conditions> earlier = conditions(fields);
        execution.setVariable(CONDITIONS, Json.of(Tool.of(fields).stream().filter(Tool::covered).map(tool -> {
            Conditions said = earlier.getOrDefault(tool.key(), Conditions.NONE);
            return Json.row("tool", tool.tool(), "provider", tool.provider(), "appropriateFor", said.appropriateFor(),
                "notAppropriateFor", said.notAppropriateFor(), "safeguards", said.safeguards());
        }).toList()));
    }

    private static Map<String, Conditions> conditions(Fields fields) {
        return fields.rows(CONDITIONS).stream().collect(Collectors.toMap(row -> key(row), row -> new Conditions(Fields.field(row, "appropriateFor"),
            Fields.field(row, "notAppropriateFor"), Fields.field(row, "safeguards")), (first, second) -> first));
    }

    private static String key(JsonNode row) {
        return new Tool(Fields.field(row, "tool"), Fields.field(row, "provider"), "", 1, "", "", true, Conditions.NONE).key();
    }

    /** Every covered frontier model has its conditions. */
    public void conditionsDrafted(DelegateTask task) {
        complete(new Fields(task));
        task.getExecution().setVariable("consultationDecision", null);
    }

    /** The tools with the conditions of those that need them, complete. */
    private static List<Tool> complete(Fields fields) {
        Map<String, Conditions> said = conditions(fields);
        return Tool.of(fields).stream().map(tool -> {
            if (!tool.covered()) {
                return tool;
            }
            Conditions conditions = said.getOrDefault(tool.key(), Conditions.NONE);
            if (conditions.appropriateFor().isEmpty() || conditions.notAppropriateFor().isEmpty() || conditions.safeguards().isEmpty()) {
                throw Refusal.invalid(CONDITIONS, "Give all conditions of '%s' of '%s': for whom it is appropriate, for whom not, and with which safeguards."
                    .formatted(tool.tool(), tool.provider()));
            }
            return tool.under(conditions);
        }).toList();
    }

    /** The agencies that take part by practice: they are asked for their views on the conditions. */
    public SpinJsonNode involved(DelegateExecution execution) {
        return Json.of(catalogue.order((String) execution.getVariable("order")).directive((String) execution.getVariable("directive")).involves());
    }

    /** The conditions as those who are asked read them. */
    public String conditionsText(DelegateExecution execution) {
        return complete(new Fields(execution)).stream().filter(Tool::covered).map(tool -> "**%s** (%s), for %s\n\nAppropriate for: %s\n\nNot appropriate for: %s\n\nSafeguards: %s"
            .formatted(tool.tool(), tool.provider(), tool.audienceText().toLowerCase(Locale.ROOT), tool.conditions().appropriateFor(),
                tool.conditions().notAppropriateFor(), tool.conditions().safeguards())).collect(Collectors.joining("\n\n"));
    }

    /** The tools as the approver reads them. */
    public SpinJsonNode list(DelegateExecution execution) {
        return Json.of(rows(Tool.of(new Fields(execution))));
    }

    private static List<Map<String, Object>> rows(List<Tool> tools) {
        return tools.stream().map(tool -> Json.row("tool", tool.tool(), "provider", tool.provider(), "audienceText", tool.audienceText(),
            "capacity", tool.capacity(), "terms", tool.terms(), "coveredText", tool.covered() ? "Yes" : "No")).toList();
    }

    /** The approver has decided. The limits of the order are confirmed with the approval; no request is accepted before it. */
    public void approved(DelegateTask task) {
        var fields = new Fields(task);
        if (fields.choice("approvalDecision", "Approve the catalogue, or return it with reasons.", "approve", "return").equals("approve")) {
            fields.confirmed("withinCybersecurity", "Confirm that the catalogue serves cybersecurity and nothing else.");
            fields.confirmed("takingPartFree", "Confirm that nobody is obliged to ask for a tool.");
            fields.confirmed("approvalConfirmed", "Confirm that you approve for the head of the department.");
            LocalDate opens = opens(fields);
            task.setVariable("issuedBy", caller.account());
            ledger.append(Entry.of(EntryKind.DECISION_MADE, task, Json.row(DECISION, "approve", "opens", opens.toString(),
                "tables", fields.text("eligibilityTables"))));
        } else {
            ledger.append(Entry.of(EntryKind.DECISION_MADE, task, Json.row(DECISION, "return",
                REASON, fields.required("approvalReason", "Say why you return the catalogue."))));
        }
    }

    private LocalDate opens(Fields fields) {
        return fields.day("effectiveOn", documents.today(), "Give the day from which requests are accepted, today or later, like 2026-07-02.");
    }

    /** Publishes the approved catalogue as the next version of its order, readable to whoever is signed in, and keeps it as evidence of each clause. */
    public void open(DelegateExecution execution, String first, String second) {
        PublishedCatalogue version = version(execution);
        published.add(version, execution.getProcessBusinessKey(), execution.getProcessInstanceId());
        execution.setVariable("catalogueVersion", version.version());
        var fields = new Fields(execution);
        documents.issue(execution, List.of(first, second), new Issue("tool-catalogue", "Catalogue of tools and services, version " + version.version(), "",
            version.title(), parts(version, fields.text("noCoveredModelReason")), "Requests are decided by %s.".formatted(version.decisionTables()),
            documents.head((String) execution.getVariable("lead")), version.approvedBy(), version.opensOn(), ""), List.of(), "");
    }

    private PublishedCatalogue version(VariableScope execution) {
        var fields = new Fields(execution);
        String order = fields.text("order");
        return new PublishedCatalogue(order, published.nextVersion(order), fields.text("catalogueTitle"), fields.text("office"), clock.instant(), opens(fields),
            fields.text("issuedBy"), fields.text("requestContact"), fields.text("requestInstructions"), fields.text("eligibilityTables"), complete(fields));
    }

    private static List<Part> parts(PublishedCatalogue version, String noCoveredModel) {
        List<Part> parts = new ArrayList<>();
        parts.add(Part.table("Tools and services", "Capacity is the number of organizations that can have a tool at the same time.",
            List.of("Tool", "Provider", "Who may have it", "Capacity", "Terms", "Covered model"),
            List.of("tool", "provider", "audienceText", "capacity", "terms", "coveredText"), rows(version.tools())));
        List<Map<String, Object>> conditions = version.tools().stream().filter(Tool::covered).map(tool -> Json.row("tool", tool.tool(),
            "for", tool.conditions().appropriateFor(), "not", tool.conditions().notAppropriateFor(), "safeguards", tool.conditions().safeguards())).toList();
        parts.add(conditions.isEmpty() ? Part.text("Covered frontier models", "None is offered: " + noCoveredModel)
            : Part.table("Conditions for covered frontier models", "They hold for access through this catalogue only.",
                List.of("Tool", "Appropriate for", "Not appropriate for", "Safeguards"), List.of("tool", "for", "not", "safeguards"), conditions));
        parts.add(Part.text("Requests", "Accepted from %s at %s.\n\n%s".formatted(WashingtonTime.text(version.opensOn()), version.contact(), version.instructions())));
        parts.add(Part.text("Limits", "The catalogue serves cybersecurity and governs AI in no other respect. Nobody is obliged to ask for a tool, and nobody needs "
            + "one in order to develop, publish, release or distribute an AI model."));
        return parts;
    }
}
