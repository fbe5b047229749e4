package org.eoworkflow.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * The embedded database's files in a data folder, and what a killed application may have left with them: a server that still runs,
 * the mark of one that does not, or a database that was never finished.
 */
record DatabaseFolder(Path path) {

    /** Of the binaries in the pom. A folder of another major version cannot be read by them. */
    static final int POSTGRESQL = 17;

    private static final int SECONDS_TO_END = 20;

    static DatabaseFolder of(Path data) {
        return new DatabaseFolder(data.resolve("postgres"));
    }

    /** What the server says, kept for whoever has to find out. */
    Path log() {
        return path.resolveSibling("postgres.log");
    }

    /** Exists from before the first file is written until the database is ready for use. */
    private Path unfinished() {
        return path.resolveSibling("postgres.unfinished");
    }

    /** A new database begins to be made. */
    void begin() throws IOException {
        if (!Files.exists(path.resolve("PG_VERSION"))) {
            Files.createDirectories(path.getParent());
            Files.writeString(unfinished(), "The database beside this file is not finished and will be made anew.\n");
        }
    }

    /** The database is ready for use. */
    void finish() throws IOException {
        Files.deleteIfExists(unfinished());
    }

    /** Leaves the folder ready for a server, or says in one sentence why it cannot be. */
    void check() {
        try {
            endServersLeftRunning();
            if (Files.exists(unfinished())) {
                FileSystemUtils.deleteRecursively(path);
            }
            Files.deleteIfExists(log());
            checkVersion();
            forgetServerGone();
        } catch (IOException e) {
            throw new CannotStart("The database folder %s cannot be used (%s): give this account the right to read and write it, or choose another data folder with --eo.data=<folder>."
                .formatted(path, e.getClass().getSimpleName()), e);
        }
    }

    private void checkVersion() throws IOException {
        var file = path.resolve("PG_VERSION");
        if (Files.exists(file) && !Files.readString(file).strip().equals(String.valueOf(POSTGRESQL))) {
            throw new CannotStart("The database in %s was made by PostgreSQL %s and this is PostgreSQL %d: choose another data folder with --eo.data=<folder>, or move the data with pg_dump."
                .formatted(path, Files.readString(file).strip(), POSTGRESQL));
        }
    }

    /** The data folder is held by this process, so a server that works on it has lost its application. */
    private void endServersLeftRunning() throws IOException {
        var leftover = Stream.concat(
            ProcessHandle.allProcesses().filter(this::worksHere),
            serverNamed().filter(ignored -> sameFolder()).stream()).distinct().toList();
        for (var process : leftover) {
            process.descendants().filter(ignored -> isProgram(process, "initdb")).forEach(ProcessHandle::destroyForcibly);
            process.destroy();
        }
        for (var process : leftover) {
            if (!ended(process)) {
                throw new CannotStart("A database server of an earlier run (process %d) still works on %s: end it, then start again."
                    .formatted(process.pid(), path));
            }
        }
    }

    private static boolean ended(ProcessHandle process) {
        try {
            process.onExit().get(SECONDS_TO_END, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Not known on every system: there the server's own mark must do. */
    private boolean worksHere(ProcessHandle process) {
        return (isProgram(process, "postgres") || isProgram(process, "initdb"))
            && process.info().arguments().filter(arguments -> Arrays.asList(arguments).contains(path.toString())).isPresent();
    }

    /** After a restart of the machine the number in the mark may belong to any program, and the server would wait for that one. */
    private void forgetServerGone() throws IOException {
        if (!Files.exists(mark())) {
            return;
        }
        var server = serverNamed();
        if (server.isPresent()) {
            throw new CannotStart("%s names process %d, a database server for another folder: stop it before its folder is copied or moved, then delete this file and start again."
                .formatted(mark(), server.get().pid()));
        }
        Files.delete(mark());
    }

    private Path mark() {
        return path.resolve("postmaster.pid");
    }

    private List<String> markLines() {
        try {
            return Files.exists(mark()) ? Files.readAllLines(mark()) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The living PostgreSQL that the mark names; one without a terminal is named by a negative number. */
    private Optional<ProcessHandle> serverNamed() {
        try {
            var lines = markLines();
            return lines.isEmpty() ? Optional.empty()
                : ProcessHandle.of(Math.abs(Long.parseLong(lines.get(0).strip()))).filter(process -> isProgram(process, "postgres"));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private boolean sameFolder() {
        var lines = markLines();
        try {
            return lines.size() > 1 && Files.isSameFile(Path.of(lines.get(1).strip()), path);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isProgram(ProcessHandle process, String name) {
        return process.info().command().map(command -> Path.of(command).getFileName().toString())
            .filter(file -> file.equals(name) || file.equals(name + ".exe")).isPresent();
    }
}
