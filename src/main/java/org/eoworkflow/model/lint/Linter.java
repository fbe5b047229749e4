package org.eoworkflow.model.lint;

import static org.eoworkflow.model.lint.Rule.Level.ERROR;
import static org.eoworkflow.model.lint.Rule.Level.WARNING;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.camunda.bpm.model.xml.ModelException;
import org.eoworkflow.model.ProcessModel;
import org.eoworkflow.model.Traceability;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.order.Misfit;
import org.eoworkflow.platform.DeploymentCheck;

/**
 * Holds models against the rules for designers: in the build, at a deployment and on the command line. A new rule is one method, one line
 * here and one row in {@code docs/designers.md}.
 */
final class Linter {

    /** Of the orders themselves: whoever reads their files says what is wrong. */
    static final Rule CATALOGUE = new Rule("catalogue", ERROR, "the files of the orders are right, each by itself and together");

    private static final Rule READABLE = new Rule("readable", ERROR, "the file is a BPMN model with a process");
    private static final Rule KEY_IS_ITS_OWN = new Rule("key-is-its-own", ERROR, "no two models have a process of the same id");
    private static final Rule CLAUSE_IS_CARRIED_OUT = new Rule("clause-is-carried-out", ERROR,
        "each clause of an order is carried out by an element, tracked, or kept by a check; a test walks one of its elements");

    private static final Map<Misfit.Kind, Rule> BY_MISFIT = Map.of(
        Misfit.Kind.UNREADABLE, READABLE,
        Misfit.Kind.UNKNOWN_ORDER, new Rule("order-is-known", ERROR, "the process of a directive names an order of the catalogue"),
        Misfit.Kind.UNKNOWN_CLAUSE, new Rule("clause-is-known", ERROR, "`clause` names clauses that the order has"),
        Misfit.Kind.OTHER_PERIOD, new Rule("period-is-the-orders", ERROR, "a statutory timer waits for the period that the catalogue gives to the directive"));

    private static final List<Rule> OF_A_MODEL = List.of(
        new Rule("one-process", ERROR, "a file has one process that is executed: what is said of a model is said of that", FlowRules::oneProcess),
        new Rule("every-step-is-reached", ERROR, "a flow leads to each step; none leads to an event sub-process", FlowRules::everyStepIsReached),
        new Rule("one-blank-start", ERROR, "one way in, in the process and in each sub-process", FlowRules::oneBlankStart),
        new Rule("decision-is-complete", ERROR, "flows out of an exclusive gateway have conditions, or one of them is the default and has none",
            DecisionRules::decisionIsComplete),
        new Rule("user-task-is-for-somebody", ERROR, "a user task has a candidate group, or other candidates or an assignee", TaskRules::userTaskIsForSomebody),
        new Rule("what-is-named-exists", ERROR, "the forms, decisions and processes that elements name exist", TaskRules::whatIsNamedExists),
        new Rule("separate-from-names-tasks", ERROR, "`separateFrom` names user tasks that exist", TaskRules::separateFromNamesTasks),
        new Rule("evidence-is-asked-for", ERROR, "`evidence` is `required`, on a user task", TaskRules::evidenceIsAskedFor),
        new Rule("save-point", ERROR, "what has an effect outside the database (a send task, a connector, the property `effect` = `outside`) is `asyncBefore`",
            TaskRules::savePoint),
        new Rule("deadline-is-escalated", ERROR,
            "the process of a directive with a deadline has an event sub-process that begins when it is missed, and that calls `DeadlineEscalation`",
            DeadlineRules::deadlineIsEscalated),
        new Rule("deadline-has-a-basis", ERROR, "a period belongs to a directive or a clause", DeadlineRules::deadlineHasABasis),
        new Rule("inner-timer-ends-first", ERROR, "a timer inside ends before the interrupting timer around it", DeadlineRules::innerTimerEndsFirst),
        new Rule("no-licensing", ERROR, "no id, name or documentation speaks of a license, a permit or preclearance", NameRules::noLicensing),
        new Rule("flows-listed", WARNING,
            "each node lists the flows that enter and leave it (`incoming`, `outgoing`); Modeler writes them, whoever writes XML by hand must too",
            FlowRules::flowsListed),
        new Rule("no-implicit-end", WARNING, "nothing but end events ends", FlowRules::noImplicitEnd),
        new Rule("end-event", WARNING, "at least one end, in the process and in each sub-process", FlowRules::endEvent),
        new Rule("no-fake-join", WARNING, "several flows into or out of a task or event meet at a gateway", FlowRules::noFakeJoin),
        new Rule("gateway-has-a-purpose", WARNING, "a gateway joins or forks, never both, never neither", FlowRules::gatewayHasAPurpose),
        new Rule("conditions-at-decisions", WARNING, "conditions are on flows out of deciding gateways only", DecisionRules::conditionsAtDecisions),
        new Rule("decision-is-labelled", WARNING, "a deciding gateway is a question (\"Legal objection?\"), each flow an answer (\"yes\")",
            DecisionRules::decisionIsLabelled),
        new Rule("decision-has-probabilities", WARNING, "each answer has `probability`; those of one gateway make 1", DecisionRules::decisionHasProbabilities),
        new Rule("names", WARNING, "tasks are verb–object, events object–participle, timers their time; ids in words", NameRules::names),
        new Rule("user-task-is-described", WARNING, "a user task has a form, documentation and `estimate`", TaskRules::userTaskIsDescribed),
        new Rule("properties-are-known", WARNING, "extension properties have the names that mean something here", TaskRules::propertiesAreKnown),
        new Rule("drawn", WARNING, "everything is drawn", DiagramRules::drawn),
        new Rule("shapes-apart", WARNING, "no shape lies on another", DiagramRules::shapesApart),
        new Rule("flows-around-shapes", WARNING, "no flow runs through a shape", DiagramRules::flowsAroundShapes),
        new Rule("flows-apart", WARNING, "no flow runs on the line of another", DiagramRules::flowsApart));

    private static final Pattern BROKEN = Pattern.compile("Line=(\\d+): [\\w.-]+: ([^.]+\\.)");

    private final Catalogue catalogue;
    private final Elsewhere elsewhere;

    /**
     * @param catalogue of the orders that the models carry out
     */
    Linter(Catalogue catalogue, Elsewhere elsewhere) {
        this.catalogue = catalogue;
        this.elsewhere = elsewhere;
    }

    /** All rules: first those over all models, then those of each. */
    static List<Rule> rules() {
        var rules = new ArrayList<>(List.of(CATALOGUE, READABLE, KEY_IS_ITS_OWN));
        BY_MISFIT.keySet().stream().sorted().map(BY_MISFIT::get).filter(rule -> rule != READABLE).forEach(rules::add);
        rules.add(CLAUSE_IS_CARRIED_OUT);
        rules.addAll(OF_A_MODEL);
        return rules;
    }

    /**
     * What was read, and what is to be mended in it.
     *
     * @param models those that could be read, by the key of the process
     */
    record Result(Map<String, ProcessModel> models, List<Finding> findings) {

        List<Finding> errors() {
            return findings.stream().filter(finding -> finding.rule().isError()).toList();
        }
    }

    /**
     * Looks at each model, with the decisions and forms that come with them.
     *
     * @param files contents by the name that findings carry
     */
    Result check(Map<String, String> files) {
        Map<String, ProcessModel> models = new LinkedHashMap<>();
        Map<String, String> texts = new LinkedHashMap<>();
        List<Finding> findings = new ArrayList<>();
        files.forEach((file, text) -> {
            if (!DeploymentCheck.isModel(file)) {
                return;
            }
            var misfits = catalogue.misfits(file, text);
            misfits.forEach(misfit -> findings.add(new Finding(file, misfit.line(), misfit.element(), BY_MISFIT.get(misfit.kind()), misfit.message())));
            try {
                var model = ProcessModel.read(file, text);
                var other = models.putIfAbsent(model.key(), model);
                if (other == null) {
                    texts.put(file, text);
                } else {
                    findings.add(new Finding(file, Lines.of(text).getOrDefault(model.key(), 1), model.key(), KEY_IS_ITS_OWN,
                        "process '%s' is in %s already: give it an id of its own".formatted(model.key(), other.file())));
                }
            } catch (ModelException e) {
                if (misfits.isEmpty()) {
                    findings.add(unreadable(file, e));
                }
            }
        });
        var around = new Surroundings(catalogue, Given.of(models.values(), files), elsewhere);
        models.values().forEach(model -> findings.addAll(check(model, texts.get(model.file()), around)));
        return new Result(models, findings);
    }

    private static List<Finding> check(ProcessModel model, String text, Surroundings around) {
        try {
            return new Model(model, text, around).check(OF_A_MODEL);
        } catch (ModelException e) {
            return List.of(new Finding(model.file(), 1, null, READABLE, "names an element that it does not have: %s. Open it in Modeler and save it again."
                .formatted(e.getMessage())));
        }
    }

    /** The model's reader says in which line the file breaks the rules of BPMN, and how. */
    private static Finding unreadable(String file, Throwable thrown) {
        while (thrown.getCause() != null) {
            thrown = thrown.getCause();
        }
        var broken = BROKEN.matcher(String.valueOf(thrown.getMessage()).replaceAll("\\{\"[^\"]*\":(\\w+)}", "$1"));
        return broken.find()
            ? new Finding(file, Integer.parseInt(broken.group(1)), null, READABLE, "is no valid BPMN: %s Open it in Modeler and save it again.".formatted(broken.group(2)))
            : new Finding(file, 1, null, READABLE, "is no BPMN model with a process. Open it in Modeler and save it again.");
    }

    /**
     * Clauses of all orders that nobody carries out or that no test shows, told at the model that would have to.
     *
     * @param models that were looked at, by their keys
     * @param others that are there as well
     */
    List<Finding> missing(Map<String, ProcessModel> models, Collection<ProcessModel> others) {
        Map<String, ProcessModel> all = new LinkedHashMap<>();
        others.forEach(model -> all.put(model.key(), model));
        all.putAll(models);
        var traceability = new Traceability(all.values());
        List<Finding> missing = new ArrayList<>();
        for (var order : catalogue.orders()) {
            traceability.gaps(order).forEach(gap -> {
                var process = gap.directive() == null ? null : all.get(order.directive(gap.directive()).processKey());
                missing.add(new Finding(process == null ? "orders/" + order.id() + ".yaml" : process.file(), 1, null, CLAUSE_IS_CARRIED_OUT, gap.message()));
            });
        }
        return missing;
    }
}
