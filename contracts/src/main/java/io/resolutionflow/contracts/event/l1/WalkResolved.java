package io.resolutionflow.contracts.event.l1;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code l1.walk_resolved}. @param seconds from start to resolve */
public record WalkResolved(
        UUID walkId,
        WalkTicket ticket,
        String sessionKind,
        @Nullable WalkFlow flow,
        boolean helpful,
        String resolutionNotes,
        String resolutionMarkdown,
        int steps,
        long seconds,
        Instant resolvedAt,
        UUID actorId,
        String actorName,
        @Nullable String actingAs,
        Instant occurredAt) {

    public static final String TYPE = "l1.walk_resolved";
}
