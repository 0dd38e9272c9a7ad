package io.resolutionflow.session.listing.web;

import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.security.InternalApi;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.session.AiSessions;
import io.resolutionflow.session.session.Relation;
import io.resolutionflow.session.session.SessionAccess;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** GET I/{id}/access: what the forwarded user is to a session. */
@RestController
@InternalApi
class InternalAccessController {

    private final TransactionTemplate transaction;
    private final AiSessions sessions;
    private final SessionAccess access;

    InternalAccessController(
            TransactionTemplate transaction, AiSessions sessions, SessionAccess access) {
        this.transaction = transaction;
        this.sessions = sessions;
        this.access = access;
    }

    record AccessResponse(
            boolean visible,
            @Nullable Boolean isHandler,
            @Nullable Boolean canWrite,
            @Nullable String relation,
            @Nullable UUID ownerId,
            @Nullable UUID handlerId,
            @Nullable String handlerName,
            @Nullable String sessionStatus,
            @Nullable UUID openHandoffId,
            @Nullable Long stateVersion) {

        private static final AccessResponse INVISIBLE =
                new AccessResponse(false, null, null, null, null, null, null, null, null, null);
    }

    @GetMapping("/internal/v1/ai-sessions/{id}/access")
    AccessResponse access(Caller caller, @PathVariable UUID id) {
        return Objects.requireNonNull(
                transaction.execute(tx ->
                        of(sessions.find(id).orElseThrow(DomainException::notFound), caller)));
    }

    /** A service that asks for itself is no person: it sees the session and is nothing to it. */
    private AccessResponse of(AiSession session, Caller caller) {
        Actor actor = Actor.of(caller);
        Relation relation = caller.isService() ? Relation.NONE : access.relation(session, actor);
        if (!caller.isService() && !relation.mayRead()) {
            return AccessResponse.INVISIBLE;
        }
        return new AccessResponse(
                true,
                relation == Relation.HANDLER,
                access.canWrite(session, actor),
                caller.isService() ? null : relation.wire(),
                session.ownerId(),
                session.handlerId(),
                session.handlerName(),
                session.status().wire(),
                session.openHandoffId(),
                session.stateVersion());
    }
}
