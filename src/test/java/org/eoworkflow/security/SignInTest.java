package org.eoworkflow.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.Http;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@EngineTest
class SignInTest {

    @LocalServerPort int port;

    @Test
    void aStrangerWhoOpensAPageIsLedToTheSignInPage() {
        for (var page : new String[] {"/", "/camunda/app/tasklist/default/", "/camunda/app/cockpit/default/", "/camunda/app/admin/default/", "/anything"}) {
            var answer = Http.stranger(port).page(page);
            assertThat(answer.statusCode()).as(page).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location")).as(page).hasValueSatisfying(to -> assertThat(to).endsWith("/sign-in"));
        }
    }

    @Test
    void aStrangerWhoCallsAnInterfaceGets401InJsonAndNoPopUp() {
        for (var path : new String[] {"/api/mails", "/engine-rest/task", "/camunda/api/engine/engine/default/task"}) {
            var answer = Http.stranger(port).get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(401);
            assertThat(answer.body()).as(path).contains("\"message\":\"Sign in first");
            assertThat(answer.headers().firstValue("WWW-Authenticate")).as(path)
                .hasValueSatisfying(challenge -> assertThat(challenge).doesNotContain("Basic"));
        }
    }

    @Test
    void everyRoleLandsWhereItsWorkIs() {
        Map.of("cisa.staff", "/camunda/app/tasklist/default/", "dhs.approver", "/camunda/app/tasklist/default/",
                "omb.certifier", "/camunda/app/tasklist/default/", "order.office", "/camunda/app/cockpit/default/",
                "auditor", "/camunda/app/cockpit/default/", "designer", "/camunda/app/cockpit/default/#/processes",
                "admin", "/camunda/app/admin/default/")
            .forEach((account, landing) -> {
                var browser = Http.stranger(port);
                var answer = browser.signIn(account, "demo");
                assertThat(answer.statusCode()).as(account).isEqualTo(302);
                assertThat(answer.headers().firstValue("Location")).as(account).hasValueSatisfying(to -> assertThat(to).endsWith(landing));
                assertThat(browser.page(landing.replaceAll("#.*", "")).statusCode()).as(account).isEqualTo(200);
                assertThat(browser.get("/camunda/api/engine/engine/default/task/count").statusCode()).as(account).isEqualTo(200);
            });
    }

    @Test
    void basicAuthenticationOpensTheInterfacesWithTheAccountsGroups() {
        assertThat(Http.basic(port, "order.office").get("/api/mails").statusCode()).isEqualTo(200);
        assertThat(Http.basic(port, "cisa.staff").get("/engine-rest/task").statusCode()).isEqualTo(200);
        assertThat(Http.basic(port, "cisa.staff", "wrong").get("/engine-rest/task").statusCode()).isEqualTo(401);
    }
}
