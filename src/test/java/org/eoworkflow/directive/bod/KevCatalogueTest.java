package org.eoworkflow.directive.bod;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.spin.json.SpinJsonNode;
import org.eoworkflow.platform.Refusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

class KevCatalogueTest {

    private static final String ENTRY = """
        {"cveID": "%s", "vendorProject": "Vendor", "product": "Product", "vulnerabilityName": "Vendor Product Code Execution",
         "dateAdded": "%s", "shortDescription": "A flaw.", "requiredAction": "Apply mitigations in accordance with BOD 26-04.",
         "dueDate": "%s", "knownRansomwareCampaignUse": "%s", "notes": "https://vendor.example ; https://nvd.example", "cwes": ["CWE-78"]}""";
    private static final String CATALOGUE = """
        {"title": "CISA Catalog of Known Exploited Vulnerabilities", "catalogVersion": "2026.08.17", "dateReleased": "2026-08-17T15:00:08.4Z",
         "count": 4, "vulnerabilities": [%s]}""".formatted(String.join(",",
        ENTRY.formatted("CVE-2026-1111", "2026-08-17", "2026-08-20", "Known"), ENTRY.formatted("CVE-2026-2222", "2026-07-20", "2026-08-31", "Unknown"),
        ENTRY.formatted("CVE-2026-3333", "2026-07-18", "2026-09-01", "Unknown"), ENTRY.formatted("CVE-2021-44228", "2021-12-10", "2021-12-24", "Known")));

    private final MovingClock clock = new MovingClock(Instant.parse("2026-08-18T01:00:00Z"));
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;
    private volatile Answer answer = new Answer(200, CATALOGUE, null);
    private volatile String condition;
    private volatile int asked;

    /** Whoever looks at the texts. */
    private KevReader.Check check = (place, texts) -> { };

    @TempDir Path folder;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(run -> {
            var thread = new Thread(run);
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/kev.json", exchange -> {
            asked++;
            condition = exchange.getRequestHeaders().getFirst("If-None-Match");
            var body = answer.body.getBytes(StandardCharsets.UTF_8);
            if (answer.etag != null) {
                exchange.getResponseHeaders().add("ETag", answer.etag);
            }
            if (answer.etag != null && answer.etag.equals(condition)) {
                exchange.sendResponseHeaders(304, -1);
            } else {
                exchange.sendResponseHeaders(answer.status, 0);
                exchange.getResponseBody().write(body);
                exchange.getResponseBody().flush();
                if (answer.stalls) {
                    await();
                }
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    @Test
    void countsWhatTheCatalogueHolds() {
        assertThat(figures(http())).isEqualTo(Map.of("Known exploited vulnerabilities (KEV)", "4", "Added in the last 30 days", "2",
            "Due in the next 14 days", "2", "Known to be used in ransomware campaigns", "2",
            "Catalogue", "version 2026.08.17, released 2026-08-17T15:00:08.4Z, read Monday, August 17, 2026, 9:00 PM ET"));
    }

    @Test
    void givesATableToAForm() {
        SpinJsonNode table = catalogue(http(), DataSize.ofMegabytes(1)).figures(null);
        assertThat(table.isArray()).isTrue();
        assertThat(table.elements()).hasSize(5).allMatch(row -> row.hasProp("figure") && row.prop("value").isString());
    }

    @Test
    void readsAFileByPathAndByAddress() throws IOException {
        var file = Files.writeString(folder.resolve("kev.json"), "\uFEFF" + CATALOGUE);
        assertThat(figures(file.toString())).containsEntry("Known exploited vulnerabilities (KEV)", "4");
        assertThat(figures(file.toUri().toString())).containsEntry("Known exploited vulnerabilities (KEV)", "4");
    }

    @Test
    void aChangedFileIsReadAgainAndAnUnchangedOneIsNot() throws IOException {
        var file = Files.writeString(folder.resolve("kev.json"), CATALOGUE);
        var kev = catalogue(file.toString(), DataSize.ofMegabytes(1));
        kev.figures();
        clock.now = clock.now.plus(Duration.ofHours(2));
        assertThat(figures(kev)).containsEntry("Known exploited vulnerabilities (KEV)", "4");
        Files.writeString(file, "{\"catalogVersion\": \"2\", \"vulnerabilities\": []}");
        clock.now = clock.now.plus(Duration.ofHours(2));
        assertThat(figures(kev)).containsEntry("Known exploited vulnerabilities (KEV)", "0");
    }

    @Test
    void saysThatNothingIsConfigured() {
        for (String none : new String[] {null, " "}) {
            assertThat(figures(none)).isEqualTo(Map.of("Known exploited vulnerabilities (KEV)", "No catalogue is connected: an operator sets where it is read from."));
        }
    }

    @Test
    void keepsACatalogueForAnHourAndThenAsksOnlyWhetherItChanged() {
        answer = new Answer(200, CATALOGUE, "\"v1\"");
        var kev = catalogue(http(), DataSize.ofMegabytes(1));
        kev.figures();
        kev.figures();
        assertThat(asked).isEqualTo(1);
        clock.now = clock.now.plus(Duration.ofMinutes(61));
        assertThat(figures(kev)).containsEntry("Known exploited vulnerabilities (KEV)", "4")
            .hasEntrySatisfying("Catalogue", value -> assertThat(value).contains("10:01 PM ET"));
        assertThat(asked).isEqualTo(2);
        assertThat(condition).isEqualTo("\"v1\"");
    }

    @Test
    void anEarlierCatalogueIsShownWhenANewerCannotBeRead() {
        var kev = catalogue(http(), DataSize.ofMegabytes(1));
        kev.figures();
        answer = new Answer(503, "busy", null);
        clock.now = clock.now.plus(Duration.ofHours(2));
        assertThat(figures(kev)).containsEntry("Known exploited vulnerabilities (KEV)", "4")
            .containsEntry("Newer catalogue", "Could not be read: the server answered 503.");
        answer = new Answer(200, CATALOGUE, null);
        assertThat(figures(kev)).doesNotContainKey("Newer catalogue");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "`<html>Forbidden</html>` | it is not valid JSON at line 1, column 1",
        "`` | it is not a JSON object",
        "`[]` | it is not a JSON object",
        "`{\"vulnerabilities\": {}}` | it has no list 'vulnerabilities'",
        "`{\"vulnerabilities\": [` | it is not valid JSON at line 1, column 22",
        "`{\"count\": 2, \"vulnerabilities\": []}` | 'count' is 2, but it has 0 entries",
        "`{\"vulnerabilities\": [7]}` | vulnerabilities[0] is no object",
        "`{\"vulnerabilities\": [{}]}` | vulnerabilities[0]: 'cveID' is missing or no text"})
    void whatIsNoCatalogueIsSaidInsteadOfFigures(String body, String message) {
        answer = new Answer(200, body, null);
        assertThat(figures(http())).isEqualTo(Map.of("Known exploited vulnerabilities (KEV)", "Could not be read: " + message + "."));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"dueDate\": \"2026-08-20\" | \"dueDate\": \"20 August\" | vulnerabilities[0] (CVE-2026-1111): 'dueDate' is no date such as 2026-07-04",
        "\"dateAdded\": \"2026-07-20\" | \"dateAdded\": null | vulnerabilities[1] (CVE-2026-2222): 'dateAdded' is missing or no text",
        "\"cveID\": \"CVE-2026-3333\" | \"cveID\": \"CVE-26\" | vulnerabilities[2]: 'cveID' is no CVE number",
        "\"cveID\": \"CVE-2026-2222\" | \"cveID\": \"CVE-2026-1111\" | vulnerabilities[1] (CVE-2026-1111): 'cveID' is there twice",
        "\"product\": \"Product\" | \"product\": {\"name\": \"P\"} | vulnerabilities[0] (CVE-2026-1111): 'product' is missing or no text"})
    void aBadEntryIsNamedWithItsField(String right, String wrong, String message) {
        answer = new Answer(200, CATALOGUE.replace(right, wrong), null);
        assertThat(figures(http())).isEqualTo(Map.of("Known exploited vulnerabilities (KEV)", "Could not be read: " + message + "."));
    }

    @ParameterizedTest
    @CsvSource({"A flaw., 'vulnerabilities[0]'", "2026.08.17, head"})
    void whatLooksClassifiedIsSaidInsteadOfFiguresAndNotRepeated(String right, String place) {
        check = (found, texts) -> {
            if (texts.contains("zqmarked")) {
                assertThat(found).isEqualTo(place);
                throw Refusal.invalid(null, "zqrefused");
            }
        };
        answer = new Answer(200, CATALOGUE.replaceFirst(Pattern.quote(right), "zqmarked"), null);
        assertThat(figures(http())).isEqualTo(Map.of("Known exploited vulnerabilities (KEV)",
            "Could not be read: it carries what looks like a marking of classified content; the security officer was told."));
    }

    @Test
    void whatIsTooLargeOrTooSlowOrNotThereIsNotWaitedFor() {
        assertThat(figures(catalogue(http(), DataSize.ofBytes(300)))).containsValue("Could not be read: it is larger than 0 MB.");
        assertThat(figures(http().replace("kev.json", "none"))).containsValue("Could not be read: the server answered 404.");
        assertThat(figures(folder.resolve("none.json").toString())).containsValue("Could not be read: there is no such file.");
        assertThat(figures("http://127.0.0.1:1/kev.json")).containsValue("Could not be read: its file or server cannot be reached.");
        assertThat(figures("https:// not an address")).containsValue("Could not be read: its file or server cannot be reached.");
        answer = new Answer(200, CATALOGUE.substring(0, 400), null, true);
        assertThat(figures(http())).containsValue("Could not be read: it took longer than 1 seconds.");
    }

    private void await() {
        try {
            over.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String http() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/kev.json";
    }

    private KevCatalogue catalogue(String location, DataSize maxSize) {
        return new KevCatalogue(new KevSettings(location, Duration.ofSeconds(1), maxSize, Duration.ofHours(1)), check, clock);
    }

    private Map<String, String> figures(String location) {
        return figures(catalogue(location, DataSize.ofMegabytes(1)));
    }

    private static Map<String, String> figures(KevCatalogue catalogue) {
        List<Map<String, Object>> rows = catalogue.figures();
        return rows.stream().collect(Collectors.toMap(row -> (String) row.get("figure"), row -> (String) row.get("value")));
    }

    private record Answer(int status, String body, String etag, boolean stalls) {
        Answer(int status, String body, String etag) {
            this(status, body, etag, false);
        }
    }

    private static class MovingClock extends Clock {
        private Instant now;

        MovingClock(Instant now) {
            this.now = now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
