package io.resolutionflow.psa.session;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A finished note or package, told to session-service. All PSA members are null when no ticket is
 * linked.
 *
 * @param summary resolution summary or escalation reason
 * @param handoffId packages only
 */
public record SessionWriteback(
        UUID sessionId,
        UUID writebackId,
        String markdown,
        String summary,
        @Nullable UUID handoffId,
        @Nullable UUID targetUserId,
        @Nullable String priority,
        @Nullable String externalId,
        @Nullable Instant postedAt,
        @Nullable String verifiedStatusId,
        @Nullable String verifiedStatusName,
        UUID actorId,
        String actorName,
        @Nullable String actingAs) {}
