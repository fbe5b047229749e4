package org.eoworkflow.directive.bod;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.eoworkflow.directive.Fields;
import org.eoworkflow.platform.Refusal;

/** A directive in the making: the variables of its process, read and checked. Whatever is wrong is refused with the field named. */
final class Draft {

    /** A part of the guidance. */
    record Section(String heading, String body) {
    }

    /** Something on which published sources disagree. */
    record SourceNote(String point, String readings) {
    }

    private static final Set<String> RULES = Set.of(DraftedAction.FIXED, DraftedAction.TIMELINE);

    private final Fields fields;

    Draft(VariableScope variables) {
        this(variables::getVariable);
    }

    /** @param variables gives the value of a variable by its name, or null */
    Draft(Function<String, Object> variables) {
        this.fields = new Fields(variables);
    }

    String text(String variable) {
        return fields.text(variable);
    }

    String required(String variable, String message) {
        return fields.required(variable, message);
    }

    List<JsonNode> rows(String variable) {
        return fields.rows(variable);
    }

    DirectiveNumber number() {
        return DirectiveNumber.read(text("directiveNumber")).filter(number -> number.kind().equals(DirectiveNumber.BINDING))
            .filter(number -> number.toString().equals(text("directiveNumber"))).orElseThrow(() -> Refusal.invalid("directiveNumber",
                "The number must have the form BOD <fiscal year>-<two digits>, for example BOD 26-04."));
    }

    /** Ids of the agencies in scope, each once, in the order given. */
    List<String> agencies() {
        List<String> agencies = new ArrayList<>();
        for (JsonNode agency : rows("scopeAgencies")) {
            if (!agency.isTextual()) {
                throw Refusal.invalid("scopeAgencies", "'scopeAgencies' must be a list of agency ids.");
            }
            if (!agencies.contains(agency.textValue())) {
                agencies.add(agency.textValue());
            }
        }
        if (agencies.isEmpty()) {
            throw Refusal.invalid("scopeAgencies", "Choose at least one agency that the directive binds.");
        }
        return agencies;
    }

    List<DraftedAction> actions() {
        List<DraftedAction> actions = new ArrayList<>();
        for (JsonNode row : rows("actions")) {
            actions.add(action(row, actions.size() + 1));
        }
        if (actions.isEmpty()) {
            throw Refusal.invalid("actions", "Add at least one required action.");
        }
        return actions;
    }

    private static DraftedAction action(JsonNode row, int place) {
        String action = Fields.field(row, "action");
        if (action.isEmpty()) {
            throw Refusal.invalid("actions", "Required action %d: say what is to be done.".formatted(place));
        }
        JsonNode days = row.path("days");
        if (!days.canConvertToExactIntegral() || days.decimalValue().signum() < 1) {
            throw Refusal.invalid("actions", ("Required action %d: the days to act must be a whole number of at least 1; "
                + "what is to be done at once has 1 day and says so in its wording.").formatted(place));
        }
        if (!days.canConvertToInt() || days.intValue() > DraftedAction.LONGEST) {
            throw Refusal.invalid("actions", "Required action %d: the days to act must be at most %d.".formatted(place, DraftedAction.LONGEST));
        }
        String reporting = Fields.field(row, "reporting");
        if (reporting.isEmpty()) {
            throw Refusal.invalid("actions", "Required action %d: say how agencies report it.".formatted(place));
        }
        String rule = Fields.field(row, "rule");
        if (!RULES.contains(rule)) {
            throw Refusal.invalid("actions", "Required action %d: choose its rule, fixed or by the remediation timeline.".formatted(place));
        }
        return new DraftedAction(action, Fields.field(row, "details"), days.intValue(), Fields.field(row, "wording"), reporting, rule);
    }

    /** Numbers of the directives it revokes, each once. */
    List<DirectiveNumber> supersedes() {
        return Arrays.stream(text("supersedes").split("[,;\\n]")).map(String::strip).filter(entry -> !entry.isEmpty())
            .map(entry -> DirectiveNumber.read(entry).orElseThrow(() -> Refusal.invalid("supersedes",
                "A directive that is revoked is named by its number, for example 'BOD 19-02, BOD 22-01'. One entry here is none.")))
            .distinct().toList();
    }

    List<Section> guidance() {
        List<Section> sections = new ArrayList<>();
        for (JsonNode row : rows("guidanceSections")) {
            var section = new Section(Fields.field(row, "heading"), Fields.field(row, "body"));
            if (section.heading().isEmpty() || section.body().isEmpty()) {
                throw Refusal.invalid("guidanceSections", "Part %d of the guidance needs a heading and a text.".formatted(sections.size() + 1));
            }
            sections.add(section);
        }
        if (sections.isEmpty()) {
            throw Refusal.invalid("guidanceSections", "Write at least one part of the guidance.");
        }
        return sections;
    }

    List<SourceNote> sourceNotes() {
        return rows("sourceNotes").stream().map(row -> new SourceNote(Fields.field(row, "point"), Fields.field(row, "readings")))
            .filter(note -> !note.point().isEmpty()).toList();
    }
}
