package org.eoworkflow.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.eoworkflow.ledger.Ledger.Head;
import org.eoworkflow.platform.JsonFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An exported ledger of five entries, as it is and with everything that somebody could do to it. */
class VerifyLedgerTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path folder;

    private Path file;
    private ObjectNode ledger;
    private ArrayNode entries;

    /** What the command did. */
    private record Outcome(int code, String out, String err) {
    }

    @BeforeEach
    void exportFiveEntries() throws IOException {
        file = folder.resolve("ledger.json");
        var written = new ArrayList<StoredEntry>();
        var before = "0".repeat(64);
        for (int place = 1; place <= 5; place++) {
            var entry = new StoredEntry(place, "note", place == 4 ? null : "eo-1", "C-0" + place, "eo-1/a", "p", "Activity", "cisa.staff",
                "2026-07-0%dT12:00:00.000001Z".formatted(place), "{\"text\":\"N\u00f6te %d\"}".formatted(place), before, "");
            written.add(withHash(entry));
            before = written.get(place - 1).hash();
        }
        try (var json = JsonFile.on(Files.newOutputStream(file))) {
            LedgerFile.begin(json, null, new Head(5, before));
            for (var entry : written) {
                LedgerFile.write(json, entry);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        ledger = (ObjectNode) JSON.readTree(file.toFile());
        entries = (ArrayNode) ledger.get("entries");
    }

    @Test
    void whatNobodyTouchedIsIntactAndItsLastHashIsTold() {
        assertThat(verify()).satisfies(outcome -> {
            assertThat(outcome.code()).isZero();
            assertThat(outcome.out()).startsWith("All 5 entries are as they were written." + System.lineSeparator())
                .contains("Its last hash is " + entries.get(4).get("hash").asText() + ". ");
            assertThat(outcome.err()).isEmpty();
        });
    }

    @Test
    void theHashesAreMadeAsTheFileItselfSays() {
        assertThat(ledger.get("rule").asText()).contains("SHA-256", "of each its length in bytes of UTF-8, a colon, its text and a comma")
            .contains("previousHash, sequence, kind, order, clause, businessKey, processInstance, activity, account, at and payload");
        assertThat(entries).allSatisfy(entry -> assertThat(entry.get("hash").asText()).isEqualTo(hash(read((ObjectNode) entry))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"kind | order-closed", "order | eo-2", "clause | ''", "businessKey | x", "processInstance | x", "activity | x",
        "account | somebody", "at | 2026-07-03T12:00:00.000002Z", "at | 2026-07-03T12:00:00.0000010Z", "at | 2026-07-03T08:00:00.000001-04:00",
        "payload | '{\"text\":\"Other\"}'", "previousHash | x", "hash | x"})
    void aChangeOfAnyFieldIsFound(String field, String value) {
        broken("Entry 3 was changed.", () -> entry(3).put(field, value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"kind", "order", "clause", "businessKey", "processInstance", "activity", "account", "at", "payload", "previousHash"})
    void aFieldThatIsGoneIsFound(String field) {
        broken("Entry 3 was changed.", () -> entry(3).remove(field));
    }

    @Test
    void aChangedNumberIsFound() {
        broken("Entry 3 was changed.", () -> entry(3).put("sequence", 9));
        broken("Entry 3 was changed.", () -> entry(3).put("sequence", 2));
    }

    @Test
    void aChangedEntryIsNamedEvenIfItsHashWasMadeToFit() {
        broken("Entry 3 was changed.", () -> rehash(entry(3).put("payload", "{}")));
    }

    @Test
    void aChangedFirstEntryIsNamedEvenIfAllHashesWereMadeToFitWhatIsSaidToBeBeforeIt() {
        broken("Entry 1 was changed.", () -> {
            entry(1).put("previousHash", "f".repeat(64));
            rehashFrom(1);
        });
    }

    @Test
    void aDeletedEntryIsFound() {
        broken("Entry 1 was deleted.", () -> entries.remove(0));
        broken("Entry 3 was deleted.", () -> entries.remove(2));
        broken("Entry 3 was deleted.", () -> {
            entries.remove(2);
            renumber();
        });
    }

    @Test
    void anInsertedEntryIsFound() {
        var copy = entry(1).deepCopy();
        broken("Entry 0 was inserted: the ledger begins with entry 1.", () -> entries.insert(0, copy.deepCopy().put("sequence", 0)));
        broken("Entry 3 was inserted: what was written there stands behind it.", () -> entries.insert(2, entry(5).deepCopy().put("payload", "{}")));
        broken("Entry 3 was inserted: what was written there stands behind it.", () -> {
            entries.insert(2, entry(2).deepCopy().put("payload", "{}").put("previousHash", entry(2).get("hash").asText()));
            renumber();
            rehash(entry(3));
        });
        broken("Entry 6 was inserted: the ledger ends with entry 5.", () -> {
            entries.add(copy.deepCopy().put("sequence", 6).put("previousHash", entry(5).get("hash").asText()));
            rehash(entry(6));
        });
    }

    @Test
    void anEntryThatStandsThereTwiceIsFound() {
        assertThat(tampered(() -> entries.insert(2, entry(1).deepCopy()))).extracting(Outcome::code, Outcome::out).satisfies(outcome ->
            assertThat(outcome.toString()).startsWith("[1, Entry 3 was "));
    }

    @Test
    void entriesThatChangedPlacesAreFound() {
        broken("Entry 2 was moved: it stands at place 4.", () -> swap(2, 4));
        broken("Entry 2 was moved: it stands at place 4.", () -> {
            swap(2, 4);
            renumber();
        });
        broken("Entry 3 was moved: it stands at place 4.", () -> swap(3, 4));
    }

    @Test
    void aCutOffEndIsFound() {
        broken("Entry 5 is gone: the end of the ledger, up to entry 5, was cut off.", () -> entries.remove(4));
        broken("Entry 1 is gone: the end of the ledger, up to entry 5, was cut off.", () -> entries.removeAll());
    }

    @Test
    void anotherEndIsFound() {
        broken("Entry 5 was changed.", () -> ((ObjectNode) ledger.get("end")).put("hash", "x"));
    }

    @Test
    void aLedgerThatWasMadeAnewAsAWholeIsFoundByAHashThatWasNotedBefore() throws IOException {
        var noted = entry(3).get("hash").asText();
        assertThat(verify(noted)).satisfies(outcome -> {
            assertThat(outcome.code()).isZero();
            assertThat(outcome.out()).endsWith("Entry 3 has the noted hash: nothing up to it was changed since that was noted." + System.lineSeparator());
        });
        entry(2).put("payload", "{}");
        rehashFrom(2);
        ((ObjectNode) ledger.get("end")).set("hash", entry(5).get("hash"));
        save();

        assertThat(verify().code()).as("nothing in the file tells it").isZero();
        assertThat(verify(noted)).satisfies(outcome -> {
            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.out()).contains("None of them has the noted hash: ");
        });
    }

    @Test
    void aFileThatWasNotSavedAsAWholeIsNotVerifiedWhereverItEnds() throws IOException {
        var whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(verify().code()).as("the first %d bytes", length).isEqualTo(2);
        }
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        assertThat(verify()).isEqualTo(new Outcome(2, "", file + " ends in the middle: it was not saved as a whole. Export the ledger again."
            + System.lineSeparator()));
    }

    @Test
    void whatIsNoLedgerSaysSo() throws IOException {
        notVerified(folder.resolve("nothing.json"), "There is no file %s.");
        notVerified(folder, "%s cannot be read (");
        notVerified(Files.writeString(folder.resolve("empty"), ""), "%s is no exported ledger: it does not begin as one. Export the ledger as JSON.");
        notVerified(Files.writeString(folder.resolve("csv"), "\uFEFFEntry,Time (UTC)"), "%s is no exported ledger: what stands in line 1 is not the JSON of one.");
        notVerified(Files.writeString(folder.resolve("other"), "{\"format\":\"other\"}"), "%s is no exported ledger: it does not begin as one.");
        notVerified(Files.write(folder.resolve("binary"), new byte[] {0, 1, 2, (byte) 0xff}), "%s is no exported ledger: what stands in line 1");
    }

    @Test
    void whatALedgerDoesNotHaveIsRefusedSinceReadersCouldTakeItForVerified() throws IOException {
        unusable("the entry at place 3 has not a ledger's fields", () -> entry(3).put("remark", "approved"));
        unusable("the entry at place 3 has not a ledger's fields", () -> entry(3).put("sequence", 3.0));
        unusable("the entry at place 3 has not a ledger's fields", () -> entry(3).put("account", 3));
        unusable("the entry at place 3 has not a ledger's fields", () -> entry(3).remove("hash"));
        unusable("the entry at place 2 has not a ledger's fields", () -> entries.insert(1, "text"));
        unusable("something follows after its entries", () -> ledger.put("remark", "approved"));
        unusable("its end or its entries are missing", () -> ledger.remove("end"));
        unusable("the hash of its last entry is missing", () -> ((ObjectNode) ledger.get("end")).remove("hash"));
        var text = Files.readString(file);
        Files.writeString(file, text.replaceFirst("\"account\":", "\"account\":\"somebody\",\"account\":"));
        assertThat(verify()).extracting(Outcome::code).isEqualTo(2);
        Files.writeString(file, text + "{}");
        assertThat(verify()).satisfies(outcome -> assertThat(outcome.err()).contains("something follows after its entries"));
    }

    @Test
    void anExtractOfOneOrderCannotBeVerified() throws IOException {
        try (var json = JsonFile.on(Files.newOutputStream(file))) {
            LedgerFile.begin(json, "eo-1", new Head(5, "x"));
            json.writeEndArray();
            json.writeEndObject();
        }

        assertThat(verify()).satisfies(outcome -> {
            assertThat(outcome.code()).isEqualTo(2);
            assertThat(outcome.err()).startsWith(file + " holds the entries of one order only. ").contains("export it without naming an order");
        });
    }

    @Test
    void whatComesByStandardInputIsVerifiedToo() throws IOException {
        var whole = Files.readAllBytes(file);
        var before = left();
        assertThat(piped(whole, "-")).satisfies(outcome -> {
            assertThat(outcome.code()).isZero();
            assertThat(outcome.out()).startsWith("All 5 entries are as they were written.");
        });
        assertThat(piped(whole, "-", entry(2).get("hash").asText()).out()).contains("Entry 2 has the noted hash");
        assertThat(piped(Files.readString(file).replace("te 3", "te 9").getBytes(StandardCharsets.UTF_8), "-"))
            .isEqualTo(new Outcome(1, "Entry 3 was changed." + System.lineSeparator(), ""));
        assertThat(piped(Arrays.copyOf(whole, 900), "-")).isEqualTo(new Outcome(2, "",
            "Standard input ends in the middle: it was not saved as a whole. Export the ledger again." + System.lineSeparator()));
        assertThat(piped(new byte[0], "-").err()).startsWith("Standard input is no exported ledger: it does not begin as one.");
        assertThat(left()).as("nothing is left of what came").isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-8", "UTF-32BE"})
    void anEncodingThatTheFileItselfNamesIsRead(String encoding) throws IOException {
        var text = Files.readString(file);
        Files.write(file, ("\uFEFF" + text).getBytes(encoding));
        assertThat(verify()).satisfies(outcome -> {
            assertThat(outcome.err()).isEmpty();
            assertThat(outcome.code()).isZero();
        });
    }

    @Test
    void anEncodingThatLostSomethingIsNotVerified() throws IOException {
        var text = Files.readString(file);
        Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(verify()).satisfies(outcome -> {
            assertThat(outcome.code()).isEqualTo(2);
            assertThat(outcome.err()).contains("what stands in line 2 is not the JSON of one");
        });
        Files.writeString(file, text.replace('\u00f6', '?'));
        assertThat(verify()).isEqualTo(new Outcome(1, "Entry 1 was changed." + System.lineSeparator(), ""));
    }

    @Test
    void whatNoLedgerCanHoldIsNamedByItsLine() throws IOException {
        var text = Files.readString(file);
        Files.writeString(file, text.replace("\"sequence\":3,", "\"sequence\":" + "9".repeat(400) + ","));
        assertThat(verify().err()).contains("what stands in line 4 is not the JSON of one");
        Files.writeString(file, text.replace("\"sequence\":4,", "\"sequence\":4,\"sequence\":4,"));
        assertThat(verify().err()).contains("what stands in line 5 is not the JSON of one");
        Files.writeString(file, text.replace("\"activity\":\"Activity\"", "\"activity\":NaN"));
        assertThat(verify().err()).contains("what stands in line 2 is not the JSON of one");
    }

    @Test
    @Timeout(60)
    void aForgedEndDoesNotKeepTheVerificationBusyForEver() {
        broken("Entry 2 was changed.", () -> {
            ((ObjectNode) ledger.get("end")).put("sequence", Long.MAX_VALUE);
            entry(2).put("previousHash", "x");
        });
    }

    private Outcome piped(byte[] sent, String... arguments) {
        return run(List.of(arguments), new ByteArrayInputStream(sent));
    }

    private static long left() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(kept -> kept.getFileName().toString().matches("ledger\\d+\\.json")).count();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void wrongArgumentsAreToldTheRightOnes(int count) {
        assertThat(run(List.of("a", "b", "c").subList(0, count))).satisfies(outcome -> {
            assertThat(outcome.code()).isEqualTo(2);
            assertThat(outcome.err()).contains("java -jar eo-workflow.jar verify-ledger ledger.json [hash]");
        });
    }

    private interface Tampering {

        void happens();
    }

    private void broken(String explanation, Tampering tampering) {
        assertThat(tampered(tampering)).isEqualTo(new Outcome(1, explanation + System.lineSeparator(), ""));
    }

    private void unusable(String why, Tampering tampering) {
        assertThat(tampered(tampering)).isEqualTo(new Outcome(2, "", "%s is no exported ledger: %s. Export the ledger as JSON.%n".formatted(file, why)));
    }

    /** Verifies the file with this done to it, and undoes it. */
    private Outcome tampered(Tampering tampering) {
        var untouched = ledger.deepCopy();
        try {
            tampering.happens();
            save();
            return verify();
        } finally {
            ledger = untouched;
            entries = (ArrayNode) ledger.get("entries");
            save();
        }
    }

    private void notVerified(Path wrong, String beginning) {
        assertThat(run(List.of(wrong.toString()))).satisfies(outcome -> {
            assertThat(outcome.code()).isEqualTo(2);
            assertThat(outcome.err()).startsWith(beginning.formatted(wrong)).hasLineCount(1);
            assertThat(outcome.out()).isEmpty();
        });
    }

    private Outcome verify(String... noted) {
        var arguments = new ArrayList<>(List.of(file.toString()));
        arguments.addAll(List.of(noted));
        return run(arguments);
    }

    private static Outcome run(List<String> arguments) {
        return run(arguments, InputStream.nullInputStream());
    }

    private static Outcome run(List<String> arguments, InputStream in) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int code = VerifyLedger.run(arguments, in, new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private ObjectNode entry(int place) {
        return (ObjectNode) entries.get(place - 1);
    }

    private void swap(int one, int other) {
        var first = entry(one);
        entries.set(one - 1, entry(other));
        entries.set(other - 1, first);
    }

    private void renumber() {
        forEach(place -> entry(place).put("sequence", place));
    }

    private void rehashFrom(int first) {
        forEach(place -> {
            if (place >= first) {
                if (place > first) {
                    entry(place).set("previousHash", entry(place - 1).get("hash"));
                }
                rehash(entry(place));
            }
        });
    }

    private void forEach(Consumer<Integer> work) {
        for (int place = 1; place <= entries.size(); place++) {
            work.accept(place);
        }
    }

    private static ObjectNode rehash(ObjectNode entry) {
        return entry.put("hash", hash(read(entry)));
    }

    private void save() {
        try {
            Files.writeString(file, ledger.toString());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static StoredEntry read(ObjectNode entry) {
        var texts = new HashMap<String, String>();
        StoredEntry.TEXTS.forEach(field -> texts.put(field, entry.path(field).isNull() ? null : entry.path(field).asText(null)));
        return StoredEntry.of(entry.get("sequence").asLong(), texts);
    }

    private static StoredEntry withHash(StoredEntry entry) {
        var texts = new HashMap<String, String>();
        for (int i = 0; i < StoredEntry.TEXTS.size(); i++) {
            texts.put(StoredEntry.TEXTS.get(i), entry.texts()[i]);
        }
        texts.put("hash", hash(entry));
        return StoredEntry.of(entry.sequence(), texts);
    }

    /** After the rule in the file, not after our code. */
    private static String hash(StoredEntry entry) {
        var text = new StringBuilder();
        for (var field : Arrays.asList(entry.previousHash(), entry.sequence() + "", entry.kind(), entry.order(), entry.clause(), entry.businessKey(),
                entry.processInstance(), entry.activity(), entry.account(), entry.at(), entry.payload())) {
            text.append(field == null ? "-," : field.getBytes(StandardCharsets.UTF_8).length + ":" + field + ",");
        }
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
