package org.eoworkflow.directive.frontier;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.variable.value.ObjectValue;
import org.eoworkflow.deadline.DeadlineRecords;
import org.eoworkflow.deadline.Subject;
import org.eoworkflow.directive.Consultations;
import org.eoworkflow.directive.Fields;
import org.eoworkflow.directive.IssuedDocuments;
import org.eoworkflow.directive.IssuedDocuments.Issue;
import org.eoworkflow.directive.IssuedDocuments.Part;
import org.eoworkflow.directive.Json;
import org.eoworkflow.directive.frontier.PublishedFrameworks.Published;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.platform.WashingtonTime;
import org.eoworkflow.security.Caller;
import org.springframework.stereotype.Component;

/** The framework by which developers may work with the government: drafted in parts, checked to be voluntary, listened on, published. */
@Component("developerFramework")
public class DeveloperFrameworks {

    static final String TITLE = "Voluntary framework for developers of frontier models";

    /** Stands in every framework, whatever was drafted: the order's own limits. */
    static final String VOLUNTARY = "Taking part is voluntary. Nothing in this framework is a condition of developing, publishing, releasing or distributing "
        + "a model. A developer may leave at any time, without a reason and without a disadvantage.";

    private static final int LONGEST_WINDOW = 60;

    private final PublishedFrameworks published;
    private final Consultations consultations;
    private final IssuedDocuments issued;
    private final Catalogue catalogue;
    private final Ledger ledger;
    private final DeadlineRecords records;
    private final Caller caller;

    DeveloperFrameworks(PublishedFrameworks published, Consultations consultations, IssuedDocuments issued, Catalogue catalogue, Ledger ledger,
                        DeadlineRecords records, Caller caller) {
        this.published = published;
        this.consultations = consultations;
        this.issued = issued;
        this.catalogue = catalogue;
        this.ledger = ledger;
        this.records = records;
        this.caller = caller;
    }

    /** A part is drafted. */
    public void drafted(DelegateTask task, String part) {
        FrameworkPart.of(part).text(new Fields(task));
    }

    /** As letters and forms call it. */
    public String subject() {
        return TITLE;
    }

    /** The whole draft, as it is put before others. */
    public ObjectValue text(DelegateExecution execution) {
        return Json.longText(text((VariableScope) execution));
    }

    private static String text(VariableScope variables) {
        return VOLUNTARY + FrameworkPart.all(new Fields(variables)).stream().map(part -> "\n\n## %s\n\n%s".formatted(part.heading(), part.text()))
            .collect(Collectors.joining());
    }

    // --- is it voluntary?

    /** Puts the whole draft before whoever checks it; every check begins with open questions. */
    public void prepareCheck(DelegateTask task) {
        show(task);
        List.of("licensingFound", "preclearanceFound", "permitFound", "changesNeeded").forEach(field -> task.setVariable(field, null));
    }

    private void show(DelegateTask task) {
        task.setVariableLocal("frameworkSubject", TITLE);
        task.setVariableLocal("frameworkText", Json.longText(text(task)));
    }

    /** The three questions are answered by the Department of Justice or by counsel of the lead. One yes sends the draft back. */
    public void checked(DelegateTask task) {
        caller.requireAny("Whether the framework is voluntary is answered by the Department of Justice or by counsel of the lead. Your account is neither.",
            "doj-staff", task.getVariable("lead") + "-staff");
        var fields = new Fields(task);
        Map<String, Object> answers = new LinkedHashMap<>();
        answers.put("licensing", yesOrNo(fields, "licensingFound", "requires a license"));
        answers.put("preclearance", yesOrNo(fields, "preclearanceFound", "requires preclearance"));
        answers.put("permit", yesOrNo(fields, "permitFound", "requires a permit"));
        boolean found = answers.containsValue("yes");
        String changes = found ? fields.required("changesNeeded", "Say what must change so that the framework is voluntary.") : "";
        task.getExecution().setVariable("voluntariness", found ? "changes" : "kept");
        task.getExecution().setVariable("voluntarinessChanges", changes);
        answers.put("decision", found ? "not voluntary: to be changed" : "voluntary");
        answers.put("changes", changes);
        ledger.append(Entry.of(EntryKind.DECISION_MADE, task, answers));
    }

    private static String yesOrNo(Fields fields, String field, String what) {
        return fields.choice(field, "Say whether anything in the draft %s: yes or no.".formatted(what), "yes", "no");
    }

    // --- listening

    /** The draft is announced to industry, and the window is fixed. */
    public void listeningOpened(DelegateTask task) {
        var fields = new Fields(task);
        int days = fields.whole("listeningDays", 1, LONGEST_WINDOW, "The window is open for at least one day and at most %d.".formatted(LONGEST_WINDOW));
        fields.required("listeningAddress", "Say where comments are sent.");
        fields.required("listeningNotice", "Write the announcement.");
        LocalDate closes = issued.today().plusDays(days);
        task.setVariable("listeningClosesOn", closes.toString());
        task.setVariable("listeningClosesText", WashingtonTime.text(closes(closes).toInstant()));
        records.window(new Subject("listening " + task.getProcessInstanceId(), Subject.Kind.WINDOW, "Listening window: " + TITLE, (String) task.getVariable("order"),
            (String) task.getVariable("directive"), null, task.getExecution().getProcessBusinessKey(), null, null), "Listening window, a planning practice", closes(closes),
            "%s of the calendar after the announcement, until 17:00 of the last in Washington".formatted(WashingtonTime.days(days)));
        ledger.append(Entry.of(EntryKind.NOTE, task, Json.row("note", "listening window opened", "days", days, "closes", closes.toString(),
            "address", fields.text("listeningAddress"))));
    }

    /** When the window closes: at 5:00 PM in Washington on its last day. */
    public Date listeningCloses(DelegateExecution execution) {
        return closes(LocalDate.parse((String) execution.getVariable("listeningClosesOn")));
    }

    private static Date closes(LocalDate day) {
        return Date.from(day.atTime(LocalTime.of(17, 0)).atZone(EngineClock.WASHINGTON).toInstant());
    }

    /** The comments of industry are taken; there may be none. */
    public void commentsTaken(DelegateTask task) {
        var fields = new Fields(task);
        int place = 0;
        for (JsonNode row : fields.rows("industryComments")) {
            place++;
            Fields.line("industryComments", row, "commenter", place, "the organization");
            if (Fields.field(row, "comment").isEmpty()) {
                throw Refusal.invalid("industryComments", "Line %d: enter the comment, or take the line out.".formatted(place));
            }
        }
        ledger.append(Entry.of(EntryKind.NOTE, task, Json.row("note", "comments of industry taken", "comments", place)));
    }

    // --- comments

    /** Whether an agency or somebody of industry commented. */
    public boolean commented(DelegateExecution execution) {
        return consultations.commented(execution) || !new Fields(execution).rows("industryComments").isEmpty();
    }

    /** Puts every comment before whoever answers them. */
    public void prepareComments(DelegateTask task) {
        show(task);
        task.getExecution().setVariableLocal("comments", Json.of(comments(task)));
    }

    private static List<Map<String, Object>> comments(VariableScope variables) {
        var fields = new Fields(variables);
        List<Map<String, Object>> comments = new ArrayList<>();
        fields.rows("consultationViews").stream().filter(row -> !Fields.field(row, "comment").isEmpty())
            .forEach(row -> comments.add(Json.row("commenter", Fields.field(row, "agency"), "comment", Fields.field(row, "comment"), "resolution", "")));
        fields.rows("industryComments")
            .forEach(row -> comments.add(Json.row("commenter", Fields.field(row, "commenter"), "comment", Fields.field(row, "comment"), "resolution", "")));
        return comments;
    }

    /** Every comment is answered, and the draft stands or changes. What was said is taken from those who said it, not from the form. */
    public void commentsResolved(DelegateTask task) {
        var fields = new Fields(task);
        String decision = fields.choice("commentsDecision", "Say whether the draft stands or changes.", "proceed", "redraft");
        Map<String, String> said = new LinkedHashMap<>();
        for (JsonNode row : fields.rows("comments")) {
            said.put(Fields.field(row, "commenter") + '\n' + Fields.field(row, "comment"), Fields.field(row, "resolution"));
        }
        var resolved = comments(task);
        resolved.forEach(row -> {
            String resolution = said.getOrDefault(row.get("commenter") + "\n" + row.get("comment"), "");
            if (resolution.isEmpty()) {
                throw Refusal.invalid("comments", "Answer the comment of %s.".formatted(row.get("commenter")));
            }
            row.put("resolution", resolution);
        });
        task.getExecution().setVariable("commentResolutions", Json.of(resolved));
        ledger.append(Entry.of(EntryKind.DECISION_MADE, task, Json.row("decision", decision, "resolved", resolved)));
    }

    // --- publication

    /** Publishes what was approved: kept for good, recorded as evidence of the clauses, and told to all agencies that take part. */
    public void publish(DelegateExecution execution, String... clauses) {
        var fields = new Fields(execution);
        String order = (String) execution.getVariable("order");
        List<FrameworkPart.Text> parts = new ArrayList<>(List.of(new FrameworkPart.Text("Voluntary", VOLUNTARY)));
        parts.addAll(FrameworkPart.all(fields));
        String accounts = fields.text("approvalAccounts");
        published.publish(order, execution.getProcessInstanceId(), new Published(TITLE, issued.today(), FrameworkPart.accessDays(fields), parts, null), accounts);
        issued.issue(execution, List.of(clauses), new Issue("developer-framework", "Framework", "", TITLE,
            parts.stream().map(part -> Part.text(part.heading(), part.text().replace("**", ""))).toList(),
            "Found to be voluntary; the agencies were consulted and industry was listened to; approved by the leads as equals.",
            issued.head((String) execution.getVariable("lead")), accounts, issued.today(), ""), concerned(execution), "");
    }

    private List<String> concerned(DelegateExecution execution) {
        var directive = catalogue.order((String) execution.getVariable("order")).directive((String) execution.getVariable("directive"));
        var agencies = new LinkedHashSet<>(List.of(directive.lead()));
        agencies.addAll(directive.jointly());
        agencies.addAll(directive.consults());
        return List.copyOf(agencies);
    }

    /** From now on developers may turn to the government under the framework, if they want to. */
    public void openIntake(DelegateExecution execution) {
        published.open((String) execution.getVariable("order"), execution.getProcessInstanceId());
        ledger.append(Entry.of(EntryKind.NOTE, execution, Json.row("note", "intake of the framework opened")));
    }
}
