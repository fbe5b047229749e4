package org.eoworkflow.ledger;

import org.eoworkflow.ledger.Ledger.Head;

/** Where the entries of a ledger stand: in the database, or in a file that was exported. They can be read as often as needed. */
interface ChainSource {

    /** Where the ledger is said to end, or null where the record of it is gone. */
    Head head();

    /** Hands over the entries in the order in which they stand, until the reader has enough. Few are in memory at a time. */
    void read(Reader reader);

    /** Takes entries. */
    interface Reader {

        /**
         * Takes the next one.
         *
         * @param place where it stands; the first place is 1
         * @return whether to go on
         */
        boolean next(long place, StoredEntry entry);
    }
}
