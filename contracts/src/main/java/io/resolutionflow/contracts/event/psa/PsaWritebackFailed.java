package io.resolutionflow.contracts.event.psa;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A write-back stopped and somebody has to know (contract-psa §16).
 *
 * @param state {@code failed}, {@code needs_person}, {@code needs_retry} or {@code conflict}
 * @param nextStep {@code repeat}, {@code wait}, {@code decide}, {@code retry_psa_push}, {@code
 *     fix_connection} or {@code fix_mapping}
 * @param message at most 200 characters, fit for people
 */
public record PsaWritebackFailed(
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
        UUID requestedBy,
        String requestedByName,
        String state,
        @Nullable String code,
        @Nullable String psaReason,
        @Nullable String nextStep,
        @Nullable UUID handlerId,
        String message,
        UUID actorId,
        String actorName,
        @Nullable String actingAs,
        Instant occurredAt) {

    public static final String TYPE = "psa.writeback_failed";
}
