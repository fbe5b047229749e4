package org.eoworkflow.directive.tools;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.eoworkflow.directive.Dollars;
import org.eoworkflow.directive.Fields;
import org.eoworkflow.directive.IssuedDocuments.Part;
import org.eoworkflow.platform.WashingtonTime;

/**
 * What a program is to do: an expansion of one that exists, or the charter of a new one.
 *
 * @param heading how documents call it
 * @param starts from when its money must be available
 * @param texts what it says under which heading
 */
record Plan(String heading, String program, String office, LocalDate starts, Dollars cost, List<Said> texts) {

    record Said(String heading, String text) {
    }

    /** The expansion as it is planned; it starts on this day at the earliest. */
    static Plan expansion(Fields fields, LocalDate earliest) {
        return new Plan("Expansion", fields.required("expandedProgram", "Choose the program that is expanded."),
            fields.required("expansionOffice", "Name the office that expands the program."),
            starts(fields, "expansionStarts", earliest), Dollars.of(fields, "expansionCost", "the cost of the expansion"),
            List.of(new Said("What is added", fields.required("expansionText", "Say what is added to the program."))));
    }

    /** The charter as it is drafted; the program starts on this day at the earliest. */
    static Plan charter(Fields fields, LocalDate earliest) {
        return new Plan("Charter", fields.required("charterProgram", "Name the new program."),
            fields.required("charterOffice", "Name the office that runs the program."), starts(fields, "charterStarts", earliest),
            Dollars.of(fields, "charterCost", "the cost of the program"),
            List.of(new Said("Purpose", fields.required("charterPurpose", "State the purpose of the program.")),
                new Said("Functions", fields.required("charterFunctions", "State what the program does.")),
                new Said("Authority", fields.required("charterAuthority", "State the authority on which the program rests.")),
                new Said("Taking part", fields.required("charterParticipation", "Say who may take part, and how they join and leave.")),
                new Said("Measures of success", fields.required("charterMeasures", "Say how success is measured."))));
    }

    private static LocalDate starts(Fields fields, String variable, LocalDate earliest) {
        return fields.day(variable, earliest, "Give the day on which it starts, today or later, like 2026-07-02.");
    }

    /** As counsel and the document read it. */
    List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        parts.add(Part.text("%s: %s".formatted(heading, program), "By %s, from %s. Cost: %s.".formatted(office, WashingtonTime.text(starts), cost)));
        texts.forEach(said -> parts.add(Part.text(said.heading(), said.text())));
        return parts;
    }
}
