package io.resolutionflow.handoff.handoff;

import io.resolutionflow.contracts.event.HandoffEvent;
import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.audit.AuditLog.Actor;
import io.resolutionflow.platform.outbox.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes everything that goes with an act in the act's own transaction: transition, audit, stream
 * row, outbox event, and whatever other features add (notices, assessment). So an act that repeats
 * and changes nothing leaves no trace twice.
 */
@Component
public class HandoffJournal {

    private static final String RESOURCE = "handoff";

    /** Acts after which somebody else may work the source: their events say who. */
    private static final Set<Act> MOVES = EnumSet.of(Act.CLAIMED, Act.RELEASED, Act.REASSIGNED);

    private final Handoffs handoffs;
    private final LiveFeed feed;
    private final Outbox outbox;
    private final AuditLog audit;
    private final ApplicationEventPublisher features;
    private final Clock clock;

    HandoffJournal(
            Handoffs handoffs,
            LiveFeed feed,
            Outbox outbox,
            AuditLog audit,
            ApplicationEventPublisher features,
            Clock clock) {
        this.handoffs = handoffs;
        this.feed = feed;
        this.outbox = outbox;
        this.audit = audit;
        this.features = features;
        this.clock = clock;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void record(
            Act act,
            @Nullable Handoff before,
            Handoff after,
            Actor actor,
            @Nullable String reason) {
        Instant at = clock.instant();
        handoffs.addTransition(
                after.id(),
                before == null ? null : before.state().status(),
                after.state(),
                actor,
                reason,
                at);
        audit.record(
                actor,
                auditAction(act),
                RESOURCE,
                after.id(),
                before == null ? null : before.state(),
                after.state(),
                Map.of("claim_epoch", after.state().claimEpoch()));
        features.publishEvent(new HandoffChanged(act, before, after, actor, reason, at));
        // last: from here to the commit the account's counter row is locked
        long streamSeq = feed.append(act, before, after, actor, reason, at);
        outbox.append(eventType(act), after.id(), event(act, after, actor, reason, streamSeq, at));
    }

    /** The clock acts are dated by. */
    Instant now() {
        return clock.instant();
    }

    /** A claim that came second is recorded too (§12). */
    @Transactional(propagation = Propagation.MANDATORY)
    public void recordLostClaim(Handoff handoff, Actor actor) {
        audit.record(
                actor,
                "handoff.claim_lost",
                RESOURCE,
                handoff.id(),
                Map.of("claim_epoch", handoff.state().claimEpoch()));
    }

    /** The assessment is ready or finally failed. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void recordAssessment(Handoff handoff) {
        Instant at = clock.instant();
        long streamSeq = feed.appendAssessment(handoff, at);
        outbox.append(
                HandoffEvent.ASSESSMENT_READY,
                handoff.id(),
                event(null, handoff, Actor.system(), null, streamSeq, at));
    }

    private static String auditAction(Act act) {
        return "handoff."
                + switch (act) {
                    case CREATED -> "create";
                    case CLAIMED -> "claim";
                    case RELEASED -> "release";
                    case REASSIGNED -> "reassign";
                    case CANCELLED -> "cancel";
                    case EXPIRED -> "expire";
                    case CLOSED -> "close";
                };
    }

    private static String eventType(Act act) {
        return switch (act) {
            case CREATED -> HandoffEvent.CREATED;
            case CLAIMED -> HandoffEvent.CLAIMED;
            case RELEASED -> HandoffEvent.RELEASED;
            case REASSIGNED -> HandoffEvent.REASSIGNED;
            case CANCELLED, EXPIRED -> HandoffEvent.CANCELLED;
            case CLOSED -> HandoffEvent.CLOSED;
        };
    }

    private static HandoffEvent event(
            @Nullable Act act,
            Handoff handoff,
            Actor actor,
            @Nullable String reason,
            long streamSeq,
            Instant at) {
        Request request = handoff.request();
        HandoffState state = handoff.state();
        Person handler = act != null && MOVES.contains(act) ? handoff.handler() : null;
        CloseReason closed = state.closedReason();
        return new HandoffEvent(
                handoff.id(),
                request.sourceKind().wire(),
                request.sourceId(),
                state.sessionId(),
                request.walkId(),
                request.intent().wire(),
                request.origin().wire(),
                state.status().wire(),
                state.priority().wire(),
                actor.id(),
                actor.name(),
                actor.actingAs(),
                request.originator().id(),
                request.originator().name(),
                state.claimEpoch(),
                state.version(),
                streamSeq,
                handoff.card().title(),
                reason,
                state.target() == null ? null : state.target().id(),
                request.teamId(),
                handoff.card().psaConnectionId(),
                handoff.card().psaTicketId(),
                handler == null ? null : handler.id(),
                handler == null ? null : handler.name(),
                state.claimedAt(),
                closed == null ? null : closed.wire(),
                handoff.assessment().state().wire(),
                handoff.assessment().isPresent(),
                at);
    }
}
