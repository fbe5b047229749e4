package org.eoworkflow.notification;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/** Turns a mail of the outbox into a message: HTML with a plain-text alternative, and its files. */
@Component
class MimeMails {

    private final MailSettings settings;

    MimeMails(MailSettings settings) {
        this.settings = settings;
    }

    MimeMessage build(OutboxSender.Claimed mail, List<Mail.Attachment> attachments) throws MessagingException {
        var message = new MimeMessage(Session.getInstance(new Properties())) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", mail.messageId());
            }
        };
        var helper = new MimeMessageHelper(message, true, StandardCharsets.UTF_8.name());
        helper.setFrom(settings.from());
        helper.setTo(mail.recipient());
        helper.setSubject(mail.subject().replaceAll("\\p{Cntrl}+", " "));
        helper.setSentDate(Date.from(mail.createdAt()));
        helper.setText(plain(mail.html()), mail.html());
        for (var file : attachments) {
            helper.addAttachment(file.name(), new ByteArrayResource(file.content()), file.mediaType());
        }
        message.saveChanges();
        return message;
    }

    /** What a reader without HTML sees: one line per block, no markup. */
    static String plain(String html) {
        var text = html.replaceAll("(?is)<(style|head|script).*?</\\1>", "")
            .replaceAll("\\s+", " ")
            .replaceAll("(?i)<(/p|/h\\d|/tr|/li|/ul|/table|br ?/?)>", "\n")
            .replaceAll("(?i)</t[dh]>", "\t")
            .replaceAll("<[^>]*>", "");
        return HtmlUtils.htmlUnescape(text).replaceAll("[ \t]*\n\\s*", "\n").strip() + "\n";
    }
}
