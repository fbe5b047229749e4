package org.eoworkflow.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/** Gives the run's application context a data folder of its own and removes what earlier runs left. */
class FreshData implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final Path ROOT = Path.of("target", "test-data");

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        try {
            removeWhatEndedRunsLeft();
            TestPropertyValues.of("eo.data=" + ROOT.resolve(String.valueOf(ProcessHandle.current().pid()))).applyTo(context);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each folder is named by its process; one of another process that runs is in use. */
    private static void removeWhatEndedRunsLeft() throws IOException {
        Files.createDirectories(ROOT);
        try (var folders = Files.list(ROOT)) {
            for (Path folder : folders.toList()) {
                long process = Long.parseLong(folder.getFileName().toString());
                if (process == ProcessHandle.current().pid()) {
                    FileSystemUtils.deleteRecursively(folder);
                } else if (ProcessHandle.of(process).isEmpty()) {
                    // does not throw: the other process of this run may be removing it as well
                    FileSystemUtils.deleteRecursively(folder.toFile());
                }
            }
        }
    }
}
