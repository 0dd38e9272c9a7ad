package io.resolutionflow.contracts.event.l1;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code l1.walk_taken_over}, {@code l1.walk_abandoned}, {@code l1.walk_reopened}.
 *
 * @param fromUserId who handled it before, on take-over
 * @param automatic true when a job did it; the actor is null then
 */
public record WalkChanged(
        UUID walkId,
        @Nullable UUID fromUserId,
        @Nullable String reason,
        boolean automatic,
        @Nullable UUID actorId,
        @Nullable String actorName,
        @Nullable String actingAs,
        Instant occurredAt) {

    public static final String TAKEN_OVER = "l1.walk_taken_over";
    public static final String ABANDONED = "l1.walk_abandoned";
    public static final String REOPENED = "l1.walk_reopened";
}
