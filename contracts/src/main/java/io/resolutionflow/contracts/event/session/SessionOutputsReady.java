package io.resolutionflow.contracts.event.session;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Every resolution output is ready or has finally failed. (contract-sessions §11) */
public record SessionOutputsReady(
        UUID accountId,
        UUID sessionId,
        long stateVersion,
        String sessionStatus,
        @Nullable UUID actorId,
        @Nullable String actorName,
        @Nullable String actingAs,
        List<SessionOutputState> outputs,
        Instant occurredAt) {

    public static final String TYPE = "session.outputs_ready";
}
