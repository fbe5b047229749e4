package org.eoworkflow.notification;

import java.util.List;

/**
 * A mail to be sent once.
 *
 * @param key names the occasion; a second mail with the same key and recipient is not added
 * @param to one mailbox
 * @param html the body, already escaped
 */
public record Mail(String key, String to, String subject, String html, List<Attachment> attachments) {

    /** A file that goes with a mail. */
    public record Attachment(String name, String mediaType, byte[] content) {
    }

    public Mail(String key, String to, String subject, String html) {
        this(key, to, subject, html, List.of());
    }
}
