package org.eoworkflow.obligation;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.ledger.LedgerExport;
import org.eoworkflow.ledger.LedgerVerification;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.security.Caller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lets those who oversee the orders verify the ledger and take it with them: all of it, or the entries of one order. */
@RestController
@RequestMapping("/api")
class LedgerController {

    private final LedgerVerification verification;
    private final Ledger ledger;
    private final LedgerExport export;
    private final OscalResults results;
    private final Catalogue catalogue;
    private final Caller caller;

    LedgerController(LedgerVerification verification, Ledger ledger, LedgerExport export, OscalResults results, Catalogue catalogue,
                     Caller caller) {
        this.verification = verification;
        this.ledger = ledger;
        this.export = export;
        this.results = results;
        this.catalogue = catalogue;
        this.caller = caller;
    }

    /** Where the ledger ends now: its last hash is worth noting elsewhere. */
    @GetMapping("/ledger")
    Ledger.Head head() {
        requireOversight("read");
        return ledger.head();
    }

    @GetMapping("/ledger/verification")
    LedgerVerification.Result verify() {
        requireOversight("verify");
        return verification.verify();
    }

    /** Without an order it can be verified by itself, see {@link org.eoworkflow.ledger.VerifyLedger}. */
    @GetMapping("/ledger.json")
    void json(@RequestParam(required = false) String order, HttpServletResponse response) throws IOException {
        var end = end(order);
        export.json(order, end, Attachment.of(response, name(order, end) + ".json"));
    }

    @GetMapping("/ledger.csv")
    void csv(@RequestParam(required = false) String order, HttpServletResponse response) throws IOException {
        var end = end(order);
        export.csv(order, end, Attachment.of(response, name(order, end) + ".csv"));
    }

    @GetMapping("/ledger.oscal.json")
    void oscal(@RequestParam(required = false) String order, HttpServletResponse response) throws IOException {
        var end = end(order);
        results.write(order, end, () -> Attachment.of(response, name(order, end) + ".oscal.json"));
    }

    /** Where the ledger ends now, if the caller may have it and there is such an order. */
    private Ledger.Head end(String order) {
        requireOversight("export");
        if (order != null) {
            catalogue.order(order);
        }
        return ledger.head();
    }

    private static String name(String order, Ledger.Head end) {
        return (order == null ? "" : order + "-") + "ledger-" + end.sequence();
    }

    private void requireOversight(String what) {
        caller.requireAny("Only the order office, auditors and administrators may %s the ledger.".formatted(what),
            "order-office", "auditor", "camunda-admin");
    }
}
