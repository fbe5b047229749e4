package org.eoworkflow.security.form;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Where in a form we are: at its top, or in a row of a list.
 *
 * @param words how the place is named in a message, e.g. {@code 'Milestones' row 2: }; empty at the top
 * @param place how it is named in the error's field, e.g. {@code milestones[1].}; empty at the top
 * @param values the values here by their first step
 * @param variables all that expressions may ask for
 * @param row the row's value, or null at the top
 */
record Scope(String words, String place, Function<String, Object> values, Function<String, Object> variables, Object row, Scope parent, int index) {

    static Scope top(Function<String, Object> variables) {
        return new Scope("", "", variables, variables, null, null, 0);
    }

    Scope row(Field list, int index, Map<String, Object> row) {
        var before = words.isEmpty() ? "" : words.substring(0, words.length() - 2) + ", ";
        return new Scope("%s'%s' row %d: ".formatted(before, list.label(), index + 1), place + String.join(".", list.path()) + "[" + index + "].",
            row::get, variables, row, this, index);
    }

    Scope group(Field group, Map<String, Object> values) {
        return new Scope(words, place + String.join(".", group.path()) + ".", values::get, variables, row, parent, index);
    }

    Object value(List<String> path) {
        var value = values.apply(path.get(0));
        for (var step : path.subList(1, path.size())) {
            value = value instanceof Map<?, ?> map ? map.get(step) : value instanceof Plain.Foreign ? value : null;
        }
        return value;
    }

    /** A name in an expression; a variable wins over {@code this}, {@code parent} and {@code i}, as in the browser. */
    Object name(String name) {
        var variable = variables.apply(name);
        return variable != null ? variable instanceof Plain.Foreign ? null : variable : switch (name) {
            case "this", "_this_" -> row;
            case "parent", "_parent_" -> parent == null ? null : parent.row();
            case "i", "_i_" -> parent == null ? null : parent.parent() == null ? List.of(index + 1) : List.of(parent.index() + 1, index + 1);
            default -> null;
        };
    }

    boolean isHidden(Field field) {
        return field.hide() != null && Boolean.TRUE.equals(field.hide().evaluate(this::name));
    }

    boolean isReadonly(Field field) {
        return field.readonly() instanceof Feel feel ? Boolean.TRUE.equals(feel.evaluate(this::name)) : Boolean.TRUE.equals(field.readonly());
    }

    /** A limit that may be an expression, or null. */
    BigDecimal limit(Object literalOrFeel) {
        return literalOrFeel instanceof Feel feel ? Checks.number(feel.evaluate(this::name)) : (BigDecimal) literalOrFeel;
    }
}
