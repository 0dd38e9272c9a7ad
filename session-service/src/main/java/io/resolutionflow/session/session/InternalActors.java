package io.resolutionflow.session.session;

import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who acts through the internal API: the person of a forwarded token, else the one the service
 * names (contract-sessions §10).
 */
public final class InternalActors {

    private InternalActors() {}

    /** For reading: a service that asks for itself sees every session of the account. */
    public static Actor reader(Caller caller) {
        return caller.isService()
                ? Actor.vouchedFor(caller.userId(), caller.name(), null)
                : Actor.of(caller);
    }

    /**
     * For writing with a role gate of E/A.
     *
     * @throws DomainException 403 {@code role_required}; 422 when a service names nobody
     */
    public static Actor writer(
            Caller caller,
            @Nullable UUID actorId,
            @Nullable String actorName,
            @Nullable String actingAs) {
        if (!caller.isService()) {
            if (!caller.isEngineerOrAbove()) {
                throw DomainException.roleRequired();
            }
            return Actor.of(caller);
        }
        if (actorId == null || actorName == null) {
            throw DomainException.invalid("actor_id", "required", "A service must say who acts.");
        }
        return Actor.vouchedFor(actorId, actorName, actingAs);
    }

    /** For acts another service has decided already: whoever it names, whatever the token. */
    public static Actor named(UUID actorId, String actorName) {
        return Actor.vouchedFor(actorId, actorName, null);
    }
}
