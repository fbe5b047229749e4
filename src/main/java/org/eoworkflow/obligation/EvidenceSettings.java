package org.eoworkflow.obligation;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What is taken as evidence.
 *
 * @param maxSize of one file
 * @param types extensions of the types that are allowed, each one of {@link FileType}
 */
@ConfigurationProperties("eo.evidence")
record EvidenceSettings(@DefaultValue("25MB") DataSize maxSize,
                        @DefaultValue({"pdf", "docx", "xlsx", "pptx", "odt", "png", "jpeg", "txt", "csv", "json", "xml", "eml"}) List<FileType> types) {

    /** {@code 25 MB} */
    String maxSizeText() {
        return maxSize.toBytes() >= 1 << 20 ? maxSize.toMegabytes() + " MB" : maxSize.toBytes() >= 1 << 10 ? maxSize.toKilobytes() + " KB"
            : maxSize.toBytes() + " bytes";
    }

    /** {@code pdf, docx, …} */
    String typesText() {
        return String.join(", ", types.stream().map(FileType::text).toList());
    }
}
