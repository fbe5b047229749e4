package org.eoworkflow.security.form;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Holds what a caller sent for read-only and disabled fields against what the engine has: such fields come back as they went out. */
final class FixedValues {

    private final Problems problems;

    FixedValues(Problems problems) {
        this.problems = problems;
    }

    /**
     * @param sent what the caller sent; names that are not in it are not looked at
     * @param known what the engine has now
     */
    void check(List<Field> fields, Map<String, Object> sent, Function<String, Object> known, Scope scope) {
        for (var field : fields) {
            if (field.path().isEmpty()) {
                check(field.children(), sent, known, scope);
            } else if (sent.containsKey(field.path().get(0)) && field.hasFixedValues()) {
                compare(field, scope.value(field.path()), value(known, field.path()), scope);
            }
        }
    }

    private void compare(Field field, Object sent, Object known, Scope scope) {
        switch (field.kind()) {
            case GROUP -> {
                var values = sent instanceof Map<?, ?> map ? FormCheck.object(map) : Map.<String, Object>of();
                var before = known instanceof Map<?, ?> map ? FormCheck.object(map) : Map.<String, Object>of();
                check(field.children(), values, before::get, scope.group(field, values));
            }
            case LIST -> rows(field, sent instanceof List<?> list ? list : List.of(), known instanceof List<?> list ? list : List.of(), scope);
            default -> {
                if ((field.disabled() || scope.isReadonly(field)) && !same(sent, known) && !(isEmpty(known) && same(sent, field.preset()))) {
                    problems.add(scope.place() + String.join(".", field.path()),
                        "%s'%s' is read-only and cannot be changed.".formatted(scope.words(), field.label()));
                }
            }
        }
    }

    private void rows(Field list, List<?> sent, List<?> known, Scope scope) {
        if (list.fixedRows() && sent.size() != known.size()) {
            problems.add(scope.place() + String.join(".", list.path()),
                "%s'%s' has %d rows; none can be added or taken away.".formatted(scope.words(), list.label(), known.size()));
            return;
        }
        List<Object> left = new ArrayList<>(known);
        for (int i = 0; i < sent.size() && !problems.isFull(); i++) {
            if (!(sent.get(i) instanceof Map<?, ?> cells)) {
                continue;
            }
            var row = FormCheck.object(cells);
            if (list.fixedRows() || i < known.size() && sent.size() == known.size()) {
                compareRow(list, row, known.get(i), scope.row(list, i, row), problems);
            } else if (!left.removeIf(new FirstOnly(before -> matches(list, row, before, scope))) && !matches(list, row, Map.of(), scope)) {
                compareRow(list, row, Map.of(), scope.row(list, i, row), problems);
            }
        }
    }

    /** Rows were added or taken away: a row is one that was there, with its fixed cells, or a new one with none. */
    private boolean matches(Field list, Map<String, Object> row, Object before, Scope scope) {
        var found = new Problems();
        compareRow(list, row, before, scope.row(list, 0, row), found);
        return found.isEmpty();
    }

    private static void compareRow(Field list, Map<String, Object> row, Object before, Scope scope, Problems problems) {
        var cells = before instanceof Map<?, ?> map ? FormCheck.object(map) : Map.<String, Object>of();
        var all = new HashMap<>(row);
        fixedNames(list.children()).forEach(name -> all.putIfAbsent(name, null));
        new FixedValues(problems).check(list.children(), all, cells::get, scope);
    }

    /** A fixed cell that is left out of a row is a change, too. */
    private static List<String> fixedNames(List<Field> fields) {
        return fields.stream().flatMap(field -> field.path().isEmpty() ? fixedNames(field.children()).stream()
            : field.hasFixedValues() ? Stream.of(field.path().get(0)) : Stream.empty()).toList();
    }

    private static Object value(Function<String, Object> known, List<String> path) {
        var value = known.apply(path.get(0));
        for (var step : path.subList(1, path.size())) {
            value = value instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return value;
    }

    /** As people see it: an empty text, an unticked box and nothing are the same, and a number in a text field is its digits. */
    private static boolean same(Object sent, Object known) {
        if (isEmpty(sent) && isEmpty(known) || FormCheck.same(sent, known)) {
            return true;
        }
        if (sent == null || known == null || sent instanceof Collection || known instanceof Collection || sent instanceof Map || known instanceof Map) {
            return false;
        }
        return Objects.equals(shown(sent), shown(known));
    }

    private static boolean isEmpty(Object value) {
        return value == null || "".equals(value) || Boolean.FALSE.equals(value) || value instanceof Collection<?> list && list.isEmpty();
    }

    private static String shown(Object value) {
        return value.toString().replaceAll("\\s+", " ").strip();
    }

    /** Removes one element at most. */
    private static final class FirstOnly implements Predicate<Object> {

        private final Predicate<Object> predicate;
        private boolean done;

        FirstOnly(Predicate<Object> predicate) {
            this.predicate = predicate;
        }

        @Override
        public boolean test(Object value) {
            return !done && (done = predicate.test(value));
        }
    }
}
