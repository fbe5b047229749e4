package org.eoworkflow.obligation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.eoworkflow.ledger.Ledger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** How every clause of the started orders stands, as the ledger tells it, judged by the engine's clock. */
@Component
public class Obligations {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Ledger ledger;
    private final ObligationFacts facts;

    Obligations(JdbcClient jdbc, Clock clock, Ledger ledger, ObligationFacts facts) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.ledger = ledger;
        this.facts = facts;
    }

    /** Every clause of an order; nothing if it was not started. */
    public List<Obligation> of(String order) {
        return jdbc.sql("select * from eo.obligation where order_id = ? order by clause_id").param(order).query(this::read).list();
    }

    /** The clauses in the care of a directive: those it certifies and those it continues. */
    public List<Obligation> of(String order, String directive) {
        return jdbc.sql("select * from eo.obligation where order_id = ? and directive = ? order by clause_id")
            .params(order, directive).query(this::read).list();
    }

    /** Those of a directive's clauses that are neither met nor without application. */
    public List<Obligation> open(String order, String directive) {
        return of(order, directive).stream().filter(Obligation::open).toList();
    }

    /** One clause of a started order. */
    public Optional<Obligation> find(String order, String clause) {
        return jdbc.sql("select * from eo.obligation where order_id = ? and clause_id = ?").params(order, clause)
            .query(this::read).optional();
    }

    /** Empties the table and derives it again from the whole ledger. Others who write to the ledger wait. */
    @Transactional
    public void rebuild() {
        jdbc.sql("lock table eo.obligation in exclusive mode").update();
        jdbc.sql("delete from eo.obligation").update();
        ledger.replay(facts::apply);
    }

    private Obligation read(ResultSet row, int number) throws SQLException {
        int daysLate = row.getInt("days_late");
        return new Obligation(row.getString("order_id"), row.getString("clause_id"), row.getString("summary"), row.getString("citation"),
            row.getString("basis"), row.getString("kind"), row.getString("directive"), row.getString("lead"), row.getString("kept_by"),
            row.getBoolean("continuous"), time(row, "deadline"), time(row, "target"), status(row), time(row, "satisfied_at"), daysLate,
            time(row, "certified_at"), row.getString("certified_by"), row.getString("statement"), time(row, "reviewed_at"),
            row.getInt("evidence_count"));
    }

    private Status status(ResultSet row) throws SQLException {
        var atRisk = time(row, "at_risk_since") != null;
        return switch (row.getString("state")) {
            case "not-applicable" -> Status.NOT_APPLICABLE;
            case "met" -> row.getBoolean("continuous") && atRisk ? Status.AT_RISK
                : row.getInt("days_late") > 0 ? Status.MET_LATE : Status.MET;
            default -> passed(row, "deadline") ? Status.OVERDUE : open(row, atRisk);
        };
    }

    /** A target that has passed is no breach; what private parties were advised to do is theirs to know. */
    private Status open(ResultSet row, boolean atRisk) throws SQLException {
        if (row.getString("directive") == null && row.getString("kept_by") == null) {
            return Status.UNKNOWN;
        }
        if (row.getString("kind").equals("advice")) {
            return passed(row, "target") ? Status.UNKNOWN : Status.ON_TRACK;
        }
        return atRisk || passed(row, "target") ? Status.AT_RISK : Status.ON_TRACK;
    }

    private boolean passed(ResultSet row, String date) throws SQLException {
        var time = time(row, date);
        return time != null && clock.instant().isAfter(time);
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
