package org.eoworkflow.directive.readiness;

import static org.eoworkflow.support.DirectiveRuns.with;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.camunda.spin.Spin;
import org.eoworkflow.order.ExecutiveOrder;
import org.eoworkflow.order.InventedOrders;
import org.eoworkflow.support.DirectiveRuns;
import org.eoworkflow.support.DirectiveRuns.Run;
import org.eoworkflow.support.OrderFixture;
import org.springframework.stereotype.Component;

/** An organization that follows advice, at work on an order invented for the test. */
@Component
public class ReadinessStory {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** A checklist: its directive, process, target and the clauses of advice. */
    public enum Checklist {
        DEVELOPER("developer-readiness", "DeveloperReadiness", "P60D", "C-37", "C-38", "C-39"),
        OPERATOR("operator-readiness", "OperatorReadiness", "P30D", "C-40", "C-41", "C-42"),
        COMPANY("company-readiness", "CompanyReadiness", "P60D", "C-43", "C-44");

        final String directive;
        final String process;
        final String target;
        final List<String> clauses;

        Checklist(String directive, String process, String target, String... clauses) {
            this.directive = directive;
            this.process = process;
            this.target = target;
            this.clauses = List.of(clauses);
        }
    }

    private final InventedOrders invented;
    private final OrderFixture orders;
    private final DirectiveRuns runs;

    ReadinessStory(InventedOrders invented, OrderFixture orders, DirectiveRuns runs) {
        this.invented = invented;
        this.orders = orders;
        this.runs = runs;
    }

    /** An order that advises organizations and asks GSA for something. */
    public ExecutiveOrder order() {
        String id = "test-advice-" + NUMBER.incrementAndGet();
        var directives = new StringBuilder();
        var clauses = new StringBuilder();
        for (var list : Checklist.values()) {
            directives.append("  - { id: %s, process: %s, name: Readiness %s, lead: organization, target: %s, clauses: [%s] }%n"
                .formatted(list.directive, list.process, list.directive, list.target, String.join(", ", list.clauses)));
            clauses.append(list.clauses.stream().map(clause -> "  - { id: %s, summary: Look at %s., basis: summary, actor: organization, verb: do, kind: advice }%n"
                .formatted(clause, clause)).collect(Collectors.joining()));
        }
        return invented.add(id, """
            order: %s
            title: Invented for a Test
            number: %s
            signed: %s
            source: { title: Invented for a test, date: 2026-01-01, kind: invention }
            agencies: [organization, gsa]
            directives:
              - { id: training, name: Training, lead: gsa, deadline: P30D, clauses: [T-01] }
            %sclauses:
              - { id: T-01, summary: Train., citation: sec. 1, basis: order, actor: gsa, verb: do, kind: obligation, deadline: P30D }
            %s""".formatted(id, id.toUpperCase().replace('-', ' '), signed(), directives, clauses));
    }

    public LocalDate signed() {
        return runs.today().minusDays(5);
    }

    public Run begun(Checklist list) {
        var order = order();
        return runs.of(orders.startDirective(order, list.directive), order.id());
    }

    // --- developer

    public static Map<String, Object> consideration() {
        return Map.of("side", "benefit", "what", "Early findings", "weight", "high");
    }

    public static Map<String, Object> monitoring() {
        return Map.of("benchmarkOffice", "Policy office", "benchmarkSources", Spin.JSON(List.of(Map.of("source", "Pages of NIST", "often", "weekly"))),
            "benchmarkStatus", "announced", "benchmarkNotes", "");
    }

    public static Map<String, Object> models() {
        return Map.of("hasModels", "yes", "modelList", Spin.JSON(List.of(
            Map.of("reference", "Model One", "stage", "development", "mayMeet", "unclear", "basis", "Own tests"))));
    }

    public Map<String, Object> group(Object... changes) {
        return with(Map.of("convenedOn", runs.today().toString(), "groupOffices", Spin.JSON(List.of(Map.of("office", "Legal office", "part", "Law"))),
            "groupMandate", "Weigh it by July."), changes);
    }

    public static Map<String, Object> weighing() {
        return Map.of("considerations", Spin.JSON(List.of(consideration())), "weighingSummary", "More for than against.");
    }

    public static Map<String, Object> participation(String decision) {
        return Map.of("participation", decision, "participationAgainOn", "", "participationReasons", "");
    }

    public static Map<String, Object> protocols(Object... changes) {
        return with(Map.of("protocolIp", "ready", "protocolIpChange", "", "protocolConfidentiality", "to-change", "protocolConfidentialityChange", "New annex",
            "protocolSecurity", "ready", "protocolSecurityChange", "", "protocolNotes", ""), changes);
    }

    public Run prepared(Run run) {
        return run.complete("organization.staff", "MonitorBenchmarking", monitoring()).complete("organization.staff", "AssessModels", models())
            .complete("organization.staff", "ConveneWorkingGroup", group());
    }

    public Run developer(Run run, String decision) {
        return prepared(run).complete("organization.staff", "WeighParticipation", weighing())
            .complete("organization.approver", "DecideParticipation", participation(decision))
            .complete("organization.staff", "ReviewProtocols", protocols());
    }

    // --- operator

    public static Map<String, Object> directives(Object... changes) {
        return with(Map.of("watchOffice", "Security office", "directivesFound", "yes", "directiveList",
            Spin.JSON(List.of(Map.of("directive", "BOD 26-04", "meaning", "guide", "note", "Patch sooner.")))), changes);
    }

    public static Map<String, Object> clearinghouse(String decision, Object... changes) {
        return with(Map.of("clearinghouseConsiderations", Spin.JSON(List.of(consideration())), "clearinghouseParticipation", decision,
            "clearinghouseAgainOn", "", "clearinghouseReasons", ""), changes);
    }

    public static Map<String, Object> grants(Object... changes) {
        return with(Map.of("grantsFound", "no"), changes);
    }

    public Run operator(Run run, String decision) {
        return run.complete("organization.staff", "WatchDirectives", directives())
            .complete("organization.staff", "EvaluateClearinghouse", clearinghouse(decision))
            .complete("organization.staff", "AssessGrantEligibility", grants());
    }

    // --- company

    public static Map<String, Object> deployments() {
        return Map.of("usesAi", "yes", "deploymentList", Spin.JSON(List.of(
            Map.of("deployment", "Help desk", "reaches", "Tickets", "acts", "yes", "provider", "Vendor of models"))));
    }

    public static Map<String, Object> exposure(Object... changes) {
        return with(Map.of("exposure1028", "none", "exposure1030", "possible", "exposure1343", "none", "exposureOther", "none",
            "exposureMeasures", "Narrow what the agent may reach."), changes);
    }

    public static Map<String, Object> plan(Object... changes) {
        return with(Map.of("planExists", "yes", "planCovers", Spin.JSON(List.of("roles", "ai-systems")), "planTriedOn", "", "planGaps", ""), changes);
    }

    public Run company(Run run) {
        return run.complete("organization.staff", "MapAiDeployments", deployments()).complete("organization.counsel", "AssessExposure", exposure())
            .complete("organization.staff", "ReviewIncidentResponse", plan());
    }
}
