package io.resolutionflow.platform.security;

import io.resolutionflow.platform.identity.Caller;

/**
 * Role gates of the contracts (architecture §1). A failed gate is 403 {@code role_required},
 * decided before anything is looked up.
 */
public enum Gate {
    /** Any signed-in user of an account. */
    ACTIVE,
    /** Engineer, admin, owner, super_admin. */
    ENGINEER,
    /** l1_tech, an engineer who may cover, owner, admin. */
    L1,
    /** {@link #L1} or {@link #ENGINEER}, for reading. */
    L1_READ,
    /** {@link #L1} or {@link #ENGINEER}: written "E/A, L1" in contract-psa §2. */
    ENGINEER_OR_L1,
    /** Owner, admin. */
    OWNER_ADMIN,
    /** super_admin, also without an account. */
    SUPER_ADMIN;

    boolean admits(Caller caller) {
        if (caller.isService()) {
            return false;
        }
        return switch (this) {
            case ACTIVE -> true;
            case ENGINEER -> caller.isEngineerOrAbove();
            case L1 -> caller.mayWorkL1();
            case L1_READ, ENGINEER_OR_L1 -> caller.mayReadL1();
            case OWNER_ADMIN -> caller.isOwnerOrAdmin();
            case SUPER_ADMIN -> caller.isSuperAdmin();
        };
    }
}
