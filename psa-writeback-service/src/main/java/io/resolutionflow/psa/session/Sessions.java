package io.resolutionflow.psa.session;

import java.util.UUID;

/** What this service needs of session-service. Never inside a transaction. */
public interface Sessions {

    /**
     * The caller's standing.
     *
     * @throws io.resolutionflow.platform.problem.DomainException 404 {@code not_found} for absent
     *     and foreign alike; 503 when session-service is away
     */
    SessionAccess access(UUID sessionId);

    /** The bundle; fails as {@link #access}. */
    WritebackContext context(UUID sessionId);

    SessionResult resolve(SessionWriteback writeback);

    SessionResult escalate(SessionWriteback writeback);

    /** Best effort: events carry the same. */
    void record(PushResult result);
}
