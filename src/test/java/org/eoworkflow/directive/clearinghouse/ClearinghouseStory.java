package org.eoworkflow.directive.clearinghouse;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;
import org.camunda.spin.Spin;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.support.OrderFixture;
import org.eoworkflow.support.OrderFixture.Work;
import org.eoworkflow.support.People;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The people who found the clearinghouse, at work on a directive of an order invented for the test. */
@Component
class ClearinghouseStory {

    private final OrderFixture orders;
    private final RuntimeService runtime;
    private final TaskService tasks;
    private final ManagementService management;
    private final HistoryService history;
    private final People people;
    private final JdbcClient jdbc;
    private final Clock clock;

    ClearinghouseStory(OrderFixture orders, RuntimeService runtime, TaskService tasks, ManagementService management, HistoryService history, People people,
                       JdbcClient jdbc, Clock clock) {
        this.orders = orders;
        this.runtime = runtime;
        this.tasks = tasks;
        this.management = management;
        this.history = history;
        this.people = people;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Running begin(int daysAgo) {
        var order = orders.invent(LocalDate.ofInstant(clock.instant(), EngineClock.WASHINGTON).minusDays(daysAgo), Work.run("clearinghouse-establishment",
            "ClearinghouseEstablishment").lead("treasury").consults("ncd", "nsa", "cisa").clauses("C-23", "C-24").continues("C-25", "C-26"));
        return new Running(orders.startDirective(order, "clearinghouse-establishment").getId(), order.id() + "/clearinghouse-establishment", order.id());
    }

    static Map<String, Object> charter(Object... different) {
        return with(Map.of("charterNumber", "TC 26-1", "clearinghouseName", "AI cybersecurity clearinghouse", "charterText", "It coordinates scans and patches.",
            "charterGovernance", "The Secretary governs it."), different);
    }

    static Map<String, Object> terms(Object... different) {
        return with(Map.of("termsVoluntary", "yes", "termsLeave", "yes", "termsText", "Taking part is voluntary.",
            "termsLeaving", "A participant says so, and is out at once."), different);
    }

    static Map<String, Object> plan(Object... different) {
        return with(Map.of("operatingOffice", "Office of cybersecurity", "staffing", "Six analysts from July on.", "intakeMailbox", "intake@treasury.example",
            "operationsText", "Reports are answered within a day.", "invited", Spin.JSON(List.of(invited("Sharing center", "intake@sharing.example"),
                invited("Forum", "intake@forum.example")))), different);
    }

    static Map<String, Object> invited(String organization, String mailbox) {
        return Map.of("organization", organization, "sector", "Energy", "mailbox", mailbox);
    }

    private static Map<String, Object> with(Map<String, Object> usual, Object... different) {
        var values = new HashMap<>(usual);
        for (int i = 0; i < different.length; i += 2) {
            values.put((String) different[i], different[i + 1]);
        }
        return values;
    }

    /** The directive on its way. */
    final class Running {

        final String instance;
        final String key;
        final String order;

        private Running(String instance, String key, String order) {
            this.instance = instance;
            this.key = key;
            this.order = order;
        }

        Running drafted() {
            people.complete("treasury.staff", key, "DraftCharter", charter());
            people.complete("treasury.staff", key, "DraftParticipationTerms", terms());
            people.complete("treasury.staff", key, "PlanOperations", plan());
            return this;
        }

        void view(String agency, String view) {
            var task = people.tasks(key, "GiveView").stream().filter(t -> agency.equals(tasks.getVariable(t.getId(), "party"))).findFirst().orElseThrow();
            people.complete(agency + ".staff", task, view.equals("concur") ? Map.of("view", view) : Map.of("view", view, "viewComment", "Too wide."));
        }

        Running consulted() {
            List.of("ncd", "nsa", "cisa").forEach(agency -> view(agency, "concur"));
            return this;
        }

        Running cleared() {
            people.complete("treasury.counsel", key, "ReviewLegality", Map.of("legalOpinion", "no-objection"));
            return this;
        }

        Running approved() {
            people.complete("treasury.approver", key, "ApproveCharter", Map.of("charterDecision", "approve", "charterConfirmed", true));
            return this;
        }

        void fireWhenDue(String activity) {
            var timer = management.createJobQuery().processInstanceId(instance).activityId(activity).timers().singleResult();
            ClockUtil.setCurrentTime(timer.getDuedate());
            management.executeJob(timer.getId());
        }

        void deadlineMoves() {
            runtime.createMessageCorrelation("DeadlineMoved").processInstanceBusinessKey(key).correlateAll();
        }

        List<String> open() {
            return tasks.createTaskQuery().processInstanceBusinessKey(key).list().stream().map(Task::getTaskDefinitionKey).distinct().sorted().toList();
        }

        String shown(String activity, String variable) {
            return String.valueOf(tasks.getVariable(people.tasks(key, activity).get(0).getId(), variable));
        }

        List<String> facts(String kind) {
            return jdbc.sql("select payload from eo.ledger_entry where business_key = ? and kind = ? order by sequence").params(key, kind)
                .query(String.class).list();
        }

        List<String> mails(String occasion) {
            return jdbc.sql("select recipient from eo.outbox where split_part(key, '/', 1) = ? and split_part(key, '/', 2) = ? order by recipient")
                .params(occasion, instance).query(String.class).list();
        }

        String end() {
            return history.createHistoricProcessInstanceQuery().processInstanceId(instance).singleResult().getEndActivityId();
        }
    }
}
