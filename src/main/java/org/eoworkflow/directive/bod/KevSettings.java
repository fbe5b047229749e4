package org.eoworkflow.directive.bod;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where the catalogue of known exploited vulnerabilities (KEV) is read from.
 *
 * @param location a file, or an http or https address; none by default, for the system calls nobody unasked
 * @param timeout for the whole of one reading
 * @param maxSize what is larger is not read
 * @param keep how long a catalogue is used before it is asked for anew
 */
@ConfigurationProperties("eo.kev")
record KevSettings(String location, @DefaultValue("10s") Duration timeout, @DefaultValue("64MB") DataSize maxSize,
                   @DefaultValue("1h") Duration keep) {

    boolean isConfigured() {
        return location != null && !location.isBlank();
    }
}
