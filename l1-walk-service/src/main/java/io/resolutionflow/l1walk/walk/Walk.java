package io.resolutionflow.l1walk.walk;

import io.resolutionflow.l1walk.flow.FlowRef;
import io.resolutionflow.platform.problem.DomainException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A walk as stored (contract-l1 §4.1, §12); its path, frames and generated nodes are rows of their
 * own.
 */
public record Walk(
        UUID id,
        WalkKind kind,
        WalkStatus status,
        Call call,
        TicketRef ticket,
        @Nullable FlowRef flow,
        @Nullable String flowTitle,
        @Nullable UUID proposalId,
        Position position,
        List<Note> notes,
        int notesVersion,
        int version,
        Times times,
        People people,
        Closing closing,
        PsaWriteback psaWriteback,
        Generation generation) {

    public Walk {
        notes = List.copyOf(notes);
    }

    /** What the caller said at intake. */
    public record Call(
            String problemText,
            @Nullable String category,
            @Nullable String customerName,
            @Nullable String customerContact,
            @Nullable UUID intakeId,
            @Nullable Double matchScore) {}

    /**
     * Where the walk stands. {@code nodeId} is null for notes-only walks and while nothing is
     * generated.
     */
    public record Position(@Nullable String nodeId, boolean loopGuarded) {
        static final Position NOWHERE = new Position(null, false);

        static Position at(String nodeId) {
            return new Position(nodeId, false);
        }
    }

    public record Times(
            Instant startedAt,
            Instant lastStepAt,
            @Nullable Instant resolvedAt,
            @Nullable Instant escalatedAt,
            @Nullable Instant abandonedAt) {}

    /** Who opened it and who works on it now. */
    public record People(
            UUID createdById,
            String createdByName,
            @Nullable String actingAs,
            UUID handledById,
            String handledByName,
            Instant handledSince) {}

    public record Closing(
            @Nullable Boolean helpful,
            @Nullable String resolutionNotes,
            @Nullable String escalationReason,
            @Nullable String escalationReasonCategory,
            @Nullable UUID handoffId,
            boolean withoutWalk) {}

    /**
     * @param state {@code none}, {@code queued}, {@code confirmed}, {@code failed} or {@code
     *     skipped}
     */
    public record PsaWriteback(
            String state,
            @Nullable String message,
            @Nullable String externalId,
            @Nullable Instant at) {}

    /**
     * @param leaseUntil while it lies ahead, one generation is running
     */
    public record Generation(boolean awaiting, @Nullable UUID lease, @Nullable Instant leaseUntil) {
        public boolean isRunning(Instant now) {
            return lease != null && leaseUntil != null && leaseUntil.isAfter(now);
        }
    }

    public boolean isActive() {
        return status == WalkStatus.ACTIVE;
    }

    /**
     * @throws DomainException 409 {@code walk_not_active} with the state it has instead
     */
    public Walk requireActive() {
        if (!isActive()) {
            throw DomainException.conflict(
                            "walk_not_active",
                            "This walk is " + status.wireName() + " and takes no more changes.")
                    .with("session_status", status.wireName());
        }
        return this;
    }
}
