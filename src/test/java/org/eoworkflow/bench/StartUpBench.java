package org.eoworkflow.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.eoworkflow.EoWorkflow;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/** How long a whole process takes until it serves: ours beside a bare Camunda web application, in turn, on the same database server. */
class StartUpBench {

    private static final int ROUNDS = Integer.getInteger("eo.bench.rounds", 5);

    @Test
    void startUpBesideABareWebApplication() throws Exception {
        try (var postgres = EmbeddedPostgres.builder().start()) {
            try (var connection = postgres.getPostgresDatabase().getConnection(); var statement = connection.createStatement()) {
                ScriptUtils.executeSqlScript(connection, new ClassPathResource("db/owner/bootstrap.sql"));
                statement.execute("create database bare");
            }
            var ours = List.of("--spring.datasource.url=" + postgres.getJdbcUrl("eo_app", "postgres"),
                "--spring.flyway.url=" + postgres.getJdbcUrl("eo_owner", "postgres"), "--spring.flyway.user=eo_owner");
            var bare = List.of("--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "bare"));
            secondsToStart(EoWorkflow.class, ours);
            secondsToStart(BareCamunda.class, bare);
            var medians = new Medians();
            for (int round = 0; round < ROUNDS; round++) {
                medians.add(secondsToStart(EoWorkflow.class, ours), secondsToStart(BareCamunda.class, bare));
            }
            System.out.println(medians.line("Start-up on a filled database", "s"));
        }
    }

    private static double secondsToStart(Class<?> application, List<String> arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), application.getName(),
            "--server.port=0", "--spring.profiles.active=bench"));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("CLASSPATH", classpath(application == BareCamunda.class));
        long begun = System.nanoTime();
        var process = builder.start();
        var output = new StringBuilder();
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
            for (String line; (line = lines.readLine()) != null;) {
                if (line.contains("Started " + application.getSimpleName())) {
                    return (System.nanoTime() - begun) / 1e9;
                }
                output.append(line).append('\n');
            }
            throw new IllegalStateException("did not start:\n" + output);
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    /** Main code only for ours; the bare application lies among the tests and takes nothing of ours but the libraries. */
    private static String classpath(boolean bare) {
        var all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(all.split(File.pathSeparator)).filter(entry -> !entry.endsWith(bare ? "/classes" : "/test-classes"))
            .collect(Collectors.joining(File.pathSeparator));
    }
}
