package io.resolutionflow.psa.session;

import io.resolutionflow.platform.problem.DomainException;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Only the handler may preview, post and retry (KD-29): others of the account who may read get 403,
 * everybody else 404.
 */
@Component
public class HandlerCheck {

    private final Sessions sessions;

    HandlerCheck(Sessions sessions) {
        this.sessions = sessions;
    }

    /**
     * @throws DomainException 404 {@code not_found}, 403 {@code not_session_handler}
     */
    public SessionAccess handler(UUID sessionId) {
        SessionAccess access = reader(sessionId);
        if (!access.isHandler()) {
            throw DomainException.forbidden(
                            "not_session_handler",
                            access.handlerName() == null
                                    ? "Somebody else works on this session."
                                    : access.handlerName() + " works on this session.")
                    .with("handler_id", access.handlerId())
                    .with("handler_name", access.handlerName());
        }
        return access;
    }

    /**
     * @throws DomainException 404 {@code not_found}
     */
    public SessionAccess reader(UUID sessionId) {
        SessionAccess access = sessions.access(sessionId);
        if (!access.visible()) {
            throw DomainException.notFound();
        }
        return access;
    }
}
