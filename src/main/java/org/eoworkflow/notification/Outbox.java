package org.eoworkflow.notification;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Mails that are to be sent once the present transaction is committed, and not at all if it is rolled back. */
@Component
public class Outbox {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final ObjectProvider<MailCheck> checks;

    Outbox(JdbcClient jdbc, Clock clock, ObjectProvider<MailCheck> checks) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.checks = checks;
    }

    /** Adds a mail; false if a mail with this key was already added for this recipient. */
    public boolean add(Mail mail) {
        checks.forEach(check -> check.check(mail));
        var now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        var added = jdbc.sql("""
                insert into eo.outbox (key, recipient, message_id, subject, html, created_at, next_attempt)
                values (?, ?, ?, ?, ?, ?, ?) on conflict (key, recipient) do nothing returning id""")
            .params(mail.key(), mail.to(), messageId(mail), mail.subject(), mail.html(), now, now)
            .query(Long.class).optional();
        added.ifPresent(id -> attach(id, mail));
        return added.isPresent();
    }

    private void attach(long id, Mail mail) {
        int position = 0;
        for (var file : mail.attachments()) {
            jdbc.sql("insert into eo.outbox_attachment values (?, ?, ?, ?, ?)")
                .params(id, position++, file.name(), file.mediaType(), file.content()).update();
        }
    }

    /** The same mail has the same id whenever it is built, so that a receiver can tell a repetition. */
    private static String messageId(Mail mail) {
        var name = (mail.key() + '\n' + mail.to()).getBytes(StandardCharsets.UTF_8);
        return "<" + UUID.nameUUIDFromBytes(name) + "@eo-workflow>";
    }
}
