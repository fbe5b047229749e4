package org.eoworkflow.support;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.spin.Spin;
import org.eoworkflow.platform.EngineClock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What people do with a running order, step by step, for tests of it and of what surrounds it. */
@Component
public class OrderWork {

    private final RuntimeService runtime;
    private final ManagementService management;
    private final People people;
    private final Certifications certifications;
    private final JdbcClient jdbc;

    OrderWork(RuntimeService runtime, ManagementService management, People people, Certifications certifications, JdbcClient jdbc) {
        this.runtime = runtime;
        this.management = management;
        this.people = people;
        this.certifications = certifications;
        this.jdbc = jdbc;
    }

    /** Lets it be this hour of this day in Washington. */
    public void at(LocalDate day, int hour) {
        ClockUtil.setCurrentTime(Date.from(day.atTime(LocalTime.of(hour, 0)).atZone(EngineClock.WASHINGTON).toInstant()));
    }

    /** The order office reports an event of the order. */
    public ProcessInstance inform(String order, String event) {
        return inform(order, event, Map.of());
    }

    /** The order office reports an event of the order with these fields besides, or instead. */
    public ProcessInstance inform(String order, String event, Map<String, Object> fields) {
        var variables = new HashMap<String, Object>(Map.of("order", order, "event", event, "citation", "Invented sec. 9",
            "reason", "It was decided so."));
        variables.putAll(fields);
        return people.as("order.office", () -> runtime.startProcessInstanceByKey("InformOrder", variables));
    }

    /** An amendment is reported and assessed with these changes. */
    @SafeVarargs
    public final void amend(String order, Map<String, Object>... changes) {
        inform(order, "amended");
        people.complete("order.office", order, "AssessAmendment", Map.of("changes", Spin.JSON(List.of(changes)), "correctedSigned", ""));
    }

    /** One line of an amendment. */
    public static Map<String, Object> change(String directive, String change, String period) {
        return Map.of("directive", directive, "change", change, "period", period);
    }

    /** One line of an amendment that needs no period. */
    public static Map<String, Object> change(String directive, String change) {
        return change(directive, change, "");
    }

    /** A tracked directive is planned, approved, carried out and certified by one agency. */
    public void carryOut(String order, String directive, String agency, String... clauses) {
        var key = order + "/" + directive;
        plan(key, agency);
        people.complete(agency + ".approver", key, "ApprovePlan", Map.of("planDecision", "approve"));
        people.complete(agency + ".staff", key, "ReportProgress", Map.of("progress", "It exists.", "percent", 100, "issues", "",
            "resultExists", "yes"));
        for (var clause : clauses) {
            certifications.certify(key, clause, agency, agency);
        }
    }

    /** A plan is handed in. */
    public void plan(String key, String agency) {
        people.complete(agency + ".staff", key, "AcceptDirective", Map.of("approach", "Step by step.", "responsibleOffice", "Records office",
            "milestones", Spin.JSON(List.of(Map.of("milestone", "Half of it", "due", "2026-06-20"))), "risks", ""));
    }

    /** The closing report is compiled by one account and approved by another. */
    public void closeWithReport(String order, String... limits) {
        compile(order, limits);
        people.complete("order.deputy", order, "ApproveClosingReport", Map.of("closingDecision", "approve"));
    }

    /** The closing report is compiled; every limit was kept. */
    public void compile(String order, String... limits) {
        var said = List.of(limits).stream().map(limit -> Map.of("clause", limit, "summary", "It is a limit.", "keptBy", "a check",
            "kept", "yes", "statement", "Nobody was obliged.")).toList();
        people.complete("order.office", order, "CompileClosingReport", Map.of("closingSummary", "All of it exists.", "closingLessons", "",
            "limits", Spin.JSON(said)));
    }

    /** Fires the one timer of this activity in an instance of this process, whatever its date. */
    public void fire(String businessKey, String process, String activity) {
        management.executeJob(timer(businessKey, process, activity).getId());
    }

    /** The one timer of this activity in an instance of this process. */
    public Job timer(String businessKey, String process, String activity) {
        var instance = runtime.createProcessInstanceQuery().processInstanceBusinessKey(businessKey).processDefinitionKey(process).singleResult();
        return management.createJobQuery().processInstanceId(instance.getId()).activityId(activity).singleResult();
    }

    /** The kinds of what the ledger tells of an order, oldest first. */
    public List<String> ledger(String order) {
        return jdbc.sql("select kind from eo.ledger_entry where order_id = ? order by sequence").param(order).query(String.class).list();
    }

    /** The payloads of one kind of entry of an order, oldest first. */
    public List<String> ledger(String order, String kind) {
        return jdbc.sql("select payload from eo.ledger_entry where order_id = ? and kind = ? order by sequence").params(order, kind)
            .query(String.class).list();
    }

    /** Subjects and recipients of the mails whose key starts so. */
    public List<String> mails(String key) {
        return jdbc.sql("select recipient || ': ' || subject from eo.outbox where key like ? || '%' order by id").param(key)
            .query(String.class).list();
    }

    /** Whether anything still runs for the order: instances, tasks or timers. */
    public long running(String order) {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(order).count()
            + runtime.createProcessInstanceQuery().processInstanceBusinessKeyLike(order + "/%").count();
    }
}
