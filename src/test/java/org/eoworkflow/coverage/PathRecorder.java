package org.eoworkflow.coverage;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Recorded;
import org.eoworkflow.platform.ProcessKeys;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Notes which test went through which flow nodes and sequence flows, and what steps filed as evidence; {@link PathCoverageIT} and others judge. */
@Component
class PathRecorder implements DisposableBean {

    private final Set<String> noted = new ConcurrentSkipListSet<>();
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
        noted.add(Walks.walked(keys.of(execution), element, PresentTest.name()));
    }

    /** Evidence that a step of a model files by itself; what people add is theirs to choose. */
    @EventListener
    public void on(Recorded fact) {
        var entry = fact.entry();
        if (entry.kind() == EntryKind.EVIDENCE_ADDED && entry.clause() != null && entry.activity() != null && entry.payload().get("task") == null) {
            noted.add(Walks.filed(entry.clause(), entry.activity(), (String) entry.payload().get("kind")));
        }
    }

    @Override
    public void destroy() throws IOException {
        Files.createDirectories(Walks.FOLDER);
        Files.write(Walks.FOLDER.resolve(ProcessHandle.current().pid() + ".txt"), noted);
    }
}
