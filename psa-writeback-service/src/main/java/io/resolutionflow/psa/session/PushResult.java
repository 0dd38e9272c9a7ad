package io.resolutionflow.psa.session;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a write-back stands, for the session's {@code psa_push_status}. @param state {@code
 * pending_retry}, {@code failed} or {@code sent}
 */
public record PushResult(
        UUID sessionId,
        UUID writebackId,
        String kind,
        String state,
        @Nullable String externalId,
        @Nullable Instant postedAt,
        @Nullable String verifiedStatusId,
        @Nullable String verifiedStatusName,
        @Nullable String message,
        Instant occurredAt) {}
