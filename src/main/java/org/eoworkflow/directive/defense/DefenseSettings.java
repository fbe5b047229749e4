package org.eoworkflow.directive.defense;

import java.time.Period;
import java.util.List;
import org.eoworkflow.directive.NamedParties;
import org.eoworkflow.platform.CannotStart;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who decides on priorities and by which rule. Practice and not the order's words: an agency sets what its charter says.
 *
 * @param members ids of the agencies that vote in the Committee on National Security Systems
 * @param quorum how many of them must vote; more than half of them where it is not set
 * @param majority what carries
 * @param voteWindow federal working days for a vote, e.g. {@code P5D}
 * @param components ids of the components that coordinate and carry out an order on DoD information systems
 */
@ConfigurationProperties("eo.defense")
record DefenseSettings(
        @DefaultValue({"state", "treasury", "dod", "doj", "commerce", "dot", "energy", "dhs", "omb", "apnsa", "gsa"}) List<String> members,
        Integer quorum, @DefaultValue("simple") Majority majority, @DefaultValue("P5D") Period voteWindow,
        @DefaultValue({"army", "navy", "marine-corps", "air-force", "space-force", "defense-agencies"}) List<String> components) {

    DefenseSettings {
        members = NamedParties.distinct("eo.defense.members", members);
        components = NamedParties.distinct("eo.defense.components", components);
        quorum = quorum == null ? members.size() / 2 + 1 : quorum;
        if (quorum < 1 || quorum > members.size()) {
            throw new CannotStart("eo.defense.quorum is %d, but must be at least 1 and at most %d, the number of eo.defense.members."
                .formatted(quorum, members.size()));
        }
        if (voteWindow.getDays() < 1 || voteWindow.toTotalMonths() != 0) {
            throw new CannotStart("eo.defense.vote-window must be at least one working day, for example P5D.");
        }
    }
}
