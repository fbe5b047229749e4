package org.eoworkflow.platform;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * A table as CSV (RFC 4180) for people's spreadsheets, written row by row: in UTF-8, and with no cell that a spreadsheet takes for a
 * formula. A cell that begins as one gets an apostrophe in front, so its text may differ from what is kept.
 */
public final class CsvTable implements Closeable {

    private static final String BYTE_ORDER_MARK = "\uFEFF";   // without it, spreadsheets take UTF-8 for something else

    /**
     * Where a cell begins, also if it is cut at line ends or at the semicolons that some spreadsheets expect, and whatever is skipped
     * or hidden in front: then a sign that begins a formula, in its usual, its full or its small width.
     */
    private static final Pattern FORMULA = Pattern.compile("(?<=^|[\\n;\\u2028\\u2029])(?=[\\s\\p{Z}\\p{C}\"]*[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B\u2212])");

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\n]]");

    private final CSVPrinter csv;

    /** Begins the table; closing it closes the stream. */
    public CsvTable(OutputStream out, List<String> columns) {
        try {
            var text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            text.write(BYTE_ORDER_MARK);
            csv = CSVFormat.RFC4180.print(text);
            csv.printRecord(columns);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a row; what is null is empty. */
    public void row(Object... cells) {
        try {
            for (var cell : cells) {
                csv.print(safe(Objects.toString(cell, "")));
            }
            csv.println();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        csv.close(true);
    }

    /**
     * A small table as a whole.
     *
     * @param keys of the cells, in the order of the columns; a missing one is empty
     */
    public static byte[] of(List<String> columns, List<String> keys, List<? extends Map<String, ?>> rows) {
        var bytes = new ByteArrayOutputStream();
        try (var table = new CsvTable(bytes, columns)) {
            rows.forEach(row -> table.row(keys.stream().map(row::get).toArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String safe(String text) {
        var shown = CONTROL.matcher(text.replace("\r", "")).replaceAll(" ");
        return FORMULA.matcher(shown).replaceAll("'");
    }
}
