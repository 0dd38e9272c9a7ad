package io.resolutionflow.platform.testing.identity;

import io.resolutionflow.platform.identity.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A signed-in person of a test. */
public record TestPerson(
        @Nullable UUID accountId,
        @Nullable UUID teamId,
        UUID userId,
        String name,
        Role role,
        boolean canCoverL1) {

    public static TestPerson owner(UUID account) {
        return of(account, "Olivia Grant", Role.OWNER);
    }

    public static TestPerson admin(UUID account) {
        return of(account, "Amir Haddad", Role.ADMIN);
    }

    public static TestPerson engineer(UUID account) {
        return of(account, "Dana Reyes", Role.ENGINEER);
    }

    /** A second engineer, or a third: the name makes the person. */
    public static TestPerson engineer(UUID account, String name) {
        return of(account, name, Role.ENGINEER);
    }

    public static TestPerson coveringEngineer(UUID account) {
        var person = of(account, "Cora Lind", Role.ENGINEER);
        return new TestPerson(account, null, person.userId(), person.name(), Role.ENGINEER, true);
    }

    public static TestPerson l1(UUID account) {
        return of(account, "Lee Park", Role.L1_TECH);
    }

    public static TestPerson l1(UUID account, String name) {
        return of(account, name, Role.L1_TECH);
    }

    public static TestPerson viewer(UUID account) {
        return of(account, "Vera Holt", Role.VIEWER);
    }

    /** Acts in no account. */
    public static TestPerson superAdmin() {
        return new TestPerson(
                null, null, TestIssuer.stableId("root"), "Root Operator", Role.SUPER_ADMIN, false);
    }

    public static TestPerson of(UUID account, String name, Role role) {
        return new TestPerson(
                account, null, TestIssuer.stableId(account + "/" + name), name, role, false);
    }

    public TestPerson inTeam(UUID team) {
        return new TestPerson(accountId, team, userId, name, role, canCoverL1);
    }

    /** Value of the {@code Authorization} header. */
    public String bearer() {
        return "Bearer " + TestIssuer.get().sign(claims());
    }

    /** Claims as Keycloak's mappers write them; change some to make a wrong token. */
    public Map<String, Object> claims() {
        var claims = new HashMap<String, Object>();
        claims.put("sub", userId.toString());
        claims.put("azp", "web");
        claims.put("name", name);
        claims.put(
                "email",
                name.toLowerCase(java.util.Locale.ROOT).replace(' ', '.') + "@example.test");
        claims.put("can_cover_l1", canCoverL1);
        claims.put("realm_access", Map.of("roles", List.of(role.wireName())));
        if (accountId != null) {
            claims.put("account_id", accountId.toString());
        }
        if (teamId != null) {
            claims.put("team_id", teamId.toString());
        }
        return claims;
    }
}
