/**
 * The append-only, hash-chained ledger. Entries are written in the engine's own transaction.
 */
package org.eoworkflow.ledger;
