package org.eoworkflow.directive.bod;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.RepositoryService;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The remediation timeline as a document prints it, asked of the decision table that the implementations follow. */
@Component
class RemediationTable {

    private static final String KEY = "RemediationTimeline";
    private static final String YES = "yes";
    private static final String NO = "no";
    private static final Map<String, String> PERIODS = Map.of("FSU", "next upgrade", "60D", "60 days", "14D", "14 days", "3D", "3 days",
        "3DF", "3 days and forensic triage");

    private final ObjectProvider<DecisionService> decisions;
    private final ObjectProvider<RepositoryService> repository;

    RemediationTable(ObjectProvider<DecisionService> decisions, ObjectProvider<RepositoryService> repository) {
        this.decisions = decisions;
        this.repository = repository;
    }

    /** The version that holds now, such as {@code cisa:BOD2604:1.0.0}. */
    String version() {
        return repository.getObject().createDecisionDefinitionQuery().decisionDefinitionKey(KEY).latestVersion().singleResult().getVersionTag();
    }

    /** One row per exposure, listing and automation; the most urgent first. */
    List<Map<String, String>> rows() {
        List<Map<String, String>> rows = new ArrayList<>();
        for (String exposed : List.of(YES, NO)) {
            for (String listed : List.of(YES, NO)) {
                for (String automatable : List.of(YES, NO)) {
                    rows.add(Map.of("exposed", exposed, "kev", listed, "automatable", automatable,
                        "total", period(exposed, listed, automatable, "total"), "partial", period(exposed, listed, automatable, "partial")));
                }
            }
        }
        return rows;
    }

    private String period(String exposed, String listed, String automatable, String impact) {
        String outcome = decisions.getObject().evaluateDecisionTableByKey(KEY)
            .variables(Map.of("exposed", exposed, "inKev", listed, "automatable", automatable, "technicalImpact", impact))
            .evaluate().getSingleResult().getEntry("outcome");
        return PERIODS.getOrDefault(outcome, outcome);
    }
}
