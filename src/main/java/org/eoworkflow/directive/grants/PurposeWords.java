package org.eoworkflow.directive.grants;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words and phrases that are searched in what a program is for: whole words, whatever their case. */
record PurposeWords(List<Pattern> patterns) {

    /** One word or phrase a line, or between commas. */
    static PurposeWords of(String text) {
        return new PurposeWords(Arrays.stream(text.split("[\\n,;]")).map(String::strip).filter(word -> !word.isEmpty())
            .map(word -> word.toLowerCase(Locale.ROOT)).distinct()
            .map(word -> Pattern.compile("(?<![\\p{L}\\p{N}])" + Arrays.stream(word.split("\\s+")).map(Pattern::quote)
                .collect(Collectors.joining("[\\s-]+")) + "(?![\\p{L}\\p{N}])", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)).toList());
    }

    boolean isEmpty() {
        return patterns.isEmpty();
    }

    /** How many of them a text has. */
    int in(String text) {
        return (int) patterns.stream().filter(pattern -> pattern.matcher(text).find()).count();
    }
}
