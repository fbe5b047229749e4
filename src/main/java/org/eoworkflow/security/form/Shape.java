package org.eoworkflow.security.form;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which keys the objects behind a form may have, whether its fields are shown or not. */
record Shape(Map<String, Shape> keys) {

    static Shape of(List<Field> fields) {
        var shape = new Shape(new LinkedHashMap<>());
        fields.forEach(shape::add);
        return shape;
    }

    private void add(Field field) {
        var place = this;
        for (var step : field.path()) {
            place = place.keys.computeIfAbsent(step, key -> new Shape(new LinkedHashMap<>()));
        }
        // a list's rows are looked at one by one, each with the shape of the list's own fields
        if (field.kind() == Field.Kind.GROUP) {
            field.children().forEach(place::add);
        }
    }

    /** Names every key of the object that no field has. */
    void check(Map<String, Object> object, Scope scope, Problems problems) {
        object.forEach((key, value) -> {
            var shape = keys.get(key);
            if (shape == null) {
                problems.add(scope.place() + FormCheck.named(key), "%s'%s' is no field of this form.".formatted(scope.words(), FormCheck.named(key)));
            } else if (!shape.keys.isEmpty() && value instanceof Map<?, ?> inner) {
                shape.check(FormCheck.object(inner), scope, problems);
            }
        });
    }

    /** The same for the objects among a form's variables. */
    void checkWithin(Scope scope, Problems problems) {
        keys.forEach((key, shape) -> {
            if (!shape.keys.isEmpty() && scope.values().apply(key) instanceof Map<?, ?> inner) {
                shape.check(FormCheck.object(inner), scope, problems);
            }
        });
    }
}
