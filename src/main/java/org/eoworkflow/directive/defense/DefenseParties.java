package org.eoworkflow.directive.defense;

import java.util.List;
import org.eoworkflow.order.Agency;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.platform.CannotStart;
import org.springframework.stereotype.Component;

/** The agencies that take part in a decision. Each has a group of its own, as every agency of the catalogue has. */
@Component
class DefenseParties {

    private final DefenseSettings settings;
    private final Catalogue catalogue;

    DefenseParties(DefenseSettings settings, Catalogue catalogue) {
        this.settings = settings;
        this.catalogue = catalogue;
        known("members", settings.members(), "NationalSecuritySystemsDefense");
        known("components", settings.components(), "DodSystemsDefense");
    }

    /** Only where an order needs them: an installation with orders of its own has other agencies. */
    private void known(String setting, List<String> ids, String process) {
        if (catalogue.orders().stream().flatMap(order -> order.directives().stream()).noneMatch(directive -> process.equals(directive.process()))) {
            return;
        }
        ids.stream().filter(id -> !catalogue.hasAgency(id)).findFirst().ifPresent(id -> {
            throw new CannotStart("eo.defense.%s names '%s', which is no agency of the catalogue. Add it to a file of orders/, or take it out."
                .formatted(setting, id));
        });
    }

    List<String> members() {
        return settings.members();
    }

    List<String> components() {
        return settings.components();
    }

    Agency agency(String id) {
        return catalogue.agency(id);
    }

    List<Agency> agencies(List<String> ids) {
        return ids.stream().map(catalogue::agency).toList();
    }
}
