package org.eoworkflow.order;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.eoworkflow.security.AgencyDirectory;
import org.springframework.stereotype.Component;

/** Every agency of the catalogue has accounts; one that only directives bind comes after those that an order speaks of. */
@Component
class CatalogueAgencies implements AgencyDirectory {

    private final Catalogue catalogue;

    CatalogueAgencies(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public List<Listed> agencies() {
        var principal = catalogue.orders().stream().flatMap(order -> order.agencies().stream()).map(Agency::id).distinct().toList();
        return catalogue.agencies().stream()
            .map(agency -> new Listed(agency.id(), agency.name(), agency.acronym(), principal.contains(agency.id())))
            .sorted(Comparator.comparing(Listed::principal).reversed()).toList();
    }
}
