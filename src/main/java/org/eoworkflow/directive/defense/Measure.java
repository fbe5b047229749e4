package org.eoworkflow.directive.defense;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eoworkflow.directive.Fields;
import org.eoworkflow.directive.Json;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.platform.WashingtonTime;

/** Something that is to be done: for systems of this priority and above it, 1 being the highest, within days from the issue. */
record Measure(String measure, int tier, int days, String reporting) {

    static final int LONGEST = 3650;
    private static final String TIER = "a priority from 1 to 3";

    Map<String, Object> row(int number, LocalDate issued) {
        return Json.row("number", number, "measure", measure, "tier", tier, "period", "within " + WashingtonTime.days(days),
            "due", WashingtonTime.text(issued.plusDays(days)), "reporting", reporting);
    }

    /** The rows of {@code measures}, at least one. */
    static List<Measure> of(Fields fields) {
        List<Measure> measures = new ArrayList<>();
        for (JsonNode row : fields.rows("measures")) {
            int place = measures.size() + 1;
            measures.add(new Measure(Fields.line("measures", row, "measure", place, "what is to be done"),
                Fields.number("measures", row, "tier", place, 3, TIER),
                Fields.number("measures", row, "days", place, LONGEST, "the days to act, a whole number from 1 to " + LONGEST),
                Fields.line("measures", row, "reporting", place, "how it is reported")));
        }
        if (measures.isEmpty()) {
            throw Refusal.invalid("measures", "Add at least one measure.");
        }
        return measures;
    }

    /** The priority chosen in each row, by the row's registry number. */
    static Map<String, Integer> tiers(Fields fields, String variable) {
        var tiers = new LinkedHashMap<String, Integer>();
        for (JsonNode row : fields.rows(variable)) {
            int place = tiers.size() + 1;
            tiers.put(Fields.line(variable, row, "registryNumber", place, "the registry number"), Fields.number(variable, row, "tier", place, 3, TIER));
        }
        return tiers;
    }
}
