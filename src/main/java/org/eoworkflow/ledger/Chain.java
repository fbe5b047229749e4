package org.eoworkflow.ledger;

import java.util.function.BiPredicate;
import java.util.stream.LongStream;
import org.eoworkflow.ledger.Ledger.Head;

/** The entries as a chain: each at its place, each with the hash of its content and of the one before. Walked once where it is intact. */
class Chain {

    private static final String START = "0".repeat(64);
    private static final long FURTHEST = 2_000_000;

    private final ChainSource source;

    Chain(ChainSource source) {
        this.source = source;
    }

    /**
     * The first entry that is not as it was written.
     *
     * @param problem changed, deleted, inserted, reordered, cut off or end missing
     */
    record Fault(long sequence, String problem, String explanation) {
    }

    private record Placed(long at, StoredEntry entry) {
    }

    /** How far the chain holds. */
    private static class Walk {

        private long right;
        private String before = START;
        private Placed broken;

        boolean next(long at, StoredEntry entry) {
            if (entry.sequence() != right + 1 || !before.equals(entry.previousHash()) || !entry.hasRightHash()) {
                broken = new Placed(at, entry);
                return false;
            }
            right++;
            before = entry.hash();
            return true;
        }
    }

    /** Null when the chain is intact. */
    Fault firstFault() {
        var noted = source.head();
        var head = noted == null ? last() : noted;
        var fault = firstFault(head);
        return fault != null || noted != null ? fault : new Fault(head.sequence() + 1, "end missing",
            "The record of the ledger's end is gone (table eo.ledger_head), so that nobody can tell whether entries after %d were cut off."
                .formatted(head.sequence()));
    }

    /** Where the record of the end is gone, what is there is walked all the same. */
    private Head last() {
        var last = new Head[] {new Head(0, START)};
        source.read((at, entry) -> {
            last[0] = new Head(entry.sequence(), entry.hash());
            return true;
        });
        return last[0];
    }

    private Fault firstFault(Head head) {
        var walk = new Walk();
        source.read(walk::next);
        if (walk.broken != null) {
            return fault(walk.right + 1, walk.before, walk.broken, head);
        }
        if (walk.right > head.sequence()) {
            return new Fault(head.sequence() + 1, "inserted",
                "Entry %d was inserted: the ledger ends with entry %d.".formatted(head.sequence() + 1, head.sequence()));
        }
        if (walk.right < head.sequence()) {
            return new Fault(walk.right + 1, "cut off",
                "Entry %d is gone: the end of the ledger, up to entry %d, was cut off.".formatted(walk.right + 1, head.sequence()));
        }
        return walk.before.equals(head.hash()) ? null : changed(walk.right);
    }

    /** What happened, as far as the entries tell, where the chain does not hold for the first time. */
    private Fault fault(long place, String before, Placed broken, Head head) {
        var found = broken.entry();
        if (found.sequence() < 1) {
            return new Fault(found.sequence(), "inserted", "Entry %d was inserted: the ledger begins with entry 1.".formatted(found.sequence()));
        }
        var elsewhere = writtenAt(place, before, broken);
        if (elsewhere != null) {
            return elsewhere.at() == place ? changed(place) : placeOf(broken, head) == 0 ? inserted(place) : moved(place, elsewhere);
        }
        if (found.sequence() != place) {
            return found.sequence() > place ? deleted(place) : changed(place);
        }
        if (found.hasRightHash()) {
            return changed(place > 1 && isFollowed(broken, head) ? place - 1 : place);   // what others vouch for is right
        }
        long right = placeOf(broken, head);
        return right == 0 || before.equals(found.previousHash()) ? changed(place) : right < place ? inserted(right) : deleted(place);
    }

    /** The entry that was written at this place behind the one with this hash, if it stands, or is numbered, otherwise now. */
    private Placed writtenAt(long place, String before, Placed broken) {
        return first((at, entry) -> before.equals(entry.previousHash()) && (at != broken.at() || entry.sequence() != place)
            && entry.hasRightHashAt(place));
    }

    /** Whether the next entry, or the ledger's end, carries this one's hash. */
    private boolean isFollowed(Placed found, Head head) {
        var next = first((at, entry) -> at > found.at());
        return found.entry().hash().equals(next == null ? head.hash() : next.entry().previousHash());
    }

    private Placed first(BiPredicate<Long, StoredEntry> wanted) {
        var result = new Placed[1];
        source.read((at, entry) -> {
            result[0] = wanted.test(at, entry) ? new Placed(at, entry) : null;
            return result[0] == null;
        });
        return result[0];
    }

    /** The place at which an entry was written, or 0 if it is not as it was written at any. A forged end does not make the search endless. */
    private static long placeOf(Placed found, Head head) {
        return LongStream.rangeClosed(1, Math.min(head.sequence(), found.at() + FURTHEST)).filter(found.entry()::hasRightHashAt).findFirst().orElse(0);
    }

    private static Fault moved(long place, Placed entry) {
        return new Fault(place, "reordered", "Entry %d was moved: it stands at place %d.".formatted(place, entry.at()));
    }

    private static Fault deleted(long place) {
        return new Fault(place, "deleted", "Entry %d was deleted.".formatted(place));
    }

    private static Fault inserted(long place) {
        return new Fault(place, "inserted", "Entry %d was inserted: what was written there stands behind it.".formatted(place));
    }

    private static Fault changed(long place) {
        return new Fault(place, "changed", "Entry %d was changed.".formatted(place));
    }
}
