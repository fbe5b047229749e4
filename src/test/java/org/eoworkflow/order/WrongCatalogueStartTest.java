package org.eoworkflow.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A start with a wrong catalogue, in a process of its own as an operator sees it. */
class WrongCatalogueStartTest {

    @TempDir Path folder;

    @Test
    void stopsWithEveryErrorAndNothingDeployed() throws Exception {
        var order = Files.readString(Path.of("orders", "eo-14409.yaml"));
        var wrong = order.replace("process: BindingOperationalDirectives", "process: BindingOperationalDirektives")
            .replaceFirst("lead: opm", "lead: opn");
        Files.createDirectory(folder.resolve("orders"));
        Files.writeString(folder.resolve("orders/wrong.yaml"), wrong);
        Files.copy(Path.of("orders", "fceb-agencies.yaml"), folder.resolve("orders/fceb-agencies.yaml"));

        var start = start("--eo.orders=" + folder.resolve("orders").toUri(), "--eo.data=" + folder.resolve("data"));

        assertThat(start.exitCode).isEqualTo(1);
        assertThat(start.errors).contains("The catalogue of orders is wrong, so nothing was started.",
            "orders/wrong.yaml:%d: directive 'binding-operational-directives' names process 'BindingOperationalDirektives', which is not deployed. Did you mean 'BindingOperationalDirectives'?"
                .formatted(line(wrong, "Direktives")),
            "orders/wrong.yaml:%d: directive 'tech-force-expansion' has the lead 'opn', which is no agency of the catalogue. Did you mean 'opm'?"
                .formatted(line(wrong, "lead: opn"))).doesNotContain("\tat ");
        assertThat(engineTables()).isZero();
    }

    @Test
    void aPlaceWithoutOrdersIsNamed() throws Exception {
        var start = start("--eo.orders=" + folder.resolve("nowhere").toUri(), "--eo.data=" + folder.resolve("data"));

        assertThat(start.exitCode).isEqualTo(1);
        assertThat(start.errors).contains("eo.orders:1: names '" + folder.resolve("nowhere").toUri(),
            "Name a folder of YAML files or a pattern such as 'file:./orders/*.yaml'.").doesNotContain("\tat ");
    }

    @Test
    void anOrderThatLooksClassifiedIsNamedByItsLineAndNotRepeated() throws Exception {
        var order = Files.readString(Path.of("orders", "eo-14409.yaml")).replaceFirst("summary: ", "summary: (S) zqordered ");
        Files.createDirectory(folder.resolve("orders"));
        Files.writeString(folder.resolve("orders/marked.yaml"), order);

        var start = start("--eo.orders=" + folder.resolve("orders").toUri(), "--eo.data=" + folder.resolve("data"));

        assertThat(start.exitCode).isEqualTo(1);
        assertThat(start.errors).contains("orders/marked.yaml:%d: carries what looks like a marking of classified content (rule 'portion mark')"
            .formatted(line(order, "(S) zqordered"))).doesNotContain("zqordered", "\tat ");
        assertThat(Files.readString(folder.resolve("output.txt"))).doesNotContain("zqordered");
    }

    @Test
    void aModelFromElsewhereThatLooksClassifiedIsNamedByItsLineAndNotRepeated() throws Exception {
        var model = Files.readString(Path.of("processes", "inform-order.bpmn")).replaceFirst("<bpmn:documentation>", "<bpmn:documentation>(S) zqmodelled ");
        var file = Files.writeString(folder.resolve("own.bpmn"), model);

        var start = start("--camunda.bpm.deployment-resource-pattern=classpath*:processes/**/*.bpmn,file:" + folder + "/*.bpmn", "--eo.data=" + folder.resolve("data"));

        assertThat(start.exitCode).isEqualTo(1);
        assertThat(start.errors).contains("%s:%d: carries what looks like a marking of classified content (rule 'portion mark')"
            .formatted(file, line(model, "(S) zqmodelled"))).doesNotContain("zqmodelled", "\tat ");
        assertThat(Files.readString(folder.resolve("output.txt"))).doesNotContain("zqmodelled");
        assertThat(engineTables()).isZero();
    }

    @Test
    void aWrongFileOfSpillRulesStopsTheStart() throws Exception {
        Files.writeString(folder.resolve("own.yaml"), "rules:\n  - { id: own, name: own, where: anywhere, pattern: '(' }\n");

        var start = start("--eo.spill.rules=" + folder.resolve("own.yaml"), "--eo.data=" + folder.resolve("data"));

        assertThat(start.exitCode).isEqualTo(1);
        assertThat(start.errors).contains("The rules of the spill guard are wrong, so nothing was started.",
            "own.yaml:2: rule 'own' has a 'pattern' that is no regular expression: unclosed group.").doesNotContain("\tat ");
    }

    private record Start(int exitCode, String errors) {
    }

    private Start start(String... settings) throws Exception {
        var classpath = Arrays.stream(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")).split(File.pathSeparator))
            .filter(entry -> !entry.endsWith("test-classes")).collect(Collectors.joining(File.pathSeparator));
        var errors = folder.resolve("errors.txt");
        var builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp", classpath,
            "org.eoworkflow.EoWorkflow", "--spring.profiles.active=test", "--server.port=0");
        builder.command().addAll(Arrays.asList(settings));
        var process = builder.redirectOutput(folder.resolve("output.txt").toFile()).redirectError(errors.toFile()).start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("ends by itself").isTrue();
            return new Start(process.exitValue(), Files.readString(errors));
        } finally {
            process.destroyForcibly();
        }
    }

    /** How many tables the engine has made in the database of the failed start. */
    private int engineTables() throws Exception {
        var data = folder.resolve("data/postgres");
        if (Files.notExists(data)) {
            return 0;
        }
        try (var postgres = EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false).start()) {
            return JdbcClient.create(postgres.getPostgresDatabase())
                .sql("select count(*) from information_schema.tables where lower(table_name) like 'act\\_%'").query(Integer.class).single();
        }
    }

    private static long line(String text, String part) {
        return text.substring(0, text.indexOf(part)).lines().count();
    }
}
