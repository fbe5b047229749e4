package org.eoworkflow.ledger;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eoworkflow.platform.Sha256;

/**
 * An entry as it is kept, with what went into its hash.
 *
 * @param kind as {@link EntryKind#text()}
 * @param at in UTC with microseconds, as in {@code 2026-07-02T21:00:00.000000Z}
 * @param payload canonical JSON
 * @param hash SHA-256 of the fields before it, in hexadecimal
 */
public record StoredEntry(long sequence, String kind, String order, String clause, String businessKey, String processInstance, String activity,
                          String account, String at, String payload, String previousHash, String hash) {

    /** The names of all fields but the first. */
    static final List<String> TEXTS = List.of("kind", "order", "clause", "businessKey", "processInstance", "activity", "account", "at", "payload",
        "previousHash", "hash");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    static StoredEntry read(ResultSet row) throws SQLException {
        return new StoredEntry(row.getLong("sequence"), row.getString("kind"), row.getString("order_id"), row.getString("clause_id"),
            row.getString("business_key"), row.getString("process_instance"), row.getString("activity"), row.getString("account"),
            TIME.format(row.getObject("at", OffsetDateTime.class)), row.getString("payload"), row.getString("previous_hash"),
            row.getString("hash"));
    }

    static StoredEntry of(long sequence, Map<String, String> texts) {
        return new StoredEntry(sequence, texts.get("kind"), texts.get("order"), texts.get("clause"), texts.get("businessKey"),
            texts.get("processInstance"), texts.get("activity"), texts.get("account"), texts.get("at"), texts.get("payload"),
            texts.get("previousHash"), texts.get("hash"));
    }

    /** All fields but the first, in the order of {@link #TEXTS}. */
    String[] texts() {
        return new String[] {kind, order, clause, businessKey, processInstance, activity, account, at, payload, previousHash, hash};
    }

    /** The fact that it tells. */
    public Recorded recorded() {
        return new Recorded(new Entry(EntryKind.of(kind), order, clause, businessKey, processInstance, activity, CanonicalJson.read(payload)),
            account, Instant.parse(at));
    }

    boolean hasRightHash() {
        return hasRightHashAt(sequence);
    }

    /** Whether this is the entry that was once appended at that place. */
    boolean hasRightHashAt(long place) {
        return hashAt(place).equals(hash);
    }

    /** Computed as {@code eo.append_ledger} does it. */
    private String hashAt(long place) {
        var text = new StringBuilder();
        for (var field : new String[] {previousHash, String.valueOf(place), kind, order, clause, businessKey, processInstance, activity,
            account, at, payload}) {
            if (field == null) {
                text.append('-');
            } else {
                text.append(field.getBytes(StandardCharsets.UTF_8).length).append(':').append(field);
            }
            text.append(',');
        }
        return Sha256.hex(text.toString());
    }
}
