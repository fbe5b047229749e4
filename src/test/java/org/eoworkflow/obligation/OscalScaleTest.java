package org.eoworkflow.obligation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import javax.sql.DataSource;
import org.eoworkflow.ledger.LargeLedger;
import org.eoworkflow.support.EngineTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.flyway.FlywayDataSource;

@EngineTest
class OscalScaleTest {

    @Autowired @FlywayDataSource DataSource owner;

    @Test
    void assessmentResultsAreWrittenWithoutKeepingWhatWasWritten() throws Exception {
        try (var ledger = new LargeLedger(owner)) {
            var out = new LargeLedger.Measured(OutputStream.nullOutputStream());
            new OscalResults(ledger.export()).write(null, ledger.head(), () -> out);

            assertThat(out.kept()).as("bytes kept after 70 MB").isPositive().isLessThan(LargeLedger.FLAT);
        }
    }
}
