package io.resolutionflow.stack.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The gateway's public API as one signed-in user. */
final class PublicApi {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int FIRST_ERROR = 400;
    private static final int UNAVAILABLE = 503;
    private static final int TRIES = 10;
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final String gateway;
    private final String token;
    private final HttpClient http;
    private final JsonMapper json;

    PublicApi(String gateway, String token, HttpClient http, JsonMapper json) {
        this.gateway = gateway;
        this.token = token;
        this.http = http;
        this.json = json;
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return call("GET", path, null);
    }

    /**
     * @throws IOException with method, path and the answer when it is an error
     */
    JsonNode call(String method, String path, @Nullable Object body)
            throws IOException, InterruptedException {
        for (int n = 1; ; n++) {
            var answer =
                    http.send(request(method, path, body), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() < FIRST_ERROR) {
                return answer.body().isBlank()
                        ? json.createObjectNode()
                        : json.readTree(answer.body());
            }
            // just started: the gateway may not have seen every service yet
            if (answer.statusCode() != UNAVAILABLE || n == TRIES) {
                throw new IOException(
                        method
                                + " "
                                + path
                                + " answered "
                                + answer.statusCode()
                                + ": "
                                + answer.body());
            }
            Thread.sleep(BETWEEN);
        }
    }

    private HttpRequest request(String method, String path, @Nullable Object body) {
        var builder =
                HttpRequest.newBuilder(URI.create(gateway + "/api/v1" + path))
                        .timeout(TIMEOUT)
                        .header("Authorization", "Bearer " + token)
                        .header("Accept", "application/json");
        if (body == null) {
            return builder.method(method, HttpRequest.BodyPublishers.noBody()).build();
        }
        return builder.header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)))
                .build();
    }
}
