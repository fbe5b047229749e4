package org.eoworkflow.support;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@EngineTest
class EngineResetTest {

    @Autowired DataSource database;

    @Test
    void aConnectionThatIsNotGivenBackIsToldWithTheNameOfTheTest() throws SQLException {
        var pool = database.unwrap(HikariDataSource.class);
        try (var kept = database.getConnection()) {
            assertThatThrownBy(() -> EngineReset.everyConnectionIsBack(pool, "LeakingTest", Duration.ofMillis(300)))
                .isInstanceOf(AssertionError.class).hasMessageStartingWith("After LeakingTest, 1 connections");
        }
        EngineReset.everyConnectionIsBack(pool, "CleanTest", Duration.ofSeconds(10));
    }
}
