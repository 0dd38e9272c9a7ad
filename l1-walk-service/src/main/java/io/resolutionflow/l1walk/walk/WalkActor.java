package io.resolutionflow.l1walk.walk;

import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.identity.Caller;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who does something to a walk: always the caller, never the walk's creator (KD-60, KD-61). */
public record WalkActor(UUID id, String name, @Nullable String actingAs, @Nullable UUID teamId) {

    public static WalkActor of(Caller caller) {
        return new WalkActor(
                caller.userId(), caller.name(), caller.actingAsOnL1(), caller.teamId());
    }

    public AuditLog.Actor audit() {
        return new AuditLog.Actor(id, name, actingAs);
    }
}
