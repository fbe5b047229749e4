package org.eoworkflow.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.camunda.bpm.engine.IdentityService;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.Http;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@EngineTest
class BruteForceTest {

    @Autowired SignInAttempts attempts;
    @Autowired IdentityService identity;
    @Autowired JdbcClient jdbc;
    @LocalServerPort int port;

    private final String account = "guessed-" + UUID.randomUUID();

    @BeforeEach
    void addAccount() {
        var user = identity.newUser(account);
        user.setPassword("right");
        identity.saveUser(user);
        identity.createMembership(account, "gsa-staff");
        jdbc.sql("delete from eo.sign_in_attempts").update();
    }

    @AfterEach
    void removeAccount() {
        identity.deleteUser(account);
        jdbc.sql("delete from eo.sign_in_attempts").update();
    }

    @Test
    void afterFiveWrongPasswordsNotEvenTheRightOneIsLookedAtUntilAPauseIsOver() {
        for (int i = 0; i < 5; i++) {
            assertThat(location(account, "wrong")).endsWith("/sign-in?refused");
        }
        assertThat(location(account, "right")).matches(".*/sign-in\\?wait=\\d+");
        assertThat(Http.stranger(port).get("/sign-in?wait=5").body()).contains("Too many attempts to sign in. Try again in 5 seconds.");

        pauseIsOver();
        assertThat(location(account, "right")).endsWith("/camunda/app/tasklist/default/");
        assertThat(location(account, "wrong")).as("counted anew").endsWith("/sign-in?refused");
        assertThat(outcomes(account)).containsExactly("refused", "refused", "refused", "refused", "refused", "held-back", "signed-in", "refused");
    }

    @Test
    void aProgramIsToldHowLongToWait() {
        for (int i = 0; i < 5; i++) {
            assertThat(Http.basic(port, account, "wrong").get("/engine-rest/task").statusCode()).isEqualTo(401);
        }
        var answer = Http.basic(port, account, "right").get("/engine-rest/task");
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValueAsLong("Retry-After").getAsLong()).isBetween(1L, 5L);
        assertThat(answer.body()).contains("Too many attempts");
    }

    @Test
    void anAccountThatDoesNotExistAnswersAlike() {
        var nobody = "nobody-" + UUID.randomUUID();
        for (int i = 0; i < 5; i++) {
            assertThat(location(nobody, "wrong")).endsWith("/sign-in?refused");
        }
        assertThat(location(nobody, "wrong")).contains("/sign-in?wait=");
        assertThat(jdbc.sql("select count(*) from eo.sign_in where account = ?").param(nobody).query(Long.class).single()).isZero();
        assertThat(jdbc.sql("select count(*) from eo.sign_in_attempts where subject like '%nobody%'").query(Long.class).single()).isZero();
    }

    @Test
    void eachFurtherWrongPasswordDoublesThePause() {
        var settings = new SignInSettings(5, 50, Duration.ofSeconds(5), Duration.ofMinutes(15), Duration.ofHours(1));
        assertThat(List.of(settings.pause(4, 5), settings.pause(5, 5), settings.pause(6, 5), settings.pause(7, 5), settings.pause(40, 5)))
            .containsExactly(Duration.ZERO, Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofMinutes(15));
    }

    @Test
    void guessingManyAccountsFromOneAddressIsSlowedToo() {
        var address = "192.0.2." + (int) (Math.random() * 250);
        for (int i = 0; i < 50; i++) {
            attempts.begin("guess-" + i, address);
        }
        assertThatThrownBy(() -> attempts.begin("guess-more", address)).isInstanceOf(TooManyAttempts.class);
        attempts.begin("guess-more", "198.51.100.7");
    }

    @Test
    void manyGuessesAtOnceGetNoFurtherThanOneAfterTheOther() throws Exception {
        var threads = Executors.newFixedThreadPool(8);
        try {
            var guesses = new ArrayList<Callable<Boolean>>();
            for (int i = 0; i < 20; i++) {
                int number = i;
                guesses.add(() -> {
                    try {
                        attempts.begin(account, "203.0.113." + number);
                        return true;
                    } catch (TooManyAttempts e) {
                        return false;
                    }
                });
            }
            int looked = 0;
            for (var guess : threads.invokeAll(guesses)) {
                looked += guess.get() ? 1 : 0;
            }
            assertThat(looked).isEqualTo(5);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void aPasswordTypedAsAnAccountIsWrittenNowhere() {
        location("My-Secret-Password-1", "wrong");
        assertThat(jdbc.sql("select string_agg(t::text, ' ') from eo.sign_in t").query(String.class).single()).doesNotContain("My-Secret");
        assertThat(jdbc.sql("select string_agg(t::text, ' ') from eo.sign_in_attempts t").query(String.class).single()).doesNotContain("My-Secret");
    }

    @Test
    void passwordsAreHashedSlowlyWithASaltAndTheirOwnWorkFactor() {
        var hash = new SlowPasswordHash(2000);
        var stored = hash.encrypt("right");
        assertThat(stored).startsWith("2000$").isNotEqualTo(hash.encrypt("right"));
        assertThat(hash.check("right", stored)).isTrue();
        assertThat(hash.check("wrong", stored)).isFalse();
        assertThat(new SlowPasswordHash(600_000).check("right", stored)).as("after the setting was raised").isTrue();
        assertThat(jdbc.sql("select pwd_ from camunda.act_id_user where id_ = ?").param(account).query(String.class).single())
            .startsWith("{PBKDF2-HMAC-SHA256}1000$");
    }

    private String location(String name, String password) {
        return Http.stranger(port).signIn(name, password).headers().firstValue("Location").orElse("");
    }

    private void pauseIsOver() {
        jdbc.sql("update eo.sign_in_attempts set open_at = now() - interval '1 second' where open_at > now()").update();
    }

    private List<String> outcomes(String name) {
        return jdbc.sql("select outcome from eo.sign_in where account = ? order by id").param(name).query(String.class).list();
    }
}
