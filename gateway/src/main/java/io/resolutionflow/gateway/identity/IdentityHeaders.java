package io.resolutionflow.gateway.identity;

import io.resolutionflow.gateway.problem.Problems;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.identity.CallerClaims;
import io.resolutionflow.platform.identity.Role;
import io.resolutionflow.platform.identity.TenantHeaders;
import io.resolutionflow.platform.problem.DomainException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Puts the token's own identity into the headers the services read (architecture §5.2) and lets a
 * super_admin act in an account.
 */
@Component
class IdentityHeaders implements GlobalFilter, Ordered {

    private static final Logger log = LoggerFactory.getLogger(IdentityHeaders.class);

    private final Problems problems;

    IdentityHeaders(Problems problems) {
        this.problems = problems;
    }

    /** Before the rate limit, which counts per user. */
    @Override
    public int getOrder() {
        return -200;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return ReactiveSecurityContextHolder.getContext()
                .map(context -> context.getAuthentication())
                .ofType(JwtAuthenticationToken.class)
                .map(token -> identify(exchange, token.getToken()))
                .flatMap(caller -> chain.filter(withIdentity(exchange, caller)))
                .onErrorResume(DomainException.class, no -> problems.write(exchange, no));
    }

    private static Identified identify(ServerWebExchange exchange, Jwt token) {
        Caller caller;
        try {
            caller = CallerClaims.read(token.getClaims(), token.getTokenValue());
        } catch (IllegalArgumentException e) {
            throw new DomainException(
                    401, "token_invalid", "Your sign-in is not valid here. Sign in again.");
        }
        if (exchange.getAttribute(HeaderHygiene.ACT_AS) instanceof List<?> accounts) {
            caller = actAs(caller, accounts);
        }
        if (caller.isService() || (caller.accountId() == null && !caller.isSuperAdmin())) {
            throw DomainException.forbidden(
                    "no_account",
                    "You are signed in, but not to an account. Ask an administrator to add you to one.");
        }
        return new Identified(caller, CallerClaims.roles(token.getClaims()));
    }

    private static Caller actAs(Caller caller, List<?> accounts) {
        if (!caller.isSuperAdmin()) {
            throw DomainException.roleRequired();
        }
        try {
            if (accounts.size() != 1) {
                throw new IllegalArgumentException("several accounts");
            }
            var acting = caller.inAccount(UUID.fromString(String.valueOf(accounts.getFirst())));
            log.atInfo()
                    .addKeyValue("account_id", acting.accountId())
                    .addKeyValue("user_id", acting.userId())
                    .log("super_admin acts in an account");
            return acting;
        } catch (IllegalArgumentException e) {
            throw DomainException.invalid(
                    TenantHeaders.ACT_AS_ACCOUNT,
                    "invalid_format",
                    "Name exactly one account by its id.");
        }
    }

    private record Identified(Caller caller, List<Role> roles) {}

    private static ServerWebExchange withIdentity(
            ServerWebExchange exchange, Identified identified) {
        Caller caller = identified.caller();
        exchange.getAttributes().put(Caller.class.getName(), caller);
        var request =
                exchange.getRequest()
                        .mutate()
                        .headers(headers -> write(headers, caller, identified.roles()))
                        .build();
        return exchange.mutate().request(request).build();
    }

    private static void write(HttpHeaders headers, Caller caller, List<Role> roles) {
        if (caller.accountId() != null) {
            headers.set(TenantHeaders.ACCOUNT_ID, caller.accountId().toString());
        }
        if (caller.teamId() != null) {
            headers.set(TenantHeaders.TEAM_ID, caller.teamId().toString());
        }
        headers.set(TenantHeaders.USER_ID, caller.userId().toString());
        // names are not ASCII; services show the token's name, this one is for logs of proxies
        headers.set(
                TenantHeaders.USER_NAME, URLEncoder.encode(caller.name(), StandardCharsets.UTF_8));
        headers.set(
                TenantHeaders.ROLES,
                roles.stream().map(Role::wireName).collect(Collectors.joining(",")));
        headers.set(TenantHeaders.CAN_COVER_L1, Boolean.toString(caller.canCoverL1()));
    }
}
