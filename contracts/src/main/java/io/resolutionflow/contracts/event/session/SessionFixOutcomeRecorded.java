package io.resolutionflow.contracts.event.session;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The engineer told how a fix turned out. (contract-sessions §11) */
public record SessionFixOutcomeRecorded(
        UUID accountId,
        UUID sessionId,
        long stateVersion,
        String sessionStatus,
        @Nullable UUID actorId,
        @Nullable String actorName,
        @Nullable String actingAs,
        UUID fixId,
        String title,
        String outcome,
        @Nullable String notes,
        Instant occurredAt) {

    public static final String TYPE = "session.fix_outcome_recorded";
}
