package org.eoworkflow.security.spill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.RuntimeService;
import org.eoworkflow.support.EngineTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What stopped a start is answered by the next one that comes about. */
@EngineTest
class FilesAtStartTest {

    @Autowired FilesAtStart files;
    @Autowired SpillResponse response;
    @Autowired RuntimeService runtime;
    @Autowired JdbcClient jdbc;

    private final String name = "orders/" + UUID.randomUUID() + ".yaml";

    @Test
    void whatStoppedAStartHasItsResponseAfterTheNext() {
        assertThat(files.marked(Map.of(name, "order: a\n(S) The zqstarted fence.\nb: c\n"))).singleElement().asString()
            .startsWith(name + ":2: carries what looks like a marking of classified content (rule 'portion mark').").doesNotContain("zqstarted");
        assertThat(responses()).isZero();

        files.respond();
        response.settled();
        assertThat(responses()).isEqualTo(1);
        files.respond();
        response.settled();
        assertThat(runtime.getVariable(runtime.createProcessInstanceQuery().variableValueEquals("spillPlace", place()).singleResult().getId(), "spillCount")).isEqualTo(1);
        assertThat(jdbc.sql("select count(*) from eo.spill_at_start where place like '%' || ? || '%'").param(name).query(Integer.class).single()).isZero();
    }

    private String place() {
        return "file at the start, " + name + " line 2";
    }

    private long responses() {
        return runtime.createProcessInstanceQuery().variableValueEquals("spillPlace", place()).variableValueEquals("spillAccount", "system").count();
    }

    @Test
    void whatIsCleanIsNotRemembered() {
        assertThat(files.marked(Map.of(name, "order: a\nsummary: the agency(s)\n"))).isEmpty();
        assertThat(jdbc.sql("select count(*) from eo.spill_at_start").query(Integer.class).single()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"'SECRET//NOFORN', 1", "'a¶SECRET//NOFORN¶b', 2", "'a¶b¶the SECRET//¶NOFORN', 4", "'a¶b¶SECRET¶c', 3", "'a¶NATIONAL SECURITY INFORMATION¶Unauthorized disclosure subject to', 3"})
    void theLineIsThatInWhichTheMarkEnds(String text, int line) {
        assertThat(files.marked(Map.of(name, text.replace('¶', '\n')))).singleElement().satisfies(problem -> assertThat(problem.line()).isEqualTo(line));
        jdbc.sql("delete from eo.spill_at_start").update();
    }
}
