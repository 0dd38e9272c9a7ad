package io.resolutionflow.handoff.stream;

import io.resolutionflow.handoff.handoff.Card;
import io.resolutionflow.handoff.handoff.Handoff;
import io.resolutionflow.handoff.handoff.HandoffState;
import io.resolutionflow.handoff.handoff.Person;
import io.resolutionflow.handoff.handoff.Request;
import io.resolutionflow.handoff.queue.QueueItem;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The queue card of a hand-off at the moment of an event; what depends on the reader is filled in
 * by {@link ReaderView}.
 */
final class CardItems {

    private CardItems() {}

    static QueueItem of(Handoff handoff) {
        Request request = handoff.request();
        HandoffState state = handoff.state();
        Card card = handoff.card();
        return new QueueItem(
                handoff.id(),
                request.sourceKind().wire(),
                request.sourceId(),
                state.sessionId(),
                request.walkId(),
                request.intent().wire(),
                request.origin().wire(),
                state.status().wire(),
                state.priority().wire(),
                card.title(),
                card.problemSummary(),
                card.problemDomain(),
                request.reason(),
                request.reasonCategory(),
                card.clientName(),
                card.stepCount(),
                card.confidenceTier(),
                request.teamId(),
                card.psaConnectionId(),
                card.psaTicketId(),
                card.internalTicketId(),
                request.originator().id(),
                request.originator().name(),
                id(state.target()),
                name(state.target()),
                false,
                false,
                id(state.claimer()),
                name(state.claimer()),
                state.claimedAt(),
                handoff.assessment().state().wire(),
                handoff.assessment().isPresent(),
                state.releaseCount(),
                0,
                state.version(),
                request.createdAt());
    }

    private static @Nullable UUID id(@Nullable Person person) {
        return person == null ? null : person.id();
    }

    private static @Nullable String name(@Nullable Person person) {
        return person == null ? null : person.name();
    }
}
