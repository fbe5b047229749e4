package org.eoworkflow.obligation;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger.Head;
import org.eoworkflow.ledger.LedgerExport;
import org.eoworkflow.ledger.Recorded;
import org.eoworkflow.ledger.StoredEntry;
import org.eoworkflow.platform.JsonFile;
import org.eoworkflow.platform.Refusal;
import org.springframework.stereotype.Component;

/**
 * The ledger as assessment results of NIST's OSCAL: each entry is an observation, each clause a finding. Identifiers come from the
 * hashes and times from the entries, so the same entries are the same bytes, whenever they are exported.
 */
@Component
class OscalResults {

    /** Of the model that is written. */
    static final String VERSION = "1.1.3";

    /** A word of OSCAL's for the implementation of what is assessed; its status knows satisfied and not satisfied only. */
    private static final String NOT_APPLICABLE = "not-applicable";

    private static final String PROPERTIES = "urn:eo-workflow:ledger";
    private static final UUID NAMESPACE = UUID.fromString("d3b7a8a4-52a0-4b8e-9a55-0f5c6f1c7e21");   // never to be changed

    private final LedgerExport ledger;

    OscalResults(LedgerExport ledger) {
        this.ledger = ledger;
    }

    /** How a clause stands, as far as the entries tell. */
    private static class Standing {

        private final StoredEntry registered;
        private final String summary;
        private StoredEntry settled;
        private String deadline;
        private String state = "open";
        private String remark;
        private Object daysLate;

        Standing(StoredEntry registered, Map<String, ?> payload) {
            this.registered = registered;
            this.summary = Objects.toString(payload.get("summary"), "");
            this.deadline = Objects.toString(payload.get("deadline"), null);
        }

        void take(StoredEntry entry, Recorded fact) {
            var payload = fact.entry().payload();
            switch (fact.entry().kind()) {
                case DEADLINE_MOVED -> deadline = Objects.toString(payload.get("deadline"), null);
                case CLAUSE_CERTIFIED, ADVICE_RECORDED -> settle(entry, "met", payload);
                case CLAUSE_CORRECTED -> settle(entry, "reopened".equals(payload.get("correction")) ? "open" : "met", payload);
                case CLAUSE_NOT_APPLICABLE -> {
                    if (state.equals("open")) {
                        settle(entry, NOT_APPLICABLE, payload);
                        remark = Objects.toString(payload.get("reason"), null);
                    }
                }
                default -> { }
            }
        }

        private void settle(StoredEntry entry, String newState, Map<String, ?> payload) {
            settled = entry;
            state = newState;
            daysLate = newState.equals("met") ? payload.get("daysLate") : null;
            remark = newState.equals("met") ? Objects.toString(payload.get("statement"), remark) : null;
        }
    }

    /**
     * Writes all entries, or those of one order. Refuses where there are none. Closes the stream only when all is written.
     *
     * @param order or null
     * @param end with which the ledger ended at the moment in question
     * @param out asked for when it is sure that there are entries
     */
    void write(String order, Head end, Target out) throws IOException {
        var first = ledger.first(order, end).orElseThrow(() -> Refusal.unknown("order", order == null ? "The ledger has no entry yet."
            : "The ledger has no entry of order %s yet: start it first.".formatted(order)));
        var last = ledger.last(order, end).orElseThrow();
        var json = JsonFile.on(out.open());
        json.writeStartObject();
        json.writeObjectFieldStart("assessment-results");
        json.writeStringField("uuid", id("document", last));
        metadata(json, order, last);
        json.writeObjectFieldStart("import-ap");
        json.writeStringField("href", "#" + id("catalogue", first));
        json.writeEndObject();
        json.writeArrayFieldStart("results");
        result(json, order, end, first, last);
        json.writeEndArray();
        backMatter(json, first);
        json.writeEndObject();
        json.writeEndObject();
        json.close();
    }

    /** Where it is written to. */
    interface Target {

        OutputStream open() throws IOException;
    }

    private static void metadata(JsonGenerator json, String order, StoredEntry last) throws IOException {
        json.writeObjectFieldStart("metadata");
        json.writeStringField("title", order == null ? "Ledger of all orders" : "Ledger of order " + order);
        json.writeStringField("last-modified", last.at());
        json.writeStringField("version", String.valueOf(last.sequence()));
        json.writeStringField("oscal-version", VERSION);
        json.writeEndObject();
    }

    private void result(JsonGenerator json, String order, Head end, StoredEntry first, StoredEntry last) throws IOException {
        json.writeStartObject();
        json.writeStringField("uuid", id("result", last));
        json.writeStringField("title", order == null ? "What the ledger tells" : "What the ledger tells of order " + order);
        json.writeStringField("description", "Every entry up to " + last.sequence()   // in the same digits, wherever it is written
            + " is an observation, and every clause of a started order a finding. Whether a date has passed is no fact of the ledger, so a clause that is not certified is told as not satisfied, late or not.");
        json.writeStringField("start", first.at());
        json.writeStringField("end", last.at());
        properties(json, values("last-entry", last.sequence(), "last-hash", last.hash()));
        json.writeObjectFieldStart("reviewed-controls");
        json.writeArrayFieldStart("control-selections");
        json.writeStartObject();
        json.writeStringField("description", "The clauses of the orders, as their catalogues state them.");
        json.writeObjectFieldStart("include-all");
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
        findings(json, observations(json, order, end));
        json.writeEndObject();
    }

    /** Writes them and says how the clauses stand after the last. */
    private Map<String, Standing> observations(JsonGenerator json, String order, Head end) throws IOException {
        var clauses = new TreeMap<String, Standing>();
        json.writeArrayFieldStart("observations");
        ledger.read(order, end, entry -> {
            var fact = entry.recorded();
            observation(json, entry, fact);
            if (entry.order() != null && entry.clause() != null) {
                var key = entry.order() + "_" + entry.clause();
                if (fact.entry().kind() == EntryKind.OBLIGATION_REGISTERED) {
                    clauses.putIfAbsent(key, new Standing(entry, fact.entry().payload()));
                } else if (clauses.containsKey(key)) {
                    clauses.get(key).take(entry, fact);
                }
            }
        });
        json.writeEndArray();
        return clauses;
    }

    private static void observation(JsonGenerator json, StoredEntry entry, Recorded fact) throws IOException {
        json.writeStartObject();
        json.writeStringField("uuid", id("entry", entry));
        json.writeStringField("title", entry.kind().replace('-', ' '));
        json.writeStringField("description", "Entry " + entry.sequence() + " of the ledger, caused by " + entry.account()
            + ". Its content stands in the remarks.");
        properties(json, values("entry", entry.sequence(), "kind", entry.kind(), "order", entry.order(), "clause", entry.clause(), "business-key",
            entry.businessKey(), "process-instance", entry.processInstance(), "activity", entry.activity(), "account", entry.account(),
            "previous-hash", entry.previousHash(), "hash", entry.hash()));
        list(json, "methods", "EXAMINE");
        list(json, "types", "historic");
        json.writeStringField("collected", entry.at());
        if (fact.entry().kind() == EntryKind.EVIDENCE_ADDED) {
            evidence(json, fact.entry().payload());
        }
        json.writeStringField("remarks", entry.payload());
        json.writeEndObject();
    }

    private static void evidence(JsonGenerator json, Map<String, ?> item) throws IOException {
        json.writeArrayFieldStart("relevant-evidence");
        json.writeStartObject();
        if ("file".equals(item.get("form"))) {
            json.writeStringField("href", "/api/evidence/" + item.get("evidence"));
        }
        json.writeStringField("description", Objects.toString(item.get("name"), "A " + item.get("form")));
        properties(json, values("kind", item.get("kind"), "marking", item.get("marking"), "sha-256", item.get("sha256")));
        json.writeEndObject();
        json.writeEndArray();
    }

    private static void findings(JsonGenerator json, Map<String, Standing> clauses) throws IOException {
        if (clauses.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("findings");
        for (var clause : clauses.entrySet()) {
            finding(json, clause.getKey(), clause.getValue());
        }
        json.writeEndArray();
    }

    private static void finding(JsonGenerator json, String target, Standing clause) throws IOException {
        var met = clause.state.equals("met");
        json.writeStartObject();
        json.writeStringField("uuid", id("finding", clause.registered));
        json.writeStringField("title", "Clause %s of order %s".formatted(clause.registered.clause(), clause.registered.order()));
        json.writeStringField("description", clause.summary);
        properties(json, values("state", clause.state, "deadline", clause.deadline, "days-late", clause.daysLate));
        json.writeObjectFieldStart("target");
        json.writeStringField("type", "objective-id");
        json.writeStringField("target-id", token(target));
        json.writeObjectFieldStart("status");
        json.writeStringField("state", met ? "satisfied" : "not-satisfied");
        json.writeStringField("reason", met ? "pass" : "other");
        remarks(json, clause.remark);
        json.writeEndObject();
        if (clause.state.equals(NOT_APPLICABLE)) {
            json.writeObjectFieldStart("implementation-status");
            json.writeStringField("state", NOT_APPLICABLE);
            remarks(json, clause.remark);
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeArrayFieldStart("related-observations");
        related(json, clause.registered);
        if (clause.settled != null) {
            related(json, clause.settled);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void remarks(JsonGenerator json, String text) throws IOException {
        if (text != null) {
            json.writeStringField("remarks", text);
        }
    }

    private static void related(JsonGenerator json, StoredEntry entry) throws IOException {
        json.writeStartObject();
        json.writeStringField("observation-uuid", id("entry", entry));
        json.writeEndObject();
    }

    /** OSCAL asks for a plan; here that is the catalogue of what the orders demand. */
    private static void backMatter(JsonGenerator json, StoredEntry first) throws IOException {
        json.writeObjectFieldStart("back-matter");
        json.writeArrayFieldStart("resources");
        json.writeStartObject();
        json.writeStringField("uuid", id("catalogue", first));
        json.writeStringField("title", "Catalogue of the orders");
        json.writeStringField("description", "What is assessed, by whom and by when is said by the catalogue of each order; there is no separate plan.");
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void list(JsonGenerator json, String name, String only) throws IOException {
        json.writeArrayFieldStart(name);
        json.writeString(only);
        json.writeEndArray();
    }

    private static Map<String, Object> values(Object... namesAndValues) {
        var values = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return values;
    }

    /** Leaves out what has no value: OSCAL knows no empty one. */
    private static void properties(JsonGenerator json, Map<String, Object> values) throws IOException {
        json.writeArrayFieldStart("props");
        for (var property : values.entrySet()) {
            var value = Objects.toString(property.getValue(), "").replaceAll("[\\s\\p{Z}\\p{Cc}]+", " ").strip();
            if (!value.isEmpty()) {
                json.writeStartObject();
                json.writeStringField("name", property.getKey());
                json.writeStringField("ns", PROPERTIES);
                json.writeStringField("value", value);
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    private static String token(String text) {
        return text.replaceAll("[^\\p{L}\\p{N}._-]", "_").replaceFirst("^(?=[^\\p{L}_])", "_");
    }

    /** A UUID of version 5 (RFC 9562) of an entry's hash and what it stands for. */
    private static String id(String what, StoredEntry entry) {
        try {
            var sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(ByteBuffer.allocate(16).putLong(NAMESPACE.getMostSignificantBits()).putLong(NAMESPACE.getLeastSignificantBits()).array());
            var bytes = ByteBuffer.wrap(sha1.digest((what + ' ' + entry.hash()).getBytes(StandardCharsets.UTF_8)));
            return new UUID(bytes.getLong() & ~0xf000L | 0x5000L, bytes.getLong() & 0x3fffffffffffffffL | 0x8000000000000000L).toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
