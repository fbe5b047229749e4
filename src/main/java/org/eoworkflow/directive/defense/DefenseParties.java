package org.eoworkflow.directive.defense;

import java.util.List;
import org.eoworkflow.directive.NamedParties;
import org.eoworkflow.order.Agency;
import org.springframework.stereotype.Component;

/** The agencies that take part in a decision. Each has a group of its own, as every agency of the catalogue has. */
@Component
class DefenseParties {

    private final DefenseSettings settings;
    private final NamedParties parties;

    DefenseParties(DefenseSettings settings, NamedParties parties) {
        this.settings = settings;
        this.parties = parties;
        parties.check("eo.defense.members", settings.members(), "NationalSecuritySystemsDefense");
        parties.check("eo.defense.components", settings.components(), "DodSystemsDefense");
    }

    List<String> members() {
        return settings.members();
    }

    List<String> components() {
        return settings.components();
    }

    Agency agency(String id) {
        return parties.agency(id);
    }

    List<Agency> agencies(List<String> ids) {
        return parties.agencies(ids);
    }
}
