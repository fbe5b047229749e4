package org.eoworkflow.platform;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets nodes that start together do their work at start one after the other, each in one transaction. */
@Component
public class OneAtATime {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    OneAtATime(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /**
     * Does the work when no other node does work under the same lock.
     *
     * @param lock its number, of its own for each kind of work
     */
    public void run(long lock, Runnable work) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("select pg_advisory_xact_lock(?)").param(lock).query().singleRow();
            work.run();
        });
    }
}
