package org.eoworkflow.directive.tools;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.eoworkflow.directive.tools.Tool.Conditions;
import org.eoworkflow.ledger.EntryKind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The catalogues of tools that were published. Rows are added and never changed; the newest version of an order is the one that holds. */
@Component
class PublishedCatalogues {

    private final JdbcClient jdbc;

    PublishedCatalogues(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The version that an order's next catalogue gets. */
    int nextVersion(String order) {
        return jdbc.sql("select coalesce(max(version), 0) + 1 from eo.tool_catalogue where order_id = ?").param(order).query(Integer.class).single();
    }

    void add(PublishedCatalogue catalogue, String businessKey, String processInstance) {
        jdbc.sql("""
                insert into eo.tool_catalogue (order_id, version, title, office, published_at, opens_on, approved_by, contact, instructions,
                    decision_tables, business_key, process_instance)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
            .params(catalogue.order(), catalogue.version(), catalogue.title(), catalogue.office(),
                OffsetDateTime.ofInstant(catalogue.publishedAt(), ZoneOffset.UTC), catalogue.opensOn(), catalogue.approvedBy(), catalogue.contact(),
                catalogue.instructions(), catalogue.decisionTables(), businessKey, processInstance).update();
        int position = 0;
        for (Tool tool : catalogue.tools()) {
            jdbc.sql("insert into eo.catalogue_tool values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(catalogue.order(), catalogue.version(), ++position, tool.tool(), tool.provider(), tool.audience(), tool.capacity(), tool.terms(),
                    tool.termsKind(), tool.covered(), tool.conditions().appropriateFor(), tool.conditions().notAppropriateFor(),
                    tool.conditions().safeguards()).update();
        }
    }

    /** The newest version of each order, the newest first. */
    List<PublishedCatalogue> newest() {
        return jdbc.sql("""
                select * from eo.tool_catalogue c
                where version = (select max(version) from eo.tool_catalogue o where o.order_id = c.order_id)
                order by published_at desc, order_id""")
            .query(this::read).list();
    }

    /** The newest version of an order. */
    Optional<PublishedCatalogue> newest(String order) {
        return jdbc.sql("select * from eo.tool_catalogue where order_id = ? order by version desc limit 1").param(order).query(this::read).optional();
    }

    /** Whether the order under which tools are offered was revoked: its catalogue stays readable, and no request is accepted any more. */
    boolean isRevoked(String order) {
        return jdbc.sql("select exists (select 1 from eo.ledger_entry where order_id = ? and kind = ?)").params(order, EntryKind.ORDER_REVOKED.text())
            .query(Boolean.class).single();
    }

    private PublishedCatalogue read(ResultSet row, int number) throws SQLException {
        return new PublishedCatalogue(row.getString("order_id"), row.getInt("version"), row.getString("title"), row.getString("office"),
            row.getObject("published_at", OffsetDateTime.class).toInstant(), row.getObject("opens_on", LocalDate.class), row.getString("approved_by"),
            row.getString("contact"), row.getString("instructions"), row.getString("decision_tables"),
            tools(row.getString("order_id"), row.getInt("version")));
    }

    private List<Tool> tools(String order, int version) {
        return jdbc.sql("select * from eo.catalogue_tool where order_id = ? and version = ? order by position").params(order, version)
            .query((row, number) -> new Tool(row.getString("tool"), row.getString("provider"), row.getString("audience"), row.getInt("capacity"),
                row.getString("terms"), row.getString("terms_kind"), row.getBoolean("covered_model"), new Conditions(row.getString("appropriate_for"),
                row.getString("not_appropriate_for"), row.getString("safeguards")))).list();
    }
}
