package org.eoworkflow.platform;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.flyway.FlywayDataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/** A PostgreSQL of our own under {@code eo.data}, for the demonstration and for tests. */
@Configuration
@ConditionalOnProperty("eo.database.embedded")
class EmbeddedDatabase {

    @Bean(destroyMethod = "close")
    EmbeddedPostgres embeddedPostgres(@Value("${eo.data}") Path data) throws IOException, SQLException {
        var postgres = EmbeddedPostgres.builder().setDataDirectory(data.resolve("postgres")).setCleanDataDirectory(false).start();
        try (var connection = postgres.getPostgresDatabase().getConnection();
             var roles = connection.createStatement().executeQuery("select 1 from pg_roles where rolname = 'eo_app'")) {
            if (!roles.next()) {
                ScriptUtils.executeSqlScript(connection, new ClassPathResource("db/owner/bootstrap.sql"));
            }
        }
        return postgres;
    }

    @Bean
    @Primary
    DataSource dataSource(EmbeddedPostgres postgres) {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(postgres.getJdbcUrl("eo_app", "postgres") + "&reWriteBatchedInserts=true");
        pool.setMaximumPoolSize(10);
        pool.setConnectionTimeout(2_000);
        return pool;
    }

    @Bean
    @FlywayDataSource
    DataSource ownerDataSource(EmbeddedPostgres postgres) {
        return postgres.getDatabase("eo_owner", "postgres");
    }
}
