package org.eoworkflow.directive.frontier;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.eoworkflow.directive.Fields.Pointer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reports that the capabilities of models have shifted. Each is taken up by one review. */
@Component
class CapabilityShifts {

    record Shift(long id, List<Pointer> description, String reportedBy, Instant reportedAt) {
    }

    private final JdbcClient jdbc;
    private final Clock clock;

    CapabilityShifts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void add(String order, List<Pointer> description, String account) {
        jdbc.sql("insert into eo.capability_shift (order_id, description, reported_by, reported_at) values (?, ?::jsonb, ?, ?)")
            .params(order, BenchmarkVersions.json(description), account, now()).update();
    }

    /** Those that no review has taken up, in the order in which they came. */
    List<Shift> waiting(String order) {
        return jdbc.sql("select id, description, reported_by, reported_at from eo.capability_shift where order_id = ? and reviewed_at is null order by id")
            .param(order).query((row, number) -> new Shift(row.getLong(1), BenchmarkVersions.pointers(row.getString(2)), row.getString(3),
                row.getObject(4, OffsetDateTime.class).toInstant())).list();
    }

    void reviewed(List<Long> ids) {
        ids.forEach(id -> jdbc.sql("update eo.capability_shift set reviewed_at = ? where id = ? and reviewed_at is null").params(now(), id).update());
    }

    /**
     * Until the end of the transaction, nobody else asks for this order whether reports wait, or whether the maintenance waits for one:
     * a report that comes as a review ends is seen by one of the two.
     */
    void lock(String order) {
        jdbc.sql("select cast(pg_advisory_xact_lock(hashtextextended(?, 14409)) as text)").param("capability-shift/" + order).query(String.class).optional();
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
