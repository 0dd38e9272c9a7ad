package io.resolutionflow.psa.session;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What session-service made of a resolve or escalate. */
public sealed interface SessionResult {

    /**
     * @param handoffId the effective hand-off of an escalation
     */
    record Applied(String sessionStatus, @Nullable UUID handoffId) implements SessionResult {}

    /** A colleague or an end of the session came first. */
    record Conflict(String code, @Nullable String sessionStatus) implements SessionResult {}

    /** Refused as asked, e.g. a target that cannot be; nothing changed. */
    record Refused(String code, String detail) implements SessionResult {}

    /** Not known what it did; the same call again is safe. */
    record Away() implements SessionResult {}
}
