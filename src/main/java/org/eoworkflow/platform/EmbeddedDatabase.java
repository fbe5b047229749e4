package org.eoworkflow.platform;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
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
    EmbeddedPostgres embeddedPostgres(@Value("${eo.data}") String data, @Value("${eo.database.fsync:on}") String fsync)
            throws IOException, SQLException {
        var folder = DatabaseFolder.of(Path.of(data).toAbsolutePath().normalize());
        folder.begin();
        var postgres = start(folder, fsync);
        // the library's own hook would stop the database while the engine still works on it
        SpringApplication.getShutdownHandlers().add(() -> close(postgres));
        try (var connection = postgres.getPostgresDatabase().getConnection();
             var roles = connection.createStatement().executeQuery("select 1 from pg_roles where rolname = 'eo_app'")) {
            if (!roles.next()) {
                ScriptUtils.executeSqlScript(connection, new ClassPathResource("db/owner/bootstrap.sql"));
            }
        }
        folder.finish();
        return postgres;
    }

    private static EmbeddedPostgres start(DatabaseFolder folder, String fsync) throws IOException {
        var log = Redirect.appendTo(folder.log().toFile());
        try {
            return EmbeddedPostgres.builder().setDataDirectory(folder.path()).setCleanDataDirectory(false).setRegisterShutdownHook(false)
                .setOutputRedirector(log).setErrorRedirector(log).setServerConfig("fsync", fsync).start();
        } catch (IOException | IllegalStateException e) {
            throw new CannotStart("The database in %s does not start%s. What it said is in %s."
                .formatted(folder.path(), reason(folder.log()), folder.log()), e);
        }
    }

    private static String reason(Path log) {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains("FATAL:") || line.contains("error:")).reduce((earlier, later) -> later)
                .map(line -> " (" + line.replaceFirst(".*(FATAL|error): *", "") + ")").orElse("");
        } catch (IOException | RuntimeException e) {
            return "";
        }
    }

    private static void close(EmbeddedPostgres postgres) {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new IllegalStateException("the database did not stop", e);
        }
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
