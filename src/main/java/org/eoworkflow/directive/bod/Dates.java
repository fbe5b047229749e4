package org.eoworkflow.directive.bod;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Days as documents write them: {@code June 10, 2026}. */
final class Dates {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMMM d, yyyy", Locale.US);

    private Dates() {
    }

    static String text(LocalDate day) {
        return DAY.format(day);
    }
}
