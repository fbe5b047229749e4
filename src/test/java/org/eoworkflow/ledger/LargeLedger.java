package org.eoworkflow.ledger;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.eoworkflow.ledger.Ledger.Head;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * A ledger of 100,000 more entries, which is more than 100 MB: whoever kept what was read would be seen. They are appended as all others
 * are, in a transaction that is rolled back.
 */
public class LargeLedger implements AutoCloseable {

    /** What may be kept, in bytes, however much was read. */
    public static final long FLAT = 24 << 20;

    /** The order of the entries. */
    public static final String ORDER = "eo-large";

    private static final int MORE = 100_000;
    private static final int AT_ONCE = 1000;
    private static final int ENOUGH = 70_000_000;

    private final Connection connection;
    private final JdbcTemplate rows;

    public LargeLedger(DataSource owner) throws SQLException {
        connection = owner.getConnection();
        connection.setAutoCommit(false);
        rows = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
        var facts = CanonicalJson.of(IntStream.range(0, AT_ONCE).mapToObj(i -> Map.of("kind", "note", "order_id", ORDER, "account", "system",
            "at", "2026-07-01T12:00:00Z", "payload", "{\"text\":\"" + "x".repeat(800) + i + "\"}")).toList());
        for (int i = 0; i < MORE; i += AT_ONCE) {
            rows.queryForObject("select eo.append_ledger(?::json)", Long.class, facts);
        }
    }

    StoredEntries entries() {
        return new StoredEntries(rows);
    }

    public LedgerExport export() {
        return new LedgerExport(JdbcClient.create(rows.getDataSource()));
    }

    public Head head() {
        return entries().head();
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.close();
    }

    /** The bytes that are in use. */
    public static long live() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** Looks once, after 70 MB, at how much more is kept than when it was made. */
    public static class Measured extends FilterOutputStream {

        private final long before = live();
        private long written;
        private long kept;

        public Measured(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            written += length;
            if (kept == 0 && written > ENOUGH) {
                kept = Math.max(1, live() - before);
            }
        }

        /** 0 if less than 70 MB were written. */
        public long kept() {
            return kept;
        }
    }
}
