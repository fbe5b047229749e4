package org.eoworkflow.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {

    @Test
    void aTableIsUtf8WithItsMarkAndQuotedWhereItMustBe() {
        var text = new String(CsvTable.of(List.of("A", "B"), List.of("a", "b"), List.of(
            Map.of("a", "=HYPERLINK(\"x\")", "b", "+1"), Map.of("a", "-1", "b", "@x"), Map.of("a", " \t=1", "b", "\r=1"),
            Map.of("a", "\uFF1D1", "b", "plain, with \"marks\"\nand a = within"), Map.of("b", "\u00e4"))), StandardCharsets.UTF_8);
        assertThat(text).isEqualTo("\uFEFFA,B\r\n\"'=HYPERLINK(\"\"x\"\")\",'+1\r\n'-1,'@x\r\n'  =1,'=1\r\n'\uFF1D1,\"plain, with \"\"marks\"\"\nand a = within\"\r\n"
            + "\"\",\u00e4\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\r\n=1", " =1", "\u00a0=1", "\u3000=1", "\u200b=1", "\ufeff=1", "\"=1\"",
        "\"\"\"=1", " \" =1", "\uff1d1", "\uff0b1", "\uff0d1", "\uff201", "x;=1", "x; \"=1", "x\n=1", "x\u0000\n\t=1", "\u0000=1", "\u0085=1", "\u000b=1",
        "=1;=2\n=3", "x;\uff1d1;y", "\ufe661", "\ufe621", "\ufe631", "\ufe6b1", "\u22121", "x\u2028=1"})
    void noSpreadsheetFindsAFormulaInWhateverWayItCutsTheTable(String attack) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var table = new CsvTable(bytes, List.of("first", "second"))) {
            table.row(attack, "x");
            table.row("x", attack);
        }
        var text = bytes.toString(StandardCharsets.UTF_8);
        assertThat(CSVParser.parse(text.substring(1), CSVFormat.RFC4180).getRecords()).hasSize(3).allSatisfy(row -> assertThat(row.size()).isEqualTo(2))
            .flatExtracting(row -> row.toList()).noneMatch(CsvTableTest::isFormula);
        assertThat(Arrays.asList(text.split("[;\\n\\r\\t\\u2028\\u2029]"))).as("cut at semicolons, tabs and line ends, quoted or not").noneMatch(CsvTableTest::isFormula);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "1 + 1 = 2", "a-b", "name@agency.example", "Thursday, 2 July", "{\"days\":-1}", "3;4"})
    void whatBeginsNoFormulaStaysAsItIs(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var table = new CsvTable(bytes, List.of("only"))) {
            table.row(text);
        }
        assertThat(CSVParser.parse(bytes.toString(StandardCharsets.UTF_8), CSVFormat.RFC4180).getRecords().get(1).get(0)).isEqualTo(text);
    }

    private static boolean isFormula(String cell) {
        var shown = cell.replaceAll("^[\\s\\p{Z}\\p{C}\"]+", "");
        return !shown.isEmpty() && "=+-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B\u2212".indexOf(shown.charAt(0)) >= 0;
    }
}
