package org.eoworkflow.security;

import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.delegate.DelegateTask;

/** Who stands in for whom: before the rule that who prepared does not approve, the two count as one. Whoever knows the absences implements it. */
public interface StandIns {

    /** The accounts that are away at this moment and for which this one stands in. */
    Set<String> absentBehind(String account);

    /** The accounts for which this one acts at the task: those that are away now, and the one from which the task was handed over. */
    default Set<String> behind(DelegateTask task, String account) {
        var behind = new TreeSet<>(absentBehind(account));
        if (task.getOwner() != null && account.equals(task.getAssignee())) {
            behind.add(task.getOwner());
        }
        behind.remove(account);
        return behind;
    }
}
