package io.resolutionflow.contracts.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * {@code session.handoff_requested} and {@code l1.handoff_requested} as their consumers need them
 * (contract-handoffs §11): the one way an escalation reaches handoff-service, whatever the entry.
 *
 * @param sessionId set for an AI session, {@code walkId} for an L1 walk; exactly one of the two
 * @param snapshot state of the work at the moment of the hand-over, at most 64 KiB
 * @param ticket {@code {kind, id, psa_connection_id}}, L1 only
 * @param continuation what a continuing session is made from, L1 only
 */
public record HandoffRequested(
        UUID handoffId,
        @Nullable UUID sessionId,
        @Nullable UUID walkId,
        String intent,
        String origin,
        @Nullable String reason,
        @Nullable String reasonCategory,
        @Nullable String engineerNotes,
        String priority,
        @Nullable UUID targetUserId,
        UUID handedOffBy,
        String handedOffByName,
        @Nullable String actingAs,
        @Nullable UUID teamId,
        @Nullable UUID writebackId,
        @Nullable String previousStatus,
        @Nullable UUID replacesHandoffId,
        @Nullable String psaTicketId,
        @Nullable UUID psaConnectionId,
        @Nullable String handOffTo,
        @Nullable String include,
        @Nullable JsonNode ticket,
        JsonNode snapshot,
        @Nullable JsonNode continuation,
        Instant occurredAt) {

    public static final String OF_SESSION = "session.handoff_requested";
    public static final String OF_WALK = "l1.handoff_requested";
}
