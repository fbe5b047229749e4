/**
 * The state of each clause, derived from the ledger; evidence and certification.
 */
package org.eoworkflow.obligation;
