package org.eoworkflow.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.SampleFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.transaction.support.TransactionTemplate;

@EngineTest
class OutboxTest {

    @RegisterExtension
    static final GreenMailExtension SMTP = new GreenMailExtension(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP)
        .dynamicPort()).withPerMethodLifecycle(true);

    private static final MailSettings SETTINGS =
        new MailSettings("order-office@eo.example", Duration.ofSeconds(10), Duration.ofDays(3), Duration.ofMinutes(5));

    @Autowired Outbox outbox;
    @Autowired SentMails mails;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;

    private final String key = "test/" + UUID.randomUUID();
    private final Mail mail = new Mail(key, "gsa@agency.example", "BOD 26-04 was released",
        "<p>Released &amp; in force.</p><p>Due July 2, 2026, 11:59 PM ET</p>",
        List.of(new Mail.Attachment("bod-26-04.pdf", "application/pdf", SampleFiles.pdf("Fences stand."))));

    @BeforeEach
    void onlyThisTestsMails() {
        jdbc.sql("update eo.outbox set state = 'sent' where state <> 'sent'").update();
    }

    @Test
    void sendsAMailOnceWithItsTextFileAndId() throws Exception {
        outbox.add(mail);

        assertThat(smtp().sendDue()).isEqualTo(1);
        assertThat(smtp().sendDue()).isZero();

        assertThat(SMTP.getReceivedMessages()).singleElement().satisfies(received -> {
            assertThat(received.getSubject()).isEqualTo("BOD 26-04 was released");
            assertThat(received.getHeader("Message-ID")).containsExactly(messageId());
            var parts = (MimeMultipart) received.getContent();
            assertThat(parts.getBodyPart(1).getFileName()).isEqualTo("bod-26-04.pdf");
            assertThat(new String(received.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("Released & in force.").contains("<p>Released &amp; in force.</p>");
        });
    }

    @Test
    void theSameOccasionIsMailedOnce() {
        assertThat(outbox.add(mail)).isTrue();
        assertThat(outbox.add(mail)).isFalse();

        assertThat(smtp().sendDue()).isEqualTo(1);
    }

    @Test
    void aRolledBackTransactionSendsNothing() {
        transaction.executeWithoutResult(status -> {
            outbox.add(mail);
            status.setRollbackOnly();
        });

        assertThat(smtp().sendDue()).isZero();
        assertThat(SMTP.getReceivedMessages()).isEmpty();
    }

    @Test
    void nothingIsLostWhileTheServerIsAway() {
        outbox.add(mail);
        int port = SMTP.getSmtp().getPort();
        SMTP.stop();

        assertThat(smtp(port).sendDue()).isZero();
        assertThat(state()).isEqualTo("waiting");
        assertThat(smtp(port).sendDue()).as("waits before the next try").isZero();

        SMTP.start();
        jdbc.sql("update eo.outbox set next_attempt = now() where key = ?").param(key).update();
        assertThat(smtp().sendDue()).isEqualTo(1);
        assertThat(SMTP.getReceivedMessages()).hasSize(1);
    }

    @Test
    void aMailInterruptedByACrashIsNotSentASecondTime() {
        outbox.add(mail);
        claimedByANodeThatDied(Duration.ofMinutes(6));

        assertThat(smtp().sendDue()).isZero();
        assertThat(mails.in("uncertain")).extracting(SentMails.Fate::messageId).contains(messageId());
        assertThat(SMTP.getReceivedMessages()).isEmpty();
    }

    @Test
    void aPersonSendsAnUncertainMailAgainUnderItsOldId() throws Exception {
        outbox.add(mail);
        claimedByANodeThatDied(Duration.ofMinutes(6));
        smtp().sendDue();

        mails.resend(jdbc.sql("select id from eo.outbox where key = ?").param(key).query(Long.class).single());

        assertThat(smtp().sendDue()).isEqualTo(1);
        assertThat(SMTP.getReceivedMessages()[0].getHeader("Message-ID")).containsExactly(messageId());
    }

    @Test
    void aSentMailIsNotSentAgain() {
        outbox.add(mail);
        smtp().sendDue();
        var id = jdbc.sql("select id from eo.outbox where key = ?").param(key).query(Long.class).single();

        assertThatThrownBy(() -> mails.resend(id)).isInstanceOf(Refusal.class).hasMessageContaining("neither failed nor uncertain");
    }

    @Test
    void aMailThatAnotherNodeIsSendingIsLeftAlone() {
        outbox.add(mail);
        claimedByANodeThatDied(Duration.ofMinutes(1));

        assertThat(smtp().sendDue()).isZero();
        assertThat(state()).isEqualTo("sending");
    }

    @Test
    void twoNodesShareTheOutboxWithoutSendingTwice() throws Exception {
        for (int i = 0; i < 40; i++) {
            outbox.add(new Mail(key + i, "agency" + i + "@agency.example", "Reminder", "<p>Soon</p>"));
        }
        var other = new Thread(() -> smtp().sendDue());
        other.start();
        smtp().sendDue();
        other.join();

        assertThat(SMTP.getReceivedMessages()).hasSize(40);
    }

    @Test
    void aFolderKeepsTheMailAsAFile(@TempDir Path folder) {
        outbox.add(mail);

        assertThat(sender(new FolderTransport(folder)).sendDue()).isEqualTo(1);

        assertThat(folder).isDirectoryContaining("glob:**.eml").satisfies(f -> {
            try (var files = Files.list(f)) {
                assertThat(files.toList()).singleElement().satisfies(file ->
                    assertThat(file).content().contains("Message-ID: " + messageId()).contains("To: gsa@agency.example"));
            }
        });
    }

    @Test
    void aLineBreakInASubjectAddsNoHeader() throws Exception {
        outbox.add(new Mail(key, "gsa@agency.example", "Status\r\nBcc: everybody@agency.example", "<p>x</p>"));
        smtp().sendDue();

        assertThat(SMTP.getReceivedMessages()).singleElement()
            .satisfies(received -> assertThat(received.getHeader("Bcc")).isNull());
    }

    private void claimedByANodeThatDied(Duration ago) {
        jdbc.sql("update eo.outbox set state = 'sending', claimed_at = now() - make_interval(secs => ?) where key = ?")
            .params(ago.toSeconds(), key).update();
    }

    private String state() {
        return jdbc.sql("select state from eo.outbox where key = ?").param(key).query(String.class).single();
    }

    private String messageId() {
        return jdbc.sql("select message_id from eo.outbox where key = ?").param(key).query(String.class).single();
    }

    private OutboxSender smtp() {
        return smtp(SMTP.getSmtp().getPort());
    }

    private OutboxSender smtp(int port) {
        var client = new JavaMailSenderImpl();
        client.setHost("127.0.0.1");
        client.setPort(port);
        return sender(new SmtpTransport(client));
    }

    private OutboxSender sender(MailTransport transport) {
        return new OutboxSender(jdbc, transport, new MimeMails(SETTINGS), SETTINGS);
    }
}
