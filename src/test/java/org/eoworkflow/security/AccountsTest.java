package org.eoworkflow.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.Http;
import org.eoworkflow.support.People;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Groups, accounts and rights as they are made at start. */
@EngineTest
class AccountsTest {

    @Autowired AtStart atStart;
    @Autowired AgencyDirectory directory;
    @Autowired Caller caller;
    @Autowired IdentityService identity;
    @Autowired AuthorizationService authorizations;
    @Autowired FilterService filters;
    @Autowired RepositoryService repository;
    @Autowired RuntimeService runtime;
    @Autowired People people;
    @LocalServerPort int port;

    @Test
    void everyAgencyHasItsGroupsAndAccounts() {
        assertThat(directory.agencies()).extracting(AgencyDirectory.Listed::id).contains("cisa", "dhs", "omb", "usda", "gsa");
        assertThat(directory.agencies()).extracting(AgencyDirectory.Listed::id).doesNotHaveDuplicates();
        for (var agency : directory.agencies()) {
            for (var role : List.of("staff", "approver", "certifier")) {
                assertThat(groups(agency.id() + "." + role)).containsExactlyInAnyOrder(agency.id(), agency.id() + "-" + role);
            }
        }
        for (var account : List.of("order.office", "auditor", "designer", "admin")) {
            assertThat(groups(account)).isEqualTo(People.groups(account));
        }
    }

    @Test
    void aSecondStartAddsNothing() {
        var before = counts();
        atStart.afterSingletonsInstantiated();
        assertThat(counts()).isEqualTo(before);
    }

    @Test
    void aSecondStartHealsWhatIsMissing() {
        var before = counts();
        identity.deleteMembership("nsf.certifier", "nsf-certifier");
        var right = authorizations.createAuthorizationQuery().groupIdIn("nsf").resourceType(Resources.APPLICATION).singleResult();
        authorizations.deleteAuthorization(right.getId());

        atStart.afterSingletonsInstantiated();
        assertThat(counts()).isEqualTo(before);
        assertThat(groups("nsf.certifier")).containsExactlyInAnyOrder("nsf", "nsf-certifier");
        assertThat(Http.browser(port, "nsf.staff").page("/camunda/app/tasklist/default/").statusCode()).isEqualTo(200);
    }

    @Test
    void aPasswordThatSomebodyChangedStaysChanged() {
        var user = identity.createUserQuery().userId("nasa.certifier").singleResult();
        user.setPassword("changed");
        identity.saveUser(user);
        try {
            atStart.afterSingletonsInstantiated();
            assertThat(identity.checkPassword("nasa.certifier", "changed")).isTrue();
        } finally {
            user = identity.createUserQuery().userId("nasa.certifier").singleResult();
            user.setPassword("demo");
            identity.saveUser(user);
        }
    }

    @Test
    void theModelSaysWhoMayStartIt() {
        assertThat(startable("order.office")).contains("ExecutiveOrder", "InformOrder");
        assertThat(startable("cisa.staff")).doesNotContain("ExecutiveOrder", "InformOrder");

        var key = "Starts" + UUID.randomUUID().toString().substring(0, 8);
        deploy(key, "gsa-staff");
        people.as("gsa.staff", () -> runtime.startProcessInstanceByKey(key));
        assertThatThrownBy(() -> people.as("cisa.staff", () -> runtime.startProcessInstanceByKey(key))).isInstanceOf(AuthorizationException.class);

        deploy(key, "cisa-staff");
        people.as("cisa.staff", () -> runtime.startProcessInstanceByKey(key));
        assertThatThrownBy(() -> people.as("gsa.staff", () -> runtime.startProcessInstanceByKey(key)))
            .as("the new model no longer names it").isInstanceOf(AuthorizationException.class);
    }

    @Test
    void aStarterWithAStarIsThatRoleAtEveryAgency() {
        assertThat(startable("gsa.staff")).contains("RequestExtension", "ReportVulnerability");
        assertThat(startable("gsa.approver")).doesNotContain("RequestExtension", "ReportVulnerability");

        var key = "Starts" + UUID.randomUUID().toString().substring(0, 8);
        deploy(key, "*-approver");
        people.as("gsa.approver", () -> runtime.startProcessInstanceByKey(key));
        assertThatThrownBy(() -> people.as("gsa.staff", () -> runtime.startProcessInstanceByKey(key))).isInstanceOf(AuthorizationException.class);
    }

    @Test
    void aDesignerDeploysAndTheNewModelsStarterMayStartAtOnce() {
        var key = "Designed" + UUID.randomUUID().toString().substring(0, 8);
        var designer = Http.basic(port, "designer");
        var answer = designer.deploy("designed", Map.of("designed.bpmn", Bpmn.convertToString(model(key, "gsa-staff"))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(Http.basic(port, "gsa.staff").post("/engine-rest/process-definition/key/" + key + "/start", "{}").statusCode()).isEqualTo(200);
        assertThat(designer.post("/engine-rest/process-definition/key/" + key + "/start", "{}").statusCode()).isEqualTo(403);
        assertThat(designer.get("/engine-rest/process-instance").body()).isEqualTo("[]");
        assertThat(Http.basic(port, "cisa.staff").post("/engine-rest/deployment/create", "").statusCode()).isBetween(400, 499);
    }

    @Test
    void tasklistOpensWithFiltersForEverybodyAndAllTasksForThoseWhoSeeAll() {
        assertThat(filterNames("cisa.staff")).containsExactly("My agency's open tasks", "My tasks", "Overdue");
        assertThat(filterNames("order.office")).containsExactly("All tasks", "My agency's open tasks", "My tasks", "Overdue");
        assertThat(filterNames("auditor")).contains("All tasks");
    }

    @Test
    void filtersShowWhatTheCallersGroupsMayTakeAndWhatIsOverdue() {
        var key = "Filtered" + UUID.randomUUID().toString().substring(0, 8);
        repository.createDeployment().addModelInstance(key + ".bpmn", Bpmn.createExecutableProcess(key).name("Filtered")
            .camundaHistoryTimeToLiveString("P1D").startEvent("Begun").userTask("Answer").name(key).camundaCandidateGroups("nist-staff")
            .camundaDueDate("2020-01-01T12:00:00").endEvent("Done").done()).deploy();
        runtime.startProcessInstanceByKey(key, Map.of("lead", "nist", "title", "A directive"));
        for (var name : List.of("My agency's open tasks", "Overdue")) {
            assertThat(list("nist.staff", name)).as(name).contains(key);
            assertThat(list("gsa.staff", name)).as(name).doesNotContain(key);
        }
        assertThat(list("nist.staff", "My tasks")).doesNotContain(key);
        assertThat(list("order.office", "All tasks")).contains(key);
        assertThat(list("nist.approver", "Overdue")).as("a colleague's").contains(key);
    }

    @Test
    void theCallerIsTheAccountOfTheRequest() {
        people.as("cisa.staff", () -> {
            assertThat(caller.account()).isEqualTo("cisa.staff");
            assertThat(caller.isIn("omb-staff", "cisa-staff")).isTrue();
            assertThat(caller.isIn("omb-staff")).isFalse();
            assertThatThrownBy(() -> caller.requireAny("Only OMB may do this.", "omb-staff")).isInstanceOf(Refusal.class)
                .hasMessage("Only OMB may do this.");
            return null;
        });
        assertThatThrownBy(caller::account).isInstanceOf(Refusal.class);
        assertThat(caller.isIn("cisa-staff")).isFalse();
    }

    @Test
    void whatBecameOfMailsIsForTheOrderOfficeAndAuditors() {
        assertThat(Http.stranger(port).get("/api/mails").statusCode()).isEqualTo(401);
        assertThat(Http.basic(port, "cisa.staff").get("/api/mails").statusCode()).isNotEqualTo(200);
        assertThat(Http.basic(port, "order.office").get("/api/mails").statusCode()).isEqualTo(200);
        assertThat(Http.basic(port, "auditor").get("/api/mails").statusCode()).isEqualTo(200);
    }

    private List<String> groups(String account) {
        return identity.createGroupQuery().groupMember(account).list().stream().map(Group::getId).toList();
    }

    private List<String> startable(String account) {
        return people.as(account, () -> repository.createProcessDefinitionQuery().startablePermissionCheck().latestVersion().list())
            .stream().map(ProcessDefinition::getKey).toList();
    }

    private void deploy(String key, String starters) {
        repository.createDeployment().addModelInstance(key + ".bpmn", model(key, starters)).deploy();
        atStart.afterSingletonsInstantiated();
    }

    private static BpmnModelInstance model(String key, String starters) {
        var model = Bpmn.createExecutableProcess(key).name("Starts").camundaHistoryTimeToLiveString("P1D")
            .startEvent("Begun").endEvent("Done").done();
        model.<Process>getModelElementById(key).setCamundaCandidateStarterGroups(starters);
        return model;
    }

    private List<String> filterNames(String account) {
        return people.as(account, () -> filters.createTaskFilterQuery().orderByFilterName().asc().list()).stream().map(f -> f.getName()).toList();
    }

    private String list(String account, String filter) {
        var id = filters.createTaskFilterQuery().filterName(filter).singleResult().getId();
        return Http.basic(port, account).post("/engine-rest/filter/" + id + "/list", "{}").body();
    }

    private Map<String, Long> counts() {
        return Map.of("groups", identity.createGroupQuery().count(), "accounts", identity.createUserQuery().count(),
            "rights", authorizations.createAuthorizationQuery().count(), "filters", filters.createFilterQuery().count(),
            "members", (long) identity.createUserQuery().memberOfGroup("nsf").list().size());
    }
}
