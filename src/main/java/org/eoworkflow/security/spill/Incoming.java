package org.eoworkflow.security.spill;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.JsonStreamContext;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a request brings, taken apart down to its texts: JSON within JSON, parts, parameters, and bytes that are written as text. */
final class Incoming {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int DEEPEST = 6;
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{12,}={0,2}");
    private static final Pattern DATA_URL = Pattern.compile("base64,([A-Za-z0-9+/=\\s]{12,})");
    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]{1,100})\"?", Pattern.CASE_INSENSITIVE);
    private static final Pattern FILE_NAME = Pattern.compile("(?:file)?name\\*?=\"?([^\"\\r\\n;]*)", Pattern.CASE_INSENSITIVE);

    private final SpillGuard guard;
    private final Supplier<String> place;
    private final SpillPlaces names;
    private int depth;

    /** @param place where it comes in; asked for only when something is refused */
    Incoming(SpillGuard guard, Supplier<String> place, SpillPlaces names) {
        this.guard = guard;
        this.place = place;
        this.names = names;
    }

    /** @param type the content type in small letters */
    void body(byte[] body, String type) {
        Matcher boundary = BOUNDARY.matcher(type);
        if (type.startsWith("multipart/") && boundary.find()) {
            parts(body);
        } else if (type.startsWith("application/x-www-form-urlencoded")) {
            parameters(new String(body, StandardCharsets.UTF_8));
        } else {
            bytes(List.of(), body);
        }
    }

    /** {@code a=b&c=d}, as in an address or a form. */
    void parameters(String encoded) {
        for (String pair : encoded.split("&")) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            text(List.of(), name);
            if (equals >= 0) {
                text(List.of(name), decoded(pair.substring(equals + 1)));
            }
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            return text;
        }
    }

    /** The parts of a form, told by the line with which the body begins. Their heads are texts as well. */
    private void parts(byte[] body) {
        String all = new String(body, StandardCharsets.ISO_8859_1);
        int line = all.indexOf("--");
        int end = line < 0 ? -1 : all.indexOf('\n', line);
        if (end < 0) {
            bytes(List.of(), body);
            return;
        }
        String boundary = all.substring(line, end).strip();
        for (int from = line; from >= 0; ) {
            int start = from + boundary.length();
            int next = all.indexOf(boundary, start);
            part(all.substring(start, next < 0 ? all.length() : next));
            from = next;
        }
    }

    private void part(String part) {
        int head = Math.max(part.indexOf("\r\n\r\n"), part.indexOf("\n\n"));
        String header = new String(part.substring(0, Math.max(0, head)).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        Matcher named = FILE_NAME.matcher(header);
        while (named.find()) {
            text(List.of("file"), decoded(named.group(1)));
        }
        text(List.of("file"), header);
        bytes(List.of("data"), part.substring(Math.max(0, head)).strip().getBytes(StandardCharsets.ISO_8859_1));
    }

    private void bytes(List<String> path, byte[] bytes) {
        if (FileText.isContainer(bytes)) {
            guard.file(place.get(), "", bytes);
        } else {
            text(path, FileText.open(bytes));
        }
    }

    /** @param path the names that lead to it, outermost first */
    void text(List<String> path, String text) {
        if (text == null || text.length() < 3) {
            return;
        }
        if (depth >= DEEPEST) {
            one(path, text);
            return;
        }
        depth++;
        try {
            char first = text.stripLeading().isEmpty() ? ' ' : text.stripLeading().charAt(0);
            boolean isJson = (first == '{' || first == '[' || first == '"') && json(path, text);
            if (!isJson) {
                one(path, text);
            }
            String joined = text.indexOf('\n') < 0 ? text : text.replaceAll("\\s", "");
            if (BASE64.matcher(joined).matches()) {
                encoded(path, joined);
            } else {
                Matcher data = DATA_URL.matcher(text);
                while (data.find()) {
                    encoded(path, data.group(1).replaceAll("\\s", ""));
                }
            }
        } finally {
            depth--;
        }
    }

    private void encoded(List<String> path, String base64) {
        try {
            bytes(path, Base64.getDecoder().decode(base64.replace('-', '+').replace('_', '/')));
        } catch (IllegalArgumentException noBase64) {
            // it was looked at as the text that it is
        }
    }

    /** False if it is no JSON to its end: then it is looked at as the text that it is. */
    private boolean json(List<String> path, String text) {
        try (JsonParser json = JSON.createParser(text)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    text(path, json.currentName());
                } else if (token == JsonToken.VALUE_STRING) {
                    text(path(path, json.getParsingContext()), json.getText());
                }
            }
            return true;
        } catch (IOException broken) {
            return false;
        }
    }

    private static List<String> path(List<String> outer, JsonStreamContext context) {
        var path = new LinkedList<String>();
        for (JsonStreamContext at = context; at != null; at = at.getParent()) {
            if (at.inArray()) {
                path.addFirst(String.valueOf(at.getCurrentIndex() + 1));
            } else if (at.getCurrentName() != null) {
                path.addFirst(at.getCurrentName());
            }
        }
        path.addAll(0, outer);
        return new ArrayList<>(path);
    }

    private void one(List<String> path, String text) {
        guard.broken(text).ifPresent(rule -> {
            throw guard.stopped(place.get() + names.field(path), names.key(path), names.words(path), rule);
        });
    }
}
