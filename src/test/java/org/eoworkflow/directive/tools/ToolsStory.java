package org.eoworkflow.directive.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.task.Task;
import org.camunda.spin.Spin;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.support.Certifications;
import org.eoworkflow.support.DirectiveRuns;
import org.eoworkflow.support.OrderFixture.Work;
import org.eoworkflow.support.People;
import org.springframework.stereotype.Component;

/** The people of CISA, of its department and of others who plan programs and offer tools, at work on a directive of an order invented for the test. */
@Component
public class ToolsStory {

    public static final String PLANNER = "cisa.staff";
    public static final String CHECKER = "cisa.counsel";

    private final DirectiveRuns runs;
    private final People people;
    private final Certifications certifications;
    private final Ledger ledger;

    ToolsStory(DirectiveRuns runs, People people, Certifications certifications, Ledger ledger) {
        this.runs = runs;
        this.people = people;
        this.certifications = certifications;
        this.ledger = ledger;
    }

    /** A program for AI-enabled defensive tools; its order was signed 12 days ago. */
    public Running program() {
        return begin(Work.run("ai-defensive-tools-program", "AiDefensiveToolsProgram").lead("dhs").through("cisa").clauses("C-20"));
    }

    /** Access to tools, in which NSA takes part by practice; its order was signed 12 days ago. */
    public Running access() {
        return access("nsa");
    }

    /** Access to tools with these agencies taking part by practice. */
    public Running access(String... involved) {
        return begin(Work.run("tool-access-program", "ToolAccessProgram").lead("dhs").through("cisa").clauses("C-21", "C-22").involves(involved));
    }

    private Running begin(Work work) {
        return new Running(runs.start(work, 12));
    }

    public LocalDate today() {
        return runs.today();
    }

    public Map<String, Object> inventory(Object... more) {
        return with(Map.of("inventorySummary", "Two programs, found in the budget.", "programs", Spin.JSON(List.of(existing(), with(existing(),
            "program", "Scanner Two")))), more);
    }

    public Map<String, Object> existing() {
        return Map.of("program", "Scanner One", "programOffice", "Cyber office", "enhances", "Scanners", "aiEnabled", "partly",
            "annualFunding", "2000000.00", "fundedUntil", today().plusDays(200).toString());
    }

    public static Map<String, Object> analysis(String option, Object... more) {
        return with(Map.of("gapSummary", "Small operators have nothing.", "gaps", Spin.JSON(List.of(Map.of("gap", "No scanner for small networks",
            "affected", "Local utilities", "importance", "1"))), "programOption", option, "optionReason", "It closes the first gap.",
            "programNumber", "AIT 26-1", "programTitle", "Defensive tools for small operators"), more);
    }

    public Map<String, Object> expansion(Object... more) {
        return with(Map.of("expandedProgram", "Scanner Two", "expansionText", "Twenty more networks.", "expansionOffice", "Cyber office",
            "expansionStarts", today().plusDays(30).toString(), "expansionCost", "1,250,000.00"), more);
    }

    public Map<String, Object> charter(Object... more) {
        var charter = with(Map.of("charterProgram", "Watch", "charterPurpose", "Better detection.", "charterFunctions", "Tests and trains.",
            "charterAuthority", "An invented law.", "charterParticipation", "By mail, until they leave."), more);
        return with(charter, "charterMeasures", "Found in time.", "charterOffice", "Watch office", "charterStarts", today().plusDays(60).toString(),
            "charterCost", charter.getOrDefault("charterCost", "750000.00"));
    }

    public Map<String, Object> funds(String amount, Object... more) {
        return with(Map.of("fundingSources", Spin.JSON(List.of(source(amount))), "fundingDecision", "enough", "purposeConfirmed", true,
            "timeConfirmed", true, "amountConfirmed", true), more);
    }

    public Map<String, Object> source(String amount) {
        return Map.of("source", "Operations", "account", "070-0805", "amount", amount, "availableUntil", today().plusDays(90).toString());
    }

    public static Map<String, Object> privacy(Object... more) {
        return with(Map.of("personalData", "no", "privacyAssessment", "not-needed", "privacySafeguards", "None needed.", "privacyDecision", "cleared"), more);
    }

    public Map<String, Object> approval(Object... more) {
        return with(Map.of("approvalDecision", "approve", "effectiveOn", today().toString(), "withinCybersecurity", true, "takingPartFree", true,
            "approvalConfirmed", true), more);
    }

    /** A tool of the list; more keys and values by turns. */
    public static Map<String, Object> tool(String name, Object... more) {
        return with(Map.of("tool", name, "provider", "Invented Provider", "audience", "all", "capacity", 20, "terms", "Free for a year.",
            "termsKind", "standard", "coveredModel", "no"), more);
    }

    /** A list with a scanner and a covered frontier model; more keys and values by turns. */
    public static Map<String, Object> tools(Object... more) {
        return with(Map.of("tools", Spin.JSON(List.of(tool("Scanner"), tool("Frontier helper", "coveredModel", "yes", "audience", "public-bodies"))),
            "catalogueTitle", "Tools for defenders", "requestContact", "tools@cisa.example", "requestInstructions", "An answer comes within a week."), more);
    }

    public static Map<String, Object> confirmed() {
        return Map.of("eligibilityDecision", "confirm", "eligibilityConfirmed", true, "priorityConfirmed", true);
    }

    public static Map<String, Object> conditions(String appropriateFor) {
        return Map.of("conditions", Spin.JSON(List.of(Map.of("tool", "Frontier helper", "provider", "Invented Provider", "appropriateFor", appropriateFor,
            "notAppropriateFor", "Public networks.", "safeguards", "Logs and named accounts."))));
    }

    /** Keys and values by turns; a value of null takes the key away. */
    public static Map<String, Object> with(Map<String, Object> usual, Object... more) {
        var variables = new HashMap<>(usual);
        for (int i = 0; i < more.length; i += 2) {
            if (more[i + 1] == null) {
                variables.remove(more[i]);
            } else {
                variables.put((String) more[i], more[i + 1]);
            }
        }
        return variables;
    }

    /** Refused at this field, with this in the message. */
    public static void refused(ThrowingCallable work, String field, String message) {
        assertThatThrownBy(work).satisfies(thrown -> {
            var refusal = Refusal.in(thrown);
            assertThat(refusal).as(thrown.toString()).isNotNull();
            assertThat(refusal.getMessage()).contains(message);
            assertThat(refusal.field()).isEqualTo(field);
        });
    }

    /** A directive that runs already. */
    public Running on(DirectiveRuns.Run run) {
        return new Running(run);
    }

    /** One directive on its way. */
    public class Running extends DirectiveRuns.Run {

        private Running(DirectiveRuns.Run run) {
            runs.super(run.instance, run.key, run.order);
        }

        // --- the program

        public Running analyzed(String option) {
            people.complete(PLANNER, key, "InventoryPrograms", inventory());
            people.complete(PLANNER, key, "AnalyzeGaps", analysis(option));
            return this;
        }

        public Running expansionPlanned() {
            does(PLANNER, "PlanExpansion", expansion());
            return this;
        }

        public Running chartered() {
            does(PLANNER, "DraftProgramCharter", charter());
            return this;
        }

        public Running funded() {
            does(CHECKER, "CheckFunding", funds("2000000.00"));
            return this;
        }

        public Running reviewed() {
            does(CHECKER, "ReviewPrivacy", privacy());
            return counselClears();
        }

        public Running counselClears() {
            people.complete("dhs.counsel", key, "ReviewLegality", Map.of("legalOpinion", "no-objection"));
            continueAfter("ObtainLegalReview");
            return this;
        }

        public void counselObjects(String ground) {
            people.complete("dhs.counsel", key, "ReviewLegality", Map.of("legalOpinion", "objection", "legalGround", ground, "legalAuthority", ""));
            people.complete(PLANNER, key, "AnswerObjection", Map.of("objectionResponse", "revise", "objectionAnswer", "We revise."));
            continueAfter("ObtainLegalReview");
        }

        public void replan(String option) {
            people.complete(PLANNER, key, "ReplanScope", Map.of("programOption", option, "programTitle", "Smaller", "replanText", "Half of it."));
        }

        // --- the tools

        public Running compiled(Map<String, Object> tools) {
            does(PLANNER, "CompileToolCatalogue", tools);
            does(PLANNER, "SetEligibility", confirmed());
            return this;
        }

        /** The usual list, its conditions drafted: NSA is asked. */
        public Running asked() {
            compiled(tools());
            does(PLANNER, "DraftConditions", conditions("Water utilities."));
            return this;
        }

        public void view(String view, String comment) {
            complete("nsa.staff", "GiveView", comment.isEmpty() ? Map.of("view", view) : Map.of("view", view, "viewComment", comment));
        }

        /** NSA's objection is answered and decided. */
        public void objectionDecided(String decision) {
            people.complete(PLANNER, key, "AnswerNonConcurrences", Map.of("nonConcurrences", Spin.JSON(List.of(Map.of("agency", "NSA",
                "comment", "Too wide.", "answer", "We narrow it.")))));
            people.complete("cisa.approver", key, "DecideObjections", Map.of("consultationDecision", decision, "consultationReason", "NSA is right."));
        }

        /** Approved and published: the clauses wait to be certified. */
        public Running published() {
            asked().view("concur", "");
            does("dhs.approver", "ApproveCatalogue", approval());
            return this;
        }

        // --- both

        /** Completes a task; what was completed goes on in a job of its own where the model says so. */
        public void does(String account, String activity, Map<String, Object> variables) {
            people.complete(account, key, activity, variables);
            continueAfter(activity);
        }

        public void certify(String... clauses) {
            for (var clause : clauses) {
                certifications.certify(key, clause, "cisa", "dhs");
            }
        }

        public Task task(String activity) {
            return people.task(key, activity);
        }

        public void orderRevoked() {
            ledger.append(Entry.of(EntryKind.ORDER_REVOKED, order, null, Map.of("reason", "It was decided so.")));
        }
    }
}
