package io.resolutionflow.session.pickup;

import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.session.dossier.Snapshots;
import io.resolutionflow.session.handoff.HandoffActs;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.session.AiSessions;
import io.resolutionflow.session.session.ClaimedHandoff;
import io.resolutionflow.session.session.SessionAccess;
import io.resolutionflow.session.session.SessionGuard;
import io.resolutionflow.session.session.Transitions;
import io.resolutionflow.session.session.Trigger;
import io.resolutionflow.session.step.Step;
import io.resolutionflow.session.step.Steps;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** The transactions of a pickup. */
@Component
class PickupStore {

    private final SessionGuard guard;
    private final AiSessions sessions;
    private final SessionAccess access;
    private final Transitions transitions;
    private final HandoffActs acts;
    private final Steps steps;
    private final Snapshots snapshots;
    private final TransactionTemplate transaction;
    private final Ids ids;
    private final Clock clock;

    PickupStore(
            SessionGuard guard,
            AiSessions sessions,
            SessionAccess access,
            Transitions transitions,
            HandoffActs acts,
            Steps steps,
            Snapshots snapshots,
            TransactionTemplate transaction,
            Ids ids,
            Clock clock) {
        this.guard = guard;
        this.sessions = sessions;
        this.access = access;
        this.transitions = transitions;
        this.acts = acts;
        this.steps = steps;
        this.snapshots = snapshots;
        this.transaction = transaction;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * @param handoffId the claimed one, or the one to be claimed
     */
    record Look(
            boolean isHandler, UUID handoffId, @Nullable String handedOffBy, JsonNode snapshot) {}

    /**
     * Who comes too late for a race is told so: that a session with a hand-off exists was known to
     * every engineer of the account.
     *
     * @throws DomainException 404; 403 {@code own_handoff}; 409 {@code already_claimed}, {@code
     *     handoff_closed}, {@code no_open_handoff}
     */
    Look look(Actor actor, UUID sessionId) {
        return Objects.requireNonNull(
                transaction.execute(tx -> {
                    AiSession session =
                            sessions.find(sessionId).orElseThrow(DomainException::notFound);
                    if (!transitions.everOffered(session)) {
                        access.requireReader(session, actor);
                        throw noHandoff();
                    }
                    return look(session, actor);
                }));
    }

    private Look look(AiSession session, Actor actor) {
        var open = session.openHandoff();
        ClaimedHandoff last = session.lastHandoff();
        boolean own =
                (open != null && open.by().equals(actor.id()))
                        || (open == null && last != null && last.handoff().by().equals(actor.id()));
        if (own) {
            throw DomainException.forbidden(
                    "own_handoff", "You handed this over yourself. Cancel the hand-off instead.");
        }
        boolean handler = session.handlerId().equals(actor.id());
        if (!session.status().isOpen()) {
            throw DomainException.conflict(
                            "handoff_closed",
                            "The session has ended: there is nothing to take over.")
                    .with("session_status", session.status().wire());
        }
        if (open != null && !handler) {
            return new Look(false, open.id(), open.byName(), snapshots.take(session));
        }
        if (last == null || open != null) {
            throw noHandoff();
        }
        if (!handler) {
            throw DomainException.conflict(
                            "already_claimed",
                            session.handlerName() + " has taken this session over.")
                    .with("claimed_by_id", session.handlerId())
                    .with("claimed_by_name", session.handlerName())
                    .with("claimed_at", session.claimedAt());
        }
        return new Look(
                true, last.handoff().id(), last.handoff().byName(), snapshots.take(session));
    }

    private static DomainException noHandoff() {
        return DomainException.conflict(
                "no_open_handoff", "This session is not waiting for anybody.");
    }

    /** The claim stood, but could not be applied while it was made. */
    void applyClaim(Actor actor, UUID sessionId, Claims.Claimed claimed) {
        guard.asService(
                actor,
                sessionId,
                session ->
                        acts.apply(
                                session,
                                new HandoffActs.Act(
                                        Trigger.CLAIM,
                                        claimed.handoffId(),
                                        claimed.epoch(),
                                        actor.id(),
                                        actor.name(),
                                        actor,
                                        null,
                                        null)));
    }

    /** The same hand-off, person and mode: the same briefing. */
    Optional<PickUp.PickedUp> again(Actor actor, UUID sessionId, PickUp.Request request) {
        return guard.readingAsHandler(
                actor,
                sessionId,
                session ->
                        briefing(session, actor, request)
                                .map(step -> answer(session, request, step)));
    }

    private Optional<Step> briefing(AiSession session, Actor actor, PickUp.Request request) {
        String handoff = String.valueOf(session.lastHandoffId());
        return steps.of(session).stream()
                .filter(step -> step.type().equals("briefing"))
                .filter(step -> handoff.equals(step.content().get("handoff_id")))
                .filter(step -> request.mode().equals(step.content().get("resume_mode")))
                .filter(step -> actor.id().toString().equals(step.content().get("picked_up_by")))
                .findFirst();
    }

    PickUp.PickedUp write(
            Actor actor,
            UUID sessionId,
            PickUp.Request request,
            Briefing briefing,
            @Nullable String engineerNotes) {
        return guard.asHandler(
                actor,
                sessionId,
                session ->
                        briefing(session, actor, request)
                                .map(step -> answer(session, request, step))
                                .orElseGet(() ->
                                        written(session, actor, request, briefing, engineerNotes)));
    }

    private PickUp.PickedUp written(
            AiSession session,
            Actor actor,
            PickUp.Request request,
            Briefing briefing,
            @Nullable String engineerNotes) {
        Instant now = clock.instant();
        if (request.fresh()) {
            steps.of(session).stream()
                    .filter(step -> step.is("pending") || step.is("held"))
                    .forEach(Step::supersede);
            session.forgetHistory();
        }
        if (request.additionalContext() != null) {
            steps.add(note(session, actor, request.additionalContext(), now));
        }
        Map<String, Object> content =
                briefing.content(
                        String.valueOf(session.lastHandoffId()), request.mode(), engineerNotes);
        content.put("picked_up_by", actor.id().toString());
        boolean answerable = request.fresh() && session.sessionType().equals("guided");
        var step =
                new Step(
                        place(session, now),
                        new Step.Asked(
                                "briefing",
                                content,
                                null,
                                List.of(),
                                answerable,
                                answerable,
                                session.confidenceTier(),
                                session.confidenceScore(),
                                briefing.source()),
                        // in guided work a fresh start goes on from the briefing
                        answerable ? "pending" : "answered");
        steps.add(step);
        session.steps((int) steps.of(session).stream().filter(made -> !made.is("held")).count());
        session.raise(now);
        return answer(session, request, step);
    }

    private Step note(AiSession session, Actor actor, String text, Instant now) {
        return new Step(
                place(session, now),
                new Step.Asked(
                        "note",
                        Map.of("text", text, "author_name", actor.name()),
                        null,
                        List.of(),
                        false,
                        false,
                        session.confidenceTier(),
                        session.confidenceScore(),
                        "template"),
                "answered");
    }

    private Step.Place place(AiSession session, Instant now) {
        return new Step.Place(
                ids.next(),
                session.accountId(),
                session.id(),
                session.activeBranchId(),
                steps.lastOrder(session) + 1,
                null,
                now);
    }

    private PickUp.PickedUp answer(AiSession session, PickUp.Request request, Step step) {
        Step pending =
                request.fresh()
                        ? null
                        : steps.of(session).reversed().stream()
                                .filter(known -> known.is("pending"))
                                .findFirst()
                                .orElse(null);
        return new PickUp.PickedUp(
                session.id(),
                session.status().wire(),
                Objects.requireNonNull(session.lastHandoffId()),
                request.mode(),
                step,
                pending,
                step.answerSource(),
                session.stateVersion());
    }
}
