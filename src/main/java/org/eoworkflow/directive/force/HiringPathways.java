package org.eoworkflow.directive.force;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.eoworkflow.directive.Fields;
import org.eoworkflow.directive.IssuedDocuments;
import org.eoworkflow.directive.IssuedDocuments.Issue;
import org.eoworkflow.directive.IssuedDocuments.Part;
import org.eoworkflow.directive.Json;
import org.eoworkflow.directive.Signatures;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.platform.Refusal;
import org.springframework.stereotype.Component;

/** How specialists are hired for the US Tech Force: authorities reviewed and decided, guidance issued, candidates assessed, announcements opened. */
@Component("hiringPathways")
public class HiringPathways {

    private static final int MOST = 100_000;
    private static final int LONGEST_VALID = 1095;

    private final IssuedDocuments documents;
    private final TechForceSettings settings;
    private final Ledger ledger;
    private final Signatures signatures;

    HiringPathways(IssuedDocuments documents, TechForceSettings settings, Ledger ledger, Signatures signatures) {
        this.documents = documents;
        this.settings = settings;
        this.ledger = ledger;
        this.signatures = signatures;
    }

    /** The authorities are reviewed: each kind of them. Whether each is used is decided next. */
    public void reviewed(DelegateTask task) {
        var fields = new Fields(task);
        fields.whole("specialistsWanted", 1, MOST, "Say how many specialists are wanted, a whole number from 1 to %d.".formatted(MOST));
        fields.required("hiringNeed", "Say what the specialists are needed for.");
        var authorities = Authority.of(fields);
        task.setVariable("authoritiesShown", Json.of(authorities.stream().map(Authority::row).toList()));
        task.setVariable("authorityDecisions", Json.of(authorities.stream().map(authority -> {
            var row = authority.row();
            row.keySet().retainAll(List.of("authority", "kind", "usable"));
            row.put("use", null);
            row.put("reason", "");
            return row;
        }).toList()));
    }

    /** It is decided which authorities are used. What they are is taken from the review; a departure from it has a reason. */
    public void decided(DelegateTask task) {
        var fields = new Fields(task);
        if (fields.choice("authoritiesDecision", "Decide, or return the review with a reason.", "decide", "return").equals("return")) {
            ledger.append(Entry.of(EntryKind.DECISION_MADE, task, Json.row("decision", "return",
                "reason", fields.required("authoritiesReason", "Say why you return the review."))));
            return;
        }
        Map<String, JsonNode> said = new LinkedHashMap<>();
        fields.rows("authorityDecisions").forEach(row -> said.put(Fields.field(row, "authority"), row));
        List<Map<String, Object>> used = new ArrayList<>();
        List<Map<String, Object>> decisions = new ArrayList<>();
        for (Authority authority : Authority.of(fields)) {
            JsonNode row = said.get(authority.authority());
            String use = row == null ? "" : Fields.field(row, "use");
            if (!List.of("yes", "no").contains(use)) {
                throw Refusal.invalid("authorityDecisions", "Decide for each authority whether it is used.");
            }
            String reason = Fields.field(row, "reason");
            if (authority.departs(use.equals("yes")) && reason.isEmpty()) {
                throw Refusal.invalid("authorityDecisions", "Say why you depart from the review of '%s'.".formatted(authority.authority()));
            }
            decisions.add(Json.row("authority", authority.authority(), "kind", authority.kind(), "use", use, "reason", reason));
            if (use.equals("yes")) {
                used.add(Json.row("kind", Authority.KINDS.get(authority.kind()), "kindId", authority.kind(), "authority", authority.authority(),
                    "reason", reason));
            }
        }
        if (used.isEmpty()) {
            throw Refusal.invalid("authorityDecisions", "Decide on at least one authority that is used, or return the review with a reason.");
        }
        task.setVariable("authoritiesUsed", Json.of(used));
        ledger.append(Entry.of(EntryKind.DECISION_MADE, task, Json.row("decision", "decide", "authorities", decisions)));
    }

    /** The guidance is drafted. */
    public void drafted(DelegateTask task) {
        draft(new Fields(task));
    }

    private static Fields draft(Fields fields) {
        fields.required("guidanceNumber", "Give the guidance a number.");
        fields.required("guidanceTitle", "Give the guidance a title.");
        fields.required("guidanceText", "Say what agencies are told.");
        fields.required("guidanceContact", "Name the office that agencies ask.");
        return fields;
    }

    /** The guidance is issued, from a day on that is not past, or returned. */
    public void issued(DelegateTask task) {
        signatures.decided(task, "guidance", "issue", "the head of the agency");
    }

    /** Releases the issued guidance: kept as evidence of the clause and mailed to the agencies that the survey asks. */
    public void release(DelegateExecution execution, String clause) {
        Fields fields = draft(new Fields(execution));
        documents.issue(execution, List.of(clause), new Issue("hiring-guidance", "Hiring guidance", fields.text("guidanceNumber"),
            fields.text("guidanceTitle"), List.of(Part.text("Guidance", fields.text("guidanceText")),
                Part.table("Authorities", "Specialists are hired under these authorities.", List.of("Kind", "Authority"), List.of("kind", "authority"),
                    used(fields).stream().map(row -> Map.of("kind", Fields.field(row, "kind"), "authority", Fields.field(row, "authority"))).toList()),
                Part.text("Questions", fields.text("guidanceContact"))), "Authorities reviewed and decided before it was drafted.",
            documents.head((String) execution.getVariable("office")), fields.text("guidanceIssuedBy"),
            LocalDate.parse(fields.text("guidanceEffectiveOn")), ""), settings.surveyed(), "");
    }

    private static List<JsonNode> used(Fields fields) {
        return fields.rows("authoritiesUsed");
    }

    /** It is said how candidates are assessed: by at least one method, for at least one skill. */
    public void assessed(DelegateTask task) {
        var fields = new Fields(task);
        if (fields.rows("assessmentMethods").isEmpty()) {
            throw Refusal.invalid("assessmentMethods", "Choose at least one method of assessment.");
        }
        fields.required("assessmentOffice", "Name the office that assesses.");
        fields.whole("assessmentValidDays", 1, LONGEST_VALID, "Say for how many days a result is valid, a whole number from 1 to %d."
            .formatted(LONGEST_VALID));
        int place = 0;
        for (JsonNode row : fields.rows("skills")) {
            place++;
            Fields.line("skills", row, "skill", place, "the skill");
            Fields.choice("skills", row, "level", place, List.of("entry", "full", "expert"), "the level");
            Fields.line("skills", row, "shownBy", place, "by which method and result it is shown");
        }
        if (place == 0) {
            throw Refusal.invalid("skills", "Add at least one skill.");
        }
    }

    /** The announcements are open: under authorities that are used, and one of them today. */
    public void opened(DelegateTask task) {
        var fields = new Fields(task);
        LocalDate today = documents.today();
        var kinds = used(fields).stream().map(row -> Fields.field(row, "kindId")).toList();
        var numbers = new HashSet<String>();
        boolean open = false;
        List<Map<String, Object>> rows = new ArrayList<>();
        for (JsonNode row : fields.rows("announcements")) {
            int place = rows.size() + 1;
            String number = Fields.line("announcements", row, "announcement", place, "the announcement's number");
            if (!numbers.add(number)) {
                throw Refusal.invalid("announcements", "Line %d repeats an announcement. List each once.".formatted(place));
            }
            String kind = Fields.choice("announcements", row, "kind", place, kinds, "an authority that was decided to be used");
            LocalDate opens = Fields.day("announcements", row, "opensOn", place, LocalDate.MIN, "the day on which it opens, like 2026-07-02");
            LocalDate closes = Fields.day("announcements", row, "closesOn", place, opens, "the day on which it closes, on or after the day on which it opens");
            open |= !opens.isAfter(today) && !closes.isBefore(today);
            rows.add(Json.row("announcement", number, "position", Fields.line("announcements", row, "position", place, "the position"), "kind", kind,
                "positions", Fields.number("announcements", row, "positions", place, MOST, "the positions, a whole number from 1 to " + MOST),
                "opensOn", opens.toString(), "closesOn", closes.toString()));
        }
        if (!open) {
            throw Refusal.invalid("announcements", "No announcement is open today. The pathway is open when one of them is.");
        }
        ledger.append(Entry.of(EntryKind.PATHWAY_OPENED, task, Json.row("pathway", "hiring", "announcements", rows,
            "office", Objects.toString(task.getVariable("office"), ""))));
    }
}
