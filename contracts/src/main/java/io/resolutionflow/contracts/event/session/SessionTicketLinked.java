package io.resolutionflow.contracts.event.session;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The session belongs to this ticket from now on. (contract-sessions §11) */
public record SessionTicketLinked(
        UUID accountId,
        UUID sessionId,
        long stateVersion,
        String sessionStatus,
        @Nullable UUID actorId,
        @Nullable String actorName,
        @Nullable String actingAs,
        String psaTicketId,
        @Nullable UUID psaConnectionId,
        @Nullable String previousPsaTicketId,
        Instant occurredAt) {

    public static final String TYPE = "session.ticket_linked";
}
