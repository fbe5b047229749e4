package org.eoworkflow.directive.enforcement;

import java.time.LocalDate;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.eoworkflow.directive.Fields;
import org.eoworkflow.directive.IssuedDocuments;
import org.eoworkflow.directive.Json;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.platform.Refusal;
import org.springframework.stereotype.Component;

/** The training of the offices that apply a priority. */
@Component("officeTraining")
public class OfficeTraining {

    private static final int MOST = 10_000;

    private final IssuedDocuments documents;
    private final Ledger ledger;

    OfficeTraining(IssuedDocuments documents, Ledger ledger) {
        this.documents = documents;
        this.ledger = ledger;
    }

    /** How many offices are trained; where not all are, until when the rest follow. */
    public void recorded(DelegateTask task) {
        var fields = new Fields(task);
        LocalDate today = documents.today();
        int total = fields.whole("officesTotal", 1, MOST, "Say how many offices are to be trained, a whole number from 1 to %d.".formatted(MOST));
        int trained = fields.whole("officesTrained", 1, total, "Say how many of the %d offices are trained: at least one, and not more than all.".formatted(total));
        LocalDate on = fields.day("trainedOn", LocalDate.parse((String) task.getVariable("signed")), "Give the day of the last training, since the order was signed.");
        if (on.isAfter(today)) {
            throw Refusal.invalid("trainedOn", "The last training must not be in the future.");
        }
        String subject = fields.required("trainingSubject", "Say what was taught.");
        LocalDate rest = trained == total ? null
            : fields.day("restTrainedBy", today, "Say by which day the other %d offices are trained, today or later.".formatted(total - trained));
        ledger.append(Entry.of(EntryKind.NOTE, task, Json.row("note", "offices trained", "trained", trained, "of", total, "on", on.toString(),
            "subject", subject, "restBy", rest == null ? null : rest.toString())));
    }
}
