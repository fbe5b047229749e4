package org.eoworkflow.directive.bod;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Number of a directive, such as {@code BOD 26-04}.
 *
 * @param kind {@code BOD}, or {@code ED} for an emergency directive
 * @param year the last two digits of the federal fiscal year
 * @param place its place in that year
 */
record DirectiveNumber(String kind, int year, int place) {

    static final String BINDING = "BOD";

    private static final Pattern FORM = Pattern.compile("(BOD|ED)[ -](\\d{2})-(\\d{2})");

    /** Reads {@code BOD 26-04}, or {@code bod-26-04} as addresses have it. */
    static Optional<DirectiveNumber> read(String text) {
        var matcher = FORM.matcher(text == null ? "" : text.strip().toUpperCase(Locale.ROOT));
        return matcher.matches() && !matcher.group(3).equals("00")
            ? Optional.of(new DirectiveNumber(matcher.group(1), Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3))))
            : Optional.empty();
    }

    /** Last two digits of the federal fiscal year of this day; it begins on October 1. */
    static int fiscalYear(LocalDate day) {
        return day.plusMonths(3).getYear() % 100;
    }

    /** As addresses and file names have it: {@code bod-26-04}. */
    String slug() {
        return toString().toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    /** As people write it: {@code BOD 26-04}. */
    @Override
    public String toString() {
        return "%s %02d-%02d".formatted(kind, year, place);
    }
}
