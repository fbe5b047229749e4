package org.eoworkflow.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.SortedMap;

/**
 * What the tests of the build have shown: {@code traceability.json}, which the build renews and holds against its tests.
 *
 * @param orders ids of the orders whose clauses the build answers for
 * @param tests by process and element, with a space between: a test class that walks it
 * @param checks by clause: test classes that keep it over all models
 * @param evidence by clause and element, with a space between: kinds of the evidence that the step files by itself
 */
record Proof(List<String> orders, SortedMap<String, String> tests, SortedMap<String, List<String>> checks, SortedMap<String, List<String>> evidence) {

    static final String FILE = "traceability.json";

    static Proof read(InputStream json) throws IOException {
        return new ObjectMapper().readValue(json, Proof.class);
    }

    /** The one that is packaged with the application. */
    static Proof packaged() {
        try (var json = Proof.class.getResourceAsStream("/" + FILE)) {
            return read(json);
        } catch (IOException e) {
            throw new IllegalStateException(FILE + " cannot be read", e);
        }
    }

    /** The test class that walks an element, or null. */
    String test(String process, String element) {
        return tests.get(process + ' ' + element);
    }

    List<String> checks(String clause) {
        return checks.getOrDefault(clause, List.of());
    }

    List<String> evidence(String clause, String element) {
        return evidence.getOrDefault(clause + ' ' + element, List.of());
    }
}
