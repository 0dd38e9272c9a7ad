package io.resolutionflow.session.writeback;

import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.session.handoff.HandOver;
import io.resolutionflow.session.handoff.HandoffMade;
import io.resolutionflow.session.output.ResolutionOutputs;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.session.OpenHandoff;
import io.resolutionflow.session.session.Refusals;
import io.resolutionflow.session.session.SessionEvents;
import io.resolutionflow.session.session.SessionGuard;
import io.resolutionflow.session.session.SessionStatus;
import io.resolutionflow.session.session.StatusMachine;
import io.resolutionflow.session.session.Transitions;
import io.resolutionflow.session.session.Transitions.Entry;
import io.resolutionflow.session.session.Trigger;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/**
 * A posted escalation package: a new escalation, or it joins the one that waits already (KD-33,
 * KD-34).
 */
@Service
public class PostPackage {

    private final SessionGuard guard;
    private final HandOver handOver;
    private final ResolutionOutputs outputs;
    private final WritebackResults results;
    private final Transitions transitions;
    private final SessionEvents events;
    private final JsonMapper json;
    private final Clock clock;

    PostPackage(
            SessionGuard guard,
            HandOver handOver,
            ResolutionOutputs outputs,
            WritebackResults results,
            Transitions transitions,
            SessionEvents events,
            JsonMapper json,
            Clock clock) {
        this.guard = guard;
        this.handOver = handOver;
        this.outputs = outputs;
        this.results = results;
        this.transitions = transitions;
        this.events = events;
        this.json = json;
        this.clock = clock;
    }

    public record Request(
            UUID writebackId,
            String markdown,
            String reason,
            UUID handoffId,
            @Nullable UUID target,
            String priority,
            @Nullable String externalId,
            @Nullable Instant postedAt) {}

    public record Posted(
            String sessionStatus,
            UUID handoffId,
            boolean joined,
            String previousStatus,
            Instant handedOffAt,
            long stateVersion,
            boolean replayed) {

        Posted again() {
            return new Posted(
                    sessionStatus,
                    handoffId,
                    joined,
                    previousStatus,
                    handedOffAt,
                    stateVersion,
                    true);
        }
    }

    /**
     * @throws DomainException 409 {@code session_taken_over}, {@code session_not_postable}; 422
     *     {@code target_is_self}
     */
    public Posted post(Actor actor, UUID sessionId, Request request) {
        HandOver.requireOtherTarget(actor, request.target());
        return guard.asService(
                actor,
                sessionId,
                session ->
                        WritebackReplay.of(
                                        transitions,
                                        session,
                                        request.writebackId(),
                                        Trigger.PACKAGE_POST)
                                .map(this::again)
                                .orElseGet(() -> post(session, actor, request)));
    }

    /**
     * The row of a new hand-off keeps what the hand-over answered; the row of a join keeps this
     * answer itself.
     */
    private Posted again(String result) {
        var kept = json.readTree(result);
        if (kept.has("joined")) {
            return json.treeToValue(kept, Posted.class).again();
        }
        return opened(json.treeToValue(kept, HandoffMade.class)).again();
    }

    private static Posted opened(HandoffMade made) {
        return new Posted(
                made.sessionStatus(),
                made.handoffId(),
                false,
                made.previousStatus(),
                made.createdAt(),
                made.stateVersion(),
                false);
    }

    private Posted post(AiSession session, Actor actor, Request request) {
        WritebackReplay.requireNotTakenOver(session, actor);
        Refusals.check(
                StatusMachine.decide(Trigger.PACKAGE_POST, session.situation(actor.id(), null)),
                session);
        session.attachPackage(request.markdown());
        if (request.externalId() != null) {
            results.record(
                    session,
                    new WritebackResults.Result(
                            request.writebackId(),
                            "escalation_package",
                            "sent",
                            request.externalId(),
                            request.postedAt(),
                            null));
        }
        Instant now = clock.instant();
        OpenHandoff open = session.openHandoff();
        SessionStatus from = session.status();
        if (from == SessionStatus.REQUESTING_ESCALATION && open != null) {
            session.joinPackage(now);
            var joined =
                    new Posted(
                            session.status().wire(),
                            open.id(),
                            true,
                            from.wire(),
                            open.at(),
                            session.stateVersion(),
                            false);
            transitions.record(
                    session,
                    entry(from, session, actor, request, now)
                            .handoff(open.id(), null)
                            .answering(joined));
            events.packageAttached(session, actor, open.id(), request.writebackId(), now);
            return joined;
        }
        return open(session, actor, request, now);
    }

    private Posted open(AiSession session, Actor actor, Request request, Instant now) {
        SessionStatus from = session.status();
        if (from == SessionStatus.RESOLVED) {
            outputs.becomeStale(session, now);
        }
        return opened(
                handOver.open(
                        session,
                        actor,
                        new HandOver.Order(
                                Trigger.PACKAGE_POST,
                                request.handoffId(),
                                "package_post",
                                request.reason(),
                                null,
                                request.priority(),
                                request.target(),
                                request.writebackId()),
                        now));
    }

    private static Entry entry(
            SessionStatus from, AiSession session, Actor actor, Request request, Instant now) {
        return Entry.of(Trigger.PACKAGE_POST, from, session.status(), actor, now)
                .writeback(request.writebackId())
                .because(request.reason());
    }
}
