package io.resolutionflow.session.handoff.messaging;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What this service needs of a {@code handoff.*} event. */
record HandoffEventView(
        UUID handoffId,
        String sourceKind,
        UUID sourceId,
        @Nullable UUID sessionId,
        @Nullable UUID walkId,
        int claimEpoch,
        @Nullable UUID handlerId,
        @Nullable String handlerName,
        @Nullable UUID actorId,
        @Nullable String actorName,
        @Nullable String reason,
        @Nullable UUID targetUserId,
        UUID handedOffBy,
        String handedOffByName) {

    boolean ofWalk() {
        return sourceKind.equals("l1_walk");
    }
}
