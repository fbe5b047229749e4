package org.eoworkflow.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the tests of this build did in the models, all of them together: which walked what, and what was filed as evidence by which step. */
public final class Walks {

    /** One folder per build and one file per JVM: unit tests and integration tests each add theirs. */
    static final Path FOLDER = Path.of("target", "path-coverage", "walked-" + System.getProperty("eo.build", "outside-maven"));

    private final Map<String, Set<String>> tests = new TreeMap<>();
    private final Map<String, Set<String>> filed = new TreeMap<>();
    private final Set<String> ran = new TreeSet<>();

    private Walks() {
    }

    static String walked(String process, String element, String test) {
        return String.join(" ", "walked", process, element, test);
    }

    static String filed(String clause, String activity, String kind) {
        return String.join(" ", "filed", clause, activity, kind);
    }

    /** What was noted by now. */
    public static Walks ofThisBuild() throws IOException {
        assertThat(FOLDER).as("written by the tests of this build: run the whole build").isNotEmptyDirectory();
        var walks = new Walks();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (var file : files.toList()) {
                Files.readAllLines(file).forEach(line -> walks.add(line.split(" ")));
            }
        }
        return walks;
    }

    private void add(String[] parts) {
        if (parts[0].equals("walked")) {
            tests.computeIfAbsent(parts[1] + ' ' + parts[2], element -> new TreeSet<>()).add(parts[3]);
            ran.add(parts[3]);
        } else {
            filed.computeIfAbsent(parts[1] + ' ' + parts[2], element -> new TreeSet<>()).add(parts[3]);
        }
    }

    /** The test classes that walked an element. */
    public Set<String> tests(String process, String element) {
        return tests.getOrDefault(process + ' ' + element, Set.of());
    }

    /** The kinds of evidence that a step filed for a clause. */
    public Set<String> filed(String clause, String activity) {
        return filed.getOrDefault(clause + ' ' + activity, Set.of());
    }

    /** Whether a test class walked anything. */
    public boolean ran(String test) {
        return ran.contains(test);
    }
}
