package io.resolutionflow.session.handoff;

import io.resolutionflow.contracts.event.HandoffRequested;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.session.dossier.Snapshots;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.session.OpenHandoff;
import io.resolutionflow.session.session.SessionEvents;
import io.resolutionflow.session.session.SessionStatus;
import io.resolutionflow.session.session.Transitions;
import io.resolutionflow.session.session.Transitions.Entry;
import io.resolutionflow.session.session.Trigger;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Puts a session up for a colleague: status, snapshot and {@code session.handoff_requested} in one
 * transaction, whatever the entrance (architecture §7). Exactly one hand-off comes of it (KD-33).
 */
@Component
public class HandOver {

    private final Snapshots snapshots;
    private final SessionEvents events;
    private final Transitions transitions;

    HandOver(Snapshots snapshots, SessionEvents events, Transitions transitions) {
        this.snapshots = snapshots;
        this.events = events;
        this.transitions = transitions;
    }

    /**
     * @param trigger {@code PARK}, {@code ESCALATE} or {@code PACKAGE_POST}
     * @param origin {@code escalate}, {@code handoff} or {@code package_post}
     * @param reason as the person gave it; the escalation keeps it
     */
    public record Order(
            Trigger trigger,
            UUID handoffId,
            String origin,
            @Nullable String reason,
            @Nullable String engineerNotes,
            String priority,
            @Nullable UUID target,
            @Nullable UUID writebackId) {

        String intent() {
            return trigger == Trigger.PARK ? "park" : "escalate";
        }
    }

    /**
     * @throws DomainException 422 {@code target_is_self}
     */
    public static void requireOtherTarget(Actor actor, @Nullable UUID target) {
        if (target != null && target.equals(actor.personId())) {
            throw DomainException.unprocessable(
                    "target_is_self", "Choose a colleague, not yourself.");
        }
    }

    /** Under the session's lock, after the status machine has said yes. */
    public HandoffMade open(AiSession session, Actor actor, Order order, Instant now) {
        SessionStatus previous = session.status();
        UUID replaced = session.openHandoffId();
        var handoff =
                new OpenHandoff(
                        order.handoffId(),
                        order.intent(),
                        now,
                        actor.id(),
                        actor.name(),
                        order.priority(),
                        previous);
        Entry entry = Entry.of(order.trigger(), previous, null, actor, now).because(order.reason());
        if (order.trigger() == Trigger.PARK) {
            session.park(handoff, now);
        } else {
            SessionStatus to =
                    order.trigger() == Trigger.PACKAGE_POST
                            ? SessionStatus.ESCALATED
                            : SessionStatus.REQUESTING_ESCALATION;
            entry =
                    entry.cleared(
                            session.escalate(to, handoff, order.target(), order.reason(), now));
        }
        var snapshot = snapshots.take(session);
        long seq =
                events.append(
                        HandoffRequested.OF_SESSION,
                        session,
                        new HandoffRequested(
                                order.handoffId(),
                                session.id(),
                                null,
                                order.intent(),
                                order.origin(),
                                order.reason(),
                                null,
                                order.engineerNotes(),
                                order.priority(),
                                order.target(),
                                actor.id(),
                                actor.name(),
                                actor.actingAs(),
                                session.teamId(),
                                order.writebackId(),
                                previous.wire(),
                                replaced,
                                session.ticket().psaTicketId(),
                                session.ticket().psaConnectionId(),
                                null,
                                null,
                                null,
                                snapshot,
                                null,
                                now));
        var made =
                new HandoffMade(
                        order.handoffId(),
                        session.id(),
                        session.status().wire(),
                        previous.wire(),
                        replaced,
                        actor.id(),
                        actor.name(),
                        session.teamId(),
                        seq,
                        now,
                        snapshot,
                        session.stateVersion(),
                        false);
        transitions.record(session, arrived(entry, session, order).answering(made));
        return made;
    }

    private static Entry arrived(Entry entry, AiSession session, Order order) {
        return new Entry(
                entry.trigger(),
                Objects.requireNonNull(entry.from()),
                session.status(),
                entry.actor(),
                order.handoffId(),
                order.writebackId(),
                0,
                entry.reason(),
                entry.cleared(),
                null,
                entry.at());
    }
}
