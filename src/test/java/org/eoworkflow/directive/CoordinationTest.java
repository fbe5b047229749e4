package org.eoworkflow.directive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.eoworkflow.support.DirectiveRuns.refused;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.camunda.spin.Spin;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.People;
import org.eoworkflow.support.SameMoment;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** "In coordination with": every named agency agrees, or the principals resolve it, or the draft changes. */
@EngineTest
class CoordinationTest {

    @Autowired RuntimeService runtime;
    @Autowired TaskService tasks;
    @Autowired ManagementService management;
    @Autowired HistoryService history;
    @Autowired People people;
    @Autowired JdbcClient jdbc;

    private final String key = "eo-test/" + UUID.randomUUID();
    private String instance;

    @Test
    void everybodyAgreesAndTheDraftStands() {
        coordinate("ncd", "cisa", "ncd");
        assertThat(people.tasks(key, "GivePosition")).as("each once").hasSize(2).allSatisfy(task -> assertThat(task.getDueDate()).isNotNull());
        give("ncd", "agree");
        give("cisa", "agree-with-comment");

        assertThat(end()).isEqualTo("CoordinationAgreed");
        assertThat(variable("coordinationDecision")).isEqualTo("agreed");
        assertThat(variable("coordinationAnswers").toString()).contains("Office of the National Cyber Director", "Agrees with comment", "Name the contact.");
        assertThat(facts("position-given")).hasSize(2);
        assertThat(mails("coordination")).containsExactly("directives@cisa.example", "directives@ncd.example");
    }

    @Test
    void aDisagreementGoesToThePrincipalsAndComesBackResolved() {
        coordinate("ncd", "cisa");
        give("ncd", "agree");
        give("cisa", "disagree");
        assertThat(open()).containsExactly("RecordResolution");
        resolve("omb.approver", "agreed");

        assertThat(end()).isEqualTo("CoordinationResolved");
        assertThat(variable("coordinationDecision")).isEqualTo("agreed");
        assertThat(variable("coordinationAnswers").toString()).contains("The contact is named in the annex.");
        assertThat(facts("decision-made")).singleElement().asString().contains("The contact is named in the annex.", "Name the contact.");
        assertThat(mails("coordination-resolved")).containsExactly("directives@cisa.example");
    }

    @Test
    void orTheDraftChanges() {
        coordinate("ncd", "cisa");
        give("ncd", "agree");
        give("cisa", "disagree");
        resolve("omb.approver", "revise");

        assertThat(end()).isEqualTo("CoordinationRevises");
        assertThat(variable("coordinationDecision")).isEqualTo("revise");
    }

    @Test
    void eachDisagreementIsResolvedOnItsOwn() {
        coordinate("ncd", "cisa");
        give("ncd", "disagree");
        give("cisa", "disagree");
        refused(() -> resolve("omb.approver", "agreed"), "disagreements", "Say how the disagreement of Office of the National Cyber Director is resolved.");
        refused(() -> people.complete("omb.approver", key, "RecordResolution", Map.of("disagreements", Spin.JSON(List.of()))), "coordinationDecision", "");
        assertThat(open()).containsExactly("RecordResolution");
    }

    @Test
    void whoPreparedTheDraftDoesNotRecordHowItWasResolved() {
        coordinate("cisa");
        give("cisa", "disagree");
        var resolution = people.task(key, "RecordResolution");
        runtime.setVariable(resolution.getExecutionId(), "preparedBy", "GivePosition");
        assertThatThrownBy(() -> people.complete("cisa.staff", resolution, resolution("agreed"))).isInstanceOf(AuthorizationException.class);
        refused(() -> people.as("admin", () -> {
            tasks.setAssignee(resolution.getId(), "cisa.staff");
            tasks.complete(resolution.getId(), resolution("agreed"));
            return null;
        }), null, "you prepared the draft");
    }

    @Test
    void silenceIsChasedAndToldToTheHeadsAndNeverCountedAsAgreement() {
        coordinate("ncd", "cisa");
        give("ncd", "agree");
        fire("PositionsLate");
        assertThat(mails("coordination-chased")).containsExactly("directives@cisa.example");
        fire("PositionsMissing");
        assertThat(mails("coordination-escalated")).containsExactly("directives@omb.example", "head@cisa.example");

        assertThat(open()).containsExactly("GivePosition");
        give("cisa", "agree");
        assertThat(end()).isEqualTo("CoordinationAgreed");
    }

    @Test
    void nobodyToCoordinateWithIsRecordedAndTheDraftStands() {
        coordinate();
        assertThat(end()).isEqualTo("NobodyCoordinated");
        assertThat(variable("coordinationDecision")).isEqualTo("agreed");
        assertThat(facts("note")).singleElement().asString().contains("nobody to coordinate with");
    }

    @Test
    void anUnknownAgencyIsNamed() {
        refused(() -> coordinate("ncd", "nobody-such"), "coordinating", "'nobody-such'");
    }

    @Test
    void anAgencyAnswersForItselfOnceAndWithItsReason() {
        coordinate("ncd", "cisa");
        var ofCisa = task("cisa");
        assertThatThrownBy(() -> people.complete("ncd.staff", ofCisa, Map.of("position", "agree"))).isInstanceOf(AuthorizationException.class);
        refused(() -> people.complete("admin", ofCisa, Map.of("position", "agree")), null, "is given by its staff");
        refused(() -> people.complete("ncd.staff", task("ncd"), Map.of("position", "disagree", "positionComment", " ")), "positionComment", "");
        refused(() -> people.complete("ncd.staff", task("ncd"), Map.of("position", "perhaps")), "position", "");
        assertThat(answers()).isEmpty();
    }

    @Test
    void anAgencyReadsTheDraftAndNotWhatAnotherAnswered() {
        coordinate("ncd", "cisa");
        give("ncd", "agree-with-comment");

        var mine = people.as("cisa.staff", () -> tasks.createTaskQuery().processInstanceBusinessKey(key).list());
        assertThat(mine).singleElement().satisfies(task -> {
            var visible = tasks.getVariables(task.getId());
            assertThat(visible).containsKeys("coordinationSubject", "coordinationText");
            assertThat(visible.toString()).doesNotContain("Name the contact.");
        });
        assertThat(people.as("cisa.staff", () -> runtime.createProcessInstanceQuery().processInstanceBusinessKey(key).count())).isZero();
    }

    @RepeatedTest(3)
    void theLastTwoAnswersComeAtTheSameMoment() throws Exception {
        coordinate("ncd", "cisa", "nsa");
        give("nsa", "agree");
        var failures = SameMoment.all(List.of(gives("ncd", "agree"), gives("cisa", "disagree")));

        assertThat(failures).as("nobody's answer is refused for another's").isEmpty();
        SameMoment.run(management, this::continuing);
        assertThat(answers()).containsExactly("cisa", "ncd", "nsa");
        assertThat(open()).containsExactly("RecordResolution");
        assertThat(people.tasks(key, "RecordResolution")).hasSize(1);
    }

    @RepeatedTest(3)
    void twoOfOneAgencyAnswerAtTheSameMomentAndOneCounts() throws Exception {
        coordinate("dod", "cisa");
        var one = task("dod");
        var failures = SameMoment.all(List.of(completes("dod.staff", one, "agree"), completes("dod.counsel", one, "disagree")));

        assertThat(failures).hasSize(1);
        assertThat(answers()).containsExactly("dod");
        assertThat(facts("position-given")).hasSize(1);
    }

    @RepeatedTest(5)
    void anAnswerComesAsTheChaserFires() throws Exception {
        coordinate("ncd", "cisa");
        give("ncd", "agree");
        String chaser = timer("PositionsLate").getId();
        var failures = SameMoment.all(List.of(gives("cisa", "agree"), () -> {
            management.executeJob(chaser);
            return null;
        }));
        assertThat(failures.size()).as("at most one of the two gives way: " + failures).isLessThanOrEqualTo(1);
        assertThat(failures).allSatisfy(failure -> assertThat(failure).isInstanceOf(OptimisticLockingException.class));
        if (timer("PositionsLate") != null) {
            management.executeJob(chaser);
        }
        if (answers().size() < 2) {
            give("cisa", "agree");
        }
        SameMoment.run(management, this::continuing);

        assertThat(facts("position-given")).hasSize(2);
        assertThat(facts("note")).filteredOn(note -> note.contains("coordination chased")).hasSize(1);
        assertThat(end()).isEqualTo("CoordinationAgreed");
    }

    private void coordinate(String... agencies) {
        instance = runtime.startProcessInstanceByKey("InteragencyCoordination", key, Map.of("order", "eo-test", "directive", "d", "lead", "omb",
            "through", "", "office", "omb", "title", "Directive", "signed", "2026-06-02", "coordinating", Spin.JSON(List.of(agencies)),
            "coordinationSubject", "List of programs", "coordinationText", "The whole list.")).getId();
    }

    private Task task(String agency) {
        return people.tasks(key, "GivePosition").stream().filter(t -> agency.equals(tasks.getVariable(t.getId(), "party"))).findFirst().orElseThrow();
    }

    private void give(String agency, String position) {
        people.complete(agency + ".staff", task(agency), position(position));
        continuing().forEach(job -> management.executeJob(job.getId()));
    }

    private Callable<Void> gives(String agency, String position) {
        return completes(agency + ".staff", task(agency), position);
    }

    private Callable<Void> completes(String account, Task task, String position) {
        return () -> {
            people.complete(account, task, position(position));
            return null;
        };
    }

    private static Map<String, Object> position(String position) {
        return position.equals("agree") ? Map.of("position", position) : Map.of("position", position, "positionComment", "Name the contact.");
    }

    private void resolve(String account, String decision) {
        people.complete(account, key, "RecordResolution", resolution(decision));
    }

    private static Map<String, Object> resolution(String decision) {
        return Map.of("coordinationDecision", decision, "disagreements", Spin.JSON(List.of(Map.of("agency",
            "Cybersecurity and Infrastructure Security Agency", "comment", "Name the contact.", "resolution", "The contact is named in the annex."))));
    }

    private List<Job> continuing() {
        return management.createJobQuery().processInstanceId(instance).activityId("GivePosition").messages().list();
    }

    private Job timer(String activity) {
        return management.createJobQuery().processInstanceId(instance).activityId(activity).timers().singleResult();
    }

    private void fire(String activity) {
        management.executeJob(timer(activity).getId());
    }

    private List<String> open() {
        return tasks.createTaskQuery().processInstanceBusinessKey(key).list().stream().map(Task::getTaskDefinitionKey).distinct().toList();
    }

    private String end() {
        assertThat(runtime.createProcessInstanceQuery().processInstanceId(instance).count()).isZero();
        return history.createHistoricProcessInstanceQuery().processInstanceId(instance).singleResult().getEndActivityId();
    }

    private Object variable(String name) {
        return history.createHistoricVariableInstanceQuery().processInstanceId(instance).variableName(name).singleResult().getValue();
    }

    private List<String> facts(String kind) {
        return jdbc.sql("select payload from eo.ledger_entry where business_key = ? and kind = ? order by sequence").params(key, kind)
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
