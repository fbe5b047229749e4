package org.eoworkflow.notification;

import jakarta.mail.SendFailedException;
import jakarta.mail.internet.MimeMessage;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;

/** Sends by the SMTP server of {@code spring.mail}. */
class SmtpTransport implements MailTransport {

    private final JavaMailSender sender;

    SmtpTransport(JavaMailSender sender) {
        this.sender = sender;
    }

    @Override
    public void deliver(MimeMessage message, String messageId) throws PermanentlyRefused {
        try {
            sender.send(message);
        } catch (MailSendException e) {
            for (var failure : e.getMessageExceptions()) {
                if (failure instanceof SendFailedException refused && isPermanent(refused)) {
                    throw new PermanentlyRefused(refused.getMessage(), e);
                }
            }
            throw e;
        }
    }

    /** RFC 5321: a reply that starts with 5 means that the same command will fail again. */
    private static boolean isPermanent(Exception failure) {
        for (Exception e = failure; e != null; e = e instanceof jakarta.mail.MessagingException m ? m.getNextException() : null) {
            int code = e instanceof SMTPAddressFailedException address ? address.getReturnCode()
                : e instanceof SMTPSendFailedException send ? send.getReturnCode() : 0;
            if (code >= 500) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean repeatable() {
        return false;
    }
}
