package org.eoworkflow.directive.bod;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.eoworkflow.platform.Refusal;

/**
 * What is known of a vulnerability on an agency's assets, as far as its date depends on it.
 *
 * @param inKev {@code yes} or {@code no}
 * @param kevListedOn {@code dateAdded} of the KEV entry, or null
 * @param kevDueDate {@code dueDate} of the KEV entry, or null
 * @param exposure {@code yes}, {@code no} or {@code unknown}
 * @param automatable {@code yes}, {@code no} or {@code unknown} while it is not published
 * @param technicalImpact {@code partial}, {@code total} or {@code unknown} while it is not published
 */
record RemediationFacts(String inKev, LocalDate kevListedOn, LocalDate kevDueDate, String exposure, String automatable,
                        String technicalImpact, LocalDate identifiedOn) {

    /** Reads and checks the variables of a report. */
    static RemediationFacts read(Function<String, Object> variables, LocalDate today) {
        var facts = of(variables);
        if (facts.identifiedOn.isAfter(today)) {
            throw Refusal.invalid("identifiedOn", "The day of identification must not be in the future.");
        }
        if (facts.listed() && facts.kevListedOn.isAfter(today)) {
            throw Refusal.invalid("kevListedOn", "The day of listing must not be in the future.");
        }
        if (facts.listed() && facts.kevDueDate.isBefore(facts.kevListedOn)) {
            throw Refusal.invalid("kevDueDate", "The KEV entry's due date must not lie before its listing.");
        }
        return facts;
    }

    /** Reads facts that were checked when they were reported. */
    static RemediationFacts of(Function<String, Object> variables) {
        boolean listed = choice(variables, "inKev", "yes", "no").equals("yes");
        return new RemediationFacts(listed ? "yes" : "no", listed ? date(variables, "kevListedOn") : null,
            listed ? date(variables, "kevDueDate") : null, choice(variables, "exposed", "yes", "no", "unknown"),
            choice(variables, "automatable", "yes", "no", "unknown"), choice(variables, "technicalImpact", "partial", "total", "unknown"),
            date(variables, "identifiedOn"));
    }

    private boolean listed() {
        return inKev.equals("yes");
    }

    /** Not known counts as exposed. */
    String exposed() {
        return exposure.equals("no") ? "no" : "yes";
    }

    boolean metadataPublished() {
        return !automatable.equals("unknown") && !technicalImpact.equals("unknown");
    }

    /** The facts as variables of the case; {@code exposed} is what the table takes. */
    Map<String, Object> variables() {
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put("inKev", inKev);
        variables.put("kevListedOn", Objects.toString(kevListedOn, null));
        variables.put("kevDueDate", Objects.toString(kevDueDate, null));
        variables.put("exposure", exposure);
        variables.put("exposed", exposed());
        variables.put("automatable", automatable);
        variables.put("technicalImpact", technicalImpact);
        variables.put("identifiedOn", identifiedOn.toString());
        return variables;
    }

    private static String choice(Function<String, Object> variables, String field, String... known) {
        if (variables.apply(field) instanceof String value && List.of(known).contains(value)) {
            return value;
        }
        throw Refusal.invalid(field, "'%s' must be one of %s.".formatted(field, String.join(", ", known)));
    }

    private static LocalDate date(Function<String, Object> variables, String field) {
        return day(field, variables.apply(field));
    }

    /** A date as forms give it. */
    static LocalDate day(String field, Object value) {
        try {
            return LocalDate.parse(Objects.toString(value, ""));
        } catch (DateTimeParseException e) {
            throw Refusal.invalid(field, "'%s' must be a date such as 2026-07-02.".formatted(field));
        }
    }
}
