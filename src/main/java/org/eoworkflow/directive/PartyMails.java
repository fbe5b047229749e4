package org.eoworkflow.directive;

import java.util.List;
import java.util.Map;
import org.eoworkflow.notification.Mail;
import org.eoworkflow.notification.Outbox;
import org.eoworkflow.order.Agency;
import org.eoworkflow.platform.Documents;
import org.springframework.stereotype.Component;

/** Mails to those who are asked: that they are, that their answer is missing, and that their head is told so. */
@Component
public class PartyMails {

    private final Documents documents;
    private final Outbox outbox;

    PartyMails(Documents documents, Outbox outbox) {
        this.documents = documents;
        this.outbox = outbox;
    }

    /**
     * Asks each agency.
     *
     * @param key names the occasion, so that nobody is asked twice for the same
     * @param task the name of the task that waits for them
     * @param rule what they may answer and until when
     */
    public void ask(String key, List<Agency> agencies, String office, String subject, String task, String rule) {
        agencies.forEach(agency -> outbox.add(new Mail(key, agency.mailbox(), "%s: %s".formatted(task, subject), documents.html("mail/party-asked",
            Map.of("agency", agency.name(), "office", office, "subject", subject, "task", task, "rule", rule)))));
    }

    /** Reminds agencies that have not answered. */
    public void chase(String key, List<Agency> agencies, String office, String subject, String task, String rule) {
        agencies.forEach(agency -> outbox.add(new Mail(key, agency.mailbox(), "Answer missing: %s".formatted(subject), late(agency.name(), agency.name(),
            office, subject, task, rule))));
    }

    /** Tells the heads of agencies that these have not answered, and the office that asked. */
    public void escalate(String key, List<Agency> agencies, Agency office, String subject, String task, String rule) {
        for (Agency agency : agencies) {
            Agency.Head head = agency.head();
            String to = head == null ? agency.mailbox() : head.mailbox();
            outbox.add(new Mail(key + "/" + agency.id(), to, "Answer missing: %s".formatted(subject),
                late(head == null ? agency.name() : head.title(), agency.name(), office.name(), subject, task, rule)));
            outbox.add(new Mail(key + "/" + agency.id(), office.mailbox(), "Answer of %s missing: %s".formatted(agency.name(), subject),
                late(office.name(), agency.name(), office.name(), subject, task, rule)));
        }
    }

    private String late(String to, String agency, String office, String subject, String task, String rule) {
        return documents.html("mail/party-late", Map.of("to", to, "agency", agency, "office", office, "subject", subject, "task", task, "rule", rule));
    }
}
