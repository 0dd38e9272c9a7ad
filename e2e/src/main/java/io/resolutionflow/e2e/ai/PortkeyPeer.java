package io.resolutionflow.e2e.ai;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** npm {@code @portkey-ai/gateway}, installed into the bench's own folder. It has no ledger. */
final class PortkeyPeer implements AutoCloseable {

    static final String PACKAGE = "@portkey-ai/gateway@1.15.2";

    private static final int PORT = 18_787;
    private static final Duration INSTALL = Duration.ofMinutes(3);
    private static final Duration START = Duration.ofSeconds(60);

    private final Process process;

    private PortkeyPeer(Process process) {
        this.process = process;
    }

    /**
     * @param prefix a program that starts it, such as one that pins it to a processor
     */
    static PortkeyPeer start(Path work, List<String> prefix)
            throws IOException, InterruptedException {
        Path program = work.resolve("node_modules/@portkey-ai/gateway/build/start-server.js");
        if (!Files.exists(program)) {
            install(work);
        }
        var command = new ArrayList<>(prefix);
        command.addAll(
                List.of(
                        "node",
                        program.toAbsolutePath().toString(),
                        "--headless",
                        "--port=" + PORT));
        var builder =
                new ProcessBuilder(command)
                        .directory(work.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(work.resolve("peer.log").toFile());
        builder.environment().put("TRUSTED_CUSTOM_HOSTS", "127.0.0.1,localhost");
        builder.environment().put("NODE_ENV", "production");
        var peer = new PortkeyPeer(builder.start());
        peer.awaitListening();
        return peer;
    }

    private static void install(Path work) throws IOException, InterruptedException {
        Process npm =
                new ProcessBuilder(
                                "npm",
                                "install",
                                "--no-audit",
                                "--no-fund",
                                "--prefix",
                                ".",
                                PACKAGE)
                        .directory(work.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(work.resolve("npm.log").toFile())
                        .start();
        // npm asks an unreachable registry again for many minutes
        if (!npm.waitFor(INSTALL.toSeconds(), TimeUnit.SECONDS)) {
            npm.destroy();
            throw new IOException(
                    "npm install " + PACKAGE + " took more than " + INSTALL + ", see npm.log");
        }
        if (npm.exitValue() != 0) {
            throw new IOException("npm install " + PACKAGE + " ended with " + npm.exitValue());
        }
    }

    private void awaitListening() throws IOException, InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (process.isAlive() && System.nanoTime() < end) {
            try (var _ = new Socket("127.0.0.1", PORT)) {
                return;
            } catch (ConnectException _) {
                // not yet
                Thread.sleep(100);
            }
        }
        process.destroyForcibly();
        throw new IOException("the peer gateway does not listen; see peer.log");
    }

    int port() {
        return PORT;
    }

    ProcessCost cost() {
        return new ProcessCost(process.pid());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
