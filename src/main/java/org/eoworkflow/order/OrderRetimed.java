package org.eoworkflow.order;

/**
 * The dates of a running order have changed, in the transaction under way.
 *
 * @param directive the directive whose dates have changed, or null when all of the order's have
 * @param change what has happened, in words
 * @param citation where the amendment says so, or null where nobody has said
 */
public record OrderRetimed(String order, String directive, String change, String citation) {
}
