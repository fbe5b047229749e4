package org.eoworkflow.deadline;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.support.OrderFixture;
import org.eoworkflow.support.OrderFixture.Work;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Directives of invented orders in the course of time: each of June 2, 2026, and due 30 days later unless said otherwise. */
@Component
class TimedDirective {

    static final LocalDate SIGNED = LocalDate.of(2026, 6, 2);

    private final OrderFixture orders;
    private final RuntimeService runtime;
    private final ManagementService management;
    private final JdbcClient jdbc;
    private final Ledger ledger;

    TimedDirective(OrderFixture orders, RuntimeService runtime, ManagementService management, JdbcClient jdbc, Ledger ledger) {
        this.orders = orders;
        this.runtime = runtime;
        this.management = management;
        this.jdbc = jdbc;
        this.ledger = ledger;
    }

    /** Lets the master start an order of one directive at this time of Washington, such as {@code 2026-06-02T12:00}; returns its business key. */
    String started(String time, Work work) {
        setClock(time);
        return orders.start(SIGNED, work) + "/" + work.id();
    }

    static void setClock(String time) {
        ClockUtil.setCurrentTime(at(time));
    }

    static Date at(String time) {
        return Date.from(java.time.LocalDateTime.parse(time).atZone(EngineClock.WASHINGTON).toInstant());
    }

    /** Sets the clock and fires everything of the directive that is due by then, the earliest first. */
    void goTo(String key, String time) {
        setClock(time);
        for (var due = due(key); !due.isEmpty(); due = due(key)) {
            management.executeJob(due.get(0).getId());
        }
    }

    private List<Job> due(String key) {
        return instances(key).stream()
            .flatMap(instance -> management.createJobQuery().processInstanceId(instance.getId()).executable().list().stream())
            .sorted(Comparator.comparing(job -> job.getDuedate() == null ? new Date(0) : job.getDuedate())).toList();
    }

    List<ProcessInstance> instances(String key) {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(key).list();
    }

    ProcessInstance instance(String key, String process) {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(key).processDefinitionKey(process).singleResult();
    }

    /** Due dates of the directive's timers, by the activity that waits. */
    Map<String, Instant> timers(String key) {
        return instances(key).stream().flatMap(instance -> management.createJobQuery().processInstanceId(instance.getId()).timers().list().stream())
            .collect(Collectors.toMap(job -> management.createJobDefinitionQuery().jobDefinitionId(job.getJobDefinitionId()).singleResult()
                .getActivityId(), job -> job.getDuedate().toInstant()));
    }

    /** Payloads of the directive's ledger entries of a kind, the oldest first. */
    List<String> ledger(String key, EntryKind kind) {
        return jdbc.sql("select payload from eo.ledger_entry where business_key = ? and kind = ? order by sequence")
            .params(key, kind.text()).query(String.class).list();
    }

    /** Kinds of the directive's ledger entries but those that the engine itself tells, the oldest first. */
    List<String> kinds(String key) {
        return jdbc.sql("""
            select kind from eo.ledger_entry where business_key = ? and kind not in ('task-completed', 'process-started', 'process-ended')
            order by sequence""").param(key).query(String.class).list();
    }

    /** Mails about the directive: recipient and subject. */
    List<String> mails(String key) {
        return jdbc.sql("select recipient || ': ' || subject from eo.outbox where html like ? order by id").param("%" + key + "<%")
            .query(String.class).list();
    }

    String lastMail(String key) {
        return lastMail(key, "");
    }

    /** The last whose subject begins so. */
    String lastMail(String key, String subject) {
        return jdbc.sql("select html from eo.outbox where html like ? and subject like ? order by id desc limit 1").params("%" + key + "<%", subject + "%")
            .query(String.class).single();
    }

    /** Certifies a clause as somebody would who came through another door than the directive's own process. */
    void certify(String key, String clause) {
        ledger.append(new Entry(EntryKind.CLAUSE_CERTIFIED, key.substring(0, key.indexOf('/')), clause, key, null, null,
            Map.of("daysLate", 0, "satisfiedAt", ClockUtil.getCurrentTime().toInstant().toString(), "statement", "done")));
    }
}
