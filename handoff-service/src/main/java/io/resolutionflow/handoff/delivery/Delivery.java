package io.resolutionflow.handoff.delivery;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One message to one receiver, as an administrator sees it (contract-handoffs §7.3).
 *
 * @param nextAttemptAt only while pending
 */
public record Delivery(
        UUID id,
        String event,
        UUID subjectId,
        String recipientHint,
        String state,
        int attempts,
        @Nullable Instant nextAttemptAt,
        @Nullable Integer lastHttpStatus,
        @Nullable String lastErrorCode,
        boolean fallbackUsed,
        Instant createdAt,
        @Nullable Instant sentAt) {}
