package org.eoworkflow.directive.bod;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the KEV JSON as CISA publishes it, entry by entry; what the published schema requires must be there. */
final class KevReader {

    private static final JsonFactory JSON = new JsonFactory();
    private static final List<String> REQUIRED = List.of("cveID", "vendorProject", "product", "vulnerabilityName", "dateAdded",
        "shortDescription", "requiredAction", "dueDate");
    private static final Pattern CVE = Pattern.compile("CVE-[0-9]{4}-[0-9]{4,19}");
    private static final Set<String> TEXTS = new HashSet<>(REQUIRED);

    static {
        TEXTS.add("knownRansomwareCampaignUse");
    }

    private KevReader() {
    }

    /** What is wrong with a catalogue, for the person who reads it: entry and field are named. */
    static class Invalid extends IOException {
        Invalid(String message) {
            super(message);
        }
    }

    /** Looks at the texts at a place of the catalogue, and refuses it by an exception. */
    interface Check {
        void check(String place, String texts);
    }

    static Kev read(InputStream in, Check check) throws IOException {
        try (JsonParser json = JSON.createParser(in)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new Invalid("it is not a JSON object");
            }
            return catalogue(json, check);
        } catch (JsonProcessingException e) {
            throw new Invalid("it is not valid JSON at line %d, column %d".formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
        }
    }

    private static Kev catalogue(JsonParser json, Check check) throws IOException {
        String version = null;
        String released = null;
        Integer count = null;
        List<Kev.Entry> entries = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if (field.equals("vulnerabilities") && value == JsonToken.START_ARRAY) {
                entries = entries(json, check);
            } else if (field.equals("catalogVersion") && value.isScalarValue()) {
                version = json.getText();
            } else if (field.equals("dateReleased") && value.isScalarValue()) {
                released = json.getText();
            } else if (field.equals("count") && value == JsonToken.VALUE_NUMBER_INT) {
                count = json.getIntValue();
            } else {
                json.skipChildren();
            }
        }
        check.check("head", version + "\n\n" + released);
        if (entries == null) {
            throw new Invalid("it has no list 'vulnerabilities'");
        }
        if (count != null && count != entries.size()) {
            throw new Invalid("'count' is %d, but it has %d entries".formatted(count, entries.size()));
        }
        return new Kev(version, released, List.copyOf(entries));
    }

    private static List<Kev.Entry> entries(JsonParser json, Check check) throws IOException {
        List<Kev.Entry> entries = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            String place = "vulnerabilities[%d]".formatted(entries.size());
            if (token != JsonToken.START_OBJECT) {
                throw new Invalid(place + " is no object");
            }
            Kev.Entry entry = entry(json, place, check);
            if (!seen.add(entry.cve())) {
                throw new Invalid("%s (%s): 'cveID' is there twice".formatted(place, entry.cve()));
            }
            entries.add(entry);
        }
        return entries;
    }

    private static Kev.Entry entry(JsonParser json, String index, Check check) throws IOException {
        Map<String, String> fields = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if (TEXTS.contains(field) && value == JsonToken.VALUE_STRING) {
                fields.put(field, json.getText());
            } else {
                json.skipChildren();
            }
        }
        check.check(index, String.join("\n\n", fields.values()));
        String cve = fields.get("cveID");
        String place = cve != null && CVE.matcher(cve).matches() ? "%s (%s)".formatted(index, cve) : index;
        for (String field : REQUIRED) {
            if (fields.getOrDefault(field, "").isBlank()) {
                throw new Invalid("%s: '%s' is missing or no text".formatted(place, field));
            }
        }
        if (!CVE.matcher(cve).matches()) {
            throw new Invalid("%s: 'cveID' is no CVE number".formatted(place));
        }
        return new Kev.Entry(cve, date(fields, "dateAdded", place), date(fields, "dueDate", place),
            "Known".equalsIgnoreCase(fields.get("knownRansomwareCampaignUse")));
    }

    private static LocalDate date(Map<String, String> fields, String field, String place) throws Invalid {
        try {
            return LocalDate.parse(fields.get(field));
        } catch (DateTimeParseException e) {
            throw new Invalid("%s: '%s' is no date such as 2026-07-04".formatted(place, field));
        }
    }
}
