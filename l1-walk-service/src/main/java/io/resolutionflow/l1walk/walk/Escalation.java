package io.resolutionflow.l1walk.walk;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A hand-off of a walk as the L1 desk sees it (contract-l1 §6, KD-71). */
public record Escalation(
        UUID handoffId,
        UUID walkId,
        String origin,
        State state,
        int claimEpoch,
        UUID escalatedById,
        String escalatedByName,
        String priority,
        @Nullable UUID claimedById,
        @Nullable String claimedByName,
        @Nullable Instant claimedAt,
        @Nullable UUID aiSessionId,
        @Nullable String outcomeSummary,
        Instant requestedAt,
        @Nullable Instant closedAt) {

    /** requested → queued → claimed → resolved; cancelled and closed end it otherwise. */
    public enum State {
        REQUESTED,
        QUEUED,
        CLAIMED,
        RESOLVED,
        CANCELLED,
        CLOSED;

        @com.fasterxml.jackson.annotation.JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static State of(String wireName) {
            return valueOf(wireName.toUpperCase(Locale.ROOT));
        }

        public boolean isOver() {
            return this == RESOLVED || this == CANCELLED || this == CLOSED;
        }
    }

    /** The part that is public. */
    public record View(
            State state,
            UUID handoffId,
            @Nullable UUID aiSessionId,
            UUID escalatedById,
            String escalatedByName,
            String priority,
            @Nullable String claimedByName,
            @Nullable Instant claimedAt,
            @Nullable String outcomeSummary,
            @Nullable Instant closedAt) {}

    public View view() {
        return new View(
                state,
                handoffId,
                aiSessionId,
                escalatedById,
                escalatedByName,
                priority,
                claimedByName,
                claimedAt,
                outcomeSummary,
                closedAt);
    }
}
