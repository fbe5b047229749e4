package org.eoworkflow.security.spill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eoworkflow.platform.CannotStart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpillRulesTest {

    private static final Path CORPORA = Path.of("src", "test", "resources", "spill");
    private static final Pattern ESCAPE = Pattern.compile("\\\\\\\\|\\\\u([0-9a-f]{4})|\\\\t");

    @TempDir Path folder;

    private final SpillRules rules = rules();

    @Test
    void ofOrdinaryTextsAtMostOneInAHundredIsStopped() throws IOException {
        var texts = texts("plain.txt");
        assertThat(texts.size()).isGreaterThanOrEqualTo(300);
        assertThat(Stream.of("secret", "confidential", "top", "(s)").allMatch(word -> texts.stream().filter(text -> text.toLowerCase().contains(word)).count() >= 10))
            .as("words that a crude guard would stop").isTrue();
        var stopped = texts.stream().filter(text -> rules.broken(text).isPresent()).toList();
        assertThat(stopped).hasSizeLessThanOrEqualTo(texts.size() / 100);
    }

    @Test
    void ofMarkedTextsNoneIsMissed() throws IOException {
        var texts = texts("marked.txt");
        assertThat(texts.size()).isGreaterThanOrEqualTo(300);
        assertThat(texts.stream().filter(text -> rules.broken(text).isEmpty())).isEmpty();
    }

    /** The same within a longer text, where the mark keeps its line. */
    @Test
    void noneIsMissedInTheMiddleOfAFile() throws IOException {
        assertThat(texts("marked.txt").stream().filter(text -> rules.broken("Notes of the week\n\n" + text + "\n\nAll is well.\n", true).isEmpty())).isEmpty();
    }

    @Test
    void noTwoTextsOfTheCorporaAreTheSame() throws IOException {
        for (var corpus : List.of(texts("plain.txt"), texts("marked.txt"))) {
            assertThat(new HashSet<>(corpus)).hasSameSizeAs(corpus);
        }
    }

    @Test
    void whatTheProductItselfSaysPasses() throws IOException {
        for (var place : List.of("orders", "processes", "forms", "src/main/resources/templates", "docs/directives", "docs/staff.md")) {
            try (var files = Files.walk(Path.of(place))) {
                for (Path file : files.filter(f -> f.toString().matches(".*\\.(yaml|bpmn|dmn|form|html|md)")).toList()) {
                    assertThat(rules.broken(Files.readString(file), true)).as(file.toString()).isEmpty();
                }
            }
        }
    }

    /** A pattern that loses its way in a text looks at the same characters again and again. How long it takes is measured by SpillBench. */
    @ParameterizedTest
    @ValueSource(strings = {" ", "\n", "S", "(S", "/", "- ", "1.", "TOP ", "SECRET ", "SECRET/", "(C) ", "<", "%53", "\\", "&#83;", "classified by: x\n", "\t", "SECRET.", "S. ", "T.O.P. ", ",(", "<!--", "SECRET NOFOR ",
        "The agency(s) keep a trade secret, see https://example.gov/a//b (C) and size (S) of 5/7. "})
    void noTextHoldsItUp(String piece) {
        var text = piece.repeat(30_000 / piece.length());
        for (var seen : Stream.of(text, "SECRET" + text + "x").flatMap(whole -> Seen.in(whole).stream()).toList()) {
            for (var rule : rules.all()) {
                var looks = new Looks(rule.where() == SpillRule.Where.LINE ? seen.text().substring(0, Math.min(300, seen.text().length())) : seen.text());
                assertThatCode(() -> rule.pattern().matcher(looks).results().count()).as(rule.name()).doesNotThrowAnyException();
                for (var unless : Stream.of(rule.unlessNear(), rule.unlessText()).filter(Objects::nonNull).toList()) {
                    assertThatCode(() -> unless.matcher(new Looks(looks.text)).find()).as(rule.name() + ", unless").doesNotThrowAnyException();
                }
            }
        }
    }

    /** A text that counts how often it is looked at, and ends that when it is too often. */
    private static final class Looks implements CharSequence {

        private static final int MOST = 2_000;

        private final String text;
        private long taken;

        Looks(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++taken > (long) MOST * text.length()) {
                throw new AssertionError("each character is looked at more than " + MOST + " times");
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }
    }

    @ParameterizedTest
    @CsvSource({"'(S) The mill.', portion mark", "'SECRET//NOFORN', classification banner", "'Declassify On: 2051', classification authority block"})
    void theRuleIsNamed(String text, String rule) {
        assertThat(rules.broken(text)).contains(rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "S", "//", "\n", "SECRET", "CONFIDENTIAL", "TOP SECRET"})
    void aWordWithoutATextIsNoContent(String text) {
        assertThat(rules.broken(text)).isEmpty();
        assertThat(rules.broken(null)).isEmpty();
    }

    /** What a text is about says nothing of whose the mark above it is. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "CONFIDENTIAL¶Blue Pond, Inc.¶The pumps|false", "CONFIDENTIAL¶The pumps of the company|true", "CONFIDENTIAL¶a¶b¶Blue Pond, Inc.|false",
        "CONFIDENTIAL¶a¶b¶c¶Blue Pond, Inc.|true", "Blue Pond, Inc.¶CONFIDENTIAL¶a¶b¶c¶d¶CONFIDENTIAL|false", "CONFIDENTIAL¶(U) Blue Pond, Inc.|true",
        "CONFIDENTIAL¶Price list|false", "CONFIDENTIAL¶The price list is long.|true", "SECRET¶Blue Pond, Inc.|true"})
    void aLineIsOfACompanyOnlyByTheLinesAroundIt(String text, boolean marked) {
        assertThat(rules.broken(text.replace('¶', '\n')).isPresent()).isEqualTo(marked);
    }

    // --- an agency's own file

    @Test
    void anAgencyAddsWordsAndRules() throws IOException {
        var file = Files.writeString(folder.resolve("own.yaml"), """
            words:
              control: [BLUE LANTERN]
              own: [GREEN LANTERN]
            rules:
              - { id: own-codeword, name: codeword of the agency, where: anywhere, needs: [LANTERN], pattern: '{own}' }
            """);
        var extended = new SpillRules(new SpillSettings("x@eo.example", file.toString(), null));
        assertThat(extended.broken("secret//blue lantern")).contains("classification banner");
        assertThat(extended.broken("The plan GREEN LANTERN begins.")).contains("codeword of the agency");
        assertThat(extended.broken("SECRET//NOFORN")).isPresent();
        assertThat(rules.broken("The plan GREEN LANTERN begins.")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "rules:\\n  - { id: a, name: b, where: anywhere, pattern: '(' }|own.yaml:2: rule 'a' has a 'pattern' that is no regular expression: unclosed group.",
        "rules:\\n  - id: a\\n    name: b\\n    where: anywhere\\n    pattern: '{levl}'|own.yaml:5: rule 'a' names the list 'levl' of words, which there is not. Did you mean 'level'?",
        "rules:\\n  - { id: a, name: b, where: everywhere, pattern: 'x' }|own.yaml:2: rule 'a' has 'where: everywhere', which is none of anywhere, head, sentence, line.",
        "rules:\\n  - { id: a, name: b, where: anywhere }|own.yaml:2: rule 'a' has no 'pattern'.",
        "rules:\\n  - { id: a, where: anywhere, pattern: x }|own.yaml:2: rule 'a' has no 'name'.",
        "rules:\\n  - { id: a, name: b, pattern: x }|own.yaml:2: rule 'a' has no 'where'.",
        "rules:\\n  - { id: banner, name: b, where: line, pattern: x }|own.yaml:2: rule 'banner' is already defined in spill-rules.yaml:",
        "rules:\\n  - { id: a, name: 'b<i>', where: line, pattern: x }|own.yaml:2: rule 'a' has a name that is longer",
        "rules:\\n  - { id: a, name: b, where: anywhere, pattern: 'x*' }|own.yaml:2: rule 'a' has a pattern that every text has.",
        "rules:\\n  - { id: a, name: b, where: head, pattern: x, unless-near: y }|own.yaml:2: rule 'a' has an 'unless-near', which only a rule with 'where: line' may have.",
        "rules:\\n  - { id: a, name: b, where: anywhere, patern: x, pattern: x }|rule 'a' has an unknown key 'patern'. Did you mean 'pattern'?",
        "rules: [a]|own.yaml:1: the file has an entry in 'rules' that is no mapping of keys to values.",
        "rule: []|own.yaml:1: the file has an unknown key 'rule'. Did you mean 'rules'?",
        "words: [a]|own.yaml:1: the file has a 'words' that is no mapping of keys to values.",
        "\\tx: y|own.yaml:1: is no valid YAML"})
    void aBadFileStopsTheStartWithFileLineAndFault(String text, String message) throws IOException {
        var file = Files.writeString(folder.resolve("own.yaml"), text.replace("\\n", "\n").replace("\\t", "\t"));
        assertThatThrownBy(() -> new SpillRules(new SpillSettings("x@eo.example", file.toString(), null))).isInstanceOf(CannotStart.class)
            .hasMessageStartingWith("The rules of the spill guard are wrong, so nothing was started.").hasMessageContaining(message);
    }

    @Test
    void aFileThatIsNotThereStopsTheStart() {
        assertThatThrownBy(() -> new SpillRules(new SpillSettings("x@eo.example", folder.resolve("none.yaml").toString(), null)))
            .isInstanceOf(CannotStart.class).hasMessageContaining("eo.spill.rules names '").hasMessageContaining("none.yaml");
    }

    private static SpillRules rules() {
        try {
            return new SpillRules(List.of(SpillRules.own()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<String> texts(String corpus) throws IOException {
        return Files.readAllLines(CORPORA.resolve(corpus)).stream().filter(line -> !line.startsWith("# ") && !line.isEmpty()).map(SpillRulesTest::text).toList();
    }

    private static String text(String line) {
        return ESCAPE.matcher(line).replaceAll(found -> Matcher.quoteReplacement(found.group().equals("\\\\") ? "\\" : found.group().equals("\\t") ? "\t"
            : String.valueOf((char) Integer.parseInt(found.group(1), 16)))).replace('¶', '\n');
    }
}
