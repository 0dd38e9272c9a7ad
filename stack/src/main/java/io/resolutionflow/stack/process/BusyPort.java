package io.resolutionflow.stack.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.regex.Pattern;

/** A port of 127.0.0.1 that another program holds. */
public record BusyPort(int port, Optional<String> owner) {

    private static final Pattern SS_OWNER = Pattern.compile("users:\\(\\(\"([^\"]+)\",pid=(\\d+)");
    private static final int CONNECT_MILLIS = 200;

    public static Optional<BusyPort> check(int port) {
        return isFree(port) ? Optional.empty() : Optional.of(new BusyPort(port, ownerOf(port)));
    }

    /** Fit for a person, e.g. {@code port 8080 is used by java (pid 4711)}. */
    public String describe() {
        return "port " + port + " is used by " + owner.orElse("another program");
    }

    private static boolean isFree(int port) {
        // a listener on all addresses does not keep macOS from binding the loopback address, so ask
        // both ways
        return !answers(port) && binds(port);
    }

    private static boolean answers(int port) {
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static boolean binds(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static Optional<String> ownerOf(int port) {
        return Commands.ask("ss", "-ltnpH", "sport = :" + port)
                .map(SS_OWNER::matcher)
                .filter(java.util.regex.Matcher::find)
                .map(match -> match.group(1) + " (pid " + match.group(2) + ")")
                .or(() -> lsof(port));
    }

    private static Optional<String> lsof(int port) {
        return Commands.ask("lsof", "-nP", "-Fpc", "-iTCP:" + port, "-sTCP:LISTEN")
                .map(output -> named(output, 'c') + " (pid " + named(output, 'p') + ")");
    }

    private static String named(String output, char field) {
        return output.lines()
                .filter(line -> !line.isEmpty() && line.charAt(0) == field)
                .map(line -> line.substring(1))
                .findFirst()
                .orElse("?");
    }
}
