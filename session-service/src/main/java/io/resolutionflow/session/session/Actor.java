package io.resolutionflow.session.session;

import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.identity.Caller;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who acts on a session.
 *
 * @param personId null when nobody did: a job of another service
 * @param actingAs {@code super_admin}, {@code l1_coverage} or null
 * @param engineer passes the gate E/A
 * @param vouched named by a service that has done the role gate itself (contract-sessions §10)
 */
public record Actor(
        @Nullable UUID personId,
        String name,
        @Nullable String actingAs,
        boolean engineer,
        @Nullable UUID teamId,
        boolean vouched) {

    public static Actor of(Caller caller) {
        return new Actor(
                caller.userId(),
                caller.name(),
                caller.actingAs(),
                caller.isEngineerOrAbove(),
                caller.teamId(),
                false);
    }

    public static Actor vouchedFor(UUID id, String name, @Nullable String actingAs) {
        return new Actor(id, name, actingAs, true, null, true);
    }

    /** A job of another service, as when a hand-off expires. */
    public static Actor nobody() {
        return new Actor(null, "ResolutionFlow", null, true, null, true);
    }

    /** The person; {@link IllegalStateException} when there is none. */
    public UUID id() {
        if (personId == null) {
            throw new IllegalStateException("nobody acts");
        }
        return personId;
    }

    public AuditLog.Actor forAudit() {
        return personId == null
                ? AuditLog.Actor.system()
                : new AuditLog.Actor(personId, name, actingAs);
    }
}
