package io.resolutionflow.session.handoff;

import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.session.handoff.HandoffActs.Act;
import io.resolutionflow.session.handoff.HandoffActs.Applied;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.session.AiSessions;
import io.resolutionflow.session.session.SessionGuard;
import io.resolutionflow.session.session.Trigger;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/**
 * Opens the session in which a claimed L1 walk goes on (contract-sessions §10): once per hand-off,
 * the first id wins, from the synchronous call or from the event, whichever comes first.
 */
@Service
public class ContinueWalk {

    private final TransactionTemplate transaction;
    private final AiSessions sessions;
    private final SessionGuard guard;
    private final HandoffActs acts;
    private final ContinuationWriter writer;
    private final Walks walks;

    ContinueWalk(
            TransactionTemplate transaction,
            AiSessions sessions,
            SessionGuard guard,
            HandoffActs acts,
            ContinuationWriter writer,
            Walks walks) {
        this.transaction = transaction;
        this.sessions = sessions;
        this.guard = guard;
        this.acts = acts;
        this.writer = writer;
        this.walks = walks;
    }

    public record Request(
            UUID continuationId,
            UUID handoffId,
            UUID walkId,
            JsonNode snapshot,
            UUID handlerId,
            String handlerName,
            int claimEpoch,
            UUID handedOffBy,
            String handedOffByName,
            @Nullable UUID psaConnectionId,
            @Nullable String psaTicketId,
            @Nullable UUID internalTicketId) {}

    public record Continued(
            UUID sessionId, String sessionStatus, long stateVersion, boolean replayed) {}

    /**
     * @throws DomainException 409 {@code session_finished}
     */
    public Continued continueWalk(Request request) {
        JsonNode bundle =
                exists(request.handoffId()) ? null : walks.bundle(request.walkId()).orElse(null);
        Supplier<Continued> once =
                () ->
                        Objects.requireNonNull(
                                transaction.execute(tx -> inTransaction(request, bundle)));
        try {
            return once.get();
        } catch (DataIntegrityViolationException raced) {
            // the event and the call met: whoever came second finds the session of the first
            return once.get();
        }
    }

    /** Whether the continuation is there already; in a transaction of its own. */
    public boolean exists(UUID handoffId) {
        return Objects.requireNonNull(
                transaction.execute(tx -> sessions.continuationOf(handoffId).isPresent()));
    }

    /** The part inside the caller's transaction, bundle in hand. */
    public Continued inTransaction(Request request, @Nullable JsonNode bundle) {
        Optional<UUID> known = sessions.continuationOf(request.handoffId());
        if (known.isPresent()) {
            AiSession session = sessions.lock(known.get()).orElseThrow(DomainException::notFound);
            return claimAgain(session, request);
        }
        AiSession session = writer.write(request, WalkRecord.of(request.snapshot(), bundle));
        return new Continued(session.id(), session.status().wire(), session.stateVersion(), false);
    }

    private Continued claimAgain(AiSession session, Request request) {
        Actor claimer = Actor.vouchedFor(request.handlerId(), request.handlerName(), null);
        Applied applied =
                guard.tellingCards(
                        claimer,
                        session,
                        () ->
                                acts.apply(
                                        session,
                                        new Act(
                                                Trigger.CLAIM,
                                                request.handoffId(),
                                                request.claimEpoch(),
                                                request.handlerId(),
                                                request.handlerName(),
                                                claimer,
                                                null,
                                                null)));
        return new Continued(
                session.id(),
                session.status().wire(),
                session.stateVersion(),
                applied.replayed() || !applied.applied());
    }
}
