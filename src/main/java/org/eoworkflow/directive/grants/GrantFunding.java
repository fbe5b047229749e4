package org.eoworkflow.directive.grants;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.eoworkflow.directive.Dollars;
import org.eoworkflow.directive.Fields;
import org.eoworkflow.directive.Json;
import org.eoworkflow.directive.PartyAnswers;
import org.eoworkflow.directive.PartyAnswers.Answer;
import org.eoworkflow.directive.PartyAnswers.Step;
import org.eoworkflow.directive.PartyMails;
import org.eoworkflow.directive.PartySpeakers;
import org.eoworkflow.directive.grants.GrantPrograms.Funding;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.order.Agency;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.platform.WashingtonTime;
import org.springframework.stereotype.Component;

/** What the granting agencies say of the money of their programs: each once and by its own staff, chased when late, listed when missing. */
@Component("grantFunding")
public class GrantFunding {

    private static final String TASK = "Confirm funding";
    private static final String SUBJECT = "Funding of grant programs";
    private static final LocalDate EARLIEST = LocalDate.of(1990, 1, 1);

    private final GrantPrograms programs;
    private final Catalogue catalogue;
    private final PartySpeakers speakers;
    private final PartyAnswers answers;
    private final PartyMails mails;
    private final Ledger ledger;
    private final Clock clock;

    GrantFunding(GrantPrograms programs, Catalogue catalogue, PartySpeakers speakers, PartyAnswers answers, PartyMails mails, Ledger ledger, Clock clock) {
        this.programs = programs;
        this.catalogue = catalogue;
        this.speakers = speakers;
        this.answers = answers;
        this.mails = mails;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** A program of whose money its agency is asked. */
    record Asked(String id, String title, String agency) {

        static List<Asked> of(VariableScope variables) {
            return new Fields(variables).rows("asked").stream()
                .map(row -> new Asked(Fields.field(row, "id"), Fields.field(row, "title"), Fields.field(row, "agency"))).toList();
        }
    }

    /** Asks the agencies of those programs of which nothing was said yet. */
    public void open(DelegateExecution execution) {
        int round = round(execution) + 1;
        List<String> agencies = open(execution, execution.getProcessBusinessKey()).stream().map(Asked::agency).distinct().toList();
        execution.setVariable("fundingRound", round);
        execution.setVariable("fundingAgencies", Json.of(agencies));
        mails.ask("funding/%s/%d".formatted(execution.getProcessInstanceId(), round), catalogue.agencies(agencies), office(execution).name(), SUBJECT, TASK,
            "An answer is asked for within 5 working days: what is available, what is obligated, and when it expires.");
        ledger.append(Entry.of(EntryKind.NOTE, execution, Json.row("note", "funding asked for", "round", round, "agencies", agencies)));
    }

    /** Ids of the agencies that are asked in this round. */
    public List<String> agencies(DelegateExecution execution) {
        return Json.texts("fundingAgencies", execution.getVariable("fundingAgencies"));
    }

    /** Gives the task the programs of its agency, and no others. */
    public void prepare(DelegateTask task) {
        String party = (String) task.getVariable("party");
        task.getExecution().setVariableLocal("fundingRows", Json.of(of(task, party).stream().map(program -> Json.row("id", program.id(),
            "title", program.title(), "available", "", "obligated", "", "expiry", null, "expires", null, "note", "")).toList()));
    }

    /** Keeps what an agency says of the money of each of its programs. */
    public void confirmed(DelegateTask task) {
        String party = (String) task.getVariable("party");
        Map<String, JsonNode> said = new HashMap<>();
        new Fields(task).rows("fundingRows").forEach(row -> said.put(Fields.field(row, "id"), row));
        List<Funding> fundings = new ArrayList<>();
        for (Asked program : of(task, party)) {
            JsonNode row = said.get(program.id());
            if (row == null) {
                throw Refusal.invalid("fundingRows", "Say what money there is for %s.".formatted(program.id()));
            }
            fundings.add(funding(program, row));
        }
        String account = speakers.of(party, "staff", "The confirmation");
        answers.add(task.getProcessInstanceId(), Step.FUNDING, round(task), new Answer(party, "confirmed", ""), account);
        var at = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        fundings.forEach(funding -> programs.confirm(task.getExecution().getProcessBusinessKey(), funding, account, at));
        ledger.append(Entry.of(EntryKind.POSITION_GIVEN, task, Json.row("agency", party, "position", "funding confirmed", "programs",
            fundings.stream().map(funding -> Json.row("program", funding.id(), "available", funding.available().toPlainString(), "obligated",
                funding.obligated().toPlainString(), "expires", funding.expires() == null ? "never" : funding.expires().toString())).toList())));
    }

    private static Funding funding(Asked program, JsonNode row) {
        BigDecimal available = Dollars.asWritten("fundingRows", program.id() + ": what is available", Fields.field(row, "available")).amount();
        BigDecimal obligated = Dollars.asWritten("fundingRows", program.id() + ": what is obligated", Fields.field(row, "obligated")).amount();
        if (obligated.compareTo(available) > 0) {
            throw Refusal.invalid("fundingRows", "%s: more is obligated than was available. Give the whole amount as available.".formatted(program.id()));
        }
        LocalDate expires = null;
        if (!Fields.field(row, "expiry").equals("never")) {
            expires = new Fields(name -> Fields.field(row, name)).day("expires", EARLIEST,
                "%s: give the last day on which the money may be obligated, like 2026-09-30, or say that it never expires.".formatted(program.id()));
        }
        return new Funding(program.id(), program.agency(), available, obligated, expires, Fields.field(row, "note"));
    }

    /** Reminds the agencies that have not answered. */
    public void chase(DelegateExecution execution) {
        List<String> silent = silent(execution);
        mails.chase("funding-chased/%s/%d".formatted(execution.getProcessInstanceId(), round(execution)), catalogue.agencies(silent), office(execution).name(),
            SUBJECT, TASK, "The answer was due within 5 working days. A program of which nothing is said is not listed as available.");
        ledger.append(Entry.of(EntryKind.NOTE, execution, Json.row("note", "funding chased", "silent", silent)));
    }

    /** Goes on without those that have not answered: their heads are told, and their programs are not listed as available. */
    public void close(DelegateExecution execution) {
        List<String> silent = silent(execution);
        mails.escalate("funding-missing/%s/%d".formatted(execution.getProcessInstanceId(), round(execution)), catalogue.agencies(silent), office(execution),
            SUBJECT, TASK, "The list is made without an answer; the programs are named in it as not confirmed.");
        silent.forEach(party -> ledger.append(Entry.of(EntryKind.ACKNOWLEDGEMENT_MISSING, execution, Json.row("party", party, "asked", "funding"))));
    }

    /** Puts together how the money of each program stands, and those with money before whoever reviews the authority. */
    public void collect(DelegateExecution execution) {
        var fields = new Fields(execution);
        Map<String, JsonNode> before = new HashMap<>();
        fields.rows("authority").forEach(row -> before.put(Fields.field(row, "id"), row));
        var standing = standing(execution);
        execution.setVariable("funding", Json.of(standing));
        execution.setVariable("authority", Json.of(standing.stream().filter(row -> row.get("state").equals(Money.AVAILABLE.text())).map(row -> {
            JsonNode said = before.get((String) row.get("id"));
            var authority = Json.row("id", row.get("id"), "title", row.get("title"), "left", row.get("left"), "expires", row.get("expires"));
            List.of("purpose", "time", "amount").forEach(question -> authority.put(question, said == null ? null : Fields.field(said, question)));
            authority.put("ground", said == null ? "" : Fields.field(said, "ground"));
            return authority;
        }).toList()));
    }

    /** How the money of each program stands today. */
    List<Map<String, Object>> standing(DelegateExecution execution) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), EngineClock.WASHINGTON);
        Map<String, Funding> said = said(execution.getProcessBusinessKey());
        return Asked.of(execution).stream().map(program -> {
            Funding funding = said.get(program.id());
            return Json.row("id", program.id(), "title", program.title(), "agency", catalogue.agency(program.agency()).name(), "agencyId", program.agency(),
                "available", funding == null ? "" : dollars(funding.available()), "obligated", funding == null ? "" : dollars(funding.obligated()),
                "left", funding == null ? "" : dollars(Money.left(funding)),
                "expires", funding == null ? "" : funding.expires() == null ? "Never" : WashingtonTime.text(funding.expires()),
                "state", Money.of(funding, today).text(), "note", funding == null ? "" : funding.note());
        }).toList();
    }

    private static String dollars(BigDecimal amount) {
        return new Dollars(amount).toString();
    }

    private Map<String, Funding> said(String businessKey) {
        return programs.confirmed(businessKey).stream().collect(Collectors.toMap(Funding::id, Function.identity()));
    }

    private List<Asked> open(VariableScope variables, String businessKey) {
        Map<String, Funding> said = said(businessKey);
        return Asked.of(variables).stream().filter(program -> !said.containsKey(program.id())).toList();
    }

    private List<Asked> of(DelegateTask task, String party) {
        return open(task, task.getExecution().getProcessBusinessKey()).stream().filter(program -> program.agency().equals(party)).toList();
    }

    private List<String> silent(DelegateExecution execution) {
        return answers.silent(execution.getProcessInstanceId(), Step.FUNDING, round(execution), agencies(execution));
    }

    private static int round(VariableScope variables) {
        return variables.getVariable("fundingRound") instanceof Integer round ? round : 0;
    }

    private Agency office(DelegateExecution execution) {
        return catalogue.agency((String) execution.getVariable("office"));
    }
}
