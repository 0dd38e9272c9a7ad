package io.resolutionflow.aigateway.provider;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at one embedding model.
 *
 * @param texts redacted already, each within the model's window
 * @param query whether they ask, rather than are looked for
 * @param allowedProviders the account's allow-list, looked at again just before anything leaves the
 *     process; null = all
 */
public record EmbeddingCall(
        ModelProfile target,
        List<String> texts,
        boolean query,
        int dimensions,
        Instant deadline,
        @Nullable List<String> allowedProviders) {

    public boolean allows(String endpoint) {
        return allowedProviders == null || allowedProviders.contains(endpoint);
    }
}
