package org.eoworkflow.directive.readiness;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eoworkflow.directive.Fields;
import org.eoworkflow.directive.IssuedDocuments.Part;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.platform.WashingtonTime;

/** What a readiness record consists of: the answers of its checklist, in the words of the forms. */
final class RecordParts {

    private static final String NOTHING = "Nothing noted.";
    private static final Map<String, String> WORDS = Map.ofEntries(
        Map.entry("take-part", "Take part"), Map.entry("not", "Do not take part"), Map.entry("later", "Decide later"),
        Map.entry("daily", "Daily"), Map.entry("weekly", "Weekly"), Map.entry("monthly", "Monthly"),
        Map.entry("nothing", "Nothing found"), Map.entry("announced", "Announced"), Map.entry("in-effect", "In effect"),
        Map.entry("development", "Under development"), Map.entry("released", "Released"), Map.entry("yes", "Yes"), Map.entry("no", "No"),
        Map.entry("unclear", "Not clear"), Map.entry("benefit", "Benefit"), Map.entry("cost", "Cost"), Map.entry("low", "Low"),
        Map.entry("medium", "Medium"), Map.entry("high", "High"), Map.entry("ready", "Ready"), Map.entry("to-change", "To be changed"),
        Map.entry("missing", "Missing"), Map.entry("follow", "Followed as good practice"), Map.entry("guide", "Used as a guide"),
        Map.entry("none", "None"), Map.entry("possible", "Possible"), Map.entry("likely", "Likely"), Map.entry("roles", "Roles and how they are reached"),
        Map.entry("detection", "How an incident is noticed"), Map.entry("containment", "How it is contained"),
        Map.entry("ai-systems", "Incidents of AI systems and agents"), Map.entry("evidence", "How evidence is kept"),
        Map.entry("notification", "Who is told, by law or contract"), Map.entry("recovery", "Recovery"));

    private final Fields fields;

    private RecordParts(Fields fields) {
        this.fields = fields;
    }

    /** @param kind {@code developer}, {@code operator} or {@code company} */
    static List<Part> of(String kind, Fields fields) {
        var parts = new RecordParts(fields);
        return switch (kind) {
            case "developer" -> parts.developer();
            case "operator" -> parts.operator();
            case "company" -> parts.company();
            default -> throw Refusal.unknown("kind", "There is no readiness record of kind '%s'.".formatted(kind));
        };
    }

    private List<Part> developer() {
        return List.of(
            lines("Decision on participation", "Decision", answer("participation"), "Look at it again on", day("participationAgainOn"),
                "Reasons", text("participationReasons")),
            table("Costs and benefits", text("weighingSummary"), "considerations", List.of("Side", "What", "Weight"), List.of("side", "what", "weight")),
            table("Own models", "By the organization's own judgment.", "modelList", List.of("Reference", "Stage", "May meet the threshold", "Basis"),
                List.of("reference", "stage", "mayMeet", "basis")),
            table("Benchmarking process", "Watched by %s. State: %s. %s".formatted(text("benchmarkOffice"), answer("benchmarkStatus"), text("benchmarkNotes")).strip(),
                "benchmarkSources", List.of("Source", "How often"), List.of("source", "often")),
            table("Working group", "First met on %s. %s".formatted(day("convenedOn"), text("groupMandate")), "groupOffices", List.of("Office", "Part"),
                List.of("office", "part")),
            lines("Protocols", "Intellectual property", protocol("protocolIp"), "Confidentiality", protocol("protocolConfidentiality"),
                "Cybersecurity", protocol("protocolSecurity"), "Access before release", text("protocolNotes")));
    }

    private List<Part> operator() {
        return List.of(
            lines("Decision on the clearinghouse", "Decision", answer("clearinghouseParticipation"), "Look at it again on", day("clearinghouseAgainOn"),
                "Reasons", text("clearinghouseReasons")),
            table("Costs and benefits", "", "clearinghouseConsiderations", List.of("Side", "What", "Weight"), List.of("side", "what", "weight")),
            table("Directives", "Watched by %s.".formatted(text("watchOffice")), "directiveList", List.of("Directive", "Meaning", "What follows"),
                List.of("directive", "meaning", "note")),
            table("Grants", "", "grantList", List.of("Program", "May apply", "Apply by", "Note"), List.of("program", "eligible", "applyBy", "note")));
    }

    private List<Part> company() {
        return List.of(
            lines("Exposure", "18 USC 1028", answer("exposure1028"), "18 USC 1030", answer("exposure1030"), "18 USC 1343", answer("exposure1343"),
                "Other federal criminal laws", answer("exposureOther"), "What should be done", text("exposureMeasures")),
            table("Uses of AI", "", "deploymentList", List.of("Use", "Can reach", "Acts by itself", "Provider"),
                List.of("deployment", "reaches", "acts", "provider")),
            lines("Plan for incidents", "There is a plan", answer("planExists"), "It covers", fields.rows("planCovers").stream().map(JsonNode::asText)
                .map(RecordParts::word).collect(Collectors.joining("; ")), "Last tried on", day("planTriedOn"), "What is missing", text("planGaps")));
    }

    /** @param labelsAndTexts by turns; what is empty is left out */
    private static Part lines(String heading, String... labelsAndTexts) {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < labelsAndTexts.length; i += 2) {
            if (!labelsAndTexts[i + 1].isEmpty()) {
                rows.add(List.of(labelsAndTexts[i], labelsAndTexts[i + 1]));
            }
        }
        return new Part(heading, "", List.of("Question", "Answer"), rows);
    }

    private Part table(String heading, String text, String list, List<String> columns, List<String> keys) {
        var rows = fields.rows(list).stream().map(row -> keys.stream().map(key -> word(Fields.field(row, key))).toList()).toList();
        return rows.isEmpty() ? Part.text(heading, (text + " " + NOTHING).strip()) : new Part(heading, text, columns, rows);
    }

    private String protocol(String variable) {
        String change = text(variable + "Change");
        return change.isEmpty() ? answer(variable) : "%s: %s".formatted(answer(variable), change);
    }

    private String answer(String variable) {
        return word(text(variable));
    }

    private String text(String variable) {
        return fields.text(variable);
    }

    private String day(String variable) {
        return text(variable).isEmpty() ? "" : WashingtonTime.text(LocalDate.parse(text(variable)));
    }

    private static String word(String value) {
        return WORDS.getOrDefault(value, value);
    }
}
