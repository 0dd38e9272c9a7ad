package io.resolutionflow.e2e.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A server started for a benchmark, with the processor time it has used. Linux only. */
final class Peer implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(90);
    private static final double TICKS_A_SECOND = 100;

    private final String name;
    private final int port;
    private final Process process;

    private Peer(String name, int port, Process process) {
        this.name = name;
        this.port = port;
        this.process = process;
    }

    static Peer start(
            String name, int port, Path log, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        var peer = new Peer(name, port, builder.start());
        Instant late = Instant.now().plus(START);
        while (!peer.isListening()) {
            if (!peer.process.isAlive() || Instant.now().isAfter(late)) {
                peer.close();
                throw new IllegalStateException(name + " did not start:\n" + Files.readString(log));
            }
            Thread.sleep(100);
        }
        return peer;
    }

    String name() {
        return name;
    }

    String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    /** Seconds of processor time, user and system, of the process and its children. */
    double processorSeconds() throws IOException {
        long ticks = 0;
        for (ProcessHandle one :
                Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList()) {
            Path stat = Path.of("/proc", String.valueOf(one.pid()), "stat");
            if (Files.exists(stat)) {
                String line = Files.readString(stat);
                // the program's name in brackets may hold spaces
                String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
                ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            }
        }
        return ticks / TICKS_A_SECOND;
    }

    private boolean isListening() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
