package org.eoworkflow.directive.frontier;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Stands in for the cases that designate models: knows what a test tells it, by order and version. */
@Component
class KnownDesignations implements DesignatedModels {

    private final Map<String, List<Designated>> known = new HashMap<>();

    void designate(String order, int version, Designated... models) {
        known.put(order + " " + version, List.of(models));
    }

    @Override
    public List<Designated> under(String order, int version) {
        return known.getOrDefault(order + " " + version, List.of());
    }
}
