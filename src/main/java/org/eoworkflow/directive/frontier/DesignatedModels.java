package org.eoworkflow.directive.frontier;

import java.util.List;

/** Knows which models are designated as covered frontier models. While nobody does, none is. */
public interface DesignatedModels {

    /**
     * A designated model.
     *
     * @param reference the name by which the designation refers to it
     * @param developer who develops it
     */
    record Designated(String reference, String developer) {
    }

    /** The models designated under this version of an order's threshold. */
    List<Designated> under(String order, int version);
}
