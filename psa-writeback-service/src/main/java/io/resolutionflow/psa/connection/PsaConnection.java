package io.resolutionflow.psa.connection;

import io.resolutionflow.psa.connector.Capabilities;
import io.resolutionflow.psa.connector.Provider;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One account's access to one ticketing system.
 *
 * @param ciphertext sealed credentials; null once deleted
 * @param hints last characters of each credential, all that is ever shown of it
 * @param version rises with every change by a person
 */
public record PsaConnection(
        UUID accountId,
        UUID id,
        Provider provider,
        String displayName,
        @Nullable String baseUrl,
        JsonNode config,
        byte @Nullable [] ciphertext,
        @Nullable Long keyId,
        Map<String, String> hints,
        ConnectionStatus status,
        @Nullable String pausedReason,
        Capabilities capabilities,
        @Nullable String zone,
        @Nullable String serverVersion,
        boolean isDefault,
        Health health,
        UUID createdBy,
        String createdByName,
        Instant createdAt,
        Instant updatedAt,
        int version) {

    /** What the last calls showed. */
    public record Health(
            @Nullable Instant lastTestedAt,
            @Nullable Instant lastOkAt,
            @Nullable String lastErrorCode,
            int rejectedInARow) {

        static final Health UNKNOWN = new Health(null, null, null, 0);
    }

    public boolean isDeleted() {
        return status == ConnectionStatus.DELETED;
    }

    public boolean isPaused() {
        return status == ConnectionStatus.PAUSED;
    }

    @Override
    public String toString() {
        return "PsaConnection[" + id + ", " + provider + ", " + status + "]";
    }
}
