package org.eoworkflow.ledger;

import java.time.Instant;

/** A fact as the ledger keeps it: with the account that caused it and the time. Published as an event when it is appended. */
public record Recorded(Entry entry, String account, Instant at) {
}
