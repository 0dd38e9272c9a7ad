package io.resolutionflow.handoff.member;

import io.resolutionflow.platform.identity.Role;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Somebody who works in the account, as last known here. */
public record Member(
        UUID id,
        String name,
        @Nullable String email,
        Role role,
        @Nullable UUID teamId,
        boolean isTeamAdmin,
        boolean canCoverL1,
        boolean enabled) {

    /** Engineers and above take work over; others and disabled people do not. */
    public boolean canClaim() {
        return enabled && role.compareTo(Role.ENGINEER) <= 0;
    }
}
