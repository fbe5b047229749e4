package org.eoworkflow.security.form;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/** Numbers, dates, times and addresses as forms write them. */
final class Checks {

    private static final Pattern EMAIL = Pattern.compile("[^\\s@<>\"(),:;\\[\\]\\\\]{1,64}@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+");
    private static final Pattern PHONE = Pattern.compile("(\\+|00)[0-9]{6,20}");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern TIME = Pattern.compile("([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(Z|[+-][0-9]{2}:[0-9]{2})?");

    private Checks() {
    }

    /** A number as it is written, or null. */
    static BigDecimal number(Object value) {
        try {
            return value instanceof Number || value instanceof String ? new BigDecimal(value.toString()) : null;
        } catch (NumberFormatException notFinite) {
            return null;
        }
    }

    /** The date that a text names, or null; 31 February is none. */
    static LocalDate date(String text) {
        try {
            return DATE.matcher(text).matches() ? LocalDate.parse(text) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    static boolean isTime(String text, String format) {
        var parts = TIME.matcher(text);
        if (!parts.matches()) {
            return false;
        }
        try {
            LocalTime.parse(parts.group(1));
            if (parts.group(2) != null) {
                ZoneOffset.of(parts.group(2));
            }
        } catch (DateTimeException e) {
            return false;
        }
        return format.equals("no_timezone") == (parts.group(2) == null);
    }

    static boolean isEmail(String text) {
        return text.length() <= 254 && EMAIL.matcher(text).matches();
    }

    static boolean isPhone(String text) {
        return PHONE.matcher(text).matches();
    }
}
