package org.eoworkflow.directive.grants;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.eoworkflow.directive.grants.Listing.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told from a listing's texts and codes; what they do not say stays unknown. */
class GrantFactsTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 6, 12);
    private static final PurposeWords SUBJECT = PurposeWords.of("vulnerability\ncyber security, cyber");
    private static final PurposeWords METHOD = PurposeWords.of("AI; machine learning");

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Vulnerability detection by AI. | direct", "CYBER-SECURITY and machine\tlearning | direct", "Cyber ranges | related",
        "Machine learning for farms | none", "Invulnerability, said again | none", "Cybernetics and AIR | none", "'' | none"})
    void purposeIsToldByWholeWords(String purpose, String expected) {
        assertThat(listing(purpose, "", "", "").purpose()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "PROJECT GRANTS | grant", "B - Cooperative Agreements | grant", "Direct Loans | other", "Not Applicable | unknown", "'' | unknown"})
    void assistanceIsToldByItsWords(String words, String expected) {
        assertThat(listing("", words, "", "").assistance()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "States and individuals | eligible", "Public and private utilities. | eligible", "Individuals who farm | individuals", "See the notice | unknown",
        "Not Applicable | unknown"})
    void applicantsAreToldByTheirWords(String words, String expected) {
        assertThat(listing("", "", words, "").applicants()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "(Grants) FY 25$1.00; FY 26 est $2,000.00; | left", "FY 24 $9,000.00; FY 25 $9,000.00 | unknown", "FY 26 est $5.00; FY 27 est $0.00 | none",
        "FY 2027 estimate $10 | left", "Not Applicable | unknown", "FY 26 est $0.00; FY 26 est $7.00 | left"})
    void moneyIsToldByTheYearsThatAreNotOver(String obligations, String expected) {
        assertThat(listing("", "", "", obligations).funds()).isEqualTo(expected);
    }

    @Test
    void theFiscalYearBeginsInOctober() {
        var listing = new Listing(Source.ASSISTANCE_LISTINGS, "16.710", "16.710", "T", "A", "16", "", "", "", "FY 26 $5.00", null, null);
        assertThat(GrantFacts.of(listing, SUBJECT, METHOD, LocalDate.of(2026, 9, 30)).funds()).isEqualTo("left");
        assertThat(GrantFacts.of(listing, SUBJECT, METHOD, LocalDate.of(2026, 10, 1)).funds()).isEqualTo("unknown");
    }

    @ParameterizedTest
    @CsvSource({
        "'G,PC', '21,22', 5, 2026-06-12, grant, eligible, left, open", "PC, 21, 0, 2026-06-11, other, individuals, unknown, expired",
        "O, 25, , , unknown, unknown, unknown, unknown", "'', '', , , unknown, unknown, unknown, unknown", "ca, 99, 1, , grant, eligible, left, unknown"})
    void opportunitiesAreToldByTheirCodes(String instruments, String applicants, BigDecimal funds, LocalDate closes, String assistance, String who, String money,
                                          String expiry) {
        var facts = GrantFacts.of(new Listing(Source.GRANTS_GOV, "1", "N", "T", "A", "DHS", "", instruments, applicants, "", funds, closes), SUBJECT, METHOD, TODAY);
        assertThat(facts).isEqualTo(new GrantFacts("none", who, assistance, money, expiry));
    }

    @Test
    void aCurrentListingIsOpen() {
        assertThat(listing("", "", "", "").expiry()).isEqualTo("open");
    }

    private static GrantFacts listing(String purpose, String assistance, String applicants, String obligations) {
        return GrantFacts.of(new Listing(Source.ASSISTANCE_LISTINGS, "16.710", "16.710", "T", "A", "16", purpose, assistance, applicants, obligations, null, null),
            SUBJECT, METHOD, TODAY);
    }
}
