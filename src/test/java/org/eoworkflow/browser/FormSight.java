package org.eoworkflow.browser;

import com.microsoft.playwright.Page;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eoworkflow.browser.FormFile.Part;

/** What somebody sees of a form over all that happens to it: which parts were shown at some moment, and what should not be shown to people. */
final class FormSight {

    private static final Pattern RAW = Pattern.compile("\\{\\{|}}|\\[object|\\bnull\\b|\\bundefined\\b|\\bNaN\\b|⚠|No results|(?<!for example )\\b\\d{4}-\\d{2}-\\d{2}\\b");
    private static final String SHOWN = """
        () => {
          const form = document.querySelector('.fjs-form');
          return { text: form.innerText, ids: [...form.querySelectorAll('[id^=fjs-form-]')].map(element => element.id) };
        }""";

    private final Page page;
    private final FormFile form;
    private final Set<Part> unseen;
    private final Set<String> raw = new TreeSet<>();

    FormSight(Page page, FormFile form) {
        this.page = page;
        this.form = form;
        unseen = new LinkedHashSet<>(form.parts());
    }

    void look() {
        var shown = (Map<?, ?>) page.evaluate(SHOWN);
        var text = ((String) shown.get("text")).replaceAll("\\s+", " ");
        RAW.matcher(text).results().forEach(found -> raw.add(text.substring(Math.max(0, found.start() - 40), Math.min(text.length(), found.end() + 20))));
        unseen.removeIf(part -> part.key().isEmpty() ? text.contains(literal(part))
            : ((List<?>) shown.get("ids")).stream().anyMatch(id -> ((String) id).matches("fjs-form-\\w+?-" + part.id() + "([_-].*)?")));
    }

    /** The longest run of a text that the form says itself. */
    private static String literal(Part part) {
        return Stream.of(part.label().split("\\{\\{[^}]*}}|[*#_`|\\n]|\\[|]")).map(run -> run.replaceAll("\\s+", " ").strip())
            .max(Comparator.comparing(String::length)).orElse("");
    }

    /** What the person must never have seen, and what nobody ever sees. */
    List<String> complaints() {
        return Stream.concat(raw.stream().map(text -> "shows '" + text + "'"),
            unseen.stream().map(part -> "'%s' (%s) is never shown".formatted(part.label(), part.id()))).toList();
    }
}
