package org.eoworkflow.ledger;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.eoworkflow.ledger.Ledger.Head;
import org.eoworkflow.platform.CsvTable;
import org.eoworkflow.platform.JsonFile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads the ledger out, as it was at one moment. What is written never changes, so it is read page by page: however long somebody takes
 * to fetch it, no transaction and no connection is held meanwhile, and few entries are in memory.
 */
@Component
public class LedgerExport {

    private static final int PAGE = 1000;
    private static final List<String> COLUMNS = List.of("Entry", "Time (UTC)", "Kind", "Order", "Clause", "Business key", "Process instance",
        "Activity", "Account", "Content", "Hash of the entry before", "Hash");

    private final JdbcClient jdbc;

    LedgerExport(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Takes entries. */
    @FunctionalInterface
    public interface Reader {

        void next(StoredEntry entry) throws IOException;
    }

    /**
     * Hands over the entries, oldest first.
     *
     * @param order whose entries, or null for all
     * @param end with which the ledger ended at the moment in question
     */
    public void read(String order, Head end, Reader reader) throws IOException {
        long last = 0;
        List<StoredEntry> page;
        do {
            page = page(order, last, end.sequence(), "asc limit " + PAGE);
            for (var entry : page) {
                reader.next(entry);
                last = entry.sequence();
            }
        } while (page.size() == PAGE);
    }

    /** The first entry of an order, or of all where that is null. */
    public Optional<StoredEntry> first(String order, Head end) {
        return page(order, 0, end.sequence(), "asc limit 1").stream().findFirst();
    }

    /** The last entry of an order, or of all where that is null. */
    public Optional<StoredEntry> last(String order, Head end) {
        return page(order, 0, end.sequence(), "desc limit 1").stream().findFirst();
    }

    private List<StoredEntry> page(String order, long after, long end, String sorted) {
        return jdbc.sql("select * from eo.ledger_entry where sequence > :after and sequence <= :end"
                + (order == null ? "" : " and order_id = :order") + " order by sequence " + sorted)
            .param("after", after).param("end", end).param("order", order).query((row, number) -> StoredEntry.read(row)).list();
    }

    /**
     * Writes a file that can be verified without us, see {@link VerifyLedger}; with an order, an extract that cannot.
     * Closes the stream only when all is written.
     */
    public void json(String order, Head end, OutputStream out) throws IOException {
        var json = JsonFile.on(out);
        LedgerFile.begin(json, order, end);
        read(order, end, entry -> LedgerFile.write(json, entry));
        json.writeEndArray();
        json.writeEndObject();
        json.close();
    }

    /** Writes a table for spreadsheets. Closes the stream only when all is written. */
    public void csv(String order, Head end, OutputStream out) throws IOException {
        var table = new CsvTable(out, COLUMNS);
        read(order, end, entry -> table.row(entry.sequence(), entry.at(), entry.kind(), entry.order(), entry.clause(), entry.businessKey(),
            entry.processInstance(), entry.activity(), entry.account(), entry.payload(), entry.previousHash(), entry.hash()));
        table.close();
    }
}
