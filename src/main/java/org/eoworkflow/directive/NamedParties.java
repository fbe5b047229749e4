package org.eoworkflow.directive;

import java.util.HashSet;
import java.util.List;
import org.eoworkflow.order.Agency;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.platform.CannotStart;
import org.springframework.stereotype.Component;

/** Agencies that a setting names because they are asked for something. */
@Component
public class NamedParties {

    private final Catalogue catalogue;

    NamedParties(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** The ids as they are set; refused at start with one sentence if there is none or one comes twice. */
    public static List<String> distinct(String setting, List<String> ids) {
        if (ids == null || ids.isEmpty()) {
            throw new CannotStart("%s is empty. Name at least one agency of the catalogue, or leave the setting out.".formatted(setting));
        }
        if (new HashSet<>(ids).size() < ids.size()) {
            throw new CannotStart("%s names an agency twice. Name each once.".formatted(setting));
        }
        return List.copyOf(ids);
    }

    /**
     * Refuses to start with an agency that the catalogue does not know, if an order needs it: an installation with orders of its own
     * has other agencies.
     *
     * @param process key of the process that asks these agencies
     */
    public void check(String setting, List<String> ids, String process) {
        if (catalogue.orders().stream().flatMap(order -> order.directives().stream()).noneMatch(directive -> process.equals(directive.process()))) {
            return;
        }
        ids.stream().filter(id -> !catalogue.hasAgency(id)).findFirst().ifPresent(id -> {
            throw new CannotStart("%s names '%s', which is no agency of the catalogue. Add it to a file of orders/, or take it out."
                .formatted(setting, id));
        });
    }

    public Agency agency(String id) {
        return catalogue.agency(id);
    }

    public List<Agency> agencies(List<String> ids) {
        return catalogue.agencies(ids);
    }
}
