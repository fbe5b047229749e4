package org.eoworkflow.directive.frontier;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.variable.value.ObjectValue;
import org.eoworkflow.directive.Fields;
import org.eoworkflow.directive.IssuedDocuments;
import org.eoworkflow.directive.IssuedDocuments.Issue;
import org.eoworkflow.directive.IssuedDocuments.Part;
import org.eoworkflow.directive.JointApprovals;
import org.eoworkflow.directive.Json;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.notification.Mail;
import org.eoworkflow.notification.Outbox;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.platform.Documents;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.platform.WashingtonTime;
import org.eoworkflow.security.Caller;
import org.springframework.stereotype.Component;

/**
 * The classified benchmarking process and its threshold: drafted, approved and put in effect where they are held. What is known here
 * are pointers and days.
 */
@Component("benchmarks")
public class Benchmarks {

    private static final String POINTERS = "This document is unclassified. It says that a version is in effect and where it is held; what it says is "
        + "read there. No score, test item or threshold is part of it.";

    private final BenchmarkVersions versions;
    private final JointApprovals approvals;
    private final IssuedDocuments issued;
    private final Catalogue catalogue;
    private final Documents documents;
    private final Outbox outbox;
    private final Ledger ledger;
    private final Caller caller;

    Benchmarks(BenchmarkVersions versions, JointApprovals approvals, IssuedDocuments issued, Catalogue catalogue, Documents documents, Outbox outbox,
               Ledger ledger, Caller caller) {
        this.versions = versions;
        this.approvals = approvals;
        this.issued = issued;
        this.catalogue = catalogue;
        this.documents = documents;
        this.outbox = outbox;
        this.ledger = ledger;
        this.caller = caller;
    }

    /** The working group is named: at least one office of every agency that approves later. Each agency in it is told by mail. */
    public void convened(DelegateTask task) {
        var fields = new Fields(task);
        Map<String, String> offices = new LinkedHashMap<>();
        int place = 0;
        for (var row : fields.rows("members")) {
            place++;
            String agency = Fields.line("members", row, "agency", place, "the agency");
            offices.merge(agency, Fields.line("members", row, "memberOffice", place, "the office"), "%s; %s"::formatted);
        }
        leads(task.getExecution()).stream().filter(lead -> !offices.containsKey(lead)).findFirst().ifPresent(lead -> {
            throw Refusal.invalid("members", "Name at least one office of %s: it approves what the group drafts.".formatted(catalogue.agency(lead).name()));
        });
        String meets = WashingtonTime.text(fields.day("firstMeeting", issued.today(), "Give the day of the first meeting, today or later, like 2026-06-10."));
        offices.forEach((agency, office) -> outbox.add(new Mail("working-group/" + task.getProcessInstanceId(), catalogue.agency(agency).mailbox(),
            "Working group convened: " + task.getVariable("title"), documents.html("mail/working-group", Map.of("agency", catalogue.agency(agency).name(),
                "office", catalogue.agency((String) task.getVariable("office")).name(), "subject", task.getVariable("title"), "members", office, "meets", meets)))));
        ledger.append(Entry.of(EntryKind.NOTE, task, Json.row("note", "working group convened", "members", offices)));
    }

    /** A draft is there: known by pointers, and by nothing else. */
    public void drafted(DelegateTask task, String what) {
        new Fields(task).pointers(what);
    }

    /** A revision of both is there. */
    public void revised(DelegateTask task) {
        drafted(task, "methodology");
        drafted(task, "threshold");
    }

    /** What is put before others: the version that comes next. */
    public String subject(DelegateExecution execution) {
        return BenchmarkVersion.subject(versions.next((String) execution.getVariable("order")));
    }

    /** Where the drafts are held. */
    public ObjectValue text(DelegateExecution execution) {
        return Json.longText(text((VariableScope) execution));
    }

    private static String text(VariableScope variables) {
        var fields = new Fields(variables);
        return BenchmarkVersion.text(fields.pointers("methodology"), fields.pointers("threshold"));
    }

    /** The comments are answered where the content is held, and decided on. */
    public void commentsResolved(DelegateTask task) {
        var fields = new Fields(task);
        String decision = fields.choice("commentsDecision", "Say whether the drafts stand or change.", "proceed", "redraft");
        ledger.append(Entry.of(EntryKind.DECISION_MADE, task, Json.row("decision", decision, "answers",
            fields.pointers("resolution").stream().map(Fields.Pointer::row).toList())));
    }

    /** Shows what was approved to whoever sets the day. */
    public void prepareDate(DelegateTask task) {
        task.setVariableLocal("versionSubject", subject(task.getExecution()));
        task.setVariableLocal("versionText", Json.longText(text(task)));
    }

    /** The day of effect is set: not before the approval. */
    public void dated(DelegateTask task) {
        var fields = new Fields(task);
        fields.confirmed("effectiveConfirmed", "Confirm that you put this version in effect.");
        effective(fields);
        task.setVariable("effectiveBy", caller.account());
    }

    private static LocalDate approved(Fields fields) {
        return fields.day("approvedOn", LocalDate.MIN, "The leads have not approved it.");
    }

    private static LocalDate effective(Fields fields) {
        LocalDate approved = approved(fields);
        return fields.day("effectiveOn", approved, "Give the day on which it takes effect, on the day of the approval (%s) or later.".formatted(approved));
    }

    /**
     * Puts what was approved in effect as the next version: kept for good, recorded for the clauses, and told to all agencies that
     * take part. Sets {@code version}.
     */
    public void putInEffect(DelegateExecution execution, String... clauses) {
        var fields = new Fields(execution);
        String order = (String) execution.getVariable("order");
        var version = new BenchmarkVersion(versions.next(order), fields.pointers("methodology"), fields.pointers("threshold"), approved(fields), effective(fields));
        List<String> leads = leads(execution);
        versions.add(order, version, execution.getProcessBusinessKey(), execution.getProcessInstanceId(), leads, fields.text("effectiveBy"));
        execution.setVariable("version", version.number());
        ledger.append(Entry.of(EntryKind.DECISION_MADE, execution, Json.row("decision", "put in effect", "version", version.number(),
            "approvedOn", version.approvedOn().toString(), "effectiveOn", version.effectiveOn().toString(), "approvedBy", leads)));
        issued.issue(execution, List.of(clauses), new Issue("benchmark-version", "Benchmarking of frontier models", "",
            BenchmarkVersion.subject(version.number()), List.of(part("Methodology", version.methodology()), part("Threshold", version.threshold())),
            "Approved on %s by %s.".formatted(WashingtonTime.text(version.approvedOn()), String.join(", ", leads.stream().map(lead -> catalogue.agency(lead).name()).toList())),
            issued.head((String) execution.getVariable("lead")), fields.text("effectiveBy"), version.effectiveOn(), POINTERS), concerned(execution), "");
    }

    private static Part part(String heading, List<Fields.Pointer> pointers) {
        return Part.table(heading, "", List.of("Registry number", "Custodian office", "System name"),
            List.of("registryNumber", "custodianOffice", "systemName"), pointers.stream().map(Fields.Pointer::row).toList());
    }

    private List<String> leads(DelegateExecution execution) {
        return Json.texts("approving", approvals.leads(execution));
    }

    /** Everybody whom the order names for it. */
    private List<String> concerned(DelegateExecution execution) {
        var directive = catalogue.order((String) execution.getVariable("order")).directive((String) execution.getVariable("directive"));
        var agencies = new LinkedHashSet<>(List.of(directive.lead()));
        agencies.addAll(directive.jointly());
        agencies.addAll(directive.consults());
        return List.copyOf(agencies);
    }
}
