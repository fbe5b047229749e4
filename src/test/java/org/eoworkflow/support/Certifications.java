package org.eoworkflow.support;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.eoworkflow.obligation.EvidencePlace;
import org.eoworkflow.obligation.EvidenceStore;
import org.eoworkflow.obligation.NewEvidence;
import org.springframework.stereotype.Component;

/** Walks a clause through its certification, for tests of what comes before and after it. */
@Component
public class Certifications {

    private final TaskService tasks;
    private final RuntimeService runtime;
    private final People people;
    private final EvidenceStore evidence;
    private final Clock clock;

    Certifications(TaskService tasks, RuntimeService runtime, People people, EvidenceStore evidence, Clock clock) {
        this.tasks = tasks;
        this.runtime = runtime;
        this.people = people;
        this.evidence = evidence;
        this.clock = clock;
    }

    /** Assembles, reviews and certifies: the clause was met today. */
    public void certify(String businessKey, String clause, String office, String lead) {
        var assemble = task(businessKey, clause, "AssembleEvidence");
        addEvidence(office + ".staff", assemble);
        people.complete(office + ".staff", assemble, Map.of("proposal", "met", "metOn", LocalDate.now(clock).toString(),
            "evidenceSummary", "The file shows it."));
        people.complete(office + ".approver", task(businessKey, clause, "ReviewEvidence"), Map.of("evidenceDecision", "accept"));
        people.complete(lead + ".certifier", task(businessKey, clause, "CertifyClause"),
            Map.of("certificationDecision", "certify", "statement", "I certify it."));
    }

    /** Adds a file to a task that asks for evidence. */
    public void addEvidence(String account, Task task) {
        people.as(account, () -> evidence.add(place(task), new NewEvidence.File("proof.txt",
            ("Proof of " + task.getId()).getBytes(StandardCharsets.UTF_8), NewEvidence.Label.unclassified("document", "Shows that it is done."))));
    }

    /** The one open task of this activity for this clause under this business key. */
    public Task task(String businessKey, String clause, String activity) {
        return tasks.createTaskQuery().processInstanceBusinessKey(businessKey).processVariableValueEquals("clause", clause)
            .taskDefinitionKey(activity).initializeFormKeys().singleResult();
    }

    private EvidencePlace place(Task task) {
        var instance = runtime.createProcessInstanceQuery().processInstanceId(task.getProcessInstanceId()).singleResult();
        var variables = runtime.getVariables(task.getExecutionId());
        return new EvidencePlace((String) variables.get("order"), (String) variables.get("directive"), (String) variables.get("clause"),
            (String) variables.get("agency"), instance.getBusinessKey(), task.getProcessInstanceId(), task.getTaskDefinitionKey(), task.getId());
    }
}
