package org.eoworkflow.notification;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.eoworkflow.notification.MailTransport.PermanentlyRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Sends what waits in the outbox. A mail is claimed and committed before it is handed over, and confirmed after: a node that
 * dies in between leaves it claimed, and then it is not sent a second time by itself, because nobody knows whether the server
 * took it; it shows as uncertain until a person sends it again or lets it rest.
 */
@Component
class OutboxSender {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxSender.class);
    private static final List<Duration> PAUSES = List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofHours(1));

    /** A mail this node has claimed. */
    record Claimed(long id, String recipient, String messageId, String subject, String html, Instant createdAt, int attempts) {
    }

    private final JdbcClient jdbc;
    private final MailTransport transport;
    private final MimeMails mimeMails;
    private final MailSettings settings;
    private final Clock clock = Clock.systemUTC();

    OutboxSender(JdbcClient jdbc, MailTransport transport, MimeMails mimeMails, MailSettings settings) {
        this.jdbc = jdbc;
        this.transport = transport;
        this.mimeMails = mimeMails;
        this.settings = settings;
    }

    /** Sends all mails that are due; how many went out. */
    @Scheduled(fixedDelayString = "${eo.mail.interval:PT10S}", initialDelayString = "${eo.mail.interval:PT10S}")
    int sendDue() {
        recoverInterrupted();
        int sent = 0;
        for (var mail = claim(); mail.isPresent(); mail = claim()) {
            if (send(mail.get())) {
                sent++;
            }
        }
        return sent;
    }

    private Optional<Claimed> claim() {
        return jdbc.sql("""
                update eo.outbox set state = 'sending', claimed_at = :now, attempts = attempts + 1
                where id = (select id from eo.outbox where state = 'waiting' and next_attempt <= :now
                            order by next_attempt, id limit 1 for update skip locked)
                returning id, recipient, message_id, subject, html, created_at, attempts""")
            .param("now", now())
            .query((row, n) -> new Claimed(row.getLong("id"), row.getString("recipient"), row.getString("message_id"),
                row.getString("subject"), row.getString("html"), row.getTimestamp("created_at").toInstant(), row.getInt("attempts")))
            .optional();
    }

    private boolean send(Claimed mail) {
        try {
            transport.deliver(mimeMails.build(mail, attachments(mail.id())), mail.messageId());
        } catch (PermanentlyRefused e) {
            return failed(mail, e);
        } catch (Exception e) {
            return mail.createdAt().plus(settings.giveUpAfter()).isBefore(clock.instant()) ? failed(mail, e) : later(mail, e);
        }
        jdbc.sql("update eo.outbox set state = 'sent', sent_at = ?, last_error = null where id = ?").params(now(), mail.id()).update();
        return true;
    }

    private boolean failed(Claimed mail, Exception cause) {
        LOG.warn("Mail {} was refused for good: {}", mail.messageId(), cause.getMessage());
        jdbc.sql("update eo.outbox set state = 'failed', last_error = ? where id = ?").params(cause.getMessage(), mail.id()).update();
        return false;
    }

    private boolean later(Claimed mail, Exception cause) {
        var next = now().plus(PAUSES.get(Math.min(mail.attempts(), PAUSES.size()) - 1));
        LOG.info("Mail {} could not be sent and is tried again at {}: {}", mail.messageId(), next, cause.getMessage());
        jdbc.sql("update eo.outbox set state = 'waiting', next_attempt = ?, last_error = ? where id = ?")
            .params(next, cause.getMessage(), mail.id()).update();
        return false;
    }

    private void recoverInterrupted() {
        jdbc.sql("""
                update eo.outbox set state = ?, last_error = 'interrupted while being sent'
                where state = 'sending' and claimed_at < ? returning message_id, state""")
            .params(transport.repeatable() ? "waiting" : "uncertain", now().minus(settings.lease()))
            .query((row, n) -> row.getString("message_id") + " is now " + row.getString("state"))
            .list().forEach(mail -> LOG.warn("Interrupted mail {}", mail));
    }

    private List<Mail.Attachment> attachments(long id) {
        return jdbc.sql("select name, media_type, content from eo.outbox_attachment where outbox_id = ? order by position").param(id)
            .query((row, n) -> new Mail.Attachment(row.getString("name"), row.getString("media_type"), row.getBytes("content"))).list();
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
