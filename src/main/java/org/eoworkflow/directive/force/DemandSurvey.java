package org.eoworkflow.directive.force;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.eoworkflow.directive.Fields;
import org.eoworkflow.directive.Json;
import org.eoworkflow.directive.NamedParties;
import org.eoworkflow.directive.PartyAnswers;
import org.eoworkflow.directive.PartyAnswers.Answer;
import org.eoworkflow.directive.PartyAnswers.Step;
import org.eoworkflow.directive.PartyMails;
import org.eoworkflow.directive.PartySpeakers;
import org.eoworkflow.deadline.DeadlineRecords;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.obligation.EvidencePlace;
import org.eoworkflow.obligation.EvidenceStore;
import org.eoworkflow.obligation.NewEvidence;
import org.eoworkflow.platform.Documents;
import org.eoworkflow.platform.WashingtonTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The survey of agencies for specialists: each answers for itself within a window, and silence is recorded when it closes. */
@Component("demandSurvey")
public class DemandSurvey {

    private static final String SUBJECT = "Demand for information cybersecurity specialists";

    private final TechForceSettings settings;
    private final NamedParties parties;
    private final PartySpeakers speakers;
    private final PartyAnswers answers;
    private final PartyMails mails;
    private final EvidenceStore evidence;
    private final Documents documents;
    private final DeadlineRecords records;
    private final Ledger ledger;
    private final JdbcClient jdbc;
    private final Clock clock;

    DemandSurvey(TechForceSettings settings, NamedParties parties, PartySpeakers speakers, PartyAnswers answers, PartyMails mails,
                 EvidenceStore evidence, Documents documents, DeadlineRecords records, Ledger ledger, JdbcClient jdbc, Clock clock) {
        this.settings = settings;
        this.parties = parties;
        this.speakers = speakers;
        this.answers = answers;
        this.mails = mails;
        this.evidence = evidence;
        this.documents = documents;
        this.records = records;
        this.ledger = ledger;
        this.jdbc = jdbc;
        this.clock = clock;
        parties.check("eo.tech-force.surveyed", settings.surveyed(), "TechForceExpansion");
    }

    /** The window of the survey in federal working days, e.g. {@code P5D}. */
    public String window() {
        return settings.window().toString();
    }

    /** Asks the agencies and fixes the moment at which the survey closes. */
    public void open(DelegateExecution execution, Date closes) {
        int round = round(execution) + 1;
        execution.setVariable("surveyRound", round);
        execution.setVariable("surveying", Json.of(settings.surveyed()));
        execution.setVariable("surveyCloses", closes);
        execution.setVariable("surveyClosesText", WashingtonTime.text(closes.toInstant()));
        records.window(execution, "Survey, round %d: %s".formatted(round, SUBJECT), "Window of the survey, a planning practice", window(), closes);
        mails.ask("survey/%s/%d".formatted(execution.getProcessInstanceId(), round), parties.agencies(settings.surveyed()),
            parties.agency((String) execution.getVariable("office")).name(), SUBJECT, "Survey demand",
            "Answers are asked for until %s. Silence is recorded as no answer.".formatted(WashingtonTime.text(closes.toInstant())));
        ledger.append(Entry.of(EntryKind.NOTE, execution, Json.row("note", "survey opened", "round", round, "agencies", settings.surveyed(),
            "closes", closes.toInstant().toString())));
    }

    /** Ids of the agencies that this round asks. */
    public List<String> agencies(DelegateExecution execution) {
        return Json.texts("surveying", execution.getVariable("surveying"));
    }

    /** Gives the task fields of its own: what one agency fills in is no other's default. */
    public void prepare(DelegateTask task) {
        task.getExecution().setVariableLocal("demand", null);
        task.getExecution().setVariableLocal("demandLines", Json.of(List.of(Map.of())));
    }

    /** Keeps an agency's answer: what it needs, or that it needs nothing. Only its own staff gives it, and only once. */
    public void answered(DelegateTask task) {
        var fields = new Fields(task);
        String demand = fields.choice("demand", "Say whether your agency needs specialists.", "stated", "none");
        String agency = (String) task.getVariable("party");
        String account = speakers.of(agency, "staff", "The demand");
        List<DemandLine> lines = demand.equals("stated") ? DemandLine.of(fields, agency, WashingtonTime.day(clock.instant())) : List.of();
        int round = round(task.getExecution());
        answers.add(task.getProcessInstanceId(), Step.SURVEY, round, new Answer(agency, demand, ""), account);
        lines.forEach(line -> jdbc.sql("insert into eo.tech_force_demand values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .params(task.getProcessInstanceId(), round, agency, line.line(), task.getVariable("order"), line.role(), line.headcount(), line.neededBy(),
                line.location(), line.clearance()).update());
        ledger.append(Entry.of(EntryKind.SURVEY_ANSWERED, task, Json.row("agency", agency, "answer", demand, "round", round,
            "headcount", lines.stream().mapToInt(DemandLine::headcount).sum())));
    }

    /** Collects what the agencies said when all have, or when the survey has closed. Sets {@code demandStated}: {@code yes} or {@code no}. */
    public void collect(DelegateExecution execution, String clause) {
        int round = round(execution);
        String instance = execution.getProcessInstanceId();
        List<DemandLine> lines = lines(instance, round);
        var given = answers.of(instance, Step.SURVEY, round);
        List<String> silent = answers.silent(instance, Step.SURVEY, round, agencies(execution));
        List<Map<String, Object>> table = new ArrayList<>();
        lines.forEach(line -> table.add(row(line)));
        given.stream().filter(answer -> answer.answer().equals("none")).forEach(answer -> table.add(row(answer.party(), "Needs none")));
        silent.forEach(agency -> table.add(row(agency, "No answer")));
        execution.setVariable("demandTable", Json.of(table));
        execution.setVariable("demandStated", lines.isEmpty() ? "no" : "yes");
        execution.setVariable("placementLines", Json.of(numbered(lines).stream().map(line -> Json.row("line", line.number(),
            "agency", parties.agency(line.demand().agency()).name(), "role", DemandLine.ROLES.get(line.demand().role()),
            "asked", String.valueOf(line.demand().headcount()), "agreed", line.demand().headcount(), "remark", "")).toList()));
        var columns = List.of("Agency", "Answer", "Role", "How many", "Needed by", "Place of work", "Clearance");
        var keys = List.of("agency", "answer", "role", "headcount", "neededBy", "location", "clearance");
        String html = documents.html("party-table", Map.of("heading", "Survey of agencies", "subject", SUBJECT,
            "listed", WashingtonTime.text(clock.instant()), "text", "%d of %d agencies answered.".formatted(given.size(), given.size() + silent.size()),
            "columns", columns, "rows", table.stream().map(row -> keys.stream().map(row::get).toList()).toList()));
        evidence.add(EvidencePlace.of(execution).forClause(clause), new NewEvidence.File("demand-survey-%d.pdf".formatted(round), documents.pdf(html),
            NewEvidence.Label.unclassified("data", "Survey of agencies, round %d: %d answered, %d did not".formatted(round, given.size(), silent.size()))));
        silent.forEach(agency -> ledger.append(Entry.of(EntryKind.SURVEY_UNANSWERED, execution, Json.row("agency", agency, "round", round))));
    }

    /** It is decided what follows where no agency stated a demand. */
    public void decided(DelegateTask task) {
        var fields = new Fields(task);
        String decision = fields.choice("demandDecision", "Decide whether the agencies are asked again.", "again", "proceed");
        ledger.append(Entry.of(EntryKind.DECISION_MADE, task, Json.row("decision", decision,
            "reason", fields.required("demandReason", "Say why."))));
    }

    /** A line of demand with the number by which forms tell it. */
    record Numbered(String number, DemandLine demand) {
    }

    /** What the agencies of the present round said they need. */
    List<Numbered> demand(DelegateTask task) {
        return numbered(lines(task.getProcessInstanceId(), round(task.getExecution())));
    }

    private static List<Numbered> numbered(List<DemandLine> lines) {
        List<Numbered> numbered = new ArrayList<>();
        lines.forEach(line -> numbered.add(new Numbered(String.valueOf(numbered.size() + 1), line)));
        return numbered;
    }

    private List<DemandLine> lines(String instance, int round) {
        return jdbc.sql("""
                select agency, line, role, headcount, needed_by, location, clearance from eo.tech_force_demand
                where process_instance = ? and round = ? order by agency, line""")
            .params(instance, round).query(DemandLine.class).list();
    }

    private Map<String, Object> row(DemandLine line) {
        return Json.row("agency", parties.agency(line.agency()).name(), "answer", "Stated", "role", DemandLine.ROLES.get(line.role()),
            "headcount", String.valueOf(line.headcount()), "neededBy", WashingtonTime.text(line.neededBy()), "location", line.location(),
            "clearance", DemandLine.CLEARANCES.get(line.clearance()));
    }

    private Map<String, Object> row(String agency, String answer) {
        return Json.row("agency", parties.agency(agency).name(), "answer", answer, "role", "", "headcount", "", "neededBy", "", "location", "",
            "clearance", "");
    }

    private static int round(DelegateExecution execution) {
        return execution.getVariable("surveyRound") instanceof Integer round ? round : 0;
    }
}
