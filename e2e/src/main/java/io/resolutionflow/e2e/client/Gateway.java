package io.resolutionflow.e2e.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The public side of a running stack: the gateway's address and the issuer that signs people in.
 */
public final class Gateway {

    private static final Duration TIMEOUT = Duration.ofSeconds(130);
    private static final String CLIENT = "rf-cli";

    private final URI address;
    private final URI issuer;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(3))
                    .build();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final Map<String, String> refreshTokens = new ConcurrentHashMap<>();

    public Gateway(URI address, URI issuer) {
        this.address = address;
        this.issuer = issuer;
    }

    /** From {@code RF_GATEWAY_URL} and {@code RF_ISSUER_URI}; the standard ports when unset. */
    public static Gateway fromEnvironment() {
        return new Gateway(
                URI.create(variable("RF_GATEWAY_URL", "http://127.0.0.1:8080")),
                URI.create(
                        variable("RF_ISSUER_URI", "http://127.0.0.1:8081/realms/resolutionflow")));
    }

    public URI address() {
        return address;
    }

    /** Who signs people in, as the tokens name it. */
    public URI issuer() {
        return issuer;
    }

    HttpClient http() {
        return http;
    }

    /** A demo user, signed in by the password grant of the local realm. */
    public Person signIn(String email) {
        return new Person(this, email, tokens.computeIfAbsent(email, this::token));
    }

    /** As {@link #signIn}, with a new token: for runs that outlive one. */
    public Person signInAgain(String email) {
        return new Person(this, email, token(email));
    }

    /** Somebody without a token. */
    public Answer anonymous(String method, String path, @Nullable String body) {
        return send(method, path, body, Map.of());
    }

    Answer send(String method, String path, @Nullable String body, Map<String, String> headers) {
        var request =
                HttpRequest.newBuilder(address.resolve(path))
                        .timeout(TIMEOUT)
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::setHeader);
        return send(request.build());
    }

    /** By the refresh token of an earlier sign-in: checking a password is made to cost. */
    private String token(String email) {
        String refresh = refreshTokens.remove(email);
        var byPassword =
                Map.of(
                        "grant_type", "password",
                        "username", email,
                        "password", "demo",
                        "scope", "openid");
        Answer answer =
                grant(
                        refresh == null
                                ? byPassword
                                : Map.of("grant_type", "refresh_token", "refresh_token", refresh));
        if (refresh != null && !answer.is(200)) {
            answer = grant(byPassword);
        }
        if (!answer.is(200)) {
            throw new IllegalStateException(
                    "sign-in of " + email + " was refused: " + answer.status());
        }
        refreshTokens.put(email, answer.text("/refresh_token"));
        return answer.text("/access_token");
    }

    private Answer grant(Map<String, String> fields) {
        String form =
                Stream.concat(fields.entrySet().stream(), Stream.of(Map.entry("client_id", CLIENT)))
                        .map(e ->
                                e.getKey()
                                        + "="
                                        + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        return send(
                HttpRequest.newBuilder(URI.create(issuer + "/protocol/openid-connect/token"))
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build());
    }

    private Answer send(HttpRequest request) {
        try {
            var response = http.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response.headers());
        } catch (IOException e) {
            throw new UncheckedIOException(request.method() + " " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String variable(String name, String otherwise) {
        String value = System.getenv(name);
        return value == null || value.isBlank() ? otherwise : value;
    }

    static String newKey() {
        return UUID.randomUUID().toString();
    }
}
