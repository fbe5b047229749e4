package org.eoworkflow.directive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eoworkflow.directive.ReleaseFixture.action;
import static org.eoworkflow.support.DirectiveRuns.refused;
import static org.eoworkflow.support.OrderWork.change;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.spin.Spin;
import org.eoworkflow.directive.bod.DirectiveStory;
import org.eoworkflow.directive.frontier.FrontierStory;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.obligation.Obligation;
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
import org.eoworkflow.support.SameMoment;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every sort of work under way, taken back in every way: nothing of it is left, and the ledger tells of each end. */
@EngineTest
class NothingOrphanedTest {

    private static final LocalDate SIGNED = LocalDate.of(2026, 6, 2);

    @Autowired OrderFixture fixture;
    @Autowired OrderWork work;
    @Autowired DirectiveStory directives;
    @Autowired FrontierStory frontier;
    @Autowired ReleaseFixture releases;
    @Autowired Certifications certifications;
    @Autowired People people;
    @Autowired Orders orders;
    @Autowired Obligations obligations;
    @Autowired Ledger ledger;
    @Autowired RuntimeService runtime;
    @Autowired TaskService tasks;
    @Autowired ManagementService management;
    @Autowired JdbcClient jdbc;

    /** What is under way when the amendment comes. Each begins it and gives the business key of the directive. */
    enum UnderWay {
        PLANNING(test -> test.started(Work.tracked("inventory"))),
        CONSULTATION(NothingOrphanedTest::consultation),
        CERTIFICATION(NothingOrphanedTest::certification),
        ESCALATION(NothingOrphanedTest::escalation),
        RECOVERY_ACCEPTED(NothingOrphanedTest::recoveryAccepted),
        CORRECTION(NothingOrphanedTest::correction),
        IMPLEMENTATIONS(NothingOrphanedTest::implementations),
        MAINTENANCE(NothingOrphanedTest::maintenance);

        private final Function<NothingOrphanedTest, String> begin;

        UnderWay(Function<NothingOrphanedTest, String> begin) {
            this.begin = begin;
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWithdrawnLeavesNothing(UnderWay what) {
        var key = what.begin.apply(this);
        amend(key, "withdraw");
        nothingIsLeft(key);
    }

    @ParameterizedTest
    @EnumSource
    void whatRestsNeitherGoesOnNorKeepsAnythingWhenItIsWithdrawn(UnderWay what) {
        var key = what.begin.apply(this);
        amend(key, "suspend");

        assertThat(instances(key)).isNotEmpty().allMatch(instance -> isSuspended(instance));
        assertThat(management.createJobQuery().active().list()).extracting("processInstanceId").doesNotContainAnyElementsOf(instances(key));
        amend(key, "retime", "P90D");
        amend(key, "withdraw");
        nothingIsLeft(key);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsRevokedLeavesNothing(UnderWay what) {
        var key = what.begin.apply(this);
        revokingLeavesNothing(key);
    }

    @ParameterizedTest
    @EnumSource
    void whatRestsWhenTheOrderIsRevokedLeavesNothing(UnderWay what) {
        var key = what.begin.apply(this);
        amend(key, "suspend");
        work.inform(order(key), "amended");        // an amendment is under way, too
        revokingLeavesNothing(key);
    }

    @ParameterizedTest
    @EnumSource
    void whatGoesOnAgainIsAsItWas(UnderWay what) {
        var key = what.begin.apply(this);
        var before = instances(key);
        var open = tasksOf(key);
        amend(key, "suspend");
        amend(key, "resume");

        assertThat(instances(key)).containsExactlyInAnyOrderElementsOf(before).noneMatch(this::isSuspended);
        assertThat(tasksOf(key)).containsExactlyInAnyOrderElementsOf(open);
        assertThat(tasks.createTaskQuery().processInstanceBusinessKeyLike(order(key) + "/%").suspended().count()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aDateThatIsMovedIntoThePastEscalatesAndMovesBack(UnderWay what) {
        var key = what.begin.apply(this);
        amend(key, "retime", "P1D");
        amend(key, "retime", "P300D");

        assertThat(jdbc.sql("select count(*) from eo.deadline where subject = ? and superseded_by is null and value > now()").param("directive " + key)
            .query(Long.class).single()).isOne();
        assertThat(incidents(key)).isZero();
        amend(key, "withdraw");
        nothingIsLeft(key);
    }

    @Test
    void ofTwoOrdersTheOtherGoesOn() {
        var key = started(Work.tracked("inventory"));
        var other = started(Work.tracked("inventory"));
        amend(key, "retime", "P45D");
        amend(key, "suspend");
        revoke(key);

        assertThat(work.ledger(order(other))).doesNotContain("order-amended", "order-revoked", "deadline-moved", "process-ended");
        work.carryOut(order(other), "inventory", "gsa", "INVENTORY-01");
        assertThat(orders.state(order(other), "inventory")).isEqualTo(DirectiveState.COMPLETED);
    }

    @Test
    void twoAmendmentsOfOneDayEachTakeEffectAndAreMailed() {
        var key = started(Work.tracked("inventory"), Work.tracked("training"));
        work.inform(order(key), "amended", Map.of("citation", "Invented sec. 10"));
        work.inform(order(key), "amended", Map.of("citation", "Invented sec. 11"));
        for (var period : List.of("P60D", "P45D")) {
            people.complete("order.office", people.tasks(order(key), "AssessAmendment").get(0),
                Map.of("changes", Spin.JSON(List.of(change("inventory", "retime", period))), "correctedSigned", ""));
        }

        assertThat(orders.period(order(key), "inventory").orElseThrow()).hasToString("P45D");
        assertThat(work.ledger(order(key), "order-amended")).filteredOn(entry -> entry.contains("\"citation\"")).hasSize(2)
            .anyMatch(entry -> entry.contains("sec. 10")).anyMatch(entry -> entry.contains("sec. 11"));
        assertThat(work.mails("order-amended/")).filteredOn(mail -> mail.equals("order-office@eo.example: %s: The order was amended"
            .formatted(order(key).toUpperCase().replace('-', ' ')))).hasSize(2);
    }

    @Test
    void aDateThatComesBackIsMailedAgain() {
        var key = started(Work.tracked("inventory"));
        for (var period : List.of("P45D", "P60D", "P45D")) {
            work.at(SIGNED.plusDays(4 + work.mails("moved/" + key).size()), 9);
            amend(key, "retime", period);
        }
        assertThat(work.mails("moved/" + key)).filteredOn(mail -> mail.startsWith("order-office@")).hasSize(3);
    }

    @Test
    void whatContradictsItselfIsRefusedAsAWhole() {
        var key = started(Work.tracked("inventory"), Work.tracked("archive").fromAmendment());
        work.inform(order(key), "amended");
        refused(() -> assess(key, change("archive", "add"), change("archive", "suspend")), "changes[1].change", "contradicts line 1");
        refused(() -> assess(key, change("inventory", "suspend"), change("inventory", "resume")), "changes[1].change", "contradicts line 1");
        refused(() -> assess(key, change("archive", "add"), change("archive", "add")), "changes[1].change", "contradicts line 1");
        assess(key, change("archive", "add"), change("archive", "retime", "P90D"), change("inventory", "suspend"), change("inventory", "retime", "P90D"));

        assertThat(orders.states(order(key))).containsEntry("archive", DirectiveState.ACTIVE).containsEntry("inventory", DirectiveState.SUSPENDED);
    }

    @ParameterizedTest
    @CsvSource({"retime, suspend", "suspend, retime"})
    void aDirectiveIsGivenAnotherDateAndRestsByOneAmendmentInWhateverOrder(String first, String second) {
        var key = started(Work.tracked("inventory"));
        work.amend(order(key), change("inventory", first, first.equals("retime") ? "P90D" : ""), change("inventory", second, second.equals("retime") ? "P90D" : ""));
        assertThat(orders.state(order(key), "inventory")).isEqualTo(DirectiveState.SUSPENDED);
        assertThat(work.timer(key, "TrackedDirective", "DeadlineMissed").getDuedate()).isEqualTo("2026-09-01T03:59:59Z");
        work.amend(order(key), change("inventory", second.equals("suspend") ? "resume" : "retime", second.equals("suspend") ? "" : "P60D"),
            change("inventory", second.equals("suspend") ? "retime" : "resume", second.equals("suspend") ? "P60D" : ""));
        assertThat(work.timer(key, "TrackedDirective", "DeadlineMissed").getDuedate()).isEqualTo("2026-08-02T03:59:59Z");
        assertThat(instances(key)).noneMatch(this::isSuspended);
    }

    @ParameterizedTest
    @ValueSource(strings = {"suspend", "resume"})
    void theSigningDateIsCorrectedByTheAmendmentByWhichADirectiveRestsOrGoesOn(String change) {
        var key = started(Work.tracked("inventory"));
        if (change.equals("resume")) {
            amend(key, "suspend");
        }
        work.inform(order(key), "amended");
        people.complete("order.office", order(key), "AssessAmendment", Map.of("changes", Spin.JSON(List.of(change("inventory", change))),
            "correctedSigned", "2026-06-01"));

        assertThat(work.timer(key, "TrackedDirective", "DeadlineMissed").getDuedate()).isEqualTo("2026-07-02T03:59:59Z");
        assertThat(instances(key)).allMatch(instance -> isSuspended(instance) == change.equals("suspend"));
    }

    @Test
    void anAddedDirectiveHasItsClausesTracedAndDatedAndEndsWithTheOrder() {
        var key = started(Work.tracked("inventory"), Work.tracked("archive").fromAmendment());
        work.amend(order(key), change("archive", "add"));
        assertThat(obligations.find(order(key), "ARCHIVE-01").orElseThrow().status()).isEqualTo(Status.ON_TRACK);
        assertThat(holding(order(key) + "/archive")).isPositive();
        assertThat(work.ledger(order(key), "obligation-registered")).anyMatch(entry -> entry.contains("Do archive."));
        revoke(key);
        nothingIsLeft(order(key) + "/archive");
    }

    @Test
    void nothingNewBeginsUnderWhatRestsOrIsOver() {
        var bod = released();
        var key = bod.key;
        releases.of(key, bod.number).requestExtension("gsa", 1, "2026-12-01");
        amend(key, "suspend");
        refused(() -> vulnerability("gsa", bod.number), null, "is suspended by an amendment: nothing new begins under it. Try again");
        refused(() -> releases.of(key, bod.number).requestExtension("nasa", 1, "2026-12-01"), null, "is suspended by an amendment");
        amend(key, "resume");
        vulnerability("nasa", bod.number);
        revoke(key);
        nothingIsLeft(key);
        refused(() -> vulnerability("gsa", bod.number), null, "Your agency implements no directive of this number.");
    }

    @RepeatedTest(3)
    void aCaseThatBeginsAtTheMomentOfTheRevocationIsEndedOrRefused() throws Exception {
        var bod = released();
        var failures = SameMoment.all(Stream.<Runnable>of(() -> revoke(bod.key), () -> vulnerability("gsa", bod.number), () -> vulnerability("nasa", bod.number))
            .<Callable<Void>>map(work -> () -> {
                work.run();
                return null;
            }).toList());

        assertThat(failures).allSatisfy(failure -> assertThat(Refusal.in(failure)).as(failure.toString()).isNotNull());
        nothingIsLeft(bod.key);
    }

    @Test
    void aValidatedImplementationBindsOnlyAsLongAsTheOrderStands() {
        var bod = validated();
        assertThat(releases.of(bod.key, bod.number).state("gsa")).isEqualTo("closed");
        revoke(bod.key);
        refused(() -> vulnerability("gsa", bod.number), "order", "was revoked: nothing new begins under it.");
    }

    @Test
    void aCommittedDateEndsWithTheEscalationThatAnAmendmentCloses() {
        var key = recoveryAccepted();
        var holds = "select count(*) from eo.calendar_date where rule <> 'no date any more' and subject = ?";
        assertThat(jdbc.sql(holds).param("commitment " + key).query(Long.class).single()).isOne();
        amend(key, "retime", "P300D");

        assertThat(jdbc.sql(holds).param("commitment " + key).query(Long.class).single()).isZero();
        assertThat(jdbc.sql("select reason from eo.deadline where superseded_by is null and subject = ?").param("commitment " + key).query(String.class).single())
            .isEqualTo("The deadline was moved by amendment.");
    }

    @Test
    void whatWasWithdrawnIsNotTakenUpAgain() {
        var key = started(Work.tracked("inventory"), Work.tracked("training"));
        amend(key, "withdraw");
        work.inform(order(key), "amended");
        refused(() -> assess(key, change("inventory", "add")), "changes[0].change", "was withdrawn and is not taken up again: describe what is asked for now");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theReviewOfTheThresholdHasNoDateAnyMoreWhenItsDirectiveIsWithdrawn(boolean resting) {
        var key = maintenance();
        var holds = "select count(*) from eo.deadline where superseded_by is null and rule <> 'no date any more' and subject = ?";
        assertThat(jdbc.sql(holds).param("review of the threshold " + order(key)).query(Long.class).single()).isOne();
        if (resting) {
            amend(key, "suspend");
        }
        amend(key, "withdraw");
        assertThat(jdbc.sql(holds).param("review of the threshold " + order(key)).query(Long.class).single()).isZero();
    }

    @Test
    void aDirectiveSupersedesWhatRestsUnderAnotherOrder() {
        var bod = released();
        vulnerability("gsa", bod.number);
        releases.of(bod.key, bod.number).acknowledge("gsa");
        amend(bod.key, "suspend");
        var by = directives.beginWithOrder(SIGNED).released(Map.of("supersedes", bod.number));

        assertThat(jdbc.sql("select distinct state || ' by ' || superseded_by from eo.implementation where number = ?").param(bod.number).query(String.class).list())
            .containsExactly("superseded by " + by);
        assertThat(instances(bod.key)).as("the directive itself goes on resting").hasSize(1).allMatch(this::isSuspended);
        assertThat(tasksOf(bod.key)).hasSize(1);
        assertThat(left("eo.remediation", "state = 'superseded' and business_key", bod.key)).isOne();
        assertThat(jdbc.sql("select payload from eo.ledger_entry where kind = 'implementation-closed' and starts_with(business_key, ?)").param(bod.key + "/")
            .query(String.class).list()).hasSize(2).allMatch(entry -> entry.contains("\"outcome\":\"superseded\"") && entry.contains(by));
        assertThat(jdbc.sql("select payload from eo.ledger_entry where kind = 'remediation-recorded' and starts_with(business_key, ?)").param(bod.key + "/")
            .query(String.class).list()).singleElement().asString().contains("\"how\":\"superseded\"", by);
        assertThat(jdbc.sql("select count(*) from eo.deadline where superseded_by is null and task_id is null and rule <> 'no date any more' "
            + "and starts_with(business_key, ?)").param(bod.key + "/").query(Long.class).single()).as("dates that still hold").isZero();
        amend(bod.key, "resume");
        assertThat(incidents(bod.key)).isZero();
        refused(() -> vulnerability("gsa", bod.number), "directiveNumber", "Your agency implements no directive of this number.");
    }

    @Test
    void aValidatedImplementationBindsNoLongerThanItsDirective() {
        var bod = validated();
        directives.beginWithOrder(SIGNED).released(Map.of("supersedes", bod.number));
        refused(() -> vulnerability("gsa", bod.number), "directiveNumber", "Your agency implements no directive of this number.");
    }

    @Test
    void aCertificationThatIsTakenBackAfterTheRevocationLeavesNoOpenClause() {
        var key = started(Work.tracked("inventory"), Work.tracked("training"));
        work.carryOut(order(key), "inventory", "gsa", "INVENTORY-01");
        revoke(key);
        correct(key);
        people.complete("gsa.certifier", key, "DecideCorrection", Map.of("correctionDecision", "confirm"));

        assertThat(obligations.find(order(key), "INVENTORY-01").orElseThrow().status()).isEqualTo(Status.NOT_APPLICABLE);
        assertThat(work.running(order(key))).isZero();
    }

    @Test
    void whatWasToBeKeptUpNeedNotBeKeptUpAnyMore() {
        var key = started(Work.tracked("inventory").continues("KEEP-01"), Work.tracked("training"));
        ledger.append(Entry.of(EntryKind.CLAUSE_CERTIFIED, order(key), "KEEP-01", Map.of("satisfiedAt", "2026-06-03T12:00:00Z", "daysLate", 0)));
        ledger.append(Entry.of(EntryKind.CLAUSE_REVIEWED, order(key), "KEEP-01", Map.of("met", false)));
        assertThat(obligations.find(order(key), "KEEP-01").orElseThrow().status()).isEqualTo(Status.AT_RISK);
        revoke(key);

        assertThat(obligations.find(order(key), "KEEP-01").orElseThrow().status()).as("what was met stays met").isEqualTo(Status.MET);
        assertThat(ledger.entries(order(key), EntryKind.CLAUSE_NOT_APPLICABLE)).extracting(Entry::clause)
            .containsExactly("INVENTORY-01", "KEEP-01", "L-01", "TRAINING-01");
        assertThat(work.ledger(order(key), "order-revoked")).singleElement().asString().contains("\"openClauses\":3");
    }

    // --- what is under way

    private String started(Work... works) {
        work.at(SIGNED.plusDays(1), 9);
        return fixture.start(SIGNED, works) + "/" + works[0].id();
    }

    private String consultation() {
        work.at(SIGNED.plusDays(1), 9);
        var bod = directives.beginWithOrder(SIGNED);
        bod.drafted(Map.of());
        bod.counselClears();
        assertThat(people.tasks(bod.key, "GiveView")).hasSize(3);
        return bod.key;
    }

    private String certification() {
        var key = started(Work.tracked("inventory").clauses("INVENTORY-01", "INVENTORY-02"));
        work.plan(key, "gsa");
        people.complete("gsa.approver", key, "ApprovePlan", Map.of("planDecision", "approve"));
        people.complete("gsa.staff", key, "ReportProgress", Map.of("progress", "All.", "percent", 100, "issues", "", "resultExists", "yes"));
        certifications.certify(key, "INVENTORY-01", "gsa", "gsa");
        return key;
    }

    private String escalation() {
        var key = started(Work.tracked("inventory"));
        work.at(SIGNED.plusDays(31), 9);
        work.fire(key, "TrackedDirective", "DeadlineMissed");
        assertThat(people.tasks(key, "SubmitRecoveryPlan")).hasSize(1);
        return key;
    }

    private String recoveryAccepted() {
        var key = escalation();
        people.complete("gsa.approver", key, "SubmitRecoveryPlan", Map.of("recoveryCause", "Staff is missing.", "recoverySteps",
            Spin.JSON(List.of(Map.of("step", "Hire.", "due", "2026-07-20"))), "committedDate", "2026-07-31"));
        people.complete("order.office", key, "ReviewRecoveryPlan", Map.of("recoveryDecision", "accept"));
        return key;
    }

    private String correction() {
        var key = certification();
        correct(key);
        assertThat(people.tasks(key, "DecideCorrection")).hasSize(1);
        return key;
    }

    private void correct(String key) {
        people.as("order.office", () -> runtime.startProcessInstanceByKey("CorrectCertification", Map.of("order", order(key), "clause", "INVENTORY-01",
            "correction", "reopened", "correctionReason", "Misread.")));
    }

    private record Released(String key, String number) {
    }

    /** Of which one agency's implementation is validated. */
    private Released validated() {
        var bod = released();
        var release = releases.of(bod.key, bod.number);
        release.acknowledge("gsa");
        release.plan("gsa");
        release.completeAction("gsa", 1, "2026-06-15");
        release.report("gsa");
        release.accept("gsa");
        return bod;
    }

    private Released released() {
        work.at(SIGNED.plusDays(13), 9);
        var bod = directives.beginWithOrder(SIGNED);
        var number = bod.released(Map.of("actions", Spin.JSON(List.of(DirectiveStory.action("Meet the timelines", 30, "remediation-timeline")))));
        return new Released(bod.key, number);
    }

    private String implementations() {
        var bod = released();
        vulnerability("gsa", bod.number);
        releases.of(bod.key, bod.number).acknowledge("gsa");
        return bod.key;
    }

    private void vulnerability(String agency, String number) {
        releases.start("ReportVulnerability", agency + ".staff", new HashMap<>(Map.of("directiveNumber", number, "cve", "CVE-2026-12345", "asset", "Web servers",
            "inKev", "no", "exposed", "yes", "automatable", "no", "technicalImpact", "partial", "identifiedOn", "2026-06-12", "changeReason", "")));
    }

    private String maintenance() {
        work.at(SIGNED.plusDays(12), 9);
        var running = frontier.inItsOrder(FrontierStory.benchmarking()).inEffect();
        assertThat(runtime.createProcessInstanceQuery().processInstanceBusinessKey(running.key + "/maintenance").count()).isOne();
        return running.key;
    }

    // --- amendments

    private void amend(String key, String change, String... period) {
        work.amend(order(key), change(key.split("/")[1], change, period.length == 0 ? "" : period[0]));
    }

    @SafeVarargs
    private void assess(String key, Map<String, Object>... changes) {
        people.complete("order.office", order(key), "AssessAmendment", Map.of("changes", Spin.JSON(List.of(changes)), "correctedSigned", ""));
    }

    private void revoke(String key) {
        work.inform(order(key), "revoked", Map.of("confirmation", order(key)));
    }

    // --- what is left

    private void revokingLeavesNothing(String key) {
        revoke(key);
        nothingIsLeft(key);
        assertThat(work.running(order(key))).isZero();
        assertThat(holding(order(key))).as("dates of the order as a whole, too").isZero();
    }

    private void nothingIsLeft(String key) {
        assertThat(instances(key)).isEmpty();
        assertThat(tasksOf(key)).isEmpty();
        for (var table : List.of("act_ru_job", "act_ru_task", "act_ru_execution", "act_ru_event_subscr")) {
            var column = table.equals("act_ru_job") ? "process_instance_id_" : "proc_inst_id_";
            assertThat(left(table + " r join act_hi_procinst h on h.proc_inst_id_ = r." + column, "h.business_key_", key)).as(table).isZero();
        }
        assertThat(incidents(key)).isZero();
        assertThat(holding(key)).as("dates that still hold").isZero();
        assertThat(left("eo.calendar_date", "rule <> 'no date any more' and business_key", key)).as("dates in calendars").isZero();
        assertThat(left("eo.implementation", "state = 'open' and business_key", key)).as("implementations").isZero();
        assertThat(left("eo.remediation", "state = 'open' and business_key", key)).as("remediations").isZero();
        assertThat(obligations.of(order(key), key.split("/")[1])).isNotEmpty().noneMatch(Obligation::open)
            .extracting(Obligation::status).doesNotContain(Status.AT_RISK, Status.OVERDUE);
        assertThat(left("act_hi_procinst h", "not exists (select 1 from eo.ledger_entry e where e.process_instance = h.proc_inst_id_ "
            + "and e.kind = 'process-ended') and h.business_key_", key)).as("ends that the ledger does not tell").isZero();
        assertThat(left("eo.ledger_entry", "kind = 'implementation-closed' and business_key", key)).isEqualTo(left("eo.implementation", "business_key", key));
        assertThat(left("eo.ledger_entry", "kind = 'escalation-opened' and business_key", key))
            .isEqualTo(left("eo.ledger_entry", "kind = 'escalation-closed' and business_key", key));
    }

    private long left(String table, String column, String key) {
        return jdbc.sql("select count(*) from %s where %s = :key or %2$s like :key || '/%%'".formatted(table, column)).param("key", key).query(Long.class).single();
    }

    private long holding(String key) {
        return left("eo.deadline", "superseded_by is null and task_id is null and rule <> 'no date any more' and business_key", key);
    }

    private long incidents(String key) {
        return runtime.createIncidentQuery().list().stream().filter(incident -> instances(key).contains(incident.getProcessInstanceId())).count();
    }

    private List<String> instances(String key) {
        return Stream.concat(runtime.createProcessInstanceQuery().processInstanceBusinessKey(key).list().stream(),
            runtime.createProcessInstanceQuery().processInstanceBusinessKeyLike(key + "/%").list().stream()).map(instance -> instance.getId()).toList();
    }

    private List<String> tasksOf(String key) {
        return Stream.concat(tasks.createTaskQuery().processInstanceBusinessKey(key).list().stream(),
            tasks.createTaskQuery().processInstanceBusinessKeyLike(key + "/%").list().stream()).map(task -> task.getId()).toList();
    }

    private boolean isSuspended(String instance) {
        return runtime.createProcessInstanceQuery().processInstanceId(instance).suspended().count() == 1;
    }

    private static String order(String key) {
        return key.split("/")[0];
    }
}
