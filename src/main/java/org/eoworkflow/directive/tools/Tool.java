package org.eoworkflow.directive.tools;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eoworkflow.directive.Fields;
import org.eoworkflow.platform.Refusal;

/**
 * A tool or service that can be asked for.
 *
 * @param audience who may have it: a value of the decision table {@code AccessEligibility}
 * @param capacity how many organizations can have it at the same time
 * @param termsKind what is asked before access: a value of the same table
 * @param covered it gives access to a covered frontier model
 * @param conditions when access to a covered frontier model is appropriate; empty texts for every other tool
 */
record Tool(String tool, String provider, String audience, int capacity, String terms, String termsKind, boolean covered, Conditions conditions) {

    static final String LIST = "tools";
    static final Map<String, String> AUDIENCES = audiences();

    private static final int MOST = 1_000_000;
    private static final List<String> TERMS = List.of("standard", "agreement");

    /** For whom and how access is appropriate. */
    record Conditions(String appropriateFor, String notAppropriateFor, String safeguards) {

        static final Conditions NONE = new Conditions("", "", "");
    }

    private static Map<String, String> audiences() {
        var texts = new LinkedHashMap<String, String>();
        texts.put("agencies", "Federal agencies");
        texts.put("public-bodies", "Federal, state, local, tribal and territorial bodies");
        texts.put("operators", "Operators of critical infrastructure");
        texts.put("all", "Public bodies and operators of critical infrastructure");
        return texts;
    }

    /** The tools of the form, each tool of a provider once and at least one, without conditions yet. */
    static List<Tool> of(Fields fields) {
        List<Tool> tools = new ArrayList<>();
        Map<String, Integer> places = new LinkedHashMap<>();
        for (JsonNode row : fields.rows(LIST)) {
            int place = tools.size() + 1;
            boolean covered = choice(row, "coveredModel", place, "whether it is a covered frontier model", List.of("yes", "no")).equals("yes");
            String termsKind = choice(row, "termsKind", place, "the kind of terms", TERMS);
            Tool tool = new Tool(Fields.line(LIST, row, "tool", place, "the tool"), Fields.line(LIST, row, "provider", place, "the provider"),
                choice(row, "audience", place, "who may have it", List.copyOf(AUDIENCES.keySet())),
                Fields.number(LIST, row, "capacity", place, MOST, "the capacity, a whole number from 1 to " + MOST),
                terms(row, place), covered ? "conditions" : termsKind, covered, Conditions.NONE);
            Integer first = places.putIfAbsent(tool.key(), place);
            if (first != null) {
                throw refused(place, "tool", "lists '%s' of '%s' again; it stands in line %d already. List each tool once."
                    .formatted(tool.tool(), tool.provider(), first));
            }
            tools.add(tool);
        }
        if (tools.isEmpty()) {
            throw Refusal.invalid(LIST, "List at least one tool.");
        }
        return tools;
    }

    private static String terms(JsonNode row, int place) {
        String terms = Fields.field(row, "terms");
        if (terms.isEmpty()) {
            throw refused(place, "terms", "gives no terms. Say under which terms the tool is offered.");
        }
        return terms;
    }

    private static String choice(JsonNode row, String field, int place, String what, List<String> values) {
        String value = Fields.field(row, field);
        if (!values.contains(value)) {
            throw refused(place, field, "choose %s.".formatted(what));
        }
        return value;
    }

    private static Refusal refused(int place, String field, String message) {
        return Refusal.invalid("%s[%d].%s".formatted(LIST, place - 1, field), "Line %d: %s".formatted(place, message));
    }

    /** What tells one tool from another, however it is spelled. */
    String key() {
        return (provider + '\n' + tool).toLowerCase(Locale.ROOT);
    }

    Tool under(Conditions agreed) {
        return new Tool(tool, provider, audience, capacity, terms, termsKind, covered, agreed);
    }

    String audienceText() {
        return AUDIENCES.get(audience);
    }
}
