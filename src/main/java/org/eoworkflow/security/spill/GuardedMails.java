package org.eoworkflow.security.spill;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.eoworkflow.notification.Mail;
import org.eoworkflow.notification.MailCheck;
import org.eoworkflow.platform.Sha256;
import org.springframework.stereotype.Component;

/** A mail is looked at as it will be read: what a template and its values say together, and what is attached. */
@Component
class GuardedMails implements MailCheck {

    private static final int ATTACHMENTS = 100;

    private final SpillGuard guard;

    /** Digests of what was attached lately and is clean: the same file goes to a hundred agencies. */
    private final Set<String> clean = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > ATTACHMENTS;
        }
    }));

    GuardedMails(SpillGuard guard) {
        this.guard = guard;
    }

    @Override
    public void check(Mail mail) {
        guard.text("mail, subject", "subject", "The mail's subject", mail.subject());
        guard.text("mail, text", "text", "The mail's text", mail.html());
        for (var attachment : mail.attachments()) {
            String digest = attachment.name() + ' ' + Sha256.hex(attachment.content());
            if (!clean.contains(digest)) {
                guard.file("mail, attachment", attachment.name(), attachment.content());
                clean.add(digest);
            }
        }
    }
}
