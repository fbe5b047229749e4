package org.eoworkflow.directive;

import static org.eoworkflow.directive.WholeOrder.SIGNED;
import static org.eoworkflow.support.DirectiveRuns.refused;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.camunda.spin.Spin;
import org.eoworkflow.directive.bod.DirectiveStory;
import org.eoworkflow.directive.clearinghouse.ClearinghouseStory;
import org.eoworkflow.directive.defense.DefenseStory;
import org.eoworkflow.directive.enforcement.EnforcementStory;
import org.eoworkflow.directive.force.TechForceStory;
import org.eoworkflow.directive.frontier.FrontierStory;
import org.eoworkflow.directive.grants.GrantStory;
import org.eoworkflow.directive.readiness.ReadinessStory;
import org.eoworkflow.directive.tools.ToolsStory;
import org.eoworkflow.ledger.LedgerVerification;
import org.eoworkflow.obligation.Obligation;
import org.eoworkflow.obligation.Obligations;
import org.eoworkflow.obligation.Status;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.support.Certifications;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.OrderWork;
import org.eoworkflow.support.People;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The whole order, all of its directives side by side under one simulated clock: once on time, and once each late by a cause of its own. */
@EngineTest
class WholeOrderTest {

    private static final String BOD = "binding-operational-directives";
    private static final String NSS = "national-security-systems-defense";
    private static final String DOD = "dod-systems-defense";
    private static final String PROGRAM = "ai-defensive-tools-program";
    private static final String ACCESS = "tool-access-program";
    private static final String BENCHMARKS = "frontier-benchmarking";
    private static final String FRAMEWORK = "developer-framework";
    private static final String CLEARINGHOUSE = "clearinghouse-establishment";
    private static final String GRANTS = "grant-identification";
    private static final String FORCE = "tech-force-expansion";
    private static final String ENFORCEMENT = "enforcement-prioritization";

    @Autowired WholeOrder orders;
    @Autowired DirectiveStory directives;
    @Autowired DefenseStory defense;
    @Autowired ToolsStory tools;
    @Autowired FrontierStory frontier;
    @Autowired ClearinghouseStory clearinghouse;
    @Autowired GrantStory grants;
    @Autowired TechForceStory force;
    @Autowired EnforcementStory enforcement;
    @Autowired ReadinessStory readiness;
    @Autowired ReleaseFixture releases;
    @Autowired Certifications certifications;
    @Autowired OrderWork work;
    @Autowired People people;
    @Autowired Obligations obligations;
    @Autowired Catalogue catalogue;
    @Autowired LedgerVerification verification;
    @Autowired JdbcClient jdbc;

    /** A long story goes on where something is not as it should be, so that all of it is told at once. */
    private final SoftAssertions told = new SoftAssertions();

    @AfterEach
    void everythingWasAsItShouldBe() {
        told.assertAll();
    }

    @Test
    void everyDirectiveIsCarriedOutOnTimeUpToTheFirstQuarterOfWhatGoesOn() {
        var course = orders.signed();
        var order = course.order;

        var bod = directives.on(course.run(BOD));
        var number = DirectiveStory.freshNumber();
        var implementing = releases.of(order + "/" + BOD, number);
        course.on(3, bod::analyze)
            .on(6, () -> bod.scope(Map.of()))
            .on(9, () -> bod.draft(number, Map.of())).on(9, bod::guide)
            .on(13, bod::counselClears)
            .on(14, () -> bod.view("omb", Map.of("view", "concur"))).on(14, () -> bod.view("ncd", Map.of("view", "concur")))   // APNSA is silent
            .on(17, bod::approve)
            .on(18, bod::sign)
            .on(20, () -> bod.further("no"))
            .on(27, () -> course.certifyAll(BOD));
        for (var agency : List.of("gsa", "nasa")) {
            course.on(20, () -> implementing.acknowledge(agency)).on(28, () -> implementing.plan(agency))
                .on(45, () -> implementing.completeAction(agency, 1, SIGNED.plusDays(45).toString()))
                .on(46, () -> implementing.report(agency)).on(50, () -> implementing.accept(agency));
        }

        var nss = defense.on(course.run(NSS));
        course.on(7, nss::drafted)
            .on(13, nss::carried)
            .on(15, nss::managerConcurs)
            .on(16, nss::issue)
            .on(17, () -> DefenseStory.MEMBERS.forEach(nss::acknowledge))
            .on(20, () -> course.certifyAll(NSS));

        var dod = defense.on(course.run(DOD));
        course.on(8, dod::ordered)
            .on(10, dod::everyComponentAgrees)
            .on(15, dod::counselClears)
            .on(16, dod::sign)
            .on(20, () -> DefenseStory.COMPONENTS.forEach(dod::plan))
            .on(24, () -> course.certifyAll(DOD));

        var program = tools.on(course.run(PROGRAM));
        course.on(4, () -> program.analyzed("both"))
            .on(8, program::chartered).on(8, program::expansionPlanned)
            .on(13, program::funded)
            .on(17, program::reviewed)
            .on(21, () -> program.does("dhs.approver", "ApproveProgram", tools.approval()))
            .on(23, () -> course.certifyAll(PROGRAM));

        var access = tools.on(course.run(ACCESS));
        course.on(6, () -> access.asked())
            .on(8, () -> access.view("concur", ""))
            .on(13, () -> access.does("dhs.approver", "ApproveCatalogue", tools.approval()))
            .on(24, () -> course.certifyAll(ACCESS));

        var benchmarks = frontier.on(course.run(BENCHMARKS));
        course.on(3, benchmarks::convened)
            .on(16, () -> benchmarks.drafted("M-1", "T-1"))
            .on(20, benchmarks::everybodyConcurs)
            .on(30, benchmarks::leadsApprove)
            .on(34, () -> benchmarks.effective(frontier.today()))
            .on(40, () -> course.certifyAll(BENCHMARKS));

        var framework = frontier.on(course.run(FRAMEWORK));
        course.on(14, framework::written)
            .on(17, framework::foundVoluntary)
            .on(20, framework::everybodyConcurs).on(20, framework::listen)
            .on(27, framework::heard)
            .on(35, framework::leadsApprove)
            .on(45, () -> course.certifyAll(FRAMEWORK));

        var house = clearinghouse.on(course.run(CLEARINGHOUSE));
        course.on(8, house::drafted)
            .on(13, house::consulted)
            .on(15, house::cleared)
            .on(20, house::approved)
            .on(26, () -> course.certifyAll(CLEARINGHOUSE));

        var list = grants.on(course.run(GRANTS));
        course.on(3, list::shortlisted)
            .on(9, () -> list.confirm("doj")).on(9, () -> list.confirm("nsf", "expiry", "never"))
            .on(14, list::reviewed)
            .on(17, list::coordinated)
            .on(21, list::approved)
            .on(24, () -> course.certifyAll(GRANTS));

        var pathways = course.run(FORCE);
        course.on(7, () -> force.surveyed(pathways))
            .on(20, () -> force.hiringOpen(pathways))
            .on(35, () -> TechForceStory.agreed(pathways))
            .on(36, () -> force.guidePublished(pathways))
            .on(38, () -> pathways.complete("opm.staff", "OpenPlacement", force.opened()))
            .on(48, () -> course.certifyAll(FORCE));

        var memo = course.run(ENFORCEMENT);
        course.on(5, () -> memo.complete("doj.staff", "DraftPriorityMemo", EnforcementStory.memo()))
            .on(9, () -> EnforcementStory.agreed(memo))
            .on(10, () -> memo.complete("doj.approver", "SignMemo", enforcement.sign()))
            .on(17, () -> memo.complete("doj.staff", "SetMeasures", enforcement.counts(6, 1)))
            .on(19, () -> memo.complete("doj.staff", "TrainOffices", enforcement.trained()))
            .on(28, () -> course.certifyAll(ENFORCEMENT));

        course.on(10, () -> readiness.operator(course.run("operator-readiness"), "not"))
            .on(30, () -> readiness.developer(course.run("developer-readiness"), "later"))
            .on(31, () -> readiness.company(course.run("company-readiness")));

        course.until(55);

        // nothing came too late, and whoever was still at work was reminded and asked on the days for it
        told.assertThat(facts(order, "deadline-missed", "target-missed", "escalation-opened", "milestone-missed", "acknowledgement-missing")).isEmpty();
        told.assertThat(facts(order, "milestone-reached")).as("two of each, but of those that were done before their second").hasSize(2 * 11 - 2);
        told.assertThat(remindedOn(order)).isEqualTo(Map.ofEntries(
            Map.entry(BOD, "16 23 27"), Map.entry(NSS, "16"), Map.entry(DOD, "16 23"), Map.entry(PROGRAM, "16 23"), Map.entry(ACCESS, "16 23"),
            Map.entry(CLEARINGHOUSE, "16 23"), Map.entry(GRANTS, "16 23"), Map.entry(FORCE, "46"), Map.entry(ENFORCEMENT, "16 23 27")));
        told.assertThat(weeklyReports(order)).as("as soon as all have answered").containsExactly("2026-06-08", "2026-06-15", "2026-06-22",
            "2026-06-29", "2026-07-06", "2026-07-13", "2026-07-20");

        // the order office closes
        told.assertThat(openTasks(order)).containsExactly("CompileClosingReport");
        work.compile(order, "C-01", "C-02", "C-03", "C-04");
        people.complete("order.deputy", order, "ApproveClosingReport", Map.of("closingDecision", "approve"));
        var whatGoesOn = List.of("C-07", "C-25", "C-26", "C-27", "C-28");
        told.assertThat(obligations.of(order)).hasSize(44).filteredOn(o -> o.status() != Status.MET).extracting(Obligation::clause).isEqualTo(whatGoesOn);
        told.assertThat(obligations.of(order)).filteredOn(o -> whatGoesOn.contains(o.clause())).allMatch(o -> o.status() == Status.ON_TRACK);
        told.assertThat(closingReport(order)).contains("AI cybersecurity clearinghouse").doesNotContain("Met late");
        told.assertThat(running(order)).as("besides the master, only what goes on by nature").containsExactly("BenchmarkMaintenance", "ExecutiveOrder");

        // the first quarter of what goes on
        course.until(121);
        var continuous = List.of("C-07", "C-09", "C-13", "C-25", "C-26", "C-27", "C-28", "C-32", "C-33", "C-34", "C-35", "C-36");
        told.assertThat(openTasks(order)).contains("ReviewClause");
        continuous.forEach(clause -> reviewed(order, clause));
        told.assertThat(obligations.of(order)).filteredOn(o -> o.reviewedAt() != null).extracting(Obligation::clause).isEqualTo(continuous);
        told.assertThat(work.timer(order, "ExecutiveOrder", "QuarterBegun").getDuedate()).isEqualTo("2027-01-01T14:00:00Z");
        told.assertThat(facts(order, "report-issued")).as("no weekly report on an order without a directive under way").hasSize(7 + 1);

        told.assertThat(incidents(order)).isZero();
        told.assertThat(verification.verify().intact()).isTrue();
        work.inform(order, "closed");
        told.assertThat(work.running(order)).isZero();
    }

    /**
     * Each directive is late by another cause, under the same clock. The deadline of 30 days ends with July 2, that of 60 days with
     * August 1; what is met on day 36 is six days late.
     */
    @Test
    void eachDirectiveIsLateByACauseOfItsOwnAndTheOrderIsClosedAllTheSame() {
        var course = orders.signed();
        var order = course.order;

        var bod = directives.on(course.run(BOD));   // OMB does not concur, twice
        var number = DirectiveStory.freshNumber();
        course.on(3, bod::analyze).on(5, () -> bod.scope(Map.of()))
            .on(7, () -> bod.draft(number, Map.of())).on(7, bod::guide).on(8, bod::counselClears).on(9, () -> bod.ombObjects("revise"))
            .on(16, () -> bod.draft(number, Map.of())).on(16, bod::guide).on(17, bod::counselClears).on(20, () -> bod.ombObjects("revise"))
            .on(27, () -> bod.draft(number, Map.of())).on(27, bod::guide).on(28, bod::counselClears).on(29, bod::everybodyConcurs)
            .on(31, () -> recovers(order, BOD, "OMB objected twice.", 34))
            .on(31, bod::approve).on(32, bod::sign).on(33, () -> bod.further("no")).on(33, () -> course.certifyAll(BOD));

        var nss = defense.on(course.run(NSS));   // six members of eleven vote against it
        course.on(7, nss::drafted).on(10, () -> DefenseStory.MEMBERS.subList(0, 6).forEach(member -> nss.vote(member, "against")))
            .on(31, () -> recovers(order, NSS, "The vote was lost.", 36))
            .on(31, () -> nss.revise("Fewer systems first")).on(32, nss::carried).on(33, nss::managerConcurs).on(34, nss::issue)
            .on(35, () -> DefenseStory.MEMBERS.forEach(nss::acknowledge)).on(36, () -> course.certifyAll(NSS));

        var dod = defense.on(course.run(DOD));   // the navy is silent, also beyond the dates that were committed to: the principals decide
        course.on(8, dod::ordered).on(9, () -> DefenseStory.COMPONENTS.stream().filter(component -> !component.equals("navy")).forEach(component -> dod.position(component, "agree")))
            .on(31, () -> recovers(order, DOD, "A component was silent.", 35))
            .on(36, () -> recovers(order, DOD, "It was silent until its secretary was told.", 37))
            .on(38, () -> people.complete("order.office", order + "/" + DOD, "RecordPrincipalsDecision",
                Map.of("principalsDecision", "The order is signed today.", "committedDate", SIGNED.plusDays(39).toString())))
            .on(36, () -> dod.position("navy", "agree")).on(37, dod::counselClears).on(37, dod::sign)
            .on(38, () -> DefenseStory.COMPONENTS.forEach(dod::plan)).on(39, () -> course.certifyAll(DOD));

        var program = tools.on(course.run(PROGRAM));   // there is not enough money
        course.on(4, () -> program.analyzed("both")).on(8, program::chartered).on(8, program::expansionPlanned)
            .on(13, () -> program.does(ToolsStory.CHECKER, "CheckFunding", Map.of("fundingSources", Spin.JSON(List.of(tools.source("10.00"))),
                "fundingDecision", "not-enough", "fundingReason", "Two million are missing.")))
            .on(31, () -> recovers(order, PROGRAM, "The money was not there.", 35))
            .on(32, () -> program.replan("expand")).on(33, program::expansionPlanned).on(33, program::funded).on(34, program::reviewed)
            .on(34, () -> program.does("dhs.approver", "ApproveProgram", tools.approval())).on(35, () -> course.certifyAll(PROGRAM));

        var access = tools.on(course.run(ACCESS));   // the catalogue is refused; the recovery plan is asked for twice
        course.on(6, access::asked).on(8, () -> access.view("concur", ""))
            .on(13, () -> access.does("dhs.approver", "ApproveCatalogue", Map.of("approvalDecision", "return", "approvalReason", "Name the terms.")))
            .on(36, () -> recovers(order, ACCESS, "The catalogue was refused.", 41)).on(36, access::asked).on(37, () -> access.view("concur", ""))
            .on(38, () -> access.does("dhs.approver", "ApproveCatalogue", tools.approval())).on(40, () -> course.certifyAll(ACCESS));

        var house = clearinghouse.on(course.run(CLEARINGHOUSE));   // counsel objects to the charter
        course.on(8, house::drafted).on(10, house::consulted).on(12, () -> house.counselObjects("No authority."))
            .on(31, () -> recovers(order, CLEARINGHOUSE, "Counsel objected to the charter.", 37)).on(31, house::drafted).on(33, house::consulted)
            .on(34, house::cleared).on(36, house::approved).on(37, () -> course.certifyAll(CLEARINGHOUSE));

        var list = grants.on(course.run(GRANTS));   // NSF does not say what money it has
        course.on(18, list::shortlisted).on(20, () -> list.confirm("doj")).on(31, () -> recovers(order, GRANTS, "An agency was silent.", 38))
            .on(33, list::reviewed).on(34, list::coordinated).on(36, list::approved).on(38, () -> course.certifyAll(GRANTS));

        var memo = course.run(ENFORCEMENT);   // the memo lies unsigned: the order states no date, so nothing is escalated
        course.on(5, () -> memo.complete("doj.staff", "DraftPriorityMemo", EnforcementStory.memo())).on(9, () -> EnforcementStory.agreed(memo))
            .on(43, () -> memo.complete("doj.approver", "SignMemo", enforcement.sign()))
            .on(44, () -> memo.complete("doj.staff", "SetMeasures", enforcement.counts(3, 1)))
            .on(45, () -> memo.complete("doj.staff", "TrainOffices", enforcement.trained())).on(46, () -> course.certifyAll(ENFORCEMENT));

        var benchmarks = frontier.on(course.run(BENCHMARKS));   // NSA does not approve
        course.on(3, benchmarks::convened).on(16, () -> benchmarks.drafted("M-1", "T-1")).on(20, benchmarks::everybodyConcurs)
            .on(25, () -> benchmarks.approval("nsa", "return"))
            .on(60, () -> benchmarks.drafted("M-2", "T-2")).on(61, () -> recovers(order, BENCHMARKS, "NSA did not approve.", 66))
            .on(62, benchmarks::everybodyConcurs).on(63, benchmarks::leadsApprove).on(64, () -> benchmarks.effective(frontier.today()))
            .on(66, () -> course.certifyAll(BENCHMARKS));

        var framework = frontier.on(course.run(FRAMEWORK));   // something in it would license
        course.on(14, framework::written).on(17, framework::foundLicensing).on(58, framework::written).on(59, framework::foundVoluntary)
            .on(60, framework::everybodyConcurs).on(60, framework::listen).on(61, () -> recovers(order, FRAMEWORK, "A part of it would have licensed.", 69))
            .on(67, framework::heard).on(68, framework::leadsApprove).on(69, () -> course.certifyAll(FRAMEWORK));

        var pathways = course.run(FORCE);   // no agency answers, and the review of authorities is returned
        course.on(20, () -> pathways.complete("opm.approver", "DecideWithoutDemand", Map.of("demandDecision", "again", "demandReason", "Nobody answered.")))
            .on(22, () -> force.surveyed(pathways)).on(24, () -> pathways.complete("opm.staff", "ReviewAuthorities", TechForceStory.review(TechForceStory.AUTHORITIES)))
            .on(25, () -> pathways.complete("opm.approver", "DecideAuthorities", Map.of("authoritiesDecision", "return", "authoritiesReason", "More on fellowships.")))
            .on(61, () -> recovers(order, FORCE, "The authorities were not decided.", 72)).on(64, () -> force.hiringOpen(pathways))
            .on(65, () -> TechForceStory.agreed(pathways)).on(66, () -> force.guidePublished(pathways))
            .on(67, () -> pathways.complete("opm.staff", "OpenPlacement", force.opened())).on(72, () -> course.certifyAll(FORCE));

        // a third of 30 days is over: what has a date is at risk where little is done, what goes on afterwards is not
        course.until(12, "treasury");
        told.assertThat(status(order, "C-29")).containsExactly(Status.AT_RISK);
        told.assertThat(status(order, "C-25", "C-26", "C-27", "C-28")).containsExactly(Status.ON_TRACK);

        // the deadline of 30 days has passed
        course.until(30, "treasury");
        told.assertThat(facts(order, "deadline-missed", "target-missed", "escalation-opened")).isEmpty();
        told.assertThat(status(order, "C-16", "C-17", "C-18", "C-19", "C-20", "C-29")).containsExactly(Status.AT_RISK);
        told.assertThat(status(order, "C-21", "C-22", "C-23")).as("what was done and came back is to be done again").containsExactly(Status.AT_RISK);
        course.until(31, "treasury");
        told.assertThat(status(order, "C-16", "C-17", "C-18", "C-19", "C-20", "C-21", "C-22", "C-23", "C-29")).containsExactly(Status.OVERDUE);
        told.assertThat(status(order, "C-32", "C-33", "C-34", "C-35", "C-36")).as("a target is no deadline").containsExactly(Status.AT_RISK);
        told.assertThat(status(order, "C-05", "C-06")).containsExactly(Status.ON_TRACK);
        told.assertThat(status(order, "C-10")).as("what would have licensed is to be written again").containsExactly(Status.AT_RISK);
        told.assertThat(status(order, "C-30", "C-31")).containsExactly(Status.AT_RISK);
        told.assertThat(openTasks(order)).as("one plan is owed, the others are accepted").contains("SubmitRecoveryPlan");
        told.assertThat(escalated(order)).containsExactlyInAnyOrder(BOD, NSS, DOD, PROGRAM, ACCESS, CLEARINGHOUSE, GRANTS);

        // some are met, others not: a plan changes nothing about a clause
        course.until(37, "treasury");
        told.assertThat(status(order, "C-18", "C-19", "C-16", "C-20", "C-23")).containsExactly(Status.MET_LATE);
        told.assertThat(status(order, "C-17", "C-21", "C-22", "C-29")).containsExactly(Status.OVERDUE);
        told.assertThat(escalated(order)).containsExactlyInAnyOrder(DOD, ACCESS, GRANTS);
        told.assertThat(facts(order, "escalation-raised")).singleElement().asString().contains(DOD, "\"level\":2");
        told.assertThat(facts(order, "acknowledgement-missing")).singleElement().asString().contains(GRANTS, "nsf");

        // the deadline of 60 days, too
        course.until(61, "treasury");
        told.assertThat(status(order, "C-05", "C-06", "C-10", "C-30", "C-31")).containsExactly(Status.OVERDUE);
        told.assertThat(status(order, "C-32", "C-33", "C-34", "C-35", "C-36")).containsExactly(Status.MET);
        told.assertThat(escalated(order)).containsExactlyInAnyOrder(BENCHMARKS, FRAMEWORK, FORCE);

        // all is met in the end, each clause by its own number of days late
        course.until(75, "treasury");
        told.assertThat(daysLate(order)).isEqualTo(Map.ofEntries(Map.entry("C-18", 3), Map.entry("C-19", 3), Map.entry("C-20", 5), Map.entry("C-16", 6),
            Map.entry("C-23", 7), Map.entry("C-29", 8), Map.entry("C-17", 9), Map.entry("C-21", 10), Map.entry("C-22", 10),
            Map.entry("C-05", 6), Map.entry("C-06", 6), Map.entry("C-10", 9), Map.entry("C-30", 12), Map.entry("C-31", 12)));
        told.assertThat(clausesOf(order, "deadline-missed")).as("once each").containsExactlyInAnyOrderElementsOf(daysLate(order).keySet());
        told.assertThat(facts(order, "target-missed")).singleElement().asString().contains(ENFORCEMENT);
        told.assertThat(facts(order, "escalation-opened")).hasSize(10);
        told.assertThat(facts(order, "recovery-plan-accepted")).as("and once more where the first date was missed").hasSize(11);
        told.assertThat(facts(order, "escalation-raised")).as("to the secretary, then to the principals").hasSize(2).last().asString()
            .contains(DOD, "\"level\":3", "The committed date has passed");
        told.assertThat(facts(order, "decision-made")).filteredOn(fact -> fact.contains("The order is signed today.")).singleElement().asString().contains(DOD);
        told.assertThat(facts(order, "escalation-closed")).filteredOn(fact -> fact.contains("\"level\":3")).as("and met at that level").hasSize(1);
        told.assertThat(facts(order, "escalation-closed")).hasSize(10).allMatch(fact -> fact.contains("The clauses are met or no longer apply."));
        told.assertThat(escalated(order)).isEmpty();
        told.assertThat(facts(order, "note").stream().filter(note -> note.contains("No recovery plan was submitted in time"))).singleElement().asString().contains(ACCESS);
        told.assertThat(remindedOn(order)).containsAllEntriesOf(Map.of(BOD, "16 23 27 29", ENFORCEMENT, "16 23 27 29", GRANTS, "16 23 27 29", FORCE, "46 53 57 59"))
            .hasSize(11);
        told.assertThat(weeklyReports(order)).hasSize(10);
        told.assertThat(weeklyReport(order, "2026-07-08")).contains("No answer by Wednesday", "Department of the Treasury", "Off track", "C-29");

        // nobody waits for advice; the report tells what was late and why
        told.assertThat(openTasks(order)).contains("CompileClosingReport", "MonitorBenchmarking", "WatchDirectives", "MapAiDeployments");
        work.compile(order, "C-01", "C-02", "C-03", "C-04");
        people.complete("order.deputy", order, "ApproveClosingReport", Map.of("closingDecision", "approve"));
        told.assertThat(closingReport(order)).contains("Met late", "met late (12 days)", "A component was silent.", "It was silent until its secretary was told.",
            "OMB objected twice.", "The money was not there.", "Counsel objected to the charter.", "not reported");
        told.assertThat(status(order, "C-37", "C-40")).as("unfollowed advice is no breach").containsExactly(Status.UNKNOWN);
        told.assertThat(running(order)).containsExactly("ActionWatch", "BenchmarkMaintenance", "CompanyReadiness", "DeveloperReadiness", "DirectiveImplementation",
            "ExecutiveOrder", "OperatorReadiness");

        // agencies' work on the directive is the only thing that must be finished first
        refused(() -> work.inform(order, "closed"), null, "2 of its cases are open");
        var implementing = releases.of(order + "/" + BOD, number);
        for (var agency : List.of("gsa", "nasa")) {
            implementing.acknowledge(agency);
            implementing.plan(agency);
            implementing.completeAction(agency, 1, SIGNED.plusDays(75).toString());
            implementing.report(agency);
            implementing.accept(agency);
        }
        told.assertThat(incidents(order)).isZero();
        told.assertThat(verification.verify().intact()).isTrue();
        work.inform(order, "closed");
        told.assertThat(work.running(order)).isZero();
    }

    /** The accountable approver plans the recovery and commits to a day, counted from signing; the order office accepts. */
    private void recovers(String order, String directive, String cause, int committed) {
        String key = order + "/" + directive;
        people.complete(catalogue.order(order).directive(directive).lead() + ".approver", key, "SubmitRecoveryPlan", Map.of("recoveryCause", cause,
            "recoverySteps", Spin.JSON(List.of(Map.of("step", "Do it", "due", SIGNED.plusDays(committed).toString()))),
            "committedDate", SIGNED.plusDays(committed).toString()));
        people.complete("order.office", key, "ReviewRecoveryPlan", Map.of("recoveryDecision", "accept"));
    }

    /** How these clauses stand; each status once. */
    private Set<Status> status(String order, String... clauses) {
        return obligations.of(order).stream().filter(o -> List.of(clauses).contains(o.clause())).map(Obligation::status).collect(Collectors.toSet());
    }

    private Map<String, Integer> daysLate(String order) {
        return obligations.of(order).stream().filter(o -> o.status() == Status.MET_LATE).collect(Collectors.toMap(Obligation::clause, Obligation::daysLate));
    }

    /** The directives with an escalation that is open. */
    private List<String> escalated(String order) {
        return jdbc.sql("""
                select split_part(business_key, '/', 2) from eo.ledger_entry where order_id = :order and kind = 'escalation-opened'
                except select split_part(business_key, '/', 2) from eo.ledger_entry where order_id = :order and kind = 'escalation-closed'""")
            .param("order", order).query(String.class).list();
    }

    private List<String> clausesOf(String order, String kind) {
        return jdbc.sql("select clause_id from eo.ledger_entry where order_id = ? and kind = ? order by sequence").params(order, kind).query(String.class).list();
    }

    private String weeklyReport(String order, String day) {
        return jdbc.sql("select html from eo.report where order_id = ? and kind = 'weekly' and (issued_at at time zone 'America/New_York')::date = ?::date")
            .params(order, day).query(String.class).single();
    }

    // --- what came of it

    /** Reviews a continuous clause as its lead and confirms it. */
    private void reviewed(String order, String clause) {
        var obligation = obligations.find(order, clause).orElseThrow();
        String key = order + "/" + obligation.directive();
        String office = catalogue.order(order).directive(obligation.directive()).office();
        certifications.addEvidence(office + ".staff", certifications.task(key, clause, "ReviewClause"));
        people.complete(office + ".staff", certifications.task(key, clause, "ReviewClause"), Map.of("stillMet", "yes", "reviewStatement", "It is kept."));
        people.complete(obligation.lead() + ".approver", certifications.task(key, clause, "ConfirmReview"), Map.of("reviewDecision", "confirm"));
    }

    private List<String> facts(String order, String... kinds) {
        return jdbc.sql("select kind || ' ' || coalesce(business_key, '') || ' ' || payload from eo.ledger_entry where order_id = :order and kind in (:kinds) order by sequence")
            .param("order", order).param("kinds", List.of(kinds)).query(String.class).list();
    }

    /** On how many days after signing people were reminded of which directive's date. */
    private Map<String, String> remindedOn(String order) {
        return jdbc.sql("""
                select split_part(business_key, '/', 2) as directive, string_agg(((at at time zone 'America/New_York')::date - :signed)::text, ' ' order by sequence) as days
                from eo.ledger_entry where order_id = :order and kind = 'reminder-due' and business_key not like '%/%/%' group by 1""")
            .param("order", order).param("signed", SIGNED).query((row, number) -> Map.entry(row.getString("directive"), row.getString("days"))).list()
            .stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The days on which weekly reports were made. */
    private List<String> weeklyReports(String order) {
        return jdbc.sql("select (issued_at at time zone 'America/New_York')::date::text from eo.report where order_id = ? and kind = 'weekly' order by issued_at")
            .param(order).query(String.class).list();
    }

    private String closingReport(String order) {
        return jdbc.sql("select html from eo.report where order_id = ? and kind = 'closing'").param(order).query(String.class).single();
    }

    private List<String> openTasks(String order) {
        return jdbc.sql("""
                select distinct task.task_def_key_ from act_ru_task task join act_ru_execution instance on instance.id_ = task.proc_inst_id_
                where instance.business_key_ = :order or instance.business_key_ like :order || '/%' order by 1""").param("order", order).query(String.class).list();
    }

    /** Keys of the processes that run for the order. */
    private List<String> running(String order) {
        return jdbc.sql("""
                select distinct definition.key_ from act_ru_execution instance join act_re_procdef definition on definition.id_ = instance.proc_def_id_
                where instance.parent_id_ is null and (instance.business_key_ = :order or instance.business_key_ like :order || '/%') order by 1""")
            .param("order", order).query(String.class).list();
    }

    private long incidents(String order) {
        return jdbc.sql("""
                select count(*) from act_ru_incident incident join act_ru_execution instance on instance.id_ = incident.proc_inst_id_
                where instance.business_key_ = :order or instance.business_key_ like :order || '/%'""").param("order", order).query(Long.class).single();
    }
}
