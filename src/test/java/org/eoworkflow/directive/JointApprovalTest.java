package org.eoworkflow.directive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.eoworkflow.support.DirectiveRuns.refused;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.camunda.spin.Spin;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.People;
import org.eoworkflow.support.SameMoment;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Several agencies approve one draft as equals: all of them, or it comes back with the reasons to all. */
@EngineTest
class JointApprovalTest {

    @Autowired RuntimeService runtime;
    @Autowired TaskService tasks;
    @Autowired ManagementService management;
    @Autowired HistoryService history;
    @Autowired People people;
    @Autowired JdbcClient jdbc;
    @Autowired Ledger ledger;

    private final String key = "eo-test/" + UUID.randomUUID();
    private String instance;

    @Test
    void aDraftIsApprovedWhenEveryAgencyHasApproved() {
        ask("treasury", "nsa", "cisa", "nsa");
        assertThat(open()).as("each once").hasSize(3).allSatisfy(task -> assertThat(task.getDueDate()).isNotNull());
        approve("treasury");
        approve("nsa");
        assertThat(open()).hasSize(1);
        approve("cisa");

        assertThat(end()).isEqualTo("DraftApproved");
        assertThat(variable("approvalDecision")).isEqualTo("approved");
        assertThat(variable("approvalReasons")).hasToString("[]");
        assertThat(variable("approvedOn").toString()).matches("20[0-9]{2}-[0-9]{2}-[0-9]{2}");
        assertThat(variable("approvalAccounts")).isEqualTo("treasury.approver, nsa.approver, cisa.approver");
        assertThat(mails("approval")).containsExactly("directives@cisa.example", "directives@nsa.example", "directives@treasury.example");
        assertThat(decisions()).filteredOn(fact -> fact.contains("\"approve\"")).hasSize(3);
    }

    @Test
    void oneRefusalClosesTheRoundAndTellsTheReasonsToAll() {
        ask("treasury", "nsa", "cisa");
        approve("treasury");
        refuse("nsa", "The custodian is another office.");

        assertThat(end()).isEqualTo("DraftReturned");
        assertThat(open()).isEmpty();
        assertThat(variable("approvalDecision")).isEqualTo("returned");
        assertThat(variable("approvalReasons").toString()).contains("National Security Agency", "The custodian is another office.");
        assertThat(variable("approvedOn")).isEqualTo("");
        assertThat(mails("approval-returned")).as("who approved, who refused and who had not answered")
            .containsExactly("directives@cisa.example", "directives@nsa.example", "directives@treasury.example");
        assertThat(jdbc.sql("select html from eo.outbox where key like ? and recipient = 'directives@cisa.example'")
            .param("approval-returned/" + instance + "%").query(String.class).single()).contains("National Security Agency", "The custodian is another office.");
        assertThat(decisions()).anyMatch(fact -> fact.contains("\"decision\":\"returned\"") && fact.contains("\"notAnswered\":[\"cisa\"]"));
    }

    @Test
    void theNextDraftComesWithTheReasonsOfTheLastRound() {
        start(Map.of("earlierReasons", Spin.JSON(List.of(Map.of("agency", "National Security Agency", "reason", "Another office.")))), "treasury", "cisa");
        assertThat(tasks.getVariable(task("cisa").getId(), "earlierReasons").toString()).contains("Another office.");
        assertThat(tasks.getVariable(task("cisa").getId(), "approvingFor"))
            .isEqualTo("Cybersecurity and Infrastructure Security Agency, of Department of Homeland Security");
    }

    @Test
    void silenceIsChasedAndToldToTheHeadsAndNeverCountedAsApproval() {
        ask("treasury", "nsa", "cisa");
        approve("treasury");
        approve("nsa");
        fire("ApprovalsLate");
        assertThat(mails("approval-chased")).containsExactly("directives@cisa.example");
        fire("ApprovalsMissing");
        assertThat(mails("approval-escalated")).containsExactly("directives@treasury.example", "head@cisa.example");

        assertThat(open()).extracting(Task::getTaskDefinitionKey).containsExactly("ApproveDraft");
        approve("cisa");
        assertThat(end()).isEqualTo("DraftApproved");
    }

    @Test
    void whoSpeaksForAnAgencyIsCheckedOnTheServer() {
        ask("treasury", "nsa", "cisa");
        var ofNsa = task("nsa");
        assertThatThrownBy(() -> people.complete("cisa.approver", ofNsa, answer("approve"))).isInstanceOf(AuthorizationException.class);
        assertThatThrownBy(() -> people.complete("nsa.staff", ofNsa, answer("approve"))).isInstanceOf(AuthorizationException.class);
        refused(() -> people.complete("admin", ofNsa, answer("approve")), null, "The approval of National Security Agency is given by its approver");
        assertThat(answers()).isEmpty();
        assertThat(open()).hasSize(3);
    }

    @Test
    void anAnswerIsOneOfTwoAndARefusalHasAReason() {
        ask("treasury", "nsa");
        refused(() -> people.complete("nsa.approver", task("nsa"), Map.of("approval", "return", "approvalReason", " ")), "approvalReason", "");
        refused(() -> people.complete("nsa.approver", task("nsa"), Map.of("approval", "perhaps")), "approval", "");
        refused(() -> people.complete("nsa.approver", task("nsa"), Map.of()), "approval", "");
        assertThat(answers()).isEmpty();
    }

    @Test
    void whoDraftedDoesNotApprove() {
        start(Map.of("preparedBy", "WriteSomething, ReviewThreshold"), "treasury", "nsa");
        var draft = new Entry(EntryKind.TASK_COMPLETED, "eo-test", null, key, null, "WriteSomething",
            Map.of("task", "Write something"));
        people.as("treasury.approver", () -> {
            ledger.append(draft);
            return null;
        });
        refused(() -> people.complete("treasury.approver", task("treasury"), answer("approve")), null,
            "you prepared the draft, so another approver of Department of the Treasury must answer");
        assertThat(answers()).isEmpty();
        approve("nsa");
    }

    @Test
    void nobodyOrAnUnknownAgencyIsRefusedByName() {
        refused(this::ask, "approving", "Name at least one agency.");
        refused(() -> ask("treasury", "nobody-such"), "approving", "'nobody-such'");
    }

    @Test
    void anAgencyReadsTheDraftAndNotWhatAnotherAnswered() {
        ask("treasury", "nsa", "cisa");
        approve("nsa");
        var mine = people.as("cisa.approver", () -> tasks.createTaskQuery().processInstanceBusinessKey(key).list());
        assertThat(mine).singleElement().satisfies(task -> {
            var visible = tasks.getVariables(task.getId());
            assertThat(visible).containsKeys("approvalSubject", "approvalText");
            assertThat(visible.get("approval")).isNull();
        });
        assertThat(people.as("cisa.staff", () -> runtime.createProcessInstanceQuery().processInstanceBusinessKey(key).count())).isZero();
    }

    // --- at the same moment

    @RepeatedTest(3)
    void theLastTwoApproveAtTheSameMoment() throws Exception {
        ask("treasury", "nsa", "cisa");
        approve("treasury");
        var failures = SameMoment.all(List.of(answers("nsa", "approve"), answers("cisa", "approve")));

        assertThat(failures).as("nobody's answer is refused for another's").isEmpty();
        goOn();
        assertThat(answers()).containsExactly("cisa", "nsa", "treasury");
        assertThat(end()).isEqualTo("DraftApproved");
        assertThat(decisions()).filteredOn(fact -> fact.contains("approved by all")).hasSize(1);
    }

    @RepeatedTest(5)
    void oneRefusesWhileAnotherApproves() throws Exception {
        ask("treasury", "nsa", "cisa");
        var failures = SameMoment.all(List.of(answers("nsa", "return"), answers("cisa", "approve")));
        assertThat(failures).isEmpty();
        goOn();

        assertThat(answers()).containsExactly("cisa", "nsa");
        assertThat(end()).isEqualTo("DraftReturned");
        assertThat(variable("approvalReasons").toString()).contains("Not yet.");
        assertThat(mails("approval-returned")).hasSize(3);
        assertThat(decisions()).filteredOn(fact -> fact.contains("\"decision\":\"returned\"")).hasSize(1);
    }

    @RepeatedTest(5)
    void anAnswerComesAsTheRoundIsClosed() throws Exception {
        ask("treasury", "nsa", "cisa");
        people.complete("nsa.approver", task("nsa"), answer("return"));
        String closing = continuing().get(0).getId();
        var failures = SameMoment.all(List.of(answers("cisa", "approve"), () -> {
            management.executeJob(closing);
            return null;
        }));
        assertThat(failures.size()).as("at most one of the two gives way: " + failures).isLessThanOrEqualTo(1);
        assertThat(failures).allSatisfy(failure -> assertThat(failure).isInstanceOf(ProcessEngineException.class));
        goOn();

        assertThat(end()).isEqualTo("DraftReturned");
        assertThat(decisions()).as("the ledger tells what counts").filteredOn(fact -> fact.contains("\"agency\":\"cisa\""))
            .hasSize(answers().contains("cisa") ? 1 : 0);
        assertThat(decisions()).filteredOn(fact -> fact.contains("\"decision\":\"returned\"")).hasSize(1);
    }

    @RepeatedTest(3)
    void twoRefuseAtTheSameMomentAndBothReasonsAreTold() throws Exception {
        ask("treasury", "nsa", "cisa");
        assertThat(SameMoment.all(List.of(answers("nsa", "return"), answers("cisa", "return")))).isEmpty();
        goOn();

        assertThat(end()).isEqualTo("DraftReturned");
        assertThat(variable("approvalReasons").toString()).contains("National Security Agency", "Cybersecurity and Infrastructure Security Agency");
    }

    @RepeatedTest(3)
    void twoOfOneAgencyAnswerAtTheSameMomentAndOneCounts() throws Exception {
        ask("treasury", "nsa");
        var failures = SameMoment.all(List.of(answers("nsa", "approve"), answers("nsa", "return")));
        assertThat(failures).hasSize(1);
        assertThat(answers()).containsExactly("nsa");
        assertThat(decisions()).filteredOn(fact -> fact.contains("\"agency\":\"nsa\"")).hasSize(1);
    }

    private void ask(String... agencies) {
        start(Map.of(), agencies);
    }

    private void start(Map<String, Object> more, String... agencies) {
        var variables = new HashMap<String, Object>(Map.of("order", "eo-test", "directive", "d", "lead", "treasury", "through", "",
            "office", "treasury", "title", "Directive", "signed", "2026-06-02"));
        variables.putAll(Map.of("approving", Spin.JSON(List.of(agencies)), "approvalSubject", "Process, version 1", "approvalText", "The whole draft."));
        variables.putAll(more);
        instance = runtime.startProcessInstanceByKey("JointApproval", key, variables).getId();
    }

    private Task task(String agency) {
        return open().stream().filter(t -> agency.equals(tasks.getVariable(t.getId(), "party"))).findFirst().orElseThrow();
    }

    private void approve(String agency) {
        people.complete(agency + ".approver", task(agency), answer("approve"));
        goOn();
    }

    private void refuse(String agency, String reason) {
        people.complete(agency + ".approver", task(agency), Map.of("approval", "return", "approvalReason", reason));
        goOn();
    }

    /** What was answered goes on, one after the other, as the engine runs the jobs of one instance; the first refusal ends the round. */
    private void goOn() {
        while (!continuing().isEmpty()) {
            management.executeJob(continuing().get(0).getId());
        }
    }

    private Callable<Void> answers(String agency, String answer) {
        var task = task(agency);
        return () -> {
            people.complete(agency + ".approver", task, answer(answer));
            return null;
        };
    }

    private static Map<String, Object> answer(String answer) {
        return answer.equals("return") ? Map.of("approval", answer, "approvalReason", "Not yet.") : Map.of("approval", answer);
    }

    private List<Task> open() {
        return people.tasks(key, "ApproveDraft");
    }

    private List<Job> continuing() {
        return management.createJobQuery().processInstanceId(instance).activityId("ApproveDraft").messages().list();
    }

    private void fire(String activity) {
        management.executeJob(management.createJobQuery().processInstanceId(instance).activityId(activity).timers().singleResult().getId());
    }

    private String end() {
        assertThat(runtime.createProcessInstanceQuery().processInstanceId(instance).count()).isZero();
        return history.createHistoricProcessInstanceQuery().processInstanceId(instance).singleResult().getEndActivityId();
    }

    private Object variable(String name) {
        return history.createHistoricVariableInstanceQuery().processInstanceId(instance).variableName(name).singleResult().getValue();
    }

    private List<String> decisions() {
        return jdbc.sql("select payload from eo.ledger_entry where business_key = ? and kind = 'decision-made' order by sequence").param(key)
            .query(String.class).list();
    }

    private List<String> answers() {
        return jdbc.sql("select party from eo.party_answer where process_instance = ? order by party").param(instance).query(String.class).list();
    }

    private List<String> mails(String occasion) {
        return jdbc.sql("select recipient from eo.outbox where split_part(key, '/', 1) = ? and split_part(key, '/', 2) = ? order by recipient")
            .params(occasion, instance).query(String.class).list();
    }
}
