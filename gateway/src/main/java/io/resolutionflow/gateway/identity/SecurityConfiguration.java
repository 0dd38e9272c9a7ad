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
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Every routed API path needs a token; the app's files, its configuration and paths that do not
 * exist need none.
 */
@Configuration
@EnableWebFluxSecurity
class SecurityConfiguration {

    @Bean
    ReactiveJwtDecoder tokens(IdentityProperties identity) {
        NimbusJwtDecoder decoder =
                TokenVerifier.decoder(identity.issuerUri(), TokenKeys.from(identity.keys()));
        return token ->
                Mono.fromCallable(() -> decoder.decode(token))
                        .subscribeOn(Schedulers.boundedElastic());
    }

    @Bean
    SecurityWebFilterChain apiSecurity(
            ServerHttpSecurity http, RouteTable routes, AnonymousLimit limit, Problems problems) {
        ServerAuthenticationEntryPoint refusal =
                (exchange, error) ->
                        problems.write(
                                exchange,
                                limit.refused(exchange).orElseGet(() -> no(exchange, error)));
        ServerWebExchangeMatcher routed =
                exchange ->
                        HttpMethod.OPTIONS.equals(exchange.getRequest().getMethod())
                                        || routes.find(exchange.getRequest().getPath()).isEmpty()
                                ? MatchResult.notMatch()
                                : MatchResult.match();
        return http.csrf(ServerHttpSecurity.CsrfSpec::disable)
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                // written by BrowserHeaders, one place for all of them
                .headers(ServerHttpSecurity.HeaderSpec::disable)
                .cors(cors -> {})
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .securityMatcher(routed)
                .authorizeExchange(exchanges -> exchanges.anyExchange().authenticated())
                .oauth2ResourceServer(
                        server -> server.jwt(jwt -> {}).authenticationEntryPoint(refusal))
                .exceptionHandling(errors -> errors.authenticationEntryPoint(refusal))
                .build();
    }

    /** What no route takes is open: the app's files, and the 404 of everything else. */
    @Bean
    SecurityWebFilterChain openSecurity(ServerHttpSecurity http) {
        return http.csrf(ServerHttpSecurity.CsrfSpec::disable)
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .headers(ServerHttpSecurity.HeaderSpec::disable)
                .cors(cors -> {})
                .authorizeExchange(exchanges -> exchanges.anyExchange().permitAll())
                .build();
    }

    private static DomainException no(ServerWebExchange exchange, AuthenticationException error) {
        if (!exchange.getRequest().getHeaders().containsHeader(HttpHeaders.AUTHORIZATION)) {
            return new DomainException(401, "token_missing", "Sign in first.");
        }
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof JwtValidationException validation
                    && validation.getErrors().stream()
                            .anyMatch(e -> e.getErrorCode().equals(TokenVerifier.EXPIRED))) {
                return new DomainException(
                        401, TokenVerifier.EXPIRED, "Your sign-in has expired. Sign in again.");
            }
        }
        return new DomainException(
                401, "token_invalid", "Your sign-in is not valid here. Sign in again.");
    }
}
