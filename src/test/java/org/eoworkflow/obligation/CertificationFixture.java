package org.eoworkflow.obligation;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.order.ExecutiveOrder;
import org.eoworkflow.order.InventedOrders;
import org.eoworkflow.order.Orders;
import org.eoworkflow.support.Certifications;
import org.eoworkflow.support.OrderFixture;
import org.eoworkflow.support.People;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** An order of its own with one clause of each kind, under a directive of DHS that acts through CISA and consults OMB. */
@Component
class CertificationFixture {

    static final LocalDate SIGNED = LocalDate.of(2026, 6, 2);

    private static final AtomicInteger NUMBER = new AtomicInteger();

    final People people;
    final Certifications certifications;
    private final InventedOrders invented;
    private final OrderFixture fixture;
    private final Orders orders;
    private final RuntimeService runtime;
    private final JdbcClient jdbc;
    private final Ledger ledger;

    CertificationFixture(People people, Certifications certifications, InventedOrders invented, OrderFixture fixture, Orders orders,
                         RuntimeService runtime, JdbcClient jdbc, Ledger ledger) {
        this.people = people;
        this.certifications = certifications;
        this.invented = invented;
        this.fixture = fixture;
        this.orders = orders;
        this.runtime = runtime;
        this.jdbc = jdbc;
        this.ledger = ledger;
    }

    /** The order, with F-01 certified as met on July 3, 2026. */
    ExecutiveOrder orderWithAClauseCertifiedLate() {
        var order = order();
        start("ClauseCertification", order, "F-01");
        assemble(order, "F-01", "2026-07-03");
        accept(order, "F-01");
        certify(order, "F-01");
        return order;
    }

    /** Invents the order and registers its obligations; its directives do not run. */
    ExecutiveOrder order() {
        var id = "test-certified-" + NUMBER.incrementAndGet();
        var order = invented.add(id, """
            order: %s
            title: Invented for Certification
            number: %s
            signed: 2026-06-02
            source: { title: Invented for tests, date: 2026-06-02, kind: invention }
            agencies: [dhs, cisa, omb, gsa, opm]
            parties:
              - { id: companies, name: All companies }
            directives:
              - id: fences
                name: Fences
                lead: dhs
                through: cisa
                consults: [omb]
                deadline: P30D
                clauses: [F-01, F-02, F-03, F-04]
                continues: [F-05]
              - id: gates
                name: Gates
                lead: gsa
                target: P45D
                clauses: [F-06, F-07]
            clauses:
              - { id: F-01, summary: Put up fences., citation: sec. 1, basis: order, text: Fences shall be put up., actor: cisa, verb: put up, kind: obligation, deadline: P30D }
              - { id: F-02, summary: Neighbors may help., citation: sec. 2, basis: order, actor: companies, verb: help, kind: option }
              - { id: F-03, summary: Nobody is fenced in., citation: sec. 3, basis: order, actor: cisa, verb: refrain, kind: limit }
              - { id: F-04, summary: Fences are kept in repair., citation: sec. 4, basis: order, actor: cisa, verb: repair, kind: obligation, continuous: true }
              - { id: F-05, summary: Fences are painted., citation: sec. 5, basis: order, actor: cisa, verb: paint, kind: obligation, continuous: true }
              - { id: F-06, summary: Hang gates., citation: sec. 6, basis: order, actor: gsa, verb: hang, kind: obligation }
              - { id: F-07, summary: Close gates at night., basis: summary, actor: companies, verb: close, kind: advice, target: P10D }
              - { id: F-08, summary: No toll is taken., citation: sec. 8, basis: order, actor: gsa, verb: refrain, kind: limit, keptBy: no model takes a toll }
            """.formatted(id, id.toUpperCase()));
        orders.start(id, SIGNED);
        runtime.createProcessInstanceQuery().processInstanceBusinessKey(id).list()
            .forEach(master -> runtime.deleteProcessInstance(master.getId(), "the test starts what it needs"));
        return order;
    }

    /** Starts one of the shared processes for a clause. */
    ProcessInstance start(String process, ExecutiveOrder order, String clause) {
        var directive = order.clause(clause).directive();
        var variables = new HashMap<>(fixture.variables(order, directive));
        variables.put("clause", clause);
        return runtime.startProcessInstanceByKey(process, key(order, clause), variables);
    }

    String key(ExecutiveOrder order, String clause) {
        return order.id() + "/" + order.clause(clause).directive();
    }

    /** The one open task of this activity for a clause. */
    Task task(ExecutiveOrder order, String clause, String activity) {
        return certifications.task(key(order, clause), clause, activity);
    }

    void complete(String account, ExecutiveOrder order, String clause, String activity, Map<String, Object> variables) {
        var task = task(order, clause, activity);
        if (task == null) {
            throw new AssertionError("no open task %s for %s".formatted(activity, clause));
        }
        people.complete(account, task, variables);
    }

    /** Adds evidence as CISA's staff and proposes that the clause was met on a day. */
    void assemble(ExecutiveOrder order, String clause, String metOn) {
        certifications.addEvidence("cisa.staff", task(order, clause, "AssembleEvidence"));
        complete("cisa.staff", order, clause, "AssembleEvidence",
            Map.of("proposal", "met", "metOn", metOn, "evidenceSummary", "The pictures show it."));
    }

    void accept(ExecutiveOrder order, String clause) {
        complete("cisa.approver", order, clause, "ReviewEvidence", Map.of("evidenceDecision", "accept"));
    }

    void certify(ExecutiveOrder order, String clause) {
        complete("dhs.certifier", order, clause, "CertifyClause", Map.of("certificationDecision", "certify", "statement", "I certify it."));
    }

    /** As the closing report states a limit. */
    void certifiedElsewhere(ExecutiveOrder order, String clause) {
        ledger.append(Entry.of(EntryKind.CLAUSE_CERTIFIED, order.id(), clause, Map.of("satisfiedAt", "2026-07-01T12:00:00Z", "daysLate", 0)));
    }

    /** The ledger's entries of a kind, oldest first. */
    List<Map<String, Object>> ledger(ExecutiveOrder order, String kind) {
        return jdbc.sql("select * from eo.ledger_entry where order_id = ? and kind = ? order by sequence").params(order.id(), kind)
            .query().listOfRows();
    }
}
