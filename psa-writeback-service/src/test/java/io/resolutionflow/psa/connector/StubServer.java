package io.resolutionflow.psa.connector;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server in the test's own process that speaks one vendor's protocol. */
public abstract class StubServer {

    protected static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;

    protected StubServer() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    public final URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** One request; {@code body} is a missing node when it is no JSON. */
    protected record Call(
            String method,
            String path,
            Map<String, String> query,
            String authorization,
            String text,
            JsonNode body) {

        public String parameter(String name) {
            return query.getOrDefault(name, "");
        }
    }

    protected record Reply(int status, String contentType, String body) {

        public static Reply json(int status, Object body) {
            return new Reply(status, "application/json", JSON.writeValueAsString(body));
        }

        public static Reply text(int status, String body) {
            return new Reply(status, "text/plain", body);
        }
    }

    /** Called one at a time: state needs no locks. */
    protected abstract Reply answer(Call call);

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String text =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var call =
                    new Call(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().getPath(),
                            parameters(exchange.getRequestURI().getRawQuery()),
                            String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                            text,
                            parsed(text));
            Reply reply;
            synchronized (this) {
                reply = answer(call);
            }
            byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", reply.contentType());
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            return JSON.nullNode();
        }
    }

    protected static Map<String, String> parameters(@Nullable String query) {
        var parameters = new LinkedHashMap<String, String>();
        if (query != null && !query.isEmpty()) {
            for (String pair : query.split("&")) {
                String[] sides = pair.split("=", 2);
                parameters.put(
                        URLDecoder.decode(sides[0], StandardCharsets.UTF_8),
                        URLDecoder.decode(
                                sides.length < 2 ? "" : sides[1], StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }
}
