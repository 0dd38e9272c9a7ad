package io.resolutionflow.contracts.event.psa;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A text is in its ticket, and the status there was read back or left as it was for a reason
 * (contract-psa §16). Carries neither the text nor anything the ticketing system answered.
 *
 * @param kind {@code resolution_note}, {@code escalation_package}, {@code l1_resolution_note},
 *     {@code l1_escalation_note}
 * @param origin {@code manual_post} or {@code auto}
 * @param foundBy {@code response}, {@code marker} or {@code person}; null when no ticket is linked
 */
public record PsaWritebackCompleted(
        UUID writebackId,
        String kind,
        String origin,
        @Nullable UUID sessionId,
        @Nullable UUID walkId,
        @Nullable UUID handoffId,
        @Nullable UUID connectionId,
        @Nullable String provider,
        @Nullable String ticketId,
        @Nullable String externalId,
        @Nullable Instant postedAt,
        String visibility,
        @Nullable String verifiedStatusId,
        @Nullable String verifiedStatusName,
        @Nullable String statusTransitionSkippedCode,
        @Nullable String foundBy,
        UUID requestedBy,
        String requestedByName,
        UUID actorId,
        String actorName,
        @Nullable String actingAs,
        Instant occurredAt) {

    public static final String TYPE = "psa.writeback_completed";
}
