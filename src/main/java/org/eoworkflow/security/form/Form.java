package org.eoworkflow.security.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A Camunda Form as far as the server enforces it. */
record Form(String id, List<Field> fields) {

    /** @throws InvalidForm if something in it is not known here, or it is no Camunda Form at all */
    static Form read(InputStream json) throws IOException {
        JsonNode root;
        try {
            root = Plain.JSON.readTree(json);
        } catch (JsonProcessingException notJson) {
            throw new InvalidForm("it is no Camunda Form (JSON)");
        }
        if (!root.path("components").isArray()) {
            throw new InvalidForm("it has no components");
        }
        return new Form(root.path("id").asText(), Field.readAll(root.path("components")));
    }

    /** The process variables that the form fills in: the first step of each field's path. */
    Set<String> variables() {
        var names = new LinkedHashSet<String>();
        collect(fields, names);
        return names;
    }

    private static void collect(List<Field> fields, Set<String> names) {
        for (var field : fields) {
            if (field.path().isEmpty()) {
                collect(field.children(), names);
            } else {
                names.add(field.path().get(0));
            }
        }
    }

    /** Whether a caller's values have to be compared with the engine's. */
    boolean hasFixedValues() {
        return fields.stream().anyMatch(Field::hasFixedValues);
    }
}
