package io.resolutionflow.gateway.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/** A Valkey or Redis of Debian's on a port of its own, to be hurt. */
public final class RedisServer implements AutoCloseable {

    private static final List<String> PROGRAMS = List.of("valkey-server", "redis-server");

    private final String program;
    private final int port;
    private Process process;

    private RedisServer(String program, int port) throws IOException {
        this.program = program;
        this.port = port;
        this.process = run();
    }

    /** Skips the test, and says so, where neither program can be had. */
    public static RedisServer start() {
        String program = installed().or(RedisServer::fetched).orElse(null);
        Assumptions.assumeTrue(
                program != null,
                "no valkey-server or redis-server here, and apt gives none: install one of them");
        try {
            return new RedisServer(String.valueOf(program), freePort());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public String address() {
        return "redis://127.0.0.1:" + port;
    }

    /** Answers nothing more, but keeps its connections. */
    public void hang() {
        signal("STOP");
    }

    public void goOn() {
        signal("CONT");
    }

    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Empty, at the same address. */
    public void startAgain() throws IOException {
        process = run();
    }

    private Process run() throws IOException {
        var started =
                new ProcessBuilder(
                                program,
                                "--port",
                                String.valueOf(port),
                                "--bind",
                                "127.0.0.1",
                                "--save",
                                "",
                                "--appendonly",
                                "no")
                        .directory(Files.createTempDirectory("redis").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        Awaitility.await().until(this::isListening);
        return started;
    }

    private boolean isListening() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<String> installed() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .flatMap(folder -> PROGRAMS.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    /** Debian's package, unpacked; nothing is installed. */
    private static Optional<String> fetched() {
        try {
            Path folder = Files.createDirectories(Path.of("target", "redis").toAbsolutePath());
            var fetch =
                    new ProcessBuilder(
                                    "/bin/sh",
                                    "-c",
                                    // the server's package is a link into its tools'
                                    "for p in valkey-server valkey-tools redis-server redis-tools; do"
                                            + " apt-get -qq download $p; done;"
                                            + " for d in *.deb; do dpkg-deb -x $d .; done")
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!fetch.waitFor(2, TimeUnit.MINUTES)) {
                fetch.destroyForcibly();
            }
            return PROGRAMS.stream()
                    .map(name -> folder.resolve("usr/bin").resolve(name))
                    .filter(Files::isExecutable)
                    .filter(RedisServer::runs)
                    .map(Path::toString)
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static boolean runs(Path program) {
        try {
            return new ProcessBuilder(program.toString(), "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        goOn();
        kill();
    }
}
