package org.eoworkflow.directive.defense;

import java.time.LocalDate;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.variable.value.ObjectValue;
import org.camunda.spin.json.SpinJsonNode;
import org.eoworkflow.directive.Fields;
import org.eoworkflow.directive.IssuedDocuments.Issue;
import org.eoworkflow.directive.IssuedDocuments.Part;
import org.eoworkflow.directive.Json;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.security.Caller;
import org.springframework.stereotype.Component;

/** Orders of the department on which of its information systems are defended first: assessed, drafted, coordinated, signed, released. */
@Component("priorityOrders")
public class PriorityOrders {

    private final DefenseParties parties;
    private final PriorityPapers papers;
    private final Ledger ledger;
    private final Caller caller;

    PriorityOrders(DefenseParties parties, PriorityPapers papers, Ledger ledger, Caller caller) {
        this.parties = parties;
        this.papers = papers;
        this.ledger = ledger;
        this.caller = caller;
    }

    /** The posture is assessed: an unclassified summary, and pointers to the assessments themselves. */
    public void assessed(DelegateTask task) {
        var fields = new Fields(task);
        fields.required("postureSummary", "Summarize the posture, unclassified.");
        fields.pointers("systems");
    }

    /** The order is drafted. What was decided on an earlier draft is over. */
    public void drafted(DelegateTask task) {
        draft(task);
        List.of("coordinationDecision", "legalDecision", "signatureDecision").forEach(variable -> task.setVariable(variable, null));
    }

    /** Ids of the components that must agree to the order and acknowledge it: a Json array. */
    public SpinJsonNode components(DelegateExecution execution) {
        return Json.of(parties.components());
    }

    private static Fields draft(VariableScope variables) {
        var fields = new Fields(variables);
        fields.required("paperNumber", "Give the order a number.");
        fields.required("paperTitle", "Give the order a title.");
        fields.required("paperText", "Say what is ordered.");
        fields.required("paperReporting", "Say how components report.");
        Measure.of(fields);
        return fields;
    }

    /** The draft as components and counsel read it. */
    public ObjectValue text(DelegateExecution execution) {
        var fields = draft(execution);
        var text = new StringBuilder(fields.text("paperText")).append("\n\n**Measures**\n");
        Measure.of(fields).forEach(measure -> text.append("\n- ").append(measure.measure()).append(" (priority ").append(measure.tier())
            .append(", within ").append(measure.days()).append(" days; ").append(measure.reporting()).append(')'));
        return Json.longText(text.append("\n\n**Reporting**\n\n").append(fields.text("paperReporting")).toString());
    }

    /** The signer has decided; a signature is kept with the account that gave it, and the order is not in force before it. */
    public void signed(DelegateTask task) {
        var fields = new Fields(task);
        if (fields.choice("signatureDecision", "Sign the order, or return it with a reason.", "sign", "return").equals("sign")) {
            fields.confirmed("signatureConfirmed", "Confirm that you sign for the head of the department.");
            effective(fields);
            task.setVariable("issuedBy", caller.account());
        } else {
            ledger.append(Entry.of(EntryKind.DECISION_MADE, task, Json.row("decision", "return",
                "reason", fields.required("signatureReason", "Say why you return the order."))));
        }
    }

    private LocalDate effective(Fields fields) {
        return fields.day("effectiveOn", papers.today(), "Give the day on which the order takes effect, today or later, like 2026-07-02.");
    }

    /** Releases the signed order: a document that is kept, recorded and mailed to the components, who acknowledge it. */
    public void release(DelegateExecution execution, String clause) {
        Fields fields = draft(execution);
        papers.issue(execution, clause, new Issue("priority-order", "Priority order", fields.text("paperNumber"), fields.text("paperTitle"),
            List.of(Part.text("Order", fields.text("paperText"))), "Coordinated with the components; cleared by counsel.",
            papers.head((String) execution.getVariable("lead")), fields.text("issuedBy"), effective(fields), ""), Measure.of(fields),
            List.of(Part.text("Reporting", fields.text("paperReporting"))), parties.components());
    }
}
