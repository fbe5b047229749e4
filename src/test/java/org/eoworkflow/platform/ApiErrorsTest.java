package org.eoworkflow.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.Http;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What callers of our API read when their request is wrong. */
@EngineTest
class ApiErrorsTest {

    @LocalServerPort int port;
    @Autowired ApiErrors errors;
    private Http office;

    @BeforeEach
    void signIn() {
        office = Http.basic(port, "order.office");
    }

    @Test
    void anAddressThatIsNotThereIs404() {
        says(office.get("/api/nothing-here"), 404, "{\"message\":\"There is nothing at this address.\"}");
    }

    @Test
    void aWrongMethodNamesTheRightOnes() {
        says(office.send("DELETE", "/api/mails", null), 405, "{\"message\":\"This address takes GET only.\"}");
    }

    @Test
    void aNumberThatIsNoneIsNamed() {
        says(office.post("/api/mails/one/resend", "{}"), 400, "{\"message\":\"'id' does not have the form that is asked for (long).\",\"field\":\"id\"}");
    }

    @Test
    void brokenJsonIsPlacedAndNotRepeated() {
        var answer = office.post("/api/tasks/none/evidence", "{\"form\": \"secret");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("line 1, column").doesNotContain("secret");
    }

    @Test
    void anotherMediaTypeIs415() {
        var answer = office.send(office.request("/api/tasks/none/evidence").header("Content-Type", "text/xml").POST(BodyPublishers.ofString("<x/>")));
        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.body()).startsWith("{\"message\":\"Send ");
    }

    @Test
    void anUploadThatIsTooLargeSaysTheLimit() {
        var part = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\n"
            + "a".repeat(27_000_000) + "\r\n--b--\r\n";
        var answer = office.send(office.request("/api/tasks/none/evidence").header("Content-Type", "multipart/form-data; boundary=b")
            .POST(BodyPublishers.ofString(part)));
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("25 MB", "\"field\":\"file\"");
    }

    @Test
    void aDefectGetsAReferenceAndTellsNothing() throws Exception {
        var answer = errors.other(new IllegalStateException("the password is x"), new MockHttpServletRequest("GET", "/api/mails"), new MockHttpServletResponse());
        assertThat(answer.getStatusCode().value()).isEqualTo(500);
        assertThat(answer.getBody().message()).matches("Something went wrong on our side\\. Nothing was changed\\. Give the operators the reference [0-9a-f]{8}\\.");
    }

    @Test
    void anAnswerThatFailsAfterItHasBegunIsCutOffAndCannotBeTakenForWhole() {
        assertThatThrownBy(() -> office.get("/api/test/breaking-off")).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void aRefusalInsideAnExceptionOfTheEngineKeepsItsStatus() throws Exception {
        var answer = errors.other(new RuntimeException(Refusal.conflict("Not now.")), new MockHttpServletRequest("GET", "/api/mails"), new MockHttpServletResponse());
        assertThat(answer.getStatusCode().value()).isEqualTo(409);
        assertThat(answer.getBody().message()).isEqualTo("Not now.");
    }

    private static void says(HttpResponse<String> answer, int status, String body) {
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.statusCode()).isEqualTo(status);
    }
}
