package io.resolutionflow.gateway.identity;

import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.identity.Role;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** A caller whose token was verified, with the header values that tell a service who he is. */
class SignedIn extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient Caller caller;
    private final transient Instant expires;
    private final String roles;
    private final String name;

    SignedIn(Caller caller, List<Role> roles, Instant expires) {
        super(List.of());
        this.caller = caller;
        this.expires = expires;
        this.roles = roles.stream().map(Role::wireName).collect(Collectors.joining(","));
        // names are not ASCII; services show the token's name, this one is for logs of proxies
        this.name = URLEncoder.encode(caller.name(), StandardCharsets.UTF_8);
        setAuthenticated(true);
    }

    Caller caller() {
        return caller;
    }

    Instant expires() {
        return expires;
    }

    String roles() {
        return roles;
    }

    String encodedName() {
        return name;
    }

    @Override
    public @Nullable Object getCredentials() {
        return null;
    }

    @Override
    public Object getPrincipal() {
        return caller;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SignedIn that && caller.equals(that.caller);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(caller);
    }
}
