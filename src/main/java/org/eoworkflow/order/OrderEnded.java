package org.eoworkflow.order;

/**
 * A running order is over, in the transaction under way.
 *
 * @param revoked taken back, so that nothing of it is asked for any more; otherwise closed
 */
public record OrderEnded(String order, boolean revoked) {
}
