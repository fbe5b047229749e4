package org.eoworkflow.support;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;

/** The people of the demonstration at work: each acts under the account's own groups, so that authorizations and guards hold in tests, too. */
@Component
public class People {

    private final IdentityService identity;
    private final TaskService tasks;

    People(IdentityService identity, TaskService tasks) {
        this.identity = identity;
        this.tasks = tasks;
    }

    /** {@code cisa.staff} is in the groups {@code cisa} and {@code cisa-staff}, {@code dod.counsel} in {@code dod} and {@code dod-staff}, {@code order.office} in {@code order-office} as is {@code order.deputy}. */
    public static List<String> groups(String account) {
        if (account.equals("admin")) {
            return List.of("camunda-admin");
        }
        if (account.equals("order.deputy")) {
            return List.of("order-office");
        }
        var agency = account.substring(0, Math.max(0, account.indexOf('.')));
        if (account.endsWith(".counsel")) {
            return List.of(agency, agency + "-staff");
        }
        return account.endsWith(".staff") || account.endsWith(".approver") || account.endsWith(".certifier")
            ? List.of(agency, account.replace('.', '-')) : List.of(account.replace('.', '-'));
    }

    /** Does something signed in as the account. */
    public <T> T as(String account, Supplier<T> work) {
        identity.setAuthentication(account, groups(account));
        try {
            return work.get();
        } finally {
            identity.clearAuthentication();
        }
    }

    /** Claims and completes the one open task of this activity under this business key. */
    public void complete(String account, String businessKey, String activity, Map<String, Object> variables) {
        complete(account, task(businessKey, activity), variables);
    }

    /** Claims and completes a task. */
    public void complete(String account, Task task, Map<String, Object> variables) {
        as(account, () -> {
            if (!account.equals(task.getAssignee())) {
                tasks.claim(task.getId(), account);
            }
            tasks.complete(task.getId(), variables);
            return null;
        });
    }

    /** The one open task of this activity under this business key. */
    public Task task(String businessKey, String activity) {
        var open = tasks(businessKey, activity);
        if (open.size() != 1) {
            throw new AssertionError("%d open tasks %s under %s; open there: %s".formatted(open.size(), activity, businessKey,
                tasks.createTaskQuery().processInstanceBusinessKey(businessKey).list().stream().map(Task::getTaskDefinitionKey).toList()));
        }
        return open.get(0);
    }

    /** All open tasks of this activity under this business key. */
    public List<Task> tasks(String businessKey, String activity) {
        return tasks.createTaskQuery().processInstanceBusinessKey(businessKey).taskDefinitionKey(activity).initializeFormKeys().list();
    }
}
