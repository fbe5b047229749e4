package org.eoworkflow.obligation;

import org.eoworkflow.ledger.LedgerVerification;
import org.eoworkflow.security.Caller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lets those who oversee the order verify the ledger. */
@RestController
class LedgerController {

    private final LedgerVerification verification;
    private final Caller caller;

    LedgerController(LedgerVerification verification, Caller caller) {
        this.verification = verification;
        this.caller = caller;
    }

    @GetMapping("/api/ledger/verification")
    LedgerVerification.Result verify() {
        caller.requireAny("Only the order office, auditors and administrators may verify the ledger.", "order-office", "auditor", "camunda-admin");
        return verification.verify();
    }
}
