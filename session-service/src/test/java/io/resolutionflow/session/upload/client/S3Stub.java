package io.resolutionflow.session.upload.client;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One bucket behind the S3 protocol, as far as files need it: PUT, GET, DELETE by path, signature
 * version 4 in the header or in the link, worked out here from the request as it arrived.
 */
final class S3Stub implements AutoCloseable {

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String UNSIGNED = "UNSIGNED-PAYLOAD";

    private record Kept(byte[] bytes, String contentType) {}

    private final Map<String, Kept> objects = new ConcurrentHashMap<>();
    private final HttpServer server;
    private final String secret;

    /** While set, every request is answered so. */
    volatile int broken;

    S3Stub(String secret) throws IOException {
        this.secret = secret;
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    int size() {
        return objects.size();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (broken != 0) {
            error(exchange, broken, "InternalError");
            return;
        }
        Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        if (!signed(exchange, query, body)) {
            error(exchange, 403, "SignatureDoesNotMatch");
            return;
        }
        String path = exchange.getRequestURI().getRawPath();
        switch (exchange.getRequestMethod()) {
            case "PUT" -> {
                objects.put(
                        path,
                        new Kept(body, exchange.getRequestHeaders().getFirst("Content-Type")));
                exchange.getResponseHeaders().set("ETag", "\"" + hex(body) + "\"");
                send(exchange, 200, new byte[0]);
            }
            case "GET" -> get(exchange, path, query);
            case "DELETE" -> {
                objects.remove(path);
                send(exchange, 204, new byte[0]);
            }
            default -> error(exchange, 405, "MethodNotAllowed");
        }
    }

    private void get(HttpExchange exchange, String path, Map<String, String> query)
            throws IOException {
        Kept kept = objects.get(path);
        if (kept == null) {
            error(exchange, 404, "NoSuchKey");
            return;
        }
        Headers headers = exchange.getResponseHeaders();
        headers.set(
                "Content-Type", query.getOrDefault("response-content-type", kept.contentType()));
        if (query.containsKey("response-content-disposition")) {
            headers.set("Content-Disposition", query.get("response-content-disposition"));
        }
        send(exchange, 200, kept.bytes());
    }

    private boolean signed(HttpExchange exchange, Map<String, String> query, byte[] body) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        return header == null
                ? bySignedLink(exchange, query)
                : bySignedHeader(exchange, header, body);
    }

    private boolean bySignedHeader(HttpExchange exchange, String header, byte[] body) {
        Map<String, String> parts =
                Arrays.stream(header.substring(ALGORITHM.length()).split(","))
                        .map(part -> part.strip().split("=", 2))
                        .collect(Collectors.toMap(part -> part[0], part -> part[1]));
        String payload = exchange.getRequestHeaders().getFirst("x-amz-content-sha256");
        if (!payload.equals(UNSIGNED) && !payload.equals(hex(body))) {
            return false;
        }
        return signature(
                        exchange,
                        canonicalQuery(exchange, ""),
                        parts.get("SignedHeaders"),
                        payload,
                        parts.get("Credential"),
                        exchange.getRequestHeaders().getFirst("x-amz-date"))
                .equals(parts.get("Signature"));
    }

    private boolean bySignedLink(HttpExchange exchange, Map<String, String> query) {
        return query.containsKey("X-Amz-Signature")
                && signature(
                                exchange,
                                canonicalQuery(exchange, "X-Amz-Signature"),
                                query.get("X-Amz-SignedHeaders"),
                                UNSIGNED,
                                query.get("X-Amz-Credential"),
                                query.get("X-Amz-Date"))
                        .equals(query.get("X-Amz-Signature"));
    }

    private String signature(
            HttpExchange exchange,
            String query,
            String signedHeaders,
            String payload,
            String credential,
            String date) {
        String headers =
                Arrays.stream(signedHeaders.split(";"))
                        .map(name ->
                                name
                                        + ":"
                                        + exchange.getRequestHeaders()
                                                .getFirst(name)
                                                .strip()
                                                .replaceAll(" +", " ")
                                        + "\n")
                        .collect(Collectors.joining());
        String request =
                String.join(
                        "\n",
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().getRawPath(),
                        query,
                        headers,
                        signedHeaders,
                        payload);
        String scope = credential.substring(credential.indexOf('/') + 1);
        String text =
                String.join(
                        "\n",
                        ALGORITHM,
                        date,
                        scope,
                        hex(request.getBytes(StandardCharsets.UTF_8)));
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/")) {
            key = mac(key, part);
        }
        return HexFormat.of().formatHex(mac(key, text));
    }

    private static String canonicalQuery(HttpExchange exchange, String without) {
        String raw = exchange.getRequestURI().getRawQuery();
        return raw == null
                ? ""
                : Arrays.stream(raw.split("&"))
                        .map(pair -> pair.contains("=") ? pair : pair + "=")
                        .filter(pair -> without.isEmpty() || !pair.startsWith(without + "="))
                        .sorted()
                        .collect(Collectors.joining("&"));
    }

    private static Map<String, String> query(String raw) {
        var values = new TreeMap<String, String>();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            String[] parts = pair.split("=", 2);
            values.put(
                    parts[0],
                    parts.length == 1 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return values;
    }

    private static void error(HttpExchange exchange, int status, String code) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        send(
                exchange,
                status,
                ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>"
                                + code
                                + "</Code><Message>No.</Message></Error>")
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String hex(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
