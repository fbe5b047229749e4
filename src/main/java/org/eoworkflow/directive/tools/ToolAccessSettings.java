package org.eoworkflow.directive.tools;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who is told that tools can be asked for. Practice and not the order's words.
 *
 * @param recipients address of the YAML file with sectors and mailboxes
 */
@ConfigurationProperties("eo.tool-access")
record ToolAccessSettings(@DefaultValue("classpath:orders/recipients/tool-access.yaml") String recipients) {
}
