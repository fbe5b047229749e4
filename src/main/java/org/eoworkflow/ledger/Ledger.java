package org.eoworkflow.ledger;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.camunda.bpm.engine.IdentityService;
import org.eoworkflow.platform.Refusal;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Appends facts to the chain, in the transaction of whoever calls, and reads them back. */
@Component
public class Ledger {

    /** PostgreSQL's code for a row that must be there and is not. */
    private static final String NO_DATA = "P0002";

    /** Names, in the payload of a completed task, for whom it was completed by a substitute. */
    static final String STANDING_IN_FOR = "standingInFor";

    private final JdbcClient jdbc;
    private final DataSource database;
    private final ObjectProvider<IdentityService> identity;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;

    Ledger(DataSource database, ObjectProvider<IdentityService> identity, Clock clock, ApplicationEventPublisher events,
           PlatformTransactionManager transactions) {
        this.database = database;
        this.jdbc = JdbcClient.create(database);
        this.identity = identity;
        this.clock = clock;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Appends a fact. It is written with the transaction that is under way, or not at all; without one, in its own. */
    public void append(Entry entry) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            add(entry);
        } else {
            transaction.executeWithoutResult(status -> add(entry));
        }
    }

    /** The accounts that completed one of these activities under this business key, or for which a substitute did, the present transaction included. */
    public Set<String> completedBy(String businessKey, Collection<String> activities) {
        if (activities.isEmpty()) {
            return Set.of();
        }
        var accounts = new HashSet<>(jdbc.sql("""
                select unnest(array[account, payload::json ->> :standingInFor]) from eo.ledger_entry
                where business_key = :key and activity in (:activities) and kind = :kind""")
            .param("standingInFor", STANDING_IN_FOR).param("key", businessKey).param("activities", activities).param("kind", EntryKind.TASK_COMPLETED.text())
            .query(String.class).list());
        var pending = PendingEntries.current();
        if (pending != null) {
            pending.entries().stream()
                .filter(e -> e.entry().kind() == EntryKind.TASK_COMPLETED && businessKey.equals(e.entry().businessKey())
                    && activities.contains(e.entry().activity()))
                .forEach(e -> {
                    accounts.add(e.account());
                    accounts.add((String) e.entry().payload().get(STANDING_IN_FOR));
                });
        }
        accounts.remove(null);
        return accounts;
    }

    /** The latest entry of these kinds for each clause of an order, the present transaction included: by clause. */
    public Map<String, Entry> latest(String order, Collection<EntryKind> kinds) {
        var latest = new HashMap<String, Entry>();
        jdbc.sql("""
                select distinct on (clause_id) * from eo.ledger_entry
                where order_id = :order and clause_id is not null and kind in (:kinds) order by clause_id, sequence desc""")
            .param("order", order).param("kinds", kinds.stream().map(EntryKind::text).toList())
            .query((row, number) -> StoredEntry.read(row).recorded().entry()).list()
            .forEach(entry -> latest.put(entry.clause(), entry));
        var pending = PendingEntries.current();
        if (pending != null) {
            pending.entries().stream().map(Recorded::entry)
                .filter(e -> order.equals(e.order()) && e.clause() != null && kinds.contains(e.kind()))
                .forEach(e -> latest.put(e.clause(), e));
        }
        return latest;
    }

    /** The committed entries of one kind of an order, oldest first. */
    public List<Entry> entries(String order, EntryKind kind) {
        return jdbc.sql("select * from eo.ledger_entry where order_id = :order and kind = :kind order by sequence").param("order", order)
            .param("kind", kind.text()).query((row, number) -> StoredEntry.read(row).recorded().entry()).list();
    }

    /** When the first process that was started under this business key ended, as is committed; empty while it runs. */
    public Optional<Instant> ended(String businessKey) {
        return jdbc.sql("""
                select e.at from eo.ledger_entry e where e.business_key = :key and e.kind = :ended and e.process_instance =
                    (select s.process_instance from eo.ledger_entry s where s.business_key = :key and s.kind = :started order by s.sequence limit 1)""")
            .param("key", businessKey).param("ended", EntryKind.PROCESS_ENDED.text()).param("started", EntryKind.PROCESS_STARTED.text())
            .query(OffsetDateTime.class).optional().map(OffsetDateTime::toInstant);
    }

    /**
     * The tasks, by name, that the account completed under this business key, the present transaction included.
     *
     * @param clause if not null, work on another clause does not count; work on no clause in particular does
     * @param activities ids of the tasks asked for
     */
    public Set<String> tasksCompletedBy(String account, String businessKey, String clause, Collection<String> activities) {
        return tasksCompleted("account", Recorded::account, account, businessKey, clause, activities);
    }

    /** The same of the tasks that somebody completed standing in for the account. */
    public Set<String> tasksCompletedFor(String account, String businessKey, String clause, Collection<String> activities) {
        return tasksCompleted("payload::json ->> '" + STANDING_IN_FOR + "'", recorded -> (String) recorded.entry().payload().get(STANDING_IN_FOR),
            account, businessKey, clause, activities);
    }

    private Set<String> tasksCompleted(String column, Function<Recorded, String> whose, String account, String businessKey, String clause,
                                       Collection<String> activities) {
        if (activities.isEmpty()) {
            return Set.of();
        }
        var tasks = new TreeSet<>(jdbc.sql("""
                select distinct coalesce(payload::json ->> 'task', activity) from eo.ledger_entry
                where business_key = :key and activity in (:activities) and kind = :kind and %s = :account
                  and (clause_id is null or cast(:clause as text) is null or clause_id = :clause)""".formatted(column))
            .param("key", businessKey).param("activities", activities).param("kind", EntryKind.TASK_COMPLETED.text())
            .param("account", account).param("clause", clause)
            .query(String.class).list());
        var pending = PendingEntries.current();
        if (pending != null) {
            pending.entries().stream()
                .filter(recorded -> account.equals(whose.apply(recorded)) && recorded.entry().kind() == EntryKind.TASK_COMPLETED)
                .map(Recorded::entry)
                .filter(entry -> businessKey.equals(entry.businessKey()) && activities.contains(entry.activity())
                    && (entry.clause() == null || clause == null || clause.equals(entry.clause())))
                .forEach(entry -> tasks.add(Objects.toString(entry.payload().get("task"), entry.activity())));
        }
        return tasks;
    }

    /** Whether a committed entry of this kind is about this very task. */
    public boolean knowsOfTask(EntryKind kind, String businessKey, String task) {
        return jdbc.sql("""
                select exists (select 1 from eo.ledger_entry where (business_key = :key or cast(:key as text) is null and business_key is null) and kind = :kind
                               and payload::json ->> 'taskId' = :task)""")
            .param("key", businessKey).param("kind", kind.text()).param("task", task).query(Boolean.class).single();
    }

    /** What others completed standing in for the account between two instants, oldest first. */
    public List<Recorded> completedFor(String account, Instant from, Instant until) {
        return jdbc.sql("""
                select * from eo.ledger_entry where kind = :kind and at >= :from and at < :until and payload::json ->> :standingInFor = :account
                order by sequence""")
            .param("kind", EntryKind.TASK_COMPLETED.text()).param("from", OffsetDateTime.ofInstant(from, ZoneOffset.UTC))
            .param("until", OffsetDateTime.ofInstant(until, ZoneOffset.UTC)).param("standingInFor", STANDING_IN_FOR).param("account", account)
            .query((row, number) -> StoredEntry.read(row).recorded()).list();
    }

    /** The end of the chain as it is committed: what a document names, so that later changes of the ledger can be told from it. */
    public Head head() {
        return jdbc.sql("select sequence, hash from eo.ledger_head").query(Head.class).optional().orElseThrow(Ledger::broken);
    }

    /** Place and hash of the last entry. */
    public record Head(long sequence, String hash) {
    }

    /** Hands over every committed entry, oldest first; few are in memory at a time if a transaction is around it. */
    public void replay(Consumer<Recorded> reader) {
        new StoredEntries(new JdbcTemplate(database)).read((place, entry) -> {
            reader.accept(entry.recorded());
            return true;
        });
    }

    private void add(Entry entry) {
        var recorded = new Recorded(frozen(entry), account(), clock.instant().truncatedTo(ChronoUnit.MICROS));
        var pending = PendingEntries.current();
        (pending == null ? PendingEntries.open(this::write) : pending).add(recorded);
        events.publishEvent(recorded);
        events.publishEvent(entry);
    }

    /** What is told now is what is written at the end, even if the caller goes on using its map. */
    private static Entry frozen(Entry entry) {
        return new Entry(entry.kind(), entry.order(), entry.clause(), entry.businessKey(), entry.processInstance(), entry.activity(),
            CanonicalJson.read(CanonicalJson.of(entry.payload() == null ? Map.of() : entry.payload())));
    }

    private void write(List<Recorded> entries) {
        try {
            jdbc.sql("select eo.append_ledger(?::json)").param(CanonicalJson.of(entries.stream().map(Ledger::row).toList()))
                .query().singleRow();
        } catch (DataAccessException failed) {
            throw failed.getMostSpecificCause() instanceof SQLException cause && NO_DATA.equals(cause.getSQLState()) ? broken() : failed;
        }
    }

    private static Refusal broken() {
        return Refusal.conflict("The ledger is broken: the record of its end is gone (table eo.ledger_head). Nothing can be recorded, so nothing "
            + "was changed. Tell the operators: the database is to be restored from its backup.");
    }

    private static Map<String, Object> row(Recorded recorded) {
        var entry = recorded.entry();
        var row = new HashMap<String, Object>();
        row.put("kind", entry.kind().text());
        row.put("order_id", entry.order());
        row.put("clause_id", entry.clause());
        row.put("business_key", entry.businessKey());
        row.put("process_instance", entry.processInstance());
        row.put("activity", entry.activity());
        row.put("account", recorded.account());
        row.put("at", recorded.at());
        row.put("payload", CanonicalJson.of(entry.payload()));
        return row;
    }

    /** The account in whose name this is done; {@code system} where nobody is signed in. */
    public String account() {
        var authentication = identity.getObject().getCurrentAuthentication();
        return authentication == null ? "system" : authentication.getUserId();
    }
}
