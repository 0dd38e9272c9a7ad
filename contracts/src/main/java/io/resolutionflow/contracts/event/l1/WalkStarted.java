package io.resolutionflow.contracts.event.l1;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code l1.walk_started}. */
public record WalkStarted(
        UUID walkId,
        String sessionKind,
        @Nullable WalkFlow flow,
        @Nullable UUID flowProposalId,
        WalkTicket ticket,
        @Nullable String category,
        UUID actorId,
        String actorName,
        @Nullable String actingAs,
        Instant occurredAt) {

    public static final String TYPE = "l1.walk_started";
}
