package org.eoworkflow.directive.enforcement;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.eoworkflow.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Measures as they were recorded, by order and period. A period that is recorded again is revised; no row is changed. */
@Component
class RecordedMeasures {

    private final JdbcClient jdbc;
    private final Clock clock;

    RecordedMeasures(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Measures of a period, by whom and when they were recorded. */
    record Recorded(Measures measures, int revision, String by, Instant at) {
    }

    /** What holds for each period of an order, the earliest first. */
    List<Recorded> of(String order) {
        return jdbc.sql("""
                select distinct on (period_from, period_to) * from eo.enforcement_measure
                where order_id = ? order by period_from, period_to, revision desc""")
            .param(order).query(RecordedMeasures::read).list();
    }

    /** Refuses a period that shares days with another one. */
    void check(String order, Measures measures) {
        of(order).stream().map(Recorded::measures).filter(other -> !other.samePeriod(measures) && other.overlaps(measures)).findFirst()
            .ifPresent(other -> {
                throw Refusal.invalid("periodFrom", "The period shares days with the one from %s, which is recorded. Count each day once, or report that period again."
                    .formatted(other.period()));
            });
    }

    /** Records measures; those of the same period count no longer. */
    int add(String order, Measures measures, String account) {
        jdbc.sql("select pg_advisory_xact_lock(hashtext(?))").param("eo.enforcement_measure " + order).query((row, number) -> "").single();
        check(order, measures);
        int revision = of(order).stream().filter(recorded -> recorded.measures().samePeriod(measures)).mapToInt(Recorded::revision).max().orElse(0) + 1;
        jdbc.sql("insert into eo.enforcement_measure values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .params(order, measures.periodFrom(), measures.periodTo(), revision, measures.referred(), measures.accepted(), measures.declinedEvidence(),
                measures.declinedInterest(), measures.declinedElsewhere(), measures.declinedAlternative(), measures.declinedOther(), account,
                OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)).update();
        return revision;
    }

    private static Recorded read(ResultSet row, int number) throws SQLException {
        return new Recorded(new Measures(row.getObject("period_from", LocalDate.class), row.getObject("period_to", LocalDate.class),
            row.getInt("referred"), row.getInt("accepted"), row.getInt("declined_evidence"), row.getInt("declined_interest"),
            row.getInt("declined_elsewhere"), row.getInt("declined_alternative"), row.getInt("declined_other")), row.getInt("revision"),
            row.getString("recorded_by"), row.getObject("recorded_at", OffsetDateTime.class).toInstant());
    }
}
