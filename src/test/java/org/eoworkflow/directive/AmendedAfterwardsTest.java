package org.eoworkflow.directive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eoworkflow.support.DirectiveRuns.refused;
import static org.eoworkflow.support.OrderWork.change;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.camunda.bpm.engine.TaskService;
import org.camunda.spin.Spin;
import org.eoworkflow.directive.bod.DirectiveStory;
import org.eoworkflow.obligation.Obligation;
import org.eoworkflow.obligation.Obligations;
import org.eoworkflow.obligation.Status;
import org.eoworkflow.order.DirectiveState;
import org.eoworkflow.order.Orders;
import org.eoworkflow.support.Certifications;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.Http;
import org.eoworkflow.support.OrderFixture;
import org.eoworkflow.support.OrderFixture.Work;
import org.eoworkflow.support.OrderWork;
import org.eoworkflow.support.People;
import org.eoworkflow.support.SameMoment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Amendments that come when work is done already: of directives that are completed, clauses that are met, closing reports that are issued. */
@EngineTest
class AmendedAfterwardsTest {

    private static final LocalDate SIGNED = LocalDate.of(2026, 6, 2);
    private static final String TOLD = "withdrawn on Tuesday, July 14, 2026 by Invented sec. 9, had been completed on Monday, July 6, 2026";

    @Autowired OrderFixture fixture;
    @Autowired OrderWork work;
    @Autowired DirectiveStory directives;
    @Autowired Certifications certifications;
    @Autowired People people;
    @Autowired Orders orders;
    @Autowired Obligations obligations;
    @Autowired Reports reports;
    @Autowired TaskService tasks;
    @Autowired JdbcClient jdbc;
    @LocalServerPort int port;

    @BeforeEach
    void dayAfterSigning() {
        work.at(SIGNED.plusDays(1), 9);
    }

    // --- what is completed is withdrawn

    @Test
    void whatWasCompletedIsWithdrawnAndStaysProven() {
        var order = completedLate(Work.tracked("inventory").continues("KEEP-01"), Work.tracked("training"));
        work.at(LocalDate.of(2026, 7, 14), 9);
        work.amend(order, change("inventory", "withdraw"));

        assertThat(orders.state(order, "inventory")).isEqualTo(DirectiveState.WITHDRAWN);
        assertThat(orders.stateText(order, "inventory")).isEqualTo(TOLD);
        assertThat(clause(order, "INVENTORY-01")).satisfies(met -> {
            assertThat(met.statusText()).isEqualTo("met late (4 days)");
            assertThat(met.certifiedBy()).isEqualTo("gsa.certifier");
            assertThat(met.evidenceCount()).isOne();
        });
        assertThat(clause(order, "KEEP-01").status()).isEqualTo(Status.NOT_APPLICABLE);
        assertThat(work.ledger(order, "clause-not-applicable")).hasSize(2).anyMatch(entry -> entry.contains("; what was met stays met"));
        assertThat(work.ledger(order, "order-amended")).anyMatch(entry -> entry.contains("\"change\":\"withdrawn\"") && entry.contains("\"completedOn\":\"2026-07-06\""));
        assertThat(datesOf(order + "/inventory")).as("dates that still hold").isZero();
        work.inform(order, "amended");
        assertThat(tasks.getVariable(people.task(order, "AssessAmendment").getId(), "directivesOfOrder").toString()).contains("Directive inventory: " + TOLD);
        refused(() -> assess(order, change("inventory", "withdraw")), "changes[0].change", "is withdrawn and can no longer be amended");
    }

    @Test
    void thePagesAndFilesTellOfTheWithdrawal() {
        var order = completedLate(Work.tracked("inventory"), Work.tracked("training"));
        work.at(LocalDate.of(2026, 7, 14), 9);
        work.amend(order, change("inventory", "withdraw"));

        for (var page : List.of("obligations", "obligations.json", "obligations.csv", "traceability")) {
            assertThat(Http.basic(port, "auditor").get("/api/orders/%s/%s".formatted(order, page)).body()).as(page).contains(TOLD);
        }
        work.carryOut(order, "training", "gsa", "TRAINING-01");
        work.closeWithReport(order, "L-01");
        assertThat(reports.html(reports.of(order).get(0).id())).contains("Directive inventory (" + TOLD + ")", "<td>" + TOLD + "</td>", "met late (4 days)");
    }

    @Test
    void whatIsKeptUpIsNoLongerReviewedAndTheReviewUnderWayEnds() {
        var order = completedLate(Work.tracked("inventory").continues("KEEP-01"), Work.tracked("training").continues("KEEP-02"));
        work.carryOut(order, "training", "gsa", "TRAINING-01");
        work.closeWithReport(order, "L-01");
        work.fire(order, "ExecutiveOrder", "QuarterBegun");
        assertThat(people.tasks(order + "/inventory", "ReviewClause")).hasSize(1);
        work.amend(order, change("inventory", "withdraw"));

        assertThat(tasks.createTaskQuery().processInstanceBusinessKey(order + "/inventory").count()).isZero();
        assertThat(datesOf(order + "/inventory")).isZero();
        review(order + "/training", "KEEP-02");
        work.fire(order, "ExecutiveOrder", "QuarterBegun");
        assertThat(people.tasks(order + "/training", "ReviewClause")).hasSize(1);
        assertThat(people.tasks(order + "/inventory", "ReviewClause")).isEmpty();
        work.amend(order, change("training", "withdraw"));
        assertThat(work.timer(order, "ExecutiveOrder", "QuarterBegun")).as("the last review ended, the next quarter comes").isNotNull();
    }

    @Test
    void whatRestsIsNotReviewedAndAReviewUnderWayRestsAndEndsWithIt() {
        var order = reported(Work.tracked("inventory").continues("KEEP-01"), Work.tracked("archive").continues("KEEP-09").fromAmendment());
        work.amend(order, change("archive", "add"));
        work.amend(order, change("archive", "suspend"));
        work.fire(order, "ExecutiveOrder", "QuarterBegun");
        assertThat(people.tasks(order + "/archive", "ReviewClause")).isEmpty();
        review(order + "/inventory", "KEEP-01");
        work.amend(order, change("archive", "resume"));
        work.fire(order, "ExecutiveOrder", "QuarterBegun");
        assertThat(people.tasks(order + "/archive", "ReviewClause")).hasSize(1);

        work.amend(order, change("archive", "suspend"));
        assertThat(people.task(order + "/archive", "ReviewClause").isSuspended()).isTrue();
        work.amend(order, change("archive", "withdraw"));
        assertThat(tasks.createTaskQuery().processInstanceBusinessKey(order + "/archive").count()).isZero();
        review(order + "/inventory", "KEEP-01");
        assertThat(work.timer(order, "ExecutiveOrder", "QuarterBegun")).isNotNull();
    }

    @Test
    void theLastReviewsUnderWayEndAndTheReportIsStillCalledFor() {
        var order = reported(Work.tracked("inventory").continues("KEEP-01", "KEEP-02"));
        work.fire(order, "ExecutiveOrder", "QuarterBegun");
        assertThat(people.tasks(order + "/inventory", "ReviewClause")).hasSize(2);
        work.amend(order, change("inventory", "withdraw"));

        assertThat(tasks.createTaskQuery().processInstanceBusinessKey(order + "/inventory").count()).isZero();
        assertThat(work.timer(order, "ExecutiveOrder", "QuarterBegun")).as("the next quarter comes").isNotNull();
        assertThat(tasks.getVariable(people.task(order, "CompileClosingReport").getId(), "obligations").toString()).contains("withdrawn", "not applicable");
        work.closeWithReport(order, "L-01");
        work.inform(order, "closed");
        assertThat(work.running(order)).isZero();
    }

    @RepeatedTest(3)
    void aReviewThatBeginsAtTheMomentOfTheWithdrawalEndsWithIt() throws Exception {
        var order = reported(Work.tracked("inventory").continues("KEEP-01"));
        work.inform(order, "amended");
        SameMoment.all(Stream.<Runnable>of(() -> work.fire(order, "ExecutiveOrder", "QuarterBegun"), () -> assess(order, change("inventory", "withdraw")))
            .<Callable<Void>>map(step -> () -> {
                step.run();
                return null;
            }).toList());
        if (orders.state(order, "inventory") != DirectiveState.WITHDRAWN) {
            assess(order, change("inventory", "withdraw"));      // the engine let the other go first
        }
        assertThat(tasks.createTaskQuery().processInstanceBusinessKey(order + "/inventory").count()).isZero();
    }

    @Test
    void whatEndedWithoutResultIsWithdrawn() {
        var bod = directives.beginWithOrder(SIGNED);
        bod.drafted(Map.of());
        bod.counselClears();
        bod.everybodyConcurs();
        bod.cancel("Not needed.");
        bod.afterCancellation("end");
        assertThat(obligations.open(bod.order, DirectiveStory.DIRECTIVE)).isNotEmpty();
        work.amend(bod.order, change(DirectiveStory.DIRECTIVE, "withdraw"));

        assertThat(obligations.open(bod.order, DirectiveStory.DIRECTIVE)).isEmpty();
        assertThat(orders.stateText(bod.order, DirectiveStory.DIRECTIVE)).isEqualTo("withdrawn on Wednesday, June 3, 2026 by Invented sec. 9, had ended without result");
    }

    // --- how late a clause was met, when its date moves afterwards

    @ParameterizedTest
    @CsvSource({"2026-06-04, met late (2 days), 2", "2026-06-06, met, 0", "2026-05-30, met late (7 days), 7"})
    void aCorrectedSigningDateCorrectsHowLateAClauseWasMet(String signed, String status, int days) {
        var order = completedLate(Work.tracked("inventory"), Work.tracked("training"));
        redate(order, signed);

        assertThat(clause(order, "INVENTORY-01").statusText()).isEqualTo(status);
        assertThat(work.ledger(order, "clause-certified")).singleElement().asString().as("the earlier entry stands").contains("\"daysLate\":4");
        assertThat(work.ledger(order, "clause-corrected")).singleElement().asString().contains("\"correction\":\"lateness\"", "\"daysLate\":" + days,
            "\"previousDaysLate\":4", "\"reason\":\"The signing date was corrected. Invented sec. 9\"");
        obligations.rebuild();
        assertThat(clause(order, "INVENTORY-01").statusText()).as("as the ledger tells it").isEqualTo(status);
        assertThat(Http.basic(port, "auditor").get("/api/ledger.oscal.json?order=" + order).body()).contains("\"name\":\"days-late\",\"ns\":\"urn:eo-workflow:ledger\",\"value\":\"%d\"".formatted(days));
        assertThat(Http.basic(port, "auditor").get("/api/orders/%s/obligations".formatted(order)).body()).contains("\"statusText\":\"%s\"".formatted(status));
        var due = LocalDate.parse(signed).plusDays(30);
        assertThat(jdbc.sql("select value from eo.deadline where subject = ? and superseded_by is null").param("clause " + order + "/INVENTORY-01")
            .query(OffsetDateTime.class).single().toInstant()).as("and the page that explains its date").isEqualTo(clause(order, "INVENTORY-01").deadline());
        assertThat(clause(order, "INVENTORY-01").deadline().toString()).startsWith(due.plusDays(1).toString());
    }

    @Test
    void whoWasOnTimeIsLateByTheDateOfSigningThatIsRight() {
        work.at(LocalDate.of(2026, 7, 2), 9);
        var order = fixture.start(SIGNED, Work.tracked("inventory"), Work.tracked("training"));
        work.carryOut(order, "inventory", "gsa", "INVENTORY-01");
        assertThat(clause(order, "INVENTORY-01").status()).isEqualTo(Status.MET);
        redate(order, "2026-06-01");
        assertThat(clause(order, "INVENTORY-01").statusText()).isEqualTo("met late (1 day)");
        redate(order, "2026-06-02");

        assertThat(clause(order, "INVENTORY-01").status()).isEqualTo(Status.MET);
        assertThat(work.ledger(order, "clause-corrected")).as("each correction is an entry of its own").hasSize(2);
    }

    @Test
    void aLongerPeriodForgivesAndAShorterOneMakesNobodyLate() {
        work.at(LocalDate.of(2026, 7, 6), 9);
        var order = fixture.start(SIGNED, Work.tracked("inventory").clauses("INVENTORY-01", "INVENTORY-02"));
        var key = order + "/inventory";
        work.plan(key, "gsa");
        people.complete("gsa.approver", key, "ApprovePlan", Map.of("planDecision", "approve"));
        people.complete("gsa.staff", key, "ReportProgress", Map.of("progress", "All.", "percent", 100, "issues", "", "resultExists", "yes"));
        certifications.certify(key, "INVENTORY-01", "gsa", "gsa");
        assertThat(clause(order, "INVENTORY-01").statusText()).isEqualTo("met late (4 days)");

        work.amend(order, change("inventory", "retime", "P45D"));
        assertThat(clause(order, "INVENTORY-01").status()).isEqualTo(Status.MET);
        work.amend(order, change("inventory", "retime", "P20D"));
        assertThat(clause(order, "INVENTORY-01").status()).isEqualTo(Status.MET);
        assertThat(clause(order, "INVENTORY-02").status()).isEqualTo(Status.OVERDUE);
    }

    @Test
    void whoCertifiesSeesTheDateThatStandsNow() {
        work.at(LocalDate.of(2026, 7, 6), 9);
        var order = fixture.start(SIGNED, Work.tracked("inventory"));
        var key = order + "/inventory";
        work.plan(key, "gsa");
        people.complete("gsa.approver", key, "ApprovePlan", Map.of("planDecision", "approve"));
        people.complete("gsa.staff", key, "ReportProgress", Map.of("progress", "All.", "percent", 100, "issues", "", "resultExists", "yes"));
        var assemble = certifications.task(key, "INVENTORY-01", "AssembleEvidence");
        certifications.addEvidence("gsa.staff", assemble);
        people.complete("gsa.staff", assemble, Map.of("proposal", "met", "metOn", "2026-07-06", "evidenceSummary", "The file shows it."));
        var review = certifications.task(key, "INVENTORY-01", "ReviewEvidence").getId();
        assertThat(tasks.getVariable(review, "outcome")).isEqualTo("Met on Monday, July 6, 2026: 4 days late.");

        work.amend(order, change("inventory", "retime", "P45D"));
        assertThat(tasks.getVariable(review, "outcome")).isEqualTo("Met on Monday, July 6, 2026: in time.");
        assertThat(tasks.getVariable(review, "clauseInfo").toString()).contains("July 17, 2026");
        work.at(LocalDate.of(2026, 7, 8), 9);
        redate(order, "2026-07-07");
        assertThat(tasks.getVariable(review, "outcome")).isEqualTo("The day on which the clause was met must not be before the order was signed, Tuesday, July 7, 2026.");
        redate(order, "2026-06-02");
        people.complete("gsa.approver", certifications.task(key, "INVENTORY-01", "ReviewEvidence"), Map.of("evidenceDecision", "accept"));
        people.complete("gsa.certifier", certifications.task(key, "INVENTORY-01", "CertifyClause"), Map.of("certificationDecision", "certify", "statement", "I certify it."));
        assertThat(clause(order, "INVENTORY-01").status()).isEqualTo(Status.MET);
    }

    // --- the closing report tells of every amendment

    @Test
    void aDirectiveThatIsAddedAfterTheClosingReportCallsForAnotherOne() {
        var order = reported(Work.tracked("inventory").continues("KEEP-01"), Work.tracked("archive").fromAmendment());
        var first = reports.of(order).get(0);
        work.amend(order, change("archive", "add"));

        var compile = people.task(order, "CompileClosingReport");
        assertThat(tasks.getVariable(compile.getId(), "closingReturnReason")).isEqualTo("The order was amended by Invented sec. 9. The report is to tell of it.");
        assertThat(tasks.getVariable(compile.getId(), "obligations").toString()).contains("ARCHIVE-01");
        work.compile(order, "L-01");
        refused(() -> people.complete("order.deputy", order, "ApproveClosingReport", Map.of("closingDecision", "approve")), null, "directive 'archive' is active");
        work.carryOut(order, "archive", "gsa", "ARCHIVE-01");
        refused(() -> work.inform(order, "closed"), null, "its closing report is not approved");
        people.complete("order.deputy", order, "ApproveClosingReport", Map.of("closingDecision", "approve"));

        assertThat(reports.closing(order)).hasSize(2);
        assertThat(reports.html(reports.closing(order).get(0).id())).contains("ARCHIVE-01", "This report takes the place of: Closing report of", first.id().toString());
        assertThat(reports.html(first.id())).as("what was issued stays as it was").doesNotContain("ARCHIVE-01");
        assertThat(work.ledger(order, "report-issued")).last().asString().contains("\"supersedes\":\"%s\"".formatted(first.id()));
        assertThat(Http.basic(port, "order.office").get("/api/orders/%s/reports".formatted(order)).body())
            .contains("\"supersededBy\":\"%s\"".formatted(reports.closing(order).get(0).id())).containsOnlyOnce("supersededBy");
        assertThat(work.timer(order, "ExecutiveOrder", "QuarterBegun")).as("kept up once, not twice").isNotNull();
        work.inform(order, "closed");
        assertThat(work.running(order)).isZero();
    }

    @Test
    void twoAmendmentsCallForOneReportAndOneWithoutChangesForNone() {
        var order = reported(Work.tracked("inventory"), Work.tracked("archive").fromAmendment());
        work.inform(order, "amended");
        assess(order);
        assertThat(people.tasks(order, "CompileClosingReport")).isEmpty();
        work.amend(order, change("inventory", "withdraw"));
        work.amend(order, change("archive", "add"));

        var compile = people.task(order, "CompileClosingReport");
        assertThat(tasks.getVariable(compile.getId(), "obligations").toString()).as("shown as it is now").contains("ARCHIVE-01");
        work.amend(order, change("archive", "withdraw"));
        work.closeWithReport(order, "L-01");
        assertThat(reports.closing(order)).hasSize(2);
        assertThat(people.tasks(order, "CompileClosingReport")).isEmpty();
    }

    @Test
    void whatWasCompiledBeforeAnAmendmentIsNotApproved() {
        var order = completedLate(Work.tracked("inventory"));
        work.compile(order, "L-01");
        redate(order, "2026-06-06");
        refused(() -> people.complete("order.deputy", order, "ApproveClosingReport", Map.of("closingDecision", "approve")), null,
            "the order was amended by Invented sec. 9 after it was compiled. Return it, so that it is compiled anew.");
        people.complete("order.deputy", order, "ApproveClosingReport", Map.of("closingDecision", "return", "closingReturnReason", "Amended."));
        work.closeWithReport(order, "L-01");

        assertThat(reports.closing(order)).singleElement().satisfies(report -> assertThat(reports.html(report.id())).doesNotContain("met late"));
    }

    @Test
    void anOrderIsNotClosedWhileAnAmendmentWaits() {
        var order = reported(Work.tracked("inventory"));
        work.inform(order, "amended");
        refused(() -> work.inform(order, "closed"), null, "an amendment was reported. Complete its task 'Assess amendment' first.");
        assess(order);
        work.inform(order, "closed");
        assertThat(work.running(order)).isZero();
    }

    // --- help

    /** Its first directive was carried out on July 6, four days late. */
    private String completedLate(Work... works) {
        work.at(LocalDate.of(2026, 7, 6), 9);
        var order = fixture.start(SIGNED, works);
        work.carryOut(order, works[0].id(), "gsa", works[0].clauses().get(0));
        return order;
    }

    private String reported(Work... works) {
        var order = completedLate(works);
        work.closeWithReport(order, "L-01");
        return order;
    }

    private void redate(String order, String signed) {
        work.inform(order, "amended");
        people.complete("order.office", order, "AssessAmendment", Map.of("changes", Spin.JSON(List.of()), "correctedSigned", signed));
    }

    @SafeVarargs
    private void assess(String order, Map<String, Object>... changes) {
        people.complete("order.office", order, "AssessAmendment", Map.of("changes", Spin.JSON(List.of(changes)), "correctedSigned", ""));
    }

    private void review(String key, String clause) {
        var review = certifications.task(key, clause, "ReviewClause");
        certifications.addEvidence("gsa.staff", review);
        people.complete("gsa.staff", review, Map.of("stillMet", "yes", "reviewStatement", "It is kept."));
        people.complete("gsa.approver", certifications.task(key, clause, "ConfirmReview"), Map.of("reviewDecision", "confirm"));
    }

    private Obligation clause(String order, String clause) {
        return obligations.find(order, clause).orElseThrow();
    }

    private long datesOf(String key) {
        return jdbc.sql("select count(*) from eo.deadline where superseded_by is null and task_id is null and rule <> 'no date any more' and (business_key = ? or starts_with(business_key, ? || '/'))")
            .params(key, key).query(Long.class).single();
    }
}
