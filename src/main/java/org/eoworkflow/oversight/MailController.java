package org.eoworkflow.oversight;

import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.IdentityService;
import org.eoworkflow.notification.SentMails;
import org.eoworkflow.platform.Refusal;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lets the order office see what became of its mails, and send again what nobody can be sure of. */
@RestController
@RequestMapping("/api/mails")
class MailController {

    private static final Set<String> READERS = Set.of("order-office", "auditor", "camunda-admin");
    private static final Set<String> SENDERS = Set.of("order-office", "camunda-admin");

    private final SentMails mails;
    private final IdentityService identity;

    MailController(SentMails mails, IdentityService identity) {
        this.mails = mails;
        this.identity = identity;
    }

    @GetMapping
    List<SentMails.Fate> list(@RequestParam(defaultValue = "uncertain") String state) {
        onlyFor(READERS);
        return mails.in(state);
    }

    @PostMapping("/{id}/resend")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void resend(@PathVariable long id) {
        onlyFor(SENDERS);
        mails.resend(id);
    }

    private void onlyFor(Set<String> groups) {
        var caller = identity.getCurrentAuthentication();
        if (caller == null || caller.getGroupIds() == null || caller.getGroupIds().stream().noneMatch(groups::contains)) {
            throw Refusal.forbidden("Only the order office may do this with mails.");
        }
    }
}
