package org.eoworkflow.model.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that a designer runs before handing a model over. */
class LintModelsTest {

    private static final Path MODEL = Path.of("processes", "dod-systems-defense.bpmn");

    @TempDir Path folder;

    private record Outcome(int code, String out, String err) {
    }

    @Test
    void theModelsAndOrdersOfTheProjectAreRight() {
        assertThat(run("processes", "orders")).isEqualTo(new Outcome(0,
            "no errors, no warnings in %d models and %d files of orders.%n".formatted(files("processes", ".bpmn"), files("orders", ".yaml")), ""));
    }

    @Test
    void aWrongModelIsToldByFileLineElementAndWhatToDo() throws IOException {
        var wrong = write("wrong.bpmn", Files.readString(MODEL).replaceFirst(" camunda:candidateGroups=\"[^\"]*\"", "").replaceFirst("name=\"Assess posture\"", "name=\"Posture\""));
        var outcome = run(wrong);
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out().lines()).anyMatch(line -> line.matches(".*wrong\\.bpmn:\\d+: element 'AssessPosture' has no candidate group: say who does it, "
                + "such as \\$\\{office}-staff \\(user-task-is-for-somebody\\)"))
            .anyMatch(line -> line.matches(".*wrong\\.bpmn:\\d+: element 'AssessPosture' is named 'Posture': begin with a verb .* \\(warning names\\)"))
            .endsWith("1 error, 1 warning in 1 model.");
    }

    @Test
    void whereOnlyWarningsAreFoundNothingStandsInTheWayOfADeployment() throws IOException {
        var outcome = run(write("plain.bpmn", Files.readString(MODEL).replace("name=\"Assess posture\"", "name=\"Posture\"")));
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains("no errors, 1 warning in 1 model.");
    }

    @Test
    void aNewFormAndANewDecisionAreFoundBesideTheModel() throws IOException {
        var model = Files.readString(MODEL).replaceFirst("camunda:formRef=\"assess-posture\"", "camunda:formRef=\"rate-posture\"");
        assertThat(run(write("new/model.bpmn", model)).out()).contains("element 'AssessPosture' takes the form 'rate-posture', which does not exist.", "(what-is-named-exists)");
        write("new/rate-posture.form", "{\"id\":\"rate-posture\",\"components\":[]}");
        assertThat(run(folder.resolve("new").toString())).isEqualTo(new Outcome(0, "no errors, no warnings in 1 model.%n".formatted(), ""));

        var asking = model.replaceFirst("<bpmn:serviceTask id=\"ReleaseOrder\"", "<bpmn:businessRuleTask camunda:decisionRef=\"Rating\" id=\"ReleaseOrder\"");
        asking = asking.substring(0, asking.indexOf("ReleaseOrder\"")) + asking.substring(asking.indexOf("ReleaseOrder\"")).replaceFirst("</bpmn:serviceTask>", "</bpmn:businessRuleTask>");
        write("new/model.bpmn", asking);
        assertThat(run(folder.resolve("new").toString()).out()).contains("element 'ReleaseOrder' evaluates the decision 'Rating', which does not exist.");
        write("new/rating.dmn", "<definitions><decision id=\"Rating\"/></definitions>");
        assertThat(run(folder.resolve("new").toString()).code()).isZero();
    }

    /** A new directive: its order names the process, which only the given model has. */
    @Test
    void aNewOrderAndItsModelAreHeldAgainstEachOther() throws IOException {
        var order = Files.readString(Path.of("orders", "eo-14409.yaml")).replace("process: DodSystemsDefense", "process: DefenseOfSystems");
        write("orders/eo-14409.yaml", order);
        var model = Files.readString(MODEL).replace("\"DodSystemsDefense\"", "\"DefenseOfSystems\"");
        write("processes/defense-of-systems.bpmn", model);

        assertThat(run(folder.resolve("orders").toString())).satisfies(outcome -> {
            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.out()).contains("names process 'DefenseOfSystems', which is not deployed. ", "(catalogue)", "mend the orders first");
        });
        assertThat(run(folder.toString(), folder.resolve("orders").toString())).isEqualTo(new Outcome(0,
            "no errors, no warnings in 1 model and 1 file of orders.%n".formatted(), ""));

        write("processes/defense-of-systems.bpmn", model.replace("'P30D'", "'P40D'"));
        assertThat(run(folder.toString(), folder.resolve("orders").toString()).out())
            .contains("waits for P40D, but directive 'dod-systems-defense' of order 'eo-14409' has P30D. Let the model say what the order says. (period-is-the-orders)");
    }

    @Test
    void theOrderInTheDocumentationIsRight() throws IOException {
        var page = Files.readString(Path.of("docs", "designers.md"));
        var order = write("eo-90001.yaml", page.substring(page.indexOf("```yaml\n") + 8, page.indexOf("```\n", page.indexOf("```yaml\n") + 8)));
        assertThat(run(order)).isEqualTo(new Outcome(0, "no errors, no warnings in no models and 1 file of orders.%n".formatted(), ""));
    }

    @Test
    void whatCannotBeLookedAtIsSaidAndNothingElse() throws IOException {
        assertThat(run("nowhere")).isEqualTo(new Outcome(2, "", "There is no file or folder nowhere.%n".formatted()));
        assertThat(run()).isEqualTo(new Outcome(2, "", ("There is no model and no order to look at. Name files or folders: "
            + "java -jar eo-workflow.jar lint [--sarif findings.sarif] processes forms orders%n").formatted()));
        assertThat(run("forms").err()).startsWith("There is no model and no order to look at.");
        assertThat(run("README.md").err()).startsWith("README.md is no model (.bpmn), decision (.dmn), form (.form) or order (.yaml).");
        assertThat(run("--json", "processes").err()).startsWith("'--json' cannot be told from a file.");
        assertThat(run("--sarif", folder.resolve("no/such.sarif").toString(), MODEL.toString())).satisfies(outcome -> {
            assertThat(outcome.code()).isEqualTo(2);
            assertThat(outcome.err()).startsWith("A file cannot be read or written: ");
        });
    }

    @Test
    void whatIsNoModelIsAFindingWithItsLine() throws IOException {
        assertThat(run(write("broken.bpmn", "<bpmn>\n<a></bpmn>")).out()).containsPattern("broken\\.bpmn:2: is no valid XML\\. .* \\(readable\\)");
    }

    @Test
    void sarifHasWhatCodeHostsAskFor() throws IOException {
        var sarif = folder.resolve("findings.sarif");
        var wrong = write("my models/wrong.bpmn", Files.readString(MODEL).replaceFirst(" camunda:candidateGroups=\"[^\"]*\"", ""));
        assertThat(run("--sarif", sarif.toString(), wrong).code()).isEqualTo(1);

        var written = new ObjectMapper().readTree(sarif.toFile());
        assertThat(written.path("version").asText()).isEqualTo("2.1.0");
        var run = written.path("runs").path(0);
        assertThat(run.path("tool").path("driver").path("name").asText()).isEqualTo("eo-workflow lint");
        var rules = run.path("tool").path("driver").path("rules");
        assertThat(rules).hasSameSizeAs(Linter.rules()).allSatisfy(rule -> {
            assertThat(rule.path("id").asText()).matches("[a-z-]+");
            assertThat(List.of("shortDescription", "fullDescription", "help")).allSatisfy(text -> assertThat(rule.path(text).path("text").asText()).isNotBlank());
            assertThat(rule.path("defaultConfiguration").path("level").asText()).isIn("error", "warning");
        });
        assertThat(run.path("results")).singleElement().satisfies(result -> {
            assertThat(result.path("ruleId").asText()).isEqualTo("user-task-is-for-somebody");
            assertThat(rules.path(result.path("ruleIndex").asInt()).path("id").asText()).isEqualTo("user-task-is-for-somebody");
            assertThat(result.path("level").asText()).isEqualTo("error");
            assertThat(result.path("message").path("text").asText()).startsWith("element 'AssessPosture' has no candidate group");
            assertThat(result.path("partialFingerprints")).isNotEmpty();
            var location = result.path("locations").path(0);
            assertThat(location.path("physicalLocation").path("artifactLocation").path("uri").asText()).endsWith("/my%20models/wrong.bpmn");
            assertThat(location.path("physicalLocation").path("region").path("startLine").asInt()).isGreaterThan(1);
            assertThat(location.path("logicalLocations").path(0).path("name").asText()).isEqualTo("AssessPosture");
        });
    }

    @Test
    void aFileBelowIsNamedRelativelyInSarifAndACleanRunHasNoResults() throws IOException {
        var sarif = folder.resolve("findings.sarif");
        run("--sarif", sarif.toString(), MODEL.toAbsolutePath().toString());
        assertThat(results(sarif)).isEmpty();

        var below = Files.createTempFile(Path.of("target"), "wrong", ".bpmn");
        Files.writeString(below, "<bpmn/>");
        run("--sarif", sarif.toString(), below.toAbsolutePath().toString());
        assertThat(results(sarif)).singleElement().satisfies(result -> assertThat(result.path("locations").path(0).path("physicalLocation").path("artifactLocation")
            .path("uri").asText()).isEqualTo("target/" + below.getFileName()));
        Files.delete(below);
    }

    private static JsonNode results(Path sarif) throws IOException {
        return new ObjectMapper().readTree(sarif.toFile()).path("runs").path(0).path("results");
    }

    private String write(String file, String text) throws IOException {
        var path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text).toString();
    }

    private static long files(String directory, String ending) {
        try (var files = Files.walk(Path.of(directory), ending.equals(".yaml") ? 1 : 9)) {
            return files.filter(file -> file.toString().endsWith(ending)).count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Outcome run(String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int code = LintModels.run(List.of(arguments), new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
