package org.eoworkflow.directive.tools;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eoworkflow.directive.Dollars;
import org.eoworkflow.directive.Fields;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.platform.WashingtonTime;

/** The money of a program: each source once, with its account, its amount and the last day on which it may be obligated. */
record Funding(List<Source> sources) {

    static final String VARIABLE = "fundingSources";

    record Source(String source, String account, Dollars amount, LocalDate availableUntil) {
    }

    /** The rows of the form; none is right where the funds are not enough. */
    static Funding of(Fields fields) {
        List<Source> sources = new ArrayList<>();
        Set<String> accounts = new HashSet<>();
        for (JsonNode row : fields.rows(VARIABLE)) {
            int place = sources.size() + 1;
            var source = new Source(Fields.line(VARIABLE, row, "source", place, "the source"), Fields.line(VARIABLE, row, "account", place, "the account"),
                Dollars.of(VARIABLE, row, "amount", place, "the amount"), availableUntil(row, place));
            if (!accounts.add(source.source() + '\n' + source.account())) {
                throw refused(place, "account", "repeats a source. Name each once.");
            }
            sources.add(source);
        }
        return new Funding(sources);
    }

    private static LocalDate availableUntil(JsonNode row, int place) {
        try {
            return LocalDate.parse(Fields.field(row, "availableUntil"));
        } catch (DateTimeParseException notADay) {
            throw refused(place, "availableUntil", "gives no day until which the money is available. Write it like 2026-09-30.");
        }
    }

    /** Refuses to call enough what does not pay for these plans. */
    void checkThatItPays(List<Plan> plans) {
        LocalDate starts = plans.stream().map(Plan::starts).max(LocalDate::compareTo).orElseThrow();
        for (int i = 0; i < sources.size(); i++) {
            if (sources.get(i).availableUntil().isBefore(starts)) {
                throw refused(i + 1, "availableUntil", "the money is available until %s, but is needed from %s. Correct it, or say that the funds are not enough."
                    .formatted(WashingtonTime.text(sources.get(i).availableUntil()), WashingtonTime.text(starts)));
            }
        }
        Dollars needed = Dollars.sum(plans.stream().map(Plan::cost).toList());
        if (sources.isEmpty() || total().isLessThan(needed)) {
            throw Refusal.invalid(VARIABLE, "The sources give %s, but %s is needed. Add what is missing, or say that the funds are not enough."
                .formatted(total(), needed));
        }
    }

    Dollars total() {
        return Dollars.sum(sources.stream().map(Source::amount).toList());
    }

    private static Refusal refused(int place, String field, String message) {
        return Refusal.invalid("%s[%d].%s".formatted(VARIABLE, place - 1, field), "Line %d: %s".formatted(place, message));
    }
}
