package org.eoworkflow.directive;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.value.ObjectValue;
import org.camunda.spin.Spin;
import org.camunda.spin.json.SpinJsonNode;
import org.eoworkflow.platform.Refusal;

/** Json variables of processes: made from Java's lists and maps, and read with a message where they are of a wrong form. */
public final class Json {

    private Json() {
    }

    /** A Json array of texts, numbers, lists and maps of these. */
    public static SpinJsonNode of(List<?> values) {
        return Spin.JSON(values);
    }

    /** The texts of a Json array of texts, each once; none for a variable that is not set. */
    public static List<String> texts(String variable, Object value) {
        return elements(variable, value).stream().map(element -> {
            if (!element.isString()) {
                throw Refusal.invalid(variable, "'%s' must be a list of texts.".formatted(variable));
            }
            return element.stringValue();
        }).distinct().toList();
    }

    /** The elements of a Json array; none for a variable that is not set. */
    public static List<SpinJsonNode> elements(String variable, Object value) {
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof SpinJsonNode json) || !json.isArray()) {
            throw Refusal.invalid(variable, "'%s' must be a list.".formatted(variable));
        }
        return json.elements();
    }

    /** The text of a field, empty if it is absent or no text. */
    public static String text(SpinJsonNode object, String field) {
        return object.isObject() && object.hasProp(field) && object.prop(field).isString() ? object.prop(field).stringValue().strip() : "";
    }

    /** A text of any length as a variable: the engine keeps no plain text of more than 4,000 characters. */
    public static ObjectValue longText(String text) {
        return Variables.objectValue(text).serializationDataFormat(Variables.SerializationDataFormats.JSON).create();
    }

    /** Keys and values by turns; values may be null. */
    public static Map<String, Object> row(Object... keysAndValues) {
        var row = new LinkedHashMap<String, Object>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            row.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return row;
    }
}
