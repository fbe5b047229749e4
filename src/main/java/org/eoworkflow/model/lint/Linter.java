package org.eoworkflow.model.lint;

import static java.util.stream.Collectors.groupingBy;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;

/** Holds models against the rules for designers. A new rule is one method and one line here. */
public final class Linter {

    private static final Map<String, Consumer<Model>> RULES = new LinkedHashMap<>();

    static {
        RULES.put("flows-listed", FlowRules::flowsListed);
        RULES.put("no-implicit-start-or-end", FlowRules::noImplicitStartOrEnd);
        RULES.put("one-blank-start", FlowRules::oneBlankStart);
        RULES.put("end-event", FlowRules::endEvent);
        RULES.put("no-fake-join", FlowRules::noFakeJoin);
        RULES.put("gateway-has-a-purpose", FlowRules::gatewayHasAPurpose);
        RULES.put("decision-is-complete", DecisionRules::decisionIsComplete);
        RULES.put("decision-is-labelled", DecisionRules::decisionIsLabelled);
        RULES.put("decision-has-probabilities", DecisionRules::decisionHasProbabilities);
        RULES.put("names", NameRules::names);
        RULES.put("user-task-is-described", TaskRules::userTaskIsDescribed);
        RULES.put("save-point", TaskRules::savePoint);
        RULES.put("deadline-is-escalated", DeadlineRules::deadlineIsEscalated);
        RULES.put("deadline-has-a-basis", DeadlineRules::deadlineHasABasis);
        RULES.put("inner-timer-ends-first", DeadlineRules::innerTimerEndsFirst);
        RULES.put("drawn", DiagramRules::drawn);
        RULES.put("shapes-apart", DiagramRules::shapesApart);
        RULES.put("flows-around-shapes", DiagramRules::flowsAroundShapes);
        RULES.put("flows-apart", DiagramRules::flowsApart);
    }

    private Linter() {
    }

    /** The names of all rules. */
    public static Set<String> rules() {
        return RULES.keySet();
    }

    /**
     * What is to be mended in a model.
     *
     * @param file the name that findings carry
     * @throws org.camunda.bpm.model.xml.ModelException if it is no valid BPMN
     */
    public static List<Finding> check(String file, InputStream bpmn) {
        var model = Bpmn.readModelFromStream(bpmn);
        var flows = model.getModelElementsByType(SequenceFlow.class);
        var in = flows.stream().collect(groupingBy(flow -> flow.getAttributeValue("targetRef")));
        var out = flows.stream().collect(groupingBy(flow -> flow.getAttributeValue("sourceRef")));
        var found = new ArrayList<Finding>();
        RULES.forEach((rule, check) -> check.accept(new Model(file, rule, model, in, out, found)));
        return found;
    }
}
