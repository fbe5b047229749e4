package org.eoworkflow.directive.grants;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eoworkflow.platform.Refusal;

/** Amounts in US dollars as people write them: not negative, at most two decimals. */
final class Dollars {

    private static final Pattern UNIT = Pattern.compile("(?i)^(US\\s?\\$|USD|\\$)\\s*|\\s*(USD|US\\s?\\$|\\$)$");
    private static final Pattern AMOUNT = Pattern.compile("(?:[0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,4})(?:\\.[0-9]+)?");

    private Dollars() {
    }

    /**
     * @param field that the refusal names
     * @param where how the refusal names the place, e.g. "Line 2: what is available"
     */
    static BigDecimal of(String field, String where, String text) {
        String amount = UNIT.matcher(UNIT.matcher(text.strip()).replaceFirst("")).replaceFirst("").strip();
        if (amount.isEmpty()) {
            throw Refusal.invalid(field, where + " is missing. Give an amount in US dollars, 0 if there is none.");
        }
        if (amount.matches("[-\u2212\u2013(].*")) {
            throw Refusal.invalid(field, where + " must not be negative.");
        }
        if (Pattern.compile("\\p{Sc}|\\p{L}").matcher(amount).find()) {
            throw Refusal.invalid(field, where + " is not in US dollars. Give the amount in US dollars, in digits alone.");
        }
        if (!AMOUNT.matcher(amount).matches()) {
            throw Refusal.invalid(field, where + " is no amount such as 1250000 or 1,250,000.50.");
        }
        var value = new BigDecimal(amount.replace(",", ""));
        if (value.scale() > 2) {
            throw Refusal.invalid(field, where + " has more than two decimals. Give dollars and cents.");
        }
        return value.setScale(2);
    }

    /** {@code $1,250,000.00} */
    static String text(BigDecimal amount) {
        return "$" + new DecimalFormat("#,##0.00", DecimalFormatSymbols.getInstance(Locale.US)).format(amount);
    }
}
