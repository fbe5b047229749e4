package org.eoworkflow.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.Http;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A designer who deploys from Modeler: a model whose tasks would have no form is not deployed. */
@EngineTest
class DeploymentWithoutFormsTest {

    private static final String FORM = "{\"id\":\"%s\",\"type\":\"default\",\"components\":[]}";

    @Autowired RepositoryService repository;
    @LocalServerPort int port;

    private final String key = "Drawn" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void whatTheModelTakesFromItsDeploymentMustBeInIt() {
        var answer = deploy(Map.of("drawn.bpmn", model("deployment")));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("Nothing was deployed.", "drawn.bpmn: 'Begun' (Begun) takes the form 'drawn-start' from its own deployment, which "
            + "does not hold it. Deploy the model together with its forms", "drawn.bpmn: 'Write plan' (WritePlan) takes the form 'drawn-plan' from its own "
            + "deployment, which does not hold it. Deploy the model together with its forms");
        assertThat(versions()).isZero();
        assertThat(repository.createDeploymentQuery().deploymentName(key).count()).isZero();
    }

    @Test
    void withItsFormsItIsDeployedAndARedeploymentWithoutOneOfThemIsRefused() {
        var files = new LinkedHashMap<>(Map.of("drawn.bpmn", model("deployment"), "a.form", FORM.formatted("drawn-start"), "b.form", FORM.formatted("drawn-plan")));
        var answer = deploy(files);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"deployedProcessDefinitions\"");

        files.remove("b.form");
        answer = deploy(files);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("'Write plan' (WritePlan) takes the form 'drawn-plan'").doesNotContain("drawn-start");
        assertThat(versions()).isEqualTo(1);
    }

    @Test
    void aFormByTheNameOfItsFileIsLookedForToo() {
        var model = Bpmn.convertToString(Bpmn.createExecutableProcess(key).name("Drawn").camundaHistoryTimeToLiveString("P1D").startEvent("Begun")
            .userTask("WritePlan").camundaCandidateGroups("gsa-staff").camundaFormKey("camunda-forms:deployment:plan.form")
            .userTask("Other").camundaCandidateGroups("gsa-staff").camundaFormKey("app:other.html").endEvent("Done").done());
        var answer = deploy(Map.of("drawn.bpmn", model));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("drawn.bpmn: 'WritePlan' (WritePlan) takes the form 'plan.form'").doesNotContain("other.html");
        assertThat(deploy(Map.of("drawn.bpmn", model, "plan.form", FORM.formatted("plan"))).statusCode()).isEqualTo(200);
    }

    @Test
    void whatTakesTheLatestFormIsDeployedAlone() {
        assertThat(deploy(Map.of("drawn.bpmn", model("latest"))).statusCode()).isEqualTo(200);
        assertThat(versions()).isEqualTo(1);
    }

    @Test
    void whatIsNotRunNeedsNoForms() {
        assertThat(deploy(Map.of("drawn.bpmn", model("deployment").replace("isExecutable=\"true\"", "isExecutable=\"false\""))).statusCode()).isEqualTo(200);
    }

    /** Else an earlier model would come back without being checked. */
    @Test
    void whatIsDeployedIsNotDeployedAgainByItsNumber() {
        var deployment = deploy(Map.of("drawn.bpmn", model("latest"))).body().replaceAll("(?s).*?\"id\":\"([0-9a-f-]{36})\".*", "$1");
        var answer = Http.basic(port, "designer").post("/engine-rest/deployment/" + deployment + "/redeploy", "{}");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("deploy them anew");
        assertThat(versions()).isEqualTo(1);
    }

    @Test
    void aModelThatTheEngineDoesNotTakeIsItsToRefuse() {
        var answer = deploy(Map.of("drawn.bpmn", "<no-model/>"));
        assertThat(answer.statusCode()).isBetween(400, 500);
        assertThat(answer.body()).contains("drawn.bpmn");
        assertThat(repository.createDeploymentQuery().deploymentName(key).count()).isZero();
    }

    private String model(String binding) {
        return Bpmn.convertToString(Bpmn.createExecutableProcess(key).name("Drawn").camundaHistoryTimeToLiveString("P1D")
            .startEvent("Begun").name("Begun").camundaFormRef("drawn-start").camundaFormRefBinding(binding)
            .userTask("WritePlan").name("Write plan").camundaCandidateGroups("gsa-staff").camundaFormRef("drawn-plan").camundaFormRefBinding(binding).endEvent("Done").done());
    }

    private long versions() {
        return repository.createProcessDefinitionQuery().processDefinitionKey(key).count();
    }

    private HttpResponse<String> deploy(Map<String, String> files) {
        return Http.basic(port, "designer").deploy(key, files);
    }
}
