package org.eoworkflow.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.ParallelGateway;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.junit.jupiter.api.Test;

/** Where the work of several people is joined, each completion is one transaction and the join another: nobody has to complete a task again. */
class JoinsTest {

    @Test
    void whatSeveralPeopleCompleteIsJoinedInJobsOfTheEngine() throws IOException {
        var wrong = new ArrayList<String>();
        int joins = 0;
        for (var file : models()) {
            var model = Bpmn.readModelFromFile(file.toFile());
            for (var join : model.getModelElementsByType(ParallelGateway.class)) {
                var before = model.getModelElementsByType(SequenceFlow.class).stream().filter(flow -> flow.getTarget().equals(join)).map(SequenceFlow::getSource)
                    .filter(node -> node instanceof UserTask || node instanceof CallActivity).map(Activity.class::cast).toList();
                if (before.size() > 1) {
                    joins++;
                    before.stream().filter(activity -> !activity.isCamundaAsyncAfter()).forEach(activity -> wrong.add(file + ": " + activity.getId()));
                }
            }
        }
        assertThat(joins).as("joins after the work of people").isGreaterThan(8);
        assertThat(wrong).as("activities before a parallel join without camunda:asyncAfter").isEmpty();
    }

    private static Iterable<Path> models() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("processes"))) {
            return files.filter(file -> file.toString().endsWith(".bpmn")).sorted().toList();
        }
    }
}
