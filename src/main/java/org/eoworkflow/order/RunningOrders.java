package org.eoworkflow.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.Period;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code eo.executive_order} and {@code eo.directive}: the terms under which orders run, amendments included. */
@Component
class RunningOrders {

    private final JdbcClient jdbc;

    RunningOrders(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** False if the order was started before. */
    boolean addOrder(String order, LocalDate signed, String processInstance) {
        return jdbc.sql("insert into eo.executive_order (id, signed, process_instance) values (?, ?, ?) on conflict do nothing")
            .params(order, signed, processInstance).update() == 1;
    }

    /** False if the directive is running already. */
    boolean addDirective(String order, Directive directive) {
        return jdbc.sql("insert into eo.directive (order_id, id, period, target) values (?, ?, ?, ?) on conflict do nothing")
            .params(order, directive.id(), text(directive.deadline()), text(directive.target())).update() == 1;
    }

    Optional<LocalDate> signed(String order) {
        return jdbc.sql("select signed from eo.executive_order where id = ?").param(order).query(LocalDate.class).optional();
    }

    Optional<Terms> terms(String order, String directive) {
        return jdbc.sql("select * from eo.directive where order_id = ? and id = ?")
            .params(order, directive).query(RunningOrders::terms).optional();
    }

    /** The terms of a directive, kept from others until the transaction ends. */
    Optional<Terms> lock(String order, String directive) {
        return jdbc.sql("select * from eo.directive where order_id = ? and id = ? for update")
            .params(order, directive).query(RunningOrders::terms).optional();
    }

    Map<String, DirectiveState> states(String order) {
        return jdbc.sql("select * from eo.directive where order_id = ?").param(order).query(RunningOrders::terms)
            .list().stream().collect(Collectors.toMap(Terms::directive, Terms::state));
    }

    void redate(String order, LocalDate signed) {
        jdbc.sql("update eo.executive_order set signed = ? where id = ?").params(signed, order).update();
    }

    void update(String order, Terms terms) {
        jdbc.sql("update eo.directive set period = ?, target = ?, state = ? where order_id = ? and id = ?")
            .params(text(terms.deadline()), text(terms.target()), terms.state().text(), order, terms.directive()).update();
    }

    /** The order is over; what still stands of it is withdrawn. */
    void end(String order, String how) {
        jdbc.sql("update eo.executive_order set ended = ? where id = ?").params(how, order).update();
        jdbc.sql("update eo.directive set state = 'withdrawn' where order_id = ? and state in ('active', 'suspended')").param(order).update();
    }

    /** How the order ended, or empty while it stands or where it was not started. Nobody else ends it until the transaction does. */
    Optional<String> ended(String order) {
        return jdbc.sql("select ended from eo.executive_order where id = ? for share").param(order).query(String.class).list().stream()
            .filter(Objects::nonNull).findFirst();
    }

    /** The state of a directive, which nobody else changes until the transaction ends; empty if it was not started. */
    Optional<DirectiveState> keptState(String order, String directive) {
        return jdbc.sql("select state from eo.directive where order_id = ? and id = ? for share").params(order, directive).query(String.class).optional()
            .map(DirectiveState::of);
    }

    private static Terms terms(ResultSet row, int number) throws SQLException {
        return new Terms(row.getString("id"), period(row.getString("period")), period(row.getString("target")),
            DirectiveState.of(row.getString("state")));
    }

    private static String text(Period period) {
        return period == null ? null : period.toString();
    }

    private static Period period(String text) {
        return text == null ? null : Period.parse(text);
    }

    /** The terms under which a directive runs now. */
    record Terms(String directive, Period deadline, Period target, DirectiveState state) {

        /** The terms that the catalogue states. */
        static Terms of(Directive directive) {
            return new Terms(directive.id(), directive.deadline(), directive.target(), DirectiveState.ACTIVE);
        }

        /** The deadline, or else the target. */
        Period date() {
            return deadline == null ? target : deadline;
        }

        Terms in(DirectiveState other) {
            return new Terms(directive, deadline, target, other);
        }

        /** An amendment's period is the order's own, whatever was planned before. */
        Terms within(Period other) {
            return new Terms(directive, other, null, state);
        }
    }
}
