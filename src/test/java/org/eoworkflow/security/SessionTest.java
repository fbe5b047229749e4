package org.eoworkflow.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.camunda.bpm.engine.IdentityService;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.Http;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sessions, the tokens that guard them, and the headers that go with every answer. */
@EngineTest
class SessionTest {

    @Autowired ServerProperties server;
    @Autowired IdentityService identity;
    @Autowired JdbcClient jdbc;
    @LocalServerPort int port;

    @Test
    void aChangeWithASessionNeedsTheToken() {
        var browser = Http.browser(port, "order.office");
        for (var path : new String[] {"/api/mails/0/resend", "/engine-rest/task/count"}) {
            var without = browser.send(browser.request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString("{}")));
            assertThat(without.statusCode()).as(path).isEqualTo(403);
            assertThat(without.body()).as(path).contains("\"message\"");
            var wrong = browser.send(browser.request(path).header("Content-Type", "application/json").header("X-EO-XSRF-TOKEN", "guessed")
                .POST(BodyPublishers.ofString("{}")));
            assertThat(wrong.statusCode()).as(path).isEqualTo(403);
            assertThat(browser.post(path, "{}").statusCode()).as(path).isNotEqualTo(403);
        }
    }

    @Test
    void theWebappsKeepTheirOwnToken() {
        var browser = Http.browser(port, "cisa.staff");
        assertThat(browser.post("/camunda/api/engine/engine/default/task/count", "{}").statusCode()).isEqualTo(200);
        var without = browser.send(browser.request("/camunda/api/engine/engine/default/task/count").header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{}")));
        assertThat(without.statusCode()).isEqualTo(403);
    }

    @Test
    void aProgramWithAPasswordNeedsNoTokenAndGetsNoSession() {
        var answer = Http.basic(port, "cisa.staff").post("/engine-rest/task/count", "{}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.startsWith("JSESSIONID"));
    }

    @Test
    void theSignInPageRefusesAFormFromElsewhere() {
        var stranger = Http.stranger(port);
        var answer = stranger.send(stranger.request("/sign-in").header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("account=cisa.staff&password=demo")));
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).hasValueSatisfying(to -> assertThat(to).endsWith("/sign-in?again"));
        assertThat(stranger.get("/engine-rest/task").statusCode()).isEqualTo(401);
    }

    @Test
    void signingInStartsAFreshSessionWithACookieThatScriptsDoNotSee() {
        var browser = Http.browser(port, "cisa.staff");
        var before = browser.cookie("JSESSIONID");
        var answer = browser.signIn("omb.staff", "demo");
        assertThat(browser.cookie("JSESSIONID")).isNotEqualTo(before);
        assertThat(answer.headers().allValues("Set-Cookie")).anySatisfy(cookie ->
            assertThat(cookie).startsWith("JSESSIONID=").contains("HttpOnly").contains("SameSite=Lax"));
        browser.page("/camunda/app/tasklist/default/");
        assertThat(browser.get("/camunda/api/admin/auth/user/default").body()).contains("omb.staff").doesNotContain("cisa.staff");
        assertThat(server.getServlet().getSession().getTimeout()).hasMinutes(30);
    }

    @Test
    void signingOutInAWebappEndsTheSessionEverywhere() {
        var browser = Http.browser(port, "cisa.staff");
        assertThat(browser.post("/camunda/api/admin/auth/user/default/logout", "").statusCode()).isEqualTo(204);
        assertThat(browser.get("/engine-rest/task").statusCode()).isEqualTo(401);
        assertThat(browser.get("/camunda/api/engine/engine/default/task").statusCode()).isEqualTo(401);
        assertThat(location(browser.page("/camunda/app/tasklist/default/"))).endsWith("/sign-in");
        assertThat(jdbc.sql("select outcome from eo.sign_in where account = 'cisa.staff' order by id desc limit 1").query(String.class).single())
            .isEqualTo("signed-out");
    }

    @Test
    void signingOutOnOurPagesReturnsToTheSignInPage() {
        var browser = Http.browser(port, "cisa.staff");
        assertThat(location(browser.post("/sign-out", ""))).endsWith("/sign-in?out");
        assertThat(browser.get("/sign-in?out").body()).contains("You are signed out.");
        assertThat(browser.get("/engine-rest/task").statusCode()).isEqualTo(401);
    }

    @Test
    void whoAskedForAPageFirstComesBackToIt() {
        var stranger = Http.stranger(port);
        stranger.page("/camunda/app/cockpit/default/?deep=link");
        assertThat(location(stranger.signIn("dhs.approver", "demo"))).endsWith("/camunda/app/cockpit/default/?deep=link");
        assertThat(location(stranger.page("/"))).as("the address alone").endsWith("/camunda/app/tasklist/default/");
    }

    @Test
    void aGroupThatWasLeftCountsNoMoreWithTheNextRequest() {
        var user = identity.newUser("leaver");
        user.setPassword("demo");
        identity.saveUser(user);
        identity.createMembership("leaver", "order-office");
        try {
            var browser = Http.browser(port, "leaver");
            assertThat(browser.get("/api/mails").statusCode()).isEqualTo(200);
            identity.deleteMembership("leaver", "order-office");
            assertThat(browser.get("/api/mails").statusCode()).isNotEqualTo(200);
        } finally {
            identity.deleteUser("leaver");
        }
    }

    @Test
    void everyAnswerCarriesTheHeadersThatProtectIt() {
        var browser = Http.browser(port, "cisa.staff");
        for (var path : new String[] {"/sign-in", "/sign-in/sign-in.css", "/engine-rest/task/count", "/api/mails", "/camunda/app/tasklist/default/"}) {
            var headers = browser.get(path).headers();
            assertThat(headers.firstValue("X-Content-Type-Options")).as(path).hasValue("nosniff");
            assertThat(headers.firstValue("X-Frame-Options")).as(path).hasValue("SAMEORIGIN");
            assertThat(headers.firstValue("Referrer-Policy")).as(path).hasValue("same-origin");
            assertThat(headers.allValues("Content-Security-Policy")).as(path).hasSize(1);
        }
        assertThat(policy(browser.get("/sign-in"))).contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'self'")
            .doesNotContain("unsafe");
        assertThat(policy(browser.get("/api/mails"))).contains("default-src 'none'").doesNotContain("script-src");
        assertThat(policy(browser.get("/camunda/app/tasklist/default/"))).as("the webapps' own").contains("strict-dynamic", "frame-ancestors 'none'");
        assertThat(browser.get("/api/mails").headers().firstValue("Cache-Control")).hasValueSatisfying(c -> assertThat(c).contains("no-store"));
        assertThat(browser.get("/camunda/lib/deps.js").headers().firstValue("Cache-Control").orElse("")).as("large files may be kept").doesNotContain("no-store");
    }

    private static String policy(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Security-Policy").orElse("");
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }
}
