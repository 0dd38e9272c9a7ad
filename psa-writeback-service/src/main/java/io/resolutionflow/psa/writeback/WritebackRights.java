package io.resolutionflow.psa.writeback;

import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.psa.session.HandlerCheck;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Who may look into one write-back or move it: who asked for it, the session's handler, owners and
 * admins (contract-psa §11).
 */
@Component
public class WritebackRights {

    private final Writebacks writebacks;
    private final HandlerCheck handlers;

    WritebackRights(Writebacks writebacks, HandlerCheck handlers) {
        this.writebacks = writebacks;
        this.handlers = handlers;
    }

    /**
     * @throws DomainException 404 {@code not_found} for absent and foreign alike, 403 {@code
     *     not_session_handler}
     */
    public Writeback forRequesterToo(Caller caller, UUID id) {
        Writeback w = writebacks.find(id).orElseThrow(DomainException::notFound);
        return w.requester().id().equals(caller.userId()) ? w : forHandler(caller, w);
    }

    /** As above, but having asked for it is not enough: the work may be somebody else's by now. */
    public Writeback forHandlerOnly(Caller caller, UUID id) {
        return forHandler(caller, writebacks.find(id).orElseThrow(DomainException::notFound));
    }

    private Writeback forHandler(Caller caller, Writeback w) {
        if (caller.isOwnerOrAdmin()) {
            return w;
        }
        UUID session = w.source().sessionId();
        if (session == null) {
            throw DomainException.notFound();
        }
        handlers.handler(session);
        return w;
    }
}
