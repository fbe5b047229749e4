package org.eoworkflow.obligation;

import jakarta.servlet.MultipartConfigElement;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/**
 * Lets the server itself stop reading an upload above {@code eo.evidence.max-size}. Up to there it is held in memory, so that a file
 * that is refused was never stored, not even in a temporary folder.
 */
@Configuration(proxyBeanMethods = false)
class EvidenceConfiguration {

    private static final DataSize OTHER_FIELDS = DataSize.ofMegabytes(1);

    @Bean
    MultipartConfigElement uploads(EvidenceSettings settings) {
        long file = settings.maxSize().toBytes();
        return new MultipartConfigElement("", file, file + OTHER_FIELDS.toBytes(), (int) file + 1);
    }
}
