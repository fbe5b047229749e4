package org.eoworkflow.obligation;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.security.Caller;
import org.springframework.stereotype.Component;

/** The user tasks at which evidence is read and added, and who may do so. */
@Component
class EvidenceTasks {

    private final TaskService tasks;
    private final RuntimeService runtime;
    private final RepositoryService repository;
    private final IdentityService identity;
    private final Caller caller;

    EvidenceTasks(TaskService tasks, RuntimeService runtime, RepositoryService repository, IdentityService identity, Caller caller) {
        this.tasks = tasks;
        this.runtime = runtime;
        this.repository = repository;
        this.identity = identity;
        this.caller = caller;
    }

    /**
     * An open task as evidence is concerned.
     *
     * @param required the model asks for at least one item
     * @param workable the caller may work on it
     */
    record EvidenceTask(String id, String name, EvidencePlace place, boolean required, boolean workable) {
    }

    /** The open task, for whoever may read it. */
    EvidenceTask readable(String id) {
        var task = asEngine(() -> tasks.createTaskQuery().taskId(id).singleResult());
        if (task == null) {
            throw Refusal.unknown("taskId", "There is no such open task.");
        }
        if (tasks.createTaskQuery().taskId(id).count() == 0) {
            throw Refusal.forbidden("This task belongs to another agency.");
        }
        var links = asEngine(() -> tasks.getIdentityLinksForTask(id));
        boolean workable = caller.account().equals(task.getAssignee())
            || links.stream().filter(link -> IdentityLinkType.CANDIDATE.equals(link.getType())).anyMatch(this::mine);
        return asEngine(() -> new EvidenceTask(id, task.getName(), place(task), required(task), workable));
    }

    /** Those of the tasks, by id, that are open and that the caller may read. */
    Set<String> readable(Collection<String> ids) {
        return ids.isEmpty() ? Set.of()
            : tasks.createTaskQuery().taskIdIn(ids.toArray(String[]::new)).list().stream().map(Task::getId).collect(Collectors.toSet());
    }

    /** The open task, for its candidates and its assignee. */
    EvidenceTask workable(String id) {
        var task = readable(id);
        if (!task.workable()) {
            throw Refusal.forbidden("Only who may work on the task '%s' may add evidence to it.".formatted(task.name()));
        }
        return task;
    }

    private boolean mine(IdentityLink link) {
        return link.getGroupId() == null ? caller.account().equals(link.getUserId()) : caller.isIn(link.getGroupId());
    }

    private EvidencePlace place(Task task) {
        var instance = runtime.createProcessInstanceQuery().processInstanceId(task.getProcessInstanceId()).singleResult();
        var variables = runtime.getVariables(task.getExecutionId(), List.of("order", "directive", "clause", "agency"));
        return new EvidencePlace((String) variables.get("order"), (String) variables.get("directive"), (String) variables.get("clause"),
            (String) variables.get("agency"), instance.getBusinessKey(), task.getProcessInstanceId(), task.getTaskDefinitionKey(), task.getId());
    }

    private boolean required(Task task) {
        BaseElement element = repository.getBpmnModelInstance(task.getProcessDefinitionId()).getModelElementById(task.getTaskDefinitionKey());
        return EvidenceRequired.says(element);
    }

    /** Without the caller's own limits: what an answer or a refusal needs to know. */
    private <T> T asEngine(Supplier<T> work) {
        var authentication = identity.getCurrentAuthentication();
        identity.clearAuthentication();
        try {
            return work.get();
        } finally {
            identity.setAuthentication(authentication);
        }
    }
}
