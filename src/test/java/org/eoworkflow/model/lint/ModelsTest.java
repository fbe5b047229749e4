package org.eoworkflow.model.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The models of the project keep the rules. */
class ModelsTest {

    @Test
    void everyModelIsClean() throws IOException {
        var found = new ArrayList<Finding>();
        for (var file : models()) {
            try (var bpmn = Files.newInputStream(file)) {
                found.addAll(Linter.check(file.toString(), bpmn));
            }
        }
        assertThat(found).as("what designers have to mend").isEmpty();
    }

    private static List<Path> models() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("processes"))) {
            return files.filter(file -> file.toString().endsWith(".bpmn")).sorted().toList();
        }
    }
}
