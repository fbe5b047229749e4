package org.eoworkflow.deadline;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/**
 * What was already given for a date, kept in a variable of the process: the date, then the items.
 * When the date has moved, nothing was given for the new one.
 */
final class Given {

    private final DelegateExecution execution;
    private final String variable;
    private final String date;
    private final List<String> items = new ArrayList<>();

    private Given(DelegateExecution execution, String variable, Due due) {
        this.execution = execution;
        this.variable = variable;
        this.date = due.at().toString();
        if (execution.getVariable(variable) instanceof String text && text.startsWith(date)) {
            Stream.of(text.substring(date.length()).split(" ")).filter(item -> !item.isEmpty()).forEach(items::add);
        }
    }

    static Given reminders(DelegateExecution execution, Due due) {
        return new Given(execution, "remindersGiven", due);
    }

    static Given milestones(DelegateExecution execution, Due due) {
        return new Given(execution, "milestonesChecked", due);
    }

    /** Those not given yet. */
    <T> List<T> outstanding(List<T> all) {
        return all.stream().filter(item -> !items.contains(item.toString())).toList();
    }

    void add(List<?> given) {
        given.forEach(item -> items.add(item.toString()));
        execution.setVariable(variable, date + " " + String.join(" ", items));
    }
}
