package org.eoworkflow.directive.grants;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;

/** A table as CSV for people's spreadsheets: in UTF-8, and with no cell that a spreadsheet takes for a formula. */
final class CsvTable {

    private static final String BYTE_ORDER_MARK = "\uFEFF";   // without it, spreadsheets take UTF-8 for something else
    private static final String FORMULA = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";

    private CsvTable() {
    }

    /** @param keys of the cells, in the order of the columns; a missing one is empty */
    static byte[] of(List<String> columns, List<String> keys, List<? extends Map<String, ?>> rows) {
        var text = new StringBuilder(BYTE_ORDER_MARK);
        try {
            var csv = CSVFormat.RFC4180.print(text);
            csv.printRecord(columns);
            for (var row : rows) {
                csv.printRecord(keys.stream().map(key -> cell(Objects.toString(row.get(key), ""))).toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String cell(String text) {
        String shown = text.replace('\t', ' ').replace("\r", "");
        String start = shown.stripLeading();
        return !start.isEmpty() && FORMULA.indexOf(start.charAt(0)) >= 0 ? "'" + shown : shown;
    }
}
