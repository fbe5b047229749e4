package org.eoworkflow.directive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.spin.json.SpinJsonNode;
import org.eoworkflow.platform.Refusal;

/** What people put into the forms of a process, read and checked. Whatever is wrong is refused with the field named. */
public final class Fields {

    /** Where a classified holding is described, and nothing else. */
    public record Pointer(String registryNumber, String custodianOffice, String systemName) {

        public Map<String, Object> row() {
            return Json.row("registryNumber", registryNumber, "custodianOffice", custodianOffice, "systemName", systemName);
        }
    }

    private static final int LINE = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Function<String, Object> variables;

    public Fields(VariableScope variables) {
        this(variables::getVariable);
    }

    /** @param variables gives the value of a variable by its name, or null */
    public Fields(Function<String, Object> variables) {
        this.variables = variables;
    }

    /** A text, without the control characters that no document can hold; empty if it is not set. */
    public String text(String variable) {
        Object value = variables.apply(variable);
        if (value != null && !(value instanceof String)) {
            throw Refusal.invalid(variable, "'%s' must be a text.".formatted(variable));
        }
        return value == null ? "" : clean((String) value);
    }

    /** A text that is not empty. */
    public String required(String variable, String message) {
        String text = text(variable);
        if (text.isEmpty()) {
            throw Refusal.invalid(variable, message);
        }
        return text;
    }

    /** One of the given values. */
    public String choice(String variable, String message, String... values) {
        String value = text(variable);
        if (!List.of(values).contains(value)) {
            throw Refusal.invalid(variable, message);
        }
        return value;
    }

    /** A box that is ticked. */
    public void confirmed(String variable, String message) {
        if (!Boolean.TRUE.equals(variables.apply(variable))) {
            throw Refusal.invalid(variable, message);
        }
    }

    /** A day that is not before another. */
    public LocalDate day(String variable, LocalDate earliest, String message) {
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

    /** A whole number between two others, as a number or as its text. */
    public int whole(String variable, int least, int most, String message) {
        Object value = variables.apply(variable);
        String text = value instanceof Number number ? new BigDecimal(number.toString()).stripTrailingZeros().toPlainString() : text(variable);
        if (text.matches("[0-9]{1,9}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most) {
            return Integer.parseInt(text);
        }
        throw Refusal.invalid(variable, message);
    }

    /** Pointers, each once and at least one. The form has no field for anything else, and what no field has is refused with it. */
    public List<Pointer> pointers(String variable) {
        List<Pointer> pointers = new ArrayList<>();
        Set<String> numbers = new HashSet<>();
        for (JsonNode row : rows(variable)) {
            int place = pointers.size() + 1;
            var pointer = new Pointer(line(variable, row, "registryNumber", place, "the registry number"),
                line(variable, row, "custodianOffice", place, "the custodian office"), line(variable, row, "systemName", place, "the system name"));
            if (!numbers.add(pointer.registryNumber())) {
                throw Refusal.invalid(variable, "Line %d repeats a registry number. Name each once.".formatted(place));
            }
            pointers.add(pointer);
        }
        if (pointers.isEmpty()) {
            throw Refusal.invalid(variable, "Add at least one line.");
        }
        return pointers;
    }

    /** The rows of a Json array; none for a variable that is not set. */
    public List<JsonNode> rows(String variable) {
        Object value = variables.apply(variable);
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

    /** The text of a row's field; empty if it is absent or no text. */
    public static String field(JsonNode row, String field) {
        return row.path(field).isTextual() ? clean(row.path(field).textValue()) : "";
    }

    /** The text of a row's field, which must be there and fit a line. */
    public static String line(String variable, JsonNode row, String field, int place, String what) {
        String text = field(row, field);
        if (text.isEmpty() || text.length() > LINE) {
            throw Refusal.invalid(variable, "Line %d: give %s, in at most %d characters.".formatted(place, what, LINE));
        }
        return text;
    }

    /** A whole number of a row from 1 to {@code most}, as a number or as the text that a choice of numbers gives. */
    public static int number(String variable, JsonNode row, String field, int place, int most, String what) {
        return number(variable, row, field, place, 1, most, what);
    }

    /** A whole number of a row from {@code least} to {@code most}, as a number or as the text that a choice of numbers gives. */
    public static int number(String variable, JsonNode row, String field, int place, int least, int most, String what) {
        JsonNode value = row.path(field);
        String text = value.isTextual() ? value.textValue() : value.isNumber() ? value.decimalValue().stripTrailingZeros().toPlainString() : "";
        if (text.matches("[0-9]{1,9}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most) {
            return Integer.parseInt(text);
        }
        throw Refusal.invalid(variable, "Line %d: give %s.".formatted(place, what));
    }

    /** A day of a row that is not before another. */
    public static LocalDate day(String variable, JsonNode row, String field, int place, LocalDate earliest, String what) {
        try {
            LocalDate day = LocalDate.parse(field(row, field));
            if (!day.isBefore(earliest)) {
                return day;
            }
        } catch (DateTimeParseException notADay) {
            // said below
        }
        throw Refusal.invalid(variable, "Line %d: give %s.".formatted(place, what));
    }

    /** One of the given values of a row. */
    public static String choice(String variable, JsonNode row, String field, int place, Collection<String> values, String what) {
        String value = field(row, field);
        if (!values.contains(value)) {
            throw Refusal.invalid(variable, "Line %d: choose %s.".formatted(place, what));
        }
        return value;
    }

    private static String clean(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cs}\\uFFFE\\uFFFF&&[^\\n\\t]]", "").strip();
    }
}
