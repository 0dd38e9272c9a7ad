package io.resolutionflow.gateway.identity;

import io.resolutionflow.gateway.limit.AnonymousLimit;
import io.resolutionflow.gateway.problem.Problems;
import io.resolutionflow.gateway.route.RouteTable;
import io.resolutionflow.platform.problem.DomainException;
import java.time.Instant;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Every routed API path needs a token; the app's files, its configuration and paths that do not
 * exist need none. The check itself is the one every service makes ({@link
 * io.resolutionflow.platform.identity.TokenVerifier}); Spring Security's filter chain around it
 * took a sixth of a request and added nothing here, where nobody has a session (ADR 8).
 */
@Component
@Order(TokenCheck.ORDER)
class TokenCheck implements WebFilter {

    /** Behind everything that refuses a request by its form. */
    static final int ORDER = -100;

    private final RouteTable routes;
    private final VerifiedTokens tokens;
    private final AnonymousLimit limit;
    private final Problems problems;

    TokenCheck(RouteTable routes, VerifiedTokens tokens, AnonymousLimit limit, Problems problems) {
        this.routes = routes;
        this.tokens = tokens;
        this.limit = limit;
        this.problems = problems;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (routes.find(exchange).isEmpty()) {
            return chain.filter(exchange);
        }
        String header = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            return refused(exchange, new DomainException(401, "token_missing", "Sign in first."));
        }
        String token = BearerToken.in(header);
        if (token == null) {
            return refused(exchange, VerifiedTokens.invalid());
        }
        SignedIn known = tokens.known(token);
        if (known != null) {
            return signedIn(exchange, chain, known);
        }
        // what goes wrong behind the check is not the check's
        return tokens.verified(token)
                .materialize()
                .flatMap(verdict ->
                        verdict.getThrowable() instanceof DomainException no
                                ? refused(exchange, no)
                                : Mono.justOrEmpty(verdict)
                                        .<SignedIn>dematerialize()
                                        .flatMap(sound -> signedIn(exchange, chain, sound)));
    }

    private Mono<Void> signedIn(
            ServerWebExchange exchange, WebFilterChain chain, SignedIn signedIn) {
        if (signedIn.until().isBefore(Instant.now())) {
            return refused(exchange, VerifiedTokens.expired());
        }
        exchange.getAttributes().put(SignedIn.ATTRIBUTE, signedIn);
        return chain.filter(exchange);
    }

    private Mono<Void> refused(ServerWebExchange exchange, DomainException no) {
        return problems.write(exchange, limit.refused(exchange).orElse(no));
    }
}
