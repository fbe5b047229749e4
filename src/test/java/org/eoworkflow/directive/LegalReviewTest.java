package org.eoworkflow.directive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.Http;
import org.eoworkflow.support.People;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@EngineTest
class LegalReviewTest {

    @Autowired RuntimeService runtime;
    @Autowired TaskService tasks;
    @Autowired HistoryService history;
    @Autowired People people;
    @Autowired Ledger ledger;
    @LocalServerPort int port;

    private final String key = "eo-test/" + UUID.randomUUID();
    private ProcessInstance review;

    @BeforeEach
    void ask() {
        review = runtime.startProcessInstanceByKey("LegalReview", key, Map.of("order", "eo-test", "lead", "dhs", "office", "cisa",
            "reviewSubject", "Draft of BOD 26-04", "reviewText", "The whole draft.", "preparedBy", "DraftDirective, WriteAnnex"));
    }

    @Test
    void noObjectionClears() {
        opine("no-objection", null);

        assertThat(end()).isEqualTo("ReviewCleared");
        assertThat(variable("legalDecision")).isEqualTo("cleared");
        assertThat(variable("legalGround")).isEqualTo("");
    }

    @Test
    void anAnsweredObjectionIsReviewedAgain() {
        opine("objection", "No authority over contractors.");
        respond("answer");
        assertThat(tasks.getVariables(people.task(key, "ReviewLegality").getId()))
            .containsEntry("objectionGround", "No authority over contractors.").containsEntry("objectionAuthority", "44 USC 3553")
            .containsEntry("objectionAnswer", "See section 3.");
        opine("no-objection", null);

        assertThat(end()).isEqualTo("ReviewCleared");
        assertThat(variable("legalDecision")).isEqualTo("cleared");
    }

    @Test
    void aWithdrawnDraftIsRevisedWithTheGroundNamed() {
        opine("objection", "No authority over contractors.");
        respond("revise");

        assertThat(end()).isEqualTo("ReviewRevises");
        assertThat(variable("legalDecision")).isEqualTo("revise");
        assertThat(variable("legalGround")).isEqualTo("No authority over contractors.");
    }

    @Test
    void whoPreparedTheDraftMayNotReviewIt() {
        people.as("dhs.staff", () -> {
            ledger.append(new Entry(EntryKind.TASK_COMPLETED, "eo-test", null, key, "other", "WriteAnnex", Map.of()));
            return null;
        });

        assertThatThrownBy(() -> opine("no-objection", null)).satisfies(thrown ->
            assertThat(Refusal.in(thrown)).hasMessageContaining("you prepared what is reviewed").extracting(Refusal::kind).isEqualTo(Refusal.Kind.FORBIDDEN));
        assertThat(people.tasks(key, "ReviewLegality")).hasSize(1);
    }

    @Test
    void whoStandsInForWhoPreparedTheDraftMayNotReviewItEither() {
        people.as("dhs.counsel", () -> {
            ledger.append(new Entry(EntryKind.TASK_COMPLETED, "eo-test", null, key, "other", "WriteAnnex", Map.of()));
            return null;
        });
        var today = LocalDate.now(EngineClock.WASHINGTON);
        var absence = Http.basic(port, "dhs.counsel").post("/api/absences", "{\"substitute\":\"dhs.staff\",\"from\":\"%s\",\"until\":\"%s\"}".formatted(today, today))
            .body().replaceAll(".*?\"id\":\"([^\"]+)\".*", "$1");
        try {
            assertThatThrownBy(() -> opine("no-objection", null)).satisfies(thrown -> assertThat(Refusal.in(thrown))
                .hasMessageContaining("'dhs.counsel', for whom you stand in, prepared what is reviewed"));
        } finally {
            Http.basic(port, "dhs.counsel").send("DELETE", "/api/absences/" + absence, null);
        }
        opine("no-objection", null);
        assertThat(end()).isEqualTo("ReviewCleared");
    }

    @Test
    void anObjectionWithoutAGroundIsRefused() {
        assertThatThrownBy(() -> opine("objection", " ")).satisfies(thrown -> assertThat(Refusal.in(thrown)).isNotNull());
        assertThat(people.tasks(key, "ReviewLegality")).hasSize(1);
    }

    private void opine(String opinion, String ground) {
        people.complete("dhs.staff", key, "ReviewLegality", ground == null ? Map.of("legalOpinion", opinion)
            : Map.of("legalOpinion", opinion, "legalGround", ground, "legalAuthority", "44 USC 3553"));
    }

    private void respond(String response) {
        people.complete("cisa.staff", key, "AnswerObjection", Map.of("objectionResponse", response, "objectionAnswer", "See section 3."));
    }

    private String end() {
        assertThat(runtime.createProcessInstanceQuery().processInstanceId(review.getId()).count()).isZero();
        return history.createHistoricProcessInstanceQuery().processInstanceId(review.getId()).singleResult().getEndActivityId();
    }

    private Object variable(String name) {
        return history.createHistoricVariableInstanceQuery().processInstanceId(review.getId()).variableName(name).singleResult().getValue();
    }
}
