package org.eoworkflow.directive;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eoworkflow.platform.Refusal;

/** An amount of US dollars with exactly two decimals, never negative. */
public record Dollars(BigDecimal amount) {

    public static final Dollars NONE = new Dollars(new BigDecimal("0.00"));

    private static final Pattern FORM = Pattern.compile("(0|[1-9][0-9]{0,12}|[1-9][0-9]{0,2}(,[0-9]{3}){1,4})\\.[0-9]{2}");
    private static final Pattern WRITTEN = Pattern.compile("(?:[0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,4})(?:\\.[0-9]+)?");
    private static final Pattern UNIT = Pattern.compile("(?i)^(US\\s?\\$|USD|\\$)\\s*|\\s*(USD|US\\s?\\$|\\$)$");
    private static final Pattern NO_DIGITS = Pattern.compile("\\p{Sc}|\\p{L}");
    private static final String RULE = "Give %s in US dollars with exactly two decimals, such as 1250000.00: no sign, no other currency.";

    public Dollars {
        if (amount.scale() != 2 || amount.signum() < 0) {
            throw new IllegalArgumentException("dollars have two decimals and are not negative: " + amount);
        }
    }

    /** The amount in a field of a form: {@code 1250000.00} or {@code 1,250,000.00}. */
    public static Dollars of(Fields fields, String variable, String what) {
        return read(variable, fields.text(variable), RULE.formatted(what));
    }

    /** The amount in a row's field, whose line a refusal names. */
    public static Dollars of(String variable, JsonNode row, String field, int place, String what) {
        return read("%s[%d].%s".formatted(variable, place - 1, field), Fields.field(row, field), "Line %d: ".formatted(place) + RULE.formatted(what));
    }

    /**
     * An amount as people write it: with or without a unit, commas and cents.
     *
     * @param field that the refusal names
     * @param where how the refusal names the place, e.g. "Line 2: what is available"
     */
    public static Dollars asWritten(String field, String where, String text) {
        String amount = UNIT.matcher(UNIT.matcher(text.strip()).replaceFirst("")).replaceFirst("").strip();
        String wrong = amount.isEmpty() ? " is missing. Give an amount in US dollars, 0 if there is none."
            : amount.matches("[-\u2212\u2013(].*") ? " must not be negative."
            : NO_DIGITS.matcher(amount).find() ? " is not in US dollars. Give the amount in US dollars, in digits alone."
            : !WRITTEN.matcher(amount).matches() ? " is no amount such as 1250000 or 1,250,000.50."
            : amount.matches(".*\\.[0-9]{3,}") ? " has more than two decimals. Give dollars and cents." : null;
        if (wrong != null) {
            throw Refusal.invalid(field, where + wrong);
        }
        return new Dollars(new BigDecimal(amount.replace(",", "")).setScale(2));
    }

    private static Dollars read(String field, String text, String message) {
        if (!FORM.matcher(text).matches()) {
            throw Refusal.invalid(field, message);
        }
        return new Dollars(new BigDecimal(text.replace(",", "")));
    }

    public static Dollars sum(List<Dollars> parts) {
        return parts.stream().reduce(NONE, (one, other) -> new Dollars(one.amount.add(other.amount)));
    }

    public boolean isLessThan(Dollars other) {
        return amount.compareTo(other.amount) < 0;
    }

    /** {@code $1,250,000.00} */
    @Override
    public String toString() {
        return String.format(Locale.US, "$%,.2f", amount);
    }
}
