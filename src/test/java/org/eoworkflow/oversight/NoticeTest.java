package org.eoworkflow.oversight;

import static org.assertj.core.api.Assertions.assertThat;

import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.Http;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@EngineTest
class NoticeTest {

    @LocalServerPort int port;

    @Test
    void outsideTheDemonstrationThereIsNothingToSay() {
        assertThat(Http.basic(port, "cisa.staff").get("/api/notice").statusCode()).isEqualTo(204);
    }

    @Test
    void strangersAreTurnedAway() {
        assertThat(Http.stranger(port).get("/api/notice").statusCode()).isEqualTo(401);
    }
}
