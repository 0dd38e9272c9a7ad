package io.resolutionflow.l1walk.walk;

import io.resolutionflow.l1walk.flow.FlowUsage;
import io.resolutionflow.l1walk.learning.LearningJobs;
import io.resolutionflow.l1walk.ticket.InternalTickets;
import io.resolutionflow.l1walk.ticket.TicketStatus;
import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.problem.DomainException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives a walk up, and takes it up again; the ticket goes back to open meanwhile (contract-l1 §6).
 */
@Service
public class AbandonWalk {

    private final WalkRepository walks;
    private final InternalTickets tickets;
    private final FlowUsage usage;
    private final LearningJobs learning;
    private final StartWalk starting;
    private final ReadWalk reading;
    private final WalkEvents events;
    private final AuditLog audit;
    private final Clock clock;

    AbandonWalk(
            WalkRepository walks,
            InternalTickets tickets,
            FlowUsage usage,
            LearningJobs learning,
            StartWalk starting,
            ReadWalk reading,
            WalkEvents events,
            AuditLog audit,
            Clock clock) {
        this.walks = walks;
        this.tickets = tickets;
        this.usage = usage;
        this.learning = learning;
        this.starting = starting;
        this.reading = reading;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    public WalkTrail abandon(UUID walkId, String reason, @Nullable String note, WalkActor actor) {
        Walk walk = walks.lock(walkId).requireActive();
        Instant now = clock.instant();
        if (walk.flow() != null && reason.equals("wrong_flow")) {
            usage.feedback(
                    walk.flow().flowId(), "wrong_flow", walk.call().intakeId(), walkId, actor.id());
        }
        giveUp(walk, now);
        events.abandoned(walk, note == null ? reason : reason + ": " + note, actor, now);
        audit.record(actor.audit(), "l1.session.abandon", "walk", walkId, Map.of("reason", reason));
        return reading.read(walkId);
    }

    /** Gives up what nobody touched since; a walk somebody came back to meanwhile stays. */
    @Transactional
    public void abandonIdle(UUID walkId, Instant untouchedSince) {
        Walk walk = walks.findLocked(walkId).orElse(null);
        if (walk == null || !walk.isActive() || walk.times().lastStepAt().isAfter(untouchedSince)) {
            return;
        }
        Instant now = clock.instant();
        giveUp(walk, now);
        events.abandoned(walk, "idle", null, now);
        audit.record(
                AuditLog.Actor.system(),
                "l1.session.abandon",
                "walk",
                walkId,
                Map.of("reason", "idle"));
    }

    private void giveUp(Walk walk, Instant now) {
        UUID walkId = walk.id();
        walks.abandon(walkId, now);
        learning.order(LearningJobs.Source.WALK, walkId, null);
        if (walk.ticket().internalId() != null) {
            tickets.move(walk.ticket().internalId(), TicketStatus.OPEN);
        }
        var flow = walk.flow();
        if (flow != null) {
            usage.abandoned(flow.source(), flow.flowId(), 1);
        }
    }

    /**
     * @throws DomainException 409 {@code walk_not_abandoned}, {@code ticket_in_progress}, {@code
     *     ticket_not_open}
     */
    @Transactional
    public WalkTrail reopen(UUID walkId, WalkActor actor) {
        Walk walk = walks.lock(walkId);
        if (walk.status() != WalkStatus.ABANDONED) {
            throw DomainException.conflict(
                            "walk_not_abandoned", "Only an abandoned walk can be reopened.")
                    .with("session_status", walk.status().wireName());
        }
        starting.requireFree(walk.ticket());
        UUID ticket = walk.ticket().internalId();
        if (ticket != null && !takeOpen(ticket)) {
            throw DomainException.conflict(
                    "ticket_not_open", "The ticket of this walk is not open any more.");
        }
        Instant now = clock.instant();
        walks.reactivate(walkId, now);
        walks.handle(walkId, actor.id(), actor.name(), now);
        var flow = walk.flow();
        if (flow != null) {
            usage.abandoned(flow.source(), flow.flowId(), -1);
        }
        events.reopened(walk, null, actor, now);
        audit.record(actor.audit(), "l1.session.reopen", "walk", walkId, Map.of());
        return reading.read(walkId);
    }

    private boolean takeOpen(UUID ticket) {
        return tickets.find(ticket).filter(t -> t.status() == TicketStatus.OPEN).isPresent()
                && tickets.move(ticket, TicketStatus.WALKING);
    }
}
