package org.eoworkflow.order;

/**
 * An order, or a directive that an amendment adds to it, has got its dates, in the transaction under way.
 *
 * @param directive the added directive, or null for all of the order
 */
public record OrderDated(String order, String directive) {
}
