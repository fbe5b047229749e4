package org.eoworkflow.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eoworkflow.deadline.TimedDirective.SIGNED;
import static org.eoworkflow.deadline.TimedDirective.at;
import static org.eoworkflow.support.OrderFixture.Work.tracked;
import static org.eoworkflow.support.OrderWork.change;

import java.time.Period;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.order.Orders;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.OrderFixture;
import org.eoworkflow.support.OrderWork;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What an amendment's dates do to what is under way. Before it, the directive is due on July 2, 2026. */
@EngineTest
class RetimingTest {

    @Autowired TimedDirective directives;
    @Autowired OrderFixture fixture;
    @Autowired Orders orders;
    @Autowired RuntimeService runtime;
    @Autowired TaskService tasks;
    @Autowired RepositoryService repository;
    @Autowired OrderWork work;

    @Test
    void aLaterDateMovesTheRunningTimers() {
        var key = directives.started("2026-06-02T12:00", tracked("later"));

        retime(key, "P60D");

        assertThat(directives.timers(key)).isEqualTo(Map.of(
            "FirstReminderDue", at("2026-07-18T09:00").toInstant(),
            "FirstMilestoneDue", at("2026-06-22T23:59:59").toInstant(),
            "DeadlineMissed", at("2026-08-01T23:59:59").toInstant()));
        assertThat(directives.lastMail(key)).contains("The order was amended", "Saturday, August 1, 2026, 11:59:59 PM ET",
            "Friday, July 31, 2026: the last working day before it");
        assertThat(directives.mails(key)).hasSize(2);
    }

    @Test
    void anEarlierDateMovesTheRunningTimersAndWhatIsPastByItIsGivenAtOnce() {
        var key = directives.started("2026-06-02T12:00", tracked("earlier"));
        directives.goTo(key, "2026-06-12T12:00");

        retime(key, "P15D");
        assertThat(directives.timers(key)).containsEntry("FirstReminderDue", at("2026-06-03T09:00").toInstant())
            .containsEntry("DeadlineMissed", at("2026-06-17T23:59:59").toInstant());
        directives.goTo(key, "2026-06-12T12:01");

        assertThat(directives.ledger(key, EntryKind.REMINDER_DUE)).hasSize(2);
        assertThat(directives.mails(key)).filteredOn(mail -> mail.contains("5 days left")).hasSize(2);
        assertThat(directives.timers(key)).containsEntry("NextReminderDue", at("2026-06-14T09:00").toInstant());
        directives.goTo(key, "2026-06-18T00:00");
        assertThat(directives.ledger(key, EntryKind.ESCALATION_OPENED)).hasSize(1);
    }

    @Test
    void remindersAndMilestonesThatWereAllGivenAreGivenAnewForTheNewDate() {
        var key = directives.started("2026-06-02T12:00", tracked("again"));
        directives.goTo(key, "2026-06-18T09:00");
        directives.goTo(key, "2026-06-25T09:00");
        directives.goTo(key, "2026-06-29T09:00");
        directives.goTo(key, "2026-07-01T09:00");
        assertThat(directives.timers(key)).containsOnlyKeys("DeadlineMissed");

        retime(key, "P60D");

        assertThat(directives.timers(key)).isEqualTo(Map.of(
            "NextReminderDue", at("2026-07-18T09:00").toInstant(),
            "SecondMilestoneDue", at("2026-07-12T23:59:59").toInstant(),
            "DeadlineMissed", at("2026-08-01T23:59:59").toInstant()));
        directives.goTo(key, "2026-07-18T09:00");
        assertThat(directives.mails(key)).filteredOn(mail -> mail.contains("14 days left")).as("for either date").hasSize(4);
    }

    @Test
    void anotherSigningDateMovesEverythingOfTheOrder() {
        TimedDirective.setClock("2026-06-12T12:00");
        var order = fixture.start(SIGNED, tracked("one"), tracked("two").due(null));

        orders.redate(order, SIGNED.plusDays(5));

        assertThat(directives.timers(order + "/one")).containsEntry("DeadlineMissed", at("2026-07-07T23:59:59").toInstant());
        assertThat(directives.timers(order + "/two")).containsEntry("DeadlineMissed", at("2026-07-22T23:59:59").toInstant());
        assertThat(runtime.getVariable(directives.instance(order + "/one", "TrackedDirective").getId(), "signed")).isEqualTo("2026-06-07");
        assertThat(runtime.getVariable(directives.instance(order, "ExecutiveOrder").getId(), "signed")).isEqualTo("2026-06-07");
    }

    @Test
    void theTimersMoveInTheTransactionOfTheProcessThatAmends() {
        var key = directives.started("2026-06-02T12:00", tracked("within"));
        repository.createDeployment().name("amending").addModelInstance("amending.bpmn", Bpmn.createExecutableProcess("Amending")
            .camundaHistoryTimeToLiveString("P1D").startEvent("Begun").serviceTask("Retime")
            .camundaExpression("${orders.retime(changedOrder, changedDirective, period)}").endEvent("Done").done()).deploy();

        runtime.startProcessInstanceByKey("Amending", Map.of("changedOrder", key.split("/")[0], "changedDirective", "within",
            "period", Period.parse("P60D")));

        assertThat(directives.timers(key)).containsEntry("DeadlineMissed", at("2026-08-01T23:59:59").toInstant());
    }

    @Test
    void aTaskThatIsDueByTheDirectivesDateMovesWithItAndOthersStay() {
        TimedDirective.setClock("2026-06-02T12:00");
        repository.createDeployment().name("due tasks").addModelInstance("due-tasks.bpmn", Bpmn.createExecutableProcess("DueTasks")
            .camundaHistoryTimeToLiveString("P1D").startEvent("Begun").parallelGateway("Fork")
            .userTask("AtTheEnd").name("At the end").camundaDueDate("${deadlines.due(execution, 'P30D')}").endEvent("EndA")
            .moveToNode("Fork").userTask("AWeekBefore").name("A week before").camundaDueDate("${deadlines.before(execution, 'P30D', 'P7D')}").endEvent("EndB")
            .moveToNode("Fork").userTask("AtAThird").name("At a third").camundaDueDate("${deadlines.milestone(execution, 1)}").endEvent("EndC")
            .moveToNode("Fork").userTask("Soon").name("Soon").camundaDueDate("${deadlines.workingDays('P5D')}").endEvent("EndD").done()).deploy();
        var key = fixture.start(SIGNED, tracked("tasks")) + "/tasks";
        runtime.startProcessInstanceByKey("DueTasks", key, Map.of("order", key.split("/")[0], "directive", "tasks"));
        assertThat(dueDate(key, "AtTheEnd")).isEqualTo(at("2026-07-02T23:59:59"));

        retime(key, "P60D");

        assertThat(dueDate(key, "AtTheEnd")).isEqualTo(at("2026-08-01T23:59:59"));
        assertThat(dueDate(key, "AWeekBefore")).isEqualTo(at("2026-07-25T09:00"));
        assertThat(dueDate(key, "AtAThird")).isEqualTo(at("2026-06-22T23:59:59"));
        assertThat(dueDate(key, "Soon")).isEqualTo(at("2026-06-09T17:00"));
    }

    @Test
    void aSuspendedDirectiveRestsAndItsTimersMoveAllTheSame() {
        var key = directives.started("2026-06-02T12:00", tracked("resting"));
        var order = key.split("/")[0];
        orders.suspend(order, "resting");
        directives.instances(key).forEach(instance -> runtime.suspendProcessInstanceById(instance.getId()));

        directives.goTo(key, "2026-07-05T12:00");
        assertThat(directives.ledger(key, EntryKind.DEADLINE_MISSED)).isEmpty();
        retime(key, "P60D");

        assertThat(directives.timers(key)).containsEntry("DeadlineMissed", at("2026-08-01T23:59:59").toInstant());
        directives.instances(key).forEach(instance -> runtime.activateProcessInstanceById(instance.getId()));
        orders.resume(order, "resting");
        directives.goTo(key, "2026-07-18T09:00");
        assertThat(directives.ledger(key, EntryKind.REMINDER_DUE)).hasSize(1);
    }

    @Test
    void remindersThatWereAllGivenAreGivenAnewForADateThatMovedWhileTheDirectiveRested() {
        var key = directives.started("2026-06-02T12:00", tracked("rested"));
        for (var day : List.of("2026-06-18", "2026-06-25", "2026-06-29", "2026-07-01")) {
            directives.goTo(key, day + "T09:00");
        }
        assertThat(directives.timers(key)).containsOnlyKeys("DeadlineMissed");
        work.amend(key.split("/")[0], change("rested", "suspend"));
        retime(key, "P60D");
        assertThat(directives.timers(key)).as("while it rests").containsOnlyKeys("DeadlineMissed");

        work.amend(key.split("/")[0], change("rested", "resume"));
        assertThat(directives.timers(key)).isEqualTo(Map.of(
            "NextReminderDue", at("2026-07-18T09:00").toInstant(),
            "SecondMilestoneDue", at("2026-07-12T23:59:59").toInstant(),
            "DeadlineMissed", at("2026-08-01T23:59:59").toInstant()));
        directives.goTo(key, "2026-07-18T09:00");
        assertThat(directives.mails(key)).filteredOn(mail -> mail.contains("14 days left")).as("for either date").hasSize(4);
    }

    private void retime(String key, String period) {
        var parts = key.split("/");
        orders.retime(parts[0], parts[1], Period.parse(period));
    }

    private Date dueDate(String key, String activity) {
        return tasks.createTaskQuery().processInstanceBusinessKey(key).taskDefinitionKey(activity).singleResult().getDueDate();
    }
}
