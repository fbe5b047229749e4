package org.eoworkflow.directive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.eoworkflow.support.OrderWork.change;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.spin.Spin;
import org.eoworkflow.obligation.Obligations;
import org.eoworkflow.obligation.Status;
import org.eoworkflow.order.DirectiveState;
import org.eoworkflow.order.Orders;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.support.Certifications;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.OrderFixture;
import org.eoworkflow.support.OrderFixture.Work;
import org.eoworkflow.support.OrderWork;
import org.eoworkflow.support.People;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@EngineTest
class ExecutiveOrderTest {

    private static final LocalDate SIGNED = LocalDate.of(2026, 6, 2);

    @Autowired OrderFixture fixture;
    @Autowired OrderWork work;
    @Autowired People people;
    @Autowired Orders orders;
    @Autowired Obligations obligations;
    @Autowired Certifications certifications;
    @Autowired Reports reports;
    @Autowired TaskService tasks;
    @Autowired RuntimeService runtime;
    @Autowired HistoryService history;

    @BeforeEach
    void dayAfterSigning() {
        work.at(SIGNED.plusDays(1), 9);
    }

    // --- from signing to closing

    @Test
    void anOrderRunsFromItsFileAloneFromSigningToClosing() throws Exception {
        work.at(LocalDate.of(2026, 3, 3), 9);
        people.as("order.office", () -> orders.start("test-order-1", LocalDate.of(2026, 3, 2)));
        assertThat(obligations.of("test-order-1")).extracting("clause").containsExactly("R-01", "R-02", "R-03", "R-04", "R-06");

        work.amend("test-order-1", change("records-archive", "add"));
        assertThat(obligations.find("test-order-1", "R-05")).isPresent();
        work.carryOut("test-order-1", "records-inventory", "gsa", "R-01", "R-02");
        work.carryOut("test-order-1", "records-training", "opm", "R-03");
        assertThatThrownBy(() -> work.closeWithReport("test-order-1", "R-06")).as("an added directive is still under way")
            .satisfies(e -> assertThat(Refusal.in(e)).hasMessageContaining("directive 'records-archive' is active"));
        work.carryOut("test-order-1", "records-archive", "nasa", "R-05");
        people.complete("order.deputy", "test-order-1", "ApproveClosingReport", Map.of("closingDecision", "approve"));

        assertThat(obligations.of("test-order-1")).filteredOn(o -> o.status() != Status.MET).extracting("clause").containsExactly("R-04");
        assertThat(obligations.find("test-order-1", "R-06").orElseThrow().certifiedBy()).isEqualTo("order.deputy");
        assertThat(reports.of("test-order-1")).singleElement().satisfies(report -> {
            assertThat(reports.html(report.id())).contains("Keeping Public Records in Good Order", "R-05", "Nobody was obliged.", "<td>kept</td>");
            assertThat(new String(reports.pdf(report.id()), 0, 5)).isEqualTo("%PDF-");
            Files.createDirectories(Path.of("target", "reports"));
            Files.write(Path.of("target", "reports", "closing.pdf"), reports.pdf(report.id()));
            assertThat(work.mails("report/" + report.id())).containsExactlyInAnyOrder(
                "order-office@eo.example: TO 1: Closing report", "directives@gsa.example: TO 1: Closing report",
                "directives@opm.example: TO 1: Closing report", "directives@nasa.example: TO 1: Closing report");
            assertThat(work.ledger("test-order-1", "report-issued")).singleElement().asString().contains(report.pdfSha256(), report.htmlSha256());
        });

        quarterIsReviewed("test-order-1", "records-training", "opm", "R-03", "R-04");
        quarterIsReviewed("test-order-1", "records-training", "opm", "R-03", "R-04");
        work.inform("test-order-1", "closed");

        assertThat(work.running("test-order-1")).isZero();
        assertThat(work.ledger("test-order-1", "order-closed")).singleElement().asString()
            .isEqualTo("{\"citation\":\"Invented sec. 9\",\"reason\":\"It was decided so.\"}");
        assertThat(work.mails("order-closed/")).contains("directives@gsa.example: TO 1: The order is closed");
        assertThatThrownBy(() -> people.as("order.office", () -> orders.start("test-order-1", LocalDate.of(2026, 3, 2))))
            .satisfies(e -> assertThat(Refusal.in(e)).hasMessage("TO 1 is running already. An order is started once."));
    }

    private void quarterIsReviewed(String order, String directive, String agency, String... clauses) {
        work.fire(order, "ExecutiveOrder", "QuarterBegun");
        var key = order + "/" + directive;
        for (var clause : clauses) {
            var review = certifications.task(key, clause, "ReviewClause");
            certifications.addEvidence(agency + ".staff", review);
            people.complete(agency + ".staff", review, Map.of("stillMet", "yes", "reviewStatement", "It is kept."));
            people.complete(agency + ".approver", certifications.task(key, clause, "ConfirmReview"), Map.of("reviewDecision", "confirm"));
        }
        assertThat(obligations.find(order, clauses[0]).orElseThrow().reviewedAt()).isNotNull();
    }

    @Test
    void aWrongStartIsRefusedByName() {
        assertRefused(() -> orders.start("no-such-order", SIGNED), "order", "There is no such order in the catalogue. Known are: ");
        var order = fixture.invent(SIGNED, Work.tracked("inventory")).id();
        assertRefused(() -> orders.start(order, SIGNED.plusDays(2)), "signed", "The signing date must not be in the future.");
        assertRefused(() -> orders.start(order, LocalDate.of(1989, 12, 31)), "signed", "The signing date must not be before 1990.");
        assertThat(work.running(order)).isZero();
        assertThat(work.ledger(order)).isEmpty();
    }

    @Test
    void aReturnedClosingReportIsCompiledAgainAndApprovedBySomebodyElse() {
        var order = fixture.start(SIGNED, Work.tracked("inventory"));
        work.carryOut(order, "inventory", "gsa", "INVENTORY-01");
        var compile = people.task(order, "CompileClosingReport");
        assertThat(tasks.getVariable(compile.getId(), "obligations").toString()).contains("INVENTORY-01").contains("\"status\":\"met\"");
        assertThat(tasks.getVariable(compile.getId(), "limits").toString()).contains("L-01").contains("the answers are voluntary");
        assertThatThrownBy(() -> work.compile(order)).as("a limit is left out")
            .satisfies(e -> assertThat(Refusal.in(e)).hasMessageContaining("Say of each order-wide limit once whether it was kept: L-01."));

        work.compile(order, "L-01");
        assertThatThrownBy(() -> people.complete("order.office", order, "ApproveClosingReport", Map.of("closingDecision", "approve")))
            .as("who compiled does not approve").satisfies(e -> assertThat(Refusal.in(e)).isNotNull());
        people.as("order.office", () -> {
            tasks.claim(people.task(order, "ApproveClosingReport").getId(), null);
            return null;
        });
        people.complete("order.deputy", order, "ApproveClosingReport", Map.of("closingDecision", "return", "closingReturnReason", "Say more."));

        var again = people.task(order, "CompileClosingReport");
        assertThat(tasks.getVariable(again.getId(), "closingReturnReason")).isEqualTo("Say more.");
        assertThat(tasks.getVariable(again.getId(), "limits").toString()).as("what was said is kept").contains("Nobody was obliged.");
        work.closeWithReport(order, "L-01");
        assertThat(people.tasks(order, "CompileClosingReport")).isEmpty();
        assertThat(reports.of(order)).hasSize(1);
    }

    @Test
    void theRealOrderStartsWithEveryDirectiveAndItsOwnDates() {
        work.at(LocalDate.of(2026, 6, 14), 9);
        people.as("order.office", () -> orders.start("eo-14409", SIGNED));

        assertThat(orders.states("eo-14409")).hasSize(14);
        assertThat(obligations.of("eo-14409")).hasSize(44);
        assertThat(runtime.createProcessInstanceQuery().processInstanceBusinessKeyLike("eo-14409/%").count()).isGreaterThanOrEqualTo(14);
        assertThat(people.tasks("eo-14409/enforcement-prioritization", "DraftPriorityMemo")).hasSize(1);
        assertThat(people.tasks("eo-14409/grant-identification", "ImportListings")).hasSize(1);
        assertThat(people.tasks("eo-14409/clearinghouse-establishment", "DraftParticipationTerms")).hasSize(1);
        assertThat(people.tasks("eo-14409/binding-operational-directives", "AnalyzeThreat")).hasSize(1);
        assertThat(people.tasks("eo-14409/national-security-systems-defense", "NominateSystems")).hasSize(1);
        assertThat(people.tasks("eo-14409/dod-systems-defense", "AssessPosture")).hasSize(1);
        assertThat(work.timer("eo-14409/frontier-benchmarking", "FrontierBenchmarking", "DeadlineMissed").getDuedate()).isEqualTo("2026-08-02T03:59:59Z");

        work.inform("eo-14409", "revoked", Map.of("confirmation", "eo-14409"));
        assertThat(work.running("eo-14409")).isZero();
    }

    @Test
    void aLimitThatWasNotKeptIsNotCertified() {
        var order = fixture.start(SIGNED, Work.tracked("inventory"));
        work.carryOut(order, "inventory", "gsa", "INVENTORY-01");
        people.complete("order.office", order, "CompileClosingReport", Map.of("closingSummary", "It exists.", "closingLessons", "Ask first.",
            "limits", Spin.JSON(List.of(Map.of("clause", "L-01", "summary", "It is a limit.", "keptBy", "a check", "kept", "no",
                "statement", "One office obliged somebody; it was taken back.")))));
        people.complete("order.deputy", order, "ApproveClosingReport", Map.of("closingDecision", "approve"));

        assertThat(obligations.find(order, "L-01").orElseThrow().status()).isEqualTo(Status.AT_RISK);
        assertThat(work.ledger(order, "clause-reviewed")).singleElement().asString().contains("it was taken back");
        assertThat(reports.html(reports.of(order).get(0).id())).contains("Not kept", "Ask first.");
    }

    @Test
    void anOrderIsNotClosedTooEarly() {
        var order = fixture.start(SIGNED, Work.tracked("inventory"));
        assertThatThrownBy(() -> work.inform(order, "closed")).satisfies(e -> assertThat(Refusal.in(e))
            .hasMessage("Order '%s' cannot be closed yet: directive 'inventory' is active. Carry out or withdraw what is still under way first."
                .formatted(order)));
        work.carryOut(order, "inventory", "gsa", "INVENTORY-01");
        assertThatThrownBy(() -> work.inform(order, "closed")).satisfies(e -> assertThat(Refusal.in(e))
            .hasMessage("Order '%s' cannot be closed yet: its closing report is not approved.".formatted(order)));
        work.closeWithReport(order, "L-01");
        var open = aCase(order, "inventory");
        assertThatThrownBy(() -> work.inform(order, "closed")).satisfies(e -> assertThat(Refusal.in(e))
            .hasMessageContaining("1 of its cases are open, the first of them %s/inventory/case-1".formatted(order)));
        runtime.deleteProcessInstance(open, "test");
        work.inform(order, "closed");
        assertThat(work.running(order)).isZero();
    }

    @Test
    void eventsOfUnknownOrdersAndUnknownEventsAreRefused() {
        assertThatThrownBy(() -> work.inform("no-such-order", "amended"))
            .satisfies(e -> assertThat(Refusal.in(e)).hasMessageStartingWith("No order 'no-such-order' is running.").extracting(Refusal::field)
                .isEqualTo("order"));
    }

    // --- amendments

    @Test
    void anAmendmentSuspendsResumesAndRetimesDirectives() {
        var order = fixture.start(SIGNED, Work.tracked("inventory"), Work.tracked("training").lead("opm"));
        var key = order + "/training";
        var dueBefore = work.timer(order + "/inventory", "TrackedDirective", "DeadlineMissed").getDuedate();

        work.amend(order, change("training", "suspend"), change("inventory", "retime", "P45D"));

        assertThat(orders.state(order, "training")).isEqualTo(DirectiveState.SUSPENDED);
        assertThat(people.task(key, "AcceptDirective").isSuspended()).isTrue();
        assertThatThrownBy(() -> work.plan(key, "opm")).isNotNull();
        assertThat(orders.period(order, "inventory")).contains(Period.ofDays(45));
        assertThat(work.timer(order + "/inventory", "TrackedDirective", "DeadlineMissed").getDuedate()).isAfter(dueBefore);
        assertThat(work.ledger(order, "deadline-moved")).hasSize(1);
        assertThat(work.ledger(order, "order-amended")).anySatisfy(payload -> assertThat(payload).contains("Invented sec. 9", "training: suspend"));
        assertThat(work.mails("order-amended/")).contains("directives@opm.example: %s: The order was amended"
            .formatted(order.toUpperCase().replace('-', ' ')));

        work.amend(order, change("training", "resume"));
        assertThat(orders.state(order, "training")).isEqualTo(DirectiveState.ACTIVE);
        work.carryOut(order, "training", "opm", "TRAINING-01");
        assertThat(orders.state(order, "training")).isEqualTo(DirectiveState.COMPLETED);
    }

    @Test
    void aSuspendedDirectiveRestsWithWhatItCalls() {
        var order = fixture.start(SIGNED, Work.tracked("inventory"));
        var key = order + "/inventory";
        work.plan(key, "gsa");
        people.complete("gsa.approver", key, "ApprovePlan", Map.of("planDecision", "approve"));
        people.complete("gsa.staff", key, "ReportProgress", Map.of("progress", "All.", "percent", 100, "issues", "", "resultExists", "yes"));
        assertThat(people.task(key, "AssembleEvidence").isSuspended()).isFalse();

        work.amend(order, change("inventory", "suspend"));
        assertThat(runtime.createProcessInstanceQuery().processInstanceBusinessKey(key).active().count()).isZero();
        work.amend(order, change("inventory", "withdraw"));
        assertThat(runtime.createProcessInstanceQuery().processInstanceBusinessKey(key).count()).isZero();
        assertThat(obligations.find(order, "INVENTORY-01").orElseThrow().status()).isEqualTo(Status.NOT_APPLICABLE);
    }

    @Test
    void aWithdrawnDirectiveEndsAndTheOrderGoesOnWithoutIt() {
        var order = fixture.start(SIGNED, Work.tracked("inventory"), Work.tracked("training"));
        aCase(order, "training");
        work.amend(order, change("training", "withdraw"));

        assertThat(runtime.createProcessInstanceQuery().processInstanceBusinessKeyLike(order + "/training%").count()).isZero();
        assertThat(obligations.find(order, "TRAINING-01").orElseThrow().statement()).isEqualTo("Directive withdrawn by amendment");
        work.carryOut(order, "inventory", "gsa", "INVENTORY-01");
        assertThat(people.tasks(order, "CompileClosingReport")).hasSize(1);
    }

    @Test
    void anAddedDirectiveRunsAndMayBeWithdrawnAgain() {
        var order = fixture.start(SIGNED, Work.tracked("inventory"), Work.tracked("archive").lead("nasa").fromAmendment(),
            Work.tracked("museum").lead("nasa").fromAmendment());
        assertThat(orders.states(order)).containsOnlyKeys("inventory");

        work.amend(order, change("archive", "add"), change("museum", "add"), change("museum", "retime", "P90D"));
        assertThat(people.tasks(order + "/archive", "AcceptDirective")).hasSize(1);
        assertThat(orders.period(order, "museum")).contains(Period.ofDays(90));
        work.amend(order, change("archive", "withdraw"));
        assertThat(runtime.createProcessInstanceQuery().processInstanceBusinessKey(order + "/archive").count()).isZero();
        work.carryOut(order, "museum", "nasa", "MUSEUM-01");

        assertThat(orders.states(order)).containsEntry("archive", DirectiveState.WITHDRAWN).containsEntry("museum", DirectiveState.COMPLETED);
        assertThat(history.createHistoricActivityInstanceQuery().activityId("AmendmentCarriedOut")
            .processInstanceId(master(order)).count()).isEqualTo(2);
    }

    @Test
    void aCorrectedSigningDateMovesEveryDate() {
        var order = fixture.start(SIGNED, Work.tracked("inventory"));
        work.inform(order, "amended");
        people.complete("order.office", order, "AssessAmendment", Map.of("changes", Spin.JSON(List.of()), "correctedSigned", "2026-06-01"));

        assertThat(orders.signed(order)).isEqualTo("2026-06-01");
        assertThat(runtime.getVariable(instance(order + "/inventory"), "signed")).isEqualTo("2026-06-01");
        assertThat(runtime.getVariable(master(order), "signed")).isEqualTo("2026-06-01");
        assertThat(work.timer(order + "/inventory", "TrackedDirective", "DeadlineMissed").getDuedate()).isEqualTo("2026-07-02T03:59:59Z");
    }

    @Test
    void oneWrongLineRefusesTheWholeAmendmentAndNamesItself() {
        var order = fixture.start(SIGNED, Work.tracked("inventory"), Work.tracked("training"), Work.tracked("archive").fromAmendment());
        work.inform(order, "amended");
        var assess = people.task(order, "AssessAmendment");
        assertThat(tasks.getVariable(assess.getId(), "directivesOfOrder").toString())
            .contains("Directive inventory: active, due Thursday, July 2, 2026", "Directive archive: not part of the order yet");
        var good = change("inventory", "suspend");

        refuses(order, "changes[1].directive", "Task 'Assess amendment': 'Changes' row 2: 'Directive' must be one of the offered", good, change("inventry", "suspend"));
        refuses(order, "changes[1].period", "Line 2: say how many days", good, change("training", "retime"));
        refuses(order, "changes[1].period", "Line 2: The period must be at least one day", good, change("training", "retime", "P0D"));
        refuses(order, "changes[1].period", "Line 2: a period belongs to a new deadline only", good, change("training", "suspend", "P9D"));
        refuses(order, "changes[1].change", "Line 2: Directive 'training' is active and cannot be resumed", good, change("training", "resume"));
        refuses(order, "changes[1].change", "Line 2: contradicts line 1", good, change("inventory", "withdraw"));
        refuses(order, "changes[1].change", "Line 2: Directive 'training' is part of order", good, change("training", "add"));
        refuses(order, "changes[1].change", "Line 2: Directive 'archive' of order", good, change("archive", "withdraw"));

        assertThat(orders.states(order)).containsOnly(Map.entry("inventory", DirectiveState.ACTIVE), Map.entry("training", DirectiveState.ACTIVE));
        assertThat(people.task(order + "/inventory", "AcceptDirective").isSuspended()).isFalse();
        assertThat(work.ledger(order, "order-amended")).isEmpty();
        assertThatThrownBy(() -> people.complete("order.office", assess, Map.of("changes", Spin.JSON(List.of(good)), "correctedSigned", "2027-01-01")))
            .satisfies(e -> assertThat(Refusal.in(e)).hasMessage("The signing date must not be in the future.").extracting(Refusal::field)
                .isEqualTo("correctedSigned"));
        assertThat(orders.state(order, "inventory")).isEqualTo(DirectiveState.ACTIVE);
    }

    @SafeVarargs
    private void refuses(String order, String field, String message, Map<String, Object>... lines) {
        assertThatThrownBy(() -> people.complete("order.office", order, "AssessAmendment",
            Map.of("changes", Spin.JSON(List.of(lines)), "correctedSigned", ""))).satisfies(e -> {
            assertThat(Refusal.in(e)).as(String.valueOf(e)).isNotNull();
            assertThat(Refusal.in(e)).hasMessageStartingWith(message).extracting(Refusal::field).isEqualTo(field);
        });
    }

    // --- revocation

    @Test
    void aRevokedOrderEndsEverythingAndRecordsTheOpenClauses() {
        var order = fixture.start(SIGNED, Work.tracked("inventory"), Work.tracked("training"), Work.tracked("archive").fromAmendment());
        work.carryOut(order, "inventory", "gsa", "INVENTORY-01");
        work.amend(order, change("archive", "add"), change("training", "suspend"));
        work.fire(order, "ExecutiveOrder", "MondayCome");
        aCase(order, "inventory");
        assertRefusedEvent(order, "revoked", Map.of("confirmation", "eo-14409"), "confirmation", "Repeat the order's id, %s".formatted(order));
        assertThat(work.running(order)).isGreaterThan(4);

        work.inform(order, "revoked", Map.of("confirmation", order));

        assertThat(work.running(order)).isZero();
        assertThat(tasks.createTaskQuery().processInstanceBusinessKeyLike(order + "%").count()).isZero();
        assertThat(obligations.find(order, "INVENTORY-01").orElseThrow().status()).as("what was met stays met").isEqualTo(Status.MET);
        assertThat(obligations.of(order)).filteredOn(o -> o.status() == Status.NOT_APPLICABLE).extracting("clause")
            .containsExactly("ARCHIVE-01", "L-01", "TRAINING-01");
        assertThat(orders.states(order)).containsEntry("inventory", DirectiveState.COMPLETED).containsEntry("training", DirectiveState.WITHDRAWN)
            .containsEntry("archive", DirectiveState.WITHDRAWN);
        assertThat(work.ledger(order, "order-revoked")).singleElement().asString().contains("\"openClauses\":3", "\"endedCases\":1");
        assertThat(work.ledger(order, "process-started")).hasSameSizeAs(work.ledger(order, "process-ended"));
        assertThat(work.mails("order-revoked/")).contains("directives@gsa.example: %s: The order was revoked"
            .formatted(order.toUpperCase().replace('-', ' ')));
    }

    // --- help

    /** A case that runs beside the directive's process, as implementations do. */
    private String aCase(String order, String directive) {
        return runtime.startProcessInstanceByKey("LegalReview", order + "/" + directive + "/case-1", Map.of("order", order, "directive", directive,
            "lead", "gsa", "office", "gsa", "reviewSubject", "A case", "reviewText", "Text", "preparedBy", "")).getId();
    }

    private String master(String order) {
        return history.createHistoricProcessInstanceQuery().processInstanceBusinessKey(order).processDefinitionKey("ExecutiveOrder")
            .singleResult().getId();
    }

    private String instance(String key) {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(key).singleResult().getId();
    }

    private void assertRefused(Runnable start, String field, String message) {
        assertThatThrownBy(() -> people.as("order.office", () -> {
            start.run();
            return null;
        })).satisfies(e -> assertThat(Refusal.in(e)).hasMessageStartingWith(message).extracting(Refusal::field).isEqualTo(field));
    }

    private void assertRefusedEvent(String order, String event, Map<String, Object> fields, String field, String message) {
        assertThatThrownBy(() -> work.inform(order, event, fields))
            .satisfies(e -> assertThat(Refusal.in(e)).hasMessageStartingWith(message).extracting(Refusal::field).isEqualTo(field));
    }
}
