package org.eoworkflow.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eoworkflow.deadline.TimedDirective.SIGNED;
import static org.eoworkflow.deadline.TimedDirective.at;
import static org.eoworkflow.support.OrderFixture.Work.tracked;

import java.time.Period;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.spin.Spin;
import org.eoworkflow.order.Orders;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.OrderFixture;
import org.eoworkflow.support.People;
import org.eoworkflow.support.SameMoment;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.flyway.FlywayDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was started before dates were recorded gets its records once, and they say so. */
@EngineTest
class MadeUpDatesTest {

    @Autowired MadeUpDates dates;
    @Autowired DeadlineRecords records;
    @Autowired Explanation explanation;
    @Autowired OrderFixture fixture;
    @Autowired TimedDirective directives;
    @Autowired Orders orders;
    @Autowired People people;
    @Autowired TaskService tasks;
    @Autowired RuntimeService runtime;
    @Autowired RepositoryService repository;
    @Autowired @FlywayDataSource DataSource owner;

    @Test
    void itGetsOnceWhatItWouldHaveHadAndSaysWhenThatWasRecorded() {
        TimedDirective.setClock("2026-06-17T10:00");
        var order = fixture.start(SIGNED, tracked("before"), tracked("amended"), tracked("withdrawn"));
        orders.retime(order, "amended", Period.ofDays(45), "EO 14999 sec. 1");
        orders.withdraw(order, "withdrawn");
        var task = "task " + people.task(order + "/before", "AcceptDirective").getId();
        var had = Stream.of("directive %s/before", "milestone 2 %s/before", "clause %s/BEFORE-01").map(key -> key.formatted(order))
            .collect(Collectors.toMap(key -> key, key -> holding(key).reckoning()));
        had.put(task, holding(task).reckoning());
        forget(order);

        TimedDirective.setClock("2026-06-24T08:15");
        dates.record();
        dates.record();

        had.forEach((subject, reckoning) -> assertThat(records.history(subject)).as(subject).singleElement().satisfies(made -> {
            assertThat(made.reckoning()).isEqualTo(reckoning);
            assertThat(made.recordedAt()).isEqualTo(at("2026-06-24T08:15").toInstant());
            assertThat(explanation.of(made)).contains("The date was set before the system kept the reasons of dates: this was recorded on Wednesday, "
                + "June 24, 2026, 8:15 AM ET, when the system was brought up to date, by what it knew then.").noneMatch(says -> says.contains("took the place"));
        }));
        assertThat(String.join(" ", explanation.of(holding(task)))).contains("Skipped: Friday, June 19, 2026 (Juneteenth National Independence Day)");
        assertThat(holding("directive " + order + "/amended").reckoning()).satisfies(amended -> {
            assertThat(amended.period()).isEqualTo(Period.ofDays(45));
            assertThat(amended.source()).as("which one it was, was not kept").isEqualTo("an amendment of the order");
        });
        assertThat(records.history("directive " + order + "/withdrawn")).isEmpty();
    }

    @Test
    void whoeverClaimsSuchATaskMovesNoDate() {
        TimedDirective.setClock("2026-06-17T10:00");
        var order = fixture.start(SIGNED, tracked("claimed"));
        var task = people.task(order + "/claimed", "AcceptDirective");
        forget(order);

        tasks.setAssignee(task.getId(), "gsa.staff");

        assertThat(records.history("task " + task.getId())).singleElement().satisfies(made -> {
            assertThat(made.reason()).startsWith("The date was set before");
            assertThat(made.reckoning().event()).isEqualTo("The task was created.");
        });
        dates.record();
        assertThat(records.history("task " + task.getId())).hasSize(1);
    }

    @Test
    void aTaskThatWasMigratedIsSeenAtTheNextStart() {
        TimedDirective.setClock("2026-06-17T10:00");
        var first = deployed("P5D");
        var instance = runtime.startProcessInstanceByKey("MigratedTask", "eo-test/" + UUID.randomUUID(), Map.of("order", "eo-test")).getId();
        runtime.newMigration(runtime.createMigrationPlan(first, deployed("P3D")).mapEqualActivities().build()).processInstanceIds(instance).execute();
        var subject = "task " + tasks.createTaskQuery().processInstanceId(instance).singleResult().getId();

        dates.record();
        dates.record();

        assertThat(records.history(subject)).extracting(record -> record.reckoning().version().replaceAll(".*version", "version") + " " + record.reckoning().period())
            .as("the date is still that of five days").hasSize(2).allMatch(version -> version.endsWith("P5D")).doesNotHaveDuplicates();
        assertThat(holding(subject).reason()).startsWith("The process was migrated");
    }

    /** The id of the definition. */
    private String deployed(String days) {
        repository.createDeployment().name("migrated task " + days).addModelInstance("migrated-task.bpmn", Bpmn.createExecutableProcess("MigratedTask")
            .camundaHistoryTimeToLiveString("P1D").startEvent("Begun").userTask("Work").name("Work").camundaDueDate("${deadlines.workingDays('%s')}".formatted(days))
            .endEvent("Done").done()).deploy();
        return repository.createProcessDefinitionQuery().processDefinitionKey("MigratedTask").latestVersion().singleResult().getId();
    }

    @Test
    void nodesThatStartTogetherRecordItOnce() throws Exception {
        TimedDirective.setClock("2026-06-17T10:00");
        var order = fixture.start(SIGNED, tracked("nodes"));
        forget(order);

        var failures = SameMoment.all(Stream.generate(() -> dates).limit(3).<Callable<Void>>map(node -> () -> {
            node.afterSingletonsInstantiated();
            return null;
        }).toList());

        assertThat(failures).isEmpty();
        assertThat(JdbcClient.create(owner).sql("select count(*) from eo.deadline_record where order_id = ? group by subject").param(order)
            .query(Long.class).list()).hasSize(5).containsOnly(1L);
    }

    @Test
    void aDateThatWasCommittedToIsMadeUpFor() {
        var key = directives.started("2026-06-02T12:00", tracked("committed").lead("dhs").through("cisa"));
        directives.goTo(key, "2026-07-03T00:00");
        people.complete("dhs.approver", key, "SubmitRecoveryPlan", new HashMap<>(Map.of("recoveryCause", "Too few people.", "committedDate", "2026-07-10",
            "recoverySteps", Spin.JSON("[{\"step\":\"Assign more people.\",\"due\":\"2026-07-08\"}]"))));
        people.complete("order.office", key, "ReviewRecoveryPlan", Map.of("recoveryDecision", "accept"));
        forget(key.split("/")[0]);

        dates.record();

        assertThat(records.history("commitment " + key)).singleElement().satisfies(made -> {
            assertThat(made.reckoning().value()).isEqualTo(at("2026-07-10T23:59:59").toInstant());
            assertThat(made.reason()).startsWith("The date was set before");
        });
    }

    /** As the database of an installation is that ran before dates were recorded. */
    private void forget(String order) {
        assertThat(JdbcClient.create(owner).sql("delete from eo.deadline_record where order_id = ?").param(order).update()).isPositive();
    }

    private DeadlineRecord holding(String subject) {
        return records.latest(subject).orElseThrow(() -> new AssertionError("nothing recorded for " + subject));
    }
}
