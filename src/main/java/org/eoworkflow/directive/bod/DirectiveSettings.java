package org.eoworkflow.directive.bod;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an agency sets for its directives.
 *
 * @param lastIssued the last number issued outside this system, e.g. {@code BOD 26-03}: the next one is proposed after it; or empty
 * @param templates where the directive templates lie: a resource pattern of YAML files
 */
@ConfigurationProperties("eo.directives")
record DirectiveSettings(@DefaultValue("") String lastIssued, @DefaultValue("classpath*:orders/templates/*.yaml") String templates) {

    DirectiveSettings {
        if (!lastIssued.isBlank() && DirectiveNumber.read(lastIssued).isEmpty()) {
            throw new IllegalArgumentException("eo.directives.last-issued must be a number such as 'BOD 26-03', or be left out.");
        }
    }
}
