package org.eoworkflow.directive.tools;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.DmnElement;
import org.camunda.bpm.model.dmn.instance.Text;
import org.camunda.spin.json.SpinJsonNode;
import org.eoworkflow.directive.Json;
import org.eoworkflow.platform.Refusal;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The decision tables on access to tools: asked for an answer, and shown to people as they are deployed at this moment. */
@Component("accessTables")
public class AccessTables {

    static final String ELIGIBILITY = "AccessEligibility";
    static final String PRIORITY = "AccessPriority";

    private static final Map<String, String> WORDS = Map.of("eligible", "Yes", "conditional", "On conditions", "not-eligible", "No");

    private final ObjectProvider<DecisionService> decisions;
    private final ObjectProvider<RepositoryService> repository;

    AccessTables(ObjectProvider<DecisionService> decisions, ObjectProvider<RepositoryService> repository) {
        this.decisions = decisions;
        this.repository = repository;
    }

    /** What a table decided, and why in its own words. */
    record Decided(Object value, String reason) {

        /** {@code Yes}, {@code On conditions} or {@code No} of an eligibility. */
        String words() {
            return WORDS.getOrDefault(String.valueOf(value), String.valueOf(value));
        }

        boolean isEligible() {
            return !"not-eligible".equals(value);
        }
    }

    /** Whether such a requester may have a tool: {@code eligible}, {@code conditional} or {@code not-eligible}. */
    Decided eligibility(String requesterKind, String sector, String audience, String termsKind) {
        return decide(ELIGIBILITY, "eligibility", inputs("requesterKind", requesterKind, "sector", sector, "audience", audience, "termsKind", termsKind));
    }

    /** The place of a request in the line: 1 comes first. */
    Decided priority(String incident, String sector, String requesterKind, String underResourced) {
        return decide(PRIORITY, "priority", inputs("incident", incident, "sector", sector, "requesterKind", requesterKind, "underResourced", underResourced));
    }

    private static Map<String, Object> inputs(String... namesAndValues) {
        return Json.row((Object[]) namesAndValues);
    }

    private Decided decide(String table, String output, Map<String, Object> inputs) {
        var result = decisions.getObject().evaluateDecisionTableByKey(table).variables(inputs).evaluate();
        if (result.isEmpty()) {
            throw Refusal.conflict("Decision table %s has no rule for %s. Add one and deploy the table again.".formatted(table,
                inputs.entrySet().stream().map(input -> "%s '%s'".formatted(input.getKey(), input.getValue())).collect(Collectors.joining(", "))));
        }
        DmnDecisionRuleResult rule = result.getSingleResult();
        return new Decided(rule.getEntryMap().get(output), String.valueOf(rule.getEntryMap().get("reason")));
    }

    /** Which tables hold now, e.g. {@code Access eligibility (version 1), Access priority (version 1)}. */
    public String versions() {
        return Stream.of(ELIGIBILITY, PRIORITY).map(this::definition)
            .map(definition -> "%s (version %d)".formatted(definition.getName(), definition.getVersion())).collect(Collectors.joining(", "));
    }

    /** The columns of a table for a form: what goes in and what comes out, by their labels. */
    public SpinJsonNode columns(String table) {
        DecisionTable rules = table(table);
        List<String> labels = new ArrayList<>();
        rules.getInputs().forEach(input -> labels.add(input.getLabel()));
        rules.getOutputs().forEach(output -> labels.add(output.getLabel()));
        List<Map<String, Object>> columns = new ArrayList<>();
        labels.forEach(label -> columns.add(Json.row("key", key(columns.size()), "label", label)));
        return Json.of(columns);
    }

    /** The rules of a table for a form, one row each; an input that does not matter says so. */
    public SpinJsonNode rows(String table) {
        return Json.of(table(table).getRules().stream().map(rule -> {
            Map<String, Object> row = new LinkedHashMap<>();
            rule.getInputEntries().forEach(entry -> row.put(key(row.size()), shown(entry.getText(), "any")));
            rule.getOutputEntries().forEach(entry -> row.put(key(row.size()), shown(entry.getText(), "")));
            return row;
        }).toList());
    }

    private static String key(int place) {
        return "column" + (place + 1);
    }

    /** Values as people read them: {@code not("none")} is "not none". */
    private static String shown(Text text, String empty) {
        String expression = text == null ? "" : text.getTextContent().strip();
        return expression.isEmpty() || expression.equals("-") ? empty
            : expression.replaceAll("\\bnot\\(([^)]*)\\)", "not $1").replace("\",\"", ", ").replace("\"", "");
    }

    private DecisionTable table(String key) {
        DmnElement element = repository.getObject().getDmnModelInstance(definition(key).getId()).getModelElementById(key);
        if (element instanceof Decision decision && decision.getExpression() instanceof DecisionTable table) {
            return table;
        }
        throw Refusal.conflict("Decision '%s' is no decision table. Deploy it as a table again.".formatted(key));
    }

    private DecisionDefinition definition(String key) {
        DecisionDefinition definition = repository.getObject().createDecisionDefinitionQuery().decisionDefinitionKey(key).latestVersion().singleResult();
        if (definition == null) {
            throw Refusal.conflict("Decision table %s is not deployed. Deploy it again.".formatted(key));
        }
        return definition;
    }
}
