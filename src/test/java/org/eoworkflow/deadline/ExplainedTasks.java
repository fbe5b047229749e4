package org.eoworkflow.deadline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** In every test: no task of the product's own models is due on a day that its record cannot explain. */
@Component
class ExplainedTasks {

    private static final Pattern KEY = Pattern.compile("<bpmn:process id=\"(\\w+)\"");

    private final DeadlineRecords records;
    private final Set<String> models;

    ExplainedTasks(DeadlineRecords records) throws IOException {
        this.records = records;
        try (var files = Files.walk(Path.of("processes"))) {
            models = files.filter(file -> file.toString().endsWith(".bpmn")).flatMap(file -> KEY.matcher(read(file)).results()).map(key -> key.group(1))
                .collect(Collectors.toSet());
        }
    }

    @EventListener
    public void on(DelegateTask task) {
        if (TaskListener.EVENTNAME_CREATE.equals(task.getEventName()) && task.getDueDate() != null && task.getProcessDefinitionId() != null
                && models.contains(task.getProcessEngineServices().getRepositoryService().getProcessDefinition(task.getProcessDefinitionId()).getKey())) {
            var key = task.getTaskDefinitionKey();
            var id = task.getId();
            var definition = task.getProcessDefinitionId();
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void beforeCommit(boolean readOnly) {
                    check(id, key, definition);
                }
            });
        }
    }

    private void check(String task, String key, String definition) {
        var rule = records.ofTask(task).map(record -> record.reckoning().rule()).orElse("nothing is recorded");
        if (rule.equals("nothing is recorded") || rule.startsWith("as the process has set it")) {
            throw new IllegalStateException("Task '%s' of %s: %s. Record its date where it is set.".formatted(key, definition, rule));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
