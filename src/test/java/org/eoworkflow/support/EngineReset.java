package org.eoworkflow.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Leaves clock and signed-in account as the next test expects them, and holds each class to give every connection back to the pool and to
 * leave the accounts as they were.
 */
class EngineReset implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    /** For jobs and requests that are just finishing. */
    private static final Duration FINISHING = Duration.ofSeconds(10);

    private Set<String> accounts;

    @Override
    public void beforeAll(ExtensionContext context) {
        accounts = accounts(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        ClockUtil.reset();
        SpringExtension.getApplicationContext(context).getBean(IdentityService.class).clearAuthentication();
        // the engine locks an account until the moment of its last wrong password: that is to come where the next test sets the clock back
        database(context).sql("update act_id_user set attempts_ = 0, lock_exp_time_ = null where attempts_ > 0").update();
    }

    @Override
    public void afterAll(ExtensionContext context) throws SQLException {
        var database = SpringExtension.getApplicationContext(context).getBean(DataSource.class).unwrap(HikariDataSource.class);
        everyConnectionIsBack(database, context.getRequiredTestClass().getSimpleName(), FINISHING);
        assertThat(accounts(context)).as("Accounts after %s: others rely on who is in which group, so delete those that were made.",
            context.getRequiredTestClass().getSimpleName()).containsExactlyInAnyOrderElementsOf(accounts);
    }

    private static Set<String> accounts(ExtensionContext context) {
        return database(context).sql("select id_ from act_id_user union select user_id_ || ' in ' || group_id_ from act_id_membership").query(String.class).set();
    }

    private static JdbcClient database(ExtensionContext context) {
        return JdbcClient.create(SpringExtension.getApplicationContext(context).getBean(DataSource.class));
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
