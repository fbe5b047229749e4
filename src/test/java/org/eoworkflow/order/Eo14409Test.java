package org.eoworkflow.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.eoworkflow.support.EngineTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The first order's catalogue, clause by clause, as it is known from the summary and from public reports. */
@EngineTest
class Eo14409Test {

    /** Clause, kind, when it is due, section, directive that certifies it or, in brackets, has it in its care. */
    private static final String CLAUSES = """
        C-01 limit - 3(c) -
        C-02 limit - 3(b) -
        C-03 limit - - -
        C-04 limit - - -
        C-05 obligation P60D 3(a) frontier-benchmarking
        C-06 obligation P60D 3(a) frontier-benchmarking
        C-07 obligation continuous 3(a) (frontier-benchmarking)
        C-08 limit - 3(a) frontier-benchmarking
        C-09 obligation continuous 3(a) frontier-benchmarking
        C-10 obligation P60D 3(b) developer-framework
        C-11 option - 3(b) developer-framework
        C-12 option - 3(b) developer-framework
        C-13 obligation continuous 3(b) developer-framework
        C-14 option - 3(b) developer-framework
        C-15 limit - 3(c) developer-framework
        C-16 obligation P30D 2(a) national-security-systems-defense
        C-17 obligation P30D 2(b) dod-systems-defense
        C-18 obligation P30D 2(c) binding-operational-directives
        C-19 obligation P30D 2(c) binding-operational-directives
        C-20 obligation P30D 2(c)(ii)–(iii) ai-defensive-tools-program
        C-21 obligation P30D 2(c)(ii)–(iii) tool-access-program
        C-22 obligation P30D 2(c)(ii)–(iii) tool-access-program
        C-23 obligation P30D† 2(d) clearinghouse-establishment
        C-24 limit - 2(d) clearinghouse-establishment
        C-25 obligation continuous 2(d) (clearinghouse-establishment)
        C-26 obligation continuous 2(d) (clearinghouse-establishment)
        C-27 obligation continuous 2(d) (clearinghouse-establishment)
        C-28 obligation continuous 2(d) (clearinghouse-establishment)
        C-29 obligation P30D† 2(e) grant-identification
        C-30 obligation P60D 2(f) tech-force-expansion
        C-31 obligation P60D 2(f) tech-force-expansion
        C-32 obligation continuous 4 enforcement-prioritization
        C-33 obligation continuous 4 enforcement-prioritization
        C-34 obligation continuous 4 enforcement-prioritization
        C-35 obligation continuous 4 enforcement-prioritization
        C-36 obligation continuous 4 enforcement-prioritization
        C-37 advice - - developer-readiness
        C-38 advice target:P60D - developer-readiness
        C-39 advice - - developer-readiness
        C-40 advice target:P30D - operator-readiness
        C-41 advice - - operator-readiness
        C-42 advice - - operator-readiness
        C-43 advice - - company-readiness
        C-44 advice - - company-readiness
        """;

    /** Directive, accountable agency and the component acted through, date, with whom. */
    private static final String DIRECTIVES = """
        binding-operational-directives dhs/cisa P30D consults:omb,apnsa,ncd
        national-security-systems-defense cnss P30D involves:nsa
        dod-systems-defense dod P30D
        ai-defensive-tools-program dhs/cisa P30D
        tool-access-program dhs/cisa P30D involves:nsa
        frontier-benchmarking treasury P60D jointly:dod,nsa,dhs,cisa consults:ncd,apst,nist
        developer-framework treasury P60D jointly:dod,nsa,dhs,cisa consults:ncd,apst
        clearinghouse-establishment treasury P30D consults:ncd,nsa,cisa
        grant-identification omb P30D coordinates:ncd,cisa
        tech-force-expansion opm P60D
        enforcement-prioritization doj target:P30D
        developer-readiness organization target:P60D
        operator-readiness organization target:P30D
        company-readiness organization target:P60D
        """;

    @Autowired Catalogue catalogue;

    @Test
    void itsClausesAreThoseOfTheSummaryAndOfPublicReports() {
        var order = order();
        assertThat(order.signed()).isEqualTo("2026-06-02");
        assertThat(order.number()).isEqualTo("EO 14409");
        assertThat(order.clauses()).extracting(this::line).containsExactlyElementsOf(CLAUSES.lines().toList());
    }

    @Test
    void eachClauseSaysWhatItIsKnownFromAndLeavesTheOrdersOwnWordsToTheAgency() {
        assertThat(order().clauses()).allSatisfy(clause -> {
            assertThat(clause.basis()).isIn("summary", "public reports");
            assertThat(clause.summary()).isNotBlank().endsWith(".");
            assertThat(clause.text()).isNull();
            assertThat(clause.actors()).isNotEmpty();
        });
        assertThat(order().clauses()).filteredOn(clause -> clause.directive() == null)
            .as("clauses that a check keeps").allMatch(clause -> clause.keptBy() != null).hasSize(4);
    }

    @Test
    void itsDirectivesAreFourteen() {
        assertThat(order().directives()).extracting(this::line).containsExactlyElementsOf(DIRECTIVES.lines().toList());
    }

    @Test
    void itBindsTheCivilianAgenciesOfTheChiefFinancialOfficersAct() {
        assertThat(catalogue.boundAgencies()).hasSize(23).extracting(Agency::id).contains("dhs", "gsa", "nasa", "usda", "va").doesNotContain("dod", "nsa");
        assertThat(catalogue.agency("dod").name()).isEqualTo("Department of War (DoD)");
        assertThat(catalogue.agencies()).allSatisfy(agency -> assertThat(agency.mailbox()).endsWith(".example"));
    }

    private String line(Clause clause) {
        var due = clause.continuous() ? "continuous" : clause.deadline() != null
            ? clause.deadline() + ("public reports".equals(clause.deadlineBasis()) ? "†" : "")
            : clause.target() == null ? "-" : "target:" + clause.target();
        var section = clause.citation() == null ? "-" : clause.citation().replace("EO 14409 sec. ", "");
        var directive = clause.directive() == null ? "-"
            : order().directive(clause.directive()).clauses().contains(clause.id()) ? clause.directive() : "(" + clause.directive() + ")";
        return String.join(" ", clause.id(), clause.kind().text(), due, section, directive);
    }

    private String line(Directive directive) {
        return Stream.of(directive.id(), directive.through() == null ? directive.lead() : directive.lead() + "/" + directive.through(),
                directive.deadline() == null ? "target:" + directive.target() : directive.deadline().toString(), with("jointly", directive.jointly()),
                with("consults", directive.consults()), with("coordinates", directive.coordinates()), with("involves", directive.involves()))
            .filter(part -> !part.isEmpty()).reduce((a, b) -> a + " " + b).orElseThrow();
    }

    private static String with(String how, List<String> agencies) {
        return agencies.isEmpty() ? "" : how + ":" + String.join(",", agencies);
    }

    private ExecutiveOrder order() {
        return catalogue.order("eo-14409");
    }
}
