package org.eoworkflow.security;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;
import org.eoworkflow.browser.BrowserTest;
import org.eoworkflow.browser.Desk;
import org.eoworkflow.support.Http;
import org.eoworkflow.support.People;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Whatever somebody wrote into a form, a refusal that quotes it is text: neither markup in Tasklist nor a page of its own. */
@BrowserTest
class RefusalsInTasklistTest {

    private static final String MARKUP = "<img src=x onerror=document.title='run'><b>bold</b>";

    @Autowired RepositoryService repository;
    @Autowired RuntimeService runtime;
    @Autowired People people;
    @LocalServerPort int port;

    @Test
    void whatARefusalQuotesIsShownAsItWasWritten() {
        var model = Bpmn.createExecutableProcess("QuotedPaper").name("Quoted paper").camundaHistoryTimeToLiveString("P1D").startEvent("Begun")
            .userTask("DraftPaper").name("Draft paper").camundaCandidateGroups("cisa-approver")
            .userTask("ApprovePaper").name("Approve ${paper}").camundaCandidateGroups("cisa-approver").endEvent("Approved").done();
        var properties = model.newInstance(CamundaProperties.class);
        var property = model.newInstance(CamundaProperty.class);
        property.setCamundaName("separateFrom");
        property.setCamundaValue("DraftPaper");
        properties.addChildElement(property);
        ((UserTask) model.getModelElementById("ApprovePaper")).builder().addExtensionElement(properties);
        repository.createDeployment().name("quoted paper").addModelInstance("quoted-paper.bpmn", model).deploy();
        var key = "eo-test/" + UUID.randomUUID();
        runtime.startProcessInstanceByKey("QuotedPaper", key, Map.of("paper", MARKUP, "lead", "cisa", "office", "cisa"));
        people.complete("cisa.approver", key, "DraftPaper", Map.of());
        var task = people.task(key, "ApprovePaper").getId();

        var answer = Http.basic(port, "cisa.approver").post("/engine-rest/task/" + task + "/claim", "{\"userId\":\"cisa.approver\"}");
        assertThat(answer.body()).contains("Approve " + MARKUP);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");

        try (var desk = Desk.of(port, "cisa.approver")) {
            desk.open(task);
            desk.page().locator("button.claim").click();
            assertThat(desk.refusal()).containsText("Task 'Approve " + MARKUP + "' of Quoted paper: you completed 'Draft paper'");
            assertThat(desk.page().locator(".page-notifications img, .page-notifications b")).hasCount(0);
            assertThat(desk.page().title()).doesNotContain("run");
        }
    }
}
