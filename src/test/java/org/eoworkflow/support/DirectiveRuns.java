package org.eoworkflow.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.support.OrderFixture.Work;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Processes of directives on their way, each of an order invented for the test: what waits, what was recorded, mailed and ended. */
@Component
public class DirectiveRuns {

    private final OrderFixture orders;
    private final RuntimeService runtime;
    private final TaskService tasks;
    private final ManagementService management;
    private final HistoryService history;
    private final People people;
    private final Ledger ledger;
    private final JdbcClient jdbc;
    private final Clock clock;

    DirectiveRuns(OrderFixture orders, RuntimeService runtime, TaskService tasks, ManagementService management, HistoryService history, People people,
                  Ledger ledger, JdbcClient jdbc, Clock clock) {
        this.orders = orders;
        this.runtime = runtime;
        this.tasks = tasks;
        this.management = management;
        this.history = history;
        this.people = people;
        this.ledger = ledger;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Starts the process of a directive by itself; its order was signed this many days ago. */
    public Run start(Work work, int daysAgo) {
        var order = orders.invent(today().minusDays(daysAgo), work);
        return of(orders.startDirective(order, work.id()), order.id());
    }

    /** A process that runs already. */
    public Run of(ProcessInstance instance, String order) {
        return new Run(instance.getId(), instance.getBusinessKey(), order);
    }

    /** The process of a directive that the order's master has started. */
    public Run in(String order, String directive) {
        var master = history.createHistoricProcessInstanceQuery().processInstanceBusinessKey(order).processDefinitionKey("ExecutiveOrder").singleResult();
        var called = history.createHistoricProcessInstanceQuery().superProcessInstanceId(master.getId())
            .processInstanceBusinessKey(order + "/" + directive).singleResult();
        return new Run(called.getId(), called.getBusinessKey(), order);
    }

    /** Today in Washington. */
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), EngineClock.WASHINGTON);
    }

    /** These variables with others besides, or instead. */
    public static Map<String, Object> with(Map<String, ?> usual, Object... keysAndValues) {
        var variables = new HashMap<String, Object>(usual);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            variables.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return variables;
    }

    /** It is refused with this field named and these words in the message. */
    public static void refused(ThrowingCallable work, String field, String message) {
        assertThatThrownBy(work).satisfies(thrown -> {
            var refusal = Refusal.in(thrown);
            assertThat(refusal).as(thrown.toString()).isNotNull();
            assertThat(refusal.getMessage()).contains(message);
            if (field != null) {
                assertThat(refusal.field()).startsWith(field);
            }
        });
    }

    /** One process on its way, with those that it called: what is asked of it is asked of all under its business key. */
    public class Run {

        public final String instance;
        public final String key;
        public final String order;

        /** For the stories of a directive, which say what its people do. */
        protected Run(String instance, String key, String order) {
            this.instance = instance;
            this.key = key;
            this.order = order;
        }

        /** Completes the one open task of this activity, and lets the engine go on. */
        public Run complete(String account, String activity, Map<String, Object> variables) {
            people.complete(account, key, activity, variables);
            continueAfter(activity);
            return this;
        }

        /** Completes a party's task, and lets the engine go on. */
        public Run answer(String account, String activity, String party, Map<String, Object> variables) {
            people.complete(account, task(activity, party), variables);
            continueAfter(activity);
            return this;
        }

        /** The completion of the one open task of this activity as work for {@link SameMoment}. */
        public Callable<Void> completing(String account, String activity, Map<String, Object> variables) {
            var task = people.task(key, activity);
            return () -> {
                people.complete(account, task, variables);
                return null;
            };
        }

        /** A party's answer as work for {@link SameMoment}. */
        public Callable<Void> answering(String account, String activity, String party, Map<String, Object> variables) {
            var task = task(activity, party);
            return () -> {
                people.complete(account, task, variables);
                return null;
            };
        }

        /** A timer that fires as work for {@link SameMoment}. */
        public Callable<Void> firing(String activity) {
            var timer = timer(activity).getId();
            return () -> {
                management.executeJob(timer);
                return null;
            };
        }

        /** The open task of this activity for this party. */
        public Task task(String activity, String party) {
            return people.tasks(key, activity).stream().filter(task -> party.equals(tasks.getVariable(task.getId(), "party"))).findFirst()
                .orElseThrow(() -> new AssertionError("no open task %s of %s".formatted(activity, party)));
        }

        /** What the one open task of this activity shows under this name, as text. */
        public String shown(String activity, String variable) {
            return String.valueOf(tasks.getVariable(people.task(key, activity).getId(), variable));
        }

        /** What was completed goes on: the engine joins in a job of its own. */
        public void continueAfter(String activity) {
            continuing(activity).forEach(job -> management.executeJob(job.getId()));
        }

        /** Jobs of all answers at once, as a cluster without luck would run them; what had to give way runs again. */
        public void continueAtOnce(String activity) throws Exception {
            SameMoment.run(management, () -> continuing(activity));
        }

        public List<Job> continuing(String activity) {
            return jobs(activity).filter(job -> job.getDuedate() == null).toList();
        }

        /** The timer of this activity, or null. */
        public Job timer(String activity) {
            return jobs(activity).filter(job -> job.getDuedate() != null).findFirst().orElse(null);
        }

        private Stream<Job> jobs(String activity) {
            return instances().stream().flatMap(id -> management.createJobQuery().processInstanceId(id).activityId(activity).list().stream());
        }

        /** Ids of the process itself and of those that it called. */
        public List<String> instances() {
            return history.createHistoricProcessInstanceQuery().processInstanceBusinessKey(key).list().stream().map(HistoricProcessInstance::getId).toList();
        }

        public void fire(String activity) {
            management.executeJob(timer(activity).getId());
        }

        /** Lets it be the timer's date. */
        public void fireWhenDue(String activity) {
            Job timer = timer(activity);
            ClockUtil.setCurrentTime(timer.getDuedate());
            management.executeJob(timer.getId());
        }

        /** Reminders, milestones and the missed date, each on its day, and the end of the escalation. */
        public void timersRunBesideIt(int reminders) {
            fireWhenDue("FirstMilestoneDue");
            fireWhenDue("FirstReminderDue");
            for (int left = reminders - 1; left > 0; left--) {
                if (timer("SecondMilestoneDue").getDuedate().before(timer("NextReminderDue").getDuedate())) {
                    break;
                }
                fireWhenDue("NextReminderDue");
            }
            fireWhenDue("SecondMilestoneDue");
            while (timer("NextReminderDue") != null) {
                fireWhenDue("NextReminderDue");
            }
            fireWhenDue("DeadlineMissed");
        }

        /** The timers of a directive of 30 days: milestones, reminders and the missed deadline, each when it is due. */
        public void everyTimerFires() {
            fireWhenDue("FirstMilestoneDue");
            fireWhenDue("FirstReminderDue");
            for (int left = 3; left > 0; left--) {
                fireWhenDue("NextReminderDue");
            }
            assertThat(timer("NextReminderDue")).as("14, 7, 3 and 1 days before").isNull();
            fireWhenDue("SecondMilestoneDue");
            fireWhenDue("DeadlineMissed");
        }

        /** An amendment gives more time: what was escalated is over. */
        public void deadlineMoves() {
            runtime.createMessageCorrelation("DeadlineMoved").processInstanceBusinessKey(key).correlateAll();
        }

        /** The missed deadline was recorded and is escalated until an amendment gives more time. */
        public void isEscalatedUntilItsDeadlineMoves() {
            assertThat(facts("deadline-missed")).isNotEmpty();
            assertThat(facts("escalation-opened")).isNotEmpty();
            deadlineMoves();
            assertThat(facts("escalation-closed")).isNotEmpty();
        }

        /** Certifies a clause as somebody would who came through another door than the directive's own process. */
        public void certifiedElsewhere(String clause) {
            ledger.append(new Entry(EntryKind.CLAUSE_CERTIFIED, order, clause, key, null, null,
                Map.of("daysLate", 0, "satisfiedAt", clock.instant().toString(), "statement", "done")));
        }

        /** Ids of the activities at which tasks are open. */
        public List<String> open() {
            return tasks.createTaskQuery().processInstanceBusinessKey(key).list().stream().map(Task::getTaskDefinitionKey).distinct().sorted().toList();
        }

        public int open(String activity) {
            return people.tasks(key, activity).size();
        }

        public Object variable(String name) {
            return runtime.getVariable(instance, name);
        }

        /** The payloads of this kind of ledger entry, oldest first. */
        public List<String> facts(String kind) {
            return jdbc.sql("select payload from eo.ledger_entry where business_key = ? and kind = ? order by sequence").params(key, kind)
                .query(String.class).list();
        }

        /** Recipients of the mails on this occasion. */
        public List<String> mails(String occasion) {
            return jdbc.sql("select recipient from eo.outbox where split_part(key, '/', 1) = :occasion"
                    + " and split_part(key, '/', 2) in (:instances) order by recipient").param("occasion", occasion).param("instances", instances())
                .query(String.class).list();
        }

        /** Where it ended, or null. */
        public String end() {
            return history.createHistoricProcessInstanceQuery().processInstanceId(instance).singleResult().getEndActivityId();
        }
    }
}
