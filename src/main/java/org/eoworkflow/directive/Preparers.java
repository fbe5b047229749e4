package org.eoworkflow.directive;

import java.util.Arrays;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.eoworkflow.ledger.Ledger;
import org.springframework.stereotype.Component;

/** Who prepared what a shared process is asked about: the calling model names their activities in {@code preparedBy}, separated by commas. */
@Component
class Preparers {

    private final Ledger ledger;

    Preparers(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Whether this account completed one of the activities under the task's business key. */
    boolean include(DelegateTask task, String account) {
        var activities = Arrays.stream(Objects.toString(task.getVariable("preparedBy"), "").split(",")).map(String::strip)
            .filter(id -> !id.isEmpty()).toList();
        return ledger.completedBy(task.getExecution().getProcessBusinessKey(), activities).contains(account);
    }
}
