package io.resolutionflow.platform.egress;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request to an address that a user typed.
 *
 * @param headers may hold credentials; never logged
 * @param within longest time from now to the end of the answer
 */
public record HttpRequest(
        String method,
        URI uri,
        Map<String, String> headers,
        byte @Nullable [] body,
        Duration within) {

    public HttpRequest {
        headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
        return method + " " + uri.getRawPath();
    }
}
