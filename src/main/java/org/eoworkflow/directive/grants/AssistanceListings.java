package org.eoworkflow.directive.grants;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.eoworkflow.directive.grants.Listing.BadRecord;
import org.eoworkflow.directive.grants.Listing.Sink;
import org.eoworkflow.directive.grants.Listing.Source;
import org.eoworkflow.directive.grants.Listing.Unreadable;

/** Reads the public Assistance Listings (CSV with a header line), record by record. */
final class AssistanceListings {

    private static final CSVFormat FORMAT = CSVFormat.DEFAULT.builder().setIgnoreEmptyLines(false).get();
    private static final Pattern NUMBER = Pattern.compile("[0-9]{2}\\.[0-9A-Z]{3}");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMM d,yyyy", Locale.US);

    private static final String TITLE = "Program Title";
    private static final String PROGRAM = "Program Number";
    private static final String AGENCY = "Federal Agency (030)";
    private static final String OBJECTIVES = "Objectives (050)";
    private static final String ASSISTANCE = "Types of Assistance (060)";
    private static final String USES = "Uses and Use Restrictions (070)";
    private static final String APPLICANTS = "Applicant Eligibility (081)";
    private static final String OBLIGATIONS = "Obligations (122)";
    private static final String PUBLISHED = "Published Date";
    private static final List<String> COLUMNS = List.of(TITLE, PROGRAM, AGENCY, OBJECTIVES, ASSISTANCE, USES, APPLICANTS, OBLIGATIONS, PUBLISHED);

    private final Record record;
    private final Sink sink;
    private final Map<String, Integer> columns = new HashMap<>();
    private final Map<String, Long> seen = new HashMap<>();
    private int width;
    private long line;

    private AssistanceListings(Reader text, Sink sink) {
        this.record = new Record(text);
        this.sink = sink;
    }

    /** @throws Unreadable if the file is none of these listings, or ends in the middle */
    static void read(Reader text, Sink sink) throws IOException {
        new AssistanceListings(text, sink).read();
    }

    private void read() throws IOException {
        try (CSVParser csv = CSVParser.parse(record, FORMAT)) {
            var rows = csv.iterator();
            if (!hasNext(rows, csv)) {
                throw new Unreadable("The file is empty.");
            }
            header(rows.next());
            BadRecord tooShort = null;
            while (hasNext(rows, csv)) {
                if (tooShort != null) {
                    sink.bad(tooShort);
                }
                tooShort = row(rows.next());
            }
            if (tooShort != null) {
                throw new Unreadable("The file is truncated: it ends in the middle of the record of %s, which %s.".formatted(tooShort.place(),
                    tooShort.message()));
            }
        }
    }

    /** Reads a record, if there is another, and notes the line in which it begins; it may hold line breaks. */
    private boolean hasNext(Iterator<CSVRecord> rows, CSVParser csv) {
        line = csv.getCurrentLineNumber() + 1;
        record.begins();
        try {
            return rows.hasNext();
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof TooLong) {
                throw new Unreadable("Line %d: a record of more than %,d characters begins here. A quotation mark is probably not closed."
                    .formatted(line, Record.LONGEST));
            }
            if (String.valueOf(e.getCause().getMessage()).contains("EOF reached")) {
                throw new Unreadable("The file is truncated: it ends within the quoted text of the record that begins in line %d.".formatted(line));
            }
            throw new Unreadable("Line %d: a quotation mark stands where none may be, so that nobody can tell where the record ends.".formatted(line));
        }
    }

    private void header(CSVRecord header) {
        width = header.size();
        for (int i = 0; i < width; i++) {
            columns.putIfAbsent(header.get(i).replace("\uFEFF", "").strip(), i);
        }
        var missing = COLUMNS.stream().filter(column -> !columns.containsKey(column)).toList();
        if (!missing.isEmpty()) {
            throw new Unreadable("These are no Assistance Listings as they are published: the first line has no column '%s'. "
                .formatted(String.join("', '", missing)) + "Import the file as it was downloaded, with commas between its columns.");
        }
    }

    /** Hands the record on; one with too few values is returned, since it may be the end of a file that is cut off. */
    private BadRecord row(CSVRecord row) {
        if (row.size() == 1 && row.get(0).isBlank()) {
            return null;
        }
        String place = "line " + line;
        String number = value(row, PROGRAM);
        String named = number.isEmpty() ? value(row, TITLE) : number;
        if (row.size() != width) {
            var bad = new BadRecord(place, named, "", "has %d values, but the first line names %d columns".formatted(row.size(), width));
            if (row.size() < width) {
                return bad;
            }
            sink.bad(bad);
            return null;
        }
        List<BadRecord> wrong = new ArrayList<>();
        if (number.isEmpty()) {
            wrong.add(new BadRecord(place, named, PROGRAM, "is missing"));
        } else if (!NUMBER.matcher(number).matches()) {
            wrong.add(new BadRecord(place, named, PROGRAM, "is no number such as 16.710"));
        } else if (seen.putIfAbsent(number, line) != null) {
            wrong.add(new BadRecord(place, named, PROGRAM, "is in the file twice, first in line %d".formatted(seen.get(number))));
        }
        for (String column : List.of(TITLE, AGENCY)) {
            if (value(row, column).isEmpty()) {
                wrong.add(new BadRecord(place, named, column, "is missing"));
            }
        }
        String published = value(row, PUBLISHED);
        if (!published.isEmpty() && !isDay(published)) {
            wrong.add(new BadRecord(place, named, PUBLISHED, "is no date such as Jan 01,2026"));
        }
        if (wrong.isEmpty()) {
            sink.good(new Listing(Source.ASSISTANCE_LISTINGS, number, number, Texts.line(value(row, TITLE)), Texts.line(value(row, AGENCY)),
                number.substring(0, 2), Texts.purpose(value(row, TITLE), value(row, OBJECTIVES), value(row, USES)), value(row, ASSISTANCE),
                value(row, APPLICANTS), value(row, OBLIGATIONS), null, null));
        }
        wrong.forEach(sink::bad);
        return null;
    }

    private String value(CSVRecord row, String column) {
        int index = columns.get(column);
        return index < row.size() ? Texts.clean(row.get(index)) : "";
    }

    private static boolean isDay(String text) {
        try {
            return LocalDate.parse(text, DAY) != null;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static final class TooLong extends IOException {
    }

    /** Stops reading where a record does not end: one quotation mark too many would bring the whole file into memory. */
    private static final class Record extends FilterReader {

        static final int LONGEST = 2_000_000;

        private int read;

        Record(Reader in) {
            super(in);
        }

        void begins() {
            read = 0;
        }

        @Override
        public int read() throws IOException {
            count(1);
            return super.read();
        }

        @Override
        public int read(char[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            count(count);
            return count;
        }

        private void count(int more) throws IOException {
            read += more;
            if (read > LONGEST) {
                throw new TooLong();
            }
        }
    }
}
