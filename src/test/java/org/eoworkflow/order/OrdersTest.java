package org.eoworkflow.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.eoworkflow.support.OrderFixture.Work.tracked;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.Http;
import org.eoworkflow.support.OrderFixture;
import org.eoworkflow.support.People;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@EngineTest
class OrdersTest {

    private static final LocalDate SIGNED = LocalDate.of(2026, 3, 2);

    @Autowired Catalogue catalogue;
    @Autowired Orders orders;
    @Autowired OrderFixture fixture;
    @Autowired RuntimeService runtime;
    @Autowired People people;
    @Autowired JdbcClient jdbc;
    @LocalServerPort int port;

    // --- starting

    /** More often than the pool has connections: none may be kept by an answer. */
    @Test
    void askingHowDirectivesStandKeepsNoConnection() {
        var order = fixture.start(SIGNED, tracked("one"));
        for (int asked = 0; asked < 12; asked++) {
            assertThat(orders.states(order)).containsOnlyKeys("one");
        }
    }

    @Test
    void aStartedOrderHasItsDirectivesAndAnObligationForEachClause() {
        var order = fixture.start(SIGNED, tracked("one").clauses("A-01", "A-02"), tracked("two").due(null).continues("B-02"),
            tracked("three").fromAmendment());

        assertThat(master(order).getBusinessKey()).isEqualTo(order);
        assertThat(orders.signed(order)).isEqualTo(SIGNED);
        assertThat(orders.period(order, "one")).contains(Period.ofDays(30));
        assertThat(orders.period(order, "two")).isEmpty();
        assertThat(orders.target(order, "two")).contains(Period.ofDays(45));
        assertThat(orders.deadline(order, "A-01")).contains(Instant.parse("2026-04-02T03:59:59Z"));
        assertThat(orders.deadline(order, "TWO-01")).isEmpty();
        assertThat(instance(order, "one").getProcessDefinitionId()).startsWith("TrackedDirective:");
        assertThat(instance(order, "three")).isNull();
        assertThat(clauses(order, "obligation-registered")).containsExactlyInAnyOrder("A-01", "A-02", "TWO-01", "B-02", "L-01");
        assertThat(payload(order, "obligation-registered", "A-01")).contains("\"deadline\":\"2026-04-02T03:59:59Z\"", "\"target\":null",
            "\"directive\":\"one\"", "\"lead\":\"gsa\"", "\"kind\":\"obligation\"", "\"signed\":\"2026-03-02\"", "\"period\":\"P30D\"", "\"rule\":");
        assertThat(payload(order, "obligation-registered", "TWO-01")).contains("\"deadline\":null", "\"target\":\"2026-04-17T03:59:59Z\"");
        assertThat(payload(order, "obligation-registered", "L-01")).contains("\"keptBy\":\"the answers are voluntary\"");
        assertThat(payload(order, "order-started", null)).contains("\"signed\":\"2026-03-02\"");
    }

    @Test
    void aSecondOrderComesFromAFileAlone() {
        assertThat(catalogue.order("test-order-1").directives()).extracting(Directive::processKey).containsOnly("TrackedDirective");
        assertThat(catalogue.order("test-order-1").clause("R-04").directive()).isEqualTo("records-training");
    }

    @Test
    void withoutADateTheCataloguesHolds() {
        var order = fixture.invent(SIGNED, tracked("undated"));

        people.as("order.office", () -> runtime.startProcessInstanceByKey(Orders.MASTER, Map.of("order", order.id(), "signed", "")));

        assertThat(orders.signed(order.id())).isEqualTo(SIGNED);
        assertThat(runtime.getVariable(master(order.id()).getId(), "signed")).isEqualTo("2026-03-02");
    }

    @ParameterizedTest
    @CsvSource({
        "1989-12-31, The signing date must not be before 1990.",
        "9999-01-01, The signing date must not be in the future.",
        "'June 2, 2026', Start of 'Executive Order': 'Signing date' must be a date such as 2026-07-02."})
    void aWrongSigningDateStartsNothing(String signed, String message) {
        var order = fixture.invent(SIGNED, tracked("wrong")).id();

        assertRefused("signed", message, () -> start(order, signed));

        assertThat(master(order)).isNull();
        assertThat(clauses(order, "obligation-registered")).isEmpty();
        assertThat(jdbc.sql("select count(*) from eo.executive_order where id = ?").param(order).query(Integer.class).single()).isZero();
        start(order, "2026-03-02");
        assertThat(master(order)).isNotNull();
    }

    @Test
    void anOrderSignedTodayInWashingtonMayStartAndOneOfTomorrowMayNot() {
        var today = LocalDate.now(EngineClock.WASHINGTON);
        var order = fixture.invent(SIGNED, tracked("today")).id();

        assertRefused("signed", "The signing date must not be in the future.", () -> start(order, today.plusDays(2).toString()));
        start(order, today.toString());

        assertThat(orders.signed(order)).isEqualTo(today);
    }

    @Test
    void anUnknownOrderIsRefusedWithThoseThatAreKnown() {
        assertRefused("order", "There is no such order in the catalogue. Known are: ", () -> start("eo-14490", "2026-06-02"));
        assertRefused("order", "Start of 'Executive Order': 'Order' is required.", () -> start(" ", "2026-06-02"));
    }

    @Test
    void anOrderIsStartedOnce() {
        var order = fixture.start(SIGNED, tracked("once"));

        assertRefused("order", "TEST INVENTED %s is running already. An order is started once.".formatted(order.substring(order.lastIndexOf('-') + 1)),
            () -> start(order, "2026-03-02"));

        assertThat(master(order)).isNotNull();
        assertThat(clauses(order, "obligation-registered")).containsExactlyInAnyOrder("ONCE-01", "L-01");
    }

    @Test
    void theStartFormAnswersOverRestWithTheFieldAndTheMessage() {
        var order = fixture.invent(SIGNED, tracked("rest")).id();
        var office = Http.basic(port, "order.office");

        var future = submit(office, order, "9999-01-01");
        assertThat(future.statusCode()).isEqualTo(400);
        assertThat(future.body()).contains("\"field\":\"signed\"", "must not be in the future");
        var unknown = submit(office, "eo-14490", "2026-06-02");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).contains("\"field\":\"order\"", "There is no such order");
        assertThat(submit(office, order, "2026-03-02").statusCode()).isEqualTo(200);
        var twice = submit(office, order, "2026-03-02");
        assertThat(twice.statusCode()).isEqualTo(409);
        assertThat(twice.body()).contains("\"field\":\"order\"", "An order is started once.");
        assertThat(runtime.createProcessInstanceQuery().processDefinitionKey(Orders.MASTER).variableValueEquals("order", order).count()).isEqualTo(1);
    }

    @Test
    void onlyTheOrderOfficeStartsAnOrder() {
        var order = fixture.invent(SIGNED, tracked("rights")).id();

        assertThat(submit(Http.stranger(port), order, "2026-03-02").statusCode()).isIn(401, 403);
        assertThat(submit(Http.basic(port, "cisa.staff"), order, "2026-03-02").statusCode()).isIn(403, 404);
        assertThat(master(order)).isNull();
    }

    // --- amendments

    @Test
    void anotherPeriodMovesTheDeadlinesOfTheDirectivesClauses() {
        var order = fixture.start(SIGNED, tracked("moved"), tracked("stays"));

        orders.retime(order, "moved", Period.ofDays(45));

        assertThat(orders.period(order, "moved")).contains(Period.ofDays(45));
        assertThat(payload(order, "order-amended", null)).contains("\"change\":\"retimed\"", "\"period\":\"P45D\"", "\"previous\":\"P30D\"");
        assertThat(clauses(order, "deadline-moved")).containsExactly("MOVED-01");
        assertThat(payload(order, "deadline-moved", "MOVED-01")).contains("\"deadline\":\"2026-04-17T03:59:59Z\"", "\"deadline\":\"2026-04-02T03:59:59Z\"");
    }

    @Test
    void aPeriodForATargetIsADeadlineFromThenOn() {
        var order = fixture.start(SIGNED, tracked("planned").due(null));

        orders.retime(order, "planned", Period.ofDays(20));

        assertThat(orders.period(order, "planned")).contains(Period.ofDays(20));
        assertThat(orders.target(order, "planned")).isEmpty();
        assertThat(payload(order, "deadline-moved", "PLANNED-01")).contains("\"deadline\":\"2026-03-23T03:59:59Z\"");
    }

    @Test
    void aCorrectedSigningDateMovesEveryDate() {
        var order = fixture.start(SIGNED, tracked("first"), tracked("second").due(null));

        orders.redate(order, SIGNED.plusDays(1));

        assertThat(orders.signed(order)).isEqualTo(SIGNED.plusDays(1));
        assertThat(clauses(order, "deadline-moved")).containsExactlyInAnyOrder("FIRST-01", "SECOND-01");
        assertThat(payload(order, "order-amended", null)).contains("\"change\":\"redated\"", "\"previous\":\"2026-03-02\"", "\"signed\":\"2026-03-03\"");
    }

    @Test
    void aDirectiveRestsAndGoesOn() {
        var order = fixture.start(SIGNED, tracked("resting"));

        orders.suspend(order, "resting");
        assertThat(orders.state(order, "resting")).isEqualTo(DirectiveState.SUSPENDED);
        assertRefused(null, "Directive 'resting' is suspended and cannot be suspended.", () -> orders.suspend(order, "resting"));
        orders.resume(order, "resting");

        assertThat(orders.state(order, "resting")).isEqualTo(DirectiveState.ACTIVE);
        assertRefused(null, "Directive 'resting' is active and cannot be resumed.", () -> orders.resume(order, "resting"));
        assertThat(changes(order)).containsExactly("suspended", "resumed");
    }

    @Test
    void aWithdrawnDirectiveLeavesItsClausesWithoutApplication() {
        var order = fixture.start(SIGNED, tracked("withdrawn").continues("W-02"), tracked("other"));

        orders.withdraw(order, "withdrawn");

        assertThat(orders.state(order, "withdrawn")).isEqualTo(DirectiveState.WITHDRAWN);
        assertThat(clauses(order, "clause-not-applicable")).containsExactlyInAnyOrder("WITHDRAWN-01", "W-02");
        assertRefused(null, "Directive 'withdrawn' is withdrawn and can no longer be amended.", () -> orders.retime(order, "withdrawn", Period.ofDays(60)));
    }

    @Test
    void anAddedDirectiveBringsItsClauses() {
        var order = fixture.start(SIGNED, tracked("early"), tracked("late").fromAmendment());
        assertRefused(null, "Directive 'late' of order '%s' has not been started.".formatted(order), () -> orders.suspend(order, "late"));

        orders.add(order, "late");

        assertThat(clauses(order, "obligation-registered")).contains("LATE-01");
        assertRefused(null, "Directive 'late' is part of order '%s' already.".formatted(order), () -> orders.add(order, "late"));
        assertThat(changes(order)).containsExactly("added");
    }

    @Test
    void aWrongAmendmentChangesNothing() {
        var order = fixture.start(SIGNED, tracked("kept"));

        assertRefused("period", "The period must be at least one day, such as P45D.", () -> orders.retime(order, "kept", Period.ZERO));
        assertRefused("period", "The period must be at least one day, such as P45D.", () -> orders.retime(order, "kept", Period.ofDays(-3)));
        assertRefused("signed", "The signing date must not be in the future.", () -> orders.redate(order, LocalDate.of(9999, 1, 1)));
        assertRefused("directive", "Order '%s' has no directive 'unheard'.".formatted(order), () -> orders.retime(order, "unheard", Period.ofDays(3)));
        assertRefused("order", "There is no order 'eo-1' in the catalogue.", () -> orders.suspend("eo-1", "kept"));

        assertThat(changes(order)).isEmpty();
        assertThat(orders.period(order, "kept")).contains(Period.ofDays(30));
    }

    @Test
    void anOrderThatIsNotRunningIsNotAmended() {
        var order = fixture.invent(SIGNED, tracked("asleep")).id();

        assertRefused(null, "Order '%s' is not running.".formatted(order), () -> orders.retime(order, "asleep", Period.ofDays(45)));
    }

    // ---

    private void start(String order, String signed) {
        people.as("order.office", () -> runtime.startProcessInstanceByKey(Orders.MASTER, Map.of("order", order, "signed", signed)));
    }

    private HttpResponse<String> submit(Http http, String order, String signed) {
        return http.post("/engine-rest/process-definition/key/ExecutiveOrder/submit-form", """
            {"variables": {"order": {"value": "%s", "type": "String"}, "signed": {"value": "%s", "type": "String"}}}""".formatted(order, signed));
    }

    private static void assertRefused(String field, String message, ThrowingCallable work) {
        assertThatThrownBy(work).satisfies(thrown -> {
            assertThat(Refusal.in(thrown)).as("a refusal instead of %s", thrown).isNotNull();
            assertThat(Refusal.in(thrown)).hasMessageStartingWith(message);
            assertThat(Refusal.in(thrown).field()).isEqualTo(field);
        });
    }

    private ProcessInstance master(String order) {
        return runtime.createProcessInstanceQuery().processDefinitionKey(Orders.MASTER).processInstanceBusinessKey(order).singleResult();
    }

    private ProcessInstance instance(String order, String directive) {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(order + "/" + directive).singleResult();
    }

    private List<String> clauses(String order, String kind) {
        return jdbc.sql("select clause_id from eo.ledger_entry where order_id = ? and kind = ? order by sequence").params(order, kind)
            .query(String.class).list();
    }

    private List<String> changes(String order) {
        return jdbc.sql("select payload::json ->> 'change' from eo.ledger_entry where order_id = ? and kind = 'order-amended' order by sequence")
            .param(order).query(String.class).list();
    }

    private String payload(String order, String kind, String clause) {
        return jdbc.sql("select payload from eo.ledger_entry where order_id = ? and kind = ? and clause_id is not distinct from ?::text")
            .params(order, kind, clause).query(String.class).single();
    }
}
