package org.eoworkflow.oversight;

import java.util.List;
import org.eoworkflow.notification.SentMails;
import org.eoworkflow.security.Caller;
import org.eoworkflow.security.Groups;
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

    private final SentMails mails;
    private final Caller caller;

    MailController(SentMails mails, Caller caller) {
        this.mails = mails;
        this.caller = caller;
    }

    @GetMapping
    List<SentMails.Fate> list(@RequestParam(defaultValue = "uncertain") String state) {
        caller.requireAny("Only the order office and auditors may see what became of mails.",
            Groups.ORDER_OFFICE, Groups.AUDITOR, Groups.ADMIN);
        return mails.in(state);
    }

    @PostMapping("/{id}/resend")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void resend(@PathVariable long id) {
        caller.requireAny("Only the order office may send a mail again.", Groups.ORDER_OFFICE, Groups.ADMIN);
        mails.resend(id);
    }
}
