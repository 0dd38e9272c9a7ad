package io.resolutionflow.contracts.event.psa;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A connection stopped taking calls, or takes them again (contract-psa §16).
 *
 * @param reason {@code credentials_rejected}, {@code credentials_unreadable}; when resumed, what it
 *     had been paused for
 */
public record PsaConnectionChanged(
        UUID connectionId,
        String provider,
        String displayName,
        @Nullable String reason,
        @Nullable UUID actorId,
        @Nullable String actorName,
        @Nullable String actingAs,
        Instant occurredAt) {

    public static final String PAUSED = "psa.connection_paused";
    public static final String RESUMED = "psa.connection_resumed";
}
