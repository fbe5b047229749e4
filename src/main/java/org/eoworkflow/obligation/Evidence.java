package org.eoworkflow.obligation;

import java.time.Instant;
import java.util.UUID;

/**
 * An item of evidence, without its content.
 *
 * @param form {@code file}, {@code link} or {@code pointer}
 * @param sha256 of the file's bytes, or of the link's or pointer's text
 */
public record Evidence(UUID id, EvidencePlace place, String form, String kind, String description, String marking, String cuiCategory,
                       String name, String mediaType, Long size, String url, String registryNumber, String custodianOffice,
                       String systemName, String sha256, String addedBy, Instant addedAt) {

    /** What a table shows: the file's name, the link, or where the pointer points. */
    public String title() {
        return switch (form) {
            case "file" -> name;
            case "link" -> url;
            default -> "%s, %s, %s".formatted(registryNumber, custodianOffice, systemName);
        };
    }
}
