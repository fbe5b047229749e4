package org.eoworkflow.directive.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.eoworkflow.support.DirectiveRuns.refused;
import static org.eoworkflow.support.DirectiveRuns.with;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.eoworkflow.support.DirectiveRuns;
import org.eoworkflow.support.DirectiveRuns.Run;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.Http;
import org.eoworkflow.support.OrderFixture;
import org.eoworkflow.support.OrderFixture.Work;
import org.eoworkflow.support.People;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@EngineTest
class EnforcementMeasuresTest {

    @Autowired EnforcementStory story;
    @Autowired DirectiveRuns runs;
    @Autowired OrderFixture orders;
    @Autowired RuntimeService runtime;
    @Autowired TaskService tasks;
    @Autowired People people;
    @Autowired RecordedMeasures recorded;
    @Autowired ObjectMapper json;
    @LocalServerPort int port;

    private String order;

    @BeforeEach
    void anOrderThatRuns() {
        order = orders.start(runs.today().minusDays(90), EnforcementStory.work(), Work.tracked("training"));
    }

    @Test
    void aFurtherPeriodIsReportedAndConfirmed() throws Exception {
        var first = report(story.counts(80, 50));
        assertThat(first.shown("ConfirmMeasures", "reportedMeasures")).contains("\"referred\":\"12\"");
        first.complete("doj.approver", "ConfirmMeasures", Map.of("measuresDecision", "confirm"));
        var second = report(story.counts(49, 20, "referred", 30));
        assertThat(second.shown("ConfirmMeasures", "earlierMeasures")).contains("\"referred\":\"12\"");
        second.complete("doj.approver", "ConfirmMeasures", Map.of("measuresDecision", "confirm"));

        assertThat(second.end()).isEqualTo("MeasuresRecorded");
        var rows = read("doj.staff");
        assertThat(rows).extracting(row -> row.get("referred").asInt()).containsExactly(12, 30);
        assertThat(rows.get(0).get("declinedTotal").asInt()).isEqualTo(4);
        assertThat(rows.get(0).get("declined").get("evidence").asInt()).isEqualTo(2);
        assertThat(rows.get(0).get("from").asText()).isEqualTo(runs.today().minusDays(80).toString());
        assertThat(rows.get(0).get("recordedBy").asText()).isEqualTo("doj.staff");
        assertThat(first.facts("measures-recorded")).hasSize(2);
    }

    @Test
    void aPeriodThatIsReportedAgainIsRevisedAndWhatStoodThereStays() throws Exception {
        report(story.counts(80, 50)).complete("doj.approver", "ConfirmMeasures", Map.of("measuresDecision", "confirm"));
        report(story.counts(80, 50, "accepted", 6)).complete("doj.approver", "ConfirmMeasures", Map.of("measuresDecision", "confirm"));

        assertThat(read("auditor")).singleElement().satisfies(row -> {
            assertThat(row.get("revision").asInt()).isEqualTo(2);
            assertThat(row.get("accepted").asInt()).isEqualTo(6);
        });
    }

    @Test
    void returnedCountsAreRevisedAndPutForwardAgain() {
        var run = report(story.counts(80, 50));
        refused(() -> run.complete("doj.approver", "ConfirmMeasures", Map.of("measuresDecision", "return")), "measuresReason", "");
        run.complete("doj.approver", "ConfirmMeasures", Map.of("measuresDecision", "return", "measuresReason", "wrong-period"));
        assertThat(run.shown("ReviseMeasures", "measuresReason")).isEqualTo("wrong-period");
        run.complete("doj.staff", "ReviseMeasures", story.counts(70, 50));
        assertThat(run.shown("ConfirmMeasures", "reportedMeasures")).contains(runs.today().minusDays(70).toString());
        assertThat(recorded.of(order)).isEmpty();
        run.complete("doj.approver", "ConfirmMeasures", Map.of("measuresDecision", "confirm"));
        assertThat(recorded.of(order)).hasSize(1);
    }

    @Test
    void aDayIsCountedOnce() {
        var waiting = report(story.counts(60, 30));
        confirm(report(story.counts(80, 50)));
        refused(() -> report(story.counts(50, 20)), "periodFrom", "shares days with the one from");
        refused(() -> confirm(waiting), "periodFrom", "shares days with the one from");
        assertThat(recorded.of(order)).hasSize(1);
    }

    @Test
    void whoReportedDoesNotConfirm() {
        var variables = with(story.counts(80, 50), "order", order);
        var run = runs.of(people.as("doj.staff", () -> runtime.startProcessInstanceByKey("ReportEnforcementMeasures", variables)), order);
        runtime.setVariable(run.instance, "reportedBy", "doj.approver");
        refused(() -> run.complete("doj.approver", "ConfirmMeasures", Map.of("measuresDecision", "confirm")), null, "another approver must confirm them");
    }

    @Test
    void aReportNamesAnOrderThatRunsAndHasADirectiveOnEnforcement() {
        var other = orders.start(runs.today().minusDays(90), Work.tracked("training"));
        refused(() -> start("doj.staff", "no-such-order", story.counts(80, 50)), "order", "No order 'no-such-order' is running.");
        refused(() -> start("doj.staff", other, story.counts(80, 50)), "order", "has no directive on enforcement");
        refused(() -> start("doj.staff", order, story.counts(80, -1)), "periodTo", "must not be in the future");
    }

    @Test
    void onlyTheStaffOfTheAgencyThatAnswersReports() {
        assertThat(catchThrowable(() -> start("cisa.staff", order, story.counts(80, 50)))).isNotNull();
        refused(() -> start("admin", order, story.counts(80, 50)), null, "Measures of enforcement are reported by the staff of Department of Justice.");
    }

    @Test
    void measuresAreForTheAgencyTheOrderOfficeAndAuditors() {
        assertThat(Http.stranger(port).get(path(order)).statusCode()).isEqualTo(401);
        assertThat(Http.basic(port, "cisa.staff").get(path(order))).satisfies(answer -> {
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("Measures of enforcement are for Department of Justice, the order office and auditors.");
        });
        for (var account : new String[] {"doj.staff", "doj.certifier", "order.office", "auditor"}) {
            assertThat(Http.basic(port, account).get(path(order)).statusCode()).as(account).isEqualTo(200);
        }
        assertThat(Http.basic(port, "doj.staff").get(path("no-such-order")).statusCode()).isEqualTo(404);
    }

    /** The counts of this report, whatever else waits. */
    private void confirm(Run run) {
        people.complete("doj.approver", tasks.createTaskQuery().processInstanceId(run.instance).initializeFormKeys().singleResult(),
            Map.of("measuresDecision", "confirm"));
    }

    private Run report(Map<String, Object> counts) {
        return runs.of(start("doj.staff", order, counts), order);
    }

    private ProcessInstance start(String account, String ofOrder, Map<String, Object> counts) {
        var started = people.as(account, () -> runtime.startProcessInstanceByKey("ReportEnforcementMeasures", with(counts, "order", ofOrder)));
        return runtime.createProcessInstanceQuery().processInstanceId(started.getId()).singleResult();
    }

    private static String path(String ofOrder) {
        return "/api/orders/" + ofOrder + "/enforcement-measures";
    }

    private JsonNode read(String account) throws Exception {
        var answer = Http.basic(port, account).get(path(order));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json.readTree(answer.body());
    }
}
