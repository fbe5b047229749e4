package org.eoworkflow.directive.bod;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eoworkflow.deadline.Reckoning;
import org.eoworkflow.deadline.Reckoning.Competing;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.platform.WashingtonTime;

/**
 * When a vulnerability is to be remediated, and what that follows from: BOD 26-04, in calendar days. The clock starts with the
 * earlier of the KEV listing and the identification on the asset; an earlier due date of the KEV entry wins.
 *
 * @param outcome FSU, 60D, 14D, 3D or 3DF
 * @param day the last day, or null where the next upgrade is early enough
 * @param competing the day by another reading of the rule, or null where both readings agree
 */
record RemediationDue(String outcome, LocalDate clockStart, LocalDate day, LocalDate competing, String why) {

    /** The rule set that holds. */
    static final String RULES = "cisa:BOD2604:1.0.0";
    static final String NOT_PUBLISHED = "60D";

    private static final Map<String, Integer> DAYS = Map.of("60D", 60, "14D", 14, "3D", 3, "3DF", 3);
    private static final Map<String, String> TEXTS = Map.of("FSU", "at the next upgrade", "60D", "60 days", "14D", "14 days", "3D", "3 days",
        "3DF", "3 days, with forensic triage");
    private static final LocalTime LAST_SECOND = LocalTime.of(23, 59, 59);

    /**
     * @param outcome of the decision table, or null where the metadata it needs are not published
     */
    static RemediationDue of(RemediationFacts facts, String outcome) {
        String band = facts.metadataPublished() ? outcome : NOT_PUBLISHED;
        LocalDate start = start(facts, true);
        LocalDate byBand = DAYS.containsKey(band) ? start.plusDays(DAYS.get(band)) : null;
        boolean kevWins = facts.kevDueDate() != null && (byBand == null || facts.kevDueDate().isBefore(byBand));
        LocalDate day = kevWins ? facts.kevDueDate() : byBand;
        LocalDate late = byBand == null ? null : start(facts, false).plusDays(DAYS.get(band));
        LocalDate competing = late == null || kevWins || late.equals(day) ? null : late;
        return new RemediationDue(band, start, day, competing, why(facts, band, start, kevWins, competing));
    }

    private static LocalDate start(RemediationFacts facts, boolean earlier) {
        LocalDate listed = facts.kevListedOn();
        LocalDate identified = facts.identifiedOn();
        return listed == null || identified.isBefore(listed) == earlier ? identified : listed;
    }

    private static String why(RemediationFacts facts, String band, LocalDate start, boolean kevWins, LocalDate competing) {
        var why = new StringBuilder(facts.metadataPublished()
            ? "Table " + RULES + ": in KEV %s, exposed %s, automatable %s, technical impact %s: %s."
                .formatted(facts.inKev(), facts.exposure().equals("unknown") ? "not known, which counts as yes" : facts.exposure(),
                    facts.automatable(), facts.technicalImpact(), TEXTS.get(band))
            : "Automatable or technical impact is not published yet: 60 days.");
        why.append(" Calendar days in Washington from ").append(WashingtonTime.text(start))
            .append(facts.kevListedOn() == null ? ", the identification." : ", the earlier of KEV listing and identification.");
        if (kevWins) {
            why.append(" The due date of the KEV entry, ").append(WashingtonTime.text(facts.kevDueDate())).append(", is earlier and wins.");
        }
        if (competing != null) {
            why.append(" Another source counts from the later of the two, which would give ").append(WashingtonTime.text(competing)).append('.');
        }
        return why.toString();
    }

    /**
     * The date with what it follows from, for its record.
     *
     * @param rules by which it was decided
     * @param earlier what the rules said that the vulnerability came under before
     */
    Reckoning reckoning(RemediationFacts facts, String directive, RuleSet rules, List<Competing> earlier) {
        var others = new ArrayList<>(earlier);
        if (competing != null) {
            others.add(new Competing("data schema of August 7, 2026", endOf(competing),
                "Counts from the later of KEV listing and identification, not from the earlier."));
        }
        var byTable = DAYS.containsKey(outcome) ? clockStart.plusDays(DAYS.get(outcome)) : null;
        boolean kevWins = facts.kevDueDate() != null && facts.kevDueDate().equals(day) && !day.equals(byTable);
        if (kevWins && byTable != null) {
            others.add(new Competing("remediation table " + RULES, endOf(byTable), "Gives more time than the due date of the KEV entry, which therefore holds."));
        } else if (facts.kevDueDate() != null && !facts.kevDueDate().equals(day)) {
            others.add(new Competing("due date of the KEV entry, one for every asset", endOf(facts.kevDueDate()),
                "Gives more time than the table, which therefore holds."));
        }
        boolean listed = clockStart.equals(facts.kevListedOn());
        return Reckoning.calendarDays(at(), clockStart, listed ? "The vulnerability was listed in KEV." : "The vulnerability was identified on the asset.",
            directive + ", remediation table", rules.version(), why + " Until 23:59:59 of the last day in Washington.",
            kevWins || byTable == null ? null : Period.ofDays(DAYS.get(outcome))).besides(others);
    }

    /** The last second of the last day in Washington; null where the next upgrade is early enough. */
    Instant at() {
        return day == null ? null : endOf(day);
    }

    private static Instant endOf(LocalDate day) {
        return day.atTime(LAST_SECOND).atZone(EngineClock.WASHINGTON).toInstant();
    }

    String bandText() {
        return TEXTS.get(outcome);
    }

    String text() {
        return day == null ? "At the next upgrade" : WashingtonTime.text(at());
    }

    boolean asksForTriage() {
        return outcome.equals("3DF");
    }
}
