package io.resolutionflow.e2e.client;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A signed-in demo user working through the gateway. Every POST carries a fresh {@code
 * Idempotency-Key}, as the web app's does.
 */
public record Person(Gateway gateway, String email, String token) {

    public Answer get(String path) {
        return call("GET", path, null, Map.of());
    }

    public Answer post(String path, Object body) {
        return call("POST", path, Json.write(body), Map.of("Idempotency-Key", Gateway.newKey()));
    }

    public Answer put(String path, Object body) {
        return call("PUT", path, Json.write(body), Map.of());
    }

    public Answer patch(String path, Object body) {
        return call("PATCH", path, Json.write(body), Map.of());
    }

    public Answer call(
            String method, String path, @Nullable String body, Map<String, String> headers) {
        var all = new HashMap<>(headers);
        all.putIfAbsent("Authorization", "Bearer " + token);
        return gateway.send(method, path, body, all);
    }

    /** Opens the live stream of escalations. */
    public LiveStream openStream() {
        return LiveStream.open(gateway, token, null);
    }

    /** Resumes it behind an event id. */
    public LiveStream openStream(String lastEventId) {
        return LiveStream.open(gateway, token, lastEventId);
    }
}
