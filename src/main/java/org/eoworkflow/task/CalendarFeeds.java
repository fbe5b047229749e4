package org.eoworkflow.task;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eoworkflow.platform.Sha256;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code eo.calendar_feed}. Whoever knows an address reads what its account may; the secret itself is kept nowhere. */
@Component
class CalendarFeeds {

    private static final int SECRET_BYTES = 32;

    /**
     * An address for calendar programs.
     *
     * @param agency whose dates it shows, or null for the account's own
     */
    record Feed(UUID id, String account, String agency, Instant createdAt) {
    }

    private final JdbcClient jdbc;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    CalendarFeeds(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Makes an address and tells its secret, this once. */
    String add(UUID id, String account, String agency) {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        jdbc.sql("insert into eo.calendar_feed (id, account, agency, token_sha256, created_at) values (?, ?, ?, ?, ?)")
            .params(id, account, agency, hash(token), now()).update();
        return token;
    }

    /** Those of an account that were not revoked. */
    List<Feed> of(String account) {
        return jdbc.sql("select * from eo.calendar_feed where account = ? and revoked_at is null order by created_at, id").param(account)
            .query(CalendarFeeds::feed).list();
    }

    /** False if the account has no such address, or has revoked it already. */
    boolean revoke(UUID id, String account) {
        return jdbc.sql("update eo.calendar_feed set revoked_at = ? where id = ? and account = ? and revoked_at is null")
            .params(now(), id, account).update() == 1;
    }

    /** The address with this secret, unless it was revoked. What a guess is compared with is its hash, so how long that takes tells nothing. */
    Optional<Feed> find(String token) {
        var hash = hash(token);
        return jdbc.sql("select * from eo.calendar_feed where token_sha256 = ? and revoked_at is null").param(hash)
            .query((row, n) -> MessageDigest.isEqual(bytes(row.getString("token_sha256")), bytes(hash)) ? feed(row, n) : null).optional();
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static Feed feed(ResultSet row, int number) throws SQLException {
        return new Feed(row.getObject("id", UUID.class), row.getString("account"), row.getString("agency"),
            row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    /** The SHA-256 of a text, in hexadecimal. */
    static String hash(String token) {
        return Sha256.hex(bytes(token));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
