package org.eoworkflow.directive.force;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.eoworkflow.directive.Fields;
import org.eoworkflow.directive.IssuedDocuments;
import org.eoworkflow.directive.IssuedDocuments.Issue;
import org.eoworkflow.directive.IssuedDocuments.Part;
import org.eoworkflow.directive.Json;
import org.eoworkflow.directive.NamedParties;
import org.eoworkflow.directive.Signatures;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.platform.Refusal;
import org.springframework.stereotype.Component;

/** How specialists are placed with agencies: places agreed, a guide published, the office open. */
@Component("placements")
public class Placements {

    private final DemandSurvey survey;
    private final NamedParties parties;
    private final IssuedDocuments documents;
    private final Ledger ledger;
    private final Signatures signatures;

    Placements(DemandSurvey survey, NamedParties parties, IssuedDocuments documents, Ledger ledger, Signatures signatures) {
        this.survey = survey;
        this.parties = parties;
        this.documents = documents;
        this.ledger = ledger;
        this.signatures = signatures;
    }

    /** Places are agreed for each line of demand. What was asked for is taken from the agencies' answers, not from the form. */
    public void agreed(DelegateTask task) {
        var fields = new Fields(task);
        Map<String, JsonNode> said = new LinkedHashMap<>();
        fields.rows("placementLines").forEach(row -> said.put(Fields.field(row, "line"), row));
        List<Map<String, Object>> agreed = new ArrayList<>();
        int places = 0;
        for (var line : survey.demand(task)) {
            var demand = line.demand();
            String agency = parties.agency(demand.agency()).name();
            JsonNode row = said.get(line.number());
            if (row == null) {
                throw Refusal.invalid("placementLines", "Say how many are agreed with %s for each line it asked for.".formatted(agency));
            }
            int number = Fields.number("placementLines", row, "agreed", Integer.parseInt(line.number()), 0, demand.headcount(),
                "how many are agreed, a whole number from 0 to %d, what was asked for".formatted(demand.headcount()));
            String remark = Fields.field(row, "remark");
            if (number < demand.headcount() && remark.isEmpty()) {
                throw Refusal.invalid("placementLines", "Line %s: say why %s gets fewer than it asked for.".formatted(line.number(), agency));
            }
            places += number;
            agreed.add(Json.row("agency", agency, "role", DemandLine.ROLES.get(demand.role()), "asked", String.valueOf(demand.headcount()),
                "agreed", String.valueOf(number), "remark", remark));
        }
        if (places == 0) {
            throw Refusal.invalid("placementLines", "Agree on at least one place.");
        }
        task.setVariable("placementsAgreed", Json.of(agreed));
        ledger.append(Entry.of(EntryKind.DECISION_MADE, task, Json.row("decision", "places agreed", "places", places, "lines", agreed,
            "with", fields.required("agreedWith", "Say how the agencies agreed."))));
    }

    /** The guide is drafted. */
    public void drafted(DelegateTask task) {
        draft(new Fields(task));
    }

    private static Fields draft(Fields fields) {
        fields.required("guideNumber", "Give the guide a number.");
        fields.required("guideTitle", "Give the guide a title.");
        fields.required("guideText", "Say how specialists are placed.");
        fields.required("guideContact", "Name the office that agencies ask.");
        return fields;
    }

    /** The guide is published, from a day on that is not past, or returned. */
    public void published(DelegateTask task) {
        signatures.decided(task, "guide", "publish", "the head of the agency");
    }

    /** Releases the published guide: kept as evidence of the clause and mailed to the agencies that were asked. */
    public void release(DelegateExecution execution, String clause) {
        Fields fields = draft(new Fields(execution));
        List<Map<String, String>> places = fields.rows("placementsAgreed").stream().map(row -> Map.of("agency", Fields.field(row, "agency"),
            "role", Fields.field(row, "role"), "asked", Fields.field(row, "asked"), "agreed", Fields.field(row, "agreed"))).toList();
        List<Part> parts = new ArrayList<>(List.of(Part.text("Placement", fields.text("guideText"))));
        if (!places.isEmpty()) {
            parts.add(Part.table("Agreed places", "", List.of("Agency", "Role", "Asked for", "Agreed"), List.of("agency", "role", "asked", "agreed"), places));
        }
        parts.add(Part.text("Questions", fields.text("guideContact")));
        documents.issue(execution, List.of(clause), new Issue("placement-guide", "Placement guide", fields.text("guideNumber"),
            fields.text("guideTitle"), parts, places.isEmpty() ? "No agency stated a demand when it was asked." : "Places agreed with the agencies.",
            documents.head((String) execution.getVariable("office")), fields.text("guideIssuedBy"),
            LocalDate.parse(fields.text("guideEffectiveOn")), ""), survey.agencies(execution), "");
        execution.setVariable("guideReleasedOn", documents.today().toString());
    }

    /** The pathway is open: not before its guide, and not only tomorrow. */
    public void opened(DelegateTask task) {
        var fields = new Fields(task);
        String message = "Give the day since which the pathway is open: today or earlier, and not before the guide was released.";
        LocalDate since = fields.day("placementOpenedOn", LocalDate.parse(fields.text("guideReleasedOn")), message);
        if (since.isAfter(documents.today())) {
            throw Refusal.invalid("placementOpenedOn", message);
        }
        fields.confirmed("referencesOnly", "Confirm that candidates are kept by reference number only.");
        ledger.append(Entry.of(EntryKind.PATHWAY_OPENED, task, Json.row("pathway", "placement", "openedOn", since.toString(),
            "office", fields.required("intakeOffice", "Name the intake office."),
            "address", fields.required("intakeAddress", "Say where candidates and agencies turn."))));
    }
}
