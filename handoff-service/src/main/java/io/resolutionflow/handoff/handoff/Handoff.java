package io.resolutionflow.handoff.handoff;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Work handed on: what was asked, where it is now, what the AI says about it, and what lists show
 * of it.
 */
public record Handoff(
        UUID id, Request request, HandoffState state, Assessment assessment, Card card) {

    /**
     * Whether a {@code {session_id}} of a path names this hand-off's source or its continuation
     * session.
     */
    public boolean belongsTo(UUID pathId) {
        return pathId.equals(request.sourceId()) || pathId.equals(state.sessionId());
    }

    public boolean isOriginator(UUID user) {
        return request.originator().id().equals(user);
    }

    public boolean isClaimer(UUID user) {
        return state.claimer() != null && state.claimer().id().equals(user);
    }

    public boolean isTarget(@Nullable UUID user) {
        return state.target() != null && state.target().id().equals(user);
    }

    public boolean isWalk() {
        return request.sourceKind() == SourceKind.L1_WALK;
    }

    /**
     * Who works the source now (contract-handoffs §2.3): the claimer, else a session's originator
     * again. Nobody of a walk: it stays with the desk, and its continuation session keeps whom it
     * had until the next claim.
     */
    public @Nullable Person handler() {
        if (state.status() == Status.CLAIMED) {
            return state.claimer();
        }
        return isWalk() ? null : request.originator();
    }

    public Handoff with(HandoffState next) {
        return new Handoff(id, request, next, assessment, card);
    }
}
