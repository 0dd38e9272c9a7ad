package io.resolutionflow.handoff.handoff;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keeps what lists show of a source up to date while its hand-off is live. */
@Service
public class FollowSource {

    private final Handoffs handoffs;
    private final Clock clock;

    FollowSource(Handoffs handoffs, Clock clock) {
        this.handoffs = handoffs;
        this.clock = clock;
    }

    /**
     * @param news fields of {@code session.updated}; the internal ticket is not among them and
     *     stays
     */
    @Transactional
    public void card(UUID sourceId, Card news) {
        handoffs.lockLive(sourceId)
                .forEach(handoff -> {
                    var card =
                            new Card(
                                    news.title(),
                                    news.problemSummary(),
                                    news.problemDomain(),
                                    news.clientName(),
                                    news.stepCount(),
                                    news.confidenceTier(),
                                    news.psaConnectionId(),
                                    news.psaTicketId(),
                                    handoff.card().internalTicketId());
                    if (!card.equals(handoff.card())) {
                        handoffs.saveCard(handoff.id(), card, now());
                    }
                });
    }

    @Transactional
    public void status(UUID sourceId, @Nullable UUID handoffId, String sessionStatus) {
        handoffs.lockLive(sourceId).stream()
                .filter(handoff -> handoffId == null || handoff.id().equals(handoffId))
                .forEach(handoff -> handoffs.noteSourceStatus(handoff.id(), sessionStatus));
    }

    /** The package of a second request joined this hand-off: kept, nobody is told again. */
    @Transactional
    public void packageAttached(UUID handoffId, UUID writebackId) {
        handoffs.lock(handoffId)
                .filter(handoff -> !writebackId.equals(handoff.state().packageWritebackId()))
                .ifPresent(handoff ->
                        handoffs.save(handoffId, handoff.state().packaged(writebackId, now())));
    }

    private Instant now() {
        return clock.instant();
    }
}
