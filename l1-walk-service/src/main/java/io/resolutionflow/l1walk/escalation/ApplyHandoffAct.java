package io.resolutionflow.l1walk.escalation;

import io.resolutionflow.l1walk.flow.FlowUsage;
import io.resolutionflow.l1walk.ticket.InternalTickets;
import io.resolutionflow.l1walk.ticket.TicketStatus;
import io.resolutionflow.l1walk.walk.Escalation;
import io.resolutionflow.l1walk.walk.Escalation.State;
import io.resolutionflow.l1walk.walk.Escalations;
import io.resolutionflow.l1walk.walk.Walk;
import io.resolutionflow.l1walk.walk.WalkActor;
import io.resolutionflow.l1walk.walk.WalkEvents;
import io.resolutionflow.l1walk.walk.WalkRepository;
import io.resolutionflow.l1walk.walk.WalkStatus;
import io.resolutionflow.platform.problem.DomainException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Carries what happens to a hand-off over to its walk and ticket; repeated and late acts change
 * nothing (contract-l1 §6, §12).
 */
@Service
@Transactional
public class ApplyHandoffAct {

    private final WalkRepository walks;
    private final Escalations escalations;
    private final InternalTickets tickets;
    private final FlowUsage usage;
    private final WalkEvents events;

    ApplyHandoffAct(
            WalkRepository walks,
            Escalations escalations,
            InternalTickets tickets,
            FlowUsage usage,
            WalkEvents events) {
        this.walks = walks;
        this.escalations = escalations;
        this.tickets = tickets;
        this.usage = usage;
        this.events = events;
    }

    /**
     * @param handlerId who holds the hand-off now, if anybody
     */
    public record Applied(WalkStatus status, @Nullable UUID handlerId) {}

    /**
     * The call's answer.
     *
     * @throws DomainException 404; 409 {@code session_finished} when the walk is not waiting on
     *     this hand-off
     */
    public Applied apply(UUID walkId, UUID handoffId, HandoffAct act) {
        Walk walk = walks.lock(walkId);
        Escalation before =
                escalations.find(walkId, handoffId).orElseThrow(DomainException::notFound);
        boolean known = act.claimEpoch() <= before.claimEpoch();
        if (!known && (before.state().isOver() || !handoffId.equals(walk.closing().handoffId()))) {
            throw DomainException.conflict(
                            "session_finished",
                            "The walk does not wait for this hand-off any more.")
                    .with("session_status", walk.status().wireName())
                    .with("reason", before.state() == State.CANCELLED ? "cancelled" : "superseded");
        }
        Escalation after = change(walk, before, act);
        return new Applied(walks.require(walkId).status(), after.claimedById());
    }

    /**
     * The same from an event, where nobody waits for an answer: what does not apply is passed over.
     */
    public void applyIfKnown(UUID walkId, UUID handoffId, HandoffAct act) {
        walks.findLocked(walkId)
                .ifPresent(walk ->
                        escalations
                                .find(walkId, handoffId)
                                .ifPresent(before -> change(walk, before, act)));
    }

    /**
     * The engineer's session is resolved: so is the escalation it continues, and the ticket unless
     * the walk was handed on again since.
     */
    public void sessionResolved(UUID walkId, UUID sessionId, @Nullable String summary, Instant at) {
        walks.findLocked(walkId)
                .ifPresent(walk ->
                        continuedBy(walkId, sessionId)
                                .filter(e -> e.state() != State.CANCELLED)
                                .ifPresent(e -> {
                                    escalations.update(EscalationRules.resolved(e, summary, at));
                                    ticketResolved(walk, e, summary);
                                }));
    }

    /**
     * Of a claim told by the call only, the session is not known yet: then it is this one, as
     * nobody else's.
     */
    private Optional<Escalation> continuedBy(UUID walkId, UUID sessionId) {
        return escalations
                .continuedBy(walkId, sessionId)
                .or(() ->
                        escalations
                                .latest(walkId)
                                .filter(e -> e.state() == State.CLAIMED && e.aiSessionId() == null)
                                .map(e -> EscalationRules.continuedBy(e, sessionId)));
    }

    private void ticketResolved(Walk walk, Escalation resolved, @Nullable String summary) {
        UUID ticket = walk.ticket().internalId();
        boolean current = resolved.handoffId().equals(walk.closing().handoffId());
        if (ticket != null && current && walk.status() == WalkStatus.ESCALATED) {
            tickets.move(ticket, TicketStatus.RESOLVED, summary);
        }
    }

    private Escalation change(Walk walk, Escalation before, HandoffAct act) {
        Escalation after = EscalationRules.apply(before, act);
        if (after == before) {
            return before;
        }
        escalations.update(after);
        boolean current = before.handoffId().equals(walk.closing().handoffId());
        if (after.state() == State.CANCELLED
                && before.state() != State.CANCELLED
                && current
                && walk.status() == WalkStatus.ESCALATED) {
            cancelled(walk, act);
        }
        return after;
    }

    /** Back to where it was; what was escalated without a walk has nowhere to go back to. */
    private void cancelled(Walk walk, HandoffAct act) {
        WalkActor actor =
                act.actorId() == null || act.actorName() == null
                        ? null
                        : new WalkActor(act.actorId(), act.actorName(), null, null);
        UUID ticket = walk.ticket().internalId();
        boolean free = walks.activeOnTicket(walk.ticket()).isEmpty();
        if (walk.closing().withoutWalk() || !free) {
            walks.abandon(walk.id(), act.at());
            events.abandoned(walk, "handoff_cancelled", actor, act.at());
            if (ticket != null) {
                tickets.move(ticket, TicketStatus.OPEN);
            }
        } else {
            walks.reactivate(walk.id(), act.at());
            events.reopened(walk, "handoff_cancelled", actor, act.at());
            if (ticket != null) {
                tickets.move(ticket, TicketStatus.WALKING);
            }
        }
        var flow = walk.flow();
        if (flow != null) {
            usage.escalationTakenBack(flow.source(), flow.flowId());
        }
    }
}
