package org.eoworkflow.directive.grants;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.eoworkflow.directive.Fields;
import org.eoworkflow.directive.Json;
import org.eoworkflow.directive.grants.GrantPrograms.Screened;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.platform.Refusal;
import org.springframework.stereotype.Component;

/** The programs of whose money the granting agencies are asked. */
@Component("grantShortlist")
public class GrantShortlist {

    private static final int MOST = 200;

    private final GrantPrograms programs;
    private final GrantScreening screening;
    private final Catalogue catalogue;
    private final Ledger ledger;

    GrantShortlist(GrantPrograms programs, GrantScreening screening, Catalogue catalogue, Ledger ledger) {
        this.programs = programs;
        this.screening = screening;
        this.catalogue = catalogue;
        this.ledger = ledger;
    }

    /** Keeps which programs are asked for, and of whom. What they are is taken from the import, not from the form. */
    public void shortlisted(DelegateTask task) {
        var fields = new Fields(task);
        String decision = fields.choice("shortlistDecision", "Go on with the shortlist, or import more listings.", "proceed", "import");
        if (decision.equals("import")) {
            return;
        }
        String key = task.getExecution().getProcessBusinessKey();
        Map<String, Map<String, Object>> asked = new LinkedHashMap<>();
        int place = 0;
        for (JsonNode row : fields.rows("shortlist")) {
            place++;
            if (Fields.field(row, "decision").equals("ask")) {
                Screened program = program("shortlist", key, Fields.field(row, "id"));
                asked.put(program.id(), row(program, agency("shortlist", "Line %d".formatted(place), Fields.field(row, "agency"))));
            }
        }
        for (String line : fields.text("morePrograms").split("\n")) {
            if (!line.isBlank()) {
                more(key, line.strip(), asked);
            }
        }
        if (asked.isEmpty() || asked.size() > MOST) {
            throw Refusal.invalid("shortlist", asked.isEmpty() ? "Choose at least one program of whose money the agency is asked, or import more listings."
                : "Choose at most %d programs.".formatted(MOST));
        }
        List.of("coordinationDecision", "reviewDecision", "listDecision").forEach(earlier -> task.setVariable(earlier, null));
        task.setVariable("asked", Json.of(asked.values().stream().toList()));
        ledger.append(Entry.of(EntryKind.DECISION_MADE, task, Json.row("decision", "shortlist", "programs", asked.keySet().stream().toList())));
    }

    /** A line such as {@code 16.710}, or {@code 16.710 = doj} where the agency is not known from the number. */
    private void more(String key, String line, Map<String, Map<String, Object>> asked) {
        String[] parts = line.split("\\s*=\\s*", 2);
        Screened program = program("morePrograms", key, parts[0].strip());
        String agency = parts.length == 2 ? parts[1].strip() : screening.agency(program);
        asked.putIfAbsent(program.id(), row(program, agency("morePrograms", "'%s'".formatted(parts[0].strip()), agency == null ? "" : agency)));
    }

    private Screened program(String field, String key, String name) {
        return programs.find(key, name).orElseThrow(() ->
            Refusal.invalid(field, "There is no program '%s' among the imported listings.".formatted(name)));
    }

    private String agency(String field, String where, String id) {
        if (id.isEmpty() || !catalogue.hasAgency(id)) {
            throw Refusal.invalid(field, "%s: choose the granting agency. In the lines of further programs, write it behind the number: 16.710 = doj."
                .formatted(where));
        }
        return id;
    }

    private Map<String, Object> row(Screened program, String agency) {
        return Json.row("id", program.id(), "number", program.number(), "title", program.title(), "agency", agency,
            "agencyName", catalogue.agency(agency).name());
    }
}
