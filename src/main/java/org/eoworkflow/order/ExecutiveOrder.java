package org.eoworkflow.order;

import java.time.LocalDate;
import java.util.List;
import org.eoworkflow.platform.Refusal;

/**
 * An order as its catalogue file states it.
 *
 * @param signed the day of signing; an order that runs may have another, see {@link Orders#signed(String)}
 * @param version of the file: the first digits of its SHA-256
 */
public record ExecutiveOrder(String id, String title, String number, LocalDate signed, Source source, String version, List<Agency> agencies,
                             List<Directive> directives, List<Clause> clauses) {

    /** What the catalogue was made from. */
    public record Source(String title, LocalDate date, String kind) {
    }

    /** The directive with this id. */
    public Directive directive(String directive) {
        return directives.stream().filter(d -> d.id().equals(directive)).findFirst().orElseThrow(() ->
            Refusal.unknown("directive", "Order '%s' has no directive '%s'.".formatted(id, directive)));
    }

    /** The clause with this id. */
    public Clause clause(String clause) {
        return clauses.stream().filter(c -> c.id().equals(clause)).findFirst().orElseThrow(() ->
            Refusal.unknown("clause", "Order '%s' has no clause '%s'.".formatted(id, clause)));
    }

    /** Whether a directive only follows advice to private parties: what they do about it is theirs to know. */
    public boolean advises(String directive) {
        var own = clausesOf(directive);
        return !own.isEmpty() && own.stream().allMatch(clause -> clause.kind() == Clause.Kind.ADVICE);
    }

    /** Every clause in the care of a directive: those it certifies and those it continues. */
    List<Clause> clausesOf(String directive) {
        return clauses.stream().filter(c -> directive.equals(c.directive())).toList();
    }
}
