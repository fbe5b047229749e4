package org.eoworkflow.directive.defense;

import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.eoworkflow.directive.Fields;
import org.eoworkflow.directive.Json;
import org.eoworkflow.directive.PartyAnswers;
import org.eoworkflow.directive.PartyAnswers.Answer;
import org.eoworkflow.directive.PartyAnswers.Step;
import org.eoworkflow.directive.PartyMails;
import org.eoworkflow.directive.PartySpeakers;
import org.eoworkflow.deadline.DeadlineRecords;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.platform.WashingtonTime;
import org.springframework.stereotype.Component;

/**
 * Votes of a committee's members: one vote each, a quorum, a majority, a window. A vote ends when nothing that is still open can
 * change its outcome. Its rule is fixed when it is opened; a change of the settings holds for the next.
 */
@Component("memberVotes")
public class MemberVotes {

    private static final Map<String, String> LABELS = Map.of("for", "For", "against", "Against", "abstain", "Abstained");

    private final DefenseSettings settings;
    private final DefenseParties parties;
    private final PartySpeakers speakers;
    private final PartyAnswers answers;
    private final PartyMails mails;
    private final DeadlineRecords records;
    private final Ledger ledger;

    MemberVotes(DefenseSettings settings, DefenseParties parties, PartySpeakers speakers, PartyAnswers answers, PartyMails mails,
                DeadlineRecords records, Ledger ledger) {
        this.settings = settings;
        this.parties = parties;
        this.speakers = speakers;
        this.answers = answers;
        this.mails = mails;
        this.records = records;
        this.ledger = ledger;
    }

    /** How many federal working days a vote is open, e.g. {@code P5D}. */
    public String window() {
        return settings.voteWindow().toString();
    }

    /** Opens a vote on the draft as it stands: fixes its members, rule and close, and tells the members by mail. */
    public void open(DelegateExecution execution, Date closes) {
        int round = round(execution) + 1;
        var rule = new Tally(parties.members().size(), settings.quorum(), settings.majority(), 0, 0, 0);
        execution.setVariable("voteRound", round);
        execution.setVariable("votingMembers", Json.of(parties.members()));
        execution.setVariable("voteQuorum", rule.quorum());
        execution.setVariable("voteMajority", rule.majority().name());
        execution.setVariable("voteCloses", closes);
        String rules = "The vote is open until %s. At least %d of %d members must vote, abstentions included; it carries with %s."
            .formatted(WashingtonTime.text(closes.toInstant()), rule.quorum(), rule.members(), rule.majority().text());
        execution.setVariable("voteRules", rules);
        execution.setVariable("voteOutcome", "open");
        records.window(execution, "Vote, round %d: %s".formatted(round, subject(execution)), "Window of the vote, a planning practice", window(), closes);
        execution.setVariable("concurrenceDecision", null);
        execution.setVariable("concurrenceReason", "");
        mails.ask("vote/%s/%d".formatted(execution.getProcessInstanceId(), round), parties.agencies(parties.members()), office(execution),
            subject(execution), "Vote as member", rules);
        ledger.append(Entry.of(EntryKind.NOTE, execution, Json.row("note", "vote opened", "round", round, "members", parties.members(),
            "quorum", rule.quorum(), "majority", rule.majority().name(), "closes", closes.toInstant().toString())));
    }

    /** Ids of the members of this vote. */
    public List<String> members(DelegateExecution execution) {
        return Json.texts("votingMembers", execution.getVariable("votingMembers"));
    }

    /** Gives the task fields of its own: what one member fills in is no other member's default. */
    public void prepare(DelegateTask task) {
        task.getExecution().setVariableLocal("vote", null);
        task.getExecution().setVariableLocal("voteReason", "");
    }

    /** Keeps a member's vote. Only an approver of the member gives it, and only once. */
    public void cast(DelegateTask task) {
        var fields = new Fields(task);
        String vote = fields.choice("vote", "Vote for or against the decision, or abstain.", "for", "against", "abstain");
        String reason = vote.equals("against") ? fields.required("voteReason", "Say what would have to change.") : fields.text("voteReason");
        String member = (String) task.getVariable("party");
        String account = speakers.of(member, "approver", "The vote");
        answers.add(task.getProcessInstanceId(), Step.VOTE, round(task.getExecution()), new Answer(member, vote, reason), account);
        ledger.append(Entry.of(EntryKind.VOTE_CAST, task, Json.row("member", member, "vote", vote, "reason", reason, "round", round(task.getExecution()))));
    }

    /** Whether the outcome stands, whatever the silent members may still do. */
    public boolean decided(DelegateExecution execution) {
        return tally(execution).decided();
    }

    /** Counts what was cast when all have voted, the outcome stands or the window has closed. Sets {@code voteOutcome}. */
    public void count(DelegateExecution execution) {
        Tally tally = tally(execution);
        Map<String, Answer> cast = new LinkedHashMap<>();
        votes(execution).forEach(vote -> cast.put(vote.party(), vote));
        execution.setVariable("votes", Json.of(members(execution).stream().map(member -> {
            Answer vote = cast.get(member);
            return Json.row("member", parties.agency(member).name(), "vote", vote == null ? "No vote" : LABELS.get(vote.answer()),
                "reason", vote == null ? "" : vote.comment());
        }).toList()));
        String outcome = tally.carried() ? "Carried" : tally.quorate() ? "Not carried" : "Not carried: the quorum was not reached";
        String summary = "%s. %d for, %d against, %d abstained, %d did not vote; quorum %d of %d, %s.".formatted(outcome, tally.votesFor(),
            tally.against(), tally.abstained(), tally.silent(), tally.quorum(), tally.members(), tally.majority().text());
        execution.setVariable("voteSummary", summary);
        execution.setVariable("voteOutcome", tally.carried() ? "carried" : "lost");
        ledger.append(Entry.of(EntryKind.VOTE_COUNTED, execution, Json.row("round", round(execution), "carried", tally.carried(),
            "quorate", tally.quorate(), "for", tally.votesFor(), "against", tally.against(), "abstained", tally.abstained(),
            "silent", answers.silent(execution.getProcessInstanceId(), Step.VOTE, round(execution), members(execution)))));
    }

    private Tally tally(DelegateExecution execution) {
        var given = votes(execution);
        return new Tally(members(execution).size(), (Integer) execution.getVariable("voteQuorum"),
            Majority.valueOf((String) execution.getVariable("voteMajority")), count(given, "for"), count(given, "against"), count(given, "abstain"));
    }

    private List<Answer> votes(DelegateExecution execution) {
        return answers.of(execution.getProcessInstanceId(), Step.VOTE, round(execution));
    }

    private static int count(List<Answer> votes, String vote) {
        return (int) votes.stream().filter(given -> given.answer().equals(vote)).count();
    }

    private static int round(DelegateExecution execution) {
        return execution.getVariable("voteRound") instanceof Integer round ? round : 0;
    }

    private String office(DelegateExecution execution) {
        return parties.agency((String) execution.getVariable("office")).name();
    }

    private static String subject(DelegateExecution execution) {
        return "%s, %s".formatted(execution.getVariable("paperNumber"), execution.getVariable("paperTitle"));
    }
}
