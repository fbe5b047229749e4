package org.eoworkflow.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.core.Ordered;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What one transaction has told the ledger. It is written just before the commit, so that the chain's end is locked for that moment only. */
class PendingEntries implements TransactionSynchronization, Ordered {

    private final List<Recorded> entries = new ArrayList<>();
    private final Consumer<List<Recorded>> write;
    private boolean written;

    private PendingEntries(Consumer<List<Recorded>> write) {
        this.write = write;
    }

    /** Those of the present transaction, or null. */
    static PendingEntries current() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            return null;
        }
        for (var synchronization : TransactionSynchronizationManager.getSynchronizations()) {
            if (synchronization instanceof PendingEntries pending) {
                return pending;
            }
        }
        return null;
    }

    static PendingEntries open(Consumer<List<Recorded>> write) {
        var pending = new PendingEntries(write);
        TransactionSynchronizationManager.registerSynchronization(pending);
        return pending;
    }

    void add(Recorded entry) {
        if (written) {
            write.accept(List.of(entry));
        } else {
            entries.add(entry);
        }
    }

    List<Recorded> entries() {
        return entries;
    }

    @Override
    public void beforeCommit(boolean readOnly) {
        written = true;
        if (!entries.isEmpty()) {
            write.accept(entries);
            entries.clear();
        }
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
