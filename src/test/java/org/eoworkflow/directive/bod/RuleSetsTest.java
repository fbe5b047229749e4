package org.eoworkflow.directive.bod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.eoworkflow.platform.CannotStart;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.Http;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ByteArrayResource;

/** Which rules for remediation were in force when. */
@EngineTest
class RuleSetsTest {

    private static final String RIGHT = """
        rule-sets:
          - id: "one"
            title: "One"
            from: "2026-06-10"
            until: "2026-07-10"
            revoked-by: "two"
            applies: all
            says: "Soon."
        """;

    @LocalServerPort int port;

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", value = {
        "2019-04-28 | none", "2019-04-29 | BOD 19-02", "2021-11-02 | BOD 19-02", "2021-11-03 | BOD 19-02, BOD 22-01",
        "2026-06-09 | BOD 19-02, BOD 22-01", "2026-06-10 | cisa:BOD2604:1.0.0", "2030-01-01 | cisa:BOD2604:1.0.0"})
    void rulesHoldFromTheirFirstDayUntilTheDayOfTheirRevocation(LocalDate day, String ids) {
        assertThat(String.join(", ", new RuleSets().inForce(day).stream().map(RuleSet::id).toList())).isEqualTo(ids == null ? "" : ids);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "from: \"2026-06-10\" | from: \"June\" | cannot be read", "until: \"2026-07-10\" | until: \"2026-06-10\" | must be revoked after it began",
        "revoked-by: \"two\" | decision: \"x\" | must be revoked after it began", "applies: all | applies: some | needs id, title, from, says, and applies",
        "rule-sets: | rules: | name at least one rule set"})
    void whatIsWrongStopsTheStart(String right, String wrong, String message) {
        assertThatThrownBy(() -> read(RIGHT.replace(right, wrong))).isInstanceOf(CannotStart.class).hasMessageContaining("orders/rules/remediation.yaml: ")
            .hasMessageContaining(message);
        assertThat(RuleSets.read(new ByteArrayResource(RIGHT.getBytes(StandardCharsets.UTF_8)))).hasSize(1);
    }

    @Test
    void aRuleSetStandsOnce() {
        assertThatThrownBy(() -> read(RIGHT + RIGHT.substring("rule-sets:\n".length()))).isInstanceOf(CannotStart.class).hasMessageContaining("and each once");
    }

    @Test
    void whoeverIsSignedInSeesWhichRulesWereInForceOnADay() {
        assertThat(Http.basic(port, "gsa.staff").get("/api/rules/remediation?on=2026-06-09").body())
            .contains("\"id\":\"BOD 22-01\"", "\"until\":\"2026-06-10\"").containsPattern("\"id\":\"cisa:BOD2604:1.0.0\"[^}]*\"inForce\":false");
        assertThat(Http.basic(port, "gsa.staff").get("/api/rules/remediation").body()).containsPattern("\"id\":\"cisa:BOD2604:1.0.0\"[^}]*\"inForce\":true");
        assertThat(Http.basic(port, "gsa.staff").get("/api/rules/remediation?on=then").statusCode()).isEqualTo(400);
        assertThat(Http.stranger(port).get("/api/rules/remediation").statusCode()).isEqualTo(401);
    }

    private static void read(String yaml) {
        RuleSets.read(new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
    }
}
