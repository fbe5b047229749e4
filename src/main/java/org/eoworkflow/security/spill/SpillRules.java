package org.eoworkflow.security.spill;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eoworkflow.platform.CannotStart;
import org.eoworkflow.platform.yaml.Problems;
import org.eoworkflow.platform.yaml.Section;
import org.eoworkflow.platform.yaml.Suggestion;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** The rules by which classified content is known: those of the product, and those that an agency adds in a file of its own. */
@Component
public class SpillRules {

    static final String OWN = "spill-rules.yaml";

    private static final String[] RULE = {"id", "name", "where", "needs", "pattern", "unless", "unless-near", "unless-text"};
    private static final Pattern LIST = Pattern.compile("\\{([a-z][a-z-]*)\\}");
    private static final List<String> WHERES = List.of("anywhere", "head", "sentence", "line");

    /** Long texts are looked at piece by piece, so that no memory is needed for all of it at once. */
    private static final int PIECE = 1_000_000;
    private static final int OVERLAP = 1_000;

    private final List<SpillRule> rules;

    @Autowired
    SpillRules(SpillSettings settings) throws IOException {
        this(settings.rules() == null || settings.rules().isBlank() ? List.of(own()) : List.of(own(), agencys(settings.rules().strip())));
    }

    /** A file of rules and its text. */
    record File(String name, String text) {
    }

    SpillRules(List<File> files) {
        rules = new Reader().read(files);
    }

    List<SpillRule> all() {
        return rules;
    }

    static File own() throws IOException {
        return new File(OWN, new ClassPathResource(OWN).getContentAsString(StandardCharsets.UTF_8));
    }

    private static File agencys(String path) {
        try {
            return new File(path, Files.readString(Path.of(path)));
        } catch (IOException e) {
            throw new CannotStart("eo.spill.rules names '%s', which cannot be read as a text in UTF-8. Name a file of rules, or leave the setting out."
                .formatted(path), e);
        }
    }

    /** The name of the first rule by which a text looks classified. */
    public Optional<String> broken(String text) {
        return broken(text, false);
    }

    /** @param whole a file, in which a single line says as much as one among others */
    Optional<String> broken(String text, boolean whole) {
        if (text == null || text.length() < 3) {
            return Optional.empty();
        }
        for (int from = 0; from < text.length(); from += PIECE) {
            var found = brokenIn(text.substring(from, Math.min(text.length(), from + PIECE + OVERLAP)), whole);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<String> brokenIn(String text, boolean whole) {
        for (Seen seen : Seen.in(text)) {
            for (SpillRule rule : rules) {
                if (finds(rule, seen, whole)) {
                    return Optional.of(rule.name());
                }
            }
        }
        return Optional.empty();
    }

    /** A pattern that loses itself in a text has not shown that the text is free of it. */
    private static boolean finds(SpillRule rule, Seen seen, boolean whole) {
        try {
            return rule.finds(seen, whole);
        } catch (StackOverflowError lost) {
            return true;
        }
    }

    /** Reads all files and tells everything that is wrong in them. */
    private static final class Reader {

        private final Problems problems = new Problems();
        private final Map<String, Set<String>> words = new LinkedHashMap<>();
        private final Map<String, String> ids = new LinkedHashMap<>();

        List<SpillRule> read(List<File> files) {
            List<Section> sections = files.stream().map(file -> Section.parse(file.name(), "the file", file.text(), problems, "words", "rules"))
                .filter(Objects::nonNull).toList();
            for (Section section : sections) {
                if (section.has("words") && section.section("words") != null) {
                    Section lists = section.section("words");
                    lists.keys().forEach(list -> lists.names(list).forEach(word -> words.computeIfAbsent(list, key -> new LinkedHashSet<>()).add(word.id())));
                }
            }
            List<SpillRule> rules = new ArrayList<>();
            for (Section section : sections) {
                section.sections("rules", "rule", RULE).forEach(rule -> rules.add(rule(rule)));
            }
            problems.throwIfAny(found -> new CannotStart(Problems.message(
                "The rules of the spill guard are wrong, so nothing was started. Mend the following and start again:", found)));
            return List.copyOf(rules);
        }

        private SpillRule rule(Section rule) {
            String id = rule.id("id", "own-codeword");
            String place = rule.file() + ":" + rule.line("id");
            String before = ids.putIfAbsent(id, place);
            if (!id.isEmpty() && before != null) {
                rule.problem(rule.line("id"), "is already defined in %s. Give it an id of its own.".formatted(before));
            }
            String name = rule.required("name");
            if (!name.matches("[A-Za-z0-9 ,'-]{0,60}")) {
                rule.problem(rule.line("name"), "has a name that is longer than 60 characters or has other characters than letters, digits, blanks, commas and hyphens.");
            }
            String where = rule.required("where").isEmpty() ? "anywhere" : rule.oneOf("where", WHERES);
            SpillRule.Where position = where != null && WHERES.contains(where) ? SpillRule.Where.valueOf(where.toUpperCase(Locale.ROOT)) : SpillRule.Where.ANYWHERE;
            List<String> needs = rule.names("needs").stream().flatMap(need -> words(need.id())).map(need -> need.replaceAll("[\\s.-]", "").toUpperCase(Locale.ROOT)).toList();
            Pattern pattern = pattern(rule, "pattern", rule.required("pattern"), position);
            if (pattern != null && pattern.matcher("").find()) {
                rule.problem(rule.line("pattern"), "has a pattern that every text has. Write what the mark looks like.");
            }
            if (rule.text("unless-near") != null && position != SpillRule.Where.LINE) {
                rule.problem(rule.line("unless-near"), "has an 'unless-near', which only a rule with 'where: line' may have. Write 'unless' or 'unless-text'.");
            }
            return new SpillRule(name, position, needs, pattern, pattern(rule, "unless", rule.text("unless"), SpillRule.Where.ANYWHERE),
                pattern(rule, "unless-near", rule.text("unless-near"), SpillRule.Where.ANYWHERE),
                pattern(rule, "unless-text", rule.text("unless-text"), SpillRule.Where.ANYWHERE));
        }

        /** The words of a list, or the word itself. */
        private Stream<String> words(String need) {
            Matcher list = LIST.matcher(need);
            return list.matches() && words.containsKey(list.group(1)) ? words.get(list.group(1)).stream() : Stream.of(need);
        }

        private Pattern pattern(Section rule, String key, String text, SpillRule.Where where) {
            if (text == null || text.isEmpty()) {
                return null;
            }
            Matcher lists = LIST.matcher(text);
            var pattern = new StringBuilder();
            while (lists.find()) {
                Set<String> list = words.get(lists.group(1));
                if (list == null || list.isEmpty()) {
                    rule.problem(rule.line(key), "names the list '%s' of words, which there is not.%s".formatted(lists.group(1),
                        Suggestion.didYouMean(lists.group(1), words.keySet())));
                    return null;
                }
                lists.appendReplacement(pattern, Matcher.quoteReplacement(oneOf(list)));
            }
            lists.appendTail(pattern);
            try {
                return where.compile(pattern.toString());
            } catch (PatternSyntaxException e) {
                rule.problem(rule.line(key), "has a '%s' that is no regular expression: %s.".formatted(key, e.getDescription().toLowerCase(Locale.ROOT)));
                return null;
            }
        }

        private static String oneOf(Set<String> words) {
            return words.stream().sorted(Comparator.comparingInt(String::length).reversed()).map(Reader::spelled).collect(Collectors.joining("|", "(?:", ")"));
        }

        /** The letters of a word, with a few blanks, a line break or a hyphenation in between. */
        private static String spelled(String word) {
            return Arrays.stream(word.split(" ")).map(part -> part.chars().mapToObj(c -> Pattern.quote(String.valueOf((char) c)))
                .collect(Collectors.joining("(?:[-.]?\\s{0,2})?"))).collect(Collectors.joining("[\\s_-]{0,3}"));
        }
    }
}
