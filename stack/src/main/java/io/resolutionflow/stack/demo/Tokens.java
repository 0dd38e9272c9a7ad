package io.resolutionflow.stack.demo;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;

/**
 * Access tokens of demo users, by the password grant of the local realm's client {@code rf-cli}.
 */
public final class Tokens {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int OK = 200;

    private final String issuer;
    private final HttpClient http;
    private final JsonMapper json;

    public Tokens(String issuer, HttpClient http, JsonMapper json) {
        this.issuer = issuer;
        this.http = http;
        this.json = json;
    }

    /**
     * @throws IOException when Keycloak is away or refuses
     */
    public String of(String email) throws IOException, InterruptedException {
        String form =
                "grant_type=password&client_id=rf-cli&scope=openid&username="
                        + URLEncoder.encode(email, StandardCharsets.UTF_8)
                        + "&password="
                        + DemoUsers.PASSWORD;
        var request =
                HttpRequest.newBuilder(URI.create(issuer + "/protocol/openid-connect/token"))
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != OK) {
            throw new IOException("Keycloak gave no token for " + email + ": " + answer.body());
        }
        return json.readTree(answer.body()).path("access_token").asString();
    }
}
