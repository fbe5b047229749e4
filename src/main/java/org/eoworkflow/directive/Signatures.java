package org.eoworkflow.directive;

import java.util.Locale;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.security.Caller;
import org.springframework.stereotype.Component;

/** The signature under a document that is issued: confirmed and with the day from which the document holds, or refused with a reason. */
@Component
public class Signatures {

    private final IssuedDocuments documents;
    private final Ledger ledger;
    private final Caller caller;

    Signatures(IssuedDocuments documents, Ledger ledger, Caller caller) {
        this.documents = documents;
        this.ledger = ledger;
        this.caller = caller;
    }

    /**
     * Checks the fields {@code …Decision} ({@code verb} or {@code return}), {@code …Confirmed}, {@code …EffectiveOn} (today or later in
     * Washington) and {@code …Reason}. Keeps the account that signed in {@code …IssuedBy}, or the reason in the ledger.
     *
     * @param field with which the names of the fields begin; the document is called so
     * @param verb how the document is issued, e.g. {@code sign}
     * @param signer for whom: a title, never a name
     */
    public void decided(DelegateTask task, String field, String verb, String signer) {
        var fields = new Fields(task);
        String offer = "%s%s the %s, or return it with a reason.".formatted(verb.substring(0, 1).toUpperCase(Locale.ROOT), verb.substring(1), field);
        if (fields.choice(field + "Decision", offer, verb, "return").equals(verb)) {
            fields.confirmed(field + "Confirmed", "Confirm that you %s the %s for %s.".formatted(verb, field, signer));
            fields.day(field + "EffectiveOn", documents.today(), "Give the day from which the %s holds, today or later, like 2026-07-02.".formatted(field));
            task.setVariable(field + "IssuedBy", caller.account());
        } else {
            ledger.append(Entry.of(EntryKind.DECISION_MADE, task, Json.row("decision", "return",
                "reason", fields.required(field + "Reason", "Say why you return the %s.".formatted(field)))));
        }
    }
}
