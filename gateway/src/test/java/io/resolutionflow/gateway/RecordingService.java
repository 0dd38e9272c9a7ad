package io.resolutionflow.gateway;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A service behind the gateway: remembers what reached it; its stream sends one event, then waits
 * to be told to send the next.
 */
final class RecordingService {

    record Seen(String method, String path, Map<String, List<String>> headers, byte[] body) {}

    final BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();
    final BlockingQueue<String> streamEvents = new LinkedBlockingQueue<>();
    private final HttpServer server;

    RecordingService() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(command -> Thread.ofVirtual().start(command));
        server.createContext("/")
                .setHandler(exchange -> {
                    byte[] body = exchange.getRequestBody().readAllBytes();
                    seen.add(
                            new Seen(
                                    exchange.getRequestMethod(),
                                    exchange.getRequestURI().getPath(),
                                    Map.copyOf(exchange.getRequestHeaders()),
                                    body));
                    if (exchange.getRequestURI().getPath().endsWith("/stream")) {
                        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
                        exchange.sendResponseHeaders(200, 0);
                        try (var out = exchange.getResponseBody()) {
                            for (String event = take(); !event.equals("end"); event = take()) {
                                out.write(
                                        ("data: " + event + "\n\n")
                                                .getBytes(StandardCharsets.UTF_8));
                                out.flush();
                            }
                        }
                        return;
                    }
                    byte[] answer = "{\"ok\":true}".getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
        server.start();
    }

    private String take() {
        try {
            return streamEvents.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "end";
        }
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }
}
