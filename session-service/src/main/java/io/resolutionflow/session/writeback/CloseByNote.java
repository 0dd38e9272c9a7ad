package io.resolutionflow.session.writeback;

import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.session.closing.Closing;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.session.Refusals;
import io.resolutionflow.session.session.Resolution;
import io.resolutionflow.session.session.SessionGuard;
import io.resolutionflow.session.session.StatusMachine;
import io.resolutionflow.session.session.Transitions;
import io.resolutionflow.session.session.Trigger;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/**
 * A posted resolution note closes the session, with all that a resolve does (KD-35), once per
 * write-back.
 */
@Service
public class CloseByNote {

    private final SessionGuard guard;
    private final Closing closing;
    private final Transitions transitions;
    private final WritebackResults results;
    private final JsonMapper json;
    private final Clock clock;

    CloseByNote(
            SessionGuard guard,
            Closing closing,
            Transitions transitions,
            WritebackResults results,
            JsonMapper json,
            Clock clock) {
        this.guard = guard;
        this.closing = closing;
        this.transitions = transitions;
        this.results = results;
        this.json = json;
        this.clock = clock;
    }

    /**
     * @param externalId null when no ticket was linked: the note stays here
     */
    public record Request(
            UUID writebackId,
            String markdown,
            String summary,
            @Nullable String externalId,
            @Nullable Instant postedAt) {}

    public record Closed(
            String sessionStatus,
            String previousStatus,
            Instant resolvedAt,
            @Nullable UUID closedHandoffId,
            long stateVersion,
            boolean replayed) {

        Closed again() {
            return new Closed(
                    sessionStatus, previousStatus, resolvedAt, closedHandoffId, stateVersion, true);
        }
    }

    /**
     * @throws DomainException 409 {@code session_taken_over}, {@code session_not_postable}
     */
    public Closed close(Actor actor, UUID sessionId, Request request) {
        return guard.asService(
                actor,
                sessionId,
                session ->
                        WritebackReplay.of(
                                        transitions,
                                        session,
                                        request.writebackId(),
                                        Trigger.NOTE_POST)
                                .map(result -> json.readValue(result, Closed.class).again())
                                .orElseGet(() -> close(session, actor, request)));
    }

    private Closed close(AiSession session, Actor actor, Request request) {
        WritebackReplay.requireNotTakenOver(session, actor);
        Refusals.check(
                StatusMachine.decide(Trigger.NOTE_POST, session.situation(actor.id(), null)),
                session);
        Instant now = clock.instant();
        session.attachNote(request.markdown());
        if (request.externalId() != null) {
            results.record(
                    session,
                    new WritebackResults.Result(
                            request.writebackId(),
                            "resolution_note",
                            "sent",
                            request.externalId(),
                            request.postedAt(),
                            null));
        }
        var how = new Resolution(now, request.summary(), null, null, List.of(), List.of());
        var done =
                closing.close(
                        session,
                        actor,
                        new Closing.Order(Trigger.NOTE_POST, how, request.writebackId()),
                        now,
                        (s, d) -> answer(s, d, now));
        return answer(session, done, now);
    }

    private static Closed answer(AiSession session, Closing.Done done, Instant at) {
        return new Closed(
                session.status().wire(),
                done.previous().wire(),
                at,
                done.closedHandoffId(),
                session.stateVersion(),
                false);
    }
}
