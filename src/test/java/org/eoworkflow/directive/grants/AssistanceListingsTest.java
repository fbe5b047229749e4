package org.eoworkflow.directive.grants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.eoworkflow.directive.grants.Published.bytes;
import static org.eoworkflow.directive.grants.Published.csv;
import static org.eoworkflow.directive.grants.Published.program;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.eoworkflow.directive.grants.Listing.Source;
import org.eoworkflow.directive.grants.Listing.Unreadable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssistanceListingsTest {

    @Test
    void readsEveryProgramWithItsTextsAsPublished() throws Exception {
        var read = Collected.from(bytes(csv(program("16.710"), program("93.001", "Program Title", "Health, of \"all\" kinds"))));
        assertThat(read.source).isEqualTo(Source.ASSISTANCE_LISTINGS);
        assertThat(read.bad).isEmpty();
        assertThat(read.good).extracting(Listing::id).containsExactly("ALN 16.710", "ALN 93.001");
        assertThat(read.good.get(1).title()).isEqualTo("Health, of \"all\" kinds");
        assertThat(read.good.get(0).agencyCode()).isEqualTo("16");
        assertThat(read.good.get(0).purpose()).contains("\"machine learning\" among other means,", "Cybersecurity only.");
    }

    @Test
    void namesEachBadRecordByItsLineAndField() throws Exception {
        var read = Collected.from(bytes(csv(program("16.710"), program(""), program("16-711"), program("16.712", "Published Date", "2026-01-01"),
            program("16.713", "Program Title", " ", "Federal Agency (030)", ""), program("16.710"), program("16.714"))));
        // each record takes two lines: its objectives hold a line break
        assertThat(read.told()).containsExactly(
            "line 4 Secure Software Grants: Program Number is missing",
            "line 6 16-711: Program Number is no number such as 16.710",
            "line 8 16.712: Published Date is no date such as Jan 01,2026",
            "line 10 16.713: Program Title is missing",
            "line 10 16.713: Federal Agency (030) is missing",
            "line 12 16.710: Program Number is in the file twice, first in line 2");
        assertThat(read.good).extracting(Listing::key).containsExactly("16.710", "16.714");
    }

    @Test
    void aRecordWithTooManyOrTooFewValuesIsNamedAndTheNextIsReadWell() throws Exception {
        var lines = csv(program("16.710", "Objectives (050)", "Short."), program("16.711", "Objectives (050)", "Short."),
            program("16.712", "Objectives (050)", "Short.")).split("\r\n");
        var read = Collected.from(bytes(String.join("\n", lines[0], lines[1] + ",more", "16.711,too few", "", lines[3])));
        assertThat(read.told()).containsExactly("line 2 16.710:  has 39 values, but the first line names 38 columns",
            "line 3 too few:  has 2 values, but the first line names 38 columns");
        assertThat(read.good).extracting(Listing::key).containsExactly("16.712");
    }

    @Test
    void aFileThatEndsInTheMiddleOfARecordIsTruncated() {
        var whole = csv(program("16.710"), program("16.711"));
        var inQuotes = whole.substring(0, whole.lastIndexOf("machine learning"));
        var inRecord = whole.substring(0, whole.lastIndexOf(",\"Jan"));
        unreadable(bytes(inQuotes), "truncated: it ends within the quoted text of the record that begins in line 4");
        unreadable(bytes(inRecord), "truncated: it ends in the middle of the record of line 4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "windows-1252"})
    void readsTheEncodingsInWhichItIsPublished(String encoding) throws Exception {
        var text = csv(program("16.710", "Program Title", "Café – “quoted”"));
        assertThat(Collected.from(text.getBytes(Charset.forName(encoding))).good.get(0).title()).isEqualTo("Café – “quoted”");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstColumn() throws Exception {
        assertThat(Collected.from(bytes("\uFEFF" + csv(program("16.710")))).good).hasSize(1);
    }

    @Test
    void otherEncodingsAreRefusedClearly() {
        var text = csv(program("16.710", "Program Title", "Caf\u00E9"));
        unreadable(text.getBytes(StandardCharsets.UTF_16), "is in UTF-16");
        unreadable(text.getBytes(StandardCharsets.UTF_16LE), "is in UTF-16");
        byte[] neither = bytes(text.replace("Caf\u00E9", "Caf_\u00E9"));
        neither[text.indexOf("Caf") + 3] = (byte) 0x81;
        unreadable(neither, "Line 2: the file is neither in UTF-8 nor in Windows-1252");
    }

    @Test
    void aQuotationMarkThatIsNotClosedDoesNotBringTheWholeFileIntoMemory() {
        var text = new StringBuilder(csv(program("16.710"))).append("\"open");
        var line = "x".repeat(1000) + "\n";
        for (int i = 0; i < 3000; i++) {
            text.append(line);
        }
        unreadable(bytes(text.toString()), "Line 4: a record of more than 2,000,000 characters begins here");
        unreadable(bytes(csv(program("16.710")) + "\"a\"b,c\n\n"), "Line 4: a quotation mark stands where none may be");
    }

    @Test
    void whatIsNoListingIsRefusedWithItsMissingColumns() {
        unreadable(new byte[0], "The file is empty.");
        unreadable(bytes("name;amount\nx;1\n"), "no column 'Program Title', 'Program Number'");
        unreadable(bytes(csv(program("16.710")).replaceFirst("Obligations \\(122\\)", "Obligations")), "no column 'Obligations (122)'");
    }

    @Test
    void moreContentThanIsTakenIsRefused() {
        assertThatThrownBy(() -> Collected.from(bytes(csv(program("16.710"))), 1000)).isInstanceOf(Unreadable.class).hasMessageContaining("more than is taken");
    }

    @Test
    void controlCharactersAreLeftOut() throws Exception {
        var read = Collected.from(bytes(csv(program("16.710", "Program Title", "One\u0007Two"))));
        assertThat(read.good.get(0).title()).isEqualTo("One Two");
    }

    private static void unreadable(byte[] content, String message) {
        assertThatThrownBy(() -> Collected.from(content)).isInstanceOf(Unreadable.class).hasMessageContaining(message);
    }
}
