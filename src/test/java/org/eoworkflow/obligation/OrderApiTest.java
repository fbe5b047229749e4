package org.eoworkflow.obligation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.eoworkflow.order.ExecutiveOrder;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.Http;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@EngineTest
class OrderApiTest {

    @Autowired CertificationFixture fixture;
    @Autowired ObjectMapper json;
    @LocalServerPort int port;

    private ExecutiveOrder order;

    @BeforeEach
    void anOrderOfWhichOneClauseWasCertifiedLate() {
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-07-06T15:00:00Z")));
        order = fixture.orderWithAClauseCertifiedLate();
    }

    @Test
    void strangersGetNothing() {
        for (var path : List.of("/api/orders", obligations(), "/api/ledger/verification")) {
            assertThat(Http.stranger(port).get(path).statusCode()).as(path).isEqualTo(401);
        }
    }

    @Test
    void theOrderOfficeSeesEveryClauseAndHowItStands() throws IOException {
        var clauses = read("order.office", obligations());
        assertThat(clauses).extracting(clause -> clause.get("clause").asText())
            .containsExactly("F-01", "F-02", "F-03", "F-04", "F-05", "F-06", "F-07", "F-08");
        var first = clauses.get(0);
        assertThat(first.get("summary").asText()).isEqualTo("Put up fences.");
        assertThat(first.get("citation").asText()).isEqualTo("sec. 1");
        assertThat(first.get("directive").asText()).isEqualTo("fences");
        assertThat(first.get("directiveTitle").asText()).isEqualTo("Fences");
        assertThat(first.get("lead").asText()).isEqualTo("dhs");
        assertThat(first.get("leadName").asText()).isEqualTo("Department of Homeland Security");
        assertThat(first.get("kind").asText()).isEqualTo("obligation");
        assertThat(first.get("deadline").asText()).isEqualTo("2026-07-03T03:59:59Z");
        assertThat(first.get("deadlineText").asText()).isEqualTo("Thursday, July 2, 2026, 11:59:59 PM ET");
        assertThat(first.get("status").asText()).isEqualTo("met-late");
        assertThat(first.get("statusText").asText()).isEqualTo("met late (1 day)");
        assertThat(first.get("outcome").asText()).isEqualTo("satisfied late");
        assertThat(first.get("satisfiedAt").asText()).isEqualTo("2026-07-04T03:59:59Z");
        assertThat(first.get("evidenceCount").asInt()).isEqualTo(1);
        assertThat(clauses.get(6).has("citation")).as("no section").isFalse();
    }

    @Test
    void anAgencySeesTheDirectivesInWhichItHasAPart() throws IOException {
        for (var account : List.of("dhs.certifier", "cisa.staff", "omb.staff")) {
            assertThat(read(account, obligations())).as(account).extracting(clause -> clause.get("clause").asText())
                .containsExactly("F-01", "F-02", "F-03", "F-04", "F-05", "F-08");
        }
        assertThat(read("gsa.staff", obligations())).extracting(clause -> clause.get("clause").asText()).containsExactly("F-06", "F-07", "F-08");
        for (var account : List.of("auditor", "admin")) {
            assertThat(read(account, obligations())).as(account).hasSize(8);
        }
    }

    @Test
    void anAgencyWithoutAPartIsRefused() {
        assertThat(Http.basic(port, "opm.staff").get(obligations())).satisfies(answer -> {
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("Your agency has no part in this order.");
        });
        assertThat(Http.basic(port, "designer").get(obligations()).statusCode()).isEqualTo(403);
        assertThat(Http.basic(port, "designer").get("/api/orders").statusCode()).isEqualTo(403);
    }

    @Test
    void anUnknownOrderIsNotFound() {
        assertThat(Http.basic(port, "order.office").get("/api/orders/eo-0/obligations")).satisfies(answer -> {
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).contains("\"field\":\"order\"");
        });
    }

    @Test
    void ordersAreListedWithTheirClausesByStatus() throws IOException {
        var listed = StreamSupport.stream(read("opm.staff", "/api/orders").spliterator(), false)
            .filter(each -> each.get("id").asText().equals(order.id())).findFirst().orElseThrow();

        assertThat(listed.get("signed").asText()).isEqualTo("2026-06-02");
        assertThat(listed.get("started").asBoolean()).isTrue();
        assertThat(listed.get("clauses").toString()).isEqualTo("{\"at-risk\":3,\"met-late\":1,\"on-track\":3,\"unknown\":1}");
    }

    @Test
    void thoseWhoOverseeTheOrderVerifyTheLedger() throws IOException {
        for (var account : List.of("order.office", "auditor", "admin")) {
            var result = read(account, "/api/ledger/verification");
            assertThat(result.get("intact").asBoolean()).as(result.toString()).isTrue();
            assertThat(result.get("entries").asLong()).isPositive();
            assertThat(result.get("lastHash").asText()).hasSize(64);
        }
        for (var account : List.of("cisa.staff", "dhs.certifier", "designer")) {
            assertThat(Http.basic(port, account).get("/api/ledger/verification").statusCode()).as(account).isEqualTo(403);
        }
    }

    private String obligations() {
        return "/api/orders/" + order.id() + "/obligations";
    }

    private JsonNode read(String account, String path) throws IOException {
        var answer = Http.basic(port, account).get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json.readTree(answer.body());
    }
}
