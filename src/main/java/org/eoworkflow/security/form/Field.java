package org.eoworkflow.security.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A component of a form with its rules.
 *
 * @param path where its value lies in that of what is around it; empty for a group without a path
 * @param hide when it is not shown, or null
 * @param readonly when people cannot change it: true, false or an expression
 * @param fixedRows a list to which no rows are added and none taken away
 * @param preset what it holds before anybody touches it, if no variable says otherwise
 * @param options where the values come from that may be chosen, or null
 */
record Field(Kind kind, List<String> path, String label, Feel hide, Object readonly, boolean disabled, Rules rules, boolean fixedRows,
             Options options, Object preset, String subtype, String timeFormat, boolean notPast, boolean numberAsText, List<Field> children) {

    enum Kind { TEXT, NUMBER, DATETIME, CHECKBOX, CHOICE, CHOICES, GROUP, LIST }

    /** What only shows something and has no value. */
    private static final List<String> SHOWN = List.of("text", "html", "table", "image", "separator", "spacer", "button");

    private static final Map<String, Kind> KINDS = Map.of("textfield", Kind.TEXT, "textarea", Kind.TEXT, "number", Kind.NUMBER,
        "datetime", Kind.DATETIME, "checkbox", Kind.CHECKBOX, "select", Kind.CHOICE, "radio", Kind.CHOICE, "checklist", Kind.CHOICES,
        "taglist", Kind.CHOICES);

    /** Lengths and limits are numbers or expressions. */
    record Rules(boolean required, Object minLength, Object maxLength, Object min, Object max, Pattern pattern, String help, String type,
                 Integer decimalDigits, BigDecimal step) {
    }

    /** Fixed values, or a variable's, or an expression's. */
    record Options(List<Object> values, String variable, Feel expression) {
    }

    static List<Field> readAll(JsonNode components) {
        var fields = new ArrayList<Field>();
        for (var component : components) {
            var type = component.path("type").asText();
            if (!SHOWN.contains(type)) {
                fields.add(read(type, component));
            } else if (component.has("key")) {
                throw new InvalidForm("component '%s' of type '%s' has a key".formatted(component.path("key").asText(), type));
            }
        }
        return List.copyOf(fields);
    }

    private static Field read(String type, JsonNode json) {
        var place = json.hasNonNull("key") ? json.get("key").asText() : json.hasNonNull("path") ? json.get("path").asText() : json.path("id").asText();
        try {
            return switch (type) {
                case "group" -> container(Kind.GROUP, json);
                case "dynamiclist" -> {
                    if (!json.path("isRepeating").asBoolean() || json.path("path").asText().isBlank()) {
                        throw new InvalidForm("a list needs a path and isRepeating");
                    }
                    yield container(Kind.LIST, json);
                }
                default -> {
                    if (!KINDS.containsKey(type)) {
                        throw new InvalidForm("type '%s' is not supported".formatted(type));
                    }
                    if (json.path("key").asText().isBlank()) {
                        throw new InvalidForm("it has no key");
                    }
                    yield keyed(KINDS.get(type), json);
                }
            };
        } catch (InvalidForm problem) {
            throw problem.getMessage().startsWith("component ") ? problem
                : new InvalidForm("component '%s': %s".formatted(place, problem.getMessage()));
        }
    }

    private static Field container(Kind kind, JsonNode json) {
        return new Field(kind, path(json.path("path").asText()), label(json, json.path("path").asText()), hide(json), false, false, null,
            json.has("allowAddRemove") && !json.get("allowAddRemove").asBoolean(), null, null, null, null, false, false,
            readAll(json.path("components")));
    }

    private static Field keyed(Kind kind, JsonNode json) {
        var key = json.get("key").asText();
        return new Field(kind, path(key), label(json, key), hide(json), literalOrFeel(json.path("readonly")), json.path("disabled").asBoolean(),
            rules(json), false, kind == Kind.CHOICE || kind == Kind.CHOICES ? options(json) : null,
            Plain.JSON.convertValue(json.get("defaultValue"), Object.class), json.path("subtype").asText("date"),
            json.path("timeSerializingFormat").asText("utc_offset"), json.path("disallowPassedDates").asBoolean(),
            json.path("serializeToString").asBoolean(), List.of());
    }

    private static Rules rules(JsonNode json) {
        var validate = json.path("validate");
        Pattern pattern = null;
        if (!validate.path("pattern").asText().isEmpty()) {
            try {
                pattern = Pattern.compile(validate.get("pattern").asText());
            } catch (PatternSyntaxException e) {
                throw new InvalidForm("its pattern is no regular expression");
            }
        }
        var type = validate.path("validationType").asText("");
        if (!List.of("", "custom", "email", "phone").contains(type)) {
            throw new InvalidForm("validationType '%s' is not supported".formatted(type));
        }
        return new Rules(validate.path("required").asBoolean(), literalOrFeel(validate.path("minLength")), literalOrFeel(validate.path("maxLength")),
            literalOrFeel(validate.path("min")), literalOrFeel(validate.path("max")), pattern, help(json), type,
            json.path("decimalDigits").isNumber() ? json.get("decimalDigits").asInt() : null,
            json.path("increment").asText().isBlank() ? null : new BigDecimal(json.get("increment").asText()));
    }

    /** What the form itself says of the field, for whoever got it wrong. */
    private static String help(JsonNode json) {
        var help = json.path("description").asText().strip();
        return Feel.is(help) || help.contains("{{") ? "" : help;
    }

    private static Options options(JsonNode json) {
        if (json.hasNonNull("valuesKey") && !json.get("valuesKey").asText().isBlank()) {
            return new Options(null, json.get("valuesKey").asText(), null);
        }
        if (json.path("values").isArray()) {
            return new Options(FormCheck.values(Plain.JSON.convertValue(json.get("values"), List.class)), null, null);
        }
        if (Feel.is(json.path("valuesExpression").asText())) {
            return new Options(null, null, Feel.of(json.get("valuesExpression").asText()));
        }
        throw new InvalidForm("it has no values to choose from");
    }

    private static Feel hide(JsonNode json) {
        var hide = json.path("conditional").path("hide").asText();
        return Feel.is(hide) ? Feel.of(hide) : null;
    }

    /** A number, a boolean, an expression, or null. */
    private static Object literalOrFeel(JsonNode json) {
        if (json.isTextual()) {
            return Feel.is(json.asText()) ? Feel.of(json.asText()) : json.asText().isBlank() ? null : Checks.number(json.asText());
        }
        return json.isNumber() ? json.decimalValue() : json.isBoolean() ? json.asBoolean() : null;
    }

    private static List<String> path(String text) {
        return text.isBlank() ? List.of() : List.of(text.split("\\."));
    }

    /** Labels may hold expressions; those who read the message know the field by its key then. */
    private static String label(JsonNode json, String key) {
        var label = json.path("label").asText(json.path("dateLabel").asText());
        return label.isBlank() || Feel.is(label) || label.contains("{{") ? key : label;
    }

    boolean hasFixedValues() {
        return disabled || fixedRows || readonly instanceof Feel || Boolean.TRUE.equals(readonly) || children.stream().anyMatch(Field::hasFixedValues);
    }
}
