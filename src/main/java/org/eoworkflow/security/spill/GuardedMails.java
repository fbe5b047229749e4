package org.eoworkflow.security.spill;

import org.eoworkflow.notification.Mail;
import org.eoworkflow.notification.MailCheck;
import org.springframework.stereotype.Component;

/** A mail is looked at as it will be read: what a template and its values say together. What is attached was looked at where it came from. */
@Component
class GuardedMails implements MailCheck {

    private final SpillGuard guard;

    GuardedMails(SpillGuard guard) {
        this.guard = guard;
    }

    @Override
    public void check(Mail mail) {
        guard.text("mail, subject", "subject", "The mail's subject", mail.subject());
        guard.text("mail, text", "text", "The mail's text", mail.html());
    }
}
