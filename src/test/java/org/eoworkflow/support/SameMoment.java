package org.eoworkflow.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.runtime.Job;

/** Work of several people in threads of their own, all begun at the same moment. */
public final class SameMoment {

    private SameMoment() {
    }

    /** Does all at once and returns what failed. */
    public static List<Throwable> all(List<Callable<Void>> works) throws Exception {
        var threads = Executors.newFixedThreadPool(works.size());
        try {
            var barrier = new CyclicBarrier(works.size());
            var futures = new ArrayList<Future<Void>>();
            for (var work : works) {
                futures.add(threads.submit(() -> {
                    barrier.await();
                    return work.call();
                }));
            }
            var failures = new ArrayList<Throwable>();
            for (var future : futures) {
                try {
                    future.get();
                } catch (ExecutionException e) {
                    failures.add(e.getCause());
                }
            }
            return failures;
        } finally {
            threads.shutdownNow();
        }
    }

    /** Runs jobs all at once, as a cluster without luck would; what had to give way runs again, as the job executor would. */
    public static void run(ManagementService management, Supplier<List<Job>> waiting) throws Exception {
        for (int round = 0; round < 12; round++) {
            var jobs = waiting.get();
            if (jobs.isEmpty()) {
                return;
            }
            all(jobs.stream().<Callable<Void>>map(job -> () -> {
                management.executeJob(job.getId());
                return null;
            }).toList()).forEach(failure -> assertThat(failure).satisfiesAnyOf(
                given -> assertThat(given).isInstanceOf(OptimisticLockingException.class),
                // one ended the instance in which the other was still writing: the database refuses, and nothing of it is kept
                ended -> assertThat(ended).hasStackTraceContaining("act_fk_exe_"),
                gone -> assertThat(gone).hasMessageContaining("No job found")));
        }
        assertThat(waiting.get()).as("the join is stuck").isEmpty();
    }
}
