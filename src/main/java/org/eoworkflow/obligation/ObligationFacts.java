package org.eoworkflow.obligation;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.eoworkflow.ledger.Recorded;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Derives the rows of {@code eo.obligation} from the ledger's facts, in the transaction that tells them. */
@Component
class ObligationFacts {

    private static final String ROW = " where order_id = :order and clause_id = :clause";

    private final JdbcClient jdbc;

    ObligationFacts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @EventListener
    public void apply(Recorded fact) {
        switch (fact.entry().kind()) {
            case OBLIGATION_REGISTERED -> register(fact);
            case DEADLINE_MOVED -> move(fact);
            case MILESTONE_MISSED -> risk(fact, fact.at());
            case MILESTONE_REACHED -> risk(fact, null);
            case EVIDENCE_ADDED -> count(fact, 1);
            case EVIDENCE_REMOVED -> count(fact, -1);
            case CLAUSE_CERTIFIED -> certify(fact);
            case ADVICE_RECORDED -> recordAdvice(fact);
            case CLAUSE_CORRECTED -> correct(fact);
            case CLAUSE_NOT_APPLICABLE -> waive(fact);
            case CLAUSE_REVIEWED -> review(fact);
            default -> { }
        }
    }

    private void register(Recorded fact) {
        jdbc.sql("""
                insert into eo.obligation (order_id, clause_id, summary, citation, basis, kind, directive, lead, kept_by, continuous,
                                           deadline, target)
                values (:order, :clause, :summary, :citation, :basis, :kind, :directive, :lead, :keptBy, :continuous, :deadline, :target)
                on conflict (order_id, clause_id) do nothing""")
            .param("order", fact.entry().order()).param("clause", fact.entry().clause())
            .param("summary", text(fact, "summary")).param("citation", text(fact, "citation")).param("basis", text(fact, "basis"))
            .param("kind", text(fact, "kind")).param("directive", text(fact, "directive")).param("lead", text(fact, "lead"))
            .param("keptBy", text(fact, "keptBy")).param("continuous", Boolean.TRUE.equals(payload(fact).get("continuous")))
            .param("deadline", time(fact, "deadline")).param("target", time(fact, "target"))
            .update();
    }

    private void move(Recorded fact) {
        update(fact, "deadline = :deadline, target = :target, at_risk_since = case when state = 'open' then null else at_risk_since end",
            Map.of(), "deadline", "target");
    }

    /** A milestone lies on the way to a date, so it concerns those open clauses of its directive that have one: not what goes on afterwards. */
    private void risk(Recorded fact, Instant since) {
        jdbc.sql("""
                update eo.obligation set at_risk_since = :since
                where order_id = :order and directive = :directive and state = 'open' and (deadline is not null or target is not null)""")
            .param("since", since == null ? null : Timestamp.from(since))
            .param("order", fact.entry().order()).param("directive", directive(fact)).update();
    }

    private void count(Recorded fact, int more) {
        if (fact.entry().clause() != null) {
            update(fact, "evidence_count = evidence_count + :more", Map.of("more", more));
        }
    }

    private void certify(Recorded fact) {
        update(fact, """
            state = 'met', satisfied_at = :satisfiedAt, days_late = :late, statement = :statement, certified_at = :at, certified_by = :by,
            at_risk_since = null""", Map.of("late", late(fact), "at", Timestamp.from(fact.at()), "by", fact.account()),
            "satisfiedAt", "statement");
    }

    /** Advice is followed or not by whom it is given to; that there is a record of it closes it, whatever the record says. */
    private void recordAdvice(Recorded fact) {
        update(fact, """
            state = 'met', satisfied_at = :at, days_late = 0, statement = 'Closed by a record of the organization for its own use.',
            certified_at = :at, certified_by = :by, at_risk_since = null""", Map.of("at", Timestamp.from(fact.at()), "by", fact.account()));
    }

    /** Either the certification stands with another day, or it is taken back and the clause is open again. */
    private void correct(Recorded fact) {
        if ("reopened".equals(text(fact, "correction"))) {
            update(fact, """
                state = 'open', satisfied_at = null, days_late = null, statement = null, certified_at = null, certified_by = null,
                at_risk_since = null""", Map.of());
        } else {
            update(fact, "satisfied_at = :satisfiedAt, days_late = :late", Map.of("late", late(fact)), "satisfiedAt");
        }
    }

    /** What was met before it ceased to apply stays met, and nobody need keep it up. */
    private void waive(Recorded fact) {
        update(fact, """
            at_risk_since = null,
            state = case state when 'open' then 'not-applicable' else state end,
            statement = case state when 'open' then :reason else statement end,
            certified_by = case state when 'open' then :by else certified_by end,
            certified_at = case state when 'open' then :at else certified_at end""",
            Map.of("at", Timestamp.from(fact.at()), "by", fact.account()), "reason");
    }

    private void review(Recorded fact) {
        var at = Timestamp.from(fact.at());
        update(fact, "reviewed_at = :at, at_risk_since = " + (Boolean.TRUE.equals(payload(fact).get("met")) ? "null" : ":at"),
            Map.of("at", at));
    }

    private void update(Recorded fact, String changes, Map<String, ?> values, String... fromPayload) {
        var statement = jdbc.sql("update eo.obligation set " + changes + ROW)
            .param("order", fact.entry().order()).param("clause", fact.entry().clause()).params(values);
        for (var key : fromPayload) {
            statement = key.equals("statement") || key.equals("reason") ? statement.param(key, text(fact, key))
                : statement.param(key, time(fact, key));
        }
        statement.update();
    }

    private static int late(Recorded fact) {
        return payload(fact).get("daysLate") instanceof Number days ? days.intValue() : 0;
    }

    /** Named by the fact, or the second part of its business key. */
    private static String directive(Recorded fact) {
        var named = text(fact, "directive");
        var key = Objects.requireNonNullElse(fact.entry().businessKey(), "").split("/");
        return named != null ? named : key.length > 1 ? key[1] : null;
    }

    private static Map<String, ?> payload(Recorded fact) {
        return fact.entry().payload();
    }

    private static String text(Recorded fact, String key) {
        return payload(fact).get(key) instanceof String text ? text : null;
    }

    private static Timestamp time(Recorded fact, String key) {
        var text = text(fact, key);
        return text == null ? null : Timestamp.from(Instant.parse(text));
    }
}
