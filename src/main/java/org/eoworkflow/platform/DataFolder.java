package org.eoworkflow.platform;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The folder of the embedded database and of the mails. One application at a time works on it. */
final class DataFolder {

    private static final String LOCK = "eo-workflow.lock";

    /** The locked byte lies far behind the process number, so that others can read that on every system. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    /** Held until the process ends, however it ends; the system then takes the lock away. */
    @SuppressWarnings("unused")
    private static FileChannel held;

    private DataFolder() {
    }

    /**
     * Takes the folder for this process, makes it where it is missing, and ends what a killed application left running in it.
     *
     * @throws CannotStart if somebody else holds it or this process cannot use it
     */
    static void hold(Path data) {
        var folder = data.toAbsolutePath().normalize();
        held = lock(folder);
        DatabaseFolder.of(folder).check();
    }

    private static FileChannel lock(Path folder) {
        FileChannel channel = null;
        try {
            if (Files.exists(folder) && !Files.isDirectory(folder)) {
                throw new CannotStart("The data folder %s is a file: choose a folder with --eo.data=<folder>.".formatted(folder));
            }
            Files.createDirectories(folder);
            channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (channel.tryLock(LOCKED_BYTE, 1, false) == null) {
                throw inUse(folder, channel);
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(String.valueOf(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)), 0);
            return channel;
        } catch (OverlappingFileLockException e) {
            throw inUse(folder, channel);
        } catch (IOException e) {
            throw new CannotStart(("The data folder %s cannot be written (%s): give this account the right to write there, "
                + "or choose another folder with --eo.data=<folder>.").formatted(folder, e.getClass().getSimpleName()), e);
        }
    }

    private static CannotStart inUse(Path folder, FileChannel channel) {
        return new CannotStart("eo-workflow is running on the data folder %s already (process %s): stop that one, or choose another folder with --eo.data=<folder> and another port with --server.port=<number>."
            .formatted(folder, holder(channel)));
    }

    private static String holder(FileChannel channel) {
        var text = ByteBuffer.allocate(20);
        try {
            channel.read(text, 0);
        } catch (IOException e) {
            return "unknown";
        }
        return new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII);
    }
}
