package org.eoworkflow.security.spill;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.JsonStreamContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.security.ReadRequest;

/** What a request brings, taken apart down to its texts: JSON within JSON, parts, parameters, and bytes that are written as text. */
final class Incoming {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int DEEPEST = 6;
    private static final int MOST_UNPACKED = 50_000_000;
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{12,}={0,2}");
    private static final Pattern CHARSET = Pattern.compile("charset\\s*=\\s*[\"']?([^\\s;\"',]+)");
    private static final Set<String> KNOWN = Set.of("UTF-8", "US-ASCII", "ISO-8859-1", "windows-1252");

    private final SpillGuard guard;
    private final Supplier<String> place;
    private final SpillPlaces names;
    private int depth;
    private int unpackings;

    /** @param place where it comes in; asked for only when something is refused */
    Incoming(SpillGuard guard, Supplier<String> place, SpillPlaces names) {
        this.guard = guard;
        this.place = place;
        this.names = names;
    }

    /** @param type the content type in small letters */
    void body(ReadRequest request, String type) throws IOException {
        if (request.isMultipart()) {
            parts(request);
        } else if (type.startsWith("application/x-www-form-urlencoded")) {
            parameters(new String(request.body(), StandardCharsets.UTF_8));
        } else {
            bytes(List.of(), request.body());
        }
        Charset unknown = unknown(type);
        if (unknown != null) {
            text(List.of(), new String(request.body(), unknown));
        }
        requireKnownCharset(type);
    }

    /** @throws Refusal if letters could be other ones than those that were looked at */
    static void requireKnownCharset(String type) {
        if (CHARSET.matcher(type).find() && (unknown(type) != null || charset(type) == null)) {
            throw new Refusal(Refusal.Kind.UNSUPPORTED, null, "Send %s in UTF-8.".formatted(type.startsWith("application/json") ? "JSON" : "text"));
        }
    }

    /** One whose letters are not those of ASCII, or null. */
    private static Charset unknown(String type) {
        Charset charset = charset(type);
        return charset == null || KNOWN.contains(charset.name()) ? null : charset;
    }

    private static Charset charset(String type) {
        Matcher charset = CHARSET.matcher(type);
        try {
            return charset.find() ? Charset.forName(charset.group(1)) : null;
        } catch (IllegalArgumentException unknown) {
            return null;
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

    /** The parts of a form. Their heads are texts as well, and so is what is no form after all. */
    private void parts(ReadRequest request) throws IOException {
        List<ReadRequest.Part> parts;
        try {
            parts = request.parts();
        } catch (Refusal malformed) {
            bytes(List.of(), request.body());
            throw malformed;
        }
        if (parts.isEmpty()) {
            bytes(List.of(), request.body());
        }
        for (var part : parts) {
            text(List.of("file"), part.name());
            text(List.of("file"), part.fileName());
            text(List.of("file"), part.head());
            bytes(List.of("data"), part.content());
        }
    }

    private void bytes(List<String> path, byte[] bytes) {
        if (OpenText.isGzip(bytes)) {
            bytes(path, unpacked(bytes));
        } else if (OpenText.isFile(bytes)) {
            guard.file(place.get(), "", bytes);
        } else {
            text(path, OpenText.of(bytes));
            if (!path.isEmpty() && OpenText.isMail(bytes)) {
                guard.file(place.get(), "", bytes);
            }
        }
    }

    private byte[] unpacked(byte[] gzip) {
        if (++unpackings <= DEEPEST) {
            try (var in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
                byte[] content = in.readNBytes(MOST_UNPACKED + 1);
                if (content.length <= MOST_UNPACKED) {
                    return content;
                }
            } catch (IOException damaged) {
                // said below
            }
        }
        throw new Refusal(Refusal.Kind.UNSUPPORTED, null, "What is packed cannot be unpacked to be looked through. Send it as it is.");
    }

    /** @param path the names that lead to it, outermost first */
    void text(List<String> path, String text) {
        if (text == null || text.length() < 3) {
            return;
        }
        if (depth >= DEEPEST) {
            one(path, text);
            if (BASE64.matcher(text).matches() || text.strip().matches("(?s)[{\\[\"].*[}\\]\"]")) {
                throw Refusal.invalid(null, "The request holds texts within texts within texts, more than are looked through. Send them as they are.");
            }
            return;
        }
        depth++;
        try {
            char first = text.stripLeading().isEmpty() ? ' ' : text.stripLeading().charAt(0);
            boolean isJson = (first == '{' || first == '[' || first == '"') && json(path, text);
            if (!isJson) {
                one(path, text);
            }
            // the engine decodes the bytes of a variable whatever stands in between
            String joined = path.isEmpty() || !path.get(path.size() - 1).equals("value") ? text.replaceAll("\\s", "") : text.replaceAll("[^A-Za-z0-9+/_=-]", "");
            if (BASE64.matcher(joined).matches()) {
                encoded(path, joined);
            } else {
                OpenText.packed(text).forEach(packed -> bytes(path, packed));
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
