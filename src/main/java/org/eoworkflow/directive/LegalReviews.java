package org.eoworkflow.directive;

import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.platform.Refusal;
import org.springframework.stereotype.Component;

/** Legal reviews: an opinion with its ground, an answer or a withdrawal, and the outcome for whoever asked. */
@Component("legalReview")
public class LegalReviews {

    private final Preparers preparers;
    private final Ledger ledger;

    LegalReviews(Preparers preparers, Ledger ledger) {
        this.preparers = preparers;
        this.ledger = ledger;
    }

    /** Records counsel's opinion. Whoever completed one of the activities of {@code preparedBy} may not give it. */
    public void reviewed(DelegateTask task) {
        DelegateExecution review = task.getExecution();
        preparers.among(task, task.getAssignee()).ifPresent(who -> {
            throw Refusal.forbidden("Task 'Review legality' of '%s': %s prepared what is reviewed, so another account of the lead must review it."
                .formatted(text(task, "reviewSubject"), who));
        });
        boolean objected = "objection".equals(task.getVariable("legalOpinion"));
        if (!objected) {
            if (!"no-objection".equals(task.getVariable("legalOpinion"))) {
                throw Refusal.invalid("legalOpinion", "Say whether there is a legal objection.");
            }
            review.setVariable("legalGround", "");
            review.setVariable("legalDecision", "cleared");
        } else if (text(task, "legalGround").isBlank()) {
            throw Refusal.invalid("legalGround", "State the ground of the objection.");
        }
        review.setVariable("objectionResponse", null);
        ledger.append(Entry.of(EntryKind.DECISION_MADE, task, Json.row("decision", task.getVariable("legalOpinion"),
            "ground", text(task, "legalGround"), "authority", objected ? text(task, "legalAuthority") : "")));
    }

    /** Records the office's answer to an objection, or that it withdraws the draft. */
    public void answered(DelegateTask task) {
        if (text(task, "objectionAnswer").isBlank()) {
            throw Refusal.invalid("objectionAnswer", "Say why the objection does not stand, or what you will revise.");
        }
        if ("revise".equals(task.getVariable("objectionResponse"))) {
            task.getExecution().setVariable("legalDecision", "revise");
        } else if (!"answer".equals(task.getVariable("objectionResponse"))) {
            throw Refusal.invalid("objectionResponse", "Answer the objection, or withdraw the draft to revise it.");
        }
        // shown at the next review, whose own fields hold what counsel is writing
        task.getExecution().setVariable("objectionGround", text(task, "legalGround"));
        task.getExecution().setVariable("objectionAuthority", text(task, "legalAuthority"));
        task.getExecution().setVariable("legalOpinion", null);
        ledger.append(Entry.of(EntryKind.DECISION_MADE, task, Json.row("decision", task.getVariable("objectionResponse"),
            "answer", text(task, "objectionAnswer"))));
    }

    private static String text(DelegateTask task, String variable) {
        return Objects.toString(task.getVariable(variable), "");
    }
}
