package org.eoworkflow.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.eoworkflow.support.EngineTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.flyway.FlywayDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * A ledger of 20,000 more entries of 4 kB, which is 80 MB: whoever kept what was read would be seen. They are appended as all others are,
 * in a transaction that is rolled back.
 */
@EngineTest
@TestInstance(Lifecycle.PER_CLASS)
class LedgerScaleTest {

    private static final int MORE = 20_000;
    private static final int AT_ONCE = 1000;
    private static final long FLAT = 24 << 20;

    @Autowired @FlywayDataSource DataSource owner;
    @Autowired ObjectMapper json;
    @TempDir Path folder;

    private Connection connection;
    private StoredEntries entries;
    private LedgerExport export;
    private long before;

    @BeforeAll
    void appendMany() throws SQLException {
        connection = owner.getConnection();
        connection.setAutoCommit(false);
        var rows = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
        var facts = CanonicalJson.of(IntStream.range(0, AT_ONCE).mapToObj(i -> Map.of("kind", "note", "order_id", "eo-large", "account", "system",
            "at", "2026-07-01T12:00:00Z", "payload", "{\"text\":\"" + "x".repeat(4000) + i + "\"}")).toList());
        for (int i = 0; i < MORE; i += AT_ONCE) {
            rows.queryForObject("select eo.append_ledger(?::json)", Long.class, facts);
        }
        entries = new StoredEntries(rows);
        export = new LedgerExport(JdbcClient.create(rows.getDataSource()));
    }

    @BeforeEach
    void look() {
        before = live();
    }

    @AfterAll
    void asIfNothingHadHappened() throws SQLException {
        connection.rollback();
        connection.close();
    }

    @Test
    void verifyingKeepsNothingOfWhatItHasRead() {
        var walk = new long[2];
        entries.read((place, entry) -> {
            if (place == entries.head().sequence() - 1) {
                walk[0] = live() - before;
            }
            walk[1]++;
            return true;
        });

        assertThat(walk[1]).isEqualTo(entries.head().sequence());
        assertThat(walk[0]).as("bytes kept near the end").isLessThan(FLAT);
        assertThat(new Chain(entries).firstFault()).isNull();
    }

    @Test
    void exportingKeepsNothingOfWhatItHasWrittenAndTheFileIsVerifiedAsFlatly() throws IOException {
        var file = folder.resolve("ledger.json");
        var out = new Measured(new BufferedOutputStream(Files.newOutputStream(file)));
        export.json(null, entries.head(), out);

        assertThat(Files.size(file)).isGreaterThan(80_000_000);
        assertThat(out.kept).as("bytes kept after 70 MB").isPositive().isLessThan(FLAT);
        var read = new long[2];
        new LedgerFile(file).read((place, entry) -> {
            if (place == entries.head().sequence() - 1) {
                read[0] = live() - before;
            }
            return true;
        });
        assertThat(read[0]).isLessThan(FLAT);
        var said = new PrintStream(new ByteArrayOutputStream());
        assertThat(VerifyLedger.run(List.of(file.toString()), said, said)).isZero();
    }

    @Test
    void theTableIsWrittenAsFlatly() throws IOException {
        var out = new Measured(OutputStream.nullOutputStream());
        export.csv("eo-large", entries.head(), out);

        assertThat(out.kept).as("bytes kept after 70 MB").isPositive().isLessThan(FLAT);
    }

    /** Looks once, after 70 MB, at what is kept. */
    private class Measured extends FilterOutputStream {

        private long written;
        private long kept;

        Measured(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            written += length;
            if (kept == 0 && written > 70_000_000) {
                kept = Math.max(1, live() - before);
            }
        }
    }

    private static long live() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
