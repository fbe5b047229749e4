package org.eoworkflow.directive.force;

import static org.eoworkflow.support.DirectiveRuns.with;

import java.util.List;
import java.util.Map;
import org.camunda.spin.Spin;
import org.eoworkflow.support.DirectiveRuns;
import org.eoworkflow.support.DirectiveRuns.Run;
import org.eoworkflow.support.OrderFixture.Work;
import org.springframework.stereotype.Component;

/** The people who expand the US Tech Force, at work on an order invented for the test. */
@Component
public class TechForceStory {

    public static final List<String> SURVEYED = List.of("cisa", "dhs", "dod", "nsa", "treasury", "doj", "state", "energy", "hhs", "va");

    private final DirectiveRuns runs;

    TechForceStory(DirectiveRuns runs) {
        this.runs = runs;
    }

    public Run begun() {
        return begun(20);
    }

    public Run begun(int daysAgo) {
        return runs.start(Work.run("tech-force-expansion", "TechForceExpansion").lead("opm").due("P60D").clauses("C-30", "C-31"), daysAgo);
    }

    // --- hiring

    public static Map<String, Object> authority(String kind, String authority, String usable) {
        return Map.of("kind", kind, "authority", authority, "usable", usable, "positions", 40, "finding", "It fits.");
    }

    public static final List<Map<String, Object>> AUTHORITIES = List.of(authority("direct-hire", "5 CFR 337", "yes"),
        authority("excepted-service", "5 CFR 213", "with-change"), authority("fellowship", "Fellows program", "no"));

    public static Map<String, Object> review(List<Map<String, Object>> authorities) {
        return Map.of("specialistsWanted", 120, "hiringNeed", "Incident response.", "authorities", Spin.JSON(authorities));
    }

    public static Map<String, Object> use(String authority, String kind, String usable, String use, String reason) {
        return Map.of("authority", authority, "kind", kind, "usable", usable, "use", use, "reason", reason);
    }

    public static Map<String, Object> decisions(String first, String second, String third, String reason) {
        return Map.of("authoritiesDecision", "decide", "authorityDecisions", Spin.JSON(List.of(
            use("5 CFR 337", "Direct hire", "Yes, as it stands", first, reason), use("5 CFR 213", "Excepted service", "After a change", second, reason),
            use("Fellows program", "Fellowship", "No", third, reason))));
    }

    public static Run authoritiesDecided(Run run) {
        return run.complete("opm.staff", "ReviewAuthorities", review(AUTHORITIES))
            .complete("opm.approver", "DecideAuthorities", decisions("yes", "yes", "no", ""));
    }

    public static Map<String, Object> guidance(String title) {
        return Map.of("guidanceNumber", "TF 26-1", "guidanceTitle", title, "guidanceText", "Use direct hire.", "guidanceContact", "Hiring office");
    }

    public Map<String, Object> issue() {
        return Map.of("guidanceDecision", "issue", "guidanceEffectiveOn", runs.today().toString(), "guidanceConfirmed", true);
    }

    public static Map<String, Object> assessment() {
        return Map.of("assessmentMethods", Spin.JSON(List.of("skills-test", "expert-panel")), "assessmentOffice", "Assessment office",
            "assessmentValidDays", 365, "skills", Spin.JSON(List.of(Map.of("skill", "Reads logs", "level", "full", "shownBy", "Skills test"))));
    }

    public Map<String, Object> announcement(Object... changes) {
        return with(Map.of("announcement", "TF-1", "position", "Specialist", "kind", "direct-hire", "positions", 20,
            "opensOn", runs.today().toString(), "closesOn", runs.today().plusDays(14).toString()), changes);
    }

    @SafeVarargs
    public static Map<String, Object> announcements(Map<String, Object>... announcements) {
        return Map.of("announcements", Spin.JSON(List.of(announcements)));
    }

    public Run hiringOpen(Run run) {
        return authoritiesDecided(run).complete("opm.staff", "DraftHiringGuidance", guidance("Hiring"))
            .complete("opm.approver", "IssueHiringGuidance", issue())
            .complete("opm.staff", "DesignAssessment", assessment())
            .complete("opm.staff", "OpenAnnouncements", announcements(announcement()));
    }

    // --- placement

    public Map<String, Object> line(Object... changes) {
        return with(Map.of("role", "incident-response", "headcount", 4, "neededBy", runs.today().plusDays(90).toString(), "location", "Remote",
            "clearance", "public-trust"), changes);
    }

    public Map<String, Object> needs(Object... changes) {
        return Map.of("demand", "stated", "demandLines", Spin.JSON(List.of(line(changes))));
    }

    public static Map<String, Object> needsNone() {
        return Map.of("demand", "none");
    }

    /** Every agency answers: two state a demand. */
    public Run surveyed(Run run) {
        SURVEYED.forEach(agency -> run.answer(agency + ".staff", "SurveyDemand", agency,
            agency.equals("cisa") || agency.equals("va") ? needs() : needsNone()));
        return run;
    }

    public static Map<String, Object> place(String line, String agency, Object agreed, String remark) {
        return Map.of("line", line, "agency", agency, "role", "Incident response", "asked", "4", "agreed", agreed, "remark", remark);
    }

    @SafeVarargs
    public static Map<String, Object> places(Map<String, Object>... lines) {
        return Map.of("placementLines", Spin.JSON(List.of(lines)), "agreedWith", "By letters of the agencies.");
    }

    public static Run agreed(Run run) {
        return run.complete("opm.staff", "AgreePlacements", places(place("1", "Cybersecurity and Infrastructure Security Agency", 4, ""),
            place("2", "Department of Veterans Affairs", 2, "Two are enough for a year.")));
    }

    public static Map<String, Object> guide(String title) {
        return Map.of("guideNumber", "PG 26-1", "guideTitle", title, "guideText", "Matched, offered, received.", "guideContact", "Placement office");
    }

    public Map<String, Object> publish() {
        return Map.of("guideDecision", "publish", "guideEffectiveOn", runs.today().toString(), "guideConfirmed", true);
    }

    public Map<String, Object> opened(Object... changes) {
        return with(Map.of("intakeOffice", "Placement office", "intakeAddress", "placement@opm.example", "placementOpenedOn", runs.today().toString(),
            "referencesOnly", true), changes);
    }

    public Run guidePublished(Run run) {
        return run.complete("opm.staff", "DraftPlacementGuide", guide("Placement")).complete("opm.approver", "PublishPlacementGuide", publish());
    }

    public Run placementOpen(Run run) {
        return guidePublished(agreed(surveyed(run))).complete("opm.staff", "OpenPlacement", opened());
    }
}
