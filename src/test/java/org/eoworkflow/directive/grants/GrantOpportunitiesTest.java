package org.eoworkflow.directive.grants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.eoworkflow.directive.grants.Published.bytes;
import static org.eoworkflow.directive.grants.Published.forecast;
import static org.eoworkflow.directive.grants.Published.opportunity;
import static org.eoworkflow.directive.grants.Published.xml;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.eoworkflow.directive.grants.Listing.Source;
import org.eoworkflow.directive.grants.Listing.Unreadable;
import org.junit.jupiter.api.Test;

class GrantOpportunitiesTest {

    @Test
    void readsSynopsesAndForecasts() throws Exception {
        var read = Collected.from(bytes(xml(opportunity("351234"), forecast("351300", "CFDANumbers", List.of("97.108", "47.070")),
            opportunity("351400", "CFDANumbers", null, "CloseDate", null, "ArchiveDate", "10302026", "EstimatedTotalProgramFunding", null))));
        assertThat(read.source).isEqualTo(Source.GRANTS_GOV);
        assertThat(read.bad).isEmpty();
        assertThat(read.good).extracting(Listing::id).containsExactly("Opportunity 351234", "Opportunity 351300", "Opportunity 351400");
        assertThat(read.good).extracting(Listing::closes)
            .containsExactly(LocalDate.of(2026, 9, 30), LocalDate.of(2026, 12, 31), LocalDate.of(2026, 10, 30));
        assertThat(read.good).extracting(Listing::agencyCode).containsExactly("97", "97", "DHS");
        assertThat(read.good.get(0).applicants()).isEqualTo("00,06,22");
        assertThat(read.good.get(0).funds()).isEqualByComparingTo("25000000");
        assertThat(read.good.get(2).funds()).isNull();
        assertThat(read.good.get(0).purpose()).contains("Research & tools that find <vulnerabilities>");
    }

    @Test
    void namesEachBadRecordByItsPathLineAndField() throws Exception {
        var read = Collected.from(bytes(xml(opportunity("351234"), opportunity("", "OpportunityNumber", null), opportunity("1", "CloseDate", "2026-09-30"),
            opportunity("2", "CloseDate", "13012026"), opportunity("3", "EstimatedTotalProgramFunding", "-5"), opportunity("4", "AwardCeiling", "1.234"),
            opportunity("5", "AwardCeiling", "EUR 100"), opportunity("6", "CFDANumbers", "97108"), opportunity("351234"), opportunity("x"),
            opportunity("7", "AgencyName", null, "AgencyCode", null, "OpportunityTitle", ""))));
        assertThat(read.good).extracting(Listing::key).containsExactly("351234");
        assertThat(read.told().get(0)).isEqualTo("/Grants/OpportunitySynopsisDetail_1_0[2], line 28 : OpportunityID is missing");
        assertThat(read.told()).extracting(told -> told.replaceFirst(".*?line \\d+ ", "")).containsExactly(
            ": OpportunityID is missing", ": OpportunityNumber is missing",
            "DHS-26-1: CloseDate is no date such as 07022026 (month, day, year)",
            "DHS-26-2: CloseDate is no date such as 07022026 (month, day, year)",
            "DHS-26-3: EstimatedTotalProgramFunding must not be negative",
            "DHS-26-4: AwardCeiling is no amount in US dollars such as 1250000 or 1250000.50",
            "DHS-26-5: AwardCeiling is no amount in US dollars such as 1250000 or 1250000.50",
            "DHS-26-6: CFDANumbers is no number such as 16.710",
            "DHS-26-351234: OpportunityID is in the file twice, first as opportunity 1",
            "DHS-26-x: OpportunityID is no number",
            "DHS-26-7: OpportunityTitle is missing", "DHS-26-7: AgencyCode is missing");
    }

    @Test
    void aFileThatEndsInTheMiddleIsTruncatedWhereverItEnds() {
        byte[] whole = bytes(xml(opportunity("351234"), opportunity("351235")));
        for (int length : new int[] {60, 300, 700, whole.length / 2, whole.length - 15, whole.length - 11}) {
            unreadable(Arrays.copyOf(whole, length), "truncated");
        }
    }

    @Test
    void brokenXmlInTheMiddleIsNamedByItsLine() {
        unreadable(bytes(xml(opportunity("351234"), "<OpportunitySynopsisDetail_1_0><a></b>\n", opportunity("351235"))), "no valid XML here");
    }

    @Test
    void noEntityIsExpandedAndNothingIsFetched() throws Exception {
        Path secret = Files.writeString(Files.createTempFile("secret", ".txt"), "Not to be read");
        String external = "<!DOCTYPE Grants [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]>";
        String bomb = "<!DOCTYPE Grants [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>";
        for (String declared : List.of(external, bomb, "<!DOCTYPE Grants SYSTEM \"http://127.0.0.1:9/x.dtd\">")) {
            unreadable(bytes(xml(opportunity("1", "Description", declared.equals(bomb) ? "&c;" : declared.equals(external) ? "&e;" : "none"))
                .replaceFirst("(?=<Grants)", declared)), "declares a document type or uses an entity");
        }
        assertThatThrownBy(() -> Collected.from(bytes(xml(opportunity("1", "Description", "&undeclared;"))))).isInstanceOf(Unreadable.class);
        Files.delete(secret);
    }

    @Test
    void encodingsAreKeptToWhatIsPublished() throws Exception {
        String latin = xml(opportunity("1", "OpportunityTitle", "Caf\u00E9")).replace("encoding=\"UTF-8\"", "encoding=\"ISO-8859-1\"");
        assertThat(Collected.from(latin.getBytes(StandardCharsets.ISO_8859_1)).good.get(0).title()).isEqualTo("Caf\u00E9");
        unreadable(xml(opportunity("1", "OpportunityTitle", "Caf\u00E9")).getBytes(StandardCharsets.ISO_8859_1), "not in the encoding that the file declares");
        unreadable(xml(opportunity("1")).getBytes(StandardCharsets.UTF_16), "is in UTF-16");
        unreadable(bytes(xml(opportunity("1")).replace("encoding=\"UTF-8\"", "encoding=\"IBM037\"")), "");
    }

    @Test
    void theExtractIsReadPackedAsItIsPublished() throws Exception {
        byte[] packed = zip("GrantsDBExtract20260602v2.xml", bytes(xml(opportunity("351234"))));
        assertThat(Collected.from(packed).good).hasSize(1);
        unreadable(Arrays.copyOf(packed, packed.length / 2), "ZIP file is truncated");
        unreadable(zip("readme.txt", bytes("x")), "holds no XML file");
    }

    @Test
    void whatUnpacksToMoreThanIsTakenIsRefused() throws Exception {
        byte[] packed = zip("x.xml", bytes(xml(opportunity("1", "Description", " ".repeat(3_000_000)))));
        assertThat(packed.length).isLessThan(20_000);
        assertThatThrownBy(() -> Collected.from(packed, 1_000_000)).isInstanceOf(Unreadable.class).hasMessageContaining("more than is taken");
    }

    @Test
    void whatIsNoExtractIsRefused() {
        unreadable(bytes("<?xml version=\"1.0\"?><html/>"), "no Grants.gov extract");
        unreadable(bytes("<Grants/>"), "no Grants.gov extract");
        unreadable(bytes(xml()), "holds no opportunities");
    }

    private static byte[] zip(String name, byte[] content) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return out.toByteArray();
    }

    private static void unreadable(byte[] content, String message) {
        assertThatThrownBy(() -> Collected.from(content)).isInstanceOf(Unreadable.class).hasMessageContaining(message);
    }
}
