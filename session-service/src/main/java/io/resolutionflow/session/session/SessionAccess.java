package io.resolutionflow.session.session;

import io.resolutionflow.platform.problem.DomainException;
import org.springframework.stereotype.Component;

/**
 * Who may see and who may act (contract-sessions §1). Account owners and admins have no right of
 * their own here.
 */
@Component
public class SessionAccess {

    private final Participants participants;

    SessionAccess(Participants participants) {
        this.participants = participants;
    }

    public Relation relation(AiSession session, Actor actor) {
        if (session.handlerId().equals(actor.id())) {
            return Relation.HANDLER;
        }
        if (session.ownerId().equals(actor.id())) {
            return Relation.OWNER;
        }
        if (participants.everHandled(session, actor.id())) {
            return Relation.PAST_HANDLER;
        }
        if (session.openHandoff() == null) {
            return Relation.NONE;
        }
        if (actor.id().equals(session.escalation().to())) {
            return Relation.TARGET;
        }
        return actor.engineer() ? Relation.COLLEAGUE : Relation.NONE;
    }

    public boolean canWrite(AiSession session, Actor actor) {
        return session.status().isOpen()
                && actor.engineer()
                && session.handlerId().equals(actor.id());
    }

    /**
     * @throws DomainException 404 {@code not_found}, the same for absent and private (KD-10)
     */
    public void requireReader(AiSession session, Actor actor) {
        if (!actor.vouched() && !relation(session, actor).mayRead()) {
            throw DomainException.notFound();
        }
    }

    /**
     * @throws DomainException 403 {@code not_session_handler} with who works it
     */
    public void requireHandler(AiSession session, Actor actor) {
        if (!session.handlerId().equals(actor.id())) {
            throw DomainException.forbidden(
                            "not_session_handler",
                            session.handlerName()
                                    + " is working on this session. Ask them to hand it over.")
                    .with("handler_id", session.handlerId())
                    .with("handler_name", session.handlerName());
        }
    }

    /**
     * @throws DomainException 403 {@code owner_only}
     */
    public void requireOwner(AiSession session, Actor actor) {
        if (!session.ownerId().equals(actor.id())) {
            throw DomainException.forbidden(
                    "owner_only",
                    "Only " + session.ownerName() + ", who started this session, may do this.");
        }
    }

    /**
     * @throws DomainException 403 {@code owner_or_handler_only}
     */
    public void requireOwnerOrHandler(AiSession session, Actor actor) {
        if (!session.ownerId().equals(actor.id()) && !session.handlerId().equals(actor.id())) {
            throw DomainException.forbidden(
                    "owner_or_handler_only",
                    "Only the person who started this session or who works it may do this.");
        }
    }
}
