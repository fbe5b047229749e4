package org.eoworkflow.directive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.spin.Spin;
import org.camunda.spin.json.SpinJsonNode;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.People;
import org.eoworkflow.support.SameMoment;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@EngineTest
class ConsultationTest {

    @Autowired RuntimeService runtime;
    @Autowired TaskService tasks;
    @Autowired ManagementService management;
    @Autowired HistoryService history;
    @Autowired People people;
    @Autowired JdbcClient jdbc;

    private final String key = "eo-test/" + UUID.randomUUID();
    private ProcessInstance consultation;

    @Test
    void everybodyConcursAndTheDraftProceeds() {
        consult("P3D", "omb", "ncd");
        give("omb", "concur", null);
        give("ncd", "concur-with-comment", "Name the contact point.");

        assertThat(end()).isEqualTo("ConsultationConcurred");
        assertThat(variable("consultationDecision")).isEqualTo("proceed");
        assertThat(answers()).isEqualTo("[{\"agency\":\"omb\",\"answer\":\"concur\",\"comment\":\"\"},"
            + "{\"agency\":\"ncd\",\"answer\":\"concur-with-comment\",\"comment\":\"Name the contact point.\"}]");
        assertThat(facts("consultation-answered")).containsExactly("omb.staff", "ncd.staff");
    }

    @Test
    void eachPartyIsInvitedByMailWithTheTimeAtWhichTheWindowCloses() {
        consult(null, "omb", "apnsa", "omb");

        assertThat(people.tasks(key, "GiveView")).hasSize(2).allSatisfy(task -> assertThat(task.getDueDate()).isNotNull());
        var mails = jdbc.sql("select recipient, html from eo.outbox where key = ?").param("consultation/" + consultation.getId())
            .query().listOfRows();
        assertThat(mails).hasSize(2).allSatisfy(mail -> assertThat((String) mail.get("html")).contains("&lt;Draft&gt;", "5:00 PM ET"));
    }

    @Test
    void silenceIsRecordedWhenTheWindowCloses() {
        consult("P3D", "omb", "apnsa");
        give("omb", "no-comment", null);
        closeWindow();

        assertThat(end()).isEqualTo("ConsultationConcurred");
        assertThat(answers()).contains("{\"agency\":\"apnsa\",\"answer\":\"no-response\",\"comment\":\"\"}");
        assertThat(facts("consultation-unanswered")).containsExactly("system");
        assertThat(people.tasks(key, "GiveView")).isEmpty();
    }

    @RepeatedTest(3)
    void theLastTwoViewsComeAtTheSameMomentAndNobodyHasToAnswerTwice() throws Exception {
        consult("P3D", "omb", "ncd");
        assertThat(SameMoment.all(List.of(gives("omb"), gives("ncd")))).isEmpty();
        SameMoment.run(management, this::continuing);

        assertThat(end()).isEqualTo("ConsultationConcurred");
        assertThat(facts("consultation-answered")).containsExactlyInAnyOrder("omb.staff", "ncd.staff");
    }

    /** Whoever was first is heard: either the answer, or the window's close without it. */
    @RepeatedTest(3)
    void theLastViewComesAsTheWindowCloses() throws Exception {
        consult("P3D", "omb", "ncd");
        give("omb", "concur", null);
        var timer = management.createJobQuery().processInstanceId(consultation.getId()).timers().singleResult().getId();
        var failures = SameMoment.all(List.of(gives("ncd"), () -> {
            management.executeJob(timer);
            return null;
        }));
        SameMoment.run(management, this::continuing);

        assertThat(failures.size()).isLessThanOrEqualTo(1);
        assertThat(end()).isEqualTo("ConsultationConcurred");
        assertThat(answers()).satisfiesAnyOf(answers -> assertThat(answers).contains("\"ncd\",\"answer\":\"concur\""),
            answers -> assertThat(answers).contains("\"ncd\",\"answer\":\"no-response\""));
        assertThat(facts("consultation-answered").size() + facts("consultation-unanswered").size()).as("ncd is counted once").isEqualTo(2);
    }

    private Callable<Void> gives(String agency) {
        var task = viewOf(agency);
        return () -> {
            people.complete(agency + ".staff", task, Map.of("view", "concur"));
            return null;
        };
    }

    @Test
    void everyNonConcurrenceIsAnsweredBeforeTheApproverDecidesToProceed() {
        consult("P3D", "omb", "ncd");
        give("omb", "non-concur", "Too costly.");
        give("ncd", "concur", null);

        Task task = people.task(key, "AnswerNonConcurrences");
        assertThat(tasks.getVariable(task.getId(), "nonConcurrences").toString())
            .isEqualTo("[{\"agency\":\"OMB\",\"comment\":\"Too costly.\",\"answer\":\"\"}]");
        assertThatThrownBy(() -> people.complete("cisa.staff", task, Map.of("nonConcurrences", Spin.JSON(List.of()))))
            .satisfies(thrown -> assertThat(Refusal.in(thrown)).hasMessageContaining("Answer the non-concurrence of OMB"));
        answer("omb", "OMB", "Costs are now phased.");
        decide("proceed");

        assertThat(end()).isEqualTo("ConsultationProceeds");
        assertThat(variable("consultationDecision")).isEqualTo("proceed");
        assertThat(jdbc.sql("select html from eo.outbox where key = ?").param("consultation-decided/" + consultation.getId())
            .query(String.class).list()).singleElement().asString().contains("Costs are now phased.", "The draft proceeds.");
    }

    @Test
    void anObjectionMaySendTheDraftBack() {
        consult("P3D", "apnsa");
        give("apnsa", "non-concur", "Not now.");
        answer("apnsa", acronym("apnsa"), "Agreed.");
        decide("revise");

        assertThat(end()).isEqualTo("ConsultationRevises");
        assertThat(variable("consultationDecision")).isEqualTo("revise");
    }

    @Test
    void nobodyToConsultProceedsAtOnceAndIsRecorded() {
        consult("P3D");

        assertThat(end()).isEqualTo("NobodyConsulted");
        assertThat(variable("consultationDecision")).isEqualTo("proceed");
        assertThat(answers()).isEqualTo("[]");
        assertThat(jdbc.sql("select payload from eo.ledger_entry where business_key = ? and kind = 'note'").param(key).query(String.class).list())
            .singleElement().asString().contains("nobody to consult");
    }

    @Test
    void anObjectionWithoutACommentIsRefused() {
        consult("P3D", "omb");
        assertThatThrownBy(() -> give("omb", "non-concur", " "))
            .satisfies(thrown -> assertThat(Refusal.in(thrown)).isNotNull());
        assertThat(people.tasks(key, "GiveView")).hasSize(1);
        assertThat(jdbc.sql("select count(*) from eo.consultation_view where process_instance = ?").param(consultation.getId())
            .query(Integer.class).single()).isZero();
    }

    @Test
    void aPartyReadsWhatIsPutBeforeItAndNotWhatAnotherAnswered() {
        consult("P3D", "omb", "ncd");
        give("omb", "concur-with-comment", "For the lead's eyes.");

        var mine = people.as("ncd.staff", () -> tasks.createTaskQuery().processInstanceBusinessKey(key).list());
        assertThat(mine).singleElement().satisfies(task -> {
            var visible = tasks.getVariables(task.getId());
            assertThat(visible).containsKeys("consultationSubject", "consultationText");
            assertThat(visible.toString()).doesNotContain("For the lead's eyes.");
        });
        assertThat(people.as("ncd.staff", () -> runtime.createProcessInstanceQuery().processInstanceBusinessKey(key).count())).isZero();
    }

    @Test
    void anUnknownPartyIsNamed() {
        assertThatThrownBy(() -> consult("P3D", "omb", "nobody-such"))
            .satisfies(thrown -> assertThat(Refusal.in(thrown)).hasMessageContaining("'nobody-such'"));
    }

    @Test
    void aWindowWithoutAWorkingDayIsRefused() {
        for (String window : List.of("P0D", "PT5H", "soon", "P1M")) {
            assertThatThrownBy(() -> consult(window, "omb"))
                .satisfies(thrown -> assertThat(Refusal.in(thrown)).hasMessageContaining("at least one working day"));
        }
    }

    private void consult(String window, String... parties) {
        Map<String, Object> variables = new HashMap<>(Map.of("order", "eo-test", "directive", "d", "lead", "dhs", "through", "cisa",
            "office", "cisa", "title", "Directive", "signed", "2026-06-02", "consulted", Spin.JSON(List.of(parties)),
            "consultationSubject", "<Draft> of BOD 26-04", "consultationText", "The whole draft."));
        variables.put("consultationWindow", window);
        consultation = runtime.startProcessInstanceByKey("InteragencyConsultation", key, variables);
    }

    private void give(String agency, String view, String comment) {
        people.complete(agency + ".staff", viewOf(agency), comment == null ? Map.of("view", view) : Map.of("view", view, "viewComment", comment));
        continuing().forEach(job -> management.executeJob(job.getId()));
    }

    private List<Job> continuing() {
        return management.createJobQuery().processInstanceId(consultation.getId()).messages().list();
    }

    private Task viewOf(String agency) {
        return people.tasks(key, "GiveView").stream().filter(t -> agency.equals(tasks.getVariable(t.getId(), "party"))).findFirst().orElseThrow();
    }

    private void answer(String agency, String acronym, String answer) {
        Task task = people.task(key, "AnswerNonConcurrences");
        SpinJsonNode rows = (SpinJsonNode) tasks.getVariable(task.getId(), "nonConcurrences");
        rows.elements().stream().filter(row -> row.prop("agency").stringValue().equals(acronym)).forEach(row -> row.prop("answer", answer));
        people.complete("cisa.staff", task, Map.of("nonConcurrences", rows));
    }

    private String acronym(String agency) {
        SpinJsonNode rows = (SpinJsonNode) tasks.getVariable(people.task(key, "AnswerNonConcurrences").getId(), "nonConcurrences");
        return rows.elements().get(0).prop("agency").stringValue();
    }

    private void decide(String decision) {
        people.complete("cisa.approver", key, "DecideObjections", Map.of("consultationDecision", decision, "consultationReason", "Weighed."));
    }

    private void closeWindow() {
        management.executeJob(management.createJobQuery().processInstanceId(consultation.getId()).timers().singleResult().getId());
    }

    private String end() {
        assertThat(runtime.createProcessInstanceQuery().processInstanceId(consultation.getId()).count()).isZero();
        return history.createHistoricProcessInstanceQuery().processInstanceId(consultation.getId()).singleResult().getEndActivityId();
    }

    private Object variable(String name) {
        return history.createHistoricVariableInstanceQuery().processInstanceId(consultation.getId()).variableName(name).singleResult().getValue();
    }

    private String answers() {
        return variable("consultationAnswers").toString();
    }

    private List<String> facts(String kind) {
        return jdbc.sql("select account from eo.ledger_entry where business_key = ? and kind = ? order by sequence").params(key, kind)
            .query(String.class).list();
    }
}
