package org.eoworkflow.security.form;

import static org.eoworkflow.security.form.Field.Kind.CHECKBOX;
import static org.eoworkflow.security.form.Field.Kind.GROUP;
import static org.eoworkflow.security.form.Field.Kind.LIST;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Holds values against a form. Rules are those of the browser, plus what the browser does not look at: no script, no control characters,
 * no text without end, no keys that no field has. A hidden field is not looked at, a disabled one neither; a read-only one belongs to the system.
 */
final class FormCheck {

    private static final int MOST_OPTIONS_NAMED = 8;

    private final LocalDate today;
    private final Problems problems;
    private final boolean asSubmitted;

    /** @param asSubmitted look at every value that is there, hidden or not, and at nothing that depends on others */
    FormCheck(LocalDate today, Problems problems, boolean asSubmitted) {
        this.today = today;
        this.problems = problems;
        this.asSubmitted = asSubmitted;
    }

    void check(Form form, Scope top) {
        Shape.of(form.fields()).checkWithin(top, problems);
        check(form.fields(), top);
    }

    private void check(List<Field> fields, Scope scope) {
        for (var field : fields) {
            if (problems.isFull() || !asSubmitted && (field.disabled() || scope.isHidden(field))) {
                continue;
            }
            if (field.kind() == GROUP) {
                group(field, scope);
            } else if (field.kind() == LIST) {
                list(field, scope);
            } else if (asSubmitted || !scope.isReadonly(field)) {
                new One(field, scope).check(scope.value(field.path()));
            }
        }
    }

    private void group(Field group, Scope scope) {
        if (group.path().isEmpty()) {
            check(group.children(), scope);
            return;
        }
        var value = scope.value(group.path());
        if (value == null || value instanceof Map<?, ?>) {
            check(group.children(), scope.group(group, value == null ? Map.of() : object((Map<?, ?>) value)));
        } else {
            problems.add(scope.place() + String.join(".", group.path()), "%s'%s' must be a group of fields (a JSON object).".formatted(scope.words(), group.label()));
        }
    }

    private void list(Field list, Scope scope) {
        var value = scope.value(list.path());
        if (value == null) {
            return;
        }
        var place = scope.place() + String.join(".", list.path());
        if (!(value instanceof List<?> rows)) {
            problems.add(place, "%s'%s' must be a list of rows (a JSON array).".formatted(scope.words(), list.label()));
            return;
        }
        var shape = Shape.of(list.children());
        for (int i = 0; i < rows.size() && !problems.isFull(); i++) {
            if (rows.get(i) instanceof Map<?, ?> cells) {
                var row = scope.row(list, i, object(cells));
                shape.check(object(cells), row, problems);
                check(list.children(), row);
            } else {
                problems.add(place + "[" + i + "]", "%s'%s' row %d must be a row of fields (a JSON object).".formatted(scope.words(), list.label(), i + 1));
            }
        }
    }

    /** One field and its value. */
    private final class One {

        private final Field field;
        private final Scope scope;

        One(Field field, Scope scope) {
            this.field = field;
            this.scope = scope;
        }

        void check(Object value) {
            if (value == null || "".equals(value) || field.kind() == CHECKBOX && Boolean.FALSE.equals(value)
                    || value instanceof Collection<?> list && list.isEmpty() || value instanceof String text && text.isBlank() && field.rules().required()) {
                if (field.rules().required() && !asSubmitted) {
                    says("is required.");
                    return;
                }
                if (value == null || "".equals(value)) {
                    return;
                }
            }
            switch (field.kind()) {
                case TEXT -> text(value);
                case NUMBER -> number(value);
                case DATETIME -> datetime(value);
                case CHECKBOX -> {
                    if (!(value instanceof Boolean)) {
                        says("must be true or false.");
                    }
                }
                case CHOICE -> choice(value);
                case CHOICES -> choices(value);
                default -> throw new IllegalStateException(field.kind() + " has no value of its own");
            }
        }

        private void text(Object value) {
            if (!(value instanceof String text)) {
                says("must be text.");
                return;
            }
            var longest = asSubmitted && field.rules().maxLength() instanceof Feel ? null : scope.limit(field.rules().maxLength());
            int most = longest == null ? PlainText.LONGEST : longest.intValue();
            if (text.length() > most) {
                says("has %,d characters; at most %,d are taken.".formatted(text.length(), most));
                return;
            }
            if (PlainText.hasControlCharacter(text)) {
                says("holds a control character, which is not taken; line breaks and tabs are.");
            }
            if (PlainText.isActive(text)) {
                says("holds script or active HTML, which is not taken. Write plain text.");
            }
            if (asSubmitted) {
                return;
            }
            var shortest = scope.limit(field.rules().minLength());
            if (shortest != null && text.strip().length() < shortest.intValue()) {
                says("needs at least %,d characters.".formatted(shortest.intValue()));
            }
            var pattern = field.rules().pattern();
            if (pattern != null && !pattern.matcher(text).find()) {
                says(field.rules().help().isEmpty() ? "does not have the form that is asked for: %s.".formatted(pattern.pattern())
                    : "does not have the form that is asked for. " + field.rules().help());
            }
            if (field.rules().type().equals("email") && !Checks.isEmail(text)) {
                says("must be an e-mail address.");
            }
            if (field.rules().type().equals("phone") && !Checks.isPhone(text)) {
                says("must be an international phone number such as +12025550123.");
            }
        }

        private void number(Object value) {
            BigDecimal number = field.numberAsText() == value instanceof String ? Checks.number(value) : null;
            if (number == null || number.precision() - number.scale() > 30 || number.scale() > 30) {
                says(field.numberAsText() ? "must be a number, written as text." : "must be a number.");
                return;
            }
            if (asSubmitted) {
                return;
            }
            var digits = field.rules().decimalDigits();
            if (digits != null && digits >= 0 && number.stripTrailingZeros().scale() > digits) {
                says(digits == 0 ? "must be a whole number." : "takes at most %d decimal places.".formatted(digits));
            }
            var step = field.rules().step();
            if (step != null && step.signum() > 0 && number.remainder(step).signum() != 0) {
                says("must be a multiple of %s.".formatted(step.toPlainString()));
            }
            var min = scope.limit(field.rules().min());
            if (min != null && number.compareTo(min) < 0) {
                says("must be at least %s.".formatted(min.toPlainString()));
            }
            var max = scope.limit(field.rules().max());
            if (max != null && number.compareTo(max) > 0) {
                says("must be at most %s.".formatted(max.toPlainString()));
            }
        }

        private void datetime(Object value) {
            var text = value instanceof String s && s.length() <= 40 ? s : "";
            boolean hasDate = !field.subtype().equals("time");
            boolean hasTime = !field.subtype().equals("date");
            int middle = text.indexOf('T');
            var date = !hasDate ? null : Checks.date(!hasTime ? text : middle < 0 ? "" : text.substring(0, middle));
            if (hasDate && (date == null || date.getYear() < 1900) || hasTime && !Checks.isTime(text.substring(hasDate ? middle + 1 : 0), field.timeFormat())) {
                var zone = switch (field.timeFormat()) {
                    case "no_timezone" -> "";
                    case "utc_normalized" -> "Z";
                    default -> "-04:00";
                };
                says(!hasTime ? "must be a date such as 2026-07-02."
                    : hasDate ? "must be a date and time such as 2026-07-02T14:30%s.".formatted(zone) : "must be a time such as 14:30%s.".formatted(zone));
            } else if (date != null && field.notPast() && date.isBefore(today)) {
                says("must not be in the past.");
            }
        }

        private void choice(Object value) {
            if (value instanceof Map || value instanceof Collection || value instanceof Plain.Foreign) {
                says("takes one of the offered values, not a structure.");
            } else if (!asSubmitted) {
                offered(List.of(value));
            } else if (value instanceof String) {
                text(value);
            }
        }

        private void choices(Object value) {
            if (!(value instanceof Collection<?> chosen) || chosen.stream().anyMatch(v -> v == null || v instanceof Map || v instanceof Collection)) {
                says("must be a list of the offered values (a JSON array).");
            } else if (!asSubmitted) {
                offered(chosen);
                if (new HashSet<>(chosen).size() < chosen.size()) {
                    says("holds a value twice.");
                }
            } else {
                chosen.stream().filter(String.class::isInstance).forEach(this::text);
            }
        }

        private void offered(Collection<?> chosen) {
            var options = field.options();
            var offered = options.values() != null ? options.values()
                : values(options.variable() != null ? scope.variables().apply(options.variable()) : options.expression().evaluate(scope::name));
            if (!chosen.stream().allMatch(value -> offered.stream().anyMatch(option -> same(option, value)))) {
                says(options.values() != null && offered.size() <= MOST_OPTIONS_NAMED
                    ? "must be one of: %s.".formatted(offered.stream().map(Object::toString).collect(Collectors.joining(", ")))
                    : "must be one of the offered values.");
            }
        }

        private void says(String end) {
            problems.add(scope.place() + String.join(".", field.path()), "%s'%s' %s".formatted(scope.words(), field.label(), end));
        }
    }

    /** The values of options as forms write them: {@code ["a", "b"]} or {@code [{label, value}]}. */
    static List<Object> values(Object options) {
        var values = new ArrayList<>();
        if (options instanceof Collection<?> list) {
            for (var option : list) {
                var value = option instanceof Map<?, ?> map ? map.get("value") : option;
                if (value != null) {
                    values.add(value);
                }
            }
        }
        return List.copyOf(values);
    }

    static boolean same(Object one, Object other) {
        return one instanceof Number && other instanceof Number ? Objects.equals(comparable(one), comparable(other)) : Objects.equals(one, other);
    }

    private static BigDecimal comparable(Object number) {
        var exact = Checks.number(number);
        return exact == null ? null : exact.signum() == 0 ? BigDecimal.ZERO : exact.stripTrailingZeros();
    }

    /** A name that came from outside, fit to be shown. */
    static String named(String key) {
        var shown = key.replaceAll("[^\\w .:@-]", "?");
        return shown.length() > 60 ? shown.substring(0, 60) + "…" : shown;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Map<?, ?> json) {
        return (Map<String, Object>) json;
    }
}
