package org.eoworkflow.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.eoworkflow.ledger.Chain.Fault;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.Http;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.flyway.FlywayDataSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** Tampering is done by the ledger's owner, in a transaction that is rolled back: nobody else ever sees it. */
@EngineTest
class LedgerVerificationTest {

    @Autowired Ledger ledger;
    @Autowired LedgerVerification verification;
    @Autowired JdbcClient application;
    @Autowired TransactionTemplate transaction;
    @Autowired @FlywayDataSource DataSource owner;
    @LocalServerPort int port;

    private final String key = "eo-test/" + UUID.randomUUID();
    private Connection connection;
    private JdbcTemplate tamper;
    private long end;

    @BeforeEach
    void fiveMoreEntries() throws SQLException {
        for (int i = 1; i <= 5; i++) {
            ledger.append(new Entry(EntryKind.NOTE, "eo-test", null, key, null, null, Map.of("text", "Note " + i)));
        }
        connection = owner.getConnection();
        connection.setAutoCommit(false);
        tamper = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
        end = tamper.queryForObject("select sequence from eo.ledger_head", Long.class);
    }

    @AfterEach
    void asIfNothingHadHappened() throws SQLException {
        connection.rollback();
        connection.close();
    }

    @Test
    void whatNobodyTouchedIsIntact() {
        assertThat(fault()).isNull();
        assertThat(verification.verify()).satisfies(result -> {
            assertThat(result.intact()).isTrue();
            assertThat(result.entries()).isEqualTo(end);
            assertThat(result.lastHash()).isEqualTo(tamper.queryForObject("select hash from eo.ledger_entry where sequence = ?", String.class, end));
            assertThat(result.explanation()).isEqualTo("All %d entries are as they were written.".formatted(end));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"kind = 'order-closed'", "order_id = null", "clause_id = 'C-99'", "business_key = ''", "process_instance = 'x'",
        "activity = 'x'", "account = 'somebody'", "at = at + interval '1 microsecond'", "payload = payload || ' '",
        "previous_hash = repeat('0', 64)", "hash = repeat('0', 64)"})
    void aChangeOfAnyFieldIsFound(String change) {
        tamper.update("update eo.ledger_entry set " + change + " where sequence = ?", end - 2);

        assertThat(fault()).isEqualTo(new Fault(end - 2, "changed", "Entry %d was changed.".formatted(end - 2)));
    }

    @Test
    void aChangedEntryIsNamedEvenIfItsHashWasMadeToFit() {
        rehash(end - 2, "payload = '{\"text\":\"Other\"}'");

        assertThat(fault()).isEqualTo(new Fault(end - 2, "changed", "Entry %d was changed.".formatted(end - 2)));
    }

    @Test
    void aChangedPredecessorsHashIsNamedEvenIfItsOwnHashWasMadeToFit() {
        rehash(end - 2, "previous_hash = repeat('0', 64)");

        assertThat(fault()).extracting(Fault::sequence, Fault::problem).containsExactly(end - 2, "changed");
    }

    @Test
    void aChangedLastEntryIsNamedEvenIfItsHashWasMadeToFit() {
        rehash(end, "payload = '{\"text\":\"Other\"}'");

        assertThat(fault()).extracting(Fault::sequence, Fault::problem).containsExactly(end, "changed");
    }

    @Test
    void aChangedEntryBeforeTheLastIsNamedEvenIfItsHashWasMadeToFit() {
        rehash(end - 1, "payload = '{\"text\":\"Other\"}'");

        assertThat(fault()).extracting(Fault::sequence, Fault::problem).containsExactly(end - 1, "changed");
    }

    @Test
    void aMissingRecordOfTheEndIsNamedAndNothingIsAppended() throws SQLException {
        connection.setAutoCommit(true);
        var hash = tamper.queryForObject("select hash from eo.ledger_head", String.class);
        tamper.update("delete from eo.ledger_head");
        try {
            var answer = Http.basic(port, "auditor").get("/api/ledger/verification");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"intact\":false", "\"broken\":" + (end + 1), "\"problem\":\"end missing\"",
                "The record of the ledger's end is gone (table eo.ledger_head), so that nobody can tell whether entries after %d were cut off.".formatted(end));
            var note = new Entry(EntryKind.NOTE, "eo-test", null, key, null, null, Map.of("text", "Lost"));
            assertThatThrownBy(() -> ledger.append(note)).isInstanceOf(Refusal.class)
                .hasMessageStartingWith("The ledger is broken: the record of its end is gone (table eo.ledger_head).");
            assertThatThrownBy(() -> ledger.head()).isInstanceOf(Refusal.class).hasMessageStartingWith("The ledger is broken");
        } finally {
            tamper.update("insert into eo.ledger_head (sequence, hash) values (?, ?)", end, hash);
            connection.setAutoCommit(false);
        }
        assertThat(fault()).isNull();
    }

    @Test
    void whereTheRecordOfTheEndIsMissingAnEarlierFaultIsNamedFirst() {
        tamper.update("delete from eo.ledger_head");
        tamper.update("update eo.ledger_entry set account = 'somebody' where sequence = ?", end - 2);

        assertThat(fault()).extracting(Fault::sequence, Fault::problem).containsExactly(end - 2, "changed");
    }

    @Test
    void anEmptyLedgerWithoutARecordOfItsEndIsBroken() {
        tamper.update("delete from eo.ledger_entry");
        tamper.update("delete from eo.ledger_head");

        assertThat(fault()).extracting(Fault::sequence, Fault::problem).containsExactly(1L, "end missing");
    }

    @Test
    void aDeletedEntryIsFound() {
        tamper.update("delete from eo.ledger_entry where sequence = ?", end - 3);

        assertThat(fault()).isEqualTo(new Fault(end - 3, "deleted", "Entry %d was deleted.".formatted(end - 3)));
    }

    @Test
    void aDeletedFirstEntryIsFound() {
        tamper.update("delete from eo.ledger_entry where sequence = 1");

        assertThat(fault()).extracting(Fault::sequence, Fault::problem).containsExactly(1L, "deleted");
    }

    @Test
    void aDeletedEntryIsFoundEvenIfThoseBehindItWereRenumbered() {
        tamper.update("delete from eo.ledger_entry where sequence = ?", end - 3);
        shift(end - 3, -1);

        assertThat(fault()).extracting(Fault::sequence, Fault::problem).containsExactly(end - 3, "deleted");
    }

    @Test
    void aCutOffLastEntryIsFound() {
        tamper.update("delete from eo.ledger_entry where sequence = ?", end);

        assertThat(fault()).isEqualTo(new Fault(end, "cut off",
            "Entry %d is gone: the end of the ledger, up to entry %d, was cut off.".formatted(end, end)));
    }

    @Test
    void anEntryInsertedInFrontIsFound() {
        insert(0, "x");

        assertThat(fault()).extracting(Fault::sequence, Fault::problem).containsExactly(0L, "inserted");
    }

    @Test
    void anEntryInsertedAtTheEndIsFound() {
        insert(end + 1, hashOf(end));
        rehash(end + 1, "kind = 'note'");

        assertThat(fault()).extracting(Fault::sequence, Fault::problem).containsExactly(end + 1, "inserted");
    }

    @Test
    void anEntryInsertedBetweenOthersIsFound() {
        shift(end - 2, 1);
        insert(end - 2, hashOf(end - 3));

        assertThat(fault()).extracting(Fault::sequence, Fault::problem).containsExactly(end - 2, "inserted");
    }

    @Test
    void anEntryInsertedBetweenOthersIsFoundEvenIfItsHashWasMadeToFit() {
        shift(end - 2, 1);
        insert(end - 2, hashOf(end - 3));
        rehash(end - 2, "kind = 'note'");

        assertThat(fault()).extracting(Fault::sequence, Fault::problem).containsExactly(end - 2, "inserted");
    }

    @Test
    void entriesThatChangedPlacesAreFound() {
        swap(end - 3, end - 1);

        assertThat(fault()).isEqualTo(new Fault(end - 3, "reordered", "Entry %d was moved: it stands at place %d.".formatted(end - 3, end - 1)));
    }

    @Test
    void neighboursThatChangedPlacesAreFound() {
        swap(end - 3, end - 2);

        assertThat(fault()).extracting(Fault::sequence, Fault::problem).containsExactly(end - 3, "reordered");
    }

    @Test
    void anEntryMovedBehindTheEndIsFound() {
        tamper.update("update eo.ledger_entry set sequence = ? where sequence = ?", end + 7, end - 3);

        assertThat(fault()).extracting(Fault::sequence, Fault::problem).containsExactly(end - 3, "reordered");
    }

    @ParameterizedTest
    @ValueSource(strings = {"update eo.ledger_entry set payload = ''", "delete from eo.ledger_entry", "truncate eo.ledger_entry",
        "insert into eo.ledger_entry select * from eo.ledger_entry", "update eo.ledger_head set sequence = 0", "delete from eo.ledger_head",
        "truncate eo.ledger_head", "insert into eo.ledger_head select * from eo.ledger_head", "drop table eo.ledger_entry",
        "alter table eo.ledger_entry disable trigger all", "create trigger t before insert on eo.ledger_entry execute function now()",
        "create or replace function eo.append_ledger(facts json) returns bigint language sql as 'select 0'",
        "alter function eo.append_ledger(json) security invoker", "drop function eo.append_ledger(json)",
        "create or replace function eo.ledger_field(value text) returns text language sql as 'select value'",
        "create function eo.other() returns bigint language sql as 'select 0'",
        "set role eo_owner", "alter role eo_app superuser"})
    void theApplicationsAccountCannot(String statement) {
        assertThatThrownBy(() -> application.sql(statement).update()).rootCause().isInstanceOf(SQLException.class)
            .satisfies(refused -> assertThat(((SQLException) refused).getSQLState()).as(refused.getMessage()).isEqualTo("42501"));
    }

    @Test
    void manyAppendAtOnceWithoutGapOrFork() throws Exception {
        var before = verification.verify().entries();
        var pool = Executors.newFixedThreadPool(8);
        var work = new ArrayList<Future<?>>();
        for (int i = 0; i < 80; i++) {
            var number = i;
            work.add(pool.submit(() -> transaction.executeWithoutResult(status -> {
                ledger.append(new Entry(EntryKind.NOTE, "eo-test", null, key, null, null, Map.of("first", number)));
                ledger.append(new Entry(EntryKind.NOTE, "eo-test", null, key, null, null, Map.of("second", number)));
                if (number % 10 == 0) {
                    status.setRollbackOnly();
                }
            })));
        }
        for (var done : work) {
            done.get();
        }
        pool.shutdown();

        var result = verification.verify();
        assertThat(result.explanation()).isEqualTo("All %d entries are as they were written.".formatted(before + 144));
        assertThat(application.sql("select payload from eo.ledger_entry where sequence > ? order by sequence").param(before)
            .query(String.class).list()).as("a transaction's entries stand together").satisfies(LedgerVerificationTest::pairs);
    }

    private static void pairs(List<? extends String> payloads) {
        for (int i = 0; i < payloads.size(); i += 2) {
            assertThat(payloads.get(i + 1)).isEqualTo(payloads.get(i).replace("first", "second"));
        }
    }

    private Fault fault() {
        return new Chain(new StoredEntries(tamper)).firstFault();
    }

    private String hashOf(long sequence) {
        return tamper.queryForObject("select hash from eo.ledger_entry where sequence = ?", String.class, sequence);
    }

    private void insert(long sequence, String previousHash) {
        tamper.update("""
            insert into eo.ledger_entry (sequence, kind, account, at, payload, previous_hash, hash)
            values (?, 'note', 'somebody', now(), '{}', ?, 'made up')""", sequence, previousHash);
    }

    private void rehash(long sequence, String change) {
        tamper.update("update eo.ledger_entry set " + change + " where sequence = ?", sequence);
        tamper.update("""
            update eo.ledger_entry e set hash = encode(sha256(convert_to(
                eo.ledger_field(previous_hash) || eo.ledger_field(sequence::text) || eo.ledger_field(kind)
                || eo.ledger_field(order_id) || eo.ledger_field(clause_id) || eo.ledger_field(business_key)
                || eo.ledger_field(process_instance) || eo.ledger_field(activity) || eo.ledger_field(account)
                || eo.ledger_field(to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
                || eo.ledger_field(payload), 'UTF8')), 'hex') where sequence = ?""", sequence);
    }

    /** Renumbers every entry from this one on. */
    private void shift(long from, int by) {
        tamper.update("update eo.ledger_entry set sequence = -sequence where sequence >= ?", from);
        tamper.update("update eo.ledger_entry set sequence = -sequence + ? where sequence < 0", by);
    }

    private void swap(long one, long other) {
        tamper.update("update eo.ledger_entry set sequence = -1 where sequence = ?", one);
        tamper.update("update eo.ledger_entry set sequence = ? where sequence = ?", one, other);
        tamper.update("update eo.ledger_entry set sequence = ? where sequence = -1", other);
    }
}
