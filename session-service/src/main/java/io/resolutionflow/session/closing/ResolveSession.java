package io.resolutionflow.session.closing;

import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.session.output.ResolutionOutputs;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.Refusals;
import io.resolutionflow.session.session.Resolution;
import io.resolutionflow.session.session.SessionGuard;
import io.resolutionflow.session.session.StatusMachine;
import io.resolutionflow.session.session.Trigger;
import io.resolutionflow.session.ticket.AutomaticPushes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The handler resolves the session (contract-sessions §4.2). No model is asked in the request. */
@Service
public class ResolveSession {

    private final SessionGuard guard;
    private final Closing closing;
    private final ResolutionOutputs outputs;
    private final AutomaticPushes pushes;
    private final Clock clock;

    ResolveSession(
            SessionGuard guard,
            Closing closing,
            ResolutionOutputs outputs,
            AutomaticPushes pushes,
            Clock clock) {
        this.guard = guard;
        this.closing = closing;
        this.outputs = outputs;
        this.pushes = pushes;
        this.clock = clock;
    }

    public record Request(
            String summary,
            @Nullable String action,
            @Nullable String rootCause,
            List<String> stepsTaken,
            List<String> recommendations) {}

    public record OutputState(String kind, String state) {}

    public record Resolved(
            UUID sessionId,
            String status,
            Instant resolvedAt,
            String resolutionSummary,
            List<OutputState> outputs,
            @Nullable String psaPushStatus,
            @Nullable String psaPushError,
            @Nullable UUID closedHandoffId,
            long stateVersion) {}

    /**
     * @throws DomainException 409 {@code invalid_session_status}
     */
    public Resolved resolve(Actor actor, UUID id, Request request) {
        return guard.asHandler(
                actor,
                id,
                session -> {
                    Refusals.check(
                            StatusMachine.decide(
                                    Trigger.RESOLVE, session.situation(actor.id(), null)),
                            session);
                    Instant now = clock.instant();
                    var how =
                            new Resolution(
                                    now,
                                    request.summary(),
                                    request.action(),
                                    request.rootCause(),
                                    request.stepsTaken(),
                                    request.recommendations());
                    var done =
                            closing.close(
                                    session,
                                    actor,
                                    new Closing.Order(Trigger.RESOLVE, how, null),
                                    now,
                                    (s, d) -> d);
                    var push = pushes.ofResolved(session);
                    return new Resolved(
                            session.id(),
                            session.status().wire(),
                            now,
                            request.summary(),
                            outputs.of(session).stream()
                                    .map(o -> new OutputState(o.kind(), o.state()))
                                    .toList(),
                            push.status(),
                            push.error(),
                            done.closedHandoffId(),
                            session.stateVersion());
                });
    }
}
