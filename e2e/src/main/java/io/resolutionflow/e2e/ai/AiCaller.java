package io.resolutionflow.e2e.ai;

import io.resolutionflow.e2e.client.Json;
import io.resolutionflow.e2e.stack.Stack;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;

/** Calls the internal API as session-service does, with its own credentials. */
final class AiCaller {

    static final String BODY =
            "{\"task\":\"%s\",\"offline\":\"never\",\"max_output_tokens\":%d,\"inputs\":{},\"messages\":[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"text\":\"%s\"}]}]%s}";
    private static final Duration TOKEN_LIFE = Duration.ofSeconds(60);

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(10))
                    .executor(Executors.newVirtualThreadPerTaskExecutor())
                    .build();
    private final Stack stack;
    private String token = "";
    private long tokenUntil;

    AiCaller(Stack stack) {
        this.stack = stack;
    }

    HttpClient http() {
        return http;
    }

    /** Fresh enough for the call that follows. */
    synchronized String token() throws IOException, InterruptedException {
        if (System.nanoTime() - tokenUntil < 0) {
            return token;
        }
        String form =
                "grant_type=client_credentials&client_id=session-service&client_secret="
                        + URLEncoder.encode(
                                stack.variable("RF_TEST_CLIENT_SECRET_SESSION_SERVICE"),
                                StandardCharsets.UTF_8);
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        stack.variable("RF_TEST_ISSUER_URI")
                                                + "/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build();
        var answer = Json.read(http.send(request, BodyHandlers.ofString()).body());
        token = answer.path("access_token").asString("");
        tokenUntil = System.nanoTime() + TOKEN_LIFE.toNanos();
        return token;
    }

    HttpRequest.Builder completion(int port, UUID account, String key, String body)
            throws IOException, InterruptedException {
        return post(port, account, "/internal/v1/ai/completions", body)
                .header("Idempotency-Key", key);
    }

    HttpRequest.Builder post(int port, UUID account, String path, String body)
            throws IOException, InterruptedException {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token())
                .header("X-RF-Account-Id", account.toString())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    HttpResponse<String> complete(int port, UUID account, String key, String body)
            throws IOException, InterruptedException {
        return http.send(completion(port, account, key, body).build(), BodyHandlers.ofString());
    }
}
