package org.eoworkflow.directive.frontier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.eoworkflow.directive.Fields.Pointer;
import org.eoworkflow.platform.Refusal;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The versions that were put in effect, one after the other. None is ever changed. */
@Component
class BenchmarkVersions {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JdbcClient jdbc;
    private final Clock clock;

    BenchmarkVersions(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Optional<BenchmarkVersion> latest(String order) {
        return jdbc.sql("select version, methodology, threshold, approved_on, effective_on from eo.benchmark_version where order_id = ? "
                + "order by version desc limit 1").param(order)
            .query((row, number) -> new BenchmarkVersion(row.getInt(1), pointers(row.getString(2)), pointers(row.getString(3)),
                row.getObject(4, LocalDate.class), row.getObject(5, LocalDate.class))).optional();
    }

    /** The number that the next version gets. */
    int next(String order) {
        return latest(order).map(BenchmarkVersion::number).orElse(0) + 1;
    }

    /** @param approvedBy ids of the agencies that approved it */
    void add(String order, BenchmarkVersion version, String businessKey, String instance, List<String> approvedBy, String account) {
        try {
            jdbc.sql("insert into eo.benchmark_version values (?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?, ?, ?, ?)").params(order, version.number(), businessKey,
                instance, json(version.methodology()), json(version.threshold()), version.approvedOn(), approvedBy.toArray(String[]::new),
                version.effectiveOn(), account, OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)).update();
        } catch (DuplicateKeyException another) {
            throw Refusal.conflict("Version %d was put in effect at the same moment. Try again.".formatted(version.number()));
        }
    }

    static String json(List<Pointer> pointers) {
        try {
            return JSON.writeValueAsString(pointers);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Pointer> pointers(String json) {
        try {
            return JSON.readValue(json, new TypeReference<>() {
            });
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
