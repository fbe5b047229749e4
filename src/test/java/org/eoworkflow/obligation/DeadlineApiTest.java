package org.eoworkflow.obligation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eoworkflow.support.OrderFixture.Work.tracked;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.eoworkflow.order.Orders;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.Http;
import org.eoworkflow.support.OrderFixture;
import org.eoworkflow.support.People;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Why a date is what it is, over HTTP: a directive of GSA that consults OMB, and one of DHS. */
@EngineTest
class DeadlineApiTest {

    @Autowired OrderFixture fixture;
    @Autowired Orders orders;
    @Autowired People people;
    @Autowired ObjectMapper json;
    @LocalServerPort int port;

    private String order;

    @BeforeEach
    void anOrderOfTwoDirectives() {
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-06-02T16:00:00Z")));
        order = fixture.start(LocalDate.of(2026, 6, 2), tracked("fences").consults("omb").due("P60D"), tracked("gates").lead("dhs"));
    }

    @Test
    void aDateIsExplainedAsDataAndInWords() throws IOException {
        var explained = read("gsa.staff", deadline("gsa.staff", "FENCES-01").get("explanation").asText());

        assertThat(explained.get("kind").asText()).isEqualTo("deadline");
        assertThat(explained.get("value").asText()).isEqualTo("2026-08-02T03:59:59Z");
        assertThat(explained.get("valueText").asText()).isEqualTo("Saturday, August 1, 2026, 11:59:59 PM ET (EDT, UTC-04:00)");
        assertThat(explained.get("startedOn").asText()).isEqualTo("2026-06-02");
        assertThat(explained.get("startEvent").asText()).endsWith("was signed.");
        assertThat(explained.get("source").asText()).isEqualTo("Invented sec. 1");
        assertThat(explained.get("period").asText()).isEqualTo("P60D");
        assertThat(explained.get("periodText").asText()).isEqualTo("60 days");
        assertThat(Http.basic(port, "gsa.staff").get(explained.get("page").asText()).body()).as("nobody reads ISO 8601").contains("60 days").doesNotContain("P60D");
        assertThat(explained.get("calendar").asText()).isEqualTo("calendar days");
        assertThat(explained.get("zone").asText()).isEqualTo("America/New_York");
        assertThat(explained.get("skipped")).isEmpty();
        assertThat(explained.get("planning").asText()).isEqualTo("2026-07-31");
        assertThat(explained.get("competing")).isEmpty();
        assertThat(explained.has("supersededBy") && !explained.get("supersededBy").isNull()).isFalse();
        assertThat(explained.get("text").get(0).asText()).startsWith("Deadline of the order: Saturday, August 1, 2026");
    }

    @Test
    void aMovedDateKeepsItsStoryAndItsPageSaysWhatTookItsPlace() throws IOException {
        var before = deadline("gsa.staff", "FENCES-01");
        orders.retime(order, "fences", Period.ofDays(90), "EO 14999 sec. 2");

        var now = deadline("gsa.staff", "FENCES-01");
        assertThat(now.get("moved").asBoolean()).isTrue();
        var explained = read("gsa.staff", before.get("explanation").asText());
        assertThat(explained.get("supersededBy").asLong()).isEqualTo(now.get("id").asLong());
        assertThat(explained.get("history")).hasSize(2);
        assertThat(explained.get("history").get(1).get("reason").asText()).contains("EO 14999 sec. 2");
        var page = Http.basic(port, "gsa.staff").get(before.get("page").asText());
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(page.body()).contains("This date holds no longer.", "/api/deadlines/%d/page".formatted(now.get("id").asLong()), "How the date has moved",
            "Saturday, August 1, 2026, 11:59:59 PM ET", "EO 14999 sec. 2");
    }

    @Test
    void whoHasAPartInTheDirectiveMayReadItsDatesAndNobodyElse() throws IOException {
        var fences = deadline("order.office", "FENCES-01").get("explanation").asText();
        for (var account : List.of("gsa.staff", "omb.staff", "order.office", "auditor", "admin")) {
            assertThat(Http.basic(port, account).get(fences).statusCode()).as(account).isEqualTo(200);
        }
        for (var account : List.of("dhs.staff", "opm.staff", "designer")) {
            assertThat(Http.basic(port, account).get(fences)).as(account).satisfies(answer -> {
                assertThat(answer.statusCode()).isEqualTo(403);
                assertThat(answer.body()).doesNotContain("2026");
            });
            assertThat(Http.basic(port, account).get(fences.replace("explanation", "page")).statusCode()).as(account).isEqualTo(403);
        }
        assertThat(read("dhs.staff", list())).extracting(each -> each.path("directive").asText("the order's own")).containsOnly("gates", "the order's own");
        assertThat(read("omb.staff", list())).extracting(each -> each.path("directive").asText("the order's own")).containsOnly("fences", "the order's own");
        assertThat(read("auditor", list())).extracting(each -> each.path("directive").asText("the order's own")).contains("fences", "gates", "the order's own");
        assertThat(Http.basic(port, "opm.staff").get(list()).statusCode()).isEqualTo(403);
    }

    @Test
    void theListBeginsWithWhatIsDueFirst() throws IOException {
        assertThat(read("auditor", list())).extracting(each -> each.get("value").asText()).isSorted().hasSize(9);
    }

    @Test
    void whatWasNotRecordedIsNotFound() {
        for (var id : List.of("999999999", "0", "one", "99999999999999999999")) {
            assertThat(Http.basic(port, "auditor").get("/api/deadlines/%s/explanation".formatted(id)).statusCode()).as(id).isEqualTo(404);
        }
        assertThat(Http.basic(port, "auditor").get("/api/orders/eo-0/deadlines").statusCode()).isEqualTo(404);
        assertThat(Http.basic(port, "auditor").get("/api/tasks/none/deadline").statusCode()).isEqualTo(404);
    }

    @Test
    void aTasksDateIsForThoseWhoMaySeeTheTask() throws IOException {
        var task = people.task(order + "/gates", "AcceptDirective");
        var explained = read("dhs.staff", "/api/tasks/%s/deadline".formatted(task.getId()));
        assertThat(explained.get("kind").asText()).isEqualTo("task");
        assertThat(explained.get("skipped")).isNotEmpty();

        assertThat(Http.basic(port, "dhs.staff").get("/api/deadlines/%d/explanation".formatted(explained.get("id").asLong())).statusCode()).isEqualTo(200);
        assertThat(Http.basic(port, "opm.staff").get("/api/tasks/%s/deadline".formatted(task.getId())).statusCode()).isEqualTo(404);
        assertThat(Http.basic(port, "opm.staff").get("/api/deadlines/%d/explanation".formatted(explained.get("id").asLong())).statusCode()).isEqualTo(403);
    }

    @Test
    void theListOfClausesLeadsToThePageOfEachDate() throws IOException {
        var clause = read("gsa.staff", "/api/orders/%s/obligations".formatted(order)).get(0);

        assertThat(clause.get("why").asText()).isEqualTo(deadline("gsa.staff", "FENCES-01").get("page").asText());
    }

    private String list() {
        return "/api/orders/%s/deadlines".formatted(order);
    }

    private JsonNode deadline(String account, String clause) throws IOException {
        for (var each : read(account, list())) {
            if (each.path("clause").asText().equals(clause)) {
                return each;
            }
        }
        throw new AssertionError("no date of " + clause);
    }

    private JsonNode read(String account, String path) throws IOException {
        var answer = Http.basic(port, account).get(path);
        assertThat(answer.statusCode()).as(path + " for " + account + ": " + answer.body()).isEqualTo(200);
        return json.readTree(answer.body());
    }
}
