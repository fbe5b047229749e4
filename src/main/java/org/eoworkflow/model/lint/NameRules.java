package org.eoworkflow.model.lint;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.Event;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.eoworkflow.model.LicensingTerms;
import org.eoworkflow.model.ProcessModel;

/** Names that say what is done (verb–object) and what has happened (object–participle), and ids that people can read. */
final class NameRules {

    private static final Pattern ID = Pattern.compile("[A-Z][A-Za-z0-9]*");
    private static final Pattern GENERATED = Pattern.compile("(Activity|Event|Gateway|Flow|Task|StartEvent|EndEvent|Process)_?[0-9a-z]{3,}");
    private static final Set<String> EMPTY_VERBS = Set.of("handle", "process", "perform", "do", "manage", "execute", "task");
    private static final Pattern NO_VERB = Pattern.compile("(?!comment|document|implement|supplement).*(ing|tion|ment|ness|ance|ity|[^e]ed)");
    /** Participles, and the adverbs that stand for one: "Date passed", "Window over", "Nothing left". */
    private static final Pattern PARTICIPLE = Pattern.compile(
        ".*ed|.*en|.*awn|begun|found|met|kept|told|due|over|overdue|left|open|put|set|sent|made|done|come|shown|known|lost|won|held|agree|void");

    private NameRules() {
    }

    static void names(Model model) {
        model.all(Process.class).stream().filter(process -> Model.blank(process.getName()))
            .forEach(process -> model.report(process, "has no name: say what the process is about"));
        for (var node : model.all(FlowNode.class)) {
            if (!ID.matcher(node.getId()).matches() || GENERATED.matcher(node.getId()).matches()) {
                model.report(node, "has an id that says nothing: use its name in PascalCase, such as 'DraftDirective'");
            }
            if (node instanceof SubProcess && Model.blank(node.getName())) {
                model.report(node, "has no name: say what the part is about");
            } else if (node instanceof Activity && !(node instanceof SubProcess)) {
                activity(model, node);
            } else if (node instanceof Event event) {
                event(model, event);
            }
        }
    }

    private static void activity(Model model, FlowNode node) {
        var words = words(node);
        if (words.length < 2 || EMPTY_VERBS.contains(words[0]) || NO_VERB.matcher(words[0]).matches()) {
            model.report(node, "%s: begin with a verb that says what is done, then its object, such as 'Draft directive'", named(node));
        }
    }

    /** Timers may be named by their time. */
    private static void event(Model model, Event event) {
        var words = words(event);
        boolean timer = !event.getChildElementsByType(TimerEventDefinition.class).isEmpty();
        if (words.length == 0 || !timer && Arrays.stream(words).noneMatch(word -> PARTICIPLE.matcher(word).matches())) {
            model.report(event, "%s: name what has happened, such as 'Directive released'", named(event));
        }
    }

    static void noLicensing(Model model) {
        for (var element : model.all(BaseElement.class)) {
            ProcessModel.words(element).stream().filter(LicensingTerms::areIn).findFirst().ifPresent(text -> model.report(element,
                "speaks of a license, a permit or preclearance ('%s'), which the order does not allow: take the step out, or say in other words what it is", text));
        }
    }

    private static String named(FlowNode node) {
        return Model.blank(node.getName()) ? "has no name" : "is named '%s'".formatted(node.getName());
    }

    private static String[] words(FlowNode node) {
        return Model.blank(node.getName()) ? new String[0] : node.getName().strip().toLowerCase(Locale.ROOT).split("[\\s,:;]+");
    }
}
