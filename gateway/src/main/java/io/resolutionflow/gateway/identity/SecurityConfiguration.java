package io.resolutionflow.gateway.identity;

import io.resolutionflow.gateway.limit.AnonymousLimit;
import io.resolutionflow.gateway.problem.Problems;
import io.resolutionflow.gateway.route.RouteTable;
import io.resolutionflow.platform.identity.TokenKeys;
import io.resolutionflow.platform.identity.TokenVerifier;
import io.resolutionflow.platform.problem.DomainException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import org.springframework.web.server.ServerWebExchange;

/**
 * Every routed API path needs a token; the app's files, its configuration and paths that do not
 * exist need none.
 */
@Configuration
@EnableWebFluxSecurity
class SecurityConfiguration {

    @Bean
    ReactiveAuthenticationManager tokens(IdentityProperties identity) {
        return new VerifiedTokens(
                TokenVerifier.decoder(identity.issuerUri(), TokenKeys.from(identity.keys())));
    }

    @Bean
    SecurityWebFilterChain apiSecurity(
            ServerHttpSecurity http,
            RouteTable routes,
            AnonymousLimit limit,
            Problems problems,
            ReactiveAuthenticationManager tokens) {
        ServerAuthenticationEntryPoint refusal =
                (exchange, error) ->
                        problems.write(
                                exchange,
                                limit.refused(exchange).orElseGet(() -> no(exchange, error)));
        ServerWebExchangeMatcher routed =
                exchange ->
                        HttpMethod.OPTIONS.equals(exchange.getRequest().getMethod())
                                        || routes.find(exchange).isEmpty()
                                ? MatchResult.notMatch()
                                : MatchResult.match();
        return plain(http)
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .securityMatcher(routed)
                .authorizeExchange(exchanges -> exchanges.anyExchange().authenticated())
                .oauth2ResourceServer(server ->
                        server.jwt(jwt -> jwt.authenticationManager(tokens))
                                .authenticationEntryPoint(refusal))
                .exceptionHandling(errors -> errors.authenticationEntryPoint(refusal))
                .build();
    }

    /** What no route takes is open: the app's files, and the 404 of everything else. */
    @Bean
    SecurityWebFilterChain openSecurity(ServerHttpSecurity http) {
        return plain(http)
                .authorizeExchange(exchanges -> exchanges.anyExchange().permitAll())
                .build();
    }

    /** What Spring's firewall refuses beyond our own checks, as a problem document too. */
    @Bean
    ServerExchangeRejectedHandler refusedByFirewall(Problems problems) {
        return (exchange, rejected) ->
                problems.write(
                        exchange,
                        new DomainException(
                                400, "malformed_request", "The request cannot be read."));
    }

    private static ServerHttpSecurity plain(ServerHttpSecurity http) {
        return http.csrf(ServerHttpSecurity.CsrfSpec::disable)
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
                // written by BrowserHeaders, one place for all of them
                .headers(ServerHttpSecurity.HeaderSpec::disable)
                .cors(cors -> {});
    }

    private static DomainException no(ServerWebExchange exchange, AuthenticationException error) {
        if (error instanceof RefusedToken refused) {
            return refused.answer();
        }
        return exchange.getRequest().getHeaders().containsHeader(HttpHeaders.AUTHORIZATION)
                ? VerifiedTokens.invalid()
                : new DomainException(401, "token_missing", "Sign in first.");
    }
}
