package org.eoworkflow.security;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who signed in, and who tried to: rows that are added and never changed. */
@Component
class SignInRecord {

    /** What became of it. */
    enum Outcome { SIGNED_IN, REFUSED, HELD_BACK, SIGNED_OUT }

    /** A program that sends its password with every request is noted once in so long. */
    private static final Duration REPEATED = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final Clock clock = Clock.systemUTC();

    SignInRecord(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param account an existing account, or null: what else was typed may be a password by mistake
     */
    void add(Outcome outcome, String account, SignInDetails details) {
        jdbc.sql("insert into eo.sign_in (at, outcome, account, address, way) values (?, ?, ?, ?, ?)")
            .params(now(), text(outcome), account, details.getRemoteAddress(), details.way()).update();
    }

    /** A sign-in with every request. */
    void addOnceInAWhile(String account, SignInDetails details) {
        jdbc.sql("""
                insert into eo.sign_in (at, outcome, account, address, way)
                select :now, :outcome, :account, :address, :way
                where not exists (select 1 from eo.sign_in where account = :account and address = :address and way = :way
                                  and outcome = :outcome and at > :since)""")
            .param("now", now()).param("outcome", text(Outcome.SIGNED_IN)).param("account", account)
            .param("address", details.getRemoteAddress()).param("way", details.way()).param("since", now().minus(REPEATED)).update();
    }

    private static String text(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
