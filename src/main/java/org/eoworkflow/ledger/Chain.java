package org.eoworkflow.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.stream.LongStream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;

/** The entries as a chain: each at its place, each with the hash of its content and of the one before. Used within a transaction. */
class Chain {

    private static final String START = "0".repeat(64);

    private final JdbcTemplate rows;

    Chain(JdbcTemplate rows) {
        this.rows = rows;
    }

    /**
     * The first entry that is not as it was written.
     *
     * @param problem changed, deleted, inserted, reordered or cut off
     */
    record Fault(long sequence, String problem, String explanation) {
    }

    private record Head(long sequence, String hash) {
    }

    /** Null when the chain is intact. */
    Fault firstFault() {
        var head = rows.queryForObject("select sequence, hash from eo.ledger_head", (row, n) -> new Head(row.getLong(1), row.getString(2)));
        var walk = new JdbcTemplate(rows.getDataSource());
        walk.setFetchSize(500);
        return walk.query("select * from eo.ledger_entry order by sequence", (ResultSetExtractor<Fault>) row -> walk(row, head));
    }

    private Fault walk(ResultSet row, Head head) throws SQLException {
        long place = 0;
        var before = START;
        while (row.next()) {
            var entry = StoredEntry.read(row);
            place++;
            if (entry.sequence() != place || !entry.previousHash().equals(before) || !entry.hasRightHash()) {
                return fault(place, before, entry, head);
            }
            before = entry.hash();
        }
        if (place > head.sequence()) {
            return new Fault(head.sequence() + 1, "inserted",
                "Entry %d was inserted: the ledger ends with entry %d.".formatted(head.sequence() + 1, head.sequence()));
        }
        if (place < head.sequence()) {
            return new Fault(place + 1, "cut off",
                "Entry %d is gone: the end of the ledger, up to entry %d, was cut off.".formatted(place + 1, head.sequence()));
        }
        return before.equals(head.hash()) ? null : changed(place);
    }

    /** What happened, as far as the entries tell, where the chain does not hold for the first time. */
    private Fault fault(long place, String before, StoredEntry found, Head head) {
        if (found.sequence() < place) {
            return new Fault(found.sequence(), "inserted", "Entry %d was inserted: the ledger begins with entry 1.".formatted(found.sequence()));
        }
        var elsewhere = writtenAt(place, before);
        if (found.sequence() > place) {
            return elsewhere == null ? deleted(place) : moved(place, elsewhere);
        }
        if (elsewhere != null) {
            return placeOf(found, head) == 0 ? inserted(place) : moved(place, elsewhere);
        }
        if (found.hasRightHash()) {
            return changed(isFollowed(found, head) ? place - 1 : place);   // what others vouch for is right
        }
        long right = placeOf(found, head);
        return right == 0 || found.previousHash().equals(before) ? changed(place) : right < place ? inserted(right) : deleted(place);
    }

    /** The entry that was written at this place behind the one with this hash, if it stands somewhere else now. */
    private StoredEntry writtenAt(long place, String before) {
        return rows.query("select * from eo.ledger_entry where previous_hash = ? and sequence <> ?",
            (row, n) -> StoredEntry.read(row), before, place).stream().filter(entry -> entry.hasRightHashAt(place)).findFirst().orElse(null);
    }

    /** Whether the next entry, or the ledger's end, carries this one's hash. */
    private boolean isFollowed(StoredEntry entry, Head head) {
        var next = rows.queryForList("select previous_hash from eo.ledger_entry where sequence = ?", String.class, entry.sequence() + 1);
        return entry.hash().equals(next.isEmpty() ? head.hash() : next.get(0));
    }

    /** The place at which an entry was written, or 0 if it is not as it was written at any. */
    private static long placeOf(StoredEntry entry, Head head) {
        return LongStream.rangeClosed(1, head.sequence()).filter(entry::hasRightHashAt).findFirst().orElse(0);
    }

    private static Fault moved(long place, StoredEntry entry) {
        return new Fault(place, "reordered", "Entry %d was moved: it stands at place %d.".formatted(place, entry.sequence()));
    }

    private static Fault deleted(long place) {
        return new Fault(place, "deleted", "Entry %d was deleted.".formatted(place));
    }

    private static Fault inserted(long place) {
        return new Fault(place, "inserted", "Entry %d was inserted: what was written there stands behind it.".formatted(place));
    }

    private static Fault changed(long place) {
        return new Fault(place, "changed", "Entry %d was changed.".formatted(place));
    }
}
