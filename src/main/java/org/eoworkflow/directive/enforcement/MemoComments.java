package org.eoworkflow.directive.enforcement;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.eoworkflow.directive.Fields;
import org.eoworkflow.directive.Json;
import org.eoworkflow.directive.NamedParties;
import org.eoworkflow.directive.PartyAnswers;
import org.eoworkflow.directive.PartyAnswers.Answer;
import org.eoworkflow.directive.PartyAnswers.Step;
import org.eoworkflow.directive.PartyMails;
import org.eoworkflow.directive.PartySpeakers;
import org.eoworkflow.deadline.DeadlineRecords;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.platform.WashingtonTime;
import org.springframework.stereotype.Component;

/** Comments of components on a draft memo: asked for within a window, silence recorded when it closes, each change that is asked for answered. */
@Component("memoComments")
public class MemoComments {

    private static final Map<String, String> LABELS = Map.of("agree", "Agrees", "no-comment", "No comment", "change", "Asks for a change");
    private static final Map<String, String> ADOPTED = Map.of("yes", "Yes", "in-part", "In part", "no", "No");

    private final EnforcementSettings settings;
    private final NamedParties parties;
    private final PartySpeakers speakers;
    private final PartyAnswers answers;
    private final PartyMails mails;
    private final DeadlineRecords records;
    private final Ledger ledger;

    MemoComments(EnforcementSettings settings, NamedParties parties, PartySpeakers speakers, PartyAnswers answers, PartyMails mails,
                 DeadlineRecords records, Ledger ledger) {
        this.settings = settings;
        this.parties = parties;
        this.speakers = speakers;
        this.answers = answers;
        this.mails = mails;
        this.records = records;
        this.ledger = ledger;
        parties.check("eo.enforcement.components", settings.components(), "EnforcementPrioritization");
    }

    /** The window for comments in federal working days, e.g. {@code P5D}. */
    public String window() {
        return settings.window().toString();
    }

    /** Puts the draft as it stands before the components and fixes the moment at which the window closes. */
    public void open(DelegateExecution execution, Date closes) {
        int round = round(execution) + 1;
        execution.setVariable("commentRound", round);
        execution.setVariable("commenting", Json.of(settings.components()));
        execution.setVariable("commentsClose", closes);
        execution.setVariable("commentsCloseText", WashingtonTime.text(closes.toInstant()));
        records.window(execution, "Comments, round %d: %s".formatted(round, execution.getVariable("memoTitle")),
            "Window for comments, a planning practice", window(), closes);
        List.of("commentDecision", "memoDecision", "changes").forEach(variable -> execution.setVariable(variable, null));
        mails.ask("memo-comments/%s/%d".formatted(execution.getProcessInstanceId(), round), parties.agencies(settings.components()),
            parties.agency((String) execution.getVariable("office")).name(),
            "%s, %s".formatted(execution.getVariable("memoNumber"), execution.getVariable("memoTitle")), "Comment on memo",
            "Comments are asked for until %s. Silence is recorded as no comment.".formatted(WashingtonTime.text(closes.toInstant())));
        ledger.append(Entry.of(EntryKind.NOTE, execution, Json.row("note", "comments asked for", "round", round, "components", settings.components(),
            "closes", closes.toInstant().toString())));
    }

    /** Ids of the components that are asked in this round. */
    public List<String> components(DelegateExecution execution) {
        return Json.texts("commenting", execution.getVariable("commenting"));
    }

    /** Gives the task fields of its own: what one component fills in is no other's default. */
    public void prepare(DelegateTask task) {
        task.getExecution().setVariableLocal("memoComment", null);
        task.getExecution().setVariableLocal("memoCommentText", "");
    }

    /** Keeps a component's comment. Only its own staff gives it, and only once. */
    public void answered(DelegateTask task) {
        var fields = new Fields(task);
        String comment = fields.choice("memoComment", "Say whether your component asks for a change.", "agree", "no-comment", "change");
        String text = comment.equals("change") ? fields.required("memoCommentText", "Say what should change.") : "";
        String component = (String) task.getVariable("party");
        String account = speakers.of(component, "staff", "The comment");
        int round = round(task.getExecution());
        answers.add(task.getProcessInstanceId(), Step.COMMENT, round, new Answer(component, comment, text), account);
        ledger.append(Entry.of(EntryKind.SURVEY_ANSWERED, task, Json.row("agency", component, "answer", comment, "comment", text, "round", round)));
    }

    /** Collects the comments when all are given or the window has closed. Sets {@code changesAsked}: {@code yes} or {@code no}. */
    public void collect(DelegateExecution execution) {
        int round = round(execution);
        var given = answers.of(execution.getProcessInstanceId(), Step.COMMENT, round);
        execution.setVariable("comments", Json.of(components(execution).stream().map(component -> {
            var answer = given.stream().filter(each -> each.party().equals(component)).findFirst();
            return Json.row("component", parties.agency(component).name(), "answer", answer.map(each -> LABELS.get(each.answer())).orElse("No answer"),
                "comment", answer.map(Answer::comment).orElse(""));
        }).toList()));
        var changes = changes(given);
        execution.setVariable("changes", changes.isEmpty() ? null : Json.of(changes.stream()
            .map(change -> Json.row("component", parties.agency(change.party()).name(), "comment", change.comment(), "adopted", null, "answer", "")).toList()));
        execution.setVariable("changesAsked", changes.isEmpty() ? "no" : "yes");
        answers.silent(execution.getProcessInstanceId(), Step.COMMENT, round, components(execution)).forEach(component ->
            ledger.append(Entry.of(EntryKind.SURVEY_UNANSWERED, execution, Json.row("agency", component, "round", round))));
    }

    /** Keeps how each change that was asked for is answered. What the components said is taken from their comments, not from the form. */
    public void resolved(DelegateTask task) {
        var fields = new Fields(task);
        String decision = fields.choice("commentDecision", "Say whether the draft stands or is revised.", "proceed", "revise");
        Map<String, JsonNode> said = new LinkedHashMap<>();
        fields.rows("changes").forEach(row -> said.put(Fields.field(row, "component"), row));
        var resolved = changes(answers.of(task.getProcessInstanceId(), Step.COMMENT, round(task.getExecution()))).stream().map(change -> {
            String name = parties.agency(change.party()).name();
            JsonNode row = said.get(name);
            String adopted = row == null ? null : ADOPTED.get(Fields.field(row, "adopted"));
            String answer = row == null ? "" : Fields.field(row, "answer");
            if (adopted == null || answer.isEmpty()) {
                throw Refusal.invalid("changes", "Answer the change that %s asks for.".formatted(name));
            }
            return Json.row("component", name, "comment", change.comment(), "adopted", adopted, "answer", answer);
        }).toList();
        task.setVariable("changes", Json.of(resolved));
        ledger.append(Entry.of(EntryKind.DECISION_MADE, task, Json.row("decision", decision, "answered", resolved)));
    }

    private static List<Answer> changes(List<Answer> given) {
        return given.stream().filter(answer -> answer.answer().equals("change")).toList();
    }

    private static int round(DelegateExecution execution) {
        return execution.getVariable("commentRound") instanceof Integer round ? round : 0;
    }
}
