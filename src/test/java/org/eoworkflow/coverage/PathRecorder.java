package org.eoworkflow.coverage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.eoworkflow.platform.ProcessKeys;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Notes which flow nodes and sequence flows of which process all tests together went through; {@link PathCoverageIT} judges. */
@Component
class PathRecorder implements DisposableBean {

    /** One folder per build and one file per JVM: unit tests and integration tests each add theirs. */
    static final Path FOLDER = Path.of("target", "path-coverage", "walked-" + System.getProperty("eo.build", "outside-maven"));

    private final Set<String> walked = new ConcurrentSkipListSet<>();
    private final ProcessKeys keys;

    PathRecorder(ProcessKeys keys) {
        this.keys = keys;
    }

    @EventListener
    public void on(DelegateExecution execution) {
        if (ExecutionListener.EVENTNAME_TAKE.equals(execution.getEventName())) {
            note(execution, execution.getCurrentTransitionId());
        } else if (ExecutionListener.EVENTNAME_START.equals(execution.getEventName()) && execution.getCurrentActivityId() != null) {
            note(execution, execution.getCurrentActivityId().replace("#multiInstanceBody", ""));
        }
    }

    private void note(DelegateExecution execution, String element) {
        walked.add(keys.of(execution) + ' ' + element);
    }

    @Override
    public void destroy() throws IOException {
        Files.createDirectories(FOLDER);
        Files.write(FOLDER.resolve(ProcessHandle.current().pid() + ".txt"), walked);
    }
}
