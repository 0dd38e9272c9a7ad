package io.resolutionflow.session.writeback;

import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.session.Transitions;
import io.resolutionflow.session.session.Trigger;
import java.util.Optional;
import java.util.UUID;

/** What both kinds of post have in common: idempotency on the write-back's id, and who may. */
final class WritebackReplay {

    private WritebackReplay() {}

    /** The first answer, whatever the status is by now. */
    static Optional<String> of(
            Transitions transitions, AiSession session, UUID writebackId, Trigger trigger) {
        return transitions
                .ofWriteback(session.accountId(), writebackId)
                .map(known -> {
                    if (!known.sessionId().equals(session.id())
                            || !known.trigger().equals(trigger.wire())) {
                        throw DomainException.conflict(
                                "writeback_id_reused",
                                "This write-back id was used for something else.");
                    }
                    return known.result();
                });
    }

    /**
     * @throws DomainException 409 {@code session_taken_over}: a colleague claimed while the note
     *     was on its way
     */
    static void requireNotTakenOver(AiSession session, Actor actor) {
        if (!session.handlerId().equals(actor.id())) {
            throw DomainException.conflict(
                            "session_taken_over",
                            session.handlerName() + " has taken this session over.")
                    .with("handler_id", session.handlerId())
                    .with("handler_name", session.handlerName())
                    .with("session_status", session.status().wire());
        }
    }
}
