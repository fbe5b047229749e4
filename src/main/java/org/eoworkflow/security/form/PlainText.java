package org.eoworkflow.security.form;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells text from what a browser, mail program or word processor might run. Ordinary angle brackets are text: {@code a < b}, {@code <10 days}. */
final class PlainText {

    /** Where a form sets no length of its own, in characters. */
    static final int LONGEST = 10_000;

    private static final String SCRIPT = "(javascript|vbscript|livescript)\\s*:";

    private static final List<Pattern> ACTIVE = patterns(
        // elements that run or load something by themselves
        "<\\s*/?\\s*(script|iframe|frame|frameset|object|embed|applet|svg|math|isindex)(?![a-z0-9])",
        // others that do so by an attribute; <link> alone is what people write as a place holder
        "<\\s*(link|meta|base|form|input|button|style|img|image|audio|video|source|template|portal|body|html)[\\s/]+[a-z-]+\\s*=",
        "<[a-z!/?][^>]{0,2000}?[\\s/\"'`]on[a-z]{2,30}\\s*=",
        "<[a-z](?:[^>\"']|\"[^\"]{0,200}\"|'[^']{0,200}'){0,300}?[\\s/\"'`]on[a-z]{2,30}\\s*=",
        "<[a-z][^>]{0,2000}?[\\s/\"'`](style|srcdoc|formaction)\\s*=",
        // links: in an attribute, in Markdown, alone
        "=\\s*[\"'`]?\\s*" + SCRIPT, "\\]\\s*\\(\\s*<?\\s*" + SCRIPT, "<\\s*" + SCRIPT, "^\\s*" + SCRIPT + "\\S", SCRIPT + "\\S+[(=\\[`]",
        "data\\s*:\\s*(text/html|image/svg|application/xhtml|text/xml)");

    private static final Pattern ENTITY = Pattern.compile("&#(x[0-9a-f]{1,6}|[0-9]{1,7});?|&(colon|tab|newline|lt|gt);?", Pattern.CASE_INSENSITIVE);
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\n\r\t]]");

    private PlainText() {
    }

    private static List<Pattern> patterns(String... expressions) {
        return Arrays.stream(expressions).map(expression -> Pattern.compile(expression, Pattern.CASE_INSENSITIVE)).toList();
    }

    /** Script, an event handler, or an element that loads or runs something, also if it is written in another way. */
    static boolean isActive(String text) {
        if (text.indexOf('<') < 0 && text.indexOf(':') < 0 && text.indexOf('&') < 0 && text.chars().allMatch(c -> c < 128)) {
            return false;
        }
        var visible = INVISIBLE.matcher(text).replaceAll("");
        return isActiveAsWritten(visible) || isActiveAsWritten(Normalizer.normalize(visible, Normalizer.Form.NFKC))
            || isActiveAsWritten(decoded(visible));
    }

    /** A character that no keyboard types: a control character other than line break and tab, or half a character. */
    static boolean hasControlCharacter(String text) {
        return text.codePoints().anyMatch(c -> switch (Character.getType(c)) {
            case Character.CONTROL -> c != '\n' && c != '\r' && c != '\t';
            case Character.SURROGATE -> true;
            default -> false;
        });
    }

    private static boolean isActiveAsWritten(String text) {
        return ACTIVE.stream().anyMatch(pattern -> pattern.matcher(text).find());
    }

    private static String decoded(String text) {
        var decoded = ENTITY.matcher(text).replaceAll(entity -> {
            var number = entity.group(1);
            if (number == null) {
                return switch (entity.group(2).toLowerCase(Locale.ROOT)) {
                    case "colon" -> ":";
                    case "lt" -> "<";
                    case "gt" -> ">";
                    default -> "";
                };
            }
            int code = number.charAt(0) == 'x' || number.charAt(0) == 'X' ? Integer.parseInt(number.substring(1), 16) : Integer.parseInt(number);
            return Character.isValidCodePoint(code) && code > 32 ? Matcher.quoteReplacement(Character.toString(code)) : "";
        });
        return decoded.replaceAll("(?i)j\\s*a\\s*v\\s*a\\s*s\\s*c\\s*r\\s*i\\s*p\\s*t\\s*:", "javascript:");
    }
}
