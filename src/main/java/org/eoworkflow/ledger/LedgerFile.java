package org.eoworkflow.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import org.eoworkflow.ledger.Ledger.Head;

/**
 * A ledger in a JSON file: what it is, its end, how the hashes are made, and then every entry with what went into its hash, one a line.
 * It is read as a stream, and only if it holds exactly that.
 */
class LedgerFile implements ChainSource {

    static final String FORMAT = "eo-workflow ledger 1";

    private static final String RULE = "An entry's hash is the SHA-256, in hexadecimal, of previousHash, sequence, kind, order, clause, businessKey, "
        + "processInstance, activity, account, at and payload: of each its length in bytes of UTF-8, a colon, its text and a comma; of one that "
        + "is null a hyphen and a comma. The first previousHash is 64 zeros.";
    private static final JsonFactory JSON = JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private final Path file;
    private final String name;
    private final Head head;

    /** The file cannot be verified; the message says why. */
    static class Unusable extends RuntimeException {

        Unusable(String message) {
            super(message);
        }
    }

    LedgerFile(Path file) {
        this(file, file.toString());
    }

    /** @param name by which messages call it */
    LedgerFile(Path file, String name) {
        this.file = file;
        this.name = name;
        this.head = parse(this::begin);
    }

    /** Writes what stands before the entries. */
    static void begin(JsonGenerator json, String order, Head head) throws IOException {
        json.writeStartObject();
        json.writeStringField("format", FORMAT);
        if (order != null) {
            json.writeStringField("extract", order);
        }
        json.writeStringField("rule", RULE);
        json.writeObjectFieldStart("end");
        json.writeNumberField("sequence", head.sequence());
        json.writeStringField("hash", head.hash());
        json.writeEndObject();
        json.writeArrayFieldStart("entries");
    }

    static void write(JsonGenerator json, StoredEntry entry) throws IOException {
        json.writeStartObject();
        json.writeNumberField("sequence", entry.sequence());
        var texts = entry.texts();
        for (int i = 0; i < texts.length; i++) {
            json.writeStringField(StoredEntry.TEXTS.get(i), texts[i]);
        }
        json.writeEndObject();
    }

    @Override
    public Head head() {
        return head;
    }

    @Override
    public void read(Reader reader) {
        parse(json -> {
            begin(json);
            long place = 1;
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (!reader.next(place, entry(json, place))) {
                    return null;
                }
                place++;
            }
            expect(json.nextToken() == JsonToken.END_OBJECT && json.nextToken() == null, "something follows after its entries");
            return null;
        });
    }

    private <T> T parse(Part<T> part) {
        try (var json = JSON.createParser(Files.newInputStream(file))) {
            return part.read(json);
        } catch (NoSuchFileException e) {
            throw new Unusable("There is no file %s.".formatted(name));
        } catch (JsonEOFException e) {
            throw new Unusable("%s ends in the middle: it was not saved as a whole. Export the ledger again.".formatted(name));
        } catch (JsonProcessingException e) {
            throw new Unusable("%s is no exported ledger: what stands in line %d is not the JSON of one. Export the ledger as JSON."
                .formatted(name, e.getLocation() == null ? 1 : e.getLocation().getLineNr()));
        } catch (IOException e) {
            throw new Unusable("%s cannot be read (%s).".formatted(name, e.getMessage()));
        }
    }

    /** Reads up to the first entry. */
    private Head begin(JsonParser json) throws IOException {
        expect(json.nextToken() == JsonToken.START_OBJECT && "format".equals(json.nextFieldName()) && FORMAT.equals(json.nextTextValue()),
            "it does not begin as one");
        Head end = null;
        for (var field = json.nextFieldName(); !"entries".equals(field); field = json.nextFieldName()) {
            if ("extract".equals(field)) {
                throw new Unusable("%s holds the entries of one order only. The chain runs through the entries of all orders, so only a whole "
                    .formatted(name) + "ledger can be verified: export it without naming an order.");
            }
            if ("end".equals(field)) {
                expect(json.nextToken() == JsonToken.START_OBJECT, "its end is missing");
                end = end(json);
            } else {
                expect("rule".equals(field) && json.nextTextValue() != null, "it has more than a ledger's parts");
            }
        }
        expect(end != null && json.nextToken() == JsonToken.START_ARRAY, "its end or its entries are missing");
        return end;
    }

    private Head end(JsonParser json) throws IOException {
        expect("sequence".equals(json.nextFieldName()) && json.nextToken() == JsonToken.VALUE_NUMBER_INT, "the number of its last entry is missing");
        long sequence = json.getLongValue();
        expect("hash".equals(json.nextFieldName()), "the hash of its last entry is missing");
        var hash = json.nextTextValue();
        expect(hash != null && json.nextToken() == JsonToken.END_OBJECT, "the hash of its last entry is missing");
        return new Head(sequence, hash);
    }

    private StoredEntry entry(JsonParser json, long place) throws IOException {
        var what = "the entry at place %d has not a ledger's fields".formatted(place);
        expect(json.currentToken() == JsonToken.START_OBJECT, what);
        var texts = new HashMap<String, String>();
        Long sequence = null;
        for (var field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            var value = json.nextToken();
            if (field.equals("sequence")) {
                expect(value == JsonToken.VALUE_NUMBER_INT, what);
                sequence = json.getLongValue();
            } else {
                expect(StoredEntry.TEXTS.contains(field) && (value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NULL), what);
                texts.put(field, value == JsonToken.VALUE_NULL ? null : json.getText());
            }
        }
        expect(json.currentToken() == JsonToken.END_OBJECT && sequence != null && texts.get("hash") != null, what);
        return StoredEntry.of(sequence, texts);
    }

    private void expect(boolean right, String otherwise) {
        if (!right) {
            throw new Unusable("%s is no exported ledger: %s. Export the ledger as JSON.".formatted(name, otherwise));
        }
    }

    private interface Part<T> {

        T read(JsonParser json) throws IOException;
    }
}
