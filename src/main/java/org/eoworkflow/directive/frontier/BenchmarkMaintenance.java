package org.eoworkflow.directive.frontier;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.runtime.Execution;
import org.eoworkflow.deadline.DeadlineRecords;
import org.eoworkflow.deadline.Subject;
import org.eoworkflow.directive.Fields;
import org.eoworkflow.directive.Fields.Pointer;
import org.eoworkflow.directive.IssuedDocuments;
import org.eoworkflow.directive.Json;
import org.eoworkflow.directive.frontier.CapabilityShifts.Shift;
import org.eoworkflow.directive.frontier.DesignatedModels.Designated;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.notification.Mail;
import org.eoworkflow.notification.Outbox;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.platform.Documents;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.platform.WashingtonTime;
import org.eoworkflow.security.Caller;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Keeps the benchmarks up for as long as the order stands: reviewed every 90 days, or when a shift of capabilities is reported. */
@Component("benchmarkMaintenance")
public class BenchmarkMaintenance {

    private static final String PROCESS = "BenchmarkMaintenance";
    private static final String MESSAGE = "CapabilityShiftReported";

    private final BenchmarkVersions versions;
    private final CapabilityShifts shifts;
    private final ObjectProvider<DesignatedModels> designations;
    private final IssuedDocuments issued;
    private final Catalogue catalogue;
    private final Documents documents;
    private final Outbox outbox;
    private final Ledger ledger;
    private final DeadlineRecords records;
    private final Caller caller;
    private final ObjectProvider<RuntimeService> runtime;

    BenchmarkMaintenance(BenchmarkVersions versions, CapabilityShifts shifts, ObjectProvider<DesignatedModels> designations, IssuedDocuments issued,
                         Catalogue catalogue, Documents documents, Outbox outbox, Ledger ledger, DeadlineRecords records, Caller caller,
                         ObjectProvider<RuntimeService> runtime) {
        this.versions = versions;
        this.shifts = shifts;
        this.designations = designations;
        this.issued = issued;
        this.catalogue = catalogue;
        this.documents = documents;
        this.outbox = outbox;
        this.ledger = ledger;
        this.records = records;
        this.caller = caller;
        this.runtime = runtime;
    }

    /** Starts the maintenance of what was put in effect, unless it runs already. */
    public void start(DelegateExecution execution) {
        String key = execution.getProcessBusinessKey() + "/maintenance";
        if (runtime.getObject().createProcessInstanceQuery().processDefinitionKey(PROCESS).processInstanceBusinessKey(key).count() > 0) {
            return;
        }
        var variables = new HashMap<String, Object>();
        List.of("order", "directive", "lead", "through", "office", "consulted", "signed", "methodology", "threshold", "version")
            .forEach(passed -> variables.put(passed, execution.getVariable(passed)));
        variables.put("title", "Maintenance of the benchmarks");
        variables.put("lastReviewOn", issued.today().toString());
        runtime.getObject().startProcessInstanceByKey(PROCESS, key, variables);
        ledger.append(Entry.of(EntryKind.NOTE, execution, Json.row("note", "maintenance begun", "key", key)));
    }

    /**
     * When the next review is due: so many calendar days after the last, at 9:00 in Washington.
     *
     * @param period e.g. {@code P90D}
     */
    public Date nextReview(DelegateExecution execution, String period) {
        LocalDate last = LocalDate.parse((String) execution.getVariable("lastReviewOn"));
        Date next = Date.from(last.plus(Period.parse(period)).atTime(LocalTime.of(9, 0)).atZone(EngineClock.WASHINGTON).toInstant());
        records.recurring(Subject.ofCase("review of the threshold " + execution.getVariable("order"), Subject.Kind.RECURRING,
            "Review of the threshold for covered frontier models", (String) execution.getVariable("order"), null, execution.getProcessBusinessKey(), null), next, last, "The threshold was put in effect or last reviewed.",
            "calendar days since then, 09:00 in Washington", Period.parse(period));
        return next;
    }

    /** Shows the reviewer what is in effect, and what was reported since the last review. */
    public void prepareReview(DelegateTask task) {
        String order = (String) task.getVariable("order");
        BenchmarkVersion version = versions.latest(order).orElseThrow(() -> Refusal.conflict("No version is in effect."));
        List<Shift> waiting = shifts.waiting(order);
        task.setVariableLocal("versionSubject", BenchmarkVersion.subject(version.number()));
        task.setVariableLocal("versionText", Json.longText(version.text()));
        task.setVariableLocal("shiftReports", Json.of(waiting.stream().map(shift -> Json.row("id", String.valueOf(shift.id()),
            "reported", WashingtonTime.text(shift.reportedAt()), "agency", agencyOf(shift.reportedBy()),
            "held", String.join("; ", shift.description().stream().map(BenchmarkVersion::line).toList()))).toList()));
    }

    /** Accounts are shown by their agency: who reported is in the ledger. */
    private String agencyOf(String account) {
        String agency = account.contains(".") ? account.substring(0, account.indexOf('.')) : account;
        return catalogue.hasAgency(agency) ? catalogue.agency(agency).name() : account;
    }

    /** The threshold is reviewed: kept, or to be revised. The reports that the reviewer saw are taken up with it; later ones wait. */
    public void reviewed(DelegateTask task) {
        var fields = new Fields(task);
        String decision = fields.choice("reviewDecision", "Say whether the threshold is kept or revised.", "keep", "revise");
        List<Pointer> record = fields.pointers("review");
        var seen = Json.elements("shiftReports", task.getVariable("shiftReports")).stream().map(row -> Long.valueOf(Json.text(row, "id"))).toList();
        shifts.reviewed(seen);
        task.getExecution().setVariable("lastReviewOn", issued.today().toString());
        task.getExecution().setVariable("approvalReasons", null);
        ledger.append(Entry.of(EntryKind.DECISION_MADE, task, Json.row("decision", decision, "version", versions.next((String) task.getVariable("order")) - 1,
            "reports", seen.size(), "record", record.stream().map(Pointer::row).toList())));
    }

    /** Whether reports came that no review has taken up. */
    public boolean reportsWaiting(DelegateExecution execution) {
        String order = (String) execution.getVariable("order");
        shifts.lock(order);
        return !shifts.waiting(order).isEmpty();
    }

    /** Lists the models that were designated under the version before, which are to be looked at again, and tells the lead's agencies. */
    public void listDesignations(DelegateExecution execution) {
        String order = (String) execution.getVariable("order");
        int before = (Integer) execution.getVariable("version") - 1;
        List<Designated> models = designations.orderedStream().flatMap(known -> known.under(order, before).stream()).toList();
        var rows = models.stream().map(model -> Json.row("reference", model.reference(), "developer", model.developer())).toList();
        execution.setVariable("designatedModels", Json.of(rows));
        ledger.append(Entry.of(EntryKind.NOTE, execution, Json.row("note", models.isEmpty() ? "no model is designated under the version before"
            : "models designated under the version before are to be reviewed", "version", before, "models", rows)));
        var directive = catalogue.order(order).directive((String) execution.getVariable("directive"));
        var told = new LinkedHashSet<>(List.of(directive.lead()));
        told.addAll(directive.jointly());
        told.forEach(agency -> outbox.add(new Mail("designations-to-review/%s/%d".formatted(execution.getProcessInstanceId(), before),
            catalogue.agency(agency).mailbox(), "Designations to review: " + BenchmarkVersion.subject(before + 1),
            documents.html("mail/designations-to-review", Map.of("agency", catalogue.agency(agency).name(), "before", before, "models", rows)))));
    }

    /** Keeps a report that the capabilities of models have shifted. It is known by pointers only, and refused where nothing is maintained. */
    public void shiftReported(DelegateExecution execution) {
        String order = Objects.toString(execution.getVariable("order"), "").strip();
        if (maintaining(order).isEmpty()) {
            throw Refusal.invalid("order", "Order '%s' has no benchmarks that are maintained: they are not in effect yet, rest by an amendment, or ended with their order.".formatted(order));
        }
        List<Pointer> described = new Fields(execution).pointers("capabilityShift");
        execution.setProcessBusinessKey(order);
        shifts.add(order, described, caller.account());
        ledger.append(Entry.of(EntryKind.NOTE, execution, Json.row("note", "shift of capabilities reported",
            "described", described.stream().map(Pointer::row).toList())));
    }

    /** Begins a review if the maintenance waits for one. If one is under way, the report is taken up with it, or right after it. */
    public void tell(DelegateExecution execution) {
        String order = (String) execution.getVariable("order");
        shifts.lock(order);
        if (shifts.waiting(order).isEmpty()) {
            return;
        }
        maintaining(order).stream().flatMap(instance -> runtime.getObject().createExecutionQuery().processInstanceId(instance.getProcessInstanceId())
                .messageEventSubscriptionName(MESSAGE).list().stream())
            .forEach(waiting -> runtime.getObject().messageEventReceived(MESSAGE, waiting.getId()));
    }

    private List<? extends Execution> maintaining(String order) {
        return order.isEmpty() ? List.of() : runtime.getObject().createProcessInstanceQuery().processDefinitionKey(PROCESS)
            .processInstanceBusinessKeyLike(order + "/%").active().list();
    }

    /** The order has ended, and with it the maintenance. */
    public void ended(DelegateExecution execution) {
        ledger.append(Entry.of(EntryKind.NOTE, execution, Json.row("note", "maintenance ended", "reason", execution.getVariable("endReason"))));
    }
}
