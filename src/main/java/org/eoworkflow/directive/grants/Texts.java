package org.eoworkflow.directive.grants;

/** Published texts as they are kept: without control characters, which no document holds, and no longer than anybody reads. */
final class Texts {

    private static final int LINE = 300;
    private static final int PURPOSE = 20_000;

    private Texts() {
    }

    static String clean(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cs}\\uFFFE\\uFFFF&&[^\\n\\t]]", " ").strip();
    }

    static String line(String text) {
        return limited(text.replaceAll("\\s+", " "), LINE);
    }

    static String purpose(String... texts) {
        return limited(String.join("\n", texts).strip(), PURPOSE);
    }

    private static String limited(String text, int length) {
        return text.length() <= length ? text : text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }
}
