package org.eoworkflow.platform.yaml;

import java.io.StringReader;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A mapping of a YAML file, read key by key. What does not fit becomes a problem with its line, and reading goes on. */
public final class Section {

    /** An id and the line that names it. */
    public record Named(String id, int line) {
    }

    private final String file;
    private final String kind;
    private final int line;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Problems problems;

    /**
     * @param kind what the mapping is, for messages: {@code directive}
     * @param keys what may be in it; any key where there are none
     */
    public Section(String file, String kind, MappingNode node, Problems problems, String... keys) {
        this.file = file;
        this.kind = kind;
        this.line = line(node);
        this.problems = problems;
        Map<String, Node> first = new LinkedHashMap<>();
        for (NodeTuple entry : node.getValue()) {
            if (entry.getKeyNode() instanceof ScalarNode key && first.putIfAbsent(key.getValue(), key) == null) {
                values.put(key.getValue(), entry.getValueNode());
            }
        }
        // only now, because the messages name the section by its id
        for (NodeTuple entry : node.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                problem(line(entry.getKeyNode()), "has a key that is no text.");
            } else if (first.get(key.getValue()) != key) {
                problem(line(key), "has the key '%s' twice, first in line %d.".formatted(key.getValue(), line(first.get(key.getValue()))));
            } else if (keys.length > 0 && !Arrays.asList(keys).contains(key.getValue())) {
                problem(line(key), "has an unknown key '%s'.%s".formatted(key.getValue(),
                    Suggestion.didYouMean(key.getValue(), Arrays.asList(keys))));
            }
        }
    }

    /**
     * The text of a file as a section.
     *
     * @return null if it is no mapping of keys to values, of which the problems then say where and why
     */
    public static Section parse(String file, String kind, String text, Problems problems, String... keys) {
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            if (root instanceof MappingNode mapping) {
                return new Section(file, kind, mapping, problems, keys);
            }
            problems.add(file, 1, root == null ? "the file is empty." : "the file is no mapping of keys to values.");
        } catch (MarkedYAMLException e) {
            problems.add(file, e.getProblemMark().getLine() + 1, "is no valid YAML: " + e.getProblem() + ".");
        } catch (YAMLException e) {
            problems.add(file, 1, "is no valid YAML: " + e.getMessage().lines().findFirst().orElse("unreadable") + ".");
        }
        return null;
    }

    /** The line of a node, from 1. */
    public static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    public String file() {
        return file;
    }

    /** The line of a key's value, or of the whole section where the key is missing. */
    public int line(String key) {
        Node value = values.get(key);
        return value == null ? line : line(value);
    }

    /** The keys that are there, in their order. */
    public Set<String> keys() {
        return Collections.unmodifiableSet(values.keySet());
    }

    public boolean has(String key) {
        Node value = values.get(key);
        return value != null && !Tag.NULL.equals(value.getTag());
    }

    /** Adds a problem whose message begins with this section's name: {@code directive 'x' …}. */
    public void problem(int at, String message) {
        problems.add(file, at, name() + " " + message);
    }

    private String name() {
        for (String key : List.of("id", "order")) {
            if (values.get(key) instanceof ScalarNode id && !id.getValue().isEmpty()) {
                return "%s '%s'".formatted(kind, id.getValue());
            }
        }
        return kind;
    }

    /** A text, or null. */
    public String text(String key) {
        if (!has(key)) {
            return null;
        }
        Node value = values.get(key);
        if (value instanceof ScalarNode scalar && !Tag.BOOL.equals(scalar.getTag()) && !scalar.getValue().isBlank()) {
            return scalar.getValue().strip();
        }
        problem(line(value), "has a '%s' that is no text.%s".formatted(key,
            Tag.BOOL.equals(value.getTag()) ? " Put it in quotes." : ""));
        return null;
    }

    /** A text that must be there; the empty text where it is not, so that reading can go on. */
    public String required(String key) {
        if (!has(key)) {
            problem(line(key), "has no '%s'.".formatted(key));
            return "";
        }
        String text = text(key);
        return text == null ? "" : text;
    }

    /** An id in kebab case, fit for business keys and groups, that must be there. */
    public String id(String key, String example) {
        String id = required(key);
        if (!id.isEmpty() && !id.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            problem(line(key), "has an id of a wrong form. Write it like '%s'.".formatted(example));
        }
        return id;
    }

    public boolean flag(String key) {
        if (!has(key)) {
            return false;
        }
        if (values.get(key) instanceof ScalarNode scalar && Tag.BOOL.equals(scalar.getTag())) {
            return scalar.getValue().equalsIgnoreCase("true");
        }
        problem(line(key), "has a '%s' that is neither true nor false.".formatted(key));
        return false;
    }

    public LocalDate date(String key) {
        return parsed(key, LocalDate::parse, "a date such as 2026-06-02");
    }

    /** A period of at least one day. */
    public Period period(String key) {
        return parsed(key, text -> {
            Period period = Period.parse(text);
            if (period.isNegative() || period.isZero()) {
                throw new DateTimeException("no time at all");
            }
            return period;
        }, "a period such as P30D");
    }

    private <T> T parsed(String key, Function<String, T> parser, String expected) {
        String text = text(key);
        if (text == null) {
            return null;
        }
        try {
            return parser.apply(text);
        } catch (DateTimeException e) {
            problem(line(key), "has '%s: %s', which is not %s.".formatted(key, text, expected));
            return null;
        }
    }

    /** One of some words, or null. */
    public String oneOf(String key, List<String> words) {
        String text = text(key);
        if (text == null || words.contains(text)) {
            return text;
        }
        problem(line(key), "has '%s: %s', which is none of %s.%s".formatted(key, text, String.join(", ", words),
            Suggestion.didYouMean(text, words)));
        return null;
    }

    /** The entries of a list; nothing where there is none. */
    public List<Node> list(String key) {
        if (!has(key)) {
            return List.of();
        }
        if (values.get(key) instanceof SequenceNode list) {
            return list.getValue();
        }
        problem(line(key), "has a '%s' that is no list.".formatted(key));
        return List.of();
    }

    /** A single id with its line, or null. */
    public Named named(String key) {
        return has(key) && values.get(key) instanceof ScalarNode scalar ? new Named(scalar.getValue(), line(key)) : null;
    }

    /** The ids of a list, or a single id without one. */
    public List<Named> namesOrOne(String key) {
        Named one = named(key);
        return one == null ? names(key) : List.of(one);
    }

    /** The ids of a list; nothing where there is none. */
    public List<Named> names(String key) {
        List<Named> names = new ArrayList<>();
        for (Node entry : list(key)) {
            if (!(entry instanceof ScalarNode scalar)) {
                problem(line(entry), "has an entry in '%s' that is no id.".formatted(key));
            } else if (names.stream().anyMatch(name -> name.id().equals(scalar.getValue()))) {
                problem(line(entry), "names '%s' twice in '%s'.".formatted(scalar.getValue(), key));
            } else {
                names.add(new Named(scalar.getValue(), line(entry)));
            }
        }
        return names;
    }

    /** A mapping within this one, or null. */
    public Section section(String key, String... keys) {
        if (!has(key)) {
            return null;
        }
        if (values.get(key) instanceof MappingNode mapping) {
            return new Section(file, "'%s' of %s".formatted(key, name()), mapping, problems, keys);
        }
        problem(line(key), "has a '%s' that is no mapping of keys to values.".formatted(key));
        return null;
    }

    /** A mapping that is an entry of one of this one's lists. */
    public Section entry(String entryKind, MappingNode mapping, String... keys) {
        return new Section(file, entryKind, mapping, problems, keys);
    }

    /** A list of mappings. */
    public List<Section> sections(String key, String entryKind, String... keys) {
        List<Section> sections = new ArrayList<>();
        for (Node entry : list(key)) {
            if (entry instanceof MappingNode mapping) {
                sections.add(entry(entryKind, mapping, keys));
            } else {
                problem(line(entry), "has an entry in '%s' that is no mapping of keys to values.".formatted(key));
            }
        }
        return sections;
    }
}
