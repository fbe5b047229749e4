package org.eoworkflow.obligation;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import org.eoworkflow.platform.SafeXml;

/** A type of file that may be evidence, told by its content; its name's extension must fit. */
enum FileType {

    PDF("application/pdf"),
    DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    PPTX("application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ODT("application/vnd.oasis.opendocument.text"),
    PNG("image/png"),
    JPEG("image/jpeg", "jpg"),
    TXT("text/plain", "log", "md"),
    CSV("text/csv"),
    JSON("application/json"),
    XML("application/xml"),
    EML("message/rfc822");

    private static final Set<String> TEXTS = Set.of("text/plain", "text/csv", "application/json", "application/xml", "message/rfc822");

    private static final int START = 8000;

    /** Two lines of a mail's head. */
    private static final Pattern MAIL = Pattern.compile("\\A[A-Za-z][A-Za-z0-9-]*:[^\\n]*\\n(?:[ \\t][^\\n]*\\n)*+[A-Za-z][A-Za-z0-9-]*:");

    private final String mediaType;
    private final List<String> otherExtensions;

    FileType(String mediaType, String... otherExtensions) {
        this.mediaType = mediaType;
        this.otherExtensions = List.of(otherExtensions);
    }

    /** The type whose files are called so. */
    static Optional<FileType> named(String file) {
        var extension = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(type -> type.text().equals(extension) || type.otherExtensions.contains(extension)).findFirst();
    }

    String mediaType() {
        return mediaType;
    }

    /** Extension and word for it. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Whether content that was detected as this media type is a file of this type. Text must be JSON, XML or a mail to be called so; a table
     * of separated values is any text.
     */
    boolean fits(String detected, byte[] content) {
        return switch (this) {
            case TXT -> TEXTS.contains(detected);
            case CSV -> detected.equals(mediaType) || detected.equals("text/plain");
            case JSON -> TEXTS.contains(detected) && isJson(content);
            case XML -> TEXTS.contains(detected) && isXml(content);
            case EML -> detected.equals(mediaType) || detected.equals("text/plain") && MAIL.matcher(start(content)).find();
            default -> mediaType.equals(detected);
        };
    }

    private static boolean isJson(byte[] content) {
        try (var json = new JsonFactory().createParser(content)) {
            boolean any = json.nextToken() != null;
            while (json.nextToken() != null) {
                // to its end
            }
            return any;
        } catch (IOException noJson) {
            return false;
        }
    }

    private static boolean isXml(byte[] content) {
        try {
            var xml = SafeXml.factory().createXMLStreamReader(new ByteArrayInputStream(content));
            while (xml.hasNext()) {
                xml.next();
            }
            return true;
        } catch (XMLStreamException noXml) {
            return false;
        }
    }

    private static String start(byte[] content) {
        return new String(content, 0, Math.min(content.length, START), StandardCharsets.ISO_8859_1);
    }
}
