package org.eoworkflow.security.spill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.eoworkflow.support.DirectiveRuns.refused;
import static org.eoworkflow.support.DirectiveRuns.with;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.spin.Spin;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.support.DirectiveRuns;
import org.eoworkflow.support.DirectiveRuns.Run;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.People;
import org.eoworkflow.support.SameMoment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@EngineTest
class SpillResponseTest {

    private static final Instant AT = Instant.parse("2026-07-02T15:00:00Z");
    private static final List<String> FORMS = List.of("contain-spill", "inform-officials", "sanitize-places", "verify-sanitization", "record-lessons");

    @Autowired SpillResponse response;
    @Autowired DirectiveRuns runs;
    @Autowired RuntimeService runtime;
    @Autowired TaskService tasks;
    @Autowired People people;
    @Autowired PlatformTransactionManager transactions;
    @Autowired JdbcClient jdbc;
    @Autowired ObjectMapper json;

    /** Each test has a place of its own. */
    private String place;

    @BeforeEach
    void aPlace() {
        place = "form draft-directive, field paperText " + UUID.randomUUID();
    }

    @Test
    void whereNothingIsLeftItIsContainedToldLearnedFromAndClosed() {
        var run = stopped();
        assertThat(run.open()).containsExactly("ContainSpill");
        run.complete("order.office", "ContainSpill", contained("no")).complete("order.office", "InformOfficials", informed());
        assertThat(run.open()).containsExactly("RecordLessons");
        run.complete("order.office", "RecordLessons", lessons());

        assertThat(run.end()).isEqualTo("SpillClosed");
        assertThat(run.facts("spill-stopped")).singleElement().asString().contains("cisa.staff", place, "banner", "2026-07-02T15:00:00Z");
        assertThat(run.facts("spill-closed")).singleElement().asString().contains("copied");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "not-known"})
    void whereSomethingMayBeLeftItIsSanitizedUntilSomebodyElseFindsItClean(String left) {
        var run = stopped().complete("order.office", "ContainSpill", contained(left)).complete("order.office", "InformOfficials", informed());
        run.complete("order.office", "SanitizePlaces", sanitized());
        refused(() -> run.complete("order.office", "VerifySanitization", Map.of("verification", "clean")), null, "you completed 'Sanitize places'");
        unclaim("VerifySanitization", run);
        run.complete("order.deputy", "VerifySanitization", Map.of("verification", "not-clean"));
        assertThat(run.open()).containsExactly("SanitizePlaces");
        run.complete("order.office", "SanitizePlaces", sanitized()).complete("order.deputy", "VerifySanitization", Map.of("verification", "clean"));
        run.complete("order.office", "RecordLessons", lessons());
        assertThat(run.end()).isEqualTo("SpillClosed");
    }

    @Test
    void theSecurityOfficerIsToldWhoWhereAndWhenAndRemindedAfterAWorkingDay() {
        var run = stopped();
        run.fireWhenDue("ContainmentLate");
        assertThat(jdbc.sql("select recipient || ' ' || html from eo.outbox where key like ? order by id").param(run.key + "%").query(String.class).list())
            .hasSize(2).allMatch(mail -> mail.startsWith("security-officer@eo.example") && mail.contains("cisa.staff") && mail.contains(place))
            .last().asString().contains("not reported as contained yet");
        assertThat(run.open()).containsExactly("ContainSpill");
    }

    // --- who, where, when, and nothing else

    @Test
    void itStartsAlthoughWhatWasStoppedIsRolledBack() {
        assertThatThrownBy(() -> new TransactionTemplate(transactions).executeWithoutResult(status -> {
            runtime.createProcessInstanceQuery().count();
            response.start("cisa.staff", place, "banner", AT);
            throw Refusal.invalid("paperText", "This looks classified.");
        })).isInstanceOf(Refusal.class);
        assertThat(started().open()).containsExactly("ContainSpill");
    }

    /** More than there are connections to the database, each held by a transaction that is rolled back. */
    @Test
    void aBurstOfThemIsStartedWithoutWaitingForConnections() throws Exception {
        SameMoment.all(IntStream.range(0, 24).<Callable<Void>>mapToObj(n -> () -> {
            new TransactionTemplate(transactions).executeWithoutResult(status -> {
                jdbc.sql("select 1").query(Integer.class).single();
                response.start(n + ".staff", place, "banner", AT);
                status.setRollbackOnly();
            });
            return null;
        }).toList());
        response.settled();
        assertThat(runtime.createProcessInstanceQuery().variableValueEquals("spillPlace", place).count()).isEqualTo(24);
    }

    @Test
    void itStartsFromWithinTheEnginesOwnCommandThatIsRefused() {
        assertThatThrownBy(() -> people.as("cisa.staff", () -> new TransactionTemplate(transactions).execute(status -> {
            response.start("cisa.staff", place, "banner", AT);
            return runtime.startProcessInstanceByKey("no-such-process");
        }))).isNotNull();
        assertThat(started().facts("spill-stopped")).hasSize(1);
    }

    @Test
    void theSameAgainIsCountedInTheResponseThatIsOpen() {
        var run = stopped();
        stopped();
        assertThat(run.variable("spillCount")).isEqualTo(2);
        assertThat(run.facts("spill-stopped")).hasSize(2);
        response.start("dhs.staff", place, "banner", AT);
        assertThat(runtime.createProcessInstanceQuery().variableValueEquals("spillPlace", place).count()).as("another account, another response").isEqualTo(2);
    }

    @Test
    void severalAtTheSameMomentAllCount() throws Exception {
        var failures = SameMoment.all(List.of(1, 2, 3, 4).stream().<Callable<Void>>map(n -> () -> {
            response.start(n + ".staff", place, "banner", AT);
            return null;
        }).toList());
        assertThat(failures).isEmpty();
        assertThat(runtime.createProcessInstanceQuery().variableValueEquals("spillPlace", place).count()).isEqualTo(4);
    }

    @Test
    void whatIsNoNameOfOursDoesNotGetIn() {
        response.start("cisa.staff", place + "\n<b>§ text</b>" + "x".repeat(300), null, AT);
        var instance = runtime.createProcessInstanceQuery().variableValueLike("spillPlace", place + "%").singleResult();
        assertThat((String) runtime.getVariable(instance.getId(), "spillPlace")).hasSizeLessThanOrEqualTo(200).doesNotContain("<", "§", "\n");
        assertThat(runtime.getVariable(instance.getId(), "spillRule")).isEqualTo("not known");
        assertThat(runtime.getVariables(instance.getId()).keySet()).as("who, where, when, and how often").containsExactlyInAnyOrder("spillAccount",
            "spillPlace", "spillRule", "spillAt", "spillAtText", "spillCount");
    }

    @Test
    void noFormHasAFieldThatCouldHoldTheContent() throws Exception {
        for (var form : FORMS) {
            fields(json.readTree(Path.of("forms", form + ".form").toFile())).forEach(type ->
                assertThat(type).as(form).isIn("group", "text", "checklist", "radio", "datetime"));
        }
    }

    @Test
    void othersThanTheOrderOfficeDoNotSeeIt() {
        var run = stopped();
        var task = people.task(run.key, "ContainSpill");
        assertThatThrownBy(() -> people.complete("cisa.staff", task, contained("no"))).isNotNull();
        assertThat(run.open()).containsExactly("ContainSpill");
    }

    // --- what is checked

    @Test
    void eachStepSaysAtLeastWhatMustBeDone() {
        var run = stopped();
        refused(() -> run.complete("order.office", "ContainSpill", with(contained("no"), "containment", Spin.JSON(List.of("device-separated")))),
            "containment", "Tell the author");
        run.complete("order.office", "ContainSpill", contained("yes"));
        refused(() -> run.complete("order.office", "InformOfficials", with(informed(), "officialsTold", Spin.JSON(List.of("custodian")))), "officialsTold",
            "Tell the security officer");
        refused(() -> run.complete("order.office", "InformOfficials", with(informed(), "officialsToldOn", runs.today().plusDays(1).toString())),
            "officialsToldOn", "today or earlier");
        run.complete("order.office", "InformOfficials", informed());
        refused(() -> run.complete("order.office", "SanitizePlaces", with(sanitized(), "sanitizedPlaces", Spin.JSON(List.of()))), "sanitizedPlaces", "");
        refused(() -> run.complete("order.office", "SanitizePlaces", with(sanitized(), "sanitizedOn", "soon")), "sanitizedOn", "");
        run.complete("order.office", "SanitizePlaces", sanitized()).complete("order.deputy", "VerifySanitization", Map.of("verification", "clean"));
        refused(() -> run.complete("order.office", "RecordLessons", with(lessons(), "spillMeasures", Spin.JSON(List.of()))), "spillMeasures", "");
        refused(() -> run.complete("order.office", "RecordLessons", with(lessons(), "spillCause", "The text was")), "spillCause", "");
    }

    private Run stopped() {
        response.start("cisa.staff", place, "banner", AT);
        return started();
    }

    private Run started() {
        response.settled();
        return runs.of(runtime.createProcessInstanceQuery().variableValueEquals("spillPlace", place).singleResult(), null);
    }

    private void unclaim(String activity, Run run) {
        people.as("order.office", () -> {
            tasks.claim(people.task(run.key, activity).getId(), null);
            return null;
        });
    }

    private static Map<String, Object> contained(String left) {
        return Map.of("containment", Spin.JSON(List.of("author-told")), "contentLeft", left);
    }

    private Map<String, Object> informed() {
        return Map.of("officialsTold", Spin.JSON(List.of("agency-security", "custodian")), "officialsToldOn", runs.today().toString());
    }

    private Map<String, Object> sanitized() {
        return Map.of("sanitizedPlaces", Spin.JSON(List.of("device")), "sanitizedBy", "erased", "sanitizedOn", runs.today().toString());
    }

    private static Map<String, Object> lessons() {
        return Map.of("spillCause", "copied", "spillMeasures", Spin.JSON(List.of("training")));
    }

    private static List<String> fields(JsonNode holder) {
        var types = new ArrayList<String>();
        holder.path("components").forEach(component -> {
            types.add(component.path("type").asText());
            types.addAll(fields(component));
        });
        return types;
    }
}
