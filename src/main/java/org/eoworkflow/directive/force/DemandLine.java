package org.eoworkflow.directive.force;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eoworkflow.directive.Fields;
import org.eoworkflow.platform.Refusal;

/** One kind of specialist that an agency needs. */
record DemandLine(String agency, int line, String role, int headcount, LocalDate neededBy, String location, String clearance) {

    static final int MOST = 10_000;
    static final Map<String, String> ROLES = Map.of("incident-response", "Incident response", "vulnerability-analysis", "Vulnerability analysis",
        "security-engineering", "Security engineering", "cloud-security", "Cloud security", "ai-security", "Security of AI systems", "other", "Other");
    static final Map<String, String> CLEARANCES =
        Map.of("public-trust", "Public trust", "clearance", "Security clearance", "none", "None beyond suitability");

    /** The rows of {@code demandLines}, at least one. */
    static List<DemandLine> of(Fields fields, String agency, LocalDate today) {
        List<DemandLine> lines = new ArrayList<>();
        for (JsonNode row : fields.rows("demandLines")) {
            int place = lines.size() + 1;
            lines.add(new DemandLine(agency, place, Fields.choice("demandLines", row, "role", place, ROLES.keySet(), "the role"),
                Fields.number("demandLines", row, "headcount", place, MOST, "how many are needed, a whole number from 1 to " + MOST),
                Fields.day("demandLines", row, "neededBy", place, today, "the day by which they are needed, today or later, like 2026-09-30"),
                Fields.line("demandLines", row, "location", place, "the place of work"),
                Fields.choice("demandLines", row, "clearance", place, CLEARANCES.keySet(), "the suitability or clearance")));
        }
        if (lines.isEmpty()) {
            throw Refusal.invalid("demandLines", "List at least one kind of specialist, or answer that your agency needs none.");
        }
        return lines;
    }
}
