package org.eoworkflow.directive.grants;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.eoworkflow.directive.Fields;
import org.eoworkflow.directive.IssuedDocuments;
import org.eoworkflow.directive.Json;
import org.eoworkflow.directive.grants.GrantPrograms.Screened;
import org.eoworkflow.directive.grants.GrantPrograms.Verdict;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.obligation.EvidencePlace;
import org.eoworkflow.obligation.EvidenceStore;
import org.eoworkflow.obligation.NewEvidence;
import org.eoworkflow.order.Agency;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.platform.CsvTable;
import org.springframework.stereotype.Component;

/** Screens the imported programs by the decision table and puts the candidates before the people who make the shortlist. */
@Component("grantScreening")
public class GrantScreening {

    private static final int MOST_CANDIDATES = 60;
    private static final int MOST_KEPT = 5000;
    private static final Map<String, String> LABELS = Map.of("fit", "Fits", "possible", "May fit", "none", "Not available");

    private final GrantPrograms programs;
    private final GrantFit table;
    private final GrantSettings settings;
    private final Catalogue catalogue;
    private final IssuedDocuments documents;
    private final EvidenceStore evidence;
    private final Ledger ledger;

    GrantScreening(GrantPrograms programs, GrantFit table, GrantSettings settings, Catalogue catalogue, IssuedDocuments documents,
                   EvidenceStore evidence, Ledger ledger) {
        this.programs = programs;
        this.table = table;
        this.settings = settings;
        this.catalogue = catalogue;
        this.documents = documents;
        this.evidence = evidence;
        this.ledger = ledger;
    }

    /**
     * Screens every program. What came of it is kept as evidence of the clause; the best candidates go to the shortlist's form, where
     * earlier decisions on them stand.
     */
    public void screen(DelegateExecution execution, String clause) {
        var fields = new Fields(execution);
        var subject = PurposeWords.of(fields.text("subjectWords"));
        var method = PurposeWords.of(fields.text("methodWords"));
        String key = execution.getProcessBusinessKey();
        var asked = table.new Asked();
        List<Verdict> verdicts = new ArrayList<>();
        Map<String, Integer> counts = new HashMap<>();
        programs.each(key, listing -> {
            var facts = GrantFacts.of(listing, subject, method, documents.today());
            var answer = asked.of(facts);
            int words = facts.purpose().equals("none") ? 0 : subject.in(listing.purpose()) + method.in(listing.purpose());
            verdicts.add(new Verdict(listing.id(), answer.fit(), answer.reason(), words));
            counts.merge(answer.fit(), 1, Integer::sum);
        });
        programs.screened(key, verdicts);
        var relevant = programs.relevant(key);
        String summary = "Programs screened: %,d. Fit: %,d, may fit: %,d, do not: %,d.".formatted(verdicts.size(), counts.getOrDefault("fit", 0),
            counts.getOrDefault("possible", 0), counts.getOrDefault("none", 0));
        evidence.add(EvidencePlace.of(execution).forClause(clause), new NewEvidence.File("grant-screening.csv", CsvTable.of(
            List.of("Program", "Number", "Title", "Agency", "Result", "Reason"), List.of("id", "number", "title", "agencyName", "fit", "reason"),
            relevant.stream().limit(MOST_KEPT).map(GrantScreening::row).toList()), NewEvidence.Label.unclassified("data", summary)));
        Map<String, String[]> before = decided(fields);
        var candidates = relevant.stream().filter(program -> !program.fit().equals("none")).limit(MOST_CANDIDATES).toList();
        execution.setVariable("shortlist", Json.of(candidates.stream().map(program -> candidate(program, before)).toList()));
        execution.setVariable("unavailable", Json.of(relevant.stream().filter(program -> program.fit().equals("none")).limit(MOST_CANDIDATES)
            .map(GrantScreening::row).toList()));
        execution.setVariable("screeningSummary", summary);
        execution.setVariable("grantAgencies", Json.of(catalogue.agencies().stream().sorted(Comparator.comparing(Agency::name))
            .map(agency -> Json.row("label", agency.name(), "value", agency.id())).toList()));
        ledger.append(Entry.of(EntryKind.NOTE, execution, Json.row("note", "programs screened", "summary", summary)));
    }

    private static Map<String, Object> row(Screened program) {
        return Json.row("id", program.id(), "number", program.number(), "title", program.title(), "agencyName", program.agencyName(),
            "fit", LABELS.get(program.fit()), "reason", program.reason());
    }

    private Map<String, Object> candidate(Screened program, Map<String, String[]> decided) {
        Map<String, Object> row = row(program);
        String[] before = decided.get(program.id());
        row.put("decision", before != null ? before[0] : program.fit().equals("fit") ? "ask" : "leave");
        row.put("agency", before != null ? before[1] : agency(program));
        return row;
    }

    /** The agency that grants the money, as far as its code is in the settings; or null. */
    String agency(Screened program) {
        String id = settings.agencies().get(program.agencyCode().toUpperCase(Locale.ROOT));
        return id != null && catalogue.hasAgency(id) ? id : null;
    }

    private static Map<String, String[]> decided(Fields fields) {
        Map<String, String[]> decided = new HashMap<>();
        fields.rows("shortlist").forEach(row -> {
            String agency = Fields.field(row, "agency");
            decided.put(Fields.field(row, "id"), new String[] {Fields.field(row, "decision"), agency.isEmpty() ? null : agency});
        });
        return decided;
    }
}
