package org.eoworkflow.directive.grants;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.variable.value.ObjectValue;
import org.eoworkflow.directive.Fields;
import org.eoworkflow.directive.IssuedDocuments;
import org.eoworkflow.directive.IssuedDocuments.Issue;
import org.eoworkflow.directive.IssuedDocuments.Part;
import org.eoworkflow.directive.Json;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.obligation.EvidencePlace;
import org.eoworkflow.obligation.EvidenceStore;
import org.eoworkflow.obligation.NewEvidence;
import org.eoworkflow.order.Orders;
import org.eoworkflow.platform.CsvTable;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.security.Caller;
import org.springframework.stereotype.Component;

/**
 * The list of grant programs with available funding: reviewed for purpose, time and amount, approved, issued. Money that is expired or
 * fully obligated, or of which its agency said nothing, is shown as such and never listed as available.
 */
@Component("grantList")
public class GrantList {

    private static final List<String> QUESTIONS = List.of("purpose", "time", "amount");
    private static final String AVAILABLE = Money.AVAILABLE.text();

    private final GrantFunding funding;
    private final Orders orders;
    private final IssuedDocuments documents;
    private final EvidenceStore evidence;
    private final Ledger ledger;
    private final Caller caller;

    GrantList(GrantFunding funding, Orders orders, IssuedDocuments documents, EvidenceStore evidence, Ledger ledger, Caller caller) {
        this.funding = funding;
        this.orders = orders;
        this.documents = documents;
        this.evidence = evidence;
        this.ledger = ledger;
        this.caller = caller;
    }

    /** Whether the law lets the money of each program be spent so, is recorded for each of three questions with its ground. */
    public void reviewed(DelegateTask task) {
        var fields = new Fields(task);
        if (fields.choice("reviewDecision", "Go on with the list, or return it to the shortlist.", "proceed", "return").equals("return")) {
            ledger.append(Entry.of(EntryKind.DECISION_MADE, task, Json.row("decision", "return",
                "reason", fields.required("reviewReason", "Say which programs are to be looked for."))));
            return;
        }
        fields.required("memoTitle", "Give the memorandum a title.");
        fields.required("memoText", "Write what the memorandum says before the list.");
        Map<String, JsonNode> said = new HashMap<>();
        fields.rows("authority").forEach(row -> said.put(Fields.field(row, "id"), row));
        List<Map<String, Object>> reviewed = new ArrayList<>();
        for (JsonNode row : fields.rows("funding")) {
            if (Fields.field(row, "state").equals(AVAILABLE)) {
                reviewed.add(reviewed(Fields.field(row, "id"), said));
            }
        }
        task.setVariable("authority", Json.of(reviewed.stream().map(row -> {
            JsonNode before = said.get((String) row.get("id"));
            return Json.row("id", row.get("id"), "title", Fields.field(before, "title"), "left", Fields.field(before, "left"), "expires",
                Fields.field(before, "expires"), "purpose", row.get("purpose"), "time", row.get("time"), "amount", row.get("amount"), "ground", row.get("ground"));
        }).toList()));
        ledger.append(Entry.of(EntryKind.DECISION_MADE, task, Json.row("decision", "authority reviewed", "programs", reviewed)));
        compile(task.getExecution());
    }

    private static Map<String, Object> reviewed(String id, Map<String, JsonNode> said) {
        JsonNode row = said.get(id);
        if (row == null) {
            throw Refusal.invalid("authority", "Review the authority for %s.".formatted(id));
        }
        Map<String, Object> review = Json.row("id", id);
        for (String question : QUESTIONS) {
            String answer = Fields.field(row, question);
            if (!answer.equals("yes") && !answer.equals("no")) {
                throw Refusal.invalid("authority", "%s: say of purpose, time and amount whether each allows it.".formatted(id));
            }
            review.put(question, answer);
        }
        String ground = Fields.field(row, "ground");
        if (ground.isEmpty()) {
            throw Refusal.invalid("authority", "%s: name the law or appropriation on which the review rests.".formatted(id));
        }
        review.put("ground", ground);
        return review;
    }

    /** Sorts the programs into those that are listed and those that are not, by how their money stands today. */
    private void compile(DelegateExecution execution) {
        Map<String, JsonNode> authority = new HashMap<>();
        new Fields(execution).rows("authority").forEach(row -> authority.put(Fields.field(row, "id"), row));
        List<Map<String, Object>> listed = new ArrayList<>();
        List<Map<String, Object>> others = new ArrayList<>();
        for (Map<String, Object> program : funding.standing(execution)) {
            JsonNode review = authority.get((String) program.get("id"));
            List<String> lacking = review == null ? QUESTIONS : QUESTIONS.stream().filter(question -> !Fields.field(review, question).equals("yes")).toList();
            program.put("ground", review == null ? "" : Fields.field(review, "ground"));
            if (!program.get("state").equals(AVAILABLE)) {
                others.add(program);
            } else if (lacking.isEmpty()) {
                listed.add(program);
            } else {
                program.put("state", "No authority: " + String.join(", ", lacking));
                others.add(program);
            }
        }
        execution.setVariable("listed", Json.of(listed));
        execution.setVariable("notListed", Json.of(others));
    }

    /** The list as those who must agree to it read it. */
    public ObjectValue text(DelegateExecution execution) {
        var fields = new Fields(execution);
        var text = new StringBuilder(fields.text("memoText")).append("\n\n**Programs with available funding**\n");
        append(text, fields.rows("listed"), "left");
        text.append("\n**Not listed as available**\n");
        append(text, fields.rows("notListed"), "state");
        return Json.longText(text.toString());
    }

    private static void append(StringBuilder text, List<JsonNode> rows, String key) {
        rows.forEach(row -> text.append("\n- ").append(Fields.field(row, "id")).append(", ").append(Fields.field(row, "title")).append(" (")
            .append(Fields.field(row, "agency")).append("): ").append(Fields.field(row, key))
            .append(key.equals("left") ? ", expires: " + Fields.field(row, "expires") + ". " + Fields.field(row, "ground") : ""));
        text.append(rows.isEmpty() ? "\nNone.\n" : "\n");
    }

    /** The approver has decided; an approval is kept with the account that gave it. */
    public void decided(DelegateTask task) {
        var fields = new Fields(task);
        String decision = fields.choice("listDecision", "Approve the list, or return it with a reason.", "approve", "return");
        if (decision.equals("approve")) {
            fields.required("memoNumber", "Give the memorandum a number.");
            fields.confirmed("listConfirmed", "Confirm that you issue the list for the Director.");
            task.setVariable("issuedBy", caller.account());
        }
        ledger.append(Entry.of(EntryKind.DECISION_MADE, task, Json.row("decision", decision,
            "reason", decision.equals("return") ? fields.required("listReason", "Say why you return the list.") : "")));
    }

    /** Issues the list: a memorandum as PDF and a table as CSV, both kept as evidence. Money that expired since is no longer listed. */
    public void issue(DelegateExecution execution, String clause) {
        compile(execution);
        var fields = new Fields(execution);
        List<Map<String, Object>> listed = rows(fields, "listed");
        List<Map<String, Object>> others = rows(fields, "notListed");
        List<String> to = Stream.concat(Json.texts("coordinates", orders.coordinated(execution, (String) execution.getVariable("directive"))).stream(),
            listed.stream().map(row -> (String) row.get("agencyId"))).distinct().toList();
        documents.issue(execution, List.of(clause), new Issue("grant-list", "Memorandum", fields.text("memoNumber"), fields.text("memoTitle"), List.of(
            Part.text("Purpose", fields.text("memoText")),
            Part.table("Programs with available funding", listed.isEmpty() ? "None was found." : "Amounts in US dollars, as the granting agencies confirmed.",
                List.of("Program", "Title", "Agency", "Left", "Expires", "Authority"), List.of("id", "title", "agency", "left", "expires", "ground"), listed),
            Part.table("Looked at and not available", others.isEmpty() ? "None." : "", List.of("Program", "Title", "Agency", "Why"),
                List.of("id", "title", "agency", "state"), others)),
            "In coordination with the agencies that the order names, each of which agreed or whose disagreement was resolved.",
            documents.head((String) execution.getVariable("lead")), fields.text("issuedBy"), documents.today(), ""), to, "");
        evidence.add(EvidencePlace.of(execution).forClause(clause), new NewEvidence.File("grant-programs.csv", CsvTable.of(
            List.of("Program", "Title", "Agency", "State", "Available (USD)", "Obligated (USD)", "Left (USD)", "Expires", "Authority", "Note"),
            List.of("id", "title", "agency", "state", "available", "obligated", "left", "expires", "ground", "note"),
            Stream.concat(listed.stream(), others.stream()).toList()), NewEvidence.Label.unclassified("data", "Programs of memorandum %s as a table"
                .formatted(fields.text("memoNumber")))));
    }

    private static List<Map<String, Object>> rows(Fields fields, String variable) {
        return fields.rows(variable).stream().map(row -> {
            Map<String, Object> values = Json.row();
            row.properties().forEach(property -> values.put(property.getKey(), property.getValue().asText()));
            return values;
        }).toList();
    }
}
