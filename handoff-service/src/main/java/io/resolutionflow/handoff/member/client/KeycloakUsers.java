package io.resolutionflow.handoff.member.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.resolutionflow.handoff.HandoffProperties;
import io.resolutionflow.handoff.member.Member;
import io.resolutionflow.handoff.member.UserRegistry;
import io.resolutionflow.platform.client.RemoteUnavailableException;
import io.resolutionflow.platform.client.ServiceTokens;
import io.resolutionflow.platform.identity.Role;
import io.resolutionflow.platform.security.SecurityProperties;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Users of the realm by their {@code account_id} attribute, with their realm roles, read with this
 * service's own client.
 */
@Component
class KeycloakUsers implements UserRegistry {

    private static final int PAGE = 100;

    private final RestClient http;
    private final ServiceTokens tokens;

    KeycloakUsers(
            RestClient.Builder http,
            ServiceTokens tokens,
            SecurityProperties security,
            HandoffProperties properties) {
        URI configured = properties.directory().adminUri();
        String base =
                configured != null
                        ? configured.toString()
                        : security.issuerUri().replace("/realms/", "/admin/realms/");
        this.http = http.baseUrl(base).build();
        this.tokens = tokens;
    }

    record User(
            UUID id,
            String username,
            @JsonProperty("firstName") @Nullable String firstName,
            @JsonProperty("lastName") @Nullable String lastName,
            @Nullable String email,
            boolean enabled,
            @Nullable Map<String, List<String>> attributes) {}

    record RealmRole(String name) {}

    @Override
    public List<Member> usersOf(UUID accountId) {
        try {
            var members = new ArrayList<Member>();
            List<User> page;
            do {
                page = page(accountId, members.size());
                page.forEach(user -> members.add(member(user)));
            } while (page.size() == PAGE);
            return members;
        } catch (RestClientException e) {
            throw new RemoteUnavailableException("issuer", e);
        }
    }

    private List<User> page(UUID accountId, int first) {
        List<User> found =
                http.get()
                        .uri(
                                "/users?q=account_id:{account}&first={first}&max={max}&briefRepresentation=false",
                                accountId,
                                first,
                                PAGE)
                        .headers(headers -> headers.setBearerAuth(tokens.current()))
                        .retrieve()
                        .body(new ParameterizedTypeReference<>() {});
        return found == null ? List.of() : found;
    }

    private Member member(User user) {
        return new Member(
                user.id(),
                name(user),
                user.email(),
                role(user.id()),
                attribute(user, "team_id").map(UUID::fromString).orElse(null),
                attribute(user, "is_team_admin").map(Boolean::parseBoolean).orElse(false),
                attribute(user, "can_cover_l1").map(Boolean::parseBoolean).orElse(false),
                user.enabled());
    }

    /** The highest of the user's roles counts, as in tokens. */
    private Role role(UUID userId) {
        List<RealmRole> roles =
                http.get()
                        .uri("/users/{id}/role-mappings/realm/composite", userId)
                        .headers(headers -> headers.setBearerAuth(tokens.current()))
                        .retrieve()
                        .body(new ParameterizedTypeReference<>() {});
        return Stream.ofNullable(roles)
                .flatMap(List::stream)
                .map(role -> Role.fromWireName(role.name()))
                .flatMap(Optional::stream)
                .min(Role::compareTo)
                .orElse(Role.VIEWER);
    }

    private static String name(User user) {
        String full = (text(user.firstName()) + " " + text(user.lastName())).strip();
        return full.isEmpty() ? user.username() : full;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static Optional<String> attribute(User user, String name) {
        return Optional.ofNullable(user.attributes())
                .map(attributes -> attributes.get(name))
                .flatMap(values -> values.stream().findFirst())
                .filter(value -> !value.isBlank());
    }
}
