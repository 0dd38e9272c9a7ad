package io.resolutionflow.platform.identity;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A signed-in person, or a service acting for itself, inside one account.
 *
 * @param accountId the tenant; null only for a super_admin who acts in no account, and for a
 *     service without a job's account
 * @param userId the token's subject
 * @param role the highest role of the token; {@link Role#VIEWER} when it names none
 * @param clientId the confidential client of a service token, null for people
 * @param token the bearer token as received, forwarded to other services; never logged
 */
public record Caller(
        @Nullable UUID accountId,
        @Nullable UUID teamId,
        UUID userId,
        String name,
        @Nullable String email,
        Role role,
        boolean canCoverL1,
        boolean teamAdmin,
        @Nullable String clientId,
        String token) {

    /**
     * The account; a {@link IllegalStateException} when there is none, which the gates have ruled
     * out before.
     */
    public UUID account() {
        if (accountId == null) {
            throw new IllegalStateException("caller has no account");
        }
        return accountId;
    }

    public boolean isService() {
        return clientId != null;
    }

    public boolean isSuperAdmin() {
        return role == Role.SUPER_ADMIN;
    }

    /** E/A of architecture §1: engineer, admin, owner, super_admin. */
    public boolean isEngineerOrAbove() {
        return !isService() && role.compareTo(Role.ENGINEER) <= 0;
    }

    /** O/A of architecture §1: owner, admin (and super_admin). */
    public boolean isOwnerOrAdmin() {
        return !isService() && role.compareTo(Role.ADMIN) <= 0;
    }

    /** L1 of architecture §1: l1_tech, an engineer who may cover, owner or admin. */
    public boolean mayWorkL1() {
        return !isService()
                && (role == Role.L1_TECH
                        || isOwnerOrAdmin()
                        || (role == Role.ENGINEER && canCoverL1));
    }

    /** L1+ of contract-l1 §1: L1 or E/A, for reading. */
    public boolean mayReadL1() {
        return mayWorkL1() || isEngineerOrAbove();
    }

    /**
     * How an act through an L1 gate is tagged (contract-l1 §1, KD-61): null for an L1 technician,
     * {@code super_admin} for one acting in an account, else {@code l1_coverage}.
     */
    public @Nullable String actingAsOnL1() {
        return switch (role) {
            case L1_TECH -> null;
            case SUPER_ADMIN -> "super_admin";
            default -> "l1_coverage";
        };
    }

    /** How any other act is tagged: {@code super_admin} or null. */
    public @Nullable String actingAs() {
        return isSuperAdmin() ? "super_admin" : null;
    }

    /**
     * The same person acting in another account; only for a super_admin or a service, checked by
     * the caller.
     */
    public Caller inAccount(UUID account) {
        return new Caller(
                account, null, userId, name, email, role, canCoverL1, teamAdmin, clientId, token);
    }

    @Override
    public String toString() {
        return "Caller[account=" + accountId + ", user=" + userId + ", role=" + role + "]";
    }
}
