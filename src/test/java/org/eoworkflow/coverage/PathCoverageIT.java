package org.eoworkflow.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.junit.jupiter.api.Test;

/** Every flow node and every sequence flow of every model under {@code processes/} is walked by some test of the build. */
class PathCoverageIT {

    private static final Path REPORT = Path.of("target", "path-coverage", "index.html");

    @Test
    void everyFlowNodeAndSequenceFlowIsWalked() throws IOException {
        var walked = Walks.ofThisBuild();
        var rows = new ArrayList<String>();
        var missed = new ArrayList<String>();
        for (var file : models()) {
            rows.add(row(file, walked, missed));
        }
        Files.writeString(REPORT, """
            <!doctype html><html lang="en"><meta charset="utf-8"><title>Path coverage</title>
            <style>body{font:14px sans-serif}td,th{padding:4px 12px;text-align:left;border-bottom:1px solid #ccc}</style>
            <h1>Path coverage of the models</h1>
            <table><tr><th>Model</th><th>Flow nodes</th><th>Sequence flows</th><th>Not walked</th></tr>%s</table>
            """.formatted(String.join("\n", rows)));
        assertThat(rows).as("models under processes/").isNotEmpty();
        assertThat(missed).as("elements no test walks").isEmpty();
    }

    private static List<Path> models() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("processes"))) {
            return files.filter(f -> f.toString().endsWith(".bpmn")).sorted().toList();
        }
    }

    private static String row(Path file, Walks walked, List<String> missed) {
        var model = Bpmn.readModelFromFile(file.toFile());
        var process = model.getModelElementsByType(Process.class).iterator().next().getId();
        var absent = new ArrayList<String>();
        int[] nodes = count(process, model.getModelElementsByType(FlowNode.class), walked, absent);
        int[] flows = count(process, model.getModelElementsByType(SequenceFlow.class), walked, absent);
        absent.forEach(element -> missed.add(file + ": " + element));
        return "<tr><td>%s</td><td>%d of %d</td><td>%d of %d</td><td>%s</td></tr>"
            .formatted(process, nodes[0], nodes[1], flows[0], flows[1], String.join(", ", absent));
    }

    private static int[] count(String process, Iterable<? extends FlowElement> elements, Walks walked, List<String> absent) {
        int hit = 0;
        int all = 0;
        for (var element : elements) {
            all++;
            if (!walked.tests(process, element.getId()).isEmpty()) {
                hit++;
            } else {
                absent.add(element.getId());
            }
        }
        return new int[] {hit, all};
    }
}
