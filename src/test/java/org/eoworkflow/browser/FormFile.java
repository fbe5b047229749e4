package org.eoworkflow.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A form as its file says.
 *
 * @param parts all its components, those in groups and lists, too, in the order of the file
 */
record FormFile(String id, List<Part> parts) {

    private static final Set<String> DATES = dates();

    /** @param list the list whose rows it is in, or null */
    record Part(JsonNode json, Part list) {

        String id() {
            return json.path("id").asText();
        }

        String type() {
            return json.path("type").asText();
        }

        /** The name of its value, in a list that of its column; empty where it only shows something. */
        String key() {
            return json.path(type().equals("dynamiclist") ? "path" : "key").asText();
        }

        boolean isRequired() {
            return json.path("validate").path("required").asBoolean();
        }

        boolean isReadonly() {
            return json.path("readonly").asBoolean();
        }

        boolean takesRows() {
            return json.path("allowAddRemove").asBoolean();
        }

        String hide() {
            return json.path("conditional").path("hide").asText();
        }

        /** How people would name it. */
        String label() {
            return Stream.of("label", "dateLabel", "text", "id").map(name -> json.path(name).asText()).filter(text -> !text.isBlank()).findFirst().orElse("");
        }
    }

    static FormFile read(InputStream file) throws IOException {
        var json = new ObjectMapper().readTree(file);
        var parts = new ArrayList<Part>();
        collect(json.path("components"), null, parts);
        return new FormFile(json.path("id").asText(), List.copyOf(parts));
    }

    private static void collect(JsonNode components, Part list, List<Part> parts) {
        for (var component : components) {
            var part = new Part(component, list);
            parts.add(part);
            collect(component.path("components"), part.type().equals("dynamiclist") ? part : list, parts);
        }
    }

    Part part(String id) {
        return parts.stream().filter(part -> part.id().equals(id)).findFirst()
            .orElseThrow(() -> new AssertionError("forms/" + this.id + ".form has no component '" + id + "'"));
    }

    List<Part> in(Part list) {
        return parts.stream().filter(part -> part.list() == list).toList();
    }

    List<Part> lists() {
        return parts.stream().filter(part -> part.type().equals("dynamiclist")).toList();
    }

    /** Whether what is chosen here decides what else is shown. */
    boolean decides(Part part) {
        return parts.stream().anyMatch(other -> other.hide().matches(".*\\b" + part.key() + "\\b.*"));
    }

    /** Whether a person fills this variable in here. */
    boolean asksFor(String variable) {
        return parts.stream().anyMatch(part -> part.list() == null && part.key().equals(variable) && !part.isReadonly()
            && (!part.type().equals("dynamiclist") || part.takesRows()));
    }

    /** Whether people give a date by this name in some form, so that another that shows it gets a date, as {@code 2026-07-02}. */
    static boolean isDateSomewhere(String name) {
        return name.endsWith("On") || DATES.contains(name);
    }

    private static Set<String> dates() {
        try (var files = Files.list(Path.of("forms"))) {
            var dates = new HashSet<String>();
            for (var file : files.toList()) {
                try (var open = Files.newInputStream(file)) {
                    read(open).parts().stream().filter(part -> part.type().equals("datetime")).map(Part::key).forEach(dates::add);
                }
            }
            return dates;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a process may know, each time something else of what cannot be known at the same time. With all of them together everything is shown. */
    List<Map<String, Object>> knowledge() {
        return new FormKnowledge(this).all();
    }

    static Map<String, Object> map() {
        return new LinkedHashMap<>();
    }
}
