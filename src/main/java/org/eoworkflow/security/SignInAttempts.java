package org.eoworkflow.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.eoworkflow.platform.Sha256;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Counts attempts to sign in, per account and per address, in a table that all nodes share. An attempt counts as failed from the
 * moment it begins until it has succeeded, so that a hundred at once get no further than one after the other.
 */
@Component
class SignInAttempts {

    private final JdbcClient jdbc;
    private final SignInSettings settings;
    private final Clock clock = Clock.systemUTC();

    SignInAttempts(JdbcClient jdbc, SignInSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /** Lets an attempt begin, or refuses it because account or address have to wait. An account that does not exist waits alike. */
    @Transactional
    public void begin(String account, String address) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var ofAccount = lock("account", digest(account), now);
        var ofAddress = lock("address", address, now);
        var open = ofAccount.open().isAfter(ofAddress.open()) ? ofAccount.open() : ofAddress.open();
        if (open.isAfter(now)) {
            throw new TooManyAttempts(Duration.between(now, open));
        }
        count(ofAccount, settings.attempts(), now);
        count(ofAddress, settings.attemptsPerAddress(), now);
    }

    /** The attempt was good: the account's count begins anew; the address only gets back what this attempt had counted. */
    @Transactional
    public void succeeded(String account, String address) {
        jdbc.sql("delete from eo.sign_in_attempts where kind = 'account' and subject = ?").param(digest(account)).update();
        jdbc.sql("update eo.sign_in_attempts set failures = failures - 1, open_at = last_at where kind = 'address' and subject = ?")
            .param(address).update();
        jdbc.sql("delete from eo.sign_in_attempts where last_at < ?").param(utc(clock.instant().minus(Duration.ofDays(1)))).update();
    }

    private Row lock(String kind, String subject, Instant now) {
        jdbc.sql("insert into eo.sign_in_attempts (kind, subject, failures, last_at, open_at) values (?, ?, 0, ?, ?) on conflict do nothing")
            .params(kind, subject, utc(now), utc(now)).update();
        return jdbc.sql("select * from eo.sign_in_attempts where kind = ? and subject = ? for update").params(kind, subject)
            .query((row, n) -> new Row(kind, subject, row.getInt("failures"), row.getTimestamp("last_at").toInstant(),
                row.getTimestamp("open_at").toInstant())).single();
    }

    private void count(Row row, int free, Instant now) {
        int failures = row.last().plus(settings.forgetAfter()).isBefore(now) ? 1 : row.failures() + 1;
        jdbc.sql("update eo.sign_in_attempts set failures = ?, last_at = ?, open_at = ? where kind = ? and subject = ?")
            .params(failures, utc(now), utc(now.plus(settings.pause(failures, free))), row.kind(), row.subject()).update();
    }

    /** What was typed as an account may be a password by mistake, so it is not stored as it is. */
    private static String digest(String account) {
        return Sha256.hex(account);
    }

    private static OffsetDateTime utc(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private record Row(String kind, String subject, int failures, Instant last, Instant open) {
    }
}
