package org.eoworkflow.security.spill;

import jakarta.annotation.PreDestroy;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/**
 * All the text of a file, with its properties, headers, footers, comments, deleted passages and the files in it. Bounded in time, in length and
 * in the number of files in it, so that no file holds the system up. What only a picture shows is not read.
 */
@Component
class FileText {

    private static final int READERS = 4;

    private final SpillSettings settings;
    private final ExecutorService readers = Executors.newFixedThreadPool(READERS, work -> {
        var thread = new Thread(work, "spill-guard-reader");
        thread.setDaemon(true);
        return thread;
    });

    FileText(SpillSettings settings) {
        this.settings = settings;
    }

    /** A file of which nobody can say that it is clean. The message is the end of a sentence about it. */
    static class Unreadable extends Exception {

        private String before = "";

        Unreadable(String message) {
            super(message);
        }

        Unreadable after(CharSequence read) {
            before = read.toString();
            return this;
        }

        /** What was read of it before. */
        String before() {
            return before;
        }
    }

    /** @throws Unreadable if it is encrypted, damaged, too long, or takes too long */
    String of(byte[] content) throws Unreadable {
        if (OpenText.isOpen(content)) {
            return OpenText.of(content);
        }
        Future<String> reading = readers.submit(() -> new FileReading().of(content));
        try {
            return reading.get(settings.timePerFile().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            reading.cancel(true);
            throw new Unreadable("takes longer than %d seconds to be read".formatted(settings.timePerFile().toSeconds()));
        } catch (InterruptedException stopped) {
            reading.cancel(true);
            Thread.currentThread().interrupt();
            throw new Unreadable("could not be read to its end");
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Unreadable known ? known : new Unreadable("cannot be read");
        }
    }

    @PreDestroy
    void stop() {
        readers.shutdownNow();
    }
}
