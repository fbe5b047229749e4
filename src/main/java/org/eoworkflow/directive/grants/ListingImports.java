package org.eoworkflow.directive.grants;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.eoworkflow.directive.Fields;
import org.eoworkflow.directive.Json;
import org.eoworkflow.directive.grants.Listing.BadRecord;
import org.eoworkflow.directive.grants.Listing.Sink;
import org.eoworkflow.directive.grants.Listing.Source;
import org.eoworkflow.directive.grants.Listing.Unreadable;
import org.eoworkflow.directive.grants.ListingTasks.ListingTask;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.platform.Sha256;
import org.eoworkflow.platform.WashingtonTime;
import org.eoworkflow.security.spill.SpillGuard;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Brings published listings in: all of a file or nothing of it, but for bad records that are left out when this is asked for. */
@Component("listingImports")
public class ListingImports {

    /** A file with more bad records than this is not the file that was meant. */
    private static final int MOST_BAD = 1000;

    private final GrantSettings settings;
    private final GrantPrograms programs;
    private final SpillGuard guard;
    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final Clock clock;

    ListingImports(GrantSettings settings, GrantPrograms programs, SpillGuard guard, JdbcClient jdbc, Ledger ledger, Clock clock) {
        this.guard = guard;
        this.settings = settings;
        this.programs = programs;
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** A file as it was received. It is kept no longer than it is read. */
    record Received(SealedFile content, String name, String sha256, long size) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            content.close();
        }
    }

    /** An import that was done. @param badRecords that were left out, each with its place and field */
    record Imported(String source, String fileName, String sha256, long size, int taken, int changed, int bad, String importedBy, String importedAtText,
                    List<BadRecord> badRecords) {
    }

    /** A file that was not taken, with each record that is wrong. */
    static class NotTaken extends Refusal {

        private final List<BadRecord> bad;

        NotTaken(String message, List<BadRecord> bad) {
            super(Kind.INVALID, "file", message);
            this.bad = List.copyOf(bad);
        }

        List<BadRecord> bad() {
            return bad;
        }
    }

    /** Receives a file into a place of its own, so that nobody's slow line holds a transaction open. */
    Received receive(InputStream in, String name) throws IOException {
        var content = new SealedFile("listing");
        try {
            var digest = Sha256.digest();
            long size = 0;
            try (OutputStream out = content.write()) {
                byte[] buffer = new byte[1 << 16];
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    size += count;
                    if (size > settings.maxSize().toBytes()) {
                        throw new Refusal(Refusal.Kind.TOO_LARGE, "file", "The file has more than %d MB, which is more than is taken."
                            .formatted(settings.maxSize().toMegabytes()));
                    }
                    digest.update(buffer, 0, count);
                    out.write(buffer, 0, count);
                }
            }
            return new Received(content, name, HexFormat.of().formatHex(digest.digest()), size);
        } catch (IOException | RuntimeException e) {
            content.close();
            throw e;
        }
    }

    /**
     * Takes a file at a task.
     *
     * @param goodOnly take the good records although some are bad
     */
    @Transactional
    Imported take(ListingTask task, Received file, boolean goodOnly, String account) throws IOException {
        UUID run = UUID.randomUUID();
        var reading = new Reading(programs.new Writer(task.businessKey(), run), goodOnly);
        Source source = reading.all(file);
        List<BadRecord> bad = reading.bad;
        Instant now = clock.instant();
        int left = (int) bad.stream().map(BadRecord::place).distinct().count();
        int changed = programs.changedBy(run);
        jdbc.sql("insert into eo.listing_import values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)").params(run, task.businessKey(), task.instance(),
            source.name(), file.name(), file.sha256(), file.size(), reading.taken, changed, left, account, OffsetDateTime.ofInstant(now, ZoneOffset.UTC))
            .update();
        ledger.append(new Entry(EntryKind.NOTE, task.order(), null, task.businessKey(), task.instance(), task.activity(), Json.row("note", "listings imported",
            "source", source.text(), "file", file.name(), "sha256", file.sha256(), "taken", reading.taken, "changed", changed, "leftOut", left)));
        return new Imported(source.text(), file.name(), file.sha256(), file.size(), reading.taken, changed, left, account, WashingtonTime.text(now), bad);
    }

    /** Takes the records of one file as they are read. */
    private final class Reading implements Sink {

        private final GrantPrograms.Writer writer;
        private final boolean goodOnly;
        private final List<BadRecord> bad = new ArrayList<>();
        private int taken;

        private Reading(GrantPrograms.Writer writer, boolean goodOnly) {
            this.writer = writer;
            this.goodOnly = goodOnly;
        }

        Source all(Received file) throws IOException {
            Source source;
            try {
                source = new ListingFile(file.content(), settings.maxContent().toBytes()).read(this);
            } catch (Unreadable e) {
                throw new NotTaken(e.getMessage() + " Nothing was taken.", bad);
            }
            if (!bad.isEmpty() && !goodOnly) {
                throw new NotTaken("%s. Nothing was taken. Mend the file, or import it again and ask for the good records only.".formatted(
                    bad.size() == 1 ? "One thing is wrong in the records" : "%d things are wrong in the records".formatted(bad.size())), bad);
            }
            writer.flush();
            return source;
        }

        @Override
        public void good(Listing listing) {
            guard(listing.text());
            taken++;
            if (bad.isEmpty() || goodOnly) {
                writer.add(listing);
            }
        }

        @Override
        public void bad(BadRecord record) {
            guard(record.record() + "\n\n" + record.message());
            bad.add(record);
            if (bad.size() > MOST_BAD) {
                throw new NotTaken("More than %,d records are wrong. Check that this is the file that was meant. Nothing was taken.".formatted(MOST_BAD), bad);
            }
        }
    }

    private void guard(String record) {
        guard.text("import of listings, a record", "file", "A record of the file", record);
    }

    /** The imports of a directive, oldest first. */
    List<Imported> of(String businessKey) {
        return jdbc.sql("select * from eo.listing_import where business_key = ? order by imported_at, id").param(businessKey).query((row, n) ->
            new Imported(Source.valueOf(row.getString("source")).text(), row.getString("file_name"), row.getString("sha256"), row.getLong("size"),
                row.getInt("taken"), row.getInt("changed"), row.getInt("bad"), row.getString("imported_by"),
                WashingtonTime.text(row.getObject("imported_at", OffsetDateTime.class).toInstant()), List.of())).list();
    }

    /** The listings are in and the words are chosen by which they are searched. */
    public void imported(DelegateTask task) {
        if (programs.count(task.getExecution().getProcessBusinessKey()) == 0) {
            throw Refusal.conflict("Task 'Import listings': import at least one file in the Listings tab before you complete it.");
        }
        task.setVariable("importedFiles", Json.of(of(task.getExecution().getProcessBusinessKey()).stream().map(done -> Json.row("source",
            done.source(), "file", done.fileName(), "when", done.importedAtText(), "taken", done.taken(), "bad", done.bad())).toList()));
        var fields = new Fields(task);
        checkWords(fields, "subjectWords", "cybersecurity");
        checkWords(fields, "methodWords", "artificial intelligence");
    }

    private static void checkWords(Fields fields, String variable, String subject) {
        if (PurposeWords.of(fields.text(variable)).isEmpty()) {
            throw Refusal.invalid(variable, "Give at least one word or phrase that speaks of %s.".formatted(subject));
        }
    }
}
