package org.eoworkflow.order;

/**
 * The dates of a running order have changed, in the transaction under way.
 *
 * @param directive the directive whose dates have changed, or null when all of the order's have
 */
public record OrderRetimed(String order, String directive) {
}
