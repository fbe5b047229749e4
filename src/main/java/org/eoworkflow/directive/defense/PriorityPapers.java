package org.eoworkflow.directive.defense;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.eoworkflow.directive.IssuedDocuments;
import org.eoworkflow.directive.IssuedDocuments.Issue;
import org.eoworkflow.directive.IssuedDocuments.Part;
import org.eoworkflow.directive.Json;
import org.springframework.stereotype.Component;

/** Decisions and orders on priorities: what their measures say, and who acknowledges them. */
@Component
class PriorityPapers {

    private static final String POINTERS = "This document is unclassified. Systems are named by pointers: what is known of them stays in the "
        + "classified system that is named.";
    private static final String DAYS = "A measure holds for systems of its priority and of every higher one; 1 is the highest. Days are calendar "
        + "days from the day on which it takes effect.";

    private final IssuedDocuments documents;

    PriorityPapers(IssuedDocuments documents) {
        this.documents = documents;
    }

    /**
     * Issues a paper for a clause to these parties, who are then to acknowledge it.
     *
     * @param issue with the parts that stand before its measures
     * @param after parts that stand behind them
     */
    void issue(DelegateExecution execution, String clause, Issue issue, List<Measure> measures, List<Part> after, List<String> to) {
        var rows = rows(measures, issue.effective());
        var parts = new ArrayList<>(issue.parts());
        parts.add(Part.table("Measures", DAYS, List.of("No.", "Measure", "Priority", "By", "Within", "Reporting"),
            List.of("number", "measure", "tier", "due", "period", "reporting"), rows));
        parts.addAll(after);
        documents.issue(execution, List.of(clause), new Issue(issue.kind(), issue.heading(), issue.number(), issue.title(), parts, issue.basis(),
            issue.signer(), issue.account(), issue.effective(), POINTERS), to, "Please acknowledge it: the task waits in Tasklist.");
        execution.setVariable("measureList", Json.of(rows));
        execution.setVariable("acknowledging", Json.of(to));
    }

    String head(String agency) {
        return documents.head(agency);
    }

    LocalDate today() {
        return documents.today();
    }

    private static List<Map<String, Object>> rows(List<Measure> measures, LocalDate effective) {
        return measures.stream().map(measure -> measure.row(measures.indexOf(measure) + 1, effective)).toList();
    }
}
