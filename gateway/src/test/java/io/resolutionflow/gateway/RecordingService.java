package io.resolutionflow.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A service behind the gateway: remembers what reached it; its stream sends one event, then waits
 * to be told to send the next.
 */
final class RecordingService {

    /** Above what the gateway packs. */
    static final String LARGE = "{\"rows\":[" + "\"a row\",".repeat(2_000) + "0]}";

    record Seen(String method, String path, Map<String, List<String>> headers, byte[] body) {}

    final BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();
    final BlockingQueue<String> streamEvents = new LinkedBlockingQueue<>();

    /** What requests to a path ending in {@code /slow} wait for, one each. */
    final BlockingQueue<String> slowAnswers = new LinkedBlockingQueue<>();

    /** Streams whose reader went away. */
    final AtomicInteger leftStreams = new AtomicInteger();

    private static final String API_DOCUMENT =
            """
            {"openapi":"3.1.0","paths":{
              "/api/v1/l1/queue":{"get":{"operationId":"queue","responses":{"200":{"content":
                {"application/json":{"schema":{"$ref":"#/components/schemas/Row"}}}}}}},
              "/internal/v1/secret":{"get":{"operationId":"secret"}}},
             "components":{"schemas":{"Row":{"type":"object"}}}}
            """;
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
                    if (exchange.getRequestURI().getPath().equals("/v3/api-docs")) {
                        send(exchange, API_DOCUMENT);
                        return;
                    }
                    if (exchange.getRequestURI().getPath().endsWith("/dropped")) {
                        // the connection ends without an answer
                        exchange.close();
                        return;
                    }
                    if (exchange.getRequestURI().getPath().endsWith("/large")) {
                        send(exchange, LARGE);
                        return;
                    }
                    if (exchange.getRequestURI().getPath().endsWith("/slow")) {
                        send(exchange, take(slowAnswers));
                        return;
                    }
                    if (exchange.getRequestURI().getPath().endsWith("/stream")) {
                        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
                        exchange.sendResponseHeaders(200, 0);
                        try (var out = exchange.getResponseBody()) {
                            if ("hello".equals(exchange.getRequestURI().getQuery())) {
                                out.write("data: hello\n\n".getBytes(StandardCharsets.UTF_8));
                                out.flush();
                            }
                            for (String event = take(streamEvents);
                                    !event.equals("end");
                                    event = take(streamEvents)) {
                                if (event.equals("forever")) {
                                    writeUntilNobodyReads(out);
                                }
                                out.write(
                                        ("data: " + event + "\n\n")
                                                .getBytes(StandardCharsets.UTF_8));
                                out.flush();
                            }
                        }
                        return;
                    }
                    send(exchange, "{\"ok\":true}");
                });
        server.start();
    }

    private static void send(HttpExchange exchange, String json) throws IOException {
        byte[] answer = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private void writeUntilNobodyReads(OutputStream out) throws IOException {
        try {
            while (true) {
                out.write(":\n\n".getBytes(StandardCharsets.UTF_8));
                out.flush();
                Thread.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            leftStreams.incrementAndGet();
        }
    }

    private static String take(BlockingQueue<String> queue) {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "end";
        }
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }
}
