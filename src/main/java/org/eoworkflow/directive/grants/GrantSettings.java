package org.eoworkflow.directive.grants;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How listings of grant programs are brought in.
 *
 * @param maxSize of a file as it is sent; the Grants.gov extract has about 80 MB
 * @param maxContent of what is in it, unpacked; the extract has about 310 MB
 * @param agencies ids of agencies by the first two digits of an assistance listing, or by the first part of an agency's code at Grants.gov
 */
@ConfigurationProperties("eo.grants")
record GrantSettings(@DefaultValue("600MB") DataSize maxSize, @DefaultValue("2GB") DataSize maxContent, Map<String, String> agencies) {

    GrantSettings {
        agencies = agencies == null ? Map.of() : Map.copyOf(agencies);
    }
}
