package org.eoworkflow.security.spill;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/**
 * A text as its reader sees it, whatever its letters are made of.
 *
 * @param text without invisible characters, in plain letters, lines ended by {@code \n}
 * @param squeezed the same without blanks, hyphens and dots, for a quick look
 * @param capitals that in capitals
 */
record Seen(String text, String squeezed, String capitals) {

    private static final int MOST_DECODINGS = 3;

    /** Letters of other scripts, and signs, that look like those of a mark. */
    private static final Map<Integer, Character> ALIKE = alike(
        "АВСЕНІЈКМОРЅТХҮΑΒΕΖΗΙΚΜΝΟΡΤΥΧꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑꓣꓢꓔꓴꓦꓪꓫꓬꓮᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢаеорсухіѕјктмвн∕⁄⧸╱⟋⫽‐‑‒–—―−“”„«»‘’",
        "ABCEHIJKMOPSTXYABEZHIKMNOPTYXBCDEFGHIJKLMNOPRSTUVWXYAABCDEFGHIJKLMNOPRSTUVWYZaeopcyxisjktmbh//////-------\"\"\"\"\"''");
    private static final int[] FRAMED = {0x1F150, 0x1F170, 0x1F1E6};
    private static final Map<String, String> NAMED = Map.ofEntries(Map.entry("&sol;", "/"), Map.entry("&bsol;", "\\"), Map.entry("&lpar;", "("), Map.entry("&rpar;", ")"),
        Map.entry("&lsqb;", "["), Map.entry("&lbrack;", "["), Map.entry("&rsqb;", "]"), Map.entry("&rbrack;", "]"), Map.entry("&NewLine;", "\n"), Map.entry("&Tab;", "\t"),
        Map.entry("&apos;", "'"), Map.entry("&ZeroWidthSpace;", ""), Map.entry("&NoBreak;", ""), Map.entry("&NonBreakingSpace;", " "));
    private static final Pattern ESCAPE = Pattern.compile("(?:(?<!\\\\)\\\\{1,8}+|%(?=u))(?:u\\+?([0-9A-Fa-f]{4})|u\\+?\\{([0-9A-Fa-f]{1,6})\\}|x([0-9A-Fa-f]{2}))");
    private static final Pattern OPEN_REFERENCE = Pattern.compile("&#([xX]?[0-9A-Fa-f]{1,6})(?![0-9A-Fa-f;])");
    private static final Pattern PERCENT = Pattern.compile("(?:%[0-9A-Fa-f]{2})+");
    /** As in mails. */
    private static final Pattern QUOTED = Pattern.compile("(?:=[0-9A-F]{2})+");
    private static final Pattern SOFT_BREAK = Pattern.compile("=[ \\t]{0,2}\\n{1,2}");
    private static final Pattern BACKWARDS = Pattern.compile("\u202e([^\u202c\u2069\n]{3,2000})");
    private static final Pattern TAG = Pattern.compile("<[A-Za-z/!?][^<>]{0,2000}>");
    private static final Pattern LITERAL = Pattern.compile("<!\\[CDATA\\[|\\]\\]>");
    private static final Pattern COMMENT = Pattern.compile("<!--|-->");
    private static final Pattern MARKDOWN = Pattern.compile("\\*{1,3}|_{2,3}|`|~~");

    /** Every way to read a text; mostly there is one. */
    static List<Seen> in(String raw) {
        List<String> readings = new ArrayList<>();
        String text = plain(raw);
        add(readings, text);
        if (raw.indexOf('\u202e') >= 0) {
            add(readings, plain(BACKWARDS.matcher(raw).replaceAll(run -> Matcher.quoteReplacement(new StringBuilder(run.group(1)).reverse().toString()))));
        }
        for (int i = 0; i < MOST_DECODINGS; i++) {
            String decoded = plain(decoded(text));
            if (decoded.equals(text)) {
                break;
            }
            add(readings, decoded);
            text = decoded;
        }
        for (String reading : List.copyOf(readings)) {
            String open = reading.indexOf('<') < 0 ? reading : LITERAL.matcher(reading).replaceAll("");
            if (open.indexOf('<') >= 0 && TAG.matcher(open).find()) {
                add(readings, TAG.matcher(open).replaceAll(""));
                add(readings, TAG.matcher(COMMENT.matcher(open).replaceAll("\n")).replaceAll("\n"));
            } else {
                add(readings, open);
            }
            if (MARKDOWN.matcher(reading).find()) {
                add(readings, MARKDOWN.matcher(reading).replaceAll(""));
            }
        }
        return readings.stream().map(Seen::squeezed).toList();
    }

    private static void add(List<String> readings, String text) {
        if (!readings.contains(text)) {
            readings.add(text);
        }
    }

    private static String plain(String raw) {
        int i = 0;
        while (i < raw.length() && isPlain(raw.charAt(i))) {
            i++;
        }
        if (i == raw.length()) {
            return narrowed(raw);
        }
        var text = new StringBuilder(raw.length());
        Normalizer.normalize(raw, Normalizer.Form.NFKD).codePoints().forEach(c -> {
            int type = Character.getType(c);
            if (c == '\r' || c == 0x0B || c == 0x0C || c == 0x85 || c == 0x2028 || c == 0x2029 || c < ' ' && c != '\t' || c == 0x7F) {
                text.append('\n');
            } else if (type == Character.SPACE_SEPARATOR || c == 0x2800) {
                text.append(' ');
            } else if (type != Character.FORMAT && type != Character.NON_SPACING_MARK && type != Character.ENCLOSING_MARK && c != 0x115F && c != 0x1160) {
                Character known = c < 0x80 ? null : ALIKE.get(c);
                text.appendCodePoint(known == null ? framed(c) : known);
            }
        });
        return narrowed(text.toString());
    }

    /** The letter in a black circle, a black square or a flag. */
    private static int framed(int c) {
        for (int a : FRAMED) {
            if (c >= a && c < a + 26) {
                return 'A' + c - a;
            }
        }
        return c;
    }

    /** No run of blanks is so long that a pattern loses its way in it. */
    private static String narrowed(String text) {
        StringBuilder narrow = null;
        int blanks = 0;
        int lines = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean blank = c <= ' ';
            blanks = blank ? blanks + 1 : 0;
            lines = !blank ? 0 : c == '\n' ? lines + 1 : lines;
            if (blanks == 3 && narrow == null) {
                narrow = new StringBuilder(text.length()).append(text, 0, i);
            }
            if (narrow == null) {
                continue;
            }
            if (blanks > 2) {
                narrow.setLength(narrow.length() - (blanks == 3 ? 2 : 1));
                narrow.append(lines > 0 ? "\n" : c == '\t' || narrow.length() > 0 && text.charAt(i - 1) == '\t' ? "\t" : " ");
            } else {
                narrow.append(c);
            }
        }
        return narrow == null ? text : narrow.toString();
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c < 0x7F || c == '\n' || c == '\t';
    }

    private static String decoded(String text) {
        String result = text;
        if (result.indexOf('\\') >= 0 || result.contains("%u")) {
            result = ESCAPE.matcher(result).replaceAll(escape -> Matcher.quoteReplacement(letter(escape)));
            result = result.replace("\\/", "/").replace("\\n", "\n").replace("\\r", "\n").replace("\\t", "\t");
        }
        if (result.indexOf('&') >= 0) {
            result = HtmlUtils.htmlUnescape(OPEN_REFERENCE.matcher(result).replaceAll("&#$1;"));
            for (var name : NAMED.entrySet()) {
                result = result.replace(name.getKey(), name.getValue());
            }
        }
        if (result.indexOf('%') >= 0) {
            result = PERCENT.matcher(result).replaceAll(run -> Matcher.quoteReplacement(bytes(run.group())));
        }
        if (result.indexOf('=') >= 0) {
            result = QUOTED.matcher(SOFT_BREAK.matcher(result).replaceAll("")).replaceAll(run -> Matcher.quoteReplacement(bytes(run.group())));
        }
        return result;
    }

    private static String letter(MatchResult escape) {
        int point = Integer.parseInt(escape.group(1) != null ? escape.group(1) : escape.group(2) != null ? escape.group(2) : escape.group(3), 16);
        return Character.isValidCodePoint(point) ? Character.toString(point) : escape.group();
    }

    private static String bytes(String percents) {
        byte[] bytes = new byte[percents.length() / 3];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(percents, 3 * i + 1, 3 * i + 3, 16);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Seen squeezed(String text) {
        char[] squeezed = new char[text.length()];
        char[] capitals = new char[text.length()];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > ' ' && c != '-' && c != '.') {
                squeezed[length] = c;
                capitals[length++] = c >= 'a' && c <= 'z' ? (char) (c - 32) : c;
            }
        }
        return new Seen(text, new String(squeezed, 0, length), new String(capitals, 0, length));
    }

    private static Map<Integer, Character> alike(String from, String to) {
        int[] points = from.codePoints().toArray();
        if (points.length != to.length()) {
            throw new IllegalStateException("%d and %d".formatted(points.length, to.length()));
        }
        var map = new HashMap<Integer, Character>();
        for (int i = 0; i < points.length; i++) {
            map.put(points[i], to.charAt(i));
        }
        return map;
    }
}
