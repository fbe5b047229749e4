package org.eoworkflow.directive.force;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eoworkflow.directive.Fields;
import org.eoworkflow.directive.Json;
import org.eoworkflow.platform.Refusal;

/**
 * A hiring authority as the review finds it.
 *
 * @param usable {@code yes}, {@code with-change} or {@code no}
 * @param positions how many a year it could fill
 */
record Authority(String kind, String authority, String usable, int positions, String finding) {

    static final Map<String, String> KINDS = Map.of("direct-hire", "Direct hire", "excepted-service", "Excepted service", "fellowship", "Fellowship");
    private static final Map<String, String> USABLE = Map.of("yes", "Yes, as it stands", "with-change", "After a change", "no", "No");
    private static final int MOST = 100_000;

    /** The rows of {@code authorities}: each authority once, each kind at least once. */
    static List<Authority> of(Fields fields) {
        List<Authority> authorities = new ArrayList<>();
        for (JsonNode row : fields.rows("authorities")) {
            int place = authorities.size() + 1;
            var authority = new Authority(Fields.choice("authorities", row, "kind", place, KINDS.keySet(), "the kind of authority"),
                Fields.line("authorities", row, "authority", place, "the authority as it is cited"),
                Fields.choice("authorities", row, "usable", place, USABLE.keySet(), "whether it may be used"),
                Fields.number("authorities", row, "positions", place, 0, MOST, "the positions a year, a whole number from 0 to " + MOST),
                Fields.line("authorities", row, "finding", place, "what you found"));
            if (authorities.stream().anyMatch(other -> other.authority().equals(authority.authority()))) {
                throw Refusal.invalid("authorities", "Line %d repeats an authority. Name each once.".formatted(place));
            }
            authorities.add(authority);
        }
        KINDS.keySet().stream().sorted().filter(kind -> authorities.stream().noneMatch(authority -> authority.kind().equals(kind))).findFirst()
            .ifPresent(kind -> {
                throw Refusal.invalid("authorities", "Go through each kind of authority. Missing: %s.".formatted(KINDS.get(kind).toLowerCase(Locale.ROOT)));
            });
        return authorities;
    }

    Map<String, Object> row() {
        return Json.row("kind", KINDS.get(kind), "authority", authority, "usable", USABLE.get(usable), "positions", String.valueOf(positions),
            "finding", finding);
    }

    /** Whether a decision on its use goes against the review. */
    boolean departs(boolean use) {
        return use ? usable.equals("no") : usable.equals("yes");
    }
}
