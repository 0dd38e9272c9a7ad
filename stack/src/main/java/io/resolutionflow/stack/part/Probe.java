package io.resolutionflow.stack.part;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Asks a running part whether it is ready to work. Answers within about two seconds. */
@FunctionalInterface
public interface Probe {

    int TIMEOUT_MILLIS = 2_000;

    boolean ready();

    /** Accepts connections. */
    static Probe tcp(String host, int port) {
        return () -> {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
                return true;
            } catch (IOException _) {
                return false;
            }
        };
    }

    /** Answers GET with 200. */
    static Probe http(String url) {
        return () -> {
            try {
                var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
                connection.setConnectTimeout(TIMEOUT_MILLIS);
                connection.setReadTimeout(TIMEOUT_MILLIS);
                try {
                    return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
                } finally {
                    connection.disconnect();
                }
            } catch (IOException _) {
                return false;
            }
        };
    }

    static Probe file(Path file) {
        return () -> Files.isRegularFile(file);
    }

    default Probe and(Probe other) {
        return () -> ready() && other.ready();
    }
}
