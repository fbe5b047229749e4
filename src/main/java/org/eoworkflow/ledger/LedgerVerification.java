package org.eoworkflow.ledger;

import java.time.Clock;
import java.time.Instant;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Walks the whole chain and says whether it is as it was written. Few entries are in memory at a time, however long it is. */
@Component
public class LedgerVerification {

    private final JdbcTemplate rows;
    private final TransactionTemplate snapshot;
    private final Clock clock;

    LedgerVerification(DataSource database, PlatformTransactionManager transactions, Clock clock) {
        rows = new JdbcTemplate(database);
        snapshot = new TransactionTemplate(transactions);
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
    }

    /**
     * What a walk over the chain found.
     *
     * @param intact whether every entry is as it was written
     * @param entries how many entries there are
     * @param lastHash of the last entry, null where its record is gone: who noted it earlier can tell that nothing before it was changed since
     * @param broken sequence of the first broken entry, or null
     * @param problem changed, deleted, inserted, reordered, cut off or end missing; null when intact
     * @param explanation the same in a sentence
     */
    public record Result(boolean intact, long entries, String lastHash, Long broken, String problem, String explanation, Instant checkedAt) {
    }

    /** Verifies the ledger as it is at this moment; what is appended meanwhile is not part of it. */
    public Result verify() {
        return snapshot.execute(status -> {
            var entries = new StoredEntries(rows);
            var head = entries.head();
            var fault = new Chain(entries).firstFault();
            return fault == null ? new Result(true, head.sequence(), head.hash(), null, null, intact(head), clock.instant())
                : new Result(false, rows.queryForObject("select count(*) from eo.ledger_entry", Long.class), head == null ? null : head.hash(), fault.sequence(),
                    fault.problem(), fault.explanation(), clock.instant());
        });
    }

    static String intact(Ledger.Head head) {
        return "All %d entries are as they were written.".formatted(head.sequence());
    }
}
