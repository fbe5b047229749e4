package org.eoworkflow.directive.defense;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.spin.json.SpinJsonNode;
import org.eoworkflow.directive.Json;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.platform.WashingtonTime;

/** What people put into the forms of a decision, read and checked. Whatever is wrong is refused with the field named. */
final class Fields {

    /** Where a classified system is described, and nothing else. */
    record Pointer(String registryNumber, String custodianOffice, String systemName) {

        Map<String, Object> row() {
            return Json.row("registryNumber", registryNumber, "custodianOffice", custodianOffice, "systemName", systemName);
        }
    }

    /** Something that is to be done: for systems of this priority and above it, 1 being the highest, within days from the issue. */
    record Measure(String measure, int tier, int days, String reporting) {

        Map<String, Object> row(int number, LocalDate issued) {
            return Json.row("number", number, "measure", measure, "tier", tier, "period", "within " + WashingtonTime.days(days),
                "due", WashingtonTime.text(issued.plusDays(days)), "reporting", reporting);
        }
    }

    static final int LONGEST = 3650;
    private static final int LINE = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final VariableScope variables;

    Fields(VariableScope variables) {
        this.variables = variables;
    }

    /** A text, without the control characters that no document can hold; empty if it is not set. */
    String text(String variable) {
        Object value = variables.getVariable(variable);
        if (value != null && !(value instanceof String)) {
            throw Refusal.invalid(variable, "'%s' must be a text.".formatted(variable));
        }
        return value == null ? "" : clean((String) value);
    }

    String required(String variable, String message) {
        String text = text(variable);
        if (text.isEmpty()) {
            throw Refusal.invalid(variable, message);
        }
        return text;
    }

    /** One of the given values. */
    String choice(String variable, String message, String... values) {
        String value = text(variable);
        if (!List.of(values).contains(value)) {
            throw Refusal.invalid(variable, message);
        }
        return value;
    }

    void confirmed(String variable, String message) {
        if (!Boolean.TRUE.equals(variables.getVariable(variable))) {
            throw Refusal.invalid(variable, message);
        }
    }

    /** A day that is not before another. */
    LocalDate day(String variable, LocalDate earliest, String message) {
        try {
            LocalDate day = LocalDate.parse(text(variable));
            if (!day.isBefore(earliest)) {
                return day;
            }
        } catch (DateTimeParseException notADay) {
            // said below
        }
        throw Refusal.invalid(variable, message);
    }

    /** Pointers, each once. The form has no field for anything else, and what no field has is refused with it. */
    List<Pointer> pointers(String variable) {
        List<Pointer> pointers = new ArrayList<>();
        Set<String> numbers = new HashSet<>();
        for (JsonNode row : rows(variable)) {
            int place = pointers.size() + 1;
            var pointer = new Pointer(line(variable, row, "registryNumber", place, "the registry number"),
                line(variable, row, "custodianOffice", place, "the custodian office"), line(variable, row, "systemName", place, "the system name"));
            if (!numbers.add(pointer.registryNumber())) {
                throw Refusal.invalid(variable, "Line %d repeats a registry number. Name each system once.".formatted(place));
            }
            pointers.add(pointer);
        }
        if (pointers.isEmpty()) {
            throw Refusal.invalid(variable, "Add at least one line.");
        }
        return pointers;
    }

    List<Measure> measures() {
        List<Measure> measures = new ArrayList<>();
        for (JsonNode row : rows("measures")) {
            int place = measures.size() + 1;
            measures.add(new Measure(line("measures", row, "measure", place, "what is to be done"),
                number("measures", row, "tier", place, 3, "a priority from 1 to 3"),
                number("measures", row, "days", place, LONGEST, "the days to act, a whole number from 1 to " + LONGEST),
                line("measures", row, "reporting", place, "how it is reported")));
        }
        if (measures.isEmpty()) {
            throw Refusal.invalid("measures", "Add at least one measure.");
        }
        return measures;
    }

    /** The number of one choice in each row, by the row's registry number. */
    Map<String, Integer> tiers(String variable) {
        var tiers = new LinkedHashMap<String, Integer>();
        for (JsonNode row : rows(variable)) {
            int place = tiers.size() + 1;
            tiers.put(line(variable, row, "registryNumber", place, "the registry number"), number(variable, row, "tier", place, 3, "a priority from 1 to 3"));
        }
        return tiers;
    }

    /** The rows of a Json array of objects; none for a variable that is not set. */
    List<JsonNode> rows(String variable) {
        Object value = variables.getVariable(variable);
        if (value == null) {
            return List.of();
        }
        try {
            JsonNode array = value instanceof SpinJsonNode json ? JSON.readTree(json.toString()) : null;
            if (array != null && array.isArray()) {
                List<JsonNode> rows = new ArrayList<>();
                array.forEach(rows::add);
                return rows;
            }
        } catch (JsonProcessingException e) {
            // said below
        }
        throw Refusal.invalid(variable, "'%s' must be a list.".formatted(variable));
    }

    static String field(JsonNode row, String field) {
        return row.path(field).isTextual() ? clean(row.path(field).textValue()) : "";
    }

    private static String line(String variable, JsonNode row, String field, int place, String what) {
        String text = field(row, field);
        if (text.isEmpty() || text.length() > LINE) {
            throw Refusal.invalid(variable, "Line %d: give %s, in at most %d characters.".formatted(place, what, LINE));
        }
        return text;
    }

    /** A whole number, as a number or as the text that a choice of numbers gives. */
    private static int number(String variable, JsonNode row, String field, int place, int most, String what) {
        JsonNode value = row.path(field);
        String text = value.isTextual() ? value.textValue() : value.isNumber() ? value.decimalValue().stripTrailingZeros().toPlainString() : "";
        if (text.matches("[0-9]{1,4}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= most) {
            return Integer.parseInt(text);
        }
        throw Refusal.invalid(variable, "Line %d: give %s.".formatted(place, what));
    }

    private static String clean(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cs}\\uFFFE\\uFFFF&&[^\\n\\t]]", "").strip();
    }
}
