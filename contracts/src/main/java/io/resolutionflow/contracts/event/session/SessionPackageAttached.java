package io.resolutionflow.contracts.event.session;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A posted escalation package joined the hand-off that was open already. (contract-sessions §11)
 */
public record SessionPackageAttached(
        UUID accountId,
        UUID sessionId,
        long stateVersion,
        String sessionStatus,
        @Nullable UUID actorId,
        @Nullable String actorName,
        @Nullable String actingAs,
        UUID handoffId,
        UUID writebackId,
        Instant occurredAt) {

    public static final String TYPE = "session.package_attached";
}
