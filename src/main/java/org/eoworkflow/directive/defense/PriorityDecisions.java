package org.eoworkflow.directive.defense;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.eoworkflow.directive.Fields;
import org.eoworkflow.directive.Fields.Pointer;
import org.eoworkflow.directive.IssuedDocuments.Issue;
import org.eoworkflow.directive.IssuedDocuments.Part;
import org.eoworkflow.directive.Json;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.security.Caller;
import org.springframework.stereotype.Component;

/** Decisions of the Committee on National Security Systems on which systems are defended first: nominated, ranked, voted on, issued. */
@Component("priorityDecisions")
public class PriorityDecisions {

    private final PriorityPapers papers;
    private final Ledger ledger;
    private final Caller caller;

    PriorityDecisions(PriorityPapers papers, Ledger ledger, Caller caller) {
        this.papers = papers;
        this.ledger = ledger;
        this.caller = caller;
    }

    /** The systems are nominated: by pointers and by nothing else. Each is ranked next. */
    public void nominated(DelegateTask task) {
        task.setVariable("priorities", Json.of(new Fields(task).pointers("systems").stream().map(pointer -> {
            var row = pointer.row();
            row.put("tier", null);
            return row;
        }).toList()));
    }

    /** The systems are ranked. What they are is taken from the nomination; each has a priority. */
    public void prioritized(DelegateTask task) {
        var fields = new Fields(task);
        fields.required("priorityCriteria", "Say by which criteria the systems are ranked.");
        task.setVariable("priorities", Json.of(ranked(fields)));
    }

    private static List<Map<String, Object>> ranked(Fields fields) {
        Map<String, Integer> tiers = Measure.tiers(fields, "priorities");
        List<Pointer> nominated = fields.pointers("systems");
        tiers.keySet().stream().filter(number -> nominated.stream().noneMatch(pointer -> pointer.registryNumber().equals(number))).findFirst()
            .ifPresent(number -> {
                throw Refusal.invalid("priorities", "One line names a system that was not nominated. Leave the lines as they stand and choose priorities.");
            });
        return nominated.stream().map(pointer -> {
            if (!tiers.containsKey(pointer.registryNumber())) {
                throw Refusal.invalid("priorities", "Give each nominated system a priority.");
            }
            Map<String, Object> row = new LinkedHashMap<>(pointer.row());
            row.put("tier", String.valueOf(tiers.get(pointer.registryNumber())));
            return row;
        }).toList();
    }

    /** The decision is drafted, or revised after the members or the national manager did not agree. */
    public void drafted(DelegateTask task) {
        draft(task);
    }

    private static Fields draft(VariableScope variables) {
        var fields = new Fields(variables);
        fields.required("paperNumber", "Give the decision a number.");
        fields.required("paperTitle", "Give the decision a title.");
        fields.required("paperText", "Say what is decided.");
        Measure.of(fields);
        return fields;
    }

    /** Records whether the national manager concurs. */
    public void concurred(DelegateTask task) {
        var fields = new Fields(task);
        String decision = fields.choice("concurrenceDecision", "Concur, or return the decision with a reason.", "concur", "return");
        String reason = decision.equals("return") ? fields.required("concurrenceReason", "Say what would have to change.") : "";
        ledger.append(Entry.of(EntryKind.DECISION_MADE, task, Json.row("decision", decision, "reason", reason, "as", "national manager")));
    }

    /** The decision is to be issued: from when it is in force, and by whom. It is not in force before it is issued. */
    public void issued(DelegateTask task) {
        var fields = new Fields(task);
        fields.confirmed("issueConfirmed", "Confirm that you issue the decision for the committee.");
        effective(fields);
        task.setVariable("issuedBy", caller.account());
    }

    private LocalDate effective(Fields fields) {
        return fields.day("effectiveOn", papers.today(), "Give the day on which the decision takes effect, today or later, like 2026-07-02.");
    }

    /** Issues the decision: a document that is kept, recorded and mailed to the members, who acknowledge it. */
    public void issue(DelegateExecution execution, String clause) {
        Fields fields = draft(execution);
        var systems = ranked(fields).stream().sorted((one, other) -> ((String) one.get("tier")).compareTo((String) other.get("tier"))).toList();
        papers.issue(execution, clause, new Issue("priority-decision", "Priority decision", fields.text("paperNumber"), fields.text("paperTitle"),
            List.of(Part.text("Decision", fields.text("paperText"))), "Voted by the members: %s The national manager concurred."
                .formatted(fields.text("voteSummary")), papers.head((String) execution.getVariable("office")), fields.text("issuedBy"),
            effective(fields), ""), Measure.of(fields), List.of(
                Part.table("Systems", "", List.of("Priority", "Registry number", "Custodian office", "System name"),
                    List.of("tier", "registryNumber", "custodianOffice", "systemName"), systems),
                Part.text("Criteria", fields.text("priorityCriteria"))), Json.texts("votingMembers", execution.getVariable("votingMembers")));
    }
}
