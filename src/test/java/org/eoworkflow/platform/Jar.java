package org.eoworkflow.platform;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A packaged jar that runs in a process of its own, as an operator starts it. Closing it kills it and its database. */
final class Jar implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** A machine of another language, zone and character set: nothing that the product writes may depend on them. */
    private static final List<String> ELSEWHERE = List.of("-Duser.language=ar", "-Duser.country=EG", "-Duser.timezone=Pacific/Auckland",
        "-Dfile.encoding=ISO-8859-1");

    private final Process process;
    private final Path data;
    private final Path out;
    private final Path err;
    private final int port;

    private Jar(Path jar, Path data, int port) throws IOException {
        this.data = data.toAbsolutePath().normalize();
        this.port = port;
        out = Files.createTempFile(Path.of("target"), "eo-workflow", ".out");
        err = Files.createTempFile(Path.of("target"), "eo-workflow", ".err");
        var command = java("-XX:TieredStopAtLevel=1", "-jar", jar.toAbsolutePath().toString(), "--eo.data=" + this.data);
        if (port > 0) {
            command.add("--server.port=" + port);
        }
        process = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    }

    /** What {@code mvn package} made, by its name without the version's ending. */
    static Path named(String file) {
        return Path.of(System.getProperty("eo.jar")).resolveSibling(file);
    }

    /** Starts the demonstration's jar. */
    static Jar start(Path data, int port) throws IOException {
        return new Jar(named("eo-workflow.jar"), data, port);
    }

    /** Starts another jar. */
    static Jar start(Path jar, Path data, int port) throws IOException {
        return new Jar(jar, data, port);
    }

    /** Runs another command of the jar than the server, with 64 MB of memory; its output is one text. */
    static String command(String... arguments) throws IOException, InterruptedException {
        var command = java("-Xmx64m", "-jar", named("eo-workflow.jar").toAbsolutePath().toString());
        command.addAll(List.of(arguments));
        var run = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(run.getInputStream().readAllBytes());
        return run.waitFor() + ": " + said;
    }

    private static List<String> java(String... arguments) {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(ELSEWHERE);
        command.addAll(List.of(arguments));
        return command;
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Waits until it has said where to go. */
    Jar running() throws IOException, InterruptedException {
        for (long end = System.nanoTime() + PATIENCE.toNanos(); System.nanoTime() < end;) {
            if (out().contains("Ctrl-C stops it")) {
                return this;
            }
            if (process.waitFor(300, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        throw new AssertionError("it does not run; it said:\n" + out() + err());
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end");
        }
        return process.exitValue();
    }

    String out() throws IOException {
        return Files.readString(out);
    }

    String err() throws IOException {
        return Files.readString(err);
    }

    HttpResponse<String> get(String account, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString((account + ":demo").getBytes())).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String account, String path, String body) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString((account + ":demo").getBytes()))
            .header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    /** As {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As Ctrl-C or a service manager's stop. */
    void stop() {
        process.destroy();
    }

    /** The server of its database, if one runs. */
    List<ProcessHandle> databases() {
        return databases(data);
    }

    private static List<ProcessHandle> databases(Path data) {
        return ProcessHandle.allProcesses().filter(p -> p.info().commandLine().filter(line -> line.contains("postgres")
            && line.contains(data.resolve("postgres").toString())).isPresent()).toList();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
        for (var database : databases()) {
            database.destroy();
            database.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        }
    }
}
