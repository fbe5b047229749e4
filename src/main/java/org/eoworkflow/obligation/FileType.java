package org.eoworkflow.obligation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

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

    /** Whether content that was detected as this media type may be a file of this type. What is no more than text is told apart by its name. */
    boolean fits(String detected) {
        return mediaType.equals(detected) || switch (this) {
            case TXT -> TEXTS.contains(detected);
            case CSV, JSON, XML, EML -> detected.equals("text/plain");
            default -> false;
        };
    }
}
