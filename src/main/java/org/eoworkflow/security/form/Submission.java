package org.eoworkflow.security.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eoworkflow.platform.Refusal;

/** What a caller of the REST interface sends with a completion or a start. */
record Submission(JsonNode body, Map<String, Object> values) {

    private static final Set<String> TAKEN = Set.of("string", "integer", "short", "long", "double", "boolean", "json", "null");

    /** @throws Refusal if the body is no JSON object, or a variable has a type that no form field has */
    static Submission read(byte[] body, Problems problems) throws IOException {
        if (body.length == 0) {
            return new Submission(Plain.JSON.createObjectNode(), Map.of());
        }
        JsonNode json;
        try {
            json = Plain.JSON.readTree(body);
        } catch (JsonProcessingException broken) {
            throw Refusal.invalid(null, "The request is no valid JSON" + (broken.getLocation() == null ? "."
                : ": see line %d, column %d.".formatted(broken.getLocation().getLineNr(), broken.getLocation().getColumnNr())));
        }
        var variables = json.path("variables");
        if (!json.isObject() || !variables.isMissingNode() && !variables.isNull() && !variables.isObject()) {
            throw Refusal.invalid("variables", "Send a JSON object with the variables as an object: {\"variables\": {\"name\": {\"value\": …}}}.");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        variables.fields().forEachRemaining(variable -> values.put(variable.getKey(), value(variable.getKey(), variable.getValue(), problems)));
        return new Submission(json, values);
    }

    private static Object value(String name, JsonNode variable, Problems problems) {
        var type = variable.path("type").asText("");
        var value = variable.path("value");
        if (!variable.isObject() || !type.isEmpty() && !TAKEN.contains(type.toLowerCase(Locale.ROOT))) {
            problems.add(FormCheck.named(name), "'%s' has the type '%s'; String, Integer, Long, Double, Boolean, Json and Null are taken."
                .formatted(FormCheck.named(name), FormCheck.named(type)));
        } else if (variable.path("valueInfo").path("transient").asBoolean()) {
            problems.add(FormCheck.named(name), "'%s' must not be transient.".formatted(FormCheck.named(name)));
        } else if (value.isContainerNode()) {
            problems.add(FormCheck.named(name), "'%s' must be text, a number, true or false; lists and objects are sent as text of type Json."
                .formatted(FormCheck.named(name)));
        } else if (type.equalsIgnoreCase("null") && !value.isNull() && !value.isMissingNode()) {
            problems.add(FormCheck.named(name), "'%s' has the type Null and a value.".formatted(FormCheck.named(name)));
        } else if (type.equalsIgnoreCase("json") && value.isTextual()) {
            try {
                return Plain.JSON.readValue(value.asText(), Object.class);
            } catch (JsonProcessingException broken) {
                problems.add(FormCheck.named(name), "'%s' is no valid JSON.".formatted(FormCheck.named(name)));
            }
        } else {
            return Plain.JSON.convertValue(value, Object.class);
        }
        return null;
    }

    /** Whether the caller asks for something beside an ordinary start, such as a start in the middle. */
    boolean asksForMore() {
        return !body.path("startInstructions").isEmpty() || body.path("skipCustomListeners").asBoolean() || body.path("skipIoMappings").asBoolean();
    }

    String text(String name) {
        return body.path(name).isTextual() ? body.path(name).asText() : "";
    }
}
