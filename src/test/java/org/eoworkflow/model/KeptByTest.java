package org.eoworkflow.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** A limit of the whole order is kept by something that is there: a test, or a step of a model, named in brackets at the end of its line. */
class KeptByTest {

    private static final Pattern CHECK = Pattern.compile("\\((\\w+?)(?:/(\\w+))?\\)$");

    @Test
    void everyLimitNamesACheckThatExists() throws IOException {
        Map<String, List<Map<String, Object>>> order = new Yaml().load(Files.readString(Path.of("orders", "eo-14409.yaml")));
        var limits = order.get("clauses").stream().filter(clause -> clause.containsKey("keptBy")).toList();
        assertThat(limits).extracting(limit -> limit.get("id")).containsExactly("C-01", "C-02", "C-03", "C-04");
        for (var limit : limits) {
            var check = CHECK.matcher((String) limit.get("keptBy"));
            assertThat(check.find()).as("%s names its check in brackets: %s", limit.get("id"), limit.get("keptBy")).isTrue();
            assertThat(exists(check.group(1), check.group(2))).as("%s: %s", limit.get("id"), check.group()).isTrue();
        }
        assertThat(exists("NoSuchTest", null)).isFalse();
        assertThat(exists("DeveloperFramework", "NoSuchStep")).isFalse();
    }

    private static boolean exists(String name, String step) throws IOException {
        try (Stream<Path> files = Files.walk(step == null ? Path.of("src", "test", "java") : Path.of("processes"))) {
            return files.anyMatch(file -> step == null ? file.endsWith(name + ".java") : file.toString().endsWith(".bpmn") && isStep(file, name, step));
        }
    }

    private static boolean isStep(Path file, String process, String step) {
        var model = Bpmn.readModelFromFile(file.toFile());
        return model.getModelElementById(process) instanceof Process && model.getModelElementById(step) instanceof UserTask;
    }
}
