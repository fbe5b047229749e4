package org.eoworkflow.directive.clearinghouse;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Whom the clearinghouse invites, unless the plan of operations says otherwise.
 *
 * @param participants organizations with their sector and mailbox
 */
@ConfigurationProperties("eo.clearinghouse")
record ClearinghouseSettings(List<Participant> participants) {

    ClearinghouseSettings {
        participants = participants == null ? List.of() : List.copyOf(participants);
    }

    record Participant(String organization, String sector, String mailbox) {
    }
}
