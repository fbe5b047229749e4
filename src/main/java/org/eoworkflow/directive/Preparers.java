package org.eoworkflow.directive;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.security.StandIns;
import org.springframework.stereotype.Component;

/** Who prepared what a shared process is asked about: the calling model names their activities in {@code preparedBy}, separated by commas. */
@Component
class Preparers {

    private final Ledger ledger;
    private final StandIns standIns;

    Preparers(Ledger ledger, StandIns standIns) {
        this.ledger = ledger;
        this.standIns = standIns;
    }

    /**
     * Who of the account, and of those for which it stands in, completed one of the activities under the task's business key or had it done by a
     * substitute, in words: {@code you}, or {@code 'cisa.staff', for whom you stand in,}. Nobody where there is no account.
     */
    Optional<String> among(DelegateTask task, String account) {
        var activities = Arrays.stream(Objects.toString(task.getVariable("preparedBy"), "").split(",")).map(String::strip)
            .filter(id -> !id.isEmpty()).toList();
        if (account == null) {
            return Optional.empty();
        }
        var preparers = ledger.completedBy(task.getExecution().getProcessBusinessKey(), activities);
        return preparers.contains(account) ? Optional.of("you") : standIns.behind(task, account).stream().filter(preparers::contains).findFirst()
            .map("'%s', for whom you stand in,"::formatted);
    }
}
