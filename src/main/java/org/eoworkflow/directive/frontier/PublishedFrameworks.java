package org.eoworkflow.directive.frontier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.eoworkflow.platform.Refusal;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The frameworks that were published, one for an order, and since when their intake is open. */
@Component
class PublishedFrameworks {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param openedAt since when requests of developers are taken, or null while they are not */
    record Published(String title, LocalDate publishedOn, int accessDays, List<FrameworkPart.Text> parts, Instant openedAt) {
    }

    private final JdbcClient jdbc;
    private final Clock clock;

    PublishedFrameworks(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void publish(String order, String instance, Published framework, String accounts) {
        try {
            jdbc.sql("insert into eo.developer_framework values (?, ?, ?, ?, ?, ?::jsonb, ?)").params(order, instance, framework.title(),
                framework.publishedOn(), framework.accessDays(), JSON.writeValueAsString(framework.parts()), accounts).update();
        } catch (DuplicateKeyException published) {
            throw Refusal.conflict("The framework of this order is published already. What was published is not changed.");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    void open(String order, String instance) {
        jdbc.sql("insert into eo.framework_intake values (?, ?, ?)").params(order, instance, OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)).update();
    }

    /** The framework of an order. Its intake is closed again when the order was revoked or closed. */
    Optional<Published> of(String order) {
        return jdbc.sql("""
            select title, published_on, access_days, parts, case when exists (select 1 from eo.ledger_entry e where e.order_id = f.order_id
                and e.kind in ('order-revoked', 'order-closed')) then null else opened_at end
            from eo.developer_framework f left join eo.framework_intake i using (order_id) where f.order_id = ?""").param(order)
            .query((row, number) -> new Published(row.getString(1), row.getObject(2, LocalDate.class), row.getInt(3), parts(row.getString(4)),
                row.getObject(5) == null ? null : row.getObject(5, OffsetDateTime.class).toInstant())).optional();
    }

    private static List<FrameworkPart.Text> parts(String json) {
        try {
            return JSON.readValue(json, new TypeReference<>() {
            });
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
