package org.eoworkflow.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eoworkflow.ledger.LargeLedger.FLAT;
import static org.eoworkflow.ledger.LargeLedger.live;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.eoworkflow.ledger.LargeLedger.Measured;
import org.eoworkflow.support.EngineTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.flyway.FlywayDataSource;

@EngineTest
@TestInstance(Lifecycle.PER_CLASS)
class LedgerScaleTest {

    @Autowired @FlywayDataSource DataSource owner;
    @TempDir Path folder;

    private LargeLedger ledger;
    private long before;

    @BeforeAll
    void appendMany() throws SQLException {
        ledger = new LargeLedger(owner);
    }

    @BeforeEach
    void look() {
        before = live();
    }

    @AfterAll
    void asIfNothingHadHappened() throws SQLException {
        ledger.close();
    }

    @Test
    void verifyingKeepsNothingOfWhatItHasRead() {
        var last = ledger.head().sequence();
        var walk = new long[2];
        ledger.entries().read((place, entry) -> {
            if (place == last - 1) {
                walk[0] = live() - before;
            }
            walk[1]++;
            return true;
        });

        assertThat(walk[1]).isEqualTo(last);
        assertThat(walk[0]).as("bytes kept near the end").isLessThan(FLAT);
        assertThat(new Chain(ledger.entries()).firstFault()).isNull();
    }

    @Test
    void exportingKeepsNothingOfWhatItHasWrittenAndTheFileIsVerifiedAsFlatly() throws IOException {
        var file = folder.resolve("ledger.json");
        var out = new Measured(new BufferedOutputStream(Files.newOutputStream(file)));
        ledger.export().json(null, ledger.head(), out);

        assertThat(Files.size(file)).isGreaterThan(100_000_000);
        assertThat(out.kept()).as("bytes kept after 70 MB").isPositive().isLessThan(FLAT);
        var last = ledger.head().sequence();
        var read = new long[1];
        new LedgerFile(file).read((place, entry) -> {
            if (place == last - 1) {
                read[0] = live() - before;
            }
            return true;
        });
        assertThat(read[0]).isLessThan(FLAT);
        var said = new PrintStream(new ByteArrayOutputStream());
        assertThat(VerifyLedger.run(List.of(file.toString()), InputStream.nullInputStream(), said, said)).isZero();
    }

    @Test
    void theTableIsWrittenAsFlatly() throws IOException {
        var out = new Measured(OutputStream.nullOutputStream());
        ledger.export().csv(LargeLedger.ORDER, ledger.head(), out);

        assertThat(out.kept()).as("bytes kept after 70 MB").isPositive().isLessThan(FLAT);
    }
}
