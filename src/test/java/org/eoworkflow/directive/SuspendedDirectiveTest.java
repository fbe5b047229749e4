package org.eoworkflow.directive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eoworkflow.support.OrderWork.change;

import java.time.LocalDate;
import org.camunda.bpm.engine.RuntimeService;
import org.eoworkflow.order.Orders;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.Http;
import org.eoworkflow.support.OrderFixture;
import org.eoworkflow.support.OrderFixture.Work;
import org.eoworkflow.support.OrderWork;
import org.eoworkflow.support.People;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What people read who want to go on with a directive that an amendment has suspended. */
@EngineTest
class SuspendedDirectiveTest {

    @Autowired OrderFixture fixture;
    @Autowired OrderWork work;
    @Autowired Orders orders;
    @Autowired RuntimeService runtime;
    @Autowired People people;
    @LocalServerPort int port;

    @Test
    void theRefusalSaysWhatRestsWhyAndWhoLetsItGoOn() {
        var order = fixture.start(LocalDate.now(EngineClock.WASHINGTON), Work.tracked("inventory"), Work.tracked("training"));
        work.amend(order, change("training", "suspend"));
        work.amend(order, change("inventory", "suspend"));
        var task = people.task(order + "/inventory", "AcceptDirective").getId();

        for (var way : new String[] {"claim", "complete"}) {
            var answer = Http.basic(port, "gsa.staff").post("/engine-rest/task/" + task + "/" + way, "{\"userId\":\"gsa.staff\"}");
            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(answer.body()).contains("Task 'Accept directive' rests: Directive inventory is suspended by Invented sec. 9 (It was decided so.). "
                + "It goes on when the order office resumes the directive by an amendment of the order.");
        }

        work.amend(order, change("inventory", "resume"));
        assertThat(Http.basic(port, "gsa.staff").post("/engine-rest/task/" + task + "/claim", "{\"userId\":\"gsa.staff\"}").statusCode()).isEqualTo(204);
    }

    @Test
    void withoutAnAmendmentOnRecordItStillSaysWhatRests() {
        var order = fixture.start(LocalDate.now(EngineClock.WASHINGTON), Work.tracked("inventory"));
        orders.suspend(order, "inventory");
        var task = people.task(order + "/inventory", "AcceptDirective");
        runtime.suspendProcessInstanceById(task.getProcessInstanceId());

        assertThat(Http.basic(port, "gsa.staff").post("/engine-rest/task/" + task.getId() + "/complete", "{}").body())
            .contains("Task 'Accept directive' rests: Directive inventory is suspended. It goes on when");
    }
}
