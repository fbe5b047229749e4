package org.eoworkflow.task;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.eoworkflow.notification.Mail;
import org.eoworkflow.notification.Outbox;
import org.eoworkflow.platform.Documents;
import org.eoworkflow.security.AsSystem;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Tells at once who stands in, and who is away if somebody else entered or ended it. Whose account has no mailbox finds it in Tasklist. */
@Component
class AbsenceMails {

    private final IdentityService identity;
    private final AsSystem system;
    private final Documents documents;
    private final Outbox outbox;
    private final String url;

    AbsenceMails(IdentityService identity, AsSystem system, Documents documents, Outbox outbox,
                 @Value("${eo.url:http://localhost:${server.port:8080}}") String url) {
        this.identity = identity;
        this.system = system;
        this.documents = documents;
        this.outbox = outbox;
        this.url = url.replaceAll("/+$", "");
    }

    void entered(Absence absence) {
        send(absence, "entered", absence.substitute(), "You stand in for " + absence.account(), List.of("%s is away: %s.".formatted(absence.account(), absence.period()),
            "Tasks that they have claimed are yours from the beginning of the first day. What you have not completed goes back after the last.",
            "Under the rule that who prepared does not approve, the two of you count as one person meanwhile."));
        if (!absence.enteredBy().equals(absence.account())) {
            send(absence, "entered", absence.account(), absence.substitute() + " stands in for you", List.of("%s entered that you are away: %s."
                .formatted(absence.enteredBy(), absence.period()), "If that is wrong, end it under Absence in Tasklist."));
        }
    }

    void ended(Absence absence, String by) {
        send(absence, "ended", absence.substitute(), "You do not stand in for %s any more".formatted(absence.account()), List.of(
            "%s ended the absence of %s: %s.".formatted(by, absence.account(), absence.period()), "What was handed over to you and is not completed is theirs again."));
        if (!by.equals(absence.account())) {
            send(absence, "ended", absence.account(), "Your absence is ended", List.of("%s ended your absence: %s.".formatted(by, absence.period()),
                "What was handed over and is not completed is yours again."));
        }
    }

    private void send(Absence absence, String what, String account, String title, List<String> says) {
        var user = system.get(() -> identity.createUserQuery().userId(account).singleResult());
        if (user != null && user.getEmail() != null && !user.getEmail().isBlank()) {
            outbox.add(new Mail("absence/%s/%s/%s".formatted(absence.id(), what, account), user.getEmail(), title,
                documents.html("mail/absence", Map.of("title", title, "says", says, "url", url))));
        }
    }
}
