package org.eoworkflow.obligation;

import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.eoworkflow.security.Caller;
import org.springframework.stereotype.Component;

/**
 * Which items of evidence the caller may read, one by one and in an index: those of directives that the own agency carries out and of its
 * own cases, those that the caller added, and those of an open task that the caller may read, for as long as it is open.
 */
@Component
class EvidenceRights {

    private final Parties parties;
    private final EvidenceTasks tasks;
    private final Caller caller;

    EvidenceRights(Parties parties, EvidenceTasks tasks, Caller caller) {
        this.parties = parties;
        this.tasks = tasks;
        this.caller = caller;
    }

    boolean mayRead(Evidence item) {
        return !readable(List.of(item)).isEmpty();
    }

    /** Those of the items that the caller may read, in the same order. */
    List<Evidence> readable(List<Evidence> items) {
        var account = caller.account();
        Predicate<Evidence> own = item -> parties.mayRead(item.place()) || item.addedBy().equals(account);
        var open = tasks.readable(items.stream().filter(own.negate()).map(item -> item.place().task()).filter(Objects::nonNull).distinct().toList());
        return items.stream().filter(item -> own.test(item) || item.place().task() != null && open.contains(item.place().task())).toList();
    }
}
