package org.eoworkflow.directive;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code eo.implementation} and {@code eo.implementation_action}. */
@Component
class ImplementationRows {

    private final JdbcClient jdbc;

    ImplementationRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** False if the agency implements a directive of this number already. */
    boolean add(Implementation implementation, List<RequiredAction> actions) {
        if (jdbc.sql("""
                insert into eo.implementation (business_key, order_id, directive, number, title, agency, office, released_on)
                values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""")
            .params(implementation.key(), implementation.order(), implementation.directive(), implementation.number(),
                implementation.title(), implementation.agency(), implementation.office(), implementation.releasedOn()).update() == 0) {
            return false;
        }
        actions.forEach(action -> jdbc.sql("insert into eo.implementation_action (business_key, action, text, reporting, rule, due) values (?, ?, ?, ?, ?, ?)")
            .params(implementation.key(), action.number(), action.text(), action.reporting(), action.rule(), at(action.due())).update());
        return true;
    }

    void startedAs(String key, String processInstance) {
        jdbc.sql("update eo.implementation set process_instance = ? where business_key = ?").params(processInstance, key).update();
    }

    Optional<Implementation> find(String key) {
        return jdbc.sql("select * from eo.implementation where business_key = ?").param(key).query(ImplementationRows::implementation).optional();
    }

    /** Those of a directive, by agency; its number may be written as in a business key. */
    List<Implementation> of(String number) {
        return jdbc.sql("select * from eo.implementation where replace(lower(number), ' ', '-') = replace(lower(?), ' ', '-') order by agency")
            .param(number.strip()).query(ImplementationRows::implementation).list();
    }

    /** Those that are still carried out. */
    List<Implementation> open() {
        return jdbc.sql("select * from eo.implementation where state = 'open' order by business_key").query(ImplementationRows::implementation).list();
    }

    /** Those that an agency still carries out. */
    List<Implementation> openOf(String agency) {
        return jdbc.sql("select * from eo.implementation where agency = ? and state = 'open' order by number")
            .param(agency).query(ImplementationRows::implementation).list();
    }

    /** Whether a later directive has revoked this one. */
    boolean isSuperseded(String number) {
        return jdbc.sql("select exists (select 1 from eo.directive_supersession where superseded = ?)").param(number).query(Boolean.class).single();
    }

    void acknowledged(String key, Instant now) {
        jdbc.sql("update eo.implementation set acknowledged_at = ? where business_key = ?").params(at(now), key).update();
    }

    /** False if it had ended before. */
    boolean end(String key, String state, String supersededBy, Instant now) {
        return jdbc.sql("update eo.implementation set state = ?, superseded_by = ?, ended_at = ? where business_key = ? and state = 'open'")
            .params(state, supersededBy, at(now), key).update() == 1;
    }

    List<RequiredAction> actions(String key) {
        return jdbc.sql("select * from eo.implementation_action where business_key = ? order by action").param(key)
            .query(ImplementationRows::action).list();
    }

    Optional<RequiredAction> action(String key, int number) {
        return jdbc.sql("select * from eo.implementation_action where business_key = ? and action = ?").params(key, number)
            .query(ImplementationRows::action).optional();
    }

    void done(String key, int number, String result, Instant now) {
        jdbc.sql("update eo.implementation_action set done_at = ?, result = ?, requested_date = null where business_key = ? and action = ?")
            .params(at(now), result, key, number).update();
    }

    void reopen(String key, int number) {
        jdbc.sql("update eo.implementation_action set done_at = null where business_key = ? and action = ?").params(key, number).update();
    }

    /** False if an extension of this action is asked for already. */
    boolean requestExtension(String key, int number, LocalDate date) {
        return jdbc.sql("""
                update eo.implementation_action set requested_date = ?
                where business_key = ? and action = ? and requested_date is null and done_at is null""")
            .params(date, key, number).update() == 1;
    }

    /** Ends the request for an extension, with a new date or with the old one. */
    void extensionDecided(String key, int number, Instant due) {
        jdbc.sql("update eo.implementation_action set due = ?, requested_date = null where business_key = ? and action = ?")
            .params(at(due), key, number).update();
    }

    /** How many of an implementation's vulnerabilities are open, and how many of these late. */
    Vulnerabilities vulnerabilities(String key, Instant now) {
        return jdbc.sql("""
                select count(*) as open, count(*) filter (where due < ?) as overdue
                from eo.remediation where implementation = ? and state = 'open'""")
            .params(at(now), key).query(Vulnerabilities.class).single();
    }

    record Vulnerabilities(int open, int overdue) {
    }

    static OffsetDateTime at(Instant instant) {
        return instant == null ? null : OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private static Implementation implementation(ResultSet row, int n) throws SQLException {
        return new Implementation(row.getString("business_key"), row.getString("order_id"), row.getString("directive"), row.getString("number"),
            row.getString("title"), row.getString("agency"), row.getString("office"), row.getObject("released_on", LocalDate.class),
            row.getString("process_instance"), row.getString("state"), row.getString("superseded_by"));
    }

    private static RequiredAction action(ResultSet row, int n) throws SQLException {
        return new RequiredAction(row.getInt("action"), row.getString("text"), row.getString("reporting"), row.getString("rule"),
            instant(row, "due"), instant(row, "done_at"), row.getString("result"), row.getObject("requested_date", LocalDate.class));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
