package io.resolutionflow.psa.connection;

import io.resolutionflow.psa.connector.Capabilities;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A connection as owners and admins see it (contract-psa §2.1): hints of credentials, never one of
 * them.
 */
public record ConnectionView(
        UUID id,
        String provider,
        String displayName,
        @Nullable String baseUrl,
        JsonNode config,
        Map<String, String> credentialHints,
        String status,
        @Nullable String pausedReason,
        @Nullable Instant lastTestedAt,
        @Nullable Instant lastOkAt,
        @Nullable String lastErrorCode,
        @Nullable String serverVersion,
        boolean isDefault,
        Capabilities capabilities,
        String createdByName,
        Instant createdAt,
        Instant updatedAt,
        int version) {

    public static ConnectionView of(PsaConnection connection) {
        return new ConnectionView(
                connection.id(),
                connection.provider().wireName(),
                connection.displayName(),
                connection.baseUrl(),
                connection.config(),
                connection.hints(),
                connection.status().wireName(),
                connection.pausedReason(),
                connection.health().lastTestedAt(),
                connection.health().lastOkAt(),
                connection.health().lastErrorCode(),
                connection.serverVersion(),
                connection.isDefault(),
                connection.capabilities(),
                connection.createdByName(),
                connection.createdAt(),
                connection.updatedAt(),
                connection.version());
    }
}
