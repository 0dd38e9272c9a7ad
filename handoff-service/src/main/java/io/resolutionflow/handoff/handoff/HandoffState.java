package io.resolutionflow.handoff.handoff;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The changing part of a hand-off and its state machine (contract-handoffs §2.2). Pure: each act
 * gives the next state, an act that the table does not know is an {@link IllegalStateException}.
 * Who may act is decided by {@link Rules} before. The claim is not here: one SQL statement decides
 * it, {@link Handoffs#claim}.
 *
 * @param claimEpoch rises with every claim, release, reassign and cancel; the owner ignores older
 *     ones
 * @param releaseCount also the generation of notices
 * @param version rises with each change
 */
public record HandoffState(
        Status status,
        Priority priority,
        @Nullable UUID sessionId,
        @Nullable Person target,
        @Nullable Person claimer,
        @Nullable Instant claimedAt,
        int claimEpoch,
        int releaseCount,
        @Nullable Instant releasedAt,
        @Nullable UUID packageWritebackId,
        String sessionStatus,
        @Nullable Instant closedAt,
        @Nullable CloseReason closedReason,
        int version,
        Instant updatedAt) {

    public static HandoffState open(
            Priority priority,
            @Nullable UUID sessionId,
            @Nullable Person target,
            @Nullable UUID packageWritebackId,
            String sessionStatus,
            Instant at) {
        return new HandoffState(
                Status.OPEN,
                priority,
                sessionId,
                target,
                null,
                null,
                0,
                0,
                null,
                packageWritebackId,
                sessionStatus,
                null,
                null,
                1,
                at);
    }

    public boolean isLive() {
        return status == Status.OPEN || status == Status.CLAIMED;
    }

    public HandoffState released(Instant at) {
        require(status == Status.CLAIMED);
        return new HandoffState(
                Status.OPEN,
                priority,
                sessionId,
                target,
                null,
                null,
                claimEpoch + 1,
                releaseCount + 1,
                at,
                packageWritebackId,
                sessionStatus,
                null,
                null,
                version + 1,
                at);
    }

    /** Open: another target. Claimed: another claimer, from now on. */
    public HandoffState reassigned(@Nullable Person to, Priority newPriority, Instant at) {
        require(isLive() && (status == Status.OPEN || to != null));
        boolean moved =
                status == Status.CLAIMED
                        && to != null
                        && (claimer == null || !claimer.id().equals(to.id()));
        return new HandoffState(
                status,
                newPriority,
                sessionId,
                to,
                status == Status.CLAIMED ? to : null,
                moved ? at : claimedAt,
                claimEpoch + 1,
                releaseCount,
                releasedAt,
                packageWritebackId,
                sessionStatus,
                null,
                null,
                version + 1,
                at);
    }

    public HandoffState cancelled(Instant at) {
        require(status == Status.OPEN);
        return new HandoffState(
                Status.CANCELLED,
                priority,
                sessionId,
                target,
                null,
                null,
                claimEpoch + 1,
                releaseCount,
                releasedAt,
                packageWritebackId,
                sessionStatus,
                at,
                null,
                version + 1,
                at);
    }

    /** The claimer is kept: who worked it last stays readable. */
    public HandoffState closed(CloseReason reason, Instant at) {
        require(isLive());
        return new HandoffState(
                Status.CLOSED,
                priority,
                sessionId,
                target,
                claimer,
                claimedAt,
                claimEpoch,
                releaseCount,
                releasedAt,
                packageWritebackId,
                sessionStatus,
                at,
                reason,
                version + 1,
                at);
    }

    /** The package of the source lies in the PSA; possible in every state. */
    public HandoffState packaged(UUID writebackId, Instant at) {
        return new HandoffState(
                status,
                priority,
                sessionId,
                target,
                claimer,
                claimedAt,
                claimEpoch,
                releaseCount,
                releasedAt,
                writebackId,
                sessionStatus,
                closedAt,
                closedReason,
                version + 1,
                at);
    }

    private void require(boolean allowed) {
        if (!allowed) {
            throw new IllegalStateException("not allowed from " + status);
        }
    }
}
