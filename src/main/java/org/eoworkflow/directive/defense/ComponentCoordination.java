package org.eoworkflow.directive.defense;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.eoworkflow.directive.Fields;
import org.eoworkflow.directive.Json;
import org.eoworkflow.directive.PartyAnswers;
import org.eoworkflow.directive.PartyAnswers.Answer;
import org.eoworkflow.directive.PartyAnswers.Step;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.order.Agency;
import org.eoworkflow.platform.Refusal;
import org.springframework.stereotype.Component;

/**
 * Coordination of a draft with the components that will carry it out. Each must take a position: silence is chased, then told to
 * the component's head, and never counted as agreement. A disagreement is resolved above them, or the draft changes.
 */
@Component("componentCoordination")
public class ComponentCoordination {

    private static final String TASK = "Coordinate as component";
    private static final Map<String, String> LABELS =
        Map.of("agree", "Agrees", "agree-with-comment", "Agrees with comment", "disagree", "Does not agree");

    private final DefenseParties parties;
    private final PartyAnswers answers;
    private final PartyMails mails;
    private final Ledger ledger;

    ComponentCoordination(DefenseParties parties, PartyAnswers answers, PartyMails mails, Ledger ledger) {
        this.parties = parties;
        this.answers = answers;
        this.mails = mails;
        this.ledger = ledger;
    }

    /** Puts the draft as it stands before the components. */
    public void open(DelegateExecution execution) {
        int round = round(execution) + 1;
        execution.setVariable("coordinationRound", round);
        execution.setVariable("coordinating", Json.of(parties.components()));
        List.of("coordinationDecision", "legalDecision", "signatureDecision").forEach(variable -> execution.setVariable(variable, null));
        mails.ask("coordination/%s/%d".formatted(execution.getProcessInstanceId(), round), parties.agencies(parties.components()),
            office(execution).name(), subject(execution), TASK,
            "An answer is asked for within 3 working days. Your component agrees, agrees with comment or does not agree; silence is not counted as agreement.");
        ledger.append(Entry.of(EntryKind.NOTE, execution, Json.row("note", "coordination opened", "round", round, "components", parties.components())));
    }

    /** Ids of the components that are asked. */
    public List<String> components(DelegateExecution execution) {
        return Json.texts("coordinating", execution.getVariable("coordinating"));
    }

    /** Gives the task fields of its own: what one component fills in is no other's default. */
    public void prepare(DelegateTask task) {
        task.getExecution().setVariableLocal("position", null);
        task.getExecution().setVariableLocal("positionComment", "");
    }

    /** Keeps a component's position. Only its own staff gives it, and only once. */
    public void answered(DelegateTask task) {
        var fields = new Fields(task);
        String position = fields.choice("position", "Say whether your component agrees.", "agree", "agree-with-comment", "disagree");
        String comment = position.equals("agree") ? "" : fields.required("positionComment", "Say what should change and why.");
        String component = (String) task.getVariable("party");
        String account = parties.speaker(component, "staff", "The position");
        answers.add(task.getProcessInstanceId(), Step.COORDINATION, round(task.getExecution()), new Answer(component, position, comment), account);
        ledger.append(Entry.of(EntryKind.POSITION_GIVEN, task, Json.row("component", component, "position", position, "comment", comment,
            "round", round(task.getExecution()))));
    }

    /** Reminds the components that have not answered. */
    public void chase(DelegateExecution execution) {
        List<String> silent = silent(execution);
        mails.chase("coordination-chased/%s/%d".formatted(execution.getProcessInstanceId(), round(execution)), parties.agencies(silent),
            office(execution).name(), subject(execution), TASK, "The answer was due within 3 working days; silence is not counted as agreement.");
        ledger.append(Entry.of(EntryKind.NOTE, execution, Json.row("note", "coordination chased", "silent", silent)));
    }

    /** Tells the heads of the components that have not answered. */
    public void escalate(DelegateExecution execution) {
        List<String> silent = silent(execution);
        mails.escalate("coordination-escalated/%s/%d".formatted(execution.getProcessInstanceId(), round(execution)), parties.agencies(silent),
            office(execution), subject(execution), TASK, "The order cannot be signed before every component has answered.");
        ledger.append(Entry.of(EntryKind.NOTE, execution, Json.row("note", "silence in coordination told to the heads", "silent", silent)));
    }

    /** Collects the positions when all are given. Sets {@code coordinationDecision}: {@code proceed}, or {@code open} with a disagreement. */
    public void collect(DelegateExecution execution) {
        var given = answers.of(execution.getProcessInstanceId(), Step.COORDINATION, round(execution));
        execution.setVariable("positions", Json.of(given.stream().map(answer -> Json.row("component", parties.agency(answer.party()).name(),
            "position", LABELS.get(answer.answer()), "comment", answer.comment())).toList()));
        execution.setVariable("objections", Json.of(given.stream().filter(answer -> answer.answer().equals("disagree"))
            .map(answer -> Json.row("component", parties.agency(answer.party()).name(), "comment", answer.comment(), "resolution", "")).toList()));
        execution.setVariable("coordinationDecision", given.stream().anyMatch(answer -> answer.answer().equals("disagree")) ? "open" : "proceed");
    }

    /** Records how each disagreement is resolved. What the components said is taken from their answers, not from the form. */
    public void resolved(DelegateTask task) {
        var fields = new Fields(task);
        String decision = fields.choice("coordinationDecision", "Decide whether the draft proceeds or changes.", "proceed", "revise");
        Map<String, String> said = new LinkedHashMap<>();
        for (JsonNode row : fields.rows("objections")) {
            said.put(Fields.field(row, "component"), Fields.field(row, "resolution"));
        }
        var resolved = answers.of(task.getProcessInstanceId(), Step.COORDINATION, round(task.getExecution())).stream()
            .filter(answer -> answer.answer().equals("disagree")).map(answer -> {
                String name = parties.agency(answer.party()).name();
                String resolution = said.getOrDefault(name, "");
                if (resolution.isEmpty()) {
                    throw Refusal.invalid("objections", "Say how the disagreement of %s is resolved.".formatted(name));
                }
                return Json.row("component", name, "comment", answer.comment(), "resolution", resolution);
            }).toList();
        task.setVariable("objections", Json.of(resolved));
        ledger.append(Entry.of(EntryKind.DECISION_MADE, task, Json.row("decision", decision, "resolved", resolved)));
    }

    private List<String> silent(DelegateExecution execution) {
        return answers.silent(execution.getProcessInstanceId(), Step.COORDINATION, round(execution), components(execution));
    }

    private static int round(DelegateExecution execution) {
        return execution.getVariable("coordinationRound") instanceof Integer round ? round : 0;
    }

    private Agency office(DelegateExecution execution) {
        return parties.agency((String) execution.getVariable("office"));
    }

    private static String subject(DelegateExecution execution) {
        return "%s, %s".formatted(execution.getVariable("paperNumber"), execution.getVariable("paperTitle"));
    }
}
