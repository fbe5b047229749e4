package org.eoworkflow.security.spill;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One way in which classified content shows.
 *
 * @param name what the refused person reads
 * @param needs one of these is in the text without its blanks, hyphens and dots, or the pattern need not be tried; empty: it always is
 * @param unless not in lines in which this is found, or null
 * @param unlessNear of a line: nor if this is found in the lines around one of them, or null
 * @param unlessText nor in texts in which this is found, or null
 */
record SpillRule(String name, Where where, List<String> needs, Pattern pattern, Pattern unless, Pattern unlessNear, Pattern unlessText) {

    private static final String HEAD = "(?:(?m:^)|(?<=[\\t|\">])|(?<==')|(?<=[,;])(?=[(\\[]))[ \\t'(]*?(?:(?:[-*\u2022\u00b7\u25aa\u25cf\u25e6>#+]|\\(?\\d{1,3}(?:\\.\\d{1,3}){0,5}[.):]|\\d{1,3}(?:\\.\\d{1,3}){1,5}"
        + "|[A-Za-z][.)](?=\\s)|\\((?:[a-z]|[ivx]{1,4})\\))[ \\t]*){0,4}";
    private static final String SENTENCE = "(?:[.!?:;][\"')\\]]?|\\s-)\\s+";
    private static final List<String> SLASHES = List.of("//");
    private static final int AROUND = 100;
    private static final int LINES_AROUND = 3;
    private static final int LONGEST_LINE = 300;
    private static final Pattern ORNAMENT = Pattern.compile("^[\\s\\p{Punct}\u2022\u00b7]+|[\\s\\p{Punct}\u2022\u00b7]+$");

    /** Where in a text the pattern says something. */
    enum Where {
        ANYWHERE, HEAD, SENTENCE, LINE;

        /** The pattern as it is searched. */
        Pattern compile(String pattern) {
            return Pattern.compile(switch (this) {
                case HEAD -> SpillRule.HEAD + "(?:" + pattern + ")";
                case SENTENCE -> SpillRule.SENTENCE + "(?:" + pattern + ")";
                default -> pattern;
            });
        }
    }

    /** Whether a text shows it. @param whole a file, in which a single line says as much as one among others */
    boolean finds(Seen seen, boolean whole) {
        String quick = pattern.pattern().startsWith("(?i") ? seen.capitals() : seen.squeezed();
        if (!needs.isEmpty() && needs.stream().noneMatch(quick::contains)) {
            return false;
        }
        boolean found = where == Where.LINE ? findsLine(seen.text(), whole) : needs.equals(SLASHES) ? findsAroundSlashes(seen.text())
            : findsWithin(pattern.matcher(seen.text()), seen.text());
        return found && (unlessText == null || !unlessText.matcher(seen.text()).find());
    }

    /** Once through the text, however many slashes it has. */
    private boolean findsAroundSlashes(String text) {
        Matcher matcher = pattern.matcher(text).useTransparentBounds(true).useAnchoringBounds(false);
        int from = -1;
        int to = -1;
        for (int slash = text.indexOf('/'); slash >= 0; slash = text.indexOf('/', slash + 1)) {
            int next = slash + 1;
            while (next < text.length() && text.charAt(next) <= ' ') {
                next++;
            }
            if (next == text.length() || text.charAt(next) != '/') {
                continue;
            }
            if (from >= 0 && slash - AROUND > to && findsWithin(matcher.region(from, to), text)) {
                return true;
            }
            from = from < 0 || slash - AROUND > to ? Math.max(0, slash - AROUND) : from;
            to = Math.min(text.length(), next + AROUND);
        }
        return from >= 0 && findsWithin(matcher.region(from, to), text);
    }

    private boolean findsWithin(Matcher matcher, String text) {
        while (matcher.find()) {
            if (unless == null) {
                return true;
            }
            int start = text.lastIndexOf('\n', matcher.start()) + 1;
            int end = text.indexOf('\n', matcher.end());
            if (!unless.matcher(text).region(start, end < 0 ? text.length() : end).find()) {
                return true;
            }
        }
        return false;
    }

    private boolean findsLine(String text, boolean whole) {
        if (!whole && text.strip().indexOf('\n') < 0) {
            return false;
        }
        return text.lines().anyMatch(this::isLine) && (unlessNear == null || !saidAround(text.lines().filter(line -> !line.isBlank()).toList()));
    }

    private boolean isLine(String line) {
        return line.length() < LONGEST_LINE && pattern.matcher(ORNAMENT.matcher(line).replaceAll("")).matches() && (unless == null || !unless.matcher(line).find());
    }

    private boolean saidAround(List<String> lines) {
        return IntStream.range(0, lines.size()).filter(i -> isLine(lines.get(i))).anyMatch(i -> unlessNear.matcher(lines.subList(Math.max(0, i - LINES_AROUND),
            Math.min(lines.size(), i + LINES_AROUND + 1)).stream().map(line -> line.substring(0, Math.min(line.length(), LONGEST_LINE))).collect(Collectors.joining("\n"))).find());
    }
}
