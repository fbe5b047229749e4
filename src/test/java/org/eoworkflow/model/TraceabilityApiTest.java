package org.eoworkflow.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.Http;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The address that tells it, and deployments that would break it. */
@EngineTest
class TraceabilityApiTest {

    private static final String ADDRESS = "/api/orders/eo-14409/traceability";

    @Autowired RepositoryService repository;
    @Autowired ObjectMapper json;
    @LocalServerPort int port;

    @ParameterizedTest
    @ValueSource(strings = {"order.office", "auditor", "admin"})
    void thoseWhoReadAllSeeEveryClause(String account) throws IOException {
        var answer = get(account);
        assertThat(answer.path("clauses")).hasSize(44);
        assertThat(answer.path("counts").path("tracked").asInt()).isEqualTo(5);
        assertThat(answer.path("counts").has("uncovered")).isFalse();
        var clause = clause(answer, "C-18");
        assertThat(clause.path("coverageText").asText()).isEqualTo("modelled");
        assertThat(clause.path("elements")).anySatisfy(step -> {
            assertThat(step.path("process").asText()).isEqualTo("BindingOperationalDirectives");
            assertThat(step.path("element").asText()).isEqualTo("ReleaseDirective");
            assertThat(step.path("test").asText()).endsWith("Test");
            assertThat(step.path("evidence").toString()).isEqualTo("[\"document\"]");
        });
        assertThat(clause(answer, "C-07").path("coverageText").asText()).isEqualTo("tracked, not modelled");
        assertThat(clause(answer, "C-01").path("checks").toString()).contains("LimitsTest");
    }

    @Test
    void anAgencySeesTheClausesInWhichItHasAPart() throws IOException {
        var answer = get("opm.staff");
        assertThat(answer.path("clauses").findValuesAsText("clause")).containsExactly("C-01", "C-02", "C-03", "C-04", "C-30", "C-31");
    }

    @Test
    void othersSeeNothing() {
        assertThat(Http.stranger(port).get(ADDRESS).statusCode()).isEqualTo(401);
        assertThat(Http.basic(port, "designer").get(ADDRESS).statusCode()).isEqualTo(403);
        assertThat(Http.basic(port, "gsa.staff").get(ADDRESS).body()).contains("Your agency has no part in this order.");
        assertThat(Http.basic(port, "auditor").get("/api/orders/eo-1/traceability").statusCode()).isEqualTo(404);
    }

    @Test
    void aModelThatNamesAnUnknownClauseIsNotDeployed() throws IOException {
        long before = repository.createDeploymentQuery().count();
        var answer = deploy("inform-order.bpmn", Files.readString(Path.of("processes/inform-order.bpmn")).replaceFirst("(<bpmn:serviceTask id=\"TellOrder\"[^>]*>)",
            "$1<bpmn:extensionElements><camunda:properties><camunda:property name=\"clause\" value=\"C-99\"/></camunda:properties></bpmn:extensionElements>"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(message(answer)).startsWith("Nothing was deployed. Mend the following and deploy again:")
            .containsPattern("inform-order\\.bpmn:\\d+: element 'TellOrder' names clause 'C-99', which no order has\\. Did you mean 'C-09'\\?");
        assertThat(repository.createDeploymentQuery().count()).isEqualTo(before);
    }

    @Test
    void aModelThatLeavesAClauseToNobodyIsNotDeployed() throws IOException {
        var answer = deploy("dod-systems-defense.bpmn", Files.readString(Path.of("processes/dod-systems-defense.bpmn"))
            .replaceAll("<camunda:property name=\"clause\"[^>]*/>", ""));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(message(answer)).contains("order 'eo-14409': clause 'C-17' is carried out by no element of a model.");
    }

    @Test
    void aModelWhoseElementsNoTestWalksIsNotDeployed() throws IOException {
        var renamed = Files.readString(Path.of("processes/dod-systems-defense.bpmn"))
            .replaceAll("\\b(AssessPosture|DraftPriorityOrder|CoordinateComponents|SignOrder|ReleaseOrder|AcknowledgeOrder|RecordAnswers)\\b", "$1Anew");
        var answer = deploy("dod-systems-defense.bpmn", renamed);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(message(answer)).contains("order 'eo-14409': clause 'C-17' is carried out by elements that no test walks: 'AssessPostureAnew' of 'DodSystemsDefense'");
    }

    @Test
    void whatTheLinterCallsAnErrorIsRefusedInItsWordsAndAWarningIsNot() throws IOException {
        var model = Files.readString(Path.of("processes/dod-systems-defense.bpmn"));
        var answer = deploy("dod-systems-defense.bpmn", model.replaceFirst("calledElement=\"DeadlineEscalation\"", "calledElement=\"ObligationReview\"")
            .replace("'P30D'", "'P40D'").replace("name=\"Assess posture\"", "name=\"Posture\""));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(message(answer).lines().skip(1)).isNotEmpty().allMatch(line -> line.matches("  dod-systems-defense\\.bpmn:\\d+: element '\\w+' .* \\([a-z-]+\\)"))
            .anyMatch(line -> line.contains("is a deadline without an escalation: call 'DeadlineEscalation' in its sub-process (deadline-is-escalated)"))
            .anyMatch(line -> line.contains("waits for P40D, but directive 'dod-systems-defense' of order 'eo-14409' has P30D"))
            .noneMatch(line -> line.contains("Posture"));
    }

    @Test
    void whatIsNoModelIsNamed() {
        assertThat(message(deploy("broken.bpmn", "<bpmn"))).contains("broken.bpmn:1: is no valid XML. Open it in Modeler and save it again.");
        assertThat(message(deploy("empty.bpmn", "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" targetNamespace=\"t\"/>")))
            .contains("empty.bpmn:1: is no BPMN model with a process.");
    }

    @Test
    void aRightModelIsDeployed() throws IOException {
        var answer = deploy("inform-order.bpmn", Files.readString(Path.of("processes/inform-order.bpmn")).replace("id=\"InformOrder\"", "id=\"InformOrderAnew\"")
            .replaceFirst("<bpmn:incoming>[^<]*</bpmn:incoming>", "")
            .replace("bpmnElement=\"InformOrder\"", "bpmnElement=\"InformOrderAnew\"").replace("camunda:formRef=\"event-reported\" camunda:formRefBinding=\"deployment\"", ""));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        repository.deleteDeployment(json(answer).path("id").asText(), true);
    }

    private JsonNode get(String account) throws IOException {
        var answer = Http.basic(port, account).get(ADDRESS);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private static JsonNode clause(JsonNode answer, String id) {
        for (var clause : answer.path("clauses")) {
            if (clause.path("clause").asText().equals(id)) {
                return clause;
            }
        }
        throw new AssertionError("no clause " + id);
    }

    private HttpResponse<String> deploy(String file, String content) {
        return Http.basic(port, "designer").deploy("designed", Map.of(file, content));
    }

    private String message(HttpResponse<String> answer) {
        return json(answer).path("message").asText();
    }

    private JsonNode json(HttpResponse<String> answer) {
        try {
            return json.readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError(answer.body(), e);
        }
    }
}
