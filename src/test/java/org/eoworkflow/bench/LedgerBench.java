package org.eoworkflow.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.ledger.LedgerExport;
import org.eoworkflow.ledger.LedgerVerification;
import org.eoworkflow.ledger.VerifyLedger;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The ledger as it grows, by default to 1,000,000 entries: what appending costs with one writer and with eight, how long a verification
 * and an export take, and how much memory they keep.
 */
class LedgerBench {

    private static final long LARGEST = Long.getLong("eo.bench.entries", 1_000_000);
    private static final int WRITERS = 8;
    private static final int APPENDED = 400;
    private static final int ROUNDS = 3;

    private Engine engine;

    @Test
    void theLedgerAsItGrows() throws Exception {
        try (var started = new Engine(true)) {
            engine = started;
            measure(LARGEST / 100);
            measure(LARGEST / 5);
            measure(LARGEST);
            export();
        }
    }

    private void measure(long entries) throws Exception {
        long begun = System.nanoTime();
        grow(entries);
        System.out.printf("%,d entries (filled up in %.0f s)%n", size(), seconds(begun));
        var alone = new ArrayList<Double>();
        Engine.statements();
        long statements = 0;
        for (int i = 0; i < APPENDED; i++) {
            long start = System.nanoTime();
            append(i);
            alone.add(seconds(start) * 1000);
            statements += Engine.statements();
        }
        System.out.printf("  append alone: median %.2f ms, %.1f statements%n", Medians.median(alone), statements / (double) APPENDED);
        together();
        var verified = new ArrayList<Double>();
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            var result = engine.bean(LedgerVerification.class).verify();
            verified.add(seconds(start));
            if (!result.intact() || result.entries() != size()) {
                throw new AssertionError(result.explanation());
            }
        }
        System.out.printf("  verification: median %.2f s, %.2f microseconds an entry%n", Medians.median(verified),
            Medians.median(verified) / size() * 1e6);
        System.out.printf("  kept while verifying: at most %.1f MB%n", kept(() -> engine.bean(LedgerVerification.class).verify()));
    }

    /** Appended as all others are, a thousand in a transaction. */
    private void grow(long entries) {
        var jdbc = engine.bean(JdbcClient.class);
        while (size() < entries) {
            jdbc.sql("""
                    select eo.append_ledger((select json_agg(json_build_object('kind', 'task-completed', 'order_id', 'eo-' || n % 3,
                        'clause_id', 'C-' || n % 40, 'business_key', 'eo-' || n % 3 || '/' || n / 7, 'process_instance', md5(n::text),
                        'activity', 'Activity' || n % 30, 'account', 'cisa.staff', 'at', now(),
                        'payload', '{"task":"Complete action","taskId":"' || md5((-n)::text) || '"}'))
                        from generate_series(cast(:from as bigint), :to) n))""")
                .param("from", size()).param("to", Math.min(size() + 999, entries - 1)).query().singleRow();
        }
    }

    private void together() throws Exception {
        long before = size();
        var pool = Executors.newFixedThreadPool(WRITERS);
        var times = new ArrayList<Future<Double>>();
        long begun = System.nanoTime();
        for (int i = 0; i < APPENDED * 2; i++) {
            int number = i;
            Callable<Double> work = () -> {
                long start = System.nanoTime();
                append(number);
                return seconds(start) * 1000;
            };
            times.add(pool.submit(work));
        }
        var taken = new ArrayList<Double>();
        for (var time : times) {
            taken.add(time.get());
        }
        pool.shutdown();
        System.out.printf("  append by %d writers: median %.2f ms, %.0f a second%n", WRITERS, Medians.median(taken), times.size() / seconds(begun));
        if (size() != before + times.size()) {
            throw new AssertionError("%d entries were lost".formatted(before + times.size() - size()));
        }
    }

    private void append(int number) {
        engine.bean(Ledger.class).append(new Entry(EntryKind.NOTE, "eo-0", "C-1", "eo-0/" + number, null, null, Map.of("text", "Note " + number)));
    }

    private void export() throws Exception {
        var file = Path.of("target", "bench-ledger.json");
        var exporting = engine.bean(LedgerExport.class);
        var end = engine.bean(Ledger.class).head();
        long start = System.nanoTime();
        exporting.json(null, end, new BufferedOutputStream(Files.newOutputStream(file)));
        System.out.printf("JSON of %,d entries: %.1f s, %,d MB%n", end.sequence(), seconds(start), Files.size(file) >> 20);
        start = System.nanoTime();
        exporting.csv(null, end, OutputStream.nullOutputStream());
        System.out.printf("CSV: %.1f s%n", seconds(start));
        System.out.printf("kept while exporting: at most %.1f MB%n", kept(() -> {
            try {
                exporting.json(null, end, OutputStream.nullOutputStream());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }));
        start = System.nanoTime();
        if (VerifyLedger.run(List.of(file.toString()), InputStream.nullInputStream(), System.out, System.err) != 0) {
            throw new AssertionError("the export is not verified");
        }
        System.out.printf("verify-ledger: %.1f s%n", seconds(start));
        Files.delete(file);
    }

    /** Megabytes that are alive while something runs, above those before: seen by collecting the garbage twice a second. */
    private static double kept(Runnable work) throws InterruptedException {
        long before = live();
        var most = new AtomicLong();
        var done = new CountDownLatch(1);
        var watch = new Thread(() -> {
            try {
                while (!done.await(500, TimeUnit.MILLISECONDS)) {
                    most.accumulateAndGet(live() - before, Math::max);
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        watch.start();
        work.run();
        done.countDown();
        watch.join();
        return most.get() / 1048576.0;
    }

    private static long live() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private long size() {
        return engine.bean(Ledger.class).head().sequence();
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }
}
