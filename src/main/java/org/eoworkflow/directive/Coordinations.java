package org.eoworkflow.directive;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.spin.json.SpinJsonNode;
import org.eoworkflow.directive.PartyAnswers.Answer;
import org.eoworkflow.directive.PartyAnswers.Step;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.notification.Mail;
import org.eoworkflow.notification.Outbox;
import org.eoworkflow.order.Agency;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.platform.Documents;
import org.eoworkflow.platform.Refusal;
import org.springframework.stereotype.Component;

/**
 * Coordination with agencies that must agree: each answers once, silence is chased and told to the heads but never counted as
 * agreement, and what the principals decided on a disagreement is recorded for each.
 */
@Component("coordination")
public class Coordinations {

    private static final int ROUND = 1;   // a draft that changed is put before the agencies by another coordination
    private static final String TASK = "Give position";
    private static final Map<String, String> LABELS =
        Map.of("agree", "Agrees", "agree-with-comment", "Agrees with comment", "disagree", "Does not agree");

    private final Catalogue catalogue;
    private final Preparers preparers;
    private final PartySpeakers speakers;
    private final PartyAnswers answers;
    private final PartyMails mails;
    private final Documents documents;
    private final Outbox outbox;
    private final Ledger ledger;

    Coordinations(Catalogue catalogue, Preparers preparers, PartySpeakers speakers, PartyAnswers answers, PartyMails mails, Documents documents,
                  Outbox outbox, Ledger ledger) {
        this.catalogue = catalogue;
        this.preparers = preparers;
        this.speakers = speakers;
        this.answers = answers;
        this.mails = mails;
        this.documents = documents;
        this.outbox = outbox;
        this.ledger = ledger;
    }

    /** Whether anybody must agree. An agency that is not in the catalogue is refused by name. */
    public boolean partiesNamed(DelegateExecution execution) {
        return !parties(execution).isEmpty();
    }

    /** Ids of the agencies that must agree, each once. */
    public List<String> parties(DelegateExecution execution) {
        List<String> parties = Json.texts("coordinating", execution.getVariable("coordinating"));
        parties.stream().filter(party -> !catalogue.hasAgency(party)).findFirst().ifPresent(party -> {
            throw Refusal.invalid("coordinating", "There is no agency '%s' to coordinate with in the catalogue.".formatted(party));
        });
        return parties;
    }

    /** Puts the draft before the agencies. */
    public void open(DelegateExecution execution) {
        List<String> parties = parties(execution);
        execution.setVariable("coordinationDecision", null);
        mails.ask("coordination/" + execution.getProcessInstanceId(), catalogue.agencies(parties), office(execution).name(), subject(execution), TASK,
            "An answer is asked for within 3 working days. Your agency agrees, agrees with comment or does not agree; silence is not counted as agreement.");
        ledger.append(Entry.of(EntryKind.NOTE, execution, Json.row("note", "coordination opened", "subject", subject(execution), "agencies", parties)));
    }

    /** Gives the task fields of its own: what one agency fills in is no other's default. */
    public void prepare(DelegateTask task) {
        task.getExecution().setVariableLocal("position", null);
        task.getExecution().setVariableLocal("positionComment", "");
    }

    /** Keeps an agency's position. Only its own staff gives it, and only once. */
    public void answered(DelegateTask task) {
        var fields = new Fields(task);
        String position = fields.choice("position", "Say whether your agency agrees.", "agree", "agree-with-comment", "disagree");
        String comment = position.equals("agree") ? "" : fields.required("positionComment", "Say what should change and why.");
        String party = (String) task.getVariable("party");
        String account = speakers.of(party, "staff", "The position");
        answers.add(task.getProcessInstanceId(), Step.COORDINATION, ROUND, new Answer(party, position, comment), account);
        ledger.append(Entry.of(EntryKind.POSITION_GIVEN, task, Json.row("agency", party, "position", position, "comment", comment)));
    }

    /** Reminds the agencies that have not answered. */
    public void chase(DelegateExecution execution) {
        List<String> silent = silent(execution);
        mails.chase("coordination-chased/" + execution.getProcessInstanceId(), catalogue.agencies(silent), office(execution).name(), subject(execution), TASK,
            "The answer was due within 3 working days; silence is not counted as agreement.");
        ledger.append(Entry.of(EntryKind.NOTE, execution, Json.row("note", "coordination chased", "silent", silent)));
    }

    /** Tells the heads of the agencies that have not answered, and the office that asked. */
    public void escalate(DelegateExecution execution) {
        List<String> silent = silent(execution);
        mails.escalate("coordination-escalated/" + execution.getProcessInstanceId(), catalogue.agencies(silent), office(execution), subject(execution), TASK,
            "The draft cannot go on before every agency has answered.");
        ledger.append(Entry.of(EntryKind.NOTE, execution, Json.row("note", "silence in coordination told to the heads", "silent", silent)));
    }

    /** Collects the positions when all are given. Sets {@code coordinationDecision}: {@code agreed}, or {@code open} with a disagreement. */
    public void collect(DelegateExecution execution) {
        var given = answers.of(execution.getProcessInstanceId(), Step.COORDINATION, ROUND);
        execution.setVariable("positions", Json.of(given.stream().map(answer -> row(answer, "")).toList()));
        var disagreements = given.stream().filter(Coordinations::disagrees)
            .map(answer -> Json.row("agency", name(answer), "comment", answer.comment(), "resolution", "")).toList();
        execution.setVariable("disagreements", Json.of(disagreements));
        execution.setVariable("coordinationAnswers", execution.getVariable("positions"));
        execution.setVariable("coordinationDecision", disagreements.isEmpty() ? "agreed" : "open");
    }

    /**
     * Records how the principals resolved each disagreement, and whether the draft stands. What the agencies said is taken from their
     * answers, not from the form. Whoever completed one of the activities of {@code preparedBy} does not record it.
     */
    public void resolved(DelegateTask task) {
        preparers.among(task, task.getAssignee()).ifPresent(who -> {
            throw Refusal.forbidden("Task 'Record resolution' of '%s': %s prepared the draft, so another account of the lead must record how the "
                .formatted(subject(task.getExecution()), who) + "disagreements are resolved.");
        });
        var fields = new Fields(task);
        String decision = fields.choice("coordinationDecision", "Say whether the draft stands or changes.", "agreed", "revise");
        Map<String, String> said = new LinkedHashMap<>();
        for (JsonNode row : fields.rows("disagreements")) {
            said.put(Fields.field(row, "agency"), Fields.field(row, "resolution"));
        }
        var given = answers.of(task.getProcessInstanceId(), Step.COORDINATION, ROUND);
        var resolved = given.stream().filter(Coordinations::disagrees).map(answer -> {
            String resolution = said.getOrDefault(name(answer), "");
            if (resolution.isEmpty()) {
                throw Refusal.invalid("disagreements", "Say how the disagreement of %s is resolved.".formatted(name(answer)));
            }
            return Json.row("agency", name(answer), "id", answer.party(), "comment", answer.comment(), "resolution", resolution);
        }).toList();
        task.setVariable("disagreements", Json.of(resolved));
        task.setVariable("coordinationAnswers", Json.of(given.stream().map(answer -> row(answer, disagrees(answer) ? said.get(name(answer)) : "")).toList()));
        ledger.append(Entry.of(EntryKind.DECISION_MADE, task, Json.row("decision", decision, "resolved", resolved)));
    }

    /** Tells each agency that did not agree how its disagreement was resolved. */
    public void inform(DelegateExecution execution) {
        String decision = "agreed".equals(execution.getVariable("coordinationDecision")) ? "The draft stands."
            : "The draft changes and is put before your agency again.";
        for (SpinJsonNode row : Json.elements("disagreements", execution.getVariable("disagreements"))) {
            var agency = catalogue.agency(Json.text(row, "id"));
            outbox.add(new Mail("coordination-resolved/" + execution.getProcessInstanceId(), agency.mailbox(),
                "How your agency's disagreement was resolved: " + subject(execution),
                documents.html("mail/coordination-resolved", Map.of("agency", agency.name(), "office", office(execution).name(),
                    "subject", subject(execution), "comment", Json.text(row, "comment"), "resolution", Json.text(row, "resolution"), "decision", decision))));
        }
    }

    /** Records that nobody had to agree: the draft stands. */
    public void nobody(DelegateExecution execution) {
        execution.setVariable("coordinationAnswers", Json.of(List.of()));
        execution.setVariable("coordinationDecision", "agreed");
        ledger.append(Entry.of(EntryKind.NOTE, execution, Json.row("note", "nobody to coordinate with", "subject", subject(execution))));
    }

    private List<String> silent(DelegateExecution execution) {
        return answers.silent(execution.getProcessInstanceId(), Step.COORDINATION, ROUND, parties(execution));
    }

    private static boolean disagrees(Answer answer) {
        return answer.answer().equals("disagree");
    }

    private Map<String, Object> row(Answer answer, String resolution) {
        return Json.row("agency", name(answer), "position", LABELS.get(answer.answer()), "comment", answer.comment(), "resolution", resolution);
    }

    private String name(Answer answer) {
        return catalogue.agency(answer.party()).name();
    }

    private Agency office(DelegateExecution execution) {
        return catalogue.agency((String) execution.getVariable("office"));
    }

    private static String subject(DelegateExecution execution) {
        return Objects.toString(execution.getVariable("coordinationSubject"), "");
    }
}
