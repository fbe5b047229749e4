package org.eoworkflow.security.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Set;
import org.camunda.bpm.engine.variable.value.SerializableValue;
import org.camunda.bpm.engine.variable.value.TypedValue;

/** Variables as forms know them: text, numbers, booleans, lists and maps of these. */
final class Plain {

    /** A value of a type that no form field takes: a date, a file, bytes, a serialised object. */
    record Foreign(String type) {
    }

    static final ObjectMapper JSON = JsonMapper.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();

    private static final Set<String> SIMPLE = Set.of("string", "boolean", "integer", "short", "long", "double", "null");

    private Plain() {
    }

    /** Never deserialises an object. */
    static Object of(TypedValue variable) {
        if (variable == null) {
            return null;
        }
        var type = variable.getType() == null ? "null" : variable.getType().getName();
        if (SIMPLE.contains(type)) {
            return variable.getValue();
        }
        if (type.equals("json") && variable instanceof SerializableValue json) {
            try {
                var text = json.getValueSerialized() == null && json.isDeserialized() && json.getValue() != null ? json.getValue().toString()
                    : json.getValueSerialized();
                return text == null ? null : JSON.readValue(text, Object.class);
            } catch (JsonProcessingException notJson) {
                return new Foreign("broken JSON");
            }
        }
        return new Foreign(type);
    }
}
