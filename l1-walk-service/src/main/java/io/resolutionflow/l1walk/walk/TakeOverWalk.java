package io.resolutionflow.l1walk.walk;

import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.problem.DomainException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Moves a colleague's walk into the caller's list (KD-62). */
@Service
public class TakeOverWalk {

    private final WalkRepository walks;
    private final ReadWalk reading;
    private final WalkEvents events;
    private final AuditLog audit;
    private final Clock clock;

    TakeOverWalk(
            WalkRepository walks,
            ReadWalk reading,
            WalkEvents events,
            AuditLog audit,
            Clock clock) {
        this.walks = walks;
        this.reading = reading;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * @param from the handler the caller saw; somebody else by now means the caller was too late
     * @throws DomainException 409 {@code already_taken_over}
     */
    @Transactional
    public WalkTrail takeOver(UUID walkId, UUID from, @Nullable String reason, WalkActor actor) {
        Walk walk = walks.lock(walkId).requireActive();
        UUID handler = walk.people().handledById();
        if (handler.equals(actor.id())) {
            return reading.trail(walk);
        }
        if (!handler.equals(from)) {
            throw DomainException.conflict(
                            "already_taken_over",
                            walk.people().handledByName() + " took this walk over meanwhile.")
                    .with("handled_by_id", handler)
                    .with("handled_by_name", walk.people().handledByName())
                    .with("taken_over_at", walk.people().handledSince().toString());
        }
        Instant now = clock.instant();
        walks.handle(walkId, actor.id(), actor.name(), now);
        events.takenOver(walk, from, reason, actor, now);
        audit.record(
                actor.audit(),
                "l1.session.take_over",
                "walk",
                walkId,
                Map.of("from_user_id", from.toString()));
        return reading.read(walkId);
    }
}
