package org.eoworkflow.directive.enforcement;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.eoworkflow.directive.Fields;
import org.eoworkflow.directive.IssuedDocuments;
import org.eoworkflow.directive.IssuedDocuments.Issue;
import org.eoworkflow.directive.IssuedDocuments.Part;
import org.eoworkflow.directive.Json;
import org.eoworkflow.directive.Signatures;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.platform.Refusal;
import org.springframework.stereotype.Component;

/** Memos on what is enforced first: drafted, commented on, signed, issued. */
@Component("priorityMemos")
public class PriorityMemos {

    /** The statutes that the order names. */
    private static final Set<String> STATUTES = Set.of("18-usc-1028", "18-usc-1030", "18-usc-1343");

    private final IssuedDocuments documents;
    private final Catalogue catalogue;
    private final Signatures signatures;

    PriorityMemos(IssuedDocuments documents, Catalogue catalogue, Signatures signatures) {
        this.documents = documents;
        this.catalogue = catalogue;
        this.signatures = signatures;
    }

    /** The memo is drafted: with every statute that the order names, and with what it says of laws, conduct, systems and AI agents. */
    public void drafted(DelegateTask task) {
        var fields = new Fields(task);
        draft(fields);
        Set<String> statutes = new HashSet<>();
        fields.rows("memoStatutes").forEach(statute -> statutes.add(statute.asText()));
        if (!statutes.equals(STATUTES)) {
            throw Refusal.invalid("memoStatutes", "Choose 18 USC 1028, 1030 and 1343: the order names all three.");
        }
    }

    private static void draft(Fields fields) {
        fields.required("memoNumber", "Give the memo a number.");
        fields.required("memoTitle", "Give the memo a title.");
        fields.required("memoText", "Say what is directed.");
        fields.required("memoOtherLaws", "Say which other federal criminal laws apply.");
        fields.required("memoConduct", "Say against which conduct they are enforced first.");
        fields.required("memoSystems", "Say that the breach of any system counts, public or private.");
        fields.required("memoAgents", "Say how the use of AI agents counts.");
    }

    /** The signer has decided; a signature is kept with the account that gave it, and the memo does not hold before it. */
    public void signed(DelegateTask task) {
        signatures.decided(task, "memo", "sign", "the Attorney General");
    }

    /** Issues the signed memo: kept as evidence of each clause of the directive and mailed to the components. */
    public void issue(DelegateExecution execution) {
        var fields = new Fields(execution);
        draft(fields);
        List<Part> parts = new ArrayList<>(List.of(Part.text("Directed", fields.text("memoText")),
            Part.text("Statutes that come first", "18 USC 1028, 18 USC 1030 and 18 USC 1343."),
            Part.text("Other federal criminal laws", fields.text("memoOtherLaws")), Part.text("Conduct", fields.text("memoConduct")),
            Part.text("Systems", fields.text("memoSystems")), Part.text("AI agents", fields.text("memoAgents"))));
        var clauses = catalogue.order((String) execution.getVariable("order")).directive((String) execution.getVariable("directive")).clauses();
        documents.issue(execution, clauses, new Issue("priority-memo", "Memorandum", fields.text("memoNumber"), fields.text("memoTitle"), parts,
            "Put before the components for comment.", documents.head((String) execution.getVariable("lead")), fields.text("memoIssuedBy"),
            LocalDate.parse(fields.text("memoEffectiveOn")), "It names no case, no person, and nothing of an investigation."),
            Json.texts("commenting", execution.getVariable("commenting")), "");
    }
}
