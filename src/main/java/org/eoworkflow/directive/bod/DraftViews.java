package org.eoworkflow.directive.bod;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.variable.value.ObjectValue;
import org.camunda.spin.Spin;
import org.camunda.spin.json.SpinJsonNode;
import org.eoworkflow.directive.Fields;
import org.eoworkflow.directive.Json;
import org.eoworkflow.order.Agency;
import org.eoworkflow.order.Catalogue;
import org.springframework.stereotype.Component;

/** What is shown of the draft of a directive to those who review, sign and release it. */
@Component("draftViews")
public class DraftViews {

    private static final Map<String, String> ANSWERS = Map.of("concur", "Concur", "concur-with-comment", "Concur with comment",
        "non-concur", "Do not concur", "no-comment", "No comment", "no-response", "No response");

    private final Catalogue catalogue;

    DraftViews(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** What a form shows of the draft: a Json object. */
    public SpinJsonNode overview(DelegateExecution execution) {
        var draft = new Draft(execution);
        Map<String, Object> overview = new LinkedHashMap<>();
        overview.put("department", catalogue.agency((String) execution.getVariable("lead")).name());
        overview.put("head", head(execution));
        overview.put("agencies", Paragraphs.sentence(names(draft.agencies())));
        overview.put("agencyCount", draft.agencies().size());
        List<Map<String, Object>> actions = new ArrayList<>();
        for (DraftedAction action : draft.actions()) {
            actions.add(Map.of("number", actions.size() + 1, "action", action.action(), "details", action.details(),
                "period", action.period() + (action.byTimeline() ? "; each vulnerability by the remediation timeline" : ""),
                "reporting", action.reporting()));
        }
        overview.put("actions", actions);
        overview.put("supersedes", draft.supersedes().isEmpty() ? "none"
            : Paragraphs.sentence(draft.supersedes().stream().map(DirectiveNumber::toString).toList()));
        overview.put("answers", draft.rows("consultationAnswers").stream().map(row -> Map.of(
            "agency", catalogue.hasAgency(Fields.field(row, "agency")) ? catalogue.agency(Fields.field(row, "agency")).acronym() : "",
            "answer", ANSWERS.getOrDefault(Fields.field(row, "answer"), ""), "comment", Fields.field(row, "comment"))).toList());
        overview.put("guidance", draft.rows("guidanceSections").stream()
            .map(row -> Map.of("heading", Fields.field(row, "heading"), "body", Fields.field(row, "body"))).toList());
        overview.put("remarks", remarks(execution, draft));
        return Spin.JSON(overview);
    }

    /** Why the draft came back, or the empty text. */
    private static String remarks(DelegateExecution execution, Draft draft) {
        List<String> remarks = new ArrayList<>();
        if ("revise".equals(execution.getVariable("legalDecision"))) {
            remarks.add("Counsel objects: " + draft.text("legalGround"));
        }
        if ("revise".equals(execution.getVariable("consultationDecision"))) {
            remarks.add("The approver wants it revised after the consultation; the answers stand below.");
        }
        if ("return".equals(execution.getVariable("approvalDecision"))) {
            remarks.add("The approver returns it: " + draft.text("returnReason"));
        }
        return String.join("\n\n", remarks);
    }

    /** The office that heads the accountable department: a title, never a name. */
    String head(DelegateExecution execution) {
        Agency lead = catalogue.agency((String) execution.getVariable("lead"));
        return lead.head() == null ? "head of the " + lead.name() : lead.head().title();
    }

    List<String> names(List<String> agencies) {
        return agencies.stream().map(agency -> catalogue.agency(agency).name()).toList();
    }

    /** The whole draft as one Markdown text for those who review it. It may be longer than a text variable holds, so it is an object. */
    public ObjectValue text(DelegateExecution execution) {
        var draft = new Draft(execution);
        var text = new StringBuilder();
        text.append("## %s: %s\n\n".formatted(draft.text("directiveNumber"), draft.text("directiveTitle")));
        part(text, "Authority", draft.text("authority"));
        part(text, "Background", draft.text("background"));
        part(text, "Systems in scope", draft.text("systemsInScope"));
        part(text, "Systems excluded", draft.text("systemsExcluded"));
        part(text, "Agencies bound", Paragraphs.sentence(names(draft.agencies())));
        text.append("### Required actions\n\n");
        int place = 1;
        for (DraftedAction action : draft.actions()) {
            text.append("**%d. %s** (%s)\n\n%s\n\nReporting: %s\n\n".formatted(place++, action.action(), action.period(), action.details(),
                action.reporting()));
        }
        part(text, "Reporting", draft.text("reporting"));
        part(text, "Revokes", Paragraphs.sentence(draft.supersedes().stream().map(DirectiveNumber::toString).toList()));
        part(text, "Contact", draft.text("contact"));
        text.append("## Guidance: %s\n\n".formatted(draft.text("guidanceTitle")));
        draft.guidance().forEach(section -> part(text, section.heading(), section.body()));
        draft.sourceNotes().forEach(note -> part(text, "Sources disagree: " + note.point(), note.readings()));
        return Json.longText(text.toString().strip());
    }

    private static void part(StringBuilder text, String heading, String body) {
        if (!body.isEmpty()) {
            text.append("### ").append(heading).append("\n\n").append(body).append("\n\n");
        }
    }
}
