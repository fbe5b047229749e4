package org.eoworkflow.directive.frontier;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eoworkflow.directive.Fields;

/** The parts of the framework, and what each of them says. Every field is a text of its own; the two periods are numbers of days. */
enum FrameworkPart {

    DETERMINATION("determination", "Determination", "determinationRequest", "How a developer asks", "determinationSteps", "What happens then",
        "determinationDays", "Answer within", "determinationEffect", "What the answer means"),
    ACCESS("access", "Access before release", "accessDays", "Longest access", "accessScope", "What the access is for",
        "accessEnd", "How the access ends", "accessWithdrawal", "How a developer ends it early"),
    PARTNERS("partners", "Trusted partners", "partnerPurpose", "Purpose", "partnerCriteria", "Criteria", "partnerAgreement", "How both agree"),
    CONFIDENTIALITY("confidentiality", "Annex: confidentiality", "confidentialityReaders", "Who may read it", "confidentialityHandling", "How it is handled",
        "confidentialityDisclosure", "Disclosure"),
    CYBERSECURITY("cybersecurity", "Annex: cybersecurity", "cybersecurityEnvironment", "Environment", "cybersecurityControls", "Controls",
        "cybersecurityIncidents", "Incidents"),
    INSIDER_RISK("insider", "Annex: insider risk", "insiderPeople", "People", "insiderMonitoring", "Monitoring", "insiderDeparture", "Departure"),
    INTELLECTUAL_PROPERTY("property", "Annex: intellectual property", "propertyOwnership", "Ownership", "propertyUse", "Use",
        "propertyReturn", "Return or destruction");

    /** The longest access that the order speaks of, in days. */
    static final int LONGEST_ACCESS = 30;
    private static final int LONGEST_ANSWER = 90;

    private final String id;
    private final String heading;
    private final String[] fields;   // variable and its heading by turns

    FrameworkPart(String id, String heading, String... fields) {
        this.id = id;
        this.heading = heading;
        this.fields = fields;
    }

    static FrameworkPart of(String id) {
        return Stream.of(values()).filter(part -> part.id.equals(id)).findFirst().orElseThrow(() -> new IllegalArgumentException("no part " + id));
    }

    static int accessDays(Fields fields) {
        return fields.whole("accessDays", 1, LONGEST_ACCESS, "Access before release lasts from 1 to %d days: the order speaks of no more.".formatted(LONGEST_ACCESS));
    }

    String heading() {
        return heading;
    }

    /** What it says. A field that is missing is refused by name. */
    String text(Fields fields) {
        return Stream.iterate(0, i -> i < this.fields.length, i -> i + 2)
            .map(i -> "**%s**\n\n%s".formatted(this.fields[i + 1], value(fields, this.fields[i], this.fields[i + 1]))).collect(Collectors.joining("\n\n"));
    }

    private static String value(Fields fields, String variable, String heading) {
        return switch (variable) {
            case "accessDays" -> "At most %d days.".formatted(accessDays(fields));
            case "determinationDays" -> "%d working days.".formatted(fields.whole(variable, 1, LONGEST_ANSWER,
                "Say within how many working days a developer has an answer, 1 to %d.".formatted(LONGEST_ANSWER)));
            default -> fields.required(variable, "'%s' is missing.".formatted(heading));
        };
    }

    /** All parts with their texts. */
    static List<Text> all(Fields fields) {
        return Stream.of(values()).map(part -> new Text(part.heading, part.text(fields))).toList();
    }

    /** A part as it was published. */
    record Text(String heading, String text) {
    }
}
