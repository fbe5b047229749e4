package org.eoworkflow.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.Http;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@EngineTest
class OneNoncePerPageTest {

    private static final Pattern ALLOWED = Pattern.compile("'nonce-([^']+)'");
    private static final Pattern USED = Pattern.compile("nonce=\"([^\"]+)\"");

    @LocalServerPort int port;

    @Test
    void aPageMayRunItsOwnScriptsHoweverManyAreAskedForAtOnce() throws Exception {
        var office = Http.browser(port, "order.office");
        Callable<HttpResponse<String>> load = () -> office.get("/camunda/app/cockpit/default/");
        var threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<HttpResponse<String>>> pages = threads.invokeAll(Stream.generate(() -> load).limit(200).toList());
            for (var page : pages) {
                var used = USED.matcher(page.get().body()).results().map(found -> found.group(1)).distinct().toList();
                assertThat(used).containsExactly(ALLOWED.matcher(page.get().headers().firstValue("Content-Security-Policy").orElseThrow())
                    .results().findFirst().orElseThrow().group(1));
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
