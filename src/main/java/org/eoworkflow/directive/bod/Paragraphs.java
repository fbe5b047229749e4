package org.eoworkflow.directive.bod;

import java.util.List;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/**
 * Turns what people type into a text field into paragraphs and lists: an empty line begins a paragraph, lines that begin with
 * {@code - } or {@code 1. } are a list. Everything else is text: no markup of theirs passes.
 */
final class Paragraphs {

    private static final Pattern BULLET = Pattern.compile("^\\s*[-*•]\\s+");
    private static final Pattern NUMBER = Pattern.compile("^\\s*\\d{1,2}[.)]\\s+");

    private Paragraphs() {
    }

    static String html(String text) {
        var html = new StringBuilder();
        String open = null;
        for (String line : text.strip().lines().toList()) {
            String kind = line.isBlank() ? null : BULLET.matcher(line).find() ? "ul" : NUMBER.matcher(line).find() ? "ol" : "p";
            if (open != null && !open.equals(kind)) {
                html.append("</").append(open).append('>');
                open = null;
            }
            if (kind == null) {
                continue;
            }
            if (open == null) {
                html.append('<').append(kind).append('>');
            } else if (kind.equals("p")) {
                html.append("<br/>");
            }
            open = kind;
            html.append(kind.equals("p") ? escaped(line)
                : "<li>" + escaped((kind.equals("ul") ? BULLET : NUMBER).matcher(line).replaceFirst("")) + "</li>");
        }
        return open == null ? html.toString() : html.append("</").append(open).append('>').toString();
    }

    /** Names as a sentence has them: {@code A, B and C}. */
    static String sentence(List<String> names) {
        return names.size() < 2 ? String.join("", names)
            : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.get(names.size() - 1);
    }

    private static String escaped(String line) {
        return HtmlUtils.htmlEscape(line.strip(), "UTF-8");
    }
}
