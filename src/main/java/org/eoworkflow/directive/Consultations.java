package org.eoworkflow.directive;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.spin.json.SpinJsonNode;
import org.eoworkflow.deadline.DeadlineRecords;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.notification.Mail;
import org.eoworkflow.notification.Outbox;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.platform.Documents;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.platform.WashingtonTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Consultations of other agencies: views are asked for within a window, silence is recorded when it closes, and every
 * non-concurrence is answered and decided. Answers stay outside the process until then: no party sees another's.
 */
@Component("consultation")
public class Consultations {

    private static final String DEFAULT_WINDOW = "P5D";
    private static final String SILENCE = "no-response";
    private static final Map<String, String> LABELS = Map.of("concur", "Concur", "concur-with-comment", "Concur with comment",
        "non-concur", "Do not concur", "no-comment", "No comment", SILENCE, "No response");

    private final Catalogue catalogue;
    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final Outbox outbox;
    private final Documents documents;
    private final DeadlineRecords records;
    private final Clock clock;

    Consultations(Catalogue catalogue, JdbcClient jdbc, Ledger ledger, Outbox outbox, Documents documents,
                  DeadlineRecords records, Clock clock) {
        this.catalogue = catalogue;
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.outbox = outbox;
        this.documents = documents;
        this.records = records;
        this.clock = clock;
    }

    /** Whether anybody is to be consulted. An agency that is not in the catalogue is refused by name. */
    public boolean partiesNamed(DelegateExecution execution) {
        return !parties(execution).isEmpty();
    }

    /** Ids of the agencies that are consulted, each once. */
    public List<String> parties(DelegateExecution execution) {
        List<String> parties = Json.texts("consulted", execution.getVariable("consulted"));
        parties.stream().filter(party -> !catalogue.hasAgency(party)).findFirst().ifPresent(party -> {
            throw Refusal.invalid("consulted", "There is no agency '%s' to consult in the catalogue.".formatted(party));
        });
        return parties;
    }

    /** The window in federal working days, e.g. {@code P3D}; five days where none is given. */
    public String window(DelegateExecution execution) {
        String window = Objects.toString(execution.getVariable("consultationWindow"), "").strip();
        if (window.isEmpty()) {
            return DEFAULT_WINDOW;
        }
        try {
            Period period = Period.parse(window);
            if (period.getDays() >= 1 && period.toTotalMonths() == 0) {
                return window;
            }
        } catch (DateTimeParseException notAPeriod) {
            // said below
        }
        throw Refusal.invalid("consultationWindow", "The window of a consultation is at least one working day, for example P3D.");
    }

    /** Invites every party by mail and fixes the moment at which the window closes. */
    public void invite(DelegateExecution execution, Date closes) {
        List<String> parties = parties(execution);
        execution.setVariable("consulted", Json.of(parties));
        execution.setVariable("consultationCloses", closes);
        execution.setVariable("consultationClosesText", WashingtonTime.text(closes.toInstant()));
        execution.setVariable("consultationDecision", "open");
        records.window(execution, "Consultation: " + text(execution, "consultationSubject"), "Window of the consultation, a planning practice",
            window(execution), closes);
        for (String party : parties) {
            var agency = catalogue.agency(party);
            outbox.add(new Mail("consultation/" + execution.getProcessInstanceId(), agency.mailbox(),
                "Your agency's view is asked for: " + execution.getVariable("consultationSubject"),
                documents.html("mail/consultation-invitation", Map.of("agency", agency.name(), "office", name(text(execution, "office")),
                    "subject", text(execution, "consultationSubject"), "closes", WashingtonTime.text(closes.toInstant())))));
        }
        ledger.append(Entry.of(EntryKind.NOTE, execution, Json.row("note", "consultation opened", "parties", parties,
            "subject", text(execution, "consultationSubject"), "closes", closes.toInstant().toString())));
    }

    /** Keeps the view that a party gives. */
    public void answered(DelegateTask task) {
        String answer = (String) task.getVariable("view");
        String comment = List.of("concur-with-comment", "non-concur").contains(answer) ? Objects.toString(task.getVariable("viewComment"), "").strip() : "";
        if (!LABELS.containsKey(Objects.toString(answer)) || SILENCE.equals(answer)) {
            throw Refusal.invalid("view", "Say whether your agency concurs.");
        }
        if (comment.isEmpty() && List.of("concur-with-comment", "non-concur").contains(answer)) {
            throw Refusal.invalid("viewComment", "Say what should change and why.");
        }
        String party = (String) task.getVariable("party");
        Entry entry = Entry.of(EntryKind.CONSULTATION_ANSWERED, task, Json.row("agency", party, "answer", answer, "comment", comment));
        jdbc.sql("insert into eo.consultation_view values (?, ?, ?, ?, ?, ?)").params(task.getProcessInstanceId(), party, answer, comment,
            Objects.toString(task.getAssignee(), "system"), OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)).update();
        ledger.append(entry);
    }

    /** Collects the views when all are given or the window has closed; silence is recorded as no response. */
    public void collect(DelegateExecution execution) {
        Map<String, View> given = new LinkedHashMap<>();
        jdbc.sql("select agency, answer, comment from eo.consultation_view where process_instance = ?").param(execution.getProcessInstanceId())
            .query(View.class).list().forEach(view -> given.put(view.agency(), view));
        List<View> views = parties(execution).stream().map(party -> given.getOrDefault(party, new View(party, SILENCE, ""))).toList();
        views.stream().filter(view -> view.answer().equals(SILENCE)).forEach(view ->
            ledger.append(Entry.of(EntryKind.CONSULTATION_UNANSWERED, execution, Map.of("agency", view.agency()))));
        execution.setVariable("consultationAnswers", Json.of(views.stream()
            .map(view -> Json.row("agency", view.agency(), "answer", view.answer(), "comment", view.comment())).toList()));
        execution.setVariable("consultationViews", Json.of(views.stream()
            .map(view -> Json.row("agency", acronym(view.agency()), "answer", LABELS.get(view.answer()), "comment", view.comment())).toList()));
        boolean objected = views.stream().anyMatch(view -> view.answer().equals("non-concur"));
        execution.setVariable("consultationDecision", objected ? "open" : "proceed");
    }

    /** The non-concurrences, each with room for its answer: a Json array for the form. */
    public SpinJsonNode nonConcurrences(DelegateExecution execution) {
        return Json.of(objections(execution).stream()
            .map(view -> Json.row("agency", acronym(view.agency()), "comment", view.comment(), "answer", "")).toList());
    }

    /** Keeps the lead's answers. Each non-concurrence needs one; what the agencies said is taken from their views, not from the form. */
    public void answerNonConcurrences(DelegateTask task) {
        List<SpinJsonNode> rows = Json.elements("nonConcurrences", task.getVariable("nonConcurrences"));
        var answers = objections(task.getExecution()).stream().map(view -> {
            String name = acronym(view.agency());
            String answer = rows.stream().filter(row -> name.equals(Json.text(row, "agency"))).map(row -> Json.text(row, "answer"))
                .filter(text -> !text.isEmpty()).findFirst().orElseThrow(() ->
                    Refusal.invalid("nonConcurrences", "Answer the non-concurrence of %s.".formatted(name)));
            ledger.append(Entry.of(EntryKind.NOTE, task, Json.row("note", "non-concurrence answered", "agency", view.agency(), "answer", answer)));
            return Json.row("agency", name, "id", view.agency(), "comment", view.comment(), "answer", answer);
        }).toList();
        task.setVariable("objectionAnswers", Json.of(answers));
        task.setVariable("consultationDecision", null);
    }

    /** Records the decision on the objections. */
    public void decided(DelegateTask task) {
        Object decision = task.getVariable("consultationDecision");
        if (!"proceed".equals(decision) && !"revise".equals(decision)) {
            throw Refusal.invalid("consultationDecision", "Decide whether the draft proceeds or is revised.");
        }
        ledger.append(Entry.of(EntryKind.DECISION_MADE, task, Json.row("decision", decision, "reason", task.getVariable("consultationReason"))));
    }

    /** Tells each agency that did not concur what was answered and decided. */
    public void inform(DelegateExecution execution) {
        String decision = "proceed".equals(execution.getVariable("consultationDecision")) ? "The draft proceeds." : "The draft is revised.";
        for (SpinJsonNode row : Json.elements("objectionAnswers", execution.getVariable("objectionAnswers"))) {
            var agency = catalogue.agency(Json.text(row, "id"));
            outbox.add(new Mail("consultation-decided/" + execution.getProcessInstanceId(), agency.mailbox(),
                "Answer to your agency's non-concurrence: " + execution.getVariable("consultationSubject"),
                documents.html("mail/consultation-answer", Map.of("agency", agency.name(), "office", name(text(execution, "office")),
                    "subject", text(execution, "consultationSubject"), "comment", Json.text(row, "comment"), "answer", Json.text(row, "answer"),
                    "decision", decision, "reason", text(execution, "consultationReason")))));
        }
    }

    /** Whether a view came with a comment, read from {@code consultationAnswers} where the consultation is over. */
    public boolean commented(DelegateExecution execution) {
        return Json.elements("consultationAnswers", execution.getVariable("consultationAnswers")).stream()
            .anyMatch(row -> !Json.text(row, "comment").isEmpty());
    }

    /** Records that nobody was to be consulted: the draft proceeds. */
    public void nobody(DelegateExecution execution) {
        execution.setVariable("consultationAnswers", Json.of(List.of()));
        execution.setVariable("consultationDecision", "proceed");
        ledger.append(Entry.of(EntryKind.NOTE, execution, Json.row("note", "nobody to consult", "subject", text(execution, "consultationSubject"))));
    }

    private List<View> objections(DelegateExecution execution) {
        return Json.elements("consultationAnswers", execution.getVariable("consultationAnswers")).stream()
            .filter(row -> Json.text(row, "answer").equals("non-concur"))
            .map(row -> new View(Json.text(row, "agency"), "non-concur", Json.text(row, "comment"))).toList();
    }

    private String acronym(String agency) {
        return catalogue.agency(agency).acronym();
    }

    private String name(String agency) {
        return catalogue.agency(agency).name();
    }

    private static String text(DelegateExecution execution, String variable) {
        return Objects.toString(execution.getVariable(variable), "");
    }

    record View(String agency, String answer, String comment) {
    }
}
