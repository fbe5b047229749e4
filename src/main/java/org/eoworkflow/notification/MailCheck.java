package org.eoworkflow.notification;

/** Looks at every mail before it is added to the outbox, and refuses it by an exception. */
public interface MailCheck {

    void check(Mail mail);
}
