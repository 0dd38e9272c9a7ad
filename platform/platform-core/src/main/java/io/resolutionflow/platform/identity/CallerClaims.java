package io.resolutionflow.platform.identity;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns the claims of a verified access token (architecture §5.1) into a {@link Caller}. */
public final class CallerClaims {

    private static final Set<String> SERVICE_CLIENTS =
            Set.of(
                    "session-service",
                    "l1-walk-service",
                    "handoff-service",
                    "psa-writeback-service",
                    "ai-gateway-service");

    private CallerClaims() {}

    /**
     * @param claims claims of a token whose signature, issuer, audience and time were checked
     *     before
     * @throws IllegalArgumentException when {@code sub}, {@code account_id} or {@code team_id} is
     *     not a UUID
     */
    public static Caller read(Map<String, Object> claims, String token) {
        String client = text(claims, "azp");
        boolean service = client != null && SERVICE_CLIENTS.contains(client);
        return new Caller(
                service ? null : uuid(claims, "account_id"),
                uuid(claims, "team_id"),
                required(uuid(claims, "sub"), "sub"),
                displayName(claims),
                text(claims, "email"),
                highestRole(claims),
                flag(claims, "can_cover_l1"),
                flag(claims, "is_team_admin"),
                service ? client : null,
                token);
    }

    /** Realm roles known here, highest first. */
    public static List<Role> roles(Map<String, Object> claims) {
        if (!(claims.get("realm_access") instanceof Map<?, ?> access)
                || !(access.get("roles") instanceof Collection<?> names)) {
            return List.of();
        }
        return names.stream()
                .map(String::valueOf)
                .map(Role::fromWireName)
                .flatMap(Optional::stream)
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    private static Role highestRole(Map<String, Object> claims) {
        return roles(claims).stream().findFirst().orElse(Role.VIEWER);
    }

    private static String displayName(Map<String, Object> claims) {
        for (String claim : List.of("name", "preferred_username", "azp")) {
            String value = text(claims, claim);
            if (value != null && !value.isBlank()) {
                return value;
            }
        }
        return "Unknown";
    }

    private static boolean flag(Map<String, Object> claims, String claim) {
        Object value = claims.get(claim);
        return Boolean.TRUE.equals(value) || "true".equals(value);
    }

    private static @Nullable String text(Map<String, Object> claims, String claim) {
        return claims.get(claim) instanceof String value ? value : null;
    }

    private static @Nullable UUID uuid(Map<String, Object> claims, String claim) {
        String value = text(claims, claim);
        return value == null || value.isBlank() ? null : UUID.fromString(value);
    }

    private static UUID required(@Nullable UUID value, String claim) {
        if (value == null) {
            throw new IllegalArgumentException("token has no " + claim);
        }
        return value;
    }
}
