package org.eoworkflow.model.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import org.eoworkflow.order.CatalogueFiles;
import org.junit.jupiter.api.Test;

/** The models of the project keep the rules, those included whose breach is only a warning. */
class ModelsTest {

    @Test
    void everyModelIsClean() throws IOException {
        var models = new LinkedHashMap<String, String>();
        for (var file : LinterTest.models()) {
            models.put(file.toString(), Files.readString(file));
        }
        var result = new Linter(CatalogueFiles.read(), LinterTest.everything()).check(models);
        assertThat(result.models()).hasSameSizeAs(models);
        assertThat(result.findings()).as("what designers have to mend").isEmpty();
    }
}
