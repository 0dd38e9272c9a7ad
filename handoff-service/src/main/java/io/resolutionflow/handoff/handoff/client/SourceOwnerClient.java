package io.resolutionflow.handoff.handoff.client;

import feign.FeignException;
import io.resolutionflow.contracts.l1.L1Api;
import io.resolutionflow.contracts.session.SessionApi;
import io.resolutionflow.contracts.session.SessionCalls.Access;
import io.resolutionflow.contracts.session.SessionCalls.HandoffMade;
import io.resolutionflow.contracts.session.SessionCalls.RequestHandoff;
import io.resolutionflow.handoff.handoff.Act;
import io.resolutionflow.handoff.handoff.CloseReason;
import io.resolutionflow.handoff.handoff.Handoff;
import io.resolutionflow.handoff.handoff.Person;
import io.resolutionflow.handoff.handoff.SourceOwner;
import io.resolutionflow.handoff.handoff.WireName;
import io.resolutionflow.platform.audit.AuditLog.Actor;
import io.resolutionflow.platform.client.RemoteProblemException;
import io.resolutionflow.platform.client.RemoteUnavailableException;
import io.resolutionflow.platform.problem.DomainException;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Talks to the two owners of sources; the acts themselves are in {@link ActCalls}. */
@Component
class SourceOwnerClient implements SourceOwner {

    private static final Logger log = LoggerFactory.getLogger(SourceOwnerClient.class);
    private static final long RETRY_SECONDS = 2;

    private final SessionApi sessions;
    private final L1Api walks;
    private final ActCalls calls;

    SourceOwnerClient(SessionApi sessions, L1Api walks, ActCalls calls) {
        this.sessions = sessions;
        this.walks = walks;
        this.calls = calls;
    }

    @Override
    public Answer apply(
            Act act, Handoff handoff, Actor actor, Instant at, @Nullable String reason) {
        try {
            return new Answer.Applied(
                    onceMoreWhenAway(() -> calls.send(act, handoff, actor, at, reason)));
        } catch (RemoteProblemException no) {
            return refusal(handoff, act, no);
        } catch (RemoteUnavailableException | FeignException away) {
            log.atWarn()
                    .addKeyValue("handoff_id", handoff.id())
                    .addKeyValue("act", act.wire())
                    .log("owner of the source is away, the event applies the act later");
            return new Answer.Away();
        }
    }

    private static Answer refusal(Handoff handoff, Act act, RemoteProblemException no) {
        // only a claim learns from a 404 that the source is gone (§3.1); to other acts it may just
        // not
        // be there yet, like the continuation session of a walk
        if (no.status() == 404 && act == Act.CLAIMED) {
            return new Answer.Refused(CloseReason.DELETED);
        }
        if (no.is("session_finished")) {
            String reason = String.valueOf(no.members().get("reason"));
            return new Answer.Refused(
                    WireName.find(CloseReason.class, reason).orElse(CloseReason.SUPERSEDED));
        }
        log.atWarn()
                .addKeyValue("handoff_id", handoff.id())
                .addKeyValue("act", act.wire())
                .addKeyValue("code", no.code())
                .log("owner of the source refused an act");
        return new Answer.Away();
    }

    private static <T> T onceMoreWhenAway(Supplier<T> call) {
        try {
            return call.get();
        } catch (RemoteUnavailableException | FeignException first) {
            return call.get();
        }
    }

    @Override
    public Handed handOn(UUID sessionId, UUID handoffId, Wish wish) {
        var request =
                new RequestHandoff(
                        wish.intent().wire(),
                        "handoff",
                        wish.reason(),
                        wish.engineerNotes(),
                        wish.priority() == null ? null : wish.priority().wire(),
                        wish.targetUserId(),
                        null,
                        null);
        // the owner does it once, however often this id is asked for
        HandoffMade made =
                asked(() ->
                        onceMoreWhenAway(
                                () -> sessions.requestHandoff(sessionId, handoffId, request)));
        return new Handed(
                made.sessionStatus(),
                new Person(made.handedOffBy(), made.handedOffByName()),
                made.teamId(),
                made.aggregateSeq(),
                made.createdAt(),
                made.snapshot());
    }

    @Override
    public void requireHandler(UUID sessionId) {
        Access access = asked(() -> sessions.access(sessionId));
        if (!access.visible()) {
            throw DomainException.notFound();
        }
        if (!Boolean.TRUE.equals(access.isHandler())) {
            throw DomainException.forbidden(
                            "not_session_handler", "A colleague works this session.")
                    .with("handler_id", access.handlerId())
                    .with("handler_name", access.handlerName());
        }
    }

    @Override
    public boolean mayRead(UUID sourceId) {
        return exists(() -> sessions.access(sourceId).visible())
                || exists(() -> !walks.bundle(sourceId).isEmpty());
    }

    private static boolean exists(Supplier<Boolean> look) {
        try {
            return asked(look);
        } catch (DomainException no) {
            if (no.status() == 404) {
                return false;
            }
            throw no;
        }
    }

    /** The owner's "no" is ours; away is 503, to be repeated with the same key. */
    private static <T> T asked(Supplier<T> call) {
        try {
            return call.get();
        } catch (RemoteProblemException no) {
            if (no.status() == 404) {
                throw DomainException.notFound();
            }
            throw no.asOwn();
        } catch (RemoteUnavailableException | FeignException away) {
            throw DomainException.unavailable(
                    "The session cannot be reached just now. Try again.", RETRY_SECONDS);
        }
    }
}
