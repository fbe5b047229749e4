package org.eoworkflow.directive;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.eoworkflow.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What parties answered, kept outside their process: nobody reads another's answer while answers are given, and two who answer at
 * the same moment write nothing in common. Each party answers once a round, and each account for one party only.
 */
@Component
public class PartyAnswers {

    /** What is asked for. */
    public enum Step {
        VOTE, COORDINATION, ACKNOWLEDGEMENT, SURVEY, COMMENT, APPROVAL, FUNDING
    }

    /** What a party said: a value of its form, and a comment that may be empty. */
    public record Answer(String party, String answer, String comment) {
    }

    private final JdbcClient jdbc;
    private final Clock clock;

    PartyAnswers(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Keeps an answer. Refused if the party, or the account for another party, has answered in this round. */
    public void add(String instance, Step step, int round, Answer answer, String account) {
        int added = jdbc.sql("insert into eo.party_answer values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing")
            .params(instance, step.name(), round, answer.party(), answer.answer(), answer.comment(), account,
                OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)).update();
        if (added == 0) {
            boolean party = of(instance, step, round).stream().anyMatch(given -> given.party().equals(answer.party()));
            throw Refusal.conflict(party ? "This agency has answered already. An answer counts once and is not changed."
                : "You have answered for another agency already. Each agency answers by an account of its own.");
        }
    }

    /** The answers of a round, in the order in which they were given. */
    public List<Answer> of(String instance, Step step, int round) {
        return jdbc.sql("select party, answer, comment from eo.party_answer where process_instance = ? and step = ? and round = ? order by given_at, party")
            .params(instance, step.name(), round).query(Answer.class).list();
    }

    /** The accounts that gave the answers of a round, in the same order. */
    public List<String> accounts(String instance, Step step, int round) {
        return jdbc.sql("select account from eo.party_answer where process_instance = ? and step = ? and round = ? order by given_at, party")
            .params(instance, step.name(), round).query(String.class).list();
    }

    /** Those of the parties that have not answered, in their own order. */
    public List<String> silent(String instance, Step step, int round, List<String> parties) {
        var given = of(instance, step, round).stream().map(Answer::party).toList();
        return parties.stream().filter(party -> !given.contains(party)).toList();
    }
}
