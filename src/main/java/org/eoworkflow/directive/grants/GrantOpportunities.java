package org.eoworkflow.directive.grants;

import java.io.CharConversionException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.eoworkflow.directive.grants.Listing.BadRecord;
import org.eoworkflow.directive.grants.Listing.Sink;
import org.eoworkflow.directive.grants.Listing.Source;
import org.eoworkflow.directive.grants.Listing.Unreadable;
import org.eoworkflow.platform.SafeXml;

/** Reads the Grants.gov extract (XML), opportunity by opportunity. Nothing is fetched for it and no entity is expanded. */
final class GrantOpportunities {

    private static final String ROOT = "Grants";
    private static final String NAMESPACE = "http://apply.grants.gov/system/OpportunityDetail-V1.0";
    private static final String FORECAST = "OpportunityForecastDetail_1_0";
    private static final Set<String> RECORDS = Set.of("OpportunitySynopsisDetail_1_0", FORECAST);
    private static final Set<String> ENCODINGS = Set.of("UTF-8", "US-ASCII", "ISO-8859-1", "WINDOWS-1252");
    private static final Pattern LISTING = Pattern.compile("[0-9]{2}\\.[0-9A-Z]{3}");
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,2})?");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMdduuuu", Locale.US).withResolverStyle(ResolverStyle.STRICT);
    private static final int LONGEST = 100_000;

    private final Tail file;
    private final Sink sink;
    private final Map<String, Integer> seen = new HashMap<>();
    private int records;

    private GrantOpportunities(InputStream file, Sink sink) {
        this.file = new Tail(file);
        this.sink = sink;
    }

    /** @throws Unreadable if the file is no such extract, or ends in the middle */
    static void read(InputStream file, Sink sink) throws IOException {
        new GrantOpportunities(file, sink).read();
    }

    private void read() throws IOException {
        XMLInputFactory factory = SafeXml.factory();
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        XMLStreamReader xml = null;
        try {
            xml = factory.createXMLStreamReader(file);
            encoding(xml);
            document(xml);
        } catch (XMLStreamException e) {
            if (e.getNestedException() instanceof CharConversionException) {
                throw new Unreadable("%s: the text is not in the encoding that the file declares. Download it again.".formatted(place(e)));
            }
            if (!file.endsWith("</" + ROOT + ">")) {
                throw new Unreadable("The file is truncated: it ends in the middle of %s, before </%s>.".formatted(
                    records == 0 ? "its beginning" : "or after opportunity %d".formatted(records), ROOT));
            }
            throw new Unreadable("%s: the file is no valid XML here. Download it again.".formatted(place(e)));
        }
        if (records == 0) {
            throw new Unreadable("The file holds no opportunities.");
        }
    }

    private static String place(XMLStreamException e) {
        return e.getLocation() == null ? "Line 1" : "Line " + Math.max(1, e.getLocation().getLineNumber());
    }

    private static void encoding(XMLStreamReader xml) {
        for (String encoding : new String[] {xml.getCharacterEncodingScheme(), xml.getEncoding()}) {
            if (encoding != null && !ENCODINGS.contains(encoding.toUpperCase(Locale.ROOT))) {
                throw new Unreadable("The file is in the encoding %s. The extract is published in UTF-8: download it again.".formatted(Texts.line(encoding)));
            }
        }
    }

    private void document(XMLStreamReader xml) throws XMLStreamException {
        int depth = 0;
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> throw new Unreadable(
                    "Line %d: the file declares a document type or uses an entity, which the published extract does not. Nothing of it is read."
                        .formatted(xml.getLocation().getLineNumber()));
                case XMLStreamConstants.START_ELEMENT -> {
                    depth++;
                    if (depth == 1 && !(xml.getLocalName().equals(ROOT) && NAMESPACE.equals(xml.getNamespaceURI()))) {
                        throw new Unreadable("This is no Grants.gov extract: its first element is not '%s' of %s.".formatted(ROOT, NAMESPACE));
                    }
                    if (depth == 2 && RECORDS.contains(xml.getLocalName())) {
                        opportunity(xml);
                        depth--;
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> depth--;
                default -> { }
            }
        }
    }

    private void opportunity(XMLStreamReader xml) throws XMLStreamException {
        records++;
        String element = xml.getLocalName();
        int line = xml.getLocation().getLineNumber();
        Map<String, String> fields = fields(xml);
        new One(element, "/%s/%s[%d], line %d".formatted(ROOT, element, records, line), fields).take();
    }

    /** The texts of an opportunity's elements; those that repeat, joined by commas. */
    private static Map<String, String> fields(XMLStreamReader xml) throws XMLStreamException {
        Map<String, String> fields = new HashMap<>();
        String field = null;
        var text = new StringBuilder();
        for (int depth = 1; depth > 0;) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (++depth == 2) {
                        field = xml.getLocalName();
                        text.setLength(0);
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (text.length() < LONGEST) {
                        text.append(xml.getText());
                    }
                }
                case XMLStreamConstants.ENTITY_REFERENCE -> throw new Unreadable(
                    "Line %d: the file uses an entity, which the published extract does not. Nothing of it is read."
                        .formatted(xml.getLocation().getLineNumber()));
                case XMLStreamConstants.END_ELEMENT -> {
                    if (--depth == 1) {
                        String value = Texts.clean(text.toString());
                        fields.merge(field, value, (one, other) -> other.isEmpty() ? one : one.isEmpty() ? other : one + "," + other);
                    }
                }
                default -> { }
            }
        }
        return fields;
    }

    /** One opportunity, field by field. */
    private final class One {

        private final String place;
        private final Map<String, String> fields;
        private final boolean forecast;
        private final List<BadRecord> wrong = new ArrayList<>();

        One(String element, String place, Map<String, String> fields) {
            this.place = place;
            this.fields = fields;
            this.forecast = element.equals(FORECAST);
        }

        void take() {
            String key = required("OpportunityID");
            if (!key.isEmpty() && !key.matches("[0-9]{1,12}")) {
                wrong("OpportunityID", "is no number");
            } else if (!key.isEmpty() && seen.putIfAbsent(key, records) != null) {
                wrong("OpportunityID", "is in the file twice, first as opportunity %d".formatted(seen.get(key)));
            }
            String title = required("OpportunityTitle");
            String number = required("OpportunityNumber");
            String agency = value("AgencyName").isEmpty() ? required("AgencyCode") : value("AgencyName");
            day("PostDate");
            day("LastUpdatedDate");
            LocalDate closes = day(forecast ? "EstimatedSynopsisCloseDate" : "CloseDate");
            LocalDate archived = day("ArchiveDate");
            amount("AwardCeiling");
            amount("AwardFloor");
            BigDecimal funds = amount("EstimatedTotalProgramFunding");
            List<String> listings = List.of(value("CFDANumbers").split("\\s*,\\s*"));
            listings.stream().filter(listing -> !listing.isEmpty() && !LISTING.matcher(listing).matches()).findFirst()
                .ifPresent(listing -> wrong("CFDANumbers", "is no number such as 16.710"));
            if (wrong.isEmpty()) {
                sink.good(new Listing(Source.GRANTS_GOV, key, number, Texts.line(title), Texts.line(agency),
                    listings.get(0).isEmpty() ? value("AgencyCode").split("-")[0] : listings.get(0).substring(0, 2),
                    Texts.purpose(title, value("CategoryExplanation"), value("Description")), value("FundingInstrumentType"),
                    value("EligibleApplicants"), "", funds, closes == null ? archived : closes));
            }
            wrong.forEach(sink::bad);
        }

        private String value(String field) {
            return fields.getOrDefault(field, "");
        }

        private String required(String field) {
            if (value(field).isEmpty()) {
                wrong(field, "is missing");
            }
            return value(field);
        }

        private LocalDate day(String field) {
            if (value(field).isEmpty()) {
                return null;
            }
            try {
                return LocalDate.parse(value(field), DAY);
            } catch (DateTimeParseException e) {
                wrong(field, "is no date such as 07022026 (month, day, year)");
                return null;
            }
        }

        /** US dollars; the source writes "none" where there is no limit. */
        private BigDecimal amount(String field) {
            String text = value(field);
            if (text.isEmpty() || text.equalsIgnoreCase("none")) {
                return null;
            }
            if (text.startsWith("-")) {
                wrong(field, "must not be negative");
            } else if (!AMOUNT.matcher(text).matches()) {
                wrong(field, "is no amount in US dollars such as 1250000 or 1250000.50");
            } else {
                return new BigDecimal(text);
            }
            return null;
        }

        private void wrong(String field, String message) {
            String named = value("OpportunityNumber").isEmpty() ? value("OpportunityID") : value("OpportunityNumber");
            wrong.add(new BadRecord(place, Texts.line(named), field, message));
        }
    }

    /** Remembers the last bytes of a file, to tell one that ends too early from one that is wrong in the middle. */
    private static final class Tail extends FilterInputStream {

        private static final int KEPT = 256;

        private String last = "";

        Tail(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            if (count > 0) {
                int from = Math.max(0, count - KEPT);
                String more = new String(buffer, offset + from, count - from, StandardCharsets.ISO_8859_1);
                String all = last + more;
                last = all.substring(Math.max(0, all.length() - KEPT));
            }
            return count;
        }

        /** The parser closes what is broken before it can be read to its end; who opened the file closes it. */
        @Override
        public void close() {
        }

        /** Whether the file ends so, white space aside. Reads the rest of it. */
        boolean endsWith(String text) throws IOException {
            byte[] rest = new byte[8192];
            while (read(rest, 0, rest.length) >= 0) {
                // only to its end
            }
            return last.stripTrailing().replaceAll("</[^<>:]*:", "</").endsWith(text);
        }
    }
}
