package org.eoworkflow.support;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** Leaves clock and signed-in account as the next test expects them, and holds each class to give every connection back to the pool. */
class EngineReset implements AfterEachCallback, AfterAllCallback {

    /** For jobs and requests that are just finishing. */
    private static final Duration FINISHING = Duration.ofSeconds(10);

    @Override
    public void afterEach(ExtensionContext context) {
        ClockUtil.reset();
        SpringExtension.getApplicationContext(context).getBean(IdentityService.class).clearAuthentication();
    }

    @Override
    public void afterAll(ExtensionContext context) throws SQLException {
        var database = SpringExtension.getApplicationContext(context).getBean(DataSource.class).unwrap(HikariDataSource.class);
        everyConnectionIsBack(database, context.getRequiredTestClass().getSimpleName(), FINISHING);
    }

    static void everyConnectionIsBack(HikariDataSource database, String test, Duration finishing) {
        var pool = database.getHikariPoolMXBean();
        try {
            Awaitility.await().atMost(finishing).pollDelay(Duration.ZERO).until(() -> pool.getActiveConnections() == 0);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(("After %s, %d connections to the database are still in use. Something that it ran takes a connection and does not "
                + "give it back: close the stream or the statement, or read within a transaction.").formatted(test, pool.getActiveConnections()));
        }
    }
}
