package org.eoworkflow.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Appends facts to the chain, in the transaction of whoever calls. */
@Component
public class Ledger {

    private static final ObjectMapper JSON = new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

    private final JdbcClient jdbc;
    private final ObjectProvider<IdentityService> identity;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Ledger(JdbcClient jdbc, ObjectProvider<IdentityService> identity, Clock clock, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.identity = identity;
        this.clock = clock;
        this.events = events;
    }

    /** Appends a fact. It is written with the transaction that is under way, or not at all. */
    public void append(Entry entry) {
        jdbc.sql("select eo.append_ledger(?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .params(entry.kind().text(), entry.order(), entry.clause(), entry.businessKey(), entry.processInstance(), entry.activity(),
                account(), OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC), json(entry))
            .query().singleRow();
        events.publishEvent(entry);
    }

    private String account() {
        var authentication = identity.getObject().getCurrentAuthentication();
        return authentication == null ? "system" : authentication.getUserId();
    }

    private static String json(Entry entry) {
        try {
            return JSON.writeValueAsString(entry.payload());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("ledger payload of " + entry.kind() + " cannot be written as JSON", e);
        }
    }
}
