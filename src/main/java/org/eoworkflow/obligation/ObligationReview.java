package org.eoworkflow.obligation;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.IsoFields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.platform.Refusal;
import org.springframework.stereotype.Component;

/** The quarterly review of a continuous clause: the quarter it is about, and what the ledger keeps of it. */
@Component("obligationReview")
public class ObligationReview {

    private final EvidenceStore evidence;
    private final Ledger ledger;
    private final Clock clock;

    ObligationReview(EvidenceStore evidence, Ledger ledger, Clock clock) {
        this.evidence = evidence;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Settles which quarter is under review: the last one that was over when the review began. */
    public void begin(DelegateExecution execution) {
        var day = LocalDate.now(clock).minusMonths(3);
        execution.setVariable("quarter", "Q%d %d".formatted(day.get(IsoFields.QUARTER_OF_YEAR), day.getYear()));
    }

    /** Evidence of earlier quarters does not do for this one. */
    public void checkEvidence(DelegateTask task) {
        if (evidence.of(EvidencePlace.of(task)).stream()
                .noneMatch(item -> task.getProcessInstanceId().equals(item.place().processInstance()))) {
            throw Refusal.conflict("Task '%s': add at least one new item of %s in the Evidence tab before you complete it."
                .formatted(task.getName(), task.getVariable("quarter")));
        }
    }

    /** Refuses a day of recovery that has passed. */
    public void checkPlan(DelegateTask task) {
        try {
            if (!LocalDate.parse(Objects.toString(task.getVariable("recoveryDate"), "")).isBefore(LocalDate.now(clock))) {
                return;
            }
        } catch (DateTimeParseException e) {
            // told below
        }
        throw Refusal.invalid("recoveryDate", "The day by which the clause will be met again must be today or later, such as 2027-01-15.");
    }

    /** Records that the clause was being met. */
    public void record(DelegateExecution execution) {
        append(execution, true, Map.of());
    }

    /** Records that the clause was not being met, with the plan. */
    public void recordShortfall(DelegateExecution execution) {
        var plan = new LinkedHashMap<String, Object>();
        for (var part : new String[] {"recoveryCause", "recoverySteps", "recoveryDate"}) {
            plan.put(part, execution.getVariable(part));
        }
        append(execution, false, plan);
    }

    private void append(DelegateExecution execution, boolean met, Map<String, Object> plan) {
        var payload = new LinkedHashMap<>(plan);
        payload.put("met", met);
        payload.put("quarter", execution.getVariable("quarter"));
        payload.put("statement", execution.getVariable("reviewStatement"));
        payload.put("directive", execution.getVariable("directive"));
        payload.put("evidence", evidence.of(EvidencePlace.of(execution)).stream()
            .filter(item -> execution.getProcessInstanceId().equals(item.place().processInstance())).map(Evidence::sha256).toList());
        ledger.append(Entry.of(EntryKind.CLAUSE_REVIEWED, execution, payload));
    }
}
