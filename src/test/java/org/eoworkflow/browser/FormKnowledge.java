package org.eoworkflow.browser;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.camunda.spin.Spin;
import org.eoworkflow.browser.FormFile.Part;

/** Invents the variables that a form shows, offers or asks about, from what its file says of them. */
final class FormKnowledge {

    private static final Pattern TAG = Pattern.compile("\\{\\{\\s*([#/]?)(loop|if|)\\s*([\\w.]*)\\s*}}");
    private static final Pattern COMPARED = Pattern.compile("([\\w.]+) (!?=) (?:\"([^\"]+)\"|(true|false))");
    private static final Pattern NONE_HIDES = Pattern.compile("([\\w.]+) = null");
    private static final Pattern SOME_HIDES = Pattern.compile("([\\w.]+) != null and|count\\(([\\w.]+)\\) > 0");
    private static final Pattern TRUE_HIDES = Pattern.compile("=(\\w+)");

    /** What the ledger and the rights on instances look at. */
    private static final Map<String, String> FIXED = Map.of("order", "every-form", "lead", "cisa", "office", "cisa", "agency", "cisa");

    private final FormFile form;
    private final Map<String, Object> base = FormFile.map();
    private final Map<String, Set<Object>> alternatives = new LinkedHashMap<>();

    FormKnowledge(FormFile form) {
        this.form = form;
        form.parts().forEach(this::know);
        form.parts().forEach(this::conditions);
    }

    List<Map<String, Object>> all() {
        int most = alternatives.values().stream().mapToInt(Set::size).max().orElse(1);
        return IntStream.range(0, most).mapToObj(this::variant).toList();
    }

    private Map<String, Object> variant(int number) {
        var known = FormFile.map();
        known.putAll(base);
        alternatives.forEach((name, values) -> {
            var value = List.copyOf(values).get(number % values.size());
            put(known, name, value);
        });
        var variables = FormFile.map();
        known.forEach((name, value) -> variables.put(name, value instanceof Map || value instanceof List ? Spin.JSON(value) : value));
        return variables;
    }

    private void know(Part part) {
        if (part.list() != null) {
            return;
        }
        for (var property : List.of("text", "label", "description")) {
            templates(part.json().path(property).asText());
        }
        if (part.json().has("valuesKey")) {
            put(base, part.json().path("valuesKey").asText(), options());
        }
        switch (part.type()) {
            case "table" -> table(part);
            case "dynamiclist" -> {
                form.in(part).stream().filter(column -> column.json().has("valuesKey"))
                    .forEach(column -> put(base, column.json().path("valuesKey").asText(), options()));
                if (!part.takesRows()) {
                    rows(part.key(), row -> form.in(part).stream().filter(Part::isReadonly).forEach(column -> row.put(column.key(), null)));
                }
            }
            default -> {
                if (part.isReadonly()) {
                    put(base, part.key(), part.type().equals("datetime") ? "2026-07-02" : shown(part.key()));
                }
            }
        }
    }

    private void table(Part table) {
        var source = table.json().path("dataSource").asText().substring(1);
        if (form.asksFor(source)) {
            return;
        }
        var columns = table.json().path("columnsExpression").asText();
        if (!columns.isEmpty()) {
            put(base, columns.substring(1), List.of(Map.of("key", "first", "label", "First column"), Map.of("key", "second", "label", "Second column")));
        }
        rows(source, row -> {
            table.json().path("columns").forEach(column -> row.put(column.path("key").asText(), null));
            if (!columns.isEmpty()) {
                row.putAll(Map.of("first", "first", "second", "second"));
            }
        });
    }

    /** Names in a text, those between loop tags being of the loop's rows. */
    private void templates(String text) {
        var loops = new ArrayDeque<String>();
        var tags = TAG.matcher(text);
        while (tags.find()) {
            var name = tags.group(3);
            if (tags.group(1).equals("/")) {
                loops.pop();
            } else if (tags.group(2).equals("loop")) {
                loops.push(name);
                rows(name, row -> { });
            } else if (!loops.isEmpty()) {
                rows(loops.peek(), row -> row.put(name, null));
            } else if (!form.asksFor(name.split("\\.")[0]) && find(name) == null) {
                put(base, name, shown(name));
            }
        }
    }

    private void conditions(Part part) {
        if (part.list() != null) {
            return;
        }
        var hide = part.hide();
        var compared = COMPARED.matcher(hide);
        while (compared.find()) {
            boolean hiddenUnlessEqual = compared.group(2).equals("!=");
            Object value = compared.group(3) != null ? compared.group(3) : Boolean.valueOf(compared.group(4));
            alternative(compared.group(1), hiddenUnlessEqual ? value : value instanceof Boolean yes ? !yes : "something else");
        }
        if (TRUE_HIDES.matcher(hide).matches()) {
            alternative(hide.substring(1), false);
            alternative(hide.substring(1), true);
        }
        NONE_HIDES.matcher(hide).results().map(found -> found.group(1)).forEach(name -> {
            if (!form.asksFor(name.split("\\.")[0]) && find(name) == null) {
                put(base, name, hide.contains("count(" + name) ? List.of(Map.of()) : shown(name));
            }
        });
        SOME_HIDES.matcher(hide).results().map(found -> found.group(1) == null ? found.group(2) : found.group(1)).forEach(name -> {
            if (!form.asksFor(name) && find(name) != null) {
                boolean withAnAnswer = form.parts().stream().anyMatch(other -> !other.key().isEmpty() && form.asksFor(other.key()) && hide.contains(other.key()));
                alternative(name, withAnAnswer ? List.of() : find(name));
                alternative(name, withAnAnswer ? find(name) : List.of());
            }
        });
    }

    private void alternative(String name, Object value) {
        if (!form.asksFor(name)) {
            alternatives.computeIfAbsent(name, key -> new LinkedHashSet<>()).add(value);
        }
    }

    /** Two rows of a list, with the cells that the filler names. */
    private void rows(String path, Consumer<Map<String, Object>> filler) {
        if (form.asksFor(path)) {
            return;
        }
        if (!(find(path) instanceof List<?>)) {
            put(base, path, new ArrayList<>(List.of(FormFile.map(), FormFile.map())));
        }
        int number = 0;
        for (var row : (List<?>) find(path)) {
            number++;
            @SuppressWarnings("unchecked") var cells = (Map<String, Object>) row;
            filler.accept(cells);
            for (var cell : cells.entrySet()) {
                if (cell.getValue() == null) {
                    cell.setValue(FormFile.isDateSomewhere(cell.getKey()) ? "2026-07-0" + number : words(cell.getKey()) + " of row " + number);
                }
            }
        }
    }

    private Object find(String path) {
        Object found = base;
        for (var step : path.split("\\.")) {
            found = found instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return found;
    }

    private static void put(Map<String, Object> variables, String path, Object value) {
        var steps = path.split("\\.");
        var place = variables;
        for (var step : Arrays.copyOf(steps, steps.length - 1)) {
            @SuppressWarnings("unchecked") var inner = (Map<String, Object>) place.computeIfAbsent(step, key -> FormFile.map());
            place = inner;
        }
        place.put(steps[steps.length - 1], value);
    }

    private static List<Map<String, String>> options() {
        return List.of(Map.of("label", "First of the offered", "value", "first"), Map.of("label", "Second of the offered", "value", "second"));
    }

    private static String shown(String name) {
        return FormFile.isDateSomewhere(name) ? "2026-07-02" : FIXED.getOrDefault(name, "Here stands the " + words(name));
    }

    private static String words(String name) {
        return name.replace('.', ' ').replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase();
    }
}
