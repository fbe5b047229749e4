package org.eoworkflow.notification;

import jakarta.mail.internet.MimeMessage;

/** Hands a finished mail over to the world. */
interface MailTransport {

    /** Delivers the mail or throws: {@link PermanentlyRefused} when another try is no use. */
    void deliver(MimeMessage message, String messageId) throws Exception;

    /** Whether delivering the same mail again leaves no second copy. */
    boolean repeatable();

    /** The receiver will never take this mail. */
    class PermanentlyRefused extends Exception {
        PermanentlyRefused(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
