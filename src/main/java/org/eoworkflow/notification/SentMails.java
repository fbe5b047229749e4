package org.eoworkflow.notification;

import java.time.Instant;
import java.util.List;
import org.eoworkflow.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What became of the mails, for those who answer for them. */
@Component
public class SentMails {

    private static final List<String> STATES = List.of("waiting", "sending", "sent", "failed", "uncertain");

    /** A mail's fate, without its text. */
    public record Fate(long id, String messageId, String recipient, String subject, String state, int attempts, Instant createdAt,
                       Instant sentAt, String lastError) {
    }

    private final JdbcClient jdbc;

    SentMails(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The newest 500 mails in a state: waiting, sending, sent, failed or uncertain. */
    public List<Fate> in(String state) {
        if (!STATES.contains(state)) {
            throw Refusal.invalid("state", "Unknown state of a mail. Use one of: " + String.join(", ", STATES) + ".");
        }
        return jdbc.sql("""
                select id, message_id, recipient, subject, state, attempts, created_at, sent_at, last_error
                from eo.outbox where state = ? order by id desc limit 500""").param(state)
            .query((row, n) -> new Fate(row.getLong("id"), row.getString("message_id"), row.getString("recipient"),
                row.getString("subject"), row.getString("state"), row.getInt("attempts"), row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("sent_at") == null ? null : row.getTimestamp("sent_at").toInstant(), row.getString("last_error")))
            .list();
    }

    /** Puts a mail that failed, or whose delivery is uncertain, back among those that wait. */
    @Transactional
    public void resend(long id) {
        int changed = jdbc.sql("update eo.outbox set state = 'waiting', next_attempt = now() where id = ? and state in ('failed', 'uncertain')")
            .param(id).update();
        if (changed == 0) {
            throw Refusal.conflict("Mail " + id + " is neither failed nor uncertain, so there is nothing to send again.");
        }
    }
}
