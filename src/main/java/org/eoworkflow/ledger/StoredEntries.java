package org.eoworkflow.ledger;

import org.eoworkflow.ledger.Ledger.Head;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;

/** The entries in the database; an entry's number is its place. Used within a transaction, for the database's cursor to be one. */
class StoredEntries implements ChainSource {

    private static final int FETCHED_AT_ONCE = 500;

    private final JdbcTemplate rows;

    StoredEntries(JdbcTemplate rows) {
        this.rows = new JdbcTemplate(rows.getDataSource());
        this.rows.setFetchSize(FETCHED_AT_ONCE);
    }

    @Override
    public Head head() {
        return rows.query("select sequence, hash from eo.ledger_head", (row, n) -> new Head(row.getLong(1), row.getString(2))).stream().findFirst()
            .orElse(null);
    }

    @Override
    public void read(Reader reader) {
        rows.query("select * from eo.ledger_entry order by sequence", (ResultSetExtractor<Void>) row -> {
            var more = true;
            while (more && row.next()) {
                var entry = StoredEntry.read(row);
                more = reader.next(entry.sequence(), entry);
            }
            return null;
        });
    }
}
