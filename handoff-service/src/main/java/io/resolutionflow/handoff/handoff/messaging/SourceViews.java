package io.resolutionflow.handoff.handoff.messaging;

import io.resolutionflow.handoff.handoff.Card;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Foreign events, reduced to what this service needs. */
final class SourceViews {

    private SourceViews() {}

    /** {@code session.resolved}, {@code session.abandoned}, {@code session.deleted}. */
    record Over(UUID sessionId, @Nullable UUID actorId, @Nullable String actorName) {}

    record Resumed(
            UUID sessionId,
            @Nullable UUID withdrawnHandoffId,
            @Nullable UUID actorId,
            @Nullable String actorName) {}

    record CardNews(UUID sessionId, CardView card) {}

    record CardView(
            @Nullable String title,
            @Nullable String problemSummary,
            @Nullable String problemDomain,
            @Nullable String clientName,
            @Nullable Integer stepCount,
            @Nullable String confidenceTier,
            @Nullable UUID psaConnectionId,
            @Nullable String psaTicketId) {

        Card card() {
            return new Card(
                    title,
                    problemSummary,
                    problemDomain,
                    clientName,
                    stepCount,
                    confidenceTier,
                    psaConnectionId,
                    psaTicketId,
                    null);
        }
    }

    /**
     * {@code session.claim_applied}, {@code session.claim_released}, {@code
     * session.handler_changed}.
     */
    record HandlerNews(UUID sessionId, @Nullable UUID handoffId, @Nullable String sessionStatus) {}

    record PackageAttached(UUID handoffId, UUID writebackId) {}

    record WritebackCompleted(UUID writebackId, @Nullable String kind, @Nullable UUID handoffId) {}
}
