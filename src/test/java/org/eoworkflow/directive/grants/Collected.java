package org.eoworkflow.directive.grants;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eoworkflow.directive.grants.Listing.BadRecord;
import org.eoworkflow.directive.grants.Listing.Sink;

/** What came out of a file. */
final class Collected implements Sink {

    final List<Listing> good = new ArrayList<>();
    final List<BadRecord> bad = new ArrayList<>();
    Listing.Source source;

    static Collected from(byte[] content) throws IOException {
        return from(content, 1 << 30);
    }

    static Collected from(byte[] content, long longest) throws IOException {
        var collected = new Collected();
        collected.source = new ListingFile(() -> new ByteArrayInputStream(content), longest).read(collected);
        return collected;
    }

    /** {@code place record: field message} of each bad record. */
    List<String> told() {
        return bad.stream().map(record -> "%s %s: %s %s".formatted(record.place(), record.record(), record.field(), record.message())).toList();
    }

    @Override
    public void good(Listing listing) {
        good.add(listing);
    }

    @Override
    public void bad(BadRecord record) {
        bad.add(record);
    }
}
